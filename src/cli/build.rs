//! `xuan build`: compiles the workspace into the output folder.

use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::speech::{closing, stage};
use super::terminal::{self, Terminal};
use super::{Common, fail};
use crate::date::Moment;
use crate::diagnostic::Diagnostic;
use crate::fields::reader::is_web_address;
use crate::model::Audience;
use crate::pipeline::{self, Options, Report, exit_code};

/// 把 content 编成每个城市一个的网站 / compile content into one site per city
#[derive(Debug, Args)]
#[command(after_help = "示例 / Examples:\n  xuan build\n  xuan build --city changsha --city yueyang\n  \
                        xuan build --out D:\\网站 --base-url https://www.example.org/health/")]
pub(super) struct Arguments {
    /// 只生成这个城市，可写多次；别的城市的错误不算 / only this city; may be repeated; errors of other cities do not count
    #[arg(long = "city", value_name = "CITY")]
    cities: Vec<String>,
    /// 输出文件夹，默认 public / the output folder, `public` by default
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// 网站的正式网址，代替 site.yaml 里的 / the address of the whole, in the stead of the one in site.yaml
    #[arg(long, value_name = "URL", value_parser = web_address)]
    base_url: Option<String>,
    /// 草稿和未到日期的稿件也生成，仅供内部查看 / drafts and future pages too, for a look of your own
    #[arg(long)]
    drafts: bool,
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

/// The format of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// 给人看 / for people
    Text,
    /// 给别的程序用 / for other programs
    Json,
}

/// A date of the command line.
pub(super) fn date(text: &str) -> Result<Moment, String> {
    Moment::parse(text).ok_or_else(|| "写成 2021-05-29 / write 2021-05-29".to_owned())
}

fn web_address(text: &str) -> Result<String, String> {
    if is_web_address(text) {
        Ok(text.to_owned())
    } else {
        Err("写完整网址，如 https://www.example.org/ / write a whole address, such as https://www.example.org/"
            .to_owned())
    }
}

/// Builds, tells, and gives the exit code.
pub(super) fn run(common: &Common, arguments: &Arguments) -> u8 {
    let begun = Instant::now();
    let options = Options {
        root: common.root.clone(),
        out: arguments.out.clone(),
        cities: arguments.cities.clone(),
        base_url: arguments.base_url.clone(),
        audience: Audience { drafts: arguments.drafts, future: arguments.drafts, unready: false },
        date: arguments.date,
    };
    let lang = common.site_lang();
    let terminal = Terminal::new(lang);
    let loud = !arguments.quiet && arguments.format == Format::Text;
    let outcome = pipeline::build(&options, &|at| {
        if loud {
            terminal.progress(&stage(lang, at));
        }
    });
    if loud {
        terminal.progress("");
    }
    match outcome {
        Ok(report) => tell(&terminal, arguments, &report, begun.elapsed().as_secs_f64()),
        Err(failure) => tell_failure(&terminal, arguments.format, *failure),
    }
}

/// Tells a failure in the format that was asked for, and gives its exit code.
pub(super) fn tell_failure(terminal: &Terminal, format: Format, failure: Diagnostic) -> u8 {
    if format == Format::Text {
        return fail(terminal, &failure);
    }
    terminal::say(&json(&serde_json::json!({ "diagnostics": [&failure] })));
    exit_code(&[failure])
}

fn tell(terminal: &Terminal, arguments: &Arguments, report: &Report, seconds: f64) -> u8 {
    let code = report.exit_code(&arguments.cities);
    match arguments.format {
        Format::Json => terminal::say(&json(report)),
        Format::Text if arguments.quiet && code == 0 => {}
        Format::Text => {
            terminal.diagnostics(&report.diagnostics);
            terminal::say(&closing(terminal.lang(), report, seconds));
        }
    }
    code
}

/// A value for other programs.
pub(super) fn json(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
