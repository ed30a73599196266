//! What the verbs say beside diagnostics: the table's heads, the closing lines, in both languages.

use crate::diagnostic::{Diagnostic, Lang, Severity};
use crate::pipeline::{PartReport, Report, Stage};

use super::table::table;

/// One text in one of two languages.
pub(super) fn say<'t>(lang: Lang, zh: &'t str, en: &'t str) -> &'t str {
    if lang == Lang::Zh { zh } else { en }
}

/// What a build is at.
pub(super) fn stage(lang: Lang, stage: Stage) -> String {
    match (stage, lang) {
        (Stage::Reading, Lang::Zh) => "正在读取稿件…".to_owned(),
        (Stage::Reading, Lang::En) => "reading the workspace…".to_owned(),
        (Stage::Pictures(count), Lang::Zh) => format!("正在处理 {count} 张图片…"),
        (Stage::Pictures(count), Lang::En) => format!("turning {count} pictures…"),
        (Stage::Writing(count), Lang::Zh) => format!("正在写入 {count} 个文件…"),
        (Stage::Writing(count), Lang::En) => format!("writing {count} files…"),
    }
}

/// The end of a build: what is held, the table, and one closing line.
pub(super) fn closing(lang: Lang, report: &Report, seconds: f64) -> String {
    let mut text = held(lang, report);
    let mut rows = vec![head(lang)];
    rows.extend(report.parts.iter().map(|part| row(lang, part)));
    text.push_str(&table(&rows));
    text.push('\n');
    text.push_str(&summary(lang, report, seconds));
    text
}

/// The end of a check: what is held, the counts of each city, and one closing line.
pub(super) fn checked(lang: Lang, report: &Report) -> String {
    let names = match lang {
        Lang::Zh => ["城市", "本市", "共享", "改写", "暂缓", "错误", "结论"],
        Lang::En => ["city", "own", "shared", "overrides", "held", "errors", "verdict"],
    };
    let mut rows = vec![names.map(str::to_owned).to_vec()];
    rows.extend(report.parts.iter().filter(|part| !part.folder.is_empty()).map(|part| {
        let numbers = [part.own, part.shared, part.overriding, part.held, part.errors].map(|number| number.to_string());
        let verdict = match (part.kept, part.errors) {
            (false, _) => say(lang, "可以生成", "ready"),
            (true, 0) => say(lang, "等全省的错误改好", "waits for errors common to all"),
            (true, _) => say(lang, "有错要改", "has errors to mend"),
        };
        std::iter::once(name(lang, part)).chain(numbers).chain([verdict.to_owned()]).collect()
    }));
    let [errors, warnings] = counts(report);
    let (held_back, released) = (report.held.len(), &report.released);
    let closing = match lang {
        Lang::Zh => {
            format!(
                "发布日期 {released}：{errors} 处错误，{warnings} 处提醒，{held_back} 篇暂不发布；只检查，没有写入任何文件\n"
            )
        }
        Lang::En => {
            format!(
                "Release of {released}: {errors} errors, {warnings} warnings, {held_back} stories held back; \
                 checked only, nothing was written\n"
            )
        }
    };
    format!("{}{}\n{closing}", held(lang, report), table(&rows))
}

/// The stories that do not go out, each with its reason; nothing where there is none.
fn held(lang: Lang, report: &Report) -> String {
    if report.held.is_empty() {
        return String::new();
    }
    let row = |held: &crate::pipeline::HeldReport| {
        let reason = if lang == Lang::Zh { &held.zh } else { &held.en };
        vec![format!("  {}", held.title), reason.clone(), held.file.clone()]
    };
    let rows = table(&report.held.iter().map(row).collect::<Vec<_>>());
    format!("{}{rows}\n", say(lang, "暂不发布：\n", "Held back:\n"))
}

/// How many errors and warnings there are.
fn counts(report: &Report) -> [usize; 2] {
    let count = |wanted: fn(&Diagnostic) -> bool| report.diagnostics.iter().filter(|found| wanted(found)).count();
    [count(Diagnostic::is_error), count(|found| found.severity == Severity::Warning)]
}

/// What a part is called.
fn name(lang: Lang, part: &PartReport) -> String {
    match (part.folder.is_empty(), lang) {
        (true, _) => say(lang, "（首页）", "(doors)").to_owned(),
        (false, Lang::Zh) => part.name.clone(),
        (false, Lang::En) => part.folder.clone(),
    }
}

fn head(lang: Lang) -> Vec<String> {
    let names = match lang {
        Lang::Zh => ["城市", "本市", "共享", "改写", "暂缓", "新增", "更新", "未变", "删除", "状态"],
        Lang::En => {
            ["city", "own", "shared", "overrides", "held", "created", "changed", "unchanged", "removed", "state"]
        }
    };
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn row(lang: Lang, part: &PartReport) -> Vec<String> {
    let state = match (part.kept, part.errors, lang) {
        (false, _, _) => say(lang, "已生成", "built").to_owned(),
        (true, 0, _) => {
            say(lang, "保留上次结果：全省的内容有错误", "kept as it was: an error common to all").to_owned()
        }
        (true, errors, Lang::Zh) => format!("保留上次结果：{errors} 处错误"),
        (true, errors, Lang::En) => format!("kept as it was: {errors} errors"),
    };
    let tally = part.tally;
    let numbers = [
        part.own,
        part.shared,
        part.overriding,
        part.held,
        tally.created,
        tally.changed,
        tally.unchanged,
        tally.removed,
    ];
    std::iter::once(name(lang, part)).chain(numbers.iter().map(usize::to_string)).chain([state]).collect()
}

fn summary(lang: Lang, report: &Report, seconds: f64) -> String {
    let [errors, warnings] = counts(report);
    let sum = |number: fn(&PartReport) -> usize| report.parts.iter().map(number).sum::<usize>();
    let written = sum(|part| part.tally.created + part.tally.changed);
    let unchanged = sum(|part| part.tally.unchanged);
    let kept = report.parts.iter().filter(|part| part.kept && !part.folder.is_empty()).count();
    let released = &report.released;
    match lang {
        Lang::Zh => {
            let state = if report.unchanged { "内容没有变化，" } else { "" };
            format!(
                "发布日期 {released}：{state}写入 {written} 个文件，{unchanged} 个未变，{errors} 处错误，{warnings} 处提醒，\
                 {kept} 个城市保留上次结果，用时 {seconds:.2} 秒\n"
            )
        }
        Lang::En => {
            let state = if report.unchanged { "nothing has changed, " } else { "" };
            format!(
                "Release of {released}: {state}{written} files written, {unchanged} unchanged, {errors} errors, \
                 {warnings} warnings, {kept} cities kept as they were, {seconds:.2} s\n"
            )
        }
    }
}
