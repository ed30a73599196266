//! `xuan check`: what a build would say, with nothing written.

use clap::Args;

use super::Common;
use super::build::{Format, date, json, tell_failure};
use super::speech::{checked, stage};
use super::terminal::{self, Terminal};
use crate::date::Moment;
use crate::model::Audience;
use crate::pipeline::{self, Options};

/// 检查稿件和设置，不写任何文件 / check stories and settings, writing nothing
#[derive(Debug, Args)]
#[command(after_help = "示例 / Examples:\n  xuan check\n  xuan check --city changsha\n  xuan check --format json")]
pub(super) struct Arguments {
    /// 只检查这个城市，可写多次；别的城市的错误不算 / only this city; may be repeated; errors of other cities do not count
    #[arg(long = "city", value_name = "CITY")]
    cities: Vec<String>,
    /// 发布日期，代替 site.yaml 里的 `as_of` / the release date, in the stead of `as_of`
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<Moment>,
    /// 结果的格式 / the format of the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 没有错误就不说话 / say nothing unless something is wrong
    #[arg(long, short)]
    quiet: bool,
}

/// Checks, tells, and gives the exit code, which is a build's.
pub(super) fn run(common: &Common, arguments: &Arguments) -> u8 {
    let options = Options {
        root: common.root.clone(),
        cities: arguments.cities.clone(),
        audience: Audience::default(),
        date: arguments.date,
        ..Options::default()
    };
    let lang = common.site_lang();
    let terminal = Terminal::new(lang);
    let loud = !arguments.quiet && arguments.format == Format::Text;
    let outcome = pipeline::checked(&options, &|at| {
        if loud {
            terminal.progress(&stage(lang, at));
        }
    });
    if loud {
        terminal.progress("");
    }
    let report = match outcome {
        Ok(report) => report,
        Err(failure) => return tell_failure(&terminal, arguments.format, *failure),
    };
    let code = report.exit_code(&arguments.cities);
    match arguments.format {
        Format::Json => terminal::say(&json(&report)),
        Format::Text if arguments.quiet && code == 0 => {}
        Format::Text => {
            terminal.diagnostics(&report.diagnostics);
            terminal::say(&checked(lang, &report));
        }
    }
    code
}
