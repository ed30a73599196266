//! `xuan init`: a small workspace that builds at once.

use std::path::PathBuf;

use clap::Args;

use super::speech::say;
use super::terminal::{self, Terminal};
use super::{Common, fail};
use crate::edit;

/// 新建一个马上能用的小工作区 / make a small workspace that builds at once
#[derive(Debug, Args)]
#[command(after_help = "示例 / Example:\n  xuan init 我的网站")]
pub(super) struct Arguments {
    /// 放工作区的空文件夹 / the folder for it, empty or not there yet
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Makes it, tells what to do next, and gives the exit code.
pub(super) fn run(common: &Common, arguments: &Arguments) -> u8 {
    let terminal = Terminal::new(common.lang(None));
    match edit::init(&arguments.folder) {
        Ok(files) => {
            let folder = arguments.folder.display();
            let zh =
                format!("已在 {folder} 写好 {} 个文件。接着运行：\n  xuan build --root \"{folder}\"\n", files.len());
            let en = format!("{} files written to {folder}. Next:\n  xuan build --root \"{folder}\"\n", files.len());
            terminal::say(say(terminal.lang(), &zh, &en));
            0
        }
        Err(failure) => fail(&terminal, &failure),
    }
}
