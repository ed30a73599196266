//! The house in order: which room may know which, a header in each file, the length of files and functions, and who may
//! touch the system.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every room with the rooms that it may use, the ground first. A room that is not here has no place in the house.
const ROOMS: [(&str, &[&str]); 23] = [
    ("han", &[]),
    ("path", &[]),
    ("date", &[]),
    ("digest", &[]),
    ("media", &[]),
    ("diagnostic", &["path"]),
    ("load", &["diagnostic", "digest", "han", "path"]),
    ("markdown", &["diagnostic", "han", "path"]),
    ("fields", &["date", "diagnostic", "load", "path"]),
    ("model", &["date", "diagnostic", "fields", "load", "markdown", "path"]),
    ("check", &["diagnostic", "fields", "load", "markdown", "model", "path"]),
    ("plan", &["digest", "fields", "load", "model", "path"]),
    ("render", &["date", "diagnostic", "fields", "load", "markdown", "model", "path", "plan"]),
    ("search", &["digest", "fields", "han", "load", "model", "path", "plan"]),
    ("pictures", &["diagnostic", "load", "path"]),
    ("output", &["diagnostic", "digest", "path", "plan"]),
    ("cache", &["digest"]),
    (
        "pipeline",
        &[
            "cache",
            "check",
            "date",
            "diagnostic",
            "digest",
            "fields",
            "load",
            "markdown",
            "model",
            "output",
            "path",
            "pictures",
            "plan",
            "render",
            "search",
        ],
    ),
    ("preview", &["diagnostic", "digest", "load", "media", "model", "path", "pipeline", "plan"]),
    ("publish", &["date", "diagnostic", "digest", "fields", "media", "output", "path", "pipeline"]),
    ("edit", &["date", "diagnostic", "fields"]),
    (
        "cli",
        &["cache", "date", "diagnostic", "edit", "fields", "load", "model", "path", "pipeline", "preview", "publish"],
    ),
    ("main", &["cli"]),
];

/// The rooms that may touch the file system; the preview only to watch it, publish for its targets.
const TOUCH_FILES: [&str; 6] = ["load", "output", "cache", "edit", "preview", "publish"];
/// The longest file, in lines.
const LONGEST_FILE: usize = 400;

struct File {
    room: String,
    path: PathBuf,
    text: String,
}

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let first = path.strip_prefix(&root).unwrap().components().next().unwrap();
                let room = first.as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned();
                files.push(File { room, text: fs::read_to_string(&path).unwrap(), path });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.len() > 50, "the walk finds the house");
    files
}

/// The lines of a file before its tests, comments left out; none of a file that is all tests.
fn code(file: &File) -> impl Iterator<Item = &str> {
    let text = if file.path.ends_with("tests.rs") { "" } else { file.text.as_str() };
    text.lines().take_while(|line| *line != "#[cfg(test)]").filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn a_room_knows_only_the_rooms_to_its_left() {
    let allowed: BTreeMap<&str, &[&str]> = ROOMS.into_iter().collect();
    let mut broken = Vec::new();
    for file in files().iter().filter(|file| file.room != "lib") {
        let Some(allowed) = allowed.get(file.room.as_str()) else {
            broken.push(format!("{} is in no room", file.path.display()));
            continue;
        };
        for line in code(file) {
            for (at, _) in line.match_indices("crate::") {
                let rest = &line[at + "crate::".len()..];
                let used: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if used != file.room && !used.is_empty() && !allowed.contains(&used.as_str()) {
                    broken.push(format!("{}: {} must not use {used}", file.path.display(), file.room));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for_and_stays_short() {
    let mut broken = Vec::new();
    for file in files() {
        if !file.text.starts_with("//! ") {
            broken.push(format!("{} has no header", file.path.display()));
        }
        let length = file.text.lines().count();
        if length > LONGEST_FILE {
            broken.push(format!("{} has {length} lines", file.path.display()));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn only_the_rooms_at_the_border_touch_files() {
    let mut broken = Vec::new();
    for file in files().iter().filter(|file| !TOUCH_FILES.contains(&file.room.as_str())) {
        for line in code(file).filter(|line| line.contains("std::fs") || line.contains("fs::")) {
            broken.push(format!("{}: {}", file.path.display(), line.trim()));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn only_the_date_room_reads_the_clock() {
    let mut broken = Vec::new();
    for file in files().iter().filter(|file| file.room != "date") {
        let clock = ["SystemTime::now", "Timestamp::now", "Zoned::now"];
        for line in code(file).filter(|line| clock.iter().any(|clock| line.contains(clock))) {
            broken.push(format!("{}: {}", file.path.display(), line.trim()));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_ground_is_laid_before_what_stands_on_it() {
    let order: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    for (place, (room, uses)) in ROOMS.iter().enumerate() {
        for used in *uses {
            let found = order.iter().position(|name| name == used).unwrap();
            assert!(found < place, "{room} stands before {used}");
        }
    }
}
