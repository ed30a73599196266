//! Small workspaces for tests: two cities, a few topics, and only what a test adds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A workspace in a temporary folder.
pub struct Testbed {
    folder: TempDir,
}

/// What a run of the program left.
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// The standard output.
    pub out: String,
    /// The standard error.
    pub err: String,
}

const SITE: &str = "\
name: 健康家庭
organisation: 省计划生育协会
base_url: https://example.org/
as_of: 2021-12-31
sections:
  youth: {helplines: [\"12355\"]}
audiences:
  - {name: 儿童, slug: ertong}
  - {name: 老年人, slug: laonianren}
hotlines:
  - {name: 12355 青少年, number: \"12355\"}
  - {name: 12320 卫生热线, number: \"12320\"}
";

const CAMPAIGN: &str = "\
name: 学党史
slug: dangshi
tasks:
  - name: 普及
    topics:
      - {name: 减盐, slug: jianyan}
      - {name: 减油, slug: jianyou}
      - {name: 青春健康, slug: qingchun}
";

/// A story that is right in every way.
pub const STORY: &str =
    "---\ntitle: 健步走\ndate: 2021-05-29\nunit: 浏阳\ntopics: 减盐\n---\n\n早上七点，大家一起走。\n";
/// A health article that is right in every way.
pub const HEALTH: &str = "---\ntitle: 少吃盐\ndate: 2021-05-29\ntopics: 减盐\nreferences: 中国居民膳食指南（2022）\n---\n\n先量一量盐。\n\n## 为什么\n\n血压会升高。\n";

impl Testbed {
    /// Two cities, Changsha with Liuyang and Yueyang with Miluo; no story yet.
    pub fn new() -> Self {
        let bed = Self { folder: tempfile::tempdir().unwrap() };
        bed.write("content/site.yaml", SITE);
        bed.write("content/campaigns/dangshi.yaml", CAMPAIGN);
        bed.write(
            "content/changsha/city.yaml",
            "name: 长沙市\ncode: \"430100\"\ncounties:\n  - {name: 浏阳市, slug: liuyang, code: \"430181\"}\n  - {name: 长沙县, slug: changshaxian}\n",
        );
        bed.write("content/yueyang/city.yaml", "name: 岳阳市\ncounties:\n  - {name: 汨罗市, slug: miluo}\n");
        bed
    }

    /// Writes a file of the workspace.
    #[track_caller]
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The same workspace with one more file.
    #[track_caller]
    pub fn with(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        self.write(path, text);
        self
    }

    /// Removes a file of the workspace.
    #[track_caller]
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    /// A path in the workspace.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The workspace's root.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A file of the output.
    #[track_caller]
    pub fn page(&self, path: &str) -> String {
        let path = self.path("public").join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Whether a file of the output is there.
    pub fn has(&self, path: &str) -> bool {
        self.path("public").join(path).exists()
    }

    /// Runs the program in the workspace.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &[])
    }

    /// Runs the program with variables of the environment.
    pub fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
        let output = program(self.root(), arguments, environment).output().unwrap();
        Run::of(&output)
    }

    /// Builds in Chinese.
    pub fn build(&self) -> Run {
        self.run(&["build", "--lang", "zh"])
    }

    /// Builds, and fails the test unless everything went out.
    #[track_caller]
    pub fn build_well(&self) -> Run {
        let run = self.build();
        assert_eq!(run.code, 0, "{}", run.err);
        run
    }

    /// Builds and gives the report as JSON.
    #[track_caller]
    pub fn report(&self) -> Value {
        let run = self.run(&["build", "--format", "json"]);
        serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}{}", run.out, run.err))
    }

    /// The codes of everything that a build tells, in the order of telling, with file and line.
    #[track_caller]
    pub fn told(&self) -> Vec<(String, String, u64)> {
        let report = self.report();
        let told = report["diagnostics"].as_array().unwrap().iter().map(|diagnostic| {
            (
                diagnostic["code"].as_str().unwrap().to_owned(),
                diagnostic["place"]["file"].as_str().unwrap_or_default().to_owned(),
                diagnostic["place"]["span"]["line"].as_u64().unwrap_or_default(),
            )
        });
        told.collect()
    }

    /// Every file of the output with its bytes, the manifests left out.
    pub fn output(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.path("public"))
    }
}

/// Every file below a folder with its bytes, what begins with a dot left out.
pub fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.file_name().unwrap().to_string_lossy().starts_with('.') {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// The program, free of the locale that runs the tests.
pub fn program(root: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::cargo_bin("xuan").unwrap();
    command.current_dir(root).args(arguments).env_remove("LANG").env_remove("LC_ALL").env_remove("LC_MESSAGES");
    for (name, value) in environment {
        command.env(name, value);
    }
    command
}

impl Run {
    fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}
