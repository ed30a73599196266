//! The menu on a real terminal: from nothing to a built site, Ctrl-C, and the help where there is no terminal.

use crate::testbed::Testbed;

#[test]
fn in_a_pipe_there_is_the_help_and_no_menu() {
    let run = Testbed::new().run(&[]);
    assert_eq!(run.code, 2);
    assert!(run.out.contains("Usage: xuan") && !run.out.contains("写稿"), "{}", run.out);
}

#[cfg(unix)]
mod on_a_terminal {
    use std::fs::{self, File};
    use std::io::{Read, Write};
    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::sync::mpsc::{Receiver, channel};
    use std::time::{Duration, Instant};

    use nix::pty::openpty;
    use tempfile::TempDir;

    use crate::testbed::Testbed;

    /// Far longer than anything takes.
    const PATIENCE: Duration = Duration::from_mins(1);
    const CTRL_C: &str = "\u{3}";

    /// The program on a terminal of its own.
    struct Desk {
        child: Child,
        keyboard: File,
        screen: Receiver<Vec<u8>>,
        /// What has been shown since the last thing that was waited for, as bytes: a character may come in halves.
        shown: Vec<u8>,
        /// A folder without programs, so that no window opens.
        _path: TempDir,
    }

    impl Desk {
        /// Starts the menu in a folder; `owned` gives it the terminal for its own, so that Ctrl-C comes as a signal.
        fn at(root: &Path, owned: bool) -> Self {
            let pty = openpty(None, None).unwrap();
            let path = tempfile::tempdir().unwrap();
            let program = env!("CARGO_BIN_EXE_xuan");
            let mut command = if owned {
                let mut setsid = Command::new("/usr/bin/setsid");
                setsid.args(["--ctty", program]);
                setsid
            } else {
                Command::new(program)
            };
            let end = || Stdio::from(pty.slave.try_clone().unwrap());
            command.current_dir(root).stdin(end()).stdout(end()).stderr(end());
            command.env_clear().env("PATH", path.path()).env("NO_COLOR", "1").env("TERM", "dumb");
            let child = command.spawn().unwrap();
            drop(command);
            drop(pty.slave);
            let keyboard = File::from(pty.master);
            let mut reader = keyboard.try_clone().unwrap();
            let (sender, screen) = channel();
            std::thread::spawn(move || {
                let mut part = [0; 4096];
                // When the last program leaves a terminal, its reader gets an error rather than an end.
                while let Ok(count) = reader.read(&mut part)
                    && count > 0
                    && sender.send(part[..count].to_vec()).is_ok()
                {}
            });
            Self { child, keyboard, screen, shown: Vec::new(), _path: path }
        }

        fn type_in(&mut self, text: &str) {
            self.keyboard.write_all(text.as_bytes()).unwrap();
        }

        /// Waits until the screen says something.
        #[track_caller]
        fn until(&mut self, wanted: &str) {
            let end = Instant::now() + PATIENCE;
            loop {
                let wanted = wanted.as_bytes();
                if let Some(at) = self.shown.windows(wanted.len()).position(|window| window == wanted) {
                    self.shown.drain(..at + wanted.len());
                    return;
                }
                let left = end.saturating_duration_since(Instant::now());
                let Ok(part) = self.screen.recv_timeout(left) else {
                    let wanted = String::from_utf8_lossy(wanted);
                    panic!("no `{wanted}` in {}", String::from_utf8_lossy(&self.shown));
                };
                self.shown.extend(part);
            }
        }

        /// Waits for a question, then types a line.
        #[track_caller]
        fn answer(&mut self, question: &str, line: &str) {
            self.until(question);
            self.type_in(&format!("{line}\n"));
        }

        /// The exit code.
        fn ended(mut self) -> Option<i32> {
            let end = Instant::now() + PATIENCE;
            loop {
                if let Some(status) = self.child.try_wait().unwrap() {
                    return status.code();
                }
                assert!(Instant::now() < end, "it does not end");
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    }

    impl Drop for Desk {
        fn drop(&mut self) {
            let _ = self.child.kill();
        }
    }

    #[test]
    fn it_leads_from_nothing_to_a_built_story() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::at(folder.path(), false);
        desk.answer("打开哪一个 [1 新建一个网站]：", "");
        desk.answer("新网站的文件夹叫什么 [我的网站]：", "");
        desk.answer("要做什么 [1 写稿]：", "");
        desk.answer("哪个城市的稿件 [1 长沙市]：", "");
        desk.answer("哪一类 [4 先进典型]：", "４");
        desk.answer("标题：", "社区义诊");
        desk.answer("哪个县市区：", "浏阳");
        desk.until("没能自动打开文件夹");
        let story = folder.path().join("我的网站/content/changsha/stories/浏阳市/社区义诊/index.md");
        let draft = fs::read_to_string(&story).unwrap();
        desk.answer("现在预览吗 [是]：", "");
        desk.until("看完了，在这里按回车回到菜单");
        fs::write(&story, draft.replace("草稿: 是\n", "")).unwrap();
        desk.until("已更新");
        desk.type_in("\n");
        desk.until("预览已结束。");
        desk.answer("要做什么 [4 生成]：", "3");
        desk.until("可以生成");
        desk.answer("要做什么 [4 生成]：", "");
        desk.until("长沙市");
        desk.answer("要做什么 [5 发布]：", "退出");
        desk.until("再见。");
        assert_eq!(desk.ended(), Some(0));
        let page = folder.path().join("我的网站/public/changsha/stories/she-qu-yi-zhen.html");
        assert!(fs::read_to_string(page).unwrap().contains("社区义诊"));
    }

    #[test]
    fn a_mistake_of_the_content_is_told_and_the_menu_stays() {
        let bed = Testbed::new().with("content/changsha/stories/a.md", "---\ntitel: 坏了\n---\n正文\n");
        let mut desk = Desk::at(bed.root(), false);
        desk.answer("要做什么", "4");
        desk.until("[field-unknown]");
        desk.until("照上面的“改法”改好");
        desk.until("要做什么 [4 生成]：");
        // Ctrl-D: the end of the input.
        desk.type_in("\u{4}");
        desk.until("再见。");
        assert_eq!(desk.ended(), Some(0));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn ctrl_c_ends_the_preview_first_and_then_the_menu() {
        let bed = Testbed::new();
        let mut desk = Desk::at(bed.root(), true);
        for _ in 0..2 {
            desk.answer("要做什么", "2");
            desk.until("按回车回到菜单");
            desk.type_in(CTRL_C);
            desk.until("预览已结束。");
        }
        desk.until("要做什么 [4 生成]：");
        desk.type_in(CTRL_C);
        assert_eq!(desk.ended(), Some(130));
    }
}
