//! Reads the fields of one mapping: known keys in either language, each value by its type, every mistake with its place.

use crate::date::Moment;
use crate::diagnostic::catalogue::FieldMessage;
use crate::diagnostic::{Diagnostic, Explain, Lang, Place, Span, nearest};
use crate::fields::keys::{self, Key, kind_that_has};
use crate::fields::spanned::Spanned;
use crate::load::tree::{Entry, Node, Value};
use crate::path::SourcePath;

/// The fields of one mapping.
pub struct Reader<'a> {
    file: &'a SourcePath,
    span: Span,
    fields: Vec<(&'static str, &'a Entry)>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// Takes a mapping apart by its known keys; tells unknown and duplicate ones.
    pub fn open(
        file: &'a SourcePath,
        node: &'a Node,
        known: &[&'static [Key]],
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let mut fields: Vec<(&'static str, &Entry)> = Vec::with_capacity(node.entries().len());
        for entry in node.entries() {
            let Some(name) = known.iter().copied().flatten().find(|key| key.is(&entry.key)).map(|key| key.name) else {
                diagnostics.push(unknown_key(file, entry, known));
                continue;
            };
            if let Some((_, first)) = fields.iter().find(|(earlier, _)| *earlier == name) {
                let message =
                    FieldMessage::FieldDuplicate { key: entry.key.clone(), line: first.key_span.line.to_string() };
                diagnostics.push(Diagnostic::at(message, Place::new(file, entry.key_span)));
                continue;
            }
            fields.push((name, entry));
        }
        Self { file, span: node.span, fields, diagnostics }
    }

    /// Tells a mistake at a span of this file.
    pub fn tell(&mut self, message: impl Explain, span: Span) {
        self.diagnostics.push(Diagnostic::at(message, Place::new(self.file, span)));
    }

    /// Tells a mistake with the nearest of the candidates as the mend.
    pub fn tell_near<'c>(
        &mut self,
        message: impl Explain,
        value: &Spanned<String>,
        candidates: impl IntoIterator<Item = &'c str>,
    ) {
        let near = nearest(&value.value, candidates);
        self.diagnostics.push(Diagnostic::at(message, Place::new(self.file, value.span)).suggesting(near));
    }

    /// How many diagnostics have been told so far.
    pub fn told(&self) -> usize {
        self.diagnostics.len()
    }

    /// The file that is read.
    pub fn file(&self) -> &'a SourcePath {
        self.file
    }

    /// The span of the mapping as a whole.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether the key stands there with any value but nothing.
    pub fn has(&self, name: &str) -> bool {
        self.node(name).is_some()
    }

    /// The place of a field's key, or of the mapping where it is missing.
    pub fn key_span(&self, name: &str) -> Span {
        self.fields.iter().find(|(field, _)| *field == name).map_or(self.span, |(_, entry)| entry.key_span)
    }

    /// Tells that a required field is missing.
    pub fn missing(&mut self, name: &str) {
        self.tell_of(name, self.span, |key| FieldMessage::FieldMissing { key });
    }

    /// Tells a mistake of a known field, which is named in the language that is spoken.
    fn tell_of(&mut self, name: &str, span: Span, message: impl Fn(String) -> FieldMessage) {
        let mut diagnostic = Diagnostic::at(message(keys::chinese(name).to_owned()), Place::new(self.file, span));
        diagnostic.en = message(name.to_owned()).text(Lang::En);
        self.diagnostics.push(diagnostic);
    }

    /// The value of a field, unless it is empty.
    pub fn node(&self, name: &str) -> Option<&'a Node> {
        let (_, entry) = self.fields.iter().find(|(field, _)| *field == name)?;
        match &entry.node.value {
            Value::Null => None,
            Value::Text(text) if text.trim().is_empty() => None,
            _ => Some(&entry.node),
        }
    }

    /// A line of text.
    pub fn text(&mut self, name: &str) -> Option<Spanned<String>> {
        let node = self.node(name)?;
        let Some(text) = scalar(node) else {
            self.wrong_type(name, node.span, "一行文字", "a line of text");
            return None;
        };
        Some(text)
    }

    /// A line of text that must be there.
    pub fn required_text(&mut self, name: &str) -> Option<Spanned<String>> {
        if !self.has(name) {
            self.missing(name);
        }
        self.text(name)
    }

    /// A list of short names: a sequence, or one line parted by `，`, `、`, `；`, `,` or `;`.
    pub fn words(&mut self, name: &str) -> Vec<Spanned<String>> {
        self.list(name, |c| matches!(c, '，' | '、' | '；' | ',' | ';'))
    }

    /// A list of sentences: a sequence, or one line parted by `；`, as sentences hold commas of their own.
    pub fn sentences(&mut self, name: &str) -> Vec<Spanned<String>> {
        self.list(name, |c| matches!(c, '；' | '\n'))
    }

    fn list(&mut self, name: &str, parts: fn(char) -> bool) -> Vec<Spanned<String>> {
        let Some(node) = self.node(name) else { return Vec::new() };
        match &node.value {
            Value::Text(text) => split(text, node.span, parts),
            Value::List(items) => {
                let mut list = Vec::with_capacity(items.len());
                for item in items {
                    match scalar(item) {
                        Some(text) if !text.value.is_empty() => list.push(text),
                        Some(_) => {}
                        None => self.wrong_type(name, item.span, "每行一项的文字", "one line of text for each item"),
                    }
                }
                list
            }
            _ => {
                self.wrong_type(name, node.span, "一个列表", "a list");
                Vec::new()
            }
        }
    }

    /// Yes or no; `default` where nothing is said.
    pub fn flag(&mut self, name: &str, default: bool) -> bool {
        let Some(text) = self.text(name) else { return default };
        read_flag(&text.value).unwrap_or_else(|| {
            self.tell_of(name, text.span, |key| FieldMessage::FlagInvalid { key, text: text.value.clone() });
            default
        })
    }

    /// A date.
    pub fn moment(&mut self, name: &str) -> Option<Spanned<Moment>> {
        let text = self.text(name)?;
        let Some(moment) = Moment::parse(&text.value) else {
            self.tell_of(name, text.span, |key| FieldMessage::DateInvalid { key, text: text.value.clone() });
            return None;
        };
        Some(Spanned { value: moment, span: text.span })
    }

    /// A whole number, not negative; `1,200` and full-width digits are read too.
    pub fn whole(&mut self, name: &str) -> Option<Spanned<u64>> {
        let text = self.text(name)?;
        let number = read_whole(&text.value);
        if number.is_none() {
            self.tell_of(name, text.span, |key| FieldMessage::NumberInvalid { key, text: text.value.clone() });
        }
        number.map(|number| text.with(number))
    }

    /// An absolute http or https address.
    pub fn url(&mut self, name: &str) -> Option<Spanned<String>> {
        let text = self.text(name)?;
        if is_web_address(&text.value) {
            return Some(text);
        }
        self.tell_of(name, text.span, |key| FieldMessage::UrlInvalid { key, text: text.value.clone() });
        None
    }

    /// A mapping within, by keys of its own.
    pub fn map(&mut self, name: &str, known: &'static [Key]) -> Option<Reader<'_>> {
        let node = self.node(name)?;
        if !matches!(node.value, Value::Map(_)) {
            self.wrong_type(name, node.span, "下面缩进几行的“名称: 值”", "lines of `name: value`, indented below it");
            return None;
        }
        Some(Reader::open(self.file, node, &[known], self.diagnostics))
    }

    /// Reads each item of a list of mappings.
    pub fn each(&mut self, name: &str, known: &'static [Key], mut read: impl FnMut(&mut Reader<'_>)) {
        let Some(node) = self.node(name) else { return };
        let Value::List(items) = &node.value else {
            self.wrong_type(name, node.span, "以“- ”开头的列表", "a list whose items begin with `- `");
            return;
        };
        for item in items {
            if matches!(item.value, Value::Map(_)) {
                read(&mut Reader::open(self.file, item, &[known], self.diagnostics));
            } else {
                self.wrong_type(name, item.span, "“名称: 值”组成的一项", "an item made of `name: value`");
            }
        }
    }

    /// Tells that a value has another type than expected.
    pub fn wrong_type(&mut self, name: &str, span: Span, zh: &str, en: &str) {
        let told =
            |key: &str, expected: &str| FieldMessage::FieldType { key: key.to_owned(), expected: expected.to_owned() };
        let mut diagnostic = Diagnostic::at(told(keys::chinese(name), zh), Place::new(self.file, span));
        diagnostic.en = told(name, en).text(Lang::En);
        self.diagnostics.push(diagnostic);
    }
}

