//! Questions and answers in plain lines: no raw mode and no control codes, so that any console will do.

use std::io::{BufRead, ErrorKind, Read, Write};

use unicode_width::UnicodeWidthStr;

use super::typed::{Choice, Found, cleaned, find, folded};
use crate::cli::speech::say;
use crate::diagnostic::{Lang, nearest};

/// The longest line that is read, in bytes: more is nobody's answer.
const LONGEST: u64 = 16 * 1024;
/// How wide a list of choices may be, in columns: the old Windows console has 80.
const WIDTH: usize = 76;

/// Why a question has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leave {
    /// Back to where one came from.
    Back,
    /// Out of the program: `q`, or the end of the input.
    Quit,
}

/// An answer, or why there is none.
pub(super) type Answer<T> = Result<T, Leave>;

/// The desk at which one asks.
pub(super) struct Prompt<'a> {
    input: &'a mut dyn BufRead,
    out: &'a mut dyn Write,
    lang: Lang,
}

impl<'a> Prompt<'a> {
    /// Asks on `out`, hears on `input`.
    pub(super) fn new(input: &'a mut dyn BufRead, out: &'a mut dyn Write, lang: Lang) -> Self {
        Self { input, out, lang }
    }

    /// The language spoken.
    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    /// Speaks another language from now on.
    pub(super) fn speak(&mut self, lang: Lang) {
        self.lang = lang;
    }

    /// Says one text of two.
    pub(super) fn say(&mut self, zh: &str, en: &str) {
        let text = say(self.lang, zh, en);
        self.text(text);
    }

    /// Says a text; a closed terminal is found out at the next question.
    pub(super) fn text(&mut self, text: &str) {
        let _ = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
    }

    /// Waits for Enter, or for the end of the input.
    pub(super) fn wait(&mut self) {
        let _ = self.line();
    }

    /// Asks for a text until there is one; an empty line takes the default, if there is one.
    pub(super) fn ask(&mut self, question: [&str; 2], default: Option<&str>) -> Answer<String> {
        loop {
            self.question(question, default);
            let line = self.line()?;
            leaves(&line)?;
            match default {
                _ if !line.is_empty() => return Ok(line),
                Some(default) => return Ok(default.to_owned()),
                None => self.say(
                    "这里不能空着。请输入以后按回车；0 返回，q 退出。\n",
                    "This cannot be empty. Type it, then Enter; 0 goes back, q quits.\n",
                ),
            }
        }
    }

    /// Asks yes or no.
    pub(super) fn yes(&mut self, question: [&str; 2]) -> Answer<bool> {
        let yes = say(self.lang, "是", "yes");
        let choice = |line: &str| match line {
            "" | "是" | "好" | "要" | "对" | "y" | "yes" | "1" => Some(true),
            "否" | "不" | "不要" | "不用" | "n" | "no" | "2" => Some(false),
            _ => None,
        };
        loop {
            self.question(question, Some(yes));
            let line = self.line()?;
            if let Some(answer) = choice(&folded(&line)) {
                return Ok(answer);
            }
            leaves(&line)?;
            self.say("请输入 是 或 否，再按回车。\n", "Type yes or no, then Enter.\n");
        }
    }

    /// Asks for one of several things by number or name; gives its index. `zero` is what 0 is called, which leads back; the default
    /// is an index, or the number of choices for `zero`.
    pub(super) fn choose(
        &mut self,
        question: [&str; 2],
        choices: &[Choice],
        default: Option<usize>,
        zero: &str,
    ) -> Answer<usize> {
        self.list(choices, zero);
        let shown = default.map(|index| match choices.get(index) {
            Some(choice) => format!("{} {}", index + 1, choice.label),
            None => format!("0 {zero}"),
        });
        loop {
            self.question(question, shown.as_deref());
            let line = self.line()?;
            let written = folded(&line);
            if written.is_empty()
                && let Some(default) = default
            {
                return if default < choices.len() { Ok(default) } else { Err(Leave::Back) };
            }
            leaves(&line)?;
            let found = find(choices, &written);
            if let Found::One(index) = found {
                return Ok(index);
            }
            self.explain(choices, &line, &found);
        }
    }

