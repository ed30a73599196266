//! What happens when the machine fails in the middle of a release: old files stay whole, no temporary file is left.

use super::State;
use super::testbed::{Testbed, paths};
use crate::path::OutputPath;
use crate::plan::Phase;

#[test]
fn one_file_that_cannot_be_written_leaves_the_others_and_the_next_build_mends_it() {
    let bed = Testbed::new();
    bed.release("c", &[("c/a.html", "a")]).unwrap();
    bed.put("c/topics", "a file where a folder must be");
    let files = [("c/a.html", "a2"), ("c/topics/x.html", "x"), ("c/b.html", "b")];
    {
        let destination = bed.open().unwrap();
        let release = destination.begin("c", &paths(&files)).unwrap();
        let failed: Vec<&str> = std::thread::scope(|scope| {
            let threads: Vec<_> = files
                .iter()
                .map(|(path, text)| {
                    let release = &release;
                    scope.spawn(move || release.write(Phase::Pages, &OutputPath::new(path), text.as_bytes()))
                })
                .collect();
            threads.into_iter().filter_map(|thread| thread.join().unwrap().err()).map(|problem| problem.code).collect()
        });
        assert_eq!(failed, ["output-not-folder"]);
    }
    assert!(bed.everything().keys().all(|path| !path.contains(".xuan-tmp-")));
    assert_eq!(bed.open().unwrap().manifest("c").unwrap().unwrap().state, State::Writing);
    std::fs::remove_file(bed.at("c/topics")).unwrap();
    bed.release("c", &files).unwrap();
    assert_eq!(bed.files().into_keys().collect::<Vec<_>>(), ["c/a.html", "c/b.html", "c/topics/x.html"]);
}

#[cfg(target_os = "linux")]
mod mounted {
    use std::process::Command;

    use super::*;

    /// A small memory disk in the place of the output; unmounted when dropped.
    struct Disk<'a>(&'a Testbed);

    impl<'a> Disk<'a> {
        /// None, said loudly, where this machine does not let us mount.
        #[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
        fn mount(bed: &'a Testbed) -> Option<Self> {
            std::fs::create_dir_all(bed.public()).unwrap();
            let mount =
                Command::new("mount").args(["-t", "tmpfs", "-o", "size=64k", "xuan"]).arg(bed.public()).output();
            let reason = match mount {
                Ok(done) if done.status.success() => return Some(Self(bed)),
                Ok(done) => String::from_utf8_lossy(&done.stderr).into_owned(),
                Err(error) => error.to_string(),
            };
            eprintln!("SKIPPED, not passed: this machine cannot mount a memory disk: {}", reason.trim());
            None
        }

        fn remount(&self, options: &str) {
            let done = Command::new("mount").args(["-o", options]).arg(self.0.public()).status().unwrap();
            assert!(done.success());
        }
    }

    impl Drop for Disk<'_> {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg("-l").arg(self.0.public()).status();
        }
    }

    #[test]
    fn a_full_disk_keeps_the_old_pages_and_leaves_no_half_page() {
        let bed = Testbed::new();
        let Some(_disk) = Disk::mount(&bed) else { return };
        bed.release("c", &[("c/a.html", "a"), ("c/b.html", "b")]).unwrap();
        let large = "大".repeat(30_000);
        let files = [("c/a.html", "a2"), ("c/b.html", large.as_str())];
        assert_eq!(bed.release("c", &files).unwrap_err().code, "output-full");
        assert_eq!((bed.read("c/a.html"), bed.read("c/b.html")), ("a2".to_owned(), "b".to_owned()));
        assert!(bed.everything().keys().all(|path| !path.contains(".xuan-tmp-")));
        bed.release("c", &[("c/a.html", "a2"), ("c/b.html", "b2")]).unwrap();
        assert_eq!(bed.read("c/b.html"), "b2");
    }

    #[test]
    fn a_disk_too_full_for_the_manifest_keeps_everything_as_it_was() {
        let bed = Testbed::new();
        let Some(_disk) = Disk::mount(&bed) else { return };
        bed.release("c", &[("c/a.html", "a")]).unwrap();
        let mut filler = std::fs::File::create(bed.at("c/filler")).unwrap();
        while std::io::Write::write_all(&mut filler, &[0; 4096]).is_ok() {}
        let before = bed.everything();
        assert_eq!(bed.release("c", &[("c/a.html", "a2")]).unwrap_err().code, "output-full");
        assert_eq!(bed.everything(), before);
    }

    #[test]
    fn a_read_only_disk_is_told_as_such() {
        let bed = Testbed::new();
        let Some(disk) = Disk::mount(&bed) else { return };
        bed.release("c", &[("c/a.html", "a")]).unwrap();
        disk.remount("remount,ro");
        assert_eq!(bed.open().unwrap_err().code, "output-read-only");
        assert!(bed.everything().keys().all(|path| !path.contains(".xuan-tmp-")));
        assert_eq!(bed.read("c/a.html"), "a");
    }
}
