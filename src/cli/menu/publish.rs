//! 发布: to one of the targets of `site.yaml`, or to a folder or stick of one's own choice.

use super::prompt::Answer;
use super::typed::Choice;
use super::workspace::path_of;
use super::{Entry, Menu};
use crate::pipeline::Options;
use crate::publish;

impl Menu<'_> {
    /// Asks where to, builds, and publishes.
    pub(super) fn publish(&mut self) -> Answer<Entry> {
        let options = Options { root: self.common.root.clone(), ..Options::default() };
        // A workspace that cannot be read is told by the build that follows.
        let targets = publish::targets(&options).unwrap_or_default();
        let targets: Vec<String> = targets.into_iter().map(|target| target.name).collect();
        let mut choices: Vec<Choice> = targets.iter().map(|target| Choice::new(target, &[])).collect();
        choices.push(Choice::new(
            self.word(["文件夹或 U 盘", "A folder or USB stick"]),
            &["文件夹", "u盘", "folder", "usb"],
        ));
        let last = self.last.target.as_deref();
        let default = targets.iter().position(|target| Some(target.as_str()) == last);
        let default = default.or_else(|| (last == Some("")).then_some(targets.len())).unwrap_or(0);
        let number = self.choose(["发布到哪里", "Where to"], &choices, Some(default))?;
        let target = if let Some(target) = targets.get(number) {
            self.last.target = Some(target.clone());
            target.clone()
        } else {
            let folder = self.folder()?;
            self.last.target = Some(String::new());
            self.last.folder = Some(folder.clone());
            folder
        };
        self.last.keep(&self.common.root);
        self.prompt.say("先生成一遍，没有错误再发布。\n", "It is built first, and published if nothing is wrong.\n");
        self.verb(&["build"])?;
        self.verb(&["publish", "--", &target])?;
        Ok(Entry::Publish)
    }

    /// The folder or stick, in full.
    fn folder(&mut self) -> Answer<String> {
        let question =
            ["文件夹或 U 盘的完整路径（可以把它拖进这个窗口）", "Its path in full (it can be dragged in here)"];
        loop {
            let last = self.last.folder.clone();
            let written = self.prompt.ask(question, last.as_deref())?;
            let folder = path_of(&written);
            if folder.is_absolute() {
                return Ok(folder.to_string_lossy().into_owned());
            }
            let [zh, en] =
                if cfg!(windows) { ["E:\\网站", "E:\\site"] } else { ["/media/U盘/网站", "/media/stick/site"] };
            self.prompt.say(
                &format!("“{written}”不是完整路径。写成 {zh} 这样；0 返回。\n"),
                &format!("`{written}` is no path in full. Write it like {en}; 0 goes back.\n"),
            );
        }
    }
}
