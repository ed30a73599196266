//! `xuan man`: the man page of the program or of one verb.

use clap::{Args, CommandFactory};
use clap_mangen::Man;

use super::speech::say;
use super::{Common, terminal};
use crate::diagnostic::nearest;

/// 打印 man 手册页 / print the man page
#[derive(Debug, Args)]
#[command(after_help = "示例 / Examples:\n  xuan man > xuan.1\n  xuan man build > xuan-build.1")]
pub(super) struct Arguments {
    /// 只要这个命令的 / of this verb alone
    #[arg(value_name = "VERB")]
    verb: Option<String>,
}

/// Prints it, and gives the exit code.
pub(super) fn run(common: &Common, arguments: &Arguments) -> u8 {
    let mut command = super::Arguments::command();
    // What a verb is called with the program's name, and the options that all verbs take, stand there only after this.
    command.build();
    let wanted = arguments.verb.as_deref().map_or(Some(&command), |verb| command.find_subcommand(verb));
    let Some(wanted) = wanted else {
        let verb = arguments.verb.as_deref().unwrap_or_default();
        let near = nearest(verb, command.get_subcommands().map(clap::Command::get_name)).unwrap_or_default();
        let (zh_near, en_near) = if near.is_empty() {
            <_>::default()
        } else {
            (format!("是不是 {near}？"), format!("Did you mean {near}? "))
        };
        terminal::error(say(
            common.lang(None),
            &format!("没有 {verb} 这个命令。{zh_near}运行 xuan --help 查看全部命令。\n"),
            &format!("There is no verb {verb}. {en_near}`xuan --help` lists them.\n"),
        ));
        return 2;
    };
    let mut page = Vec::new();
    // Writing into memory cannot fail.
    let _ = Man::new(wanted.clone()).source(format!("xuan {}", super::VERSION)).render(&mut page);
    terminal::say(&String::from_utf8_lossy(&page));
    0
}
