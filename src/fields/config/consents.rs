//! `consents.csv`: who agreed to be shown, where, until when. One row a person; never part of the output.

use std::collections::BTreeMap;

use crate::date::Moment;
use crate::diagnostic::catalogue::FieldMessage;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::fields::matter::{Consent, Consents};
use crate::fields::reader::read_flag;
use crate::load::source::{CsvRow, CsvSource};

/// The columns, in English and Chinese.
const COLUMNS: [(&str, &str); 9] = [
    ("id", "编号"),
    ("unit", "单位"),
    ("role", "角色"),
    ("child_agrees", "儿童同意"),
    ("scope", "范围"),
    ("channels", "渠道"),
    ("date", "日期"),
    ("expires", "到期"),
    ("withdrawn", "撤回"),
];

/// Reads the rows.
pub(super) fn read(csv: &CsvSource, diagnostics: &mut Vec<Diagnostic>) -> Consents {
    let mut consents = Consents::new();
    let mut lines: BTreeMap<String, u32> = BTreeMap::new();
    if let Some(first) = csv.rows.first() {
        for (english, _) in
            COLUMNS.iter().filter(|(english, _)| matches!(*english, "id" | "role" | "scope" | "channels" | "date"))
        {
            if cell(first, english).is_none() {
                let message = FieldMessage::ConsentColumn { column: (*english).to_owned() };
                diagnostics.push(Diagnostic::at(message, Place::new(&csv.path, Span::new(1, 1, 1))));
            }
        }
    }
    for row in &csv.rows {
        let Some((id, span)) = cell(row, "id").filter(|(id, _)| !id.is_empty()) else { continue };
        if let Some(line) = lines.insert(id.to_owned(), row.span.line) {
            let message = FieldMessage::ConsentDuplicate { id: id.to_owned(), line: line.to_string() };
            diagnostics.push(Diagnostic::at(message, Place::new(&csv.path, span)));
            continue;
        }
        let mut cells = Cells { csv, row, diagnostics };
        consents.insert(id.to_owned(), cells.consent());
    }
    consents
}

/// A cell by its column's English or Chinese name.
fn cell<'r>(row: &'r CsvRow, column: &str) -> Option<(&'r str, Span)> {
    let chinese = COLUMNS.iter().find(|(english, _)| *english == column).map(|(_, chinese)| *chinese);
    row.cells
        .iter()
        .find(|(name, _, _)| name.eq_ignore_ascii_case(column) || chinese == Some(name))
        .map(|(_, text, span)| (text.as_str(), *span))
}

/// The cells of one row, with a place to tell what cannot be read.
struct Cells<'a> {
    csv: &'a CsvSource,
    row: &'a CsvRow,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Cells<'_> {
    fn consent(&mut self) -> Consent {
        Consent {
            guardian: self
                .read("role", |text| match text {
                    "本人" | "self" => Some(false),
                    "监护人" | "guardian" => Some(true),
                    _ => None,
                })
                .unwrap_or(true),
            child_agrees: self.read("child_agrees", read_flag),
            scope: self.list("scope"),
            channels: self.list("channels"),
            date: self.read("date", Moment::parse),
            expires: self.read("expires", Moment::parse),
            withdrawn: self.read("withdrawn", Moment::parse),
        }
    }

    /// Reads a cell; an empty one is none, one that cannot be read is told.
    fn read<T>(&mut self, column: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let (text, span) = cell(self.row, column).filter(|(text, _)| !text.is_empty())?;
        let value = read(text);
        if value.is_none() {
            let message = FieldMessage::ConsentCell { column: column.to_owned(), text: text.to_owned() };
            self.diagnostics.push(Diagnostic::at(message, Place::new(&self.csv.path, span)));
        }
        value
    }

    fn list(&self, column: &str) -> Vec<String> {
        let text = cell(self.row, column).map_or("", |(text, _)| text);
        text.split(['、', '，', ',', '；', ';', ' ']).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }
}
