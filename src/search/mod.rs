//! Search: model → the files of one index, in memory. Each city has one, and the doors have one over all cities.
//!
//! Start at [`Corpus::of`], which folds and tokenises every story once, and [`index`], which makes the files of one site from
//! it. `docs/search-format.md` describes the files; the client that reads them is the theme's `search-engine.js`.

mod bits;
mod boot;
mod corpus;
mod facet;
mod fold;
mod fragment;
mod level;
mod list;
mod listed;
mod pairs;
mod pinyin;
mod script;
mod shard;
mod synonyms;
mod text;
mod token;
mod words;

pub use corpus::Corpus;
pub use script::IndexFile;

use bits::BitWriter;
use boot::Boot;
use listed::Listed;
use pairs::Pairs;
use script::{Script, text_of};
use shard::{Put, Shard};

use crate::fields::matter::Kind;
use crate::model::{Model, Site};

/// The files of one index, from the root of its site: of a city's, or of the doors where `site` is none. `search/boot.js`, which
/// names all others, is the last.
pub fn index(model: &Model, site: Option<&Site>, corpus: &Corpus) -> Vec<IndexFile> {
    let documents = match site {
        Some(site) => listed::of_city(model, site, corpus),
        None => listed::of_doors(model, corpus),
    };
    let (folders, terms) = rayon::join(|| fragment::folders(model, &documents), || Terms::of(&documents, corpus));
    let mut script = Script::default();
    let mut directory = BitWriter::default();
    boot::write_pairs(&mut directory, &put(&mut script, terms.pairs.shards()));
    boot::write_words(&mut directory, &put(&mut script, terms.words));
    let folders: Vec<_> = folders.into_iter().map(|folder| (folder.counts, script.folder(folder.payloads))).collect();
    boot::write_folders(&mut directory, &folders);
    let mut pinyin = BitWriter::default();
    boot::write_words(&mut pinyin, &put(&mut script, terms.pinyin));
    let folds: String = fold::pairs().flat_map(|(from, to)| [from, to]).collect();
    let synonyms = synonyms::groups(&model.directory.synonyms, &terms.pairs);
    let mut other = |payload: String| text_of(script.hashed(&payload));
    let boot = Boot {
        v: boot::VERSION,
        n: documents.len(),
        b: directory.finish(),
        fold: other(Script::value(&folds)),
        words: if synonyms.is_empty() { String::new() } else { other(Script::value(&synonyms)) },
        pinyin: other(Script::value(&pinyin.finish())),
        facets: other(Script::value(&facet::facets(model, site, &documents))),
        sections: Kind::ALL.into_iter().map(|kind| section_name(model, kind)).collect(),
        stop: boot::STOP,
    };
    script.named("boot", &Script::value(&boot));
    script.finish()
}

/// What a section is called.
fn section_name(model: &Model, kind: Kind) -> String {
    model.directory.section(kind).map(|section| section.name.clone()).unwrap_or_default()
}

/// The terms of one index.
struct Terms {
    pairs: Pairs,
    words: Vec<Shard<String>>,
    pinyin: Vec<Shard<String>>,
}

impl Terms {
    fn of(documents: &[Listed<'_>], corpus: &Corpus) -> Self {
        let of_pairs: Vec<&[u64]> = documents.iter().map(|document| document.indexed.pairs.as_slice()).collect();
        let of_words: Vec<_> = documents.iter().map(|document| &document.indexed.words).collect();
        let of_pinyin: Vec<_> = documents.iter().map(|document| &document.indexed.pinyin).collect();
        Self {
            pairs: Pairs::gather(&of_pairs),
            words: corpus.words.shards(&of_words),
            pinyin: corpus.pinyin.shards(&of_pinyin),
        }
    }
}

/// Puts shards into files.
fn put<K>(script: &mut Script, shards: Vec<Shard<K>>) -> Vec<Put<K>> {
    let put = |shard: Shard<K>| {
        let name = script.hashed(&format!("\"{}\"", shard.text));
        (shard.key, name)
    };
    shards.into_iter().map(put).collect()
}
