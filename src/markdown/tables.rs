//! Tables: each in a region of its own that scrolls on a narrow screen, aligned by class.

use std::fmt::Write as _;
use std::mem;

use pulldown_cmark::Alignment;

use super::writer::{OpenTable, Writer};

impl Writer<'_> {
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.piece.block();
        self.open.table = OpenTable { alignments, ..OpenTable::default() };
        self.tables += 1;
        // Regions of a page are told apart by their names.
        let _ = writeln!(
            self.piece.html,
            "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"表格 {}\">\n<table>",
            self.tables
        );
    }

    pub(super) fn start_table_head(&mut self) {
        self.open.table.in_head = true;
        self.open.table.column = 0;
        self.piece.html.push_str("<thead>\n<tr>");
    }

    pub(super) fn end_table_head(&mut self) {
        self.open.table.in_head = false;
        self.end_block("</tr>\n</thead>\n");
    }

    pub(super) fn start_table_row(&mut self) {
        if !mem::replace(&mut self.open.table.has_body, true) {
            self.piece.html.push_str("<tbody>\n");
        }
        self.open.table.column = 0;
        self.piece.html.push_str("<tr>");
    }

    pub(super) fn start_table_cell(&mut self) {
        self.piece.interrupt();
        let tag = if self.open.table.in_head { "<th scope=\"col\"" } else { "<td" };
        let class = match self.open.table.alignments.get(self.open.table.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        self.open.table.column += 1;
        self.piece.html.push_str(tag);
        self.piece.html.push_str(class);
        self.piece.html.push('>');
    }

    pub(super) fn end_table_cell(&mut self) {
        self.piece.interrupt();
        self.piece.html.push_str(if self.open.table.in_head { "</th>" } else { "</td>" });
        self.piece.plain.push(' ');
    }

    pub(super) fn end_table(&mut self) {
        if self.open.table.has_body {
            self.piece.html.push_str("</tbody>\n");
        }
        self.end_block("</table>\n</div>\n");
    }
}
