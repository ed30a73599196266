//! The menu with a script for its writer and a fake for what it has done outside.

use std::path::Path;

use tempfile::TempDir;

use super::*;

/// What a test wants of the world outside: exit codes in turn, and which verbs there are.
#[derive(Default)]
struct Fake {
    /// What was asked, a line each; `open` for a folder opened.
    done: Vec<String>,
    /// The exit codes that verbs give, the next one last; 0 where there is none left.
    codes: Vec<u8>,
    /// Whether programs cannot be started, and the desktop opens nothing.
    broken: bool,
    /// Whether a verb panics.
    panics: bool,
}

impl Actions for Fake {
    fn verb(&mut self, line: &[OsString]) -> std::io::Result<u8> {
        assert!(!self.panics, "a fault inside");
        // What stands before the verb: the workspace and the language.
        assert_eq!(line[0], "--root");
        assert_eq!(line[2], "--lang");
        let words: Vec<_> = line[4..].iter().map(|word| word.to_string_lossy()).collect();
        self.done.push(words.join(" "));
        if self.broken {
            return Err(std::io::Error::from(std::io::ErrorKind::NotFound));
        }
        Ok(self.codes.pop().unwrap_or(0))
    }

    fn open(&mut self, folder: &Path) -> bool {
        self.done.push(format!("open {}", folder.file_name().unwrap().to_string_lossy()));
        !self.broken
    }
}

struct Bench {
    folder: TempDir,
    lang: Language,
    fake: Fake,
}

impl Bench {
    /// An empty folder.
    fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), lang: Language::Zh, fake: Fake::default() }
    }

    /// A new workspace.
    fn new() -> Self {
        let bench = Self::empty();
        let root = bench.folder.path().to_path_buf();
        crate::edit::init(&root.join("w")).unwrap();
        std::fs::rename(root.join("w/content"), root.join("content")).unwrap();
        std::fs::remove_dir(root.join("w")).unwrap();
        bench
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn append(&self, file: &str, text: &str) {
        let path = self.root().join(file);
        let before = std::fs::read_to_string(&path).unwrap();
        std::fs::write(path, before + text).unwrap();
    }

    /// Types these lines, then ends the input; gives the exit code and what was said.
    fn types(&mut self, lines: &[&str]) -> (u8, String) {
        let common = Common { root: self.root().to_path_buf(), lang: Some(self.lang) };
        let text: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
        let mut out = Vec::new();
        let code = stay_open(&common, &mut self.fake, &mut text.as_bytes(), &mut out, &Mutex::default());
        (code, String::from_utf8(out).unwrap())
    }
}

#[test]
fn each_entry_runs_its_verb_and_enter_goes_on_to_the_next() {
    let mut bench = Bench::new();
    let (code, out) = bench.types(&["预览", "", "", "", "q"]);
    assert_eq!(code, 0, "{out}");
    assert_eq!(bench.fake.done, ["serve --until enter", "build"], "{out}");
    assert!(out.contains("要做什么 [1 写稿]：") && out.contains("[4 生成]：") && out.contains("[5 发布]："), "{out}");
    assert!(out.ends_with("再见。\n"), "{out}");
    let mut bench = Bench::new();
    bench.types(&["３", "4", "０"]);
    assert_eq!(bench.fake.done, ["check", "build"]);
}

#[test]
fn a_story_is_made_from_five_answers_which_are_remembered() {
    let mut bench = Bench::new();
    let (_, out) = bench.types(&["1", "changsha", "先进典型", "清晨健步走二", "浏阳", "", "q"]);
    let path = "content/changsha/stories/浏阳市/清晨健步走二/index.md";
    assert!(bench.root().join(path).is_file(), "{out}");
    assert_eq!(bench.fake.done, ["open 清晨健步走二", "serve --until enter --city changsha"]);
    assert!(out.contains("删去“草稿: 是”一行") && out.contains("[4 生成]："), "{out}");
    let (_, out) = bench.types(&["", "", "", "再走一次", "", "否", "q"]);
    assert!(bench.root().join("content/changsha/stories/浏阳市/再走一次/index.md").is_file(), "{out}");
    assert!(out.contains("[4 先进典型]：") && out.contains("[3 浏阳市]："), "{out}");
    assert_eq!(bench.fake.done.last().unwrap(), "open 再走一次", "no preview");
    assert!(out.contains("[2 预览]："), "{out}");
}

