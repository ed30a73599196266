//! `xuan completions`: what a shell needs to complete verbs and options.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::terminal;

/// 打印命令行补全脚本 / print the completions for a shell
#[derive(Debug, Args)]
#[command(
    after_help = "示例 / Examples:\n  xuan completions bash > ~/.local/share/bash-completion/completions/xuan\n  \
                        xuan completions powershell >> $PROFILE"
)]
pub(super) struct Arguments {
    /// 哪一种命令行 / the shell
    shell: Shell,
}

/// Prints them, and gives the exit code.
pub(super) fn run(arguments: &Arguments) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Arguments::command(), "xuan", &mut script);
    terminal::say(&String::from_utf8_lossy(&script));
    0
}
