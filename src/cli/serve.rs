//! `xuan serve`: the preview.

use std::fmt::Write as _;
use std::io::IsTerminal;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};

use super::speech::{say, stage};
use super::terminal::{self, Terminal};
use super::{Common, fail};
use crate::diagnostic::catalogue::PreviewMessage;
use crate::diagnostic::{Diagnostic, Lang, Severity};
use crate::model::Audience;
use crate::path::SourcePath;
use crate::pipeline::{Edition, Options};
use crate::preview::{Pass, Polling, Preview, Settings, Shown, Told};

/// How many changed files, and how many of their pages, one line names.
const NAMED: usize = 3;

/// 在浏览器里预览，保存即更新 / preview in the browser, following every save
#[derive(Debug, Args)]
#[command(after_help = "示例 / Examples:\n  xuan serve\n  xuan serve --city changsha --port 8000\n  xuan serve --lan")]
pub(super) struct Arguments {
    /// 只看这个城市，可写多次 / only this city; may be repeated
    #[arg(long = "city", value_name = "CITY")]
    cities: Vec<String>,
    /// 端口，被占用时用下一个 / the port; the next free one where it is taken
    #[arg(long, default_value_t = 4000)]
    port: u16,
    /// 不自动打开浏览器 / do not open the browser
    #[arg(long)]
    no_open: bool,
    /// 让同一网络的手机也能看，扫码进入 / let phones of the same network look, by a QR code
    #[arg(long)]
    lan: bool,
    /// 定时查看文件，用于网络盘 / look at the files again and again, for network drives
    #[arg(long)]
    poll: bool,
    /// 怎样结束，菜单用 / what ends it, for the menu
    #[arg(long, value_enum, default_value_t = Until::CtrlC, hide = true)]
    until: Until,
}

/// What ends a preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Until {
    /// Ctrl-C.
    CtrlC,
    /// Enter as well.
    Enter,
}

/// Serves until Ctrl-C; gives the exit code.
pub(super) fn run(common: &Common, arguments: &Arguments) -> u8 {
    let begun = Instant::now();
    let lang = common.site_lang();
    let terminal = Terminal::new(lang);
    let settings = Settings {
        options: Options {
            root: common.root.clone(),
            cities: arguments.cities.clone(),
            audience: Audience::WRITER,
            ..Options::default()
        },
        port: arguments.port,
        lan: arguments.lan,
        poll: arguments.poll,
        lang,
    };
    let preview = Preview::start(&settings, &|at| terminal.progress(&stage(lang, at)));
    terminal.progress("");
    let preview = match preview {
        Ok(preview) => preview,
        Err(failure) => return fail(&terminal, &failure),
    };
    if let Err(error) = ctrlc::set_handler(preview.stopper()) {
        terminal.diagnostics(&[Diagnostic::new(PreviewMessage::PreviewNoStop { reason: error.to_string() })]);
    }
    if arguments.until == Until::Enter {
        let stop = preview.stopper();
        std::thread::spawn(move || {
            // The end of the input, or one that cannot be read, is as good as Enter.
            let _ = std::io::stdin().read_line(&mut String::new());
            stop();
        });
    }
    let desk = Desk { terminal: &terminal, lang, started: begun, opens: !arguments.no_open, until: arguments.until };
    preview.run(&|told| desk.tell(told));
    terminal::say(say(lang, "预览已结束。\n", "The preview has ended.\n"));
    0
}

/// Says on the terminal what the preview tells.
struct Desk<'a> {
    terminal: &'a Terminal,
    lang: Lang,
    started: Instant,
    opens: bool,
    until: Until,
}

