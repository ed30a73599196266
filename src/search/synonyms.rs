//! Synonyms: the groups of `synonyms.yaml` that can lead to a page of this index.

use super::fold::{Changes, composed, folded};
use super::pairs::Pairs;
use super::token::{Token, rank, tokens};

/// A group as the client is given it: how many of its phrases the index may have, then the phrases, those first.
pub(super) fn groups(synonyms: &[Vec<String>], pairs: &Pairs) -> Vec<Vec<serde_json::Value>> {
    synonyms
        .iter()
        .filter_map(|group| {
            let phrases = group.iter().map(|phrase| folded(phrase)).filter(|phrase| !phrase.is_empty());
            let (there, absent): (Vec<String>, Vec<String>) = phrases.partition(|phrase| may_be_there(phrase, pairs));
            let group = std::iter::once(there.len().into())
                .chain(there.iter().chain(&absent).map(|phrase| phrase.as_str().into()));
            (!there.is_empty()).then(|| group.collect())
        })
        .collect()
}

/// Whether every pair of a phrase stands somewhere; a Latin word is taken to.
fn may_be_there(phrase: &str, pairs: &Pairs) -> bool {
    let mut there = true;
    let mut alone = true;
    tokens(&composed(phrase), &mut Changes::default(), |token| match token {
        Token::Pair(first, second) => {
            there &= pairs.has(rank(first), rank(second));
            alone = false;
        }
        // The last character of a phrase is part of its last pair.
        Token::Single(only) => there &= !alone || pairs.begins(rank(only)),
        Token::Word(_) => alone = false,
    });
    there
}
