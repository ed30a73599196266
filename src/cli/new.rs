//! `xuan new`: a new story with a commented front matter.

use std::path::{Path, PathBuf};

use clap::Args;

use super::speech::say;
use super::terminal::{self, Terminal};
use super::{Common, fail};
use crate::diagnostic::Outcome;
use crate::edit::{self, NewStory};
use crate::{date, fields, load};

/// 新建一篇稿件 / begin a new story
#[derive(Debug, Args)]
#[command(
    after_help = "示例 / Examples:\n  xuan new stories 长沙 健步走活动 --unit 浏阳\n  xuan new 健康教育 province 每天少放一点盐"
)]
pub(super) struct Arguments {
    /// 种类：health、youth、families、stories、pages 或中文名 / the kind, in English or Chinese
    kind: String,
    /// 城市：名称或文件夹名；全省稿件写 province / the city, or `province`
    city: String,
    /// 标题，不必加引号 / the title
    #[arg(required = true, num_args = 1..)]
    title: Vec<String>,
    /// 县市区或单位 / the county or unit
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
}

/// Creates the story, tells where, and gives the exit code.
pub(super) fn run(common: &Common, arguments: &Arguments) -> u8 {
    let terminal = Terminal::new(common.site_lang());
    let asked = NewStory {
        kind: arguments.kind.clone(),
        city: arguments.city.clone(),
        title: arguments.title.join(" "),
        unit: arguments.unit.clone(),
    };
    match create(&common.root, &asked) {
        Ok(path) => {
            let path = path.display();
            let zh = format!("已新建 {path}\n用记事本打开它写稿；图片放在同一个文件夹里。\n");
            let en = format!("Created {path}\nOpen it in an editor; put pictures into the same folder.\n");
            terminal::say(say(terminal.lang(), &zh, &en));
            0
        }
        Err(failure) => fail(&terminal, &failure),
    }
}

/// Creates a story in a workspace; gives its file.
///
/// # Errors
/// The workspace cannot be read, or as for [`edit::new_story`].
pub(super) fn create(root: &Path, asked: &NewStory) -> Outcome<PathBuf> {
    let workspace = load::workspace(root)?;
    let (directory, _) = fields::config::read(&workspace);
    let today = directory.site.as_of.unwrap_or_else(date::today);
    edit::new_story(root, &directory, asked, today)
}
