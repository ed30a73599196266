//! `xuan publish`: the built sites to a target.

use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::speech::say;
use super::terminal::{self, Terminal};
use super::{Common, fail};
use crate::diagnostic::{Lang, nearest};
use crate::fields::directory::{Target, TargetKind};
use crate::pipeline::{Options, exit_code};
use crate::publish::{self, Counts, Host, Meant, Order, Published, Step, To};

/// 把生成好的网站发布到 U 盘、对象存储或服务器 / publish the built sites to a folder, a bucket or a server
#[derive(Debug, Args)]
#[command(after_help = "示例 / Examples:\n  xuan publish E:\\网站\n  xuan publish oss --dry-run\n  \
                        xuan publish oss --city changsha --yes\n  xuan publish --zip 网站.zip\n  xuan publish oss --rollback")]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct Arguments {
    /// site.yaml 里 publish 下的名称，或一个文件夹 / a name under `publish` in site.yaml, or a folder
    #[arg(value_name = "TARGET", required_unless_present = "zip")]
    target: Option<String>,
    /// 打成一个压缩包 / into an archive instead
    #[arg(long, value_name = "FILE", conflicts_with_all = ["target", "rollback", "verify"])]
    zip: Option<PathBuf>,
    /// 只发布这个城市，可写多次 / only this city; may be repeated
    #[arg(long = "city", value_name = "CITY")]
    cities: Vec<String>,
    /// 生成网站的文件夹，默认 public / the output folder, `public` by default
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// 只看要做什么，不动目标 / only say what would be done
    #[arg(long)]
    dry_run: bool,
    /// 不再询问 / do not ask
    #[arg(long, short)]
    yes: bool,
    /// 逐个核对目标上的文件 / list the target itself rather than believe its manifest
    #[arg(long)]
    verify: bool,
    /// 退回上一版 / bring the release before back
    #[arg(long, conflicts_with_all = ["cities", "verify"])]
    rollback: bool,
    /// 确实要减少一成以上的网页 / the loss of over a tenth of the pages is meant
    #[arg(long)]
    allow_shrink: bool,
    /// 确实要删除很多网页 / many deletions are meant
    #[arg(long)]
    allow_deletes: bool,
    /// 密钥文件，不要放在 content 里 / the file of secrets, outside of content
    #[arg(long, value_name = "FILE")]
    secrets: Option<PathBuf>,
    /// 结果的格式 / the format of the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Publishes, tells, and gives the exit code.
pub(super) fn run(common: &Common, arguments: &Arguments) -> u8 {
    let begun = Instant::now();
    let terminal = Terminal::new(common.site_lang());
    let options = Options {
        root: common.root.clone(),
        out: arguments.out.clone(),
        cities: arguments.cities.clone(),
        ..Options::default()
    };
    let to = match to(&terminal, arguments, &options) {
        Ok(to) => to,
        Err(code) => return code,
    };
    let order = Order {
        options,
        to,
        secrets: arguments.secrets.clone(),
        dry_run: arguments.dry_run,
        verify: arguments.verify,
        rollback: arguments.rollback,
        meant: Meant { shrink: arguments.allow_shrink, deletes: arguments.allow_deletes },
    };
    let asks = !arguments.yes && arguments.format == Format::Text && std::io::stdin().is_terminal();
    let desk = Desk { terminal: &terminal, asks, loud: arguments.format == Format::Text };
    let outcome = publish::publish(&order, &desk);
    terminal.progress("");
    let seconds = begun.elapsed().as_secs_f64();
    match outcome {
        Ok(published) => {
            if arguments.format == Format::Json {
                terminal::say(&json(&published, seconds));
            } else {
                terminal.diagnostics(&published.diagnostics);
                terminal::say(&closing(terminal.lang(), &published, arguments.dry_run, seconds));
            }
            exit_code(&published.diagnostics)
        }
        Err(found) if arguments.format == Format::Json => {
            terminal::say(&format!("{}\n", serde_json::json!({ "diagnostics": [found] })));
            exit_code(&[*found])
        }
        Err(found) => fail(&terminal, &found),
    }
}