impl Desk<'_> {
    fn tell(&self, told: &Told<'_>) {
        match told {
            Told::Ready { address, edition, polling } => self.ready(*address, edition, *polling),
            Told::Rebuilt { shown, changed, took } => self.rebuilt(shown, changed, *took),
            Told::Unreadable(found) => self.terminal.diagnostics(std::slice::from_ref(*found)),
            Told::Polling(polling) => terminal::say(&polling.map(|polling| self.polling(polling)).unwrap_or_default()),
            Told::Pass(pass) => terminal::say(&self.pass(pass)),
        }
    }

    fn ready(&self, address: SocketAddr, edition: &Edition, polling: Option<&Polling>) {
        self.terminal.diagnostics(edition.diagnostics());
        let url = format!("http://127.0.0.1:{}/", address.port());
        let seconds = self.started.elapsed().as_secs_f64();
        let mut text = match self.lang {
            Lang::Zh => format!("预览已就绪（{seconds:.2} 秒）：{url}\n"),
            Lang::En => format!("The preview is ready ({seconds:.2} s): {url}\n"),
        };
        for site in &edition.model().sites {
            let name = if self.lang == Lang::Zh { site.city.name.as_str() } else { site.city.slug.as_str() };
            let _ = writeln!(text, "  {name}  {url}{}/", site.city.slug);
        }
        if let Some(polling) = polling {
            text.push_str(&self.polling(polling));
        }
        text.push_str(&self.counts(edition));
        text.push_str(if self.until == Until::Enter {
            say(
                self.lang,
                "保存稿件后页面自动更新；看完了，在这里按回车回到菜单。\n",
                "Pages follow every save; press Enter here to go back to the menu.\n",
            )
        } else {
            say(self.lang, "保存稿件后页面自动更新；按 Ctrl-C 结束。\n", "Pages follow every save; Ctrl-C ends it.\n")
        });
        terminal::say(&text);
        if self.opens && std::io::stdout().is_terminal() {
            // Without a browser the address on the screen is enough.
            let _ = open::that_detached(&url);
        }
    }

    fn polling(&self, polling: &Polling) -> String {
        match (polling, self.lang) {
            (Polling::Asked, Lang::Zh) => "按要求定时查看文件，更新会慢一点。\n".to_owned(),
            (Polling::Asked, Lang::En) => {
                "Files are polled as asked, so that changes show a little later.\n".to_owned()
            }
            (Polling::Disk(kind), Lang::Zh) => {
                format!("工作区在网络盘上（{kind}），改为定时查看文件，更新会慢一点。\n")
            }
            (Polling::Disk(kind), Lang::En) => {
                format!(
                    "The workspace is on a network drive ({kind}): files are polled, so that changes show a little later.\n"
                )
            }
            (Polling::Refused(reason), Lang::Zh) => {
                format!("系统不能监视文件夹（{reason}），改为定时查看文件，更新会慢一点。\n")
            }
            (Polling::Refused(reason), Lang::En) => {
                format!(
                    "The system cannot watch the folders ({reason}): files are polled, so that changes show a little later.\n"
                )
            }
        }
    }

    fn counts(&self, edition: &Edition) -> String {
        let count =
            |wanted: fn(&Diagnostic) -> bool| edition.diagnostics().iter().filter(|found| wanted(found)).count();
        let errors = count(Diagnostic::is_error);
        let warnings = count(|found| found.severity == Severity::Warning);
        match self.lang {
            Lang::Zh => format!("{errors} 处错误，{warnings} 处提醒。\n"),
            Lang::En => format!("{errors} errors, {warnings} warnings.\n"),
        }
    }

    /// One line: what changed, which pages, how long it took; then what is newly wrong.
    fn rebuilt(&self, shown: &Shown, changed: &[SourcePath], took: Duration) {
        let named = |names: Vec<String>, all: usize| {
            let more = if all > names.len() { say(self.lang, " 等", " …") } else { "" };
            format!("{}{more}", names.join(say(self.lang, "、", ", ")))
        };
        let files = named(changed.iter().take(NAMED).map(ToString::to_string).collect(), changed.len());
        let pages: Vec<String> = changed.iter().take(NAMED).flat_map(|file| pages_of(&shown.edition, file)).collect();
        let all = pages.len();
        let pages = named(pages.into_iter().take(NAMED).collect(), all);
        let arrow = if pages.is_empty() { String::new() } else { format!(" → {pages}") };
        let milliseconds = took.as_secs_f64() * 1e3;
        let text = match self.lang {
            Lang::Zh => format!("已更新 {files}{arrow}（{milliseconds:.0} 毫秒）{}", self.counts(&shown.edition)),
            Lang::En => format!("Updated {files}{arrow} ({milliseconds:.0} ms) {}", self.counts(&shown.edition)),
        };
        terminal::say(&text);
        self.terminal.diagnostics(&shown.fresh);
    }

    fn pass(&self, pass: &Pass) -> String {
        let mut text = String::new();
        for url in &pass.urls {
            let _ = match self.lang {
                Lang::Zh => writeln!(text, "\n手机扫码预览（连接同一网络，一码只能用一次）：{url}"),
                Lang::En => writeln!(text, "\nScan with a phone of the same network (good for one device): {url}"),
            };
            if let Ok(code) = qrcode::QrCode::new(url) {
                for line in code.render::<qrcode::render::unicode::Dense1x2>().build().lines() {
                    // Black on white whatever the terminal's colours: many phones read no code with the two exchanged.
                    let (begin, end) =
                        if std::io::stdout().is_terminal() { ("\x1b[30;107m", "\x1b[0m") } else { ("", "") };
                    let _ = writeln!(text, "{begin}{line}{end}");
                }
            }
        }
        if pass.urls.is_empty() {
            text.push_str(say(
                self.lang,
                "本机没有连接局域网，手机无法预览。\n",
                "This machine is in no network, so that no phone can look.\n",
            ));
        }
        text
    }
}

/// The addresses of a file's pages: the page's own where all cities show it, so that a shared page is named once.
fn pages_of(edition: &Edition, file: &SourcePath) -> Vec<String> {
    let model = edition.model();
    let pages: Vec<_> = edition.pages_of(file).collect();
    match pages.as_slice() {
        [(number, url)] => {
            let city = model.sites.get(*number).map(|site| site.city.slug.to_string()).unwrap_or_default();
            vec![format!("/{city}/{}", url.address())]
        }
        [(_, url), ..] => vec![format!("/*/{}", url.address())],
        [] => Vec::new(),
    }
}
