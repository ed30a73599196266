//! The menu: what `xuan` alone asks on a terminal, line by line, for whoever has never typed a command.
//!
//! Start at [`run`], then [`Menu::go`]. Every choice ends in a verb's own line of arguments, which the program is started with
//! again ([`actions`]): so a verb does here what it does anywhere, and whatever becomes of it, the menu stays open.

mod actions;
mod answers;
mod prompt;
mod publish;
mod story;
mod typed;
mod workspace;

#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::terminal::Terminal;
use super::{Common, Language};
use crate::diagnostic::{Diagnostic, Lang};
use actions::{Actions, ThisProgram};
use answers::LastAnswers;
use prompt::{Answer, Leave, Prompt};
use typed::Choice;

/// Whether somebody sits before it: both ends are a terminal.
pub(super) fn is_wanted() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// Asks until it is left; gives the exit code.
pub(super) fn run(common: &Common) -> u8 {
    // What a panic says is kept for one plain sentence, rather than thrown at somebody who cannot read it.
    let fault = Arc::new(Mutex::new(String::new()));
    let kept = Arc::clone(&fault);
    std::panic::set_hook(Box::new(move |information| {
        *kept.lock().unwrap_or_else(PoisonError::into_inner) = information.to_string();
    }));
    // A terminal hands over one line at a time, so that nothing is read ahead of a verb that asks as well.
    let mut input = BufReader::new(std::io::stdin());
    let code = stay_open(common, &mut ThisProgram::new(), &mut input, &mut std::io::stdout(), &fault);
    let _ = std::panic::take_hook();
    code
}

/// The menu; after a fault of its own it says so and waits, as a window of its own would close at once.
fn stay_open(
    common: &Common,
    actions: &mut dyn Actions,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    fault: &Mutex<String>,
) -> u8 {
    let ended = catch_unwind(AssertUnwindSafe(|| {
        let lang = common.site_lang();
        let prompt = Prompt::new(input, out, lang);
        let mut menu = Menu { prompt, actions, common: common.clone(), last: LastAnswers::default() };
        let _left = menu.go();
        menu.prompt.say("再见。\n", "Goodbye.\n");
    }));
    if ended.is_ok() {
        return 0;
    }
    let fault = fault.lock().unwrap_or_else(PoisonError::into_inner).replace('\n', " ");
    let mut prompt = Prompt::new(input, out, common.lang(None));
    prompt.say(
        "\n程序内部出了错，稿件没有受影响。请重新打开程序；若再次出现，把下面一行发给维护程序的人：\n",
        "\nThe program has failed inside; your stories are untouched. Start it again; if it happens again, send this line to \
         its maintainer:\n",
    );
    prompt.text(&format!("  {fault}\n"));
    prompt.say("按回车关闭。", "Press Enter to close.");
    prompt.wait();
    3
}

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Write,
    Preview,
    Check,
    Build,
    Publish,
    Quit,
}

impl Entry {
    /// All but the last, which is 0.
    const NUMBERED: [Self; 5] = [Self::Write, Self::Preview, Self::Check, Self::Build, Self::Publish];

    /// Its names, the Chinese one first.
    fn names(self) -> [&'static str; 2] {
        match self {
            Self::Write => ["写稿", "Write"],
            Self::Preview => ["预览", "Preview"],
            Self::Check => ["检查", "Check"],
            Self::Build => ["生成", "Build"],
            Self::Publish => ["发布", "Publish"],
            Self::Quit => ["退出", "Quit"],
        }
    }

    /// What usually follows, which Enter alone then takes.
    fn next(self) -> Self {
        match self {
            Self::Write => Self::Preview,
            Self::Preview | Self::Check => Self::Build,
            Self::Build => Self::Publish,
            Self::Publish | Self::Quit => Self::Quit,
        }
    }
}

/// The menu of one workspace.
struct Menu<'a> {
    prompt: Prompt<'a>,
    actions: &'a mut dyn Actions,
    /// The workspace and the language.
    common: Common,
    last: LastAnswers,
}