    /// Why an answer is none of the choices.
    fn explain(&mut self, choices: &[Choice], written: &str, found: &Found) {
        let count = choices.len();
        if let Found::Several(several) = found {
            let names: Vec<&str> =
                several.iter().filter_map(|index| choices.get(*index)).map(|choice| choice.label.as_str()).collect();
            let zh = format!("“{written}”可以是{}，请写全一点，或输入编号。\n", names.join("、"));
            let en = format!("`{written}` may be {}; write more of the name, or its number.\n", names.join(", "));
            return self.say(&zh, &en);
        }
        if written.is_empty() {
            let zh = format!("请输入 1 到 {count} 的编号，或名称，再按回车。\n");
            return self.say(&zh, &format!("Type a number from 1 to {count}, or a name, then Enter.\n"));
        }
        let names = choices.iter().flat_map(|choice| &choice.names).map(String::as_str);
        let near = nearest(&folded(written), names);
        let zh = near.as_ref().map(|near| format!("是不是“{near}”？")).unwrap_or_default();
        let en = near.map(|near| format!("Did you mean `{near}`? ")).unwrap_or_default();
        self.say(
            &format!("没有“{written}”这一项。{zh}请输入 1 到 {count} 的编号，或名称；0 返回。\n"),
            &format!("There is no `{written}` here. {en}Type a number from 1 to {count}, or a name; 0 goes back.\n"),
        );
    }

