//! The program by itself: its version, its completions, its man page.

use std::process::Command;

use crate::testbed::Testbed;

#[test]
fn the_version_names_commit_and_date_of_the_source() {
    let run = Testbed::new().run(&["--version"]);
    let version = run.out.trim();
    let plain = format!("xuan {}", env!("CARGO_PKG_VERSION"));
    let git = |arguments: &[&str]| {
        let output = Command::new("git").current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().ok()?;
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap().trim().to_owned())
    };
    let source = git(&["show", "--no-patch", "--format=%H %cs", "HEAD"]);
    let Some((commit, date)) = source.as_deref().and_then(|source| source.split_once(' ')) else {
        assert_eq!(version, plain, "without git there is the version alone");
        return;
    };
    assert_eq!(version, format!("{plain} ({} {date})", &commit[..12]));
}

#[test]
fn every_shell_gets_completions_that_name_the_verbs() {
    let bed = Testbed::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = bed.run(&["completions", shell]);
        assert_eq!(run.code, 0, "{shell}");
        assert!(run.out.contains("build") && run.out.contains("base-url"), "{shell}: {}", run.out);
    }
    assert_eq!(bed.run(&["completions", "cmd"]).code, 2);
}

#[test]
fn there_is_a_man_page_of_the_program_and_of_each_verb() {
    let bed = Testbed::new();
    let page = bed.run(&["man"]);
    assert!(page.code == 0 && page.out.contains(".TH xuan 1") && page.out.contains("check"), "{}", page.out);
    let page = bed.run(&["man", "build"]);
    assert!(page.out.contains(".TH xuan-build 1  \"xuan 0") && page.out.contains("root"), "{}", page.out);
    let unknown = bed.run(&["man", "biuld", "--lang", "en"]);
    assert!(unknown.code == 2 && unknown.err.contains("Did you mean build?"), "{}", unknown.err);
}
