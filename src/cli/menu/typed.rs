//! What was typed, as it was meant: full-width digits, stray spaces, a number with its full stop, a name or the start of one, its
//! pinyin, what an arrow key leaves behind.

/// One of several things to choose from.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    /// How it is shown.
    pub(super) label: String,
    /// What it may be called, in lower case.
    pub(super) names: Vec<String>,
}

impl Choice {
    /// A choice with its label and further names.
    pub(super) fn new(label: &str, names: &[&str]) -> Self {
        let names = std::iter::once(&label).chain(names).map(|name| folded(name)).filter(|name| !name.is_empty());
        Self { label: label.to_owned(), names: names.collect() }
    }
}

/// What an answer is among the choices.
pub(super) enum Found {
    /// One of them.
    One(usize),
    /// Several.
    Several(Vec<usize>),
    /// None.
    None,
}

/// A number in range, else the one whole name, else the one name that begins so.
pub(super) fn find(choices: &[Choice], written: &str) -> Found {
    let number = written.trim_end_matches(['.', '、', ')', '。', ',']).trim_start_matches(['第', '(']);
    if let Ok(number) = number.parse::<usize>()
        && (1..=choices.len()).contains(&number)
    {
        return Found::One(number - 1);
    }
    if written.is_empty() {
        return Found::None;
    }
    let named = |is: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let named = choices.iter().enumerate().filter(|(_, choice)| choice.names.iter().any(|name| is(name)));
        named.map(|(index, _)| index).collect()
    };
    let whole = named(&|name| name == written);
    let found = if whole.is_empty() { named(&|name| name.starts_with(written)) } else { whole };
    match found.as_slice() {
        [] => Found::None,
        [one] => Found::One(*one),
        _ => Found::Several(found),
    }
}

/// A line as it was meant: without its end, the codes of arrow keys, other control characters and outer spaces.
pub(super) fn cleaned(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut characters = line.chars().peekable();
    while let Some(c) = characters.next() {
        if c == '\u{1b}' {
            if characters.next_if(|next| matches!(next, '[' | 'O')).is_some() {
                while characters.next_if(|next| next.is_ascii_digit() || *next == ';').is_some() {}
                characters.next();
            }
        } else if c == '\t' {
            text.push(' ');
        } else if !c.is_control() && !matches!(c, '\u{feff}' | '\u{200b}') {
            text.push(c);
        }
    }
    text.trim().to_owned()
}

/// A text for comparison: full-width forms as their ASCII twins, lower case, `回车` as the key of that name.
pub(super) fn folded(text: &str) -> String {
    let folded: String = text
        .chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{3000}' => ' ',
            c => c,
        })
        .collect();
    let folded = folded.trim().to_lowercase();
    if matches!(folded.as_str(), "回车" | "enter") { String::new() } else { folded }
}
