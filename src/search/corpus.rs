//! The corpus: every story folded and tokenised once, for all the sites that show it.

use std::borrow::Cow;

use rayon::prelude::*;

use super::fold::{Changes, composed};
use super::level::{HEADING, KEYWORDS, Levels, TEXT, TITLE};
use super::pairs::{LEVEL_BITS, RANK_BITS, pair};
use super::pinyin::Readings;
use super::text::Text;
use super::token::{Token, rank, tokens};
use super::words::{Vocabulary, Weighed, Words};
use crate::model::{Model, Story};
use crate::path::SourcePath;

/// The level of a title's pinyin, and of a topic's or a county's.
const PINYIN_OF_TITLE: u64 = 5;
const PINYIN_OF_NAME: u64 = 1;
/// The bits of a number beside a pair's ranks while they are counted.
const COUNT_BITS: u32 = 8;

/// What every document of every site is found by.
#[derive(Debug)]
pub struct Corpus {
    /// The stories' files with the place of their first document, in path order.
    stories: Vec<(SourcePath, usize)>,
    documents: Vec<Indexed>,
    pub(super) words: Vocabulary,
    pub(super) pinyin: Vocabulary,
}

/// One document's share of an index.
#[derive(Debug)]
pub(super) struct Indexed {
    /// See [`pair`]; ascending.
    pub(super) pairs: Vec<u64>,
    pub(super) words: Weighed,
    pub(super) pinyin: Weighed,
    pub(super) form: Form,
}

/// What of a document's text is not as its terms are.
#[derive(Debug, Default)]
pub(super) struct Form {
    /// Whether some of it is not in NFC as it is.
    pub(super) recomposed: bool,
    pub(super) changes: Changes,
}

/// Which document of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    /// Its page.
    Page,
    /// Its note for parents and teachers.
    Note,
}

/// A document before its words have numbers.
struct Read {
    pairs: Vec<u64>,
    words: Words,
    pinyin: Words,
    form: Form,
}

impl Corpus {
    /// Folds and tokenises the stories that are shown.
    pub fn of(model: &Model) -> Self {
        let readings = Readings::of(&model.directory);
        let shown: Vec<&Story> = model.stories.iter().map(AsRef::as_ref).filter(|story| story.held.is_none()).collect();
        let read: Vec<Vec<Read>> = shown
            .par_iter()
            .map(|story| {
                let page = read(&Text::of_page(story, &model.directory), &readings);
                let note = Text::of_note(story).map(|text| self::read(&text, &readings));
                std::iter::once(page).chain(note).collect()
            })
            .collect();
        let mut stories = Vec::with_capacity(shown.len());
        let mut first = 0;
        for (story, read) in shown.iter().zip(&read) {
            stories.push((story.file.path.clone(), first));
            first += read.len();
        }
        let mut pairs = Vec::with_capacity(first);
        let (mut words, mut pinyin) = (Vec::with_capacity(first), Vec::with_capacity(first));
        for read in read.into_iter().flatten() {
            pairs.push((read.pairs, read.form));
            words.push(read.words);
            pinyin.push(read.pinyin);
        }
        let ((words, of_words), (pinyin, of_pinyin)) =
            rayon::join(|| Vocabulary::of(&words), || Vocabulary::of(&pinyin));
        let documents = pairs
            .into_iter()
            .zip(of_words)
            .zip(of_pinyin)
            .map(|(((pairs, form), words), pinyin)| Indexed { pairs, words, pinyin, form })
            .collect();
        Self { stories, documents, words, pinyin }
    }

    /// A story's document.
    pub(super) fn document(&self, story: &Story, of: Of) -> Option<&Indexed> {
        let at = self.stories.binary_search_by(|(path, _)| path.cmp(&story.file.path)).ok()?;
        let (_, first) = self.stories.get(at)?;
        self.documents.get(first + usize::from(of == Of::Note))
    }
}

/// Reads one document.
fn read(text: &Text<'_>, readings: &Readings) -> Read {
    let mut terms = Terms::default();
    for part in &text.body {
        terms.add(part, TEXT);
    }
    let levels = Levels::new(terms.pairs.len());
    terms.add(&text.title, TITLE);
    for heading in &text.headings {
        terms.add(heading, HEADING);
    }
    for keyword in &text.keywords {
        terms.add(keyword, KEYWORDS);
    }
    let mut pinyin = Words::default();
    readings.keys(&text.title, |key| pinyin.push(key, PINYIN_OF_TITLE));
    for name in &text.names {
        readings.keys(name, |key| pinyin.push(key, PINYIN_OF_NAME));
    }
    let form = std::mem::take(&mut terms.form);
    Read { pairs: terms.weigh_pairs(&levels), words: terms.weigh_words(&levels), pinyin, form }
}

/// The terms of a document, each with the weight of where it stands.
#[derive(Default)]
struct Terms {
    /// The ranks above the weight.
    pairs: Vec<u64>,
    words: Vec<(String, u32)>,
    form: Form,
}

impl Terms {
    fn add(&mut self, text: &str, weight: u32) {
        let text = composed(text);
        self.form.recomposed |= matches!(text, Cow::Owned(_));
        let mut pair = |first, second| {
            self.pairs.push(pair(first, second, 0) << (COUNT_BITS - LEVEL_BITS) | u64::from(weight));
        };
        tokens(&text, &mut self.form.changes, |token| match token {
            Token::Pair(first, second) => pair(rank(first), rank(second)),
            Token::Single(only) => pair(rank(only), 0),
            Token::Word(word) => self.words.push((word.to_owned(), weight)),
        });
    }

    fn weigh_pairs(&mut self, levels: &Levels) -> Vec<u64> {
        self.pairs.sort_unstable();
        let mut weighed = Vec::with_capacity(self.pairs.len());
        let by_first = |pair: u64| pair >> (COUNT_BITS + RANK_BITS);
        for group in self.pairs.chunk_by(|a, b| by_first(*a) == by_first(*b)) {
            let second = |ranks: u64| ranks & ((1 << RANK_BITS) - 1);
            let alone = group.last().is_some_and(|last| second(last >> COUNT_BITS) == 0);
            for same in group.chunk_by(|a, b| a >> COUNT_BITS == b >> COUNT_BITS) {
                let Some(ranks) = same.first().map(|pair| pair >> COUNT_BITS) else { continue };
                // A character that begins a pair of the document is found by it.
                if second(ranks) == 0 && !alone {
                    continue;
                }
                let count = same.iter().map(|pair| u32::try_from(pair & 0xff).unwrap_or(0)).sum();
                weighed.push(ranks << LEVEL_BITS | levels.of(count));
            }
        }
        weighed.shrink_to_fit();
        weighed
    }

    fn weigh_words(mut self, levels: &Levels) -> Words {
        self.words.sort_unstable();
        let mut weighed = Words::default();
        for same in self.words.chunk_by(|(a, _), (b, _)| a == b) {
            let count = same.iter().map(|(_, weight)| weight).sum();
            if let Some((word, _)) = same.first() {
                weighed.push(word, levels.of(count));
            }
        }
        weighed
    }
}