/// Where to: an archive, a folder that is named as one, or a target of `site.yaml`.
fn to(terminal: &Terminal, arguments: &Arguments, options: &Options) -> Result<To, u8> {
    if let Some(path) = &arguments.zip {
        return Ok(To::Archive(path.clone()));
    }
    let wanted = arguments.target.as_deref().unwrap_or_default();
    let targets = publish::targets(options).map_err(|found| fail(terminal, &found))?;
    if let Some(target) = targets.iter().find(|target| target.name == wanted) {
        return Ok(To::Target(target.clone()));
    }
    if wanted.contains(['/', '\\']) || Path::new(wanted).is_dir() {
        let path = std::path::absolute(wanted).map_or_else(|_| wanted.to_owned(), |path| path.display().to_string());
        let target = Target { name: wanted.to_owned(), kind: TargetKind::Folder { path }, url: None };
        return Ok(To::Target(target));
    }
    let names = targets.iter().map(|target| target.name.as_str());
    let near = nearest(wanted, names.clone());
    let known = names.collect::<Vec<_>>().join("、");
    terminal::error(&match (terminal.lang(), near) {
        (Lang::Zh, Some(near)) => format!("没有叫“{wanted}”的发布目标，是不是“{near}”？\n"),
        (Lang::Zh, None) if known.is_empty() => {
            format!("没有叫“{wanted}”的发布目标：在 content/site.yaml 的 publish 下登记，或写一个文件夹的路径\n")
        }
        (Lang::Zh, None) => format!("没有叫“{wanted}”的发布目标，已登记的有：{known}\n"),
        (Lang::En, Some(near)) => format!("There is no target named `{wanted}`; did you mean `{near}`?\n"),
        (Lang::En, None) => {
            format!(
                "There is no target named `{wanted}`: declare it under `publish` in content/site.yaml, or give the path of a folder\n"
            )
        }
    });
    Err(2)
}

/// Asks and tells on the terminal.
struct Desk<'a> {
    terminal: &'a Terminal,
    asks: bool,
    loud: bool,
}

impl Host for Desk<'_> {
    fn agrees(&self, counts: &Counts) -> bool {
        if !self.asks {
            return true;
        }
        let lang = self.terminal.lang();
        terminal::say(&format!(
            "{}{}",
            planned(lang, counts),
            say(lang, "发布吗？[回车确认，n 取消] ", "Publish? [Enter, or n] ")
        ));
        let mut answer = String::new();
        let read = std::io::stdin().lock().read_line(&mut answer).unwrap_or(0);
        let answer = answer.trim().to_lowercase();
        read > 0 && !["n", "no", "否", "不", "取消"].contains(&answer.as_str())
    }

    fn progress(&self, Step::Sent(sent, all): Step) {
        if self.loud && (sent % 20 == 0 || sent == all) {
            self.terminal.progress(&match self.terminal.lang() {
                Lang::Zh => format!("已发送 {sent} / {all} 个文件…"),
                Lang::En => format!("sent {sent} of {all} files…"),
            });
        }
    }
}

fn planned(lang: Lang, counts: &Counts) -> String {
    let Counts { new, changed, deleted, unchanged, bytes } = counts;
    let size = size(*bytes);
    match lang {
        Lang::Zh => {
            format!("新增 {new} 个文件，更新 {changed} 个，删除 {deleted} 个，不变 {unchanged} 个，共发送 {size}\n")
        }
        Lang::En => {
            format!("{new} new files, {changed} changed, {deleted} deleted, {unchanged} unchanged; {size} to send\n")
        }
    }
}

fn closing(lang: Lang, published: &Published, dry_run: bool, seconds: f64) -> String {
    let Published { target, plan, done, .. } = published;
    let text = planned(lang, plan);
    let nothing = plan.new + plan.changed + plan.deleted == 0;
    match (lang, dry_run, nothing) {
        (Lang::Zh, true, _) => format!("{text}只是预演，{target} 上什么都没有动\n"),
        (Lang::En, true, _) => format!("{text}A rehearsal: nothing at {target} was touched\n"),
        (Lang::Zh, _, true) => format!("{target} 已是最新，没有要发布的\n"),
        (Lang::En, _, true) => format!("{target} is up to date, nothing to publish\n"),
        (Lang::Zh, ..) => {
            format!(
                "已发布到 {target}：发送 {} 个文件，删除 {} 个，重试 {} 次，用时 {seconds:.1} 秒\n",
                done.uploaded, done.deleted, done.retries
            )
        }
        (Lang::En, ..) => {
            let Published { done, .. } = published;
            format!(
                "Published to {target}: {} files sent, {} deleted, {} retries, {seconds:.1} s\n",
                done.uploaded, done.deleted, done.retries
            )
        }
    }
}

/// A size as people read it.
fn size(bytes: u64) -> String {
    let tenths = |unit: u64| format!("{}.{}", bytes / unit, bytes % unit * 10 / unit);
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{} kB", tenths(1000)),
        _ => format!("{} MB", tenths(1_000_000)),
    }
}

fn json(published: &Published, seconds: f64) -> String {
    let mut value = serde_json::to_value(published).unwrap_or_default();
    if let Some(done) = value.get_mut("done").and_then(serde_json::Value::as_object_mut) {
        done.insert("seconds".to_owned(), seconds.into());
    }
    format!("{value:#}\n")
}