    /// The choices with their numbers, in as many columns as fit.
    fn list(&mut self, choices: &[Choice], zero: &str) {
        let labels = choices.iter().map(|choice| choice.label.as_str()).chain([zero]);
        let numbers = (1..=choices.len()).chain([0]);
        let cells: Vec<String> = numbers.zip(labels).map(|(number, label)| format!("{number:>3} {label}")).collect();
        let widest = cells.iter().map(|cell| cell.width()).max().unwrap_or(1) + 2;
        let columns = (WIDTH / widest).max(1);
        let mut text = String::new();
        for row in cells.chunks(columns) {
            let mut line = String::new();
            for cell in row {
                line.push_str(cell);
                line.push_str(&" ".repeat(widest.saturating_sub(cell.width())));
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        self.text(&text);
    }

    fn question(&mut self, [zh, en]: [&str; 2], default: Option<&str>) {
        let text = match (self.lang, default) {
            (Lang::Zh, Some(default)) => format!("{zh} [{default}]："),
            (Lang::Zh, None) => format!("{zh}："),
            (Lang::En, Some(default)) => format!("{en} [{default}]: "),
            (Lang::En, None) => format!("{en}: "),
        };
        self.text(&text);
    }

    /// The next line, cleaned; the end of the input quits.
    fn line(&mut self) -> Answer<String> {
        let mut bytes = Vec::new();
        let read = (&mut *self.input).take(LONGEST).read_until(b'\n', &mut bytes);
        match read {
            Ok(0) => {
                self.text("\n");
                Err(Leave::Quit)
            }
            Ok(_) => Ok(cleaned(&String::from_utf8_lossy(&bytes))),
            // A Windows console refuses half a character: the line is asked for again, as an unknown answer.
            Err(error) if error.kind() == ErrorKind::InvalidData => Ok("\u{fffd}".to_owned()),
            Err(_) => Err(Leave::Quit),
        }
    }
}

/// Whether an answer leaves the question.
fn leaves(line: &str) -> Answer<()> {
    match folded(line).as_str() {
        "0" | "b" | "back" | "返回" => Err(Leave::Back),
        "q" | "quit" | "exit" | "退出" | "结束" => Err(Leave::Quit),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<T>(input: &str, ask: impl FnOnce(&mut Prompt<'_>) -> T) -> (T, String) {
        let mut out = Vec::new();
        let mut input = input.as_bytes();
        let answer = ask(&mut Prompt::new(&mut input, &mut out, Lang::Zh));
        (answer, String::from_utf8(out).unwrap())
    }

    fn chosen(input: &str, default: Option<usize>) -> (Answer<usize>, String) {
        let cities = [("长沙市", "changsha"), ("常德市", "changde"), ("岳阳市", "yueyang")];
        let choices: Vec<Choice> = cities.iter().map(|(name, slug)| Choice::new(name, &[slug])).collect();
        with(input, |prompt| prompt.choose(["哪个城市", "Which city"], &choices, default, "返回"))
    }

    #[test]
    fn a_choice_is_known_by_its_number_or_name_however_it_is_typed() {
        for input in [
            "3",
            "３",
            " 3 ",
            "　３　",
            "3.",
            "3、",
            "第3",
            "岳阳市",
            "岳阳",
            "yueyang",
            "YUE",
            "ｙｕｅ",
            "\u{1b}[A3",
            "\u{feff}3\r",
        ] {
            assert_eq!(chosen(&format!("{input}\n"), None).0, Ok(2), "{input:?}");
        }
        for input in ["", " ", "回车", "\u{1b}[D"] {
            assert_eq!(chosen(&format!("{input}\n"), Some(1)).0, Ok(1), "{input:?}");
        }
    }

    #[test]
    fn a_wrong_answer_is_explained_and_asked_again() {
        let (answer, out) = chosen("9\nchang\n长莎市\n\u{fffd}\n\n1", None);
        assert_eq!(answer, Ok(0));
        for told in ["没有“9”这一项", "可以是长沙市、常德市", "是不是“长沙市”？", "请输入 1 到 3 的编号"]
        {
            assert!(out.contains(told), "{told}: {out}");
        }
    }

    #[test]
    fn a_question_is_left_by_a_word_or_the_end_of_the_input() {
        for input in ["0\n", "０\n", "返回\n", "b\n"] {
            assert_eq!(chosen(input, Some(0)).0, Err(Leave::Back), "{input:?}");
        }
        for input in ["q\n", "Ｑ\n", "退出\n", "", "9\n"] {
            assert_eq!(chosen(input, Some(0)).0, Err(Leave::Quit), "{input:?}");
        }
    }

    #[test]
    fn a_text_may_not_be_empty_unless_there_is_a_default() {
        let (answer, out) = with("\n \n健步走 \n", |prompt| prompt.ask(["标题", "Title"], None));
        assert_eq!((answer.as_deref(), out.matches("不能空着").count()), (Ok("健步走"), 2));
        assert_eq!(with("\n", |prompt| prompt.ask(["名字", "Name"], Some("网站"))).0.as_deref(), Ok("网站"));
        assert_eq!(with("q", |prompt| prompt.ask(["名字", "Name"], Some("网站"))).0, Err(Leave::Quit));
    }

    #[test]
    fn yes_is_the_default_and_nonsense_is_asked_again() {
        let asked = |input: &str| with(input, |prompt| prompt.yes(["好吗", "Well"]));
        assert_eq!(asked("\n").0, Ok(true));
        assert_eq!(asked("嗯？\nＮ\n").0, Ok(false));
        assert_eq!(asked("返回\n").0, Err(Leave::Back));
        assert_eq!(asked("").0, Err(Leave::Quit));
    }

    #[test]
    fn choices_stand_in_columns_that_fit_an_old_console() {
        let choices: Vec<Choice> = (0..14).map(|_| Choice::new("张家界市", &[])).collect();
        let (_, out) = with("1\n", |prompt| prompt.choose(["哪个", "Which"], &choices, None, "返回"));
        assert!(out.lines().all(|line| line.width() < 80), "{out}");
        assert!(out.starts_with("  1 张家界市    2 张家界市"), "{out}");
        assert!(out.contains("  0 返回\n哪个："), "{out}");
    }

    #[test]
    fn bytes_that_are_no_text_are_an_unknown_answer() {
        let mut out = Vec::new();
        let mut input: &[u8] = b"\xff\xfe\n2\n";
        let choices = [Choice::new("一", &[]), Choice::new("二", &[])];
        let answer = Prompt::new(&mut input, &mut out, Lang::En).choose(["哪个", "Which"], &choices, None, "Back");
        assert_eq!(answer, Ok(1));
        assert!(String::from_utf8(out).unwrap().contains("Type a number from 1 to 2"));
    }
}
