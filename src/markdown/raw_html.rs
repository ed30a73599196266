//! Raw HTML in a story: its tags are dropped, its text is kept, and what was dropped is told.

/// A tag found in raw HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawTag {
    /// Its name, lower-case; `!doctype` and `?xml` for what is no element.
    pub(super) name: String,
    /// Its first byte in the text that was read.
    pub(super) offset: usize,
}

/// Reads the lines of one HTML block one after another.
#[derive(Debug, Default)]
pub(super) struct Reader {
    within: Within,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Within {
    #[default]
    Text,
    Tag,
    Comment,
    /// What is never text for a reader, up to this end tag.
    Hidden(&'static str),
}

impl Reader {
    /// Reads a line: adds its visible text to `text` and its tags to `tags`.
    pub(super) fn read(&mut self, line: &str, text: &mut String, tags: &mut Vec<RawTag>) {
        let mut rest = line;
        while !rest.is_empty() {
            rest = match self.within {
                Within::Text => self.read_text(rest, line.len() - rest.len(), text, tags),
                Within::Tag => self.leave(rest, ">"),
                Within::Comment => self.leave(rest, "-->"),
                Within::Hidden(end) => self.read_hidden(rest, end),
            };
        }
    }

    fn read_text<'t>(&mut self, rest: &'t str, offset: usize, text: &mut String, tags: &mut Vec<RawTag>) -> &'t str {
        let Some((before, after)) = rest.split_once('<') else {
            push_decoded(rest, text);
            return "";
        };
        push_decoded(before, text);
        if let Some(comment) = after.strip_prefix("!--") {
            self.within = Within::Comment;
            return comment;
        }
        let name = tag_name(after);
        if name.is_empty() {
            text.push('<');
            return after;
        }
        self.within = match name.as_str() {
            "script" if !after.starts_with('/') => Within::Hidden("</script"),
            "style" if !after.starts_with('/') => Within::Hidden("</style"),
            _ => Within::Tag,
        };
        tags.push(RawTag { name, offset: offset + before.len() });
        after
    }

    fn leave<'t>(&mut self, rest: &'t str, end: &str) -> &'t str {
        match rest.split_once(end) {
            Some((_, after)) => {
                self.within = Within::Text;
                after
            }
            None => "",
        }
    }

    fn read_hidden<'t>(&mut self, rest: &'t str, end: &str) -> &'t str {
        let lower = rest.to_ascii_lowercase();
        match lower.find(end) {
            Some(found) => {
                self.within = Within::Tag;
                rest.get(found + end.len()..).unwrap_or_default()
            }
            None => "",
        }
    }
}

/// The name of the tag whose `<` stands before `after`; empty if it is none.
pub(super) fn tag_name(after: &str) -> String {
    let name = after.strip_prefix('/').unwrap_or(after);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
        return String::new();
    }
    let end = name
        .char_indices()
        .skip(1)
        .find(|(_, c)| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':')))
        .map_or(name.len(), |(end, _)| end);
    name.get(..end).unwrap_or_default().to_ascii_lowercase()
}

/// Adds text with the entities that people write resolved.
fn push_decoded(text: &str, into: &mut String) {
    if text.contains('&') {
        let decoded = text
            .replace("&nbsp;", " ")
            .replace("&emsp;", "\u{3000}")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
        into.push_str(&decoded);
    } else {
        into.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(block: &str) -> (String, Vec<String>) {
        let (mut text, mut tags) = (String::new(), Vec::new());
        let mut reader = Reader::default();
        for line in block.split_inclusive('\n') {
            reader.read(line, &mut text, &mut tags);
        }
        (text, tags.into_iter().map(|tag| tag.name).collect())
    }

    #[test]
    fn tags_are_named_and_text_is_kept() {
        assert_eq!(
            read("<center>\n通知&nbsp;一\n</center>"),
            ("\n通知 一\n".into(), vec!["center".into(), "center".into()])
        );
        assert_eq!(read("<div\nclass='x'>好 < 坏"), ("好 < 坏".into(), vec!["div".into()]));
    }

    #[test]
    fn comments_scripts_and_styles_say_nothing() {
        assert_eq!(read("<!-- <b>\n --> 好"), (" 好".into(), vec![]));
        assert_eq!(read("<script>\nif (a<b) x()\n</SCRIPT>好"), ("好".into(), vec!["script".into()]));
        assert_eq!(read("<STYLE>p{}</style>"), (String::new(), vec!["style".into()]));
    }
}