#[test]
fn kinds_without_a_county_and_the_province_are_not_asked_for_one() {
    let mut bench = Bench::new();
    let (_, out) = bench.types(&["1", "长沙", "health", "少吃糖", "n", "1", "全省", "1", "多喝水", "n", "q"]);
    assert!(bench.root().join("content/changsha/health/少吃糖/index.md").is_file(), "{out}");
    assert!(bench.root().join("content/province/health/多喝水/index.md").is_file(), "{out}");
    assert!(!out.contains("哪个县市区"), "{out}");
    bench.types(&["1", "长沙", "健康幸福", "王家", "市本级", "n", "q"]);
    assert!(bench.root().join("content/changsha/families/王家/index.md").is_file());
}

#[test]
fn a_title_that_is_taken_or_empty_is_asked_again() {
    let mut bench = Bench::new();
    bench.types(&["1", "1", "1", "少吃糖", "n", "q"]);
    let (_, out) = bench.types(&["1", "1", "1", "", "少吃糖", "/", "...", "少吃油", "n", "q"]);
    assert!(out.contains("不能空着") && out.contains("[already-there]") && out.contains("[title-empty]"), "{out}");
    assert!(bench.root().join("content/changsha/health/少吃油/index.md").is_file(), "{out}");
}

#[test]
fn a_broken_site_is_told_and_the_menu_stays() {
    let mut bench = Bench::new();
    let (code, out) = bench.types(&["", "9", "没有的城市", "0", "检查", "q"]);
    assert_eq!(code, 0);
    assert!(out.contains("没有“9”这一项") && out.contains("没有“没有的城市”这一项"), "{out}");
    assert_eq!(bench.fake.done, ["check"]);
    std::fs::write(bench.root().join("content/site.yaml"), "name: [").unwrap();
    std::fs::remove_file(bench.root().join("content/changsha/city.yaml")).unwrap();
    let (code, out) = bench.types(&["1", "", "", "给全省的", "n", "q"]);
    assert_eq!(code, 0, "{out}");
    assert!(bench.root().join("content/province/stories/给全省的/index.md").is_file(), "{out}");
}

#[test]
fn what_a_verb_could_not_do_is_said_and_offered_again() {
    let mut bench = Bench::new();
    bench.fake.codes = vec![0, 130, 3, 1];
    let (code, out) = bench.types(&["4", "", "", "", "q"]);
    assert_eq!((code, bench.fake.done.len()), (0, 4), "{out}");
    assert!(out.contains("照上面的“改法”改好") && out.contains("这一步没有做完"), "{out}");
    bench.fake.broken = true;
    let (code, out) = bench.types(&["4", "1", "1", "1", "少吃糖", "y", "q"]);
    assert_eq!(code, 0);
    assert!(out.contains("程序无法启动这一步") && out.contains("没能自动打开文件夹"), "{out}");
}

#[test]
fn a_target_is_built_then_published_to_and_remembered() {
    let mut bench = Bench::new();
    bench.append(
        "content/site.yaml",
        "publish:\n  - {name: 正式网站, kind: folder, path: /a}\n  - {name: 备份, kind: folder, path: /b}\n",
    );
    let (_, out) = bench.types(&["5", "备份", "q"]);
    assert_eq!(bench.fake.done, ["build", "publish -- 备份"], "{out}");
    assert!(out.contains("  1 正式网站") && out.contains("  3 文件夹或 U 盘"), "{out}");
    let (_, out) = bench.types(&["5", "", ""]);
    assert_eq!(bench.fake.done.len(), 4);
    assert!(out.ends_with("要做什么 [0 退出]：再见。\n"), "{out}");
    assert!(out.contains("[2 备份]："), "{out}");
    bench.fake.codes = vec![1];
    bench.types(&["5", "1", "q"]);
    assert_eq!(bench.fake.done.last().unwrap(), "build", "nothing is published after an error");
    bench.fake.codes = vec![1, 0];
    let (_, out) = bench.types(&["5", "1", "q"]);
    assert!(out.contains("这一步没有做完") && out.contains("[5 发布]："), "{out}");
}

