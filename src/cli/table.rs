//! Tables whose columns are true under wide characters.

use unicode_width::UnicodeWidthStr;

/// Lays rows out in columns, the first row being the header; numbers stand to the right.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let room = widths.get(column).copied().unwrap_or(0).saturating_sub(cell.width());
            let right = number > 0 && cell.starts_with(|c: char| c.is_ascii_digit() || c == '-');
            let (before, after) = if right { (room, 0) } else { (0, room) };
            if column > 0 {
                line.push_str("  ");
            }
            line.push_str(&" ".repeat(before));
            line.push_str(cell);
            line.push_str(&" ".repeat(after));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_under_wide_characters() {
        let row = |cells: [&str; 2]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        let text = table(&[row(["城市", "本市"]), row(["张家界市", "3"]), row(["A", "12"])]);
        assert_eq!(text, "城市      本市\n张家界市     3\nA           12\n");
    }
}
