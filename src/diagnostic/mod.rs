//! What Xuan tells a writer: one value for the terminal, the overlay of the preview and `--format json`.
//!
//! Start at [`Diagnostic`]. The words stand in [`catalogue`], one typed enum for each room, in Chinese and
//! English side by side, so that a missing translation does not compile. Nothing here prints.

pub mod catalogue;
mod place;

pub use place::{Excerpt, Place, Span};

use pinyin::ToPinyin;
use serde::{Deserialize, Deserializer, Serialize};

/// The language of what the terminal says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Simplified Chinese.
    Zh,
    /// English.
    En,
}

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The machine failed: disk, lock, permissions. Ends the run with exit code 3.
    Failure,
    /// The content cannot be built rightly. Keeps its city at the last good output; exit code 1.
    Error,
    /// Built, but worth a look.
    Warning,
    /// For information.
    Note,
}

/// One message in one language: what is wrong and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// What is wrong, one sentence without a full stop.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

/// A message of the catalogue.
pub trait Explain {
    /// The stable code, in kebab case.
    fn code(&self) -> &'static str;
    /// How much it weighs.
    fn severity(&self) -> Severity;
    /// The words.
    fn text(&self, lang: Lang) -> Text;
}

/// The stable code of a message, in kebab case.
pub type Code = &'static str;

/// A finding about the content, the theme or the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The stable code, in kebab case: `field-unknown`.
    #[serde(deserialize_with = "kept_code")]
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// Where it is, if it is in a file.
    pub place: Option<Place>,
    /// The words in Chinese.
    pub zh: Text,
    /// The words in English.
    pub en: Text,
    /// The nearest valid spelling, if one is near.
    pub suggestion: Option<String>,
}

impl Diagnostic {
    /// A diagnostic without a place.
    #[allow(clippy::needless_pass_by_value, reason = "a message is made to be said once")]
    pub fn new(message: impl Explain) -> Self {
        Self {
            code: message.code(),
            severity: message.severity(),
            place: None,
            zh: message.text(Lang::Zh),
            en: message.text(Lang::En),
            suggestion: None,
        }
    }

    /// A diagnostic at a place.
    pub fn at(message: impl Explain, place: Place) -> Self {
        Self { place: Some(place), ..Self::new(message) }
    }

    /// The same diagnostic with a "did you mean".
    #[must_use]
    pub fn suggesting(mut self, nearest: Option<String>) -> Self {
        self.suggestion = nearest;
        self
    }

    /// The same diagnostic at another weight: an unknown topic is only a warning in a draft.
    #[must_use]
    pub fn weighing(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Whether it keeps a city from being released.
    pub fn is_error(&self) -> bool {
        self.severity <= Severity::Error
    }

    /// The words in one language.
    pub fn text(&self, lang: Lang) -> &Text {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// The order in which diagnostics are told: by file, then line, then column, then code.
    pub fn order(&self) -> impl Ord + '_ {
        let place = self.place.as_ref();
        (place.map(|place| (&place.file, place.span.line, place.span.column)), self.severity, self.code, &self.zh.what)
    }
}

/// In a draft nothing but a readable file is required: what else is wrong is only a warning.
pub fn soften(diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.severity == Severity::Error) {
        diagnostic.severity = Severity::Warning;
    }
}

/// A code read back from the cache, kept for as long as the program runs: there are no more of them than messages.
fn kept_code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
    String::deserialize(deserializer).map(|code| &*code.leak())
}

/// A result whose failure can be told to a writer.
pub type Outcome<T> = Result<T, Box<Diagnostic>>;

/// The candidate nearest to `word`, if it is near enough to be a slip of the pen.
///
/// Nearness is the optimal string alignment distance (insertion, deletion, replacement, swap of neighbours) over
/// characters: at most one for up to four characters, else a third of the length; for Han words of two or three
/// characters one may differ.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let letters: Vec<char> = word.to_lowercase().chars().collect();
    let reach = if letters.len() <= 4 { 1 } else { letters.len() / 3 };
    candidates
        .into_iter()
        .map(|candidate| (distance(&letters, &candidate.to_lowercase().chars().collect::<Vec<_>>()), candidate))
        .filter(|(distance, candidate)| *distance <= reach && *distance < candidate.chars().count())
        .min_by_key(|(distance, candidate)| (*distance, sound_distance(word, candidate), *candidate))
        .map(|(_, candidate)| candidate.to_owned())
}

/// How far two words sound apart: an input method's slip keeps the sound and changes the character.
fn sound_distance(a: &str, b: &str) -> usize {
    let sound = |word: &str| -> Vec<char> {
        word.chars().flat_map(|c| c.to_pinyin().map_or(vec![c], |reading| reading.plain().chars().collect())).collect()
    };
    distance(&sound(a), &sound(b))
}

/// The optimal string alignment distance of two words.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&above, j) + usize::from(x != y)).min(at(&above, j + 1) + 1).min(at(&row, j) + 1);
            if i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x) {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_finds_a_swapped_a_missing_and_a_wrong_letter() {
        let keys = ["title", "date", "draft", "summary"];
        assert_eq!(nearest("tilte", keys), Some("title".to_owned()));
        assert_eq!(nearest("sumary", keys), Some("summary".to_owned()));
        assert_eq!(nearest("Drafy", keys), Some("draft".to_owned()));
        assert_eq!(nearest("colour", keys), None);
    }

    #[test]
    fn nearest_allows_one_wrong_han_character() {
        assert_eq!(nearest("减言", ["减盐", "减油"]), Some("减盐".to_owned()));
        assert_eq!(nearest("运动", ["减盐", "减油"]), None);
    }
}
