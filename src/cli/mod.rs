//! The command line: one verb, one file. The only room that prints, and the only one that decides exit codes.
//!
//! Start at [`run`].

mod build;
mod check;
mod completions;
mod init;
mod man;
mod menu;
mod new;
mod publish;
mod serve;
mod speech;
mod table;
mod terminal;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::diagnostic::{Diagnostic, Lang};
use crate::pipeline::exit_code;
use crate::{fields, load};
use terminal::Terminal;

/// The version, with commit and date of the source where it was built from a git checkout: see `build.rs`.
const VERSION: &str = env!("XUAN_VERSION");

/// 宣：把 Markdown 稿件编成每个城市一个的静态网站 / compiles Markdown into one static site per city.
#[derive(Debug, Parser)]
#[command(name = "xuan", version = VERSION, max_term_width = 100, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    common: Common,
}

/// What every verb takes.
#[derive(Debug, Clone, clap::Args)]
struct Common {
    /// 工作区文件夹，里面有 content / the workspace, the folder that holds content
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    root: PathBuf,
    /// 提示用的语言 / the language of what is said here
    #[arg(long, global = true, value_enum)]
    lang: Option<Language>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Language {
    Zh,
    En,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Build(build::Arguments),
    Check(check::Arguments),
    Completions(completions::Arguments),
    Init(init::Arguments),
    Man(man::Arguments),
    New(new::Arguments),
    Publish(publish::Arguments),
    Serve(serve::Arguments),
}

/// Runs the program with its arguments, the first being its own name; gives the exit code.
///
/// 0: done. 1: the content has errors. 2: the command is not understood. 3: the machine failed.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            if error.use_stderr() {
                terminal::error("\n命令看不懂，运行 xuan --help 查看用法。\n");
            }
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let common = &arguments.common;
    let code = match &arguments.verb {
        Some(Verb::Build(arguments)) => build::run(common, arguments),
        Some(Verb::Check(arguments)) => check::run(common, arguments),
        Some(Verb::Completions(arguments)) => completions::run(arguments),
        Some(Verb::Init(arguments)) => init::run(common, arguments),
        Some(Verb::Man(arguments)) => man::run(common, arguments),
        Some(Verb::New(arguments)) => new::run(common, arguments),
        Some(Verb::Publish(arguments)) => publish::run(common, arguments),
        Some(Verb::Serve(arguments)) => serve::run(common, arguments),
        None if menu::is_wanted() => menu::run(common),
        None => {
            let _ = Arguments::command().print_long_help();
            2
        }
    };
    ExitCode::from(code)
}

impl Common {
    /// The language to speak in a workspace.
    fn site_lang(&self) -> Lang {
        self.lang(load::site(&self.root).and_then(|site| fields::config::lang(&site)))
    }

    /// The language to speak: `--lang`, else the site's, else the system's, else Chinese.
    fn lang(&self, of_site: Option<Lang>) -> Lang {
        let asked = self.lang.map(|language| match language {
            Language::Zh => Lang::Zh,
            Language::En => Lang::En,
        });
        asked.or(of_site).or_else(system_lang).unwrap_or(Lang::Zh)
    }
}

/// The language of the system's locale, where it names one.
fn system_lang() -> Option<Lang> {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| {
        std::env::var(name).ok().filter(|value| !value.is_empty() && value != "C" && value != "POSIX")
    })?;
    let locale = locale.to_lowercase();
    if locale.starts_with("zh") {
        Some(Lang::Zh)
    } else if locale.starts_with("c.") {
        None
    } else {
        Some(Lang::En)
    }
}

/// Tells one failure and gives its exit code.
fn fail(terminal: &Terminal, diagnostic: &Diagnostic) -> u8 {
    terminal.diagnostics(std::slice::from_ref(diagnostic));
    exit_code(std::slice::from_ref(diagnostic))
}
