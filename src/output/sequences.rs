//! Any sequence of releases, whole or cut short, ends with exactly the planned files, and leaves what is not ours.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::State;
use super::testbed::Testbed;

/// Paths that stand in each other's way in every manner: same place, other case, a file above a folder.
const PATHS: [&str; 14] = [
    "c/a",
    "c/A",
    "c/a/b",
    "c/a/b/c",
    "c/b.html",
    "c/B.html",
    "c/d/a.html",
    "c/D/a.html",
    "c/d/b.html",
    "c/d/e/f.html",
    "c/d/e",
    "c/index.html",
    "c/x/y/z.html",
    "c/x/y.html",
];

/// What stands in the part by hand; nothing that is planned.
const FOREIGN: [(&str, &str); 3] = [("c/x/mine.txt", "1"), ("c/x/CNAME", "2"), ("c/notes/a.html", "3")];

#[derive(Debug, Clone)]
struct Step {
    /// Indexes into `PATHS` with what each file holds.
    files: BTreeMap<usize, u8>,
    /// After how many files the release is cut short; none for a whole one.
    cut: Option<usize>,
    /// Whether a temporary file is left by it.
    leftover: bool,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let files = prop::collection::btree_map(0..PATHS.len(), 0..3u8, 0..9);
    let step = (files, prop::option::of(0..6usize), any::<bool>());
    prop::collection::vec(step.prop_map(|(files, cut, leftover)| Step { files, cut, leftover }), 1..7)
}

/// The files of a step without those that may not stand side by side.
fn sound(step: &Step) -> Vec<(&'static str, String)> {
    let mut chosen: Vec<(&str, String)> = Vec::new();
    for (index, text) in &step.files {
        let path = PATHS[*index];
        let meets = |other: &str| {
            let (one, two) = (path.to_lowercase(), other.to_lowercase());
            let spelled_alike =
                path.split('/').zip(other.split('/')).all(|(a, b)| a == b || !a.eq_ignore_ascii_case(b));
            one == two || one.starts_with(&(two.clone() + "/")) || two.starts_with(&(one + "/")) || !spelled_alike
        };
        if !chosen.iter().any(|(other, _)| meets(other)) {
            chosen.push((path, text.to_string()));
        }
    }
    chosen
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_ends_with_exactly_the_planned_files(steps in steps()) {
        let bed = Testbed::new();
        bed.release("c", &[]).unwrap();
        for (path, text) in FOREIGN {
            bed.put(path, text);
        }
        for step in &steps {
            let files = sound(step);
            let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
            if let Some(count) = step.cut {
                bed.cut("c", &files, count.min(files.len())).unwrap();
                // Only a release that changed something can leave a temporary file deep in the part.
                if step.leftover && bed.open().unwrap().manifest("c").unwrap().unwrap().state == State::Writing {
                    bed.put("c/x/.xuan-tmp-7-7-half.html", "ha");
                }
                continue;
            }
            bed.release("c", &files).unwrap();
            let expected: BTreeMap<String, String> =
                files.iter().chain(&FOREIGN).map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
            prop_assert_eq!(&bed.files(), &expected);
            let again = bed.release("c", &files).unwrap();
            prop_assert_eq!((again.created, again.changed, again.removed), (0, 0, 0));
            prop_assert!(bed.everything().keys().all(|path| !path.contains(".xuan-tmp-")));
        }
    }
}