impl Menu<'_> {
    /// Finds the workspace, then asks what to do until it is left.
    fn go(&mut self) -> Answer<()> {
        self.find_workspace()?;
        let mut next = Entry::Write;
        loop {
            let chosen = self.entry(next)?;
            let done = match chosen {
                Entry::Write => self.write(),
                Entry::Preview => self.preview(None),
                Entry::Check => self.verb(&["check"]).map(|()| Entry::Check),
                Entry::Build => self.verb(&["build"]).map(|()| Entry::Build),
                Entry::Publish => self.publish(),
                Entry::Quit => return Ok(()),
            };
            match done {
                Ok(done) => next = done.next(),
                Err(Leave::Back) => next = chosen,
                Err(Leave::Quit) => return Err(Leave::Quit),
            }
        }
    }

    fn entry(&mut self, next: Entry) -> Answer<Entry> {
        self.prompt.text("\n");
        let choices: Vec<Choice> =
            Entry::NUMBERED.iter().map(|entry| Choice::new(self.word(entry.names()), &entry.names())).collect();
        let default = Entry::NUMBERED.iter().position(|entry| *entry == next).unwrap_or(choices.len());
        let zero = self.word(Entry::Quit.names());
        match self.prompt.choose(["要做什么", "What now"], &choices, Some(default), zero) {
            Ok(number) => Ok(Entry::NUMBERED.get(number).copied().unwrap_or(Entry::Quit)),
            Err(Leave::Back) => Ok(Entry::Quit),
            Err(Leave::Quit) => Err(Leave::Quit),
        }
    }

    /// The preview of all cities or of one, until Enter or Ctrl-C.
    fn preview(&mut self, city: Option<&str>) -> Answer<Entry> {
        let mut words = vec!["serve", "--until", "enter"];
        words.extend(city.into_iter().flat_map(|city| ["--city", city]));
        self.verb(&words).map(|()| Entry::Preview)
    }

    /// Runs a verb on this workspace in this language; back where it has not done what it should.
    fn verb(&mut self, words: &[&str]) -> Answer<()> {
        let language = if self.prompt.lang() == Lang::Zh { "zh" } else { "en" };
        let mut line: Vec<OsString> =
            vec!["--root".into(), self.common.root.clone().into(), "--lang".into(), language.into()];
        line.extend(words.iter().map(OsString::from));
        match self.actions.verb(&line) {
            Ok(0) => return Ok(()),
            Ok(1) if matches!(words, ["build" | "check", ..]) => self.prompt.say(
                "照上面的“改法”改好，保存，再来一次。\n",
                "Mend it as the help above says, save, and try again.\n",
            ),
            Ok(_) => self.prompt.say(
                "这一步没有做完。上面说明了原因，处理好再来一次。\n",
                "This was not done. The reason stands above; see to it, then try again.\n",
            ),
            Err(error) => self.prompt.say(
                &format!("程序无法启动这一步（{error}）。看看程序文件还在不在原处、U 盘有没有拔掉。\n"),
                &format!("This step cannot be started ({error}). See whether the program is still where it was.\n"),
            ),
        }
        Err(Leave::Back)
    }

    /// Takes a folder for the workspace, with the language and the answers that belong to it.
    fn take(&mut self, root: PathBuf) {
        self.common.root = root;
        let lang = self.common.site_lang();
        self.common.lang = Some(if lang == Lang::Zh { Language::Zh } else { Language::En });
        self.prompt.speak(lang);
        self.last = LastAnswers::of(&self.common.root);
    }

    /// Tells a failure as a verb would, and goes on.
    fn tell(&mut self, failure: &Diagnostic) {
        let text = Terminal::new(self.prompt.lang()).rendered(std::slice::from_ref(failure));
        self.prompt.text(&text);
    }

    /// The word of the language spoken.
    fn word<'t>(&self, [zh, en]: [&'t str; 2]) -> &'t str {
        super::speech::say(self.prompt.lang(), zh, en)
    }
}
