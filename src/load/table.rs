//! Reads `consents.csv` as spreadsheets save it; each cell keeps its place.

use csv::{ReaderBuilder, StringRecord};

use crate::diagnostic::catalogue::LoadMessage;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::load::source::{CsvRow, CsvSource};
use crate::path::SourcePath;

/// Reads a decoded CSV text. Full-width commas part nothing; a row with too few or too many cells is an error and left
/// out, since its cells cannot be told apart safely. Empty cells beyond the header's are passed over.
pub(super) fn read(file: &SourcePath, text: &str) -> CsvSource {
    let mut table = CsvSource { path: file.clone(), rows: Vec::new(), diagnostics: Vec::new() };
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    // "Unicode text" of a spreadsheet is parted by tabs.
    let delimiter = if head.contains('\t') && !head.contains(',') { b'\t' } else { b',' };
    let mut reader =
        ReaderBuilder::new().flexible(true).has_headers(false).delimiter(delimiter).from_reader(text.as_bytes());
    let lines: Vec<&str> = text.lines().collect();
    let mut header: Option<Vec<String>> = None;
    let mut record = StringRecord::new();
    // The text is valid UTF-8 and rows may be of any width, so reading cannot fail.
    while reader.read_record(&mut record).is_ok_and(|found| found) {
        let mut cells: Vec<&str> = record.iter().map(str::trim).collect();
        if cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        let number = record_line(&record, &lines);
        let line = lines.get(number - 1).copied().unwrap_or_default();
        let span = Span::of_bytes(line, 0, line.len()).below(line_number(number) - 1);
        let width = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        let Some(header) = &header else {
            if width == 1 && line.contains('，') {
                table.diagnostics.push(Diagnostic::at(LoadMessage::CsvFullWidthComma {}, Place::new(file, span)));
                return table;
            }
            cells.truncate(width);
            header = Some(cells.into_iter().map(str::to_owned).collect());
            continue;
        };
        if cells.len() < header.len() || width > header.len() {
            let found = width.max(cells.len()).to_string();
            let message = LoadMessage::CsvRowWidth { found, expected: header.len().to_string() };
            table.diagnostics.push(Diagnostic::at(message, Place::new(file, span)));
            continue;
        }
        let spans = cell_spans(line, char::from(delimiter), span);
        let cells =
            header.iter().zip(&cells).enumerate().map(|(index, (name, cell))| {
                (name.clone(), (*cell).to_owned(), spans.get(index).copied().unwrap_or(span))
            });
        table.rows.push(CsvRow { cells: cells.collect(), span });
    }
    table
}

/// The number of the line on which a record begins: the reader's own, moved past blank lines.
fn record_line(record: &StringRecord, lines: &[&str]) -> usize {
    let from = record.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(1)).max(1);
    let blank = lines.iter().skip(from - 1).take_while(|line| line.is_empty()).count();
    from + blank
}

fn line_number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The place of each cell of a row without quotes; none for others, whose cells may hold commas and line ends.
fn cell_spans(line: &str, delimiter: char, row: Span) -> Vec<Span> {
    if line.contains('"') {
        return Vec::new();
    }
    let mut column = 1;
    let mut spans = Vec::new();
    for cell in line.split(delimiter) {
        let lead = cell.chars().take_while(|c| c.is_whitespace()).count();
        let length = cell.trim().chars().count().max(1);
        spans.push(Span::new(row.line, line_number(column + lead), line_number(length)));
        column += cell.chars().count() + 1;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> CsvSource {
        read(&SourcePath::new("content/consents.csv"), text)
    }

    fn cells(row: &CsvRow) -> Vec<(&str, &str)> {
        row.cells.iter().map(|(name, cell, _)| (name.as_str(), cell.as_str())).collect()
    }

    #[test]
    fn rows_carry_header_names_and_places() {
        let read = table(" id ,unit\n\nA1, 浏阳 \n,\n\"A\n2\",\"雨花,区\"\nA3,x\n");
        assert_eq!(read.diagnostics, []);
        let rows: Vec<_> = read.rows.iter().map(cells).collect();
        assert_eq!(rows[0], [("id", "A1"), ("unit", "浏阳")]);
        assert_eq!(rows[1], [("id", "A\n2"), ("unit", "雨花,区")]);
        assert_eq!(read.rows[0].cells[1].2, Span::new(3, 5, 2));
        assert_eq!(read.rows[1].span.line, 5);
        assert_eq!(read.rows[2].span, Span::new(7, 1, 4));
    }

    #[test]
    fn full_width_commas_belong_to_the_cell_and_empty_columns_are_passed_over() {
        let read = table("id,scope,,\nA1,姓名，肖像,,\n");
        assert_eq!((cells(&read.rows[0]), read.diagnostics.len()), (vec![("id", "A1"), ("scope", "姓名，肖像")], 0));
        assert_eq!(cells(&table("id\tunit\nA1\t浏阳").rows[0]), [("id", "A1"), ("unit", "浏阳")]);
    }

    #[test]
    fn a_row_of_the_wrong_width_is_an_error_at_its_line() {
        let read = table("id,unit\nA1\nA2,b\nA3,b,c\n");
        let told: Vec<_> = read.diagnostics.iter().map(|d| (d.code, d.place.as_ref().unwrap().span.line)).collect();
        assert_eq!(told, [("csv-row-width", 2), ("csv-row-width", 4)]);
        assert_eq!(read.rows.len(), 1);
    }

    #[test]
    fn a_header_parted_by_full_width_commas_is_an_error() {
        let read = table("id，unit\nA1，b\n");
        assert_eq!((read.diagnostics[0].code, read.rows.len()), ("csv-full-width-comma", 0));
        assert_eq!(table("").rows.len(), 0);
    }
}
