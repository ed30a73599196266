//! Which workspace: the one at hand, one that lies near, a new one, or one elsewhere.

use std::path::{Path, PathBuf};

use super::Menu;
use super::prompt::{Answer, Leave};
use super::typed::Choice;
use crate::edit;
use crate::load;

impl Menu<'_> {
    /// Takes the workspace that was asked for; where there is none, asks which one is meant.
    pub(super) fn find_workspace(&mut self) -> Answer<()> {
        // The working folder may be written `.`, which says nothing to whoever started by a double click.
        let here = std::path::absolute(&self.common.root).unwrap_or_else(|_| self.common.root.clone());
        if !load::is_workspace(&here) {
            return self.another_workspace(&here);
        }
        self.take(here);
        let folder = self.common.root.display().to_string();
        self.prompt.say(&format!("宣 · {folder}\n"), &format!("Xuan · {folder}\n"));
        self.explain();
        Ok(())
    }

    /// How to answer, said once.
    fn explain(&mut self) {
        self.prompt.say(
            "用编号或名称回答，按回车；只按回车，就取方括号里的那一项。\n",
            "Answer by number or name, then Enter; Enter alone takes what stands in brackets.\n",
        );
    }

    fn another_workspace(&mut self, here: &Path) -> Answer<()> {
        let folder = here.display();
        self.prompt.say(
            &format!("欢迎使用宣。{folder} 里还没有网站（没有 content/site.yaml）。\n"),
            &format!("Welcome to Xuan. There is no site in {folder} yet (no content/site.yaml).\n"),
        );
        self.explain();
        let beside = std::env::current_exe().ok().and_then(|program| program.parent().map(Path::to_path_buf));
        let near = load::workspaces_near(here, beside.as_deref());
        let mut choices: Vec<Choice> = Vec::new();
        for workspace in &near {
            let name = workspace.file_name().unwrap_or(workspace.as_os_str()).to_string_lossy();
            let label = format!("{} {name}", self.word(["打开", "Open"]));
            choices.push(Choice::new(&label, &[&name]));
        }
        choices.push(Choice::new(self.word(["新建一个网站", "A new site"]), &["新建", "new"]));
        choices.push(Choice::new(self.word(["打开别处的网站", "A site elsewhere"]), &["别处", "打开", "elsewhere"]));
        let zero = self.word(["退出", "Quit"]);
        loop {
            let number = self.prompt.choose(["打开哪一个", "Which one"], &choices, Some(0), zero)?;
            let found = match near.get(number) {
                Some(workspace) => Ok(workspace.clone()),
                None if number == near.len() => self.new_workspace(here),
                None => self.elsewhere(here),
            };
            match found {
                Ok(workspace) => {
                    self.take(workspace);
                    return Ok(());
                }
                Err(Leave::Back) => {}
                Err(Leave::Quit) => return Err(Leave::Quit),
            }
        }
    }

    /// Makes a new workspace, in a folder that is asked for.
    fn new_workspace(&mut self, here: &Path) -> Answer<PathBuf> {
        let proposed = self.word(["我的网站", "my-site"]);
        loop {
            let name = self.prompt.ask(["新网站的文件夹叫什么", "The name of its folder"], Some(proposed))?;
            let folder = here.join(path_of(&name));
            match edit::init(&folder) {
                Ok(_) => {
                    let shown = folder.display();
                    self.prompt.say(
                        &format!("建好了：{shown}\n里面有一篇示例稿，照着改就行；网站名称、单位写在 content/site.yaml。\n"),
                        &format!("Made {shown}\nIt holds a sample story to go by; name and organisation stand in content/site.yaml.\n"),
                    );
                    return Ok(folder);
                }
                Err(failure) => self.tell(&failure),
            }
        }
    }

    /// A workspace whose folder is asked for; `content` itself will do as well.
    fn elsewhere(&mut self, here: &Path) -> Answer<PathBuf> {
        loop {
            let question = [
                "网站文件夹的完整路径（可以把文件夹拖进这个窗口）",
                "The path of its folder (it can be dragged in here)",
            ];
            let written = self.prompt.ask(question, None)?;
            let folder = here.join(path_of(&written));
            let parent = folder.parent().map(Path::to_path_buf);
            if let Some(found) = std::iter::once(folder.clone()).chain(parent).find(|folder| load::is_workspace(folder))
            {
                return Ok(found);
            }
            let shown = folder.display();
            self.prompt.say(
                &format!("{shown} 里没有 content/site.yaml，不是网站文件夹。核对路径再输入；0 返回。\n"),
                &format!("There is no content/site.yaml in {shown}: it is no site. Check the path; 0 goes back.\n"),
            );
        }
    }
}

/// A path as it is typed, or as a window types it when a folder is dropped there: quoted, or with its spaces escaped.
pub(super) fn path_of(written: &str) -> PathBuf {
    let quotes = ['"', '\'', '“', '”', '‘', '’'];
    let bare = written.trim().trim_matches(quotes).trim();
    if cfg!(windows) { PathBuf::from(bare) } else { PathBuf::from(bare.replace("\\ ", " ")) }
}
