//! A piece of a document under construction: HTML, the marks in it, and the plain text beside it.

use super::cjk::{Script, leading_script, script};
use super::document::SlotKind;

/// Something in the HTML that is known only later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// The byte of the HTML before which it stands.
    pub(super) offset: usize,
    /// What stands there.
    pub(super) kind: MarkKind,
}

/// What a mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// A slot of the finished document.
    Slot(SlotKind),
    /// The opening of a link within the text, by its number: its heading may come later.
    FragmentStart(usize),
    /// The end of a link within the text, by its number.
    FragmentEnd(usize),
}

/// A line's end in the source that may have to vanish.
#[derive(Debug, Clone, Copy)]
struct SoftBreak {
    html: usize,
    plain: usize,
    before: Script,
}

/// HTML and plain text that grow together.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub(super) html: String,
    pub(super) marks: Vec<Mark>,
    pub(super) plain: String,
    /// The script of the last character written in this block.
    last: LastScript,
    soft_break: Option<SoftBreak>,
}

/// The script before the pen; nothing at the start of a block.
#[derive(Debug, Clone, Copy)]
struct LastScript(Script);

impl Default for LastScript {
    fn default() -> Self {
        Self(Script::Other)
    }
}

impl Piece {
    /// A piece with room for the HTML and the plain text of `length` bytes of Markdown.
    pub(super) fn with_room_for(length: usize) -> Self {
        Self {
            html: String::with_capacity(length + length / 2),
            plain: String::with_capacity(length),
            ..Self::default()
        }
    }

    /// Adds visible text, escaping it.
    pub(super) fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.join_lines(text);
        escape(text, &mut self.html);
        self.plain.push_str(text);
        let before = self.last.0;
        let mut ending = text.chars().rev();
        self.last.0 = match leading_script(ending.by_ref()) {
            // Shared marks alone take what stands before them.
            Script::Shared if text.chars().all(|c| script(c) == Script::Shared) && before == Script::Cjk => Script::Cjk,
            script => script,
        };
    }

    /// Says that something that is no text, a picture or code, follows: a line's end before it stays.
    pub(super) fn interrupt(&mut self) {
        self.soft_break = None;
        self.last.0 = Script::Other;
    }

    /// Adds the end of a source line within a paragraph; it vanishes if Chinese stands on both sides.
    pub(super) fn soft_break(&mut self) {
        self.soft_break = Some(SoftBreak { html: self.html.len(), plain: self.plain.len(), before: self.last.0 });
        self.html.push('\n');
        self.plain.push(' ');
    }

    /// Whether a line's end was the last thing added, but for the tags of marks.
    pub(super) fn is_after_soft_break(&self) -> bool {
        self.soft_break.is_some()
    }

    /// Takes back a line's end that was the last thing added.
    pub(super) fn take_soft_break(&mut self) {
        if let Some(soft_break) = self.soft_break.take() {
            self.remove_break(soft_break);
        }
    }

    /// Adds a mark.
    pub(super) fn mark(&mut self, kind: MarkKind) {
        self.marks.push(Mark { offset: self.html.len(), kind });
    }

    /// Parts what comes from what was, in the plain text.
    pub(super) fn block(&mut self) {
        self.interrupt();
        let kept = self.plain.trim_end_matches(' ').len();
        self.plain.truncate(kept);
        if !self.plain.is_empty() && !self.plain.ends_with('\n') {
            self.plain.push('\n');
        }
    }

    /// Puts HTML before what was written since `offset`.
    pub(super) fn insert(&mut self, offset: usize, html: &str) {
        self.html.insert_str(offset, html);
        for mark in self.marks.iter_mut().rev().take_while(|mark| mark.offset >= offset) {
            mark.offset += html.len();
        }
    }

    /// Adds another piece as blocks of its own.
    pub(super) fn append(&mut self, other: &Self) {
        let shift = self.html.len();
        self.html.push_str(&other.html);
        self.marks.extend(other.marks.iter().map(|mark| Mark { offset: mark.offset + shift, ..*mark }));
        self.block();
        self.plain.push_str(&other.plain);
        self.block();
    }

    /// Drops the line's end before `text` if Chinese stands on both sides of it.
    fn join_lines(&mut self, text: &str) {
        let Some(soft_break) = self.soft_break.take() else { return };
        let joined = matches!(
            (soft_break.before, leading_script(text.chars())),
            (Script::Cjk, Script::Cjk | Script::Shared) | (Script::Shared, Script::Cjk)
        );
        if joined {
            self.remove_break(soft_break);
        }
    }

    fn remove_break(&mut self, soft_break: SoftBreak) {
        let stands = self.html.as_bytes().get(soft_break.html) == Some(&b'\n')
            && self.plain.as_bytes().get(soft_break.plain) == Some(&b' ');
        if !stands {
            return;
        }
        self.html.remove(soft_break.html);
        self.plain.remove(soft_break.plain);
        for mark in self.marks.iter_mut().rev().take_while(|mark| mark.offset > soft_break.html) {
            mark.offset -= 1;
        }
    }
}

/// Adds text, escaped for both content and quoted attributes.
pub(super) fn escape(text: &str, html: &mut String) {
    let mut rest = text;
    while let Some(found) = rest.bytes().position(|b| matches!(b, b'&' | b'<' | b'>' | b'"')) {
        let (before, special) = rest.split_at(found);
        html.push_str(before);
        html.push_str(match special.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            _ => "&quot;",
        });
        rest = special.get(1..).unwrap_or_default();
    }
    html.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(before: &str, after: &str) -> String {
        let mut piece = Piece::default();
        piece.text(before);
        piece.soft_break();
        piece.html.push_str("<em>");
        piece.mark(MarkKind::FragmentStart(0));
        piece.text(after);
        assert!(piece.html.get(piece.marks[0].offset..).unwrap().starts_with(after.chars().next().unwrap()));
        piece.plain
    }

    #[test]
    fn a_line_s_end_between_chinese_vanishes_and_elsewhere_stays() {
        assert_eq!(joined("减少", "用盐"), "减少用盐");
        assert_eq!(joined("减少，", "用盐"), "减少，用盐");
        assert_eq!(joined("他说：“好”", "“好”"), "他说：“好”“好”");
        assert_eq!(joined("less", "salt"), "less salt");
        assert_eq!(joined("用 DASH", "饮食"), "用 DASH 饮食");
        assert_eq!(joined("he said “no”", "“yes”"), "he said “no” “yes”");
    }

    #[test]
    fn markup_is_escaped() {
        let mut html = String::new();
        escape("<a href=\"x\">&", &mut html);
        assert_eq!(html, "&lt;a href=&quot;x&quot;&gt;&amp;");
    }
}