/// The diagnostic for a key that the mapping does not have: of another kind, or misspelt.
fn unknown_key(file: &SourcePath, entry: &Entry, known: &[&'static [Key]]) -> Diagnostic {
    let place = Place::new(file, entry.key_span);
    let key = entry.key.clone();
    if known.len() > 1
        && let Some(kind) = kind_that_has(&key)
    {
        let mut diagnostic =
            Diagnostic::at(FieldMessage::FieldElsewhere { key: key.clone(), kind: kind.chinese().to_owned() }, place);
        diagnostic.en = FieldMessage::FieldElsewhere { key, kind: kind.folder().to_owned() }.text(Lang::En);
        return diagnostic;
    }
    let near = nearest(&key, known.iter().copied().flatten().flat_map(Key::spellings));
    Diagnostic::at(FieldMessage::FieldUnknown { key }, place).suggesting(near)
}

/// A node's text, if it is a scalar; nothing counts as empty text.
fn scalar(node: &Node) -> Option<Spanned<String>> {
    match &node.value {
        Value::Text(text) => Some(Spanned { value: text.trim().to_owned(), span: node.span }),
        Value::Null => Some(Spanned { value: String::new(), span: node.span }),
        _ => None,
    }
}

/// Parts one line; where the value stands in the file as it is, each part has a place of its own.
fn split(text: &str, span: Span, parts: fn(char) -> bool) -> Vec<Spanned<String>> {
    let literal = usize::try_from(span.length).is_ok_and(|length| length == text.chars().count());
    let mut column = span.column;
    let mut list = Vec::new();
    for part in text.split(parts) {
        let letters = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let trimmed = part.trim();
        if !trimmed.is_empty() {
            let indent = letters(part) - letters(part.trim_start());
            let own = Span::new(span.line, column + indent, letters(trimmed));
            list.push(Spanned { value: trimmed.to_owned(), span: if literal { own } else { span } });
        }
        column += letters(part) + 1;
    }
    list
}

/// 是, 否, yes, no, true, false, in any case.
pub(super) fn read_flag(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "是" | "有" | "对" | "yes" | "y" | "true" | "on" | "1" => Some(true),
        "否" | "不" | "不是" | "无" | "no" | "n" | "false" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// A whole number, separators and full-width digits folded.
pub(super) fn read_whole(text: &str) -> Option<u64> {
    let digits: String = text
        .chars()
        .filter(|c| !matches!(c, ',' | '，' | ' ' | '_'))
        .map(|c| match c {
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
            c => c,
        })
        .collect();
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// Whether a text is an absolute http(s) address with a host and without spaces or control characters.
pub fn is_web_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let host = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    host.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\'))
}