#[test]
fn a_folder_or_stick_is_published_to_by_its_path_in_full() {
    let mut bench = Bench::new();
    let stick = std::path::absolute(bench.root().join("U 盘")).unwrap();
    let (_, out) = bench.types(&["5", "", "网站", &format!("\"{}\"", stick.display()), "q"]);
    assert!(out.contains("不是完整路径"), "{out}");
    let published = format!("publish -- {}", stick.display());
    assert_eq!(bench.fake.done, ["build".to_owned(), published.clone()]);
    bench.types(&["5", "", "", "q"]);
    assert_eq!(bench.fake.done.last(), Some(&published), "the folder is remembered");
}

#[test]
fn without_a_workspace_one_is_made() {
    let mut bench = Bench::empty();
    std::fs::write(bench.root().join("占用"), "").unwrap();
    let (code, out) = bench.types(&["", "占用", "", "4", "q"]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("欢迎使用宣") && out.contains("[edit-failed]"), "{out}");
    assert!(bench.root().join("我的网站/content/site.yaml").is_file(), "{out}");
    assert_eq!(bench.fake.done, ["build"]);
    let (_, out) = bench.types(&["", "4", "q"]);
    assert!(out.contains("[1 打开 我的网站]："), "{out}");
    assert_eq!(bench.fake.done.len(), 2, "one that lies near is offered");
}

#[test]
fn a_workspace_elsewhere_is_opened_by_its_path() {
    let elsewhere = Bench::new();
    let mut bench = Bench::empty();
    let content = elsewhere.root().join("content");
    let (_, out) = bench.types(&["2", "没有的", "0", "别处", &format!("'{}'", content.display()), "3", "q"]);
    assert!(out.contains("不是网站文件夹"), "{out}");
    assert_eq!(bench.fake.done, ["check"]);
}

#[test]
fn the_end_of_the_input_ends_it_at_every_question() {
    let whole = ["", "我的网站", "1", "1", "4", "标题", "1", "y", "5", "2", "1", "x"];
    for end in 0..=whole.len() {
        let mut bench = Bench::empty();
        let (code, out) = bench.types(&whole[..end]);
        assert_eq!(code, 0, "{end}: {out}");
        assert!(out.ends_with("\n再见。\n"), "{end}: {out}");
    }
}

#[test]
fn it_speaks_english_where_that_is_wanted() {
    let mut bench = Bench::empty();
    bench.lang = Language::En;
    let (_, out) = bench.types(&[
        "new", "", "write", "changsha", "stories", "A walk", "liuyang", "no", "publish", "usb", "x", "back", "quit",
    ]);
    let mut han = out.lines().filter(|line| line.contains(crate::han::is_han));
    // The story's own names are Chinese, and so is the line of its draft.
    assert!(han.all(|line| line.contains("content/") || line.contains("草稿: 是")), "{out}");
    assert!(out.contains("What now [1 Write]: ") && out.contains("Goodbye."), "{out}");
}

#[test]
fn a_fault_inside_is_said_in_a_sentence_and_waited_for() {
    let mut bench = Bench::new();
    bench.fake.panics = true;
    let (code, out) = bench.types(&["4", ""]);
    assert_eq!(code, 3);
    assert!(out.contains("程序内部出了错，稿件没有受影响") && out.ends_with("按回车关闭。"), "{out}");
}

#[test]
fn a_workspace_that_takes_no_notes_is_none_the_worse() {
    let mut bench = Bench::new();
    std::fs::write(bench.root().join(".xuan"), "a file in the way").unwrap();
    let (code, out) = bench.types(&["1", "1", "1", "少吃糖", "n", "q"]);
    assert_eq!(code, 0);
    assert!(bench.root().join("content/changsha/health/少吃糖/index.md").is_file(), "{out}");
}
