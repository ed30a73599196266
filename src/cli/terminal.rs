//! Diagnostics on a terminal: excerpt with a caret that is true under Chinese, the mend beneath; and the only prints.

use std::io::{IsTerminal, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Lang, Severity};

/// Where and in which language things are said.
pub(super) struct Terminal {
    lang: Lang,
    renderer: Renderer,
    progress: bool,
}

impl Terminal {
    /// Colours only on a terminal, and not where `NO_COLOR` is set.
    pub(super) fn new(lang: Lang) -> Self {
        let on_terminal = std::io::stderr().is_terminal();
        // An older Windows console has to be asked to heed control codes, and one too old shows them as they are.
        let heeds = on_terminal && anstyle_query::windows::enable_ansi_colors().unwrap_or(true);
        let coloured = heeds && std::env::var_os("NO_COLOR").is_none();
        let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(120);
        Self { lang, renderer, progress: heeds }
    }

    /// The language spoken.
    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    /// Tells diagnostics on the standard error.
    pub(super) fn diagnostics(&self, diagnostics: &[Diagnostic]) {
        error(&self.rendered(diagnostics));
    }

    /// Diagnostics as they are told.
    pub(super) fn rendered(&self, diagnostics: &[Diagnostic]) -> String {
        let mut text = String::new();
        for diagnostic in diagnostics {
            text.push_str(&self.renderer.render(&[group(diagnostic, self.lang)]));
            text.push_str("\n\n");
        }
        text
    }

    /// A line that the next replaces; nothing in a pipe.
    pub(super) fn progress(&self, line: &str) {
        if self.progress {
            error(&format!("\r\x1b[K{line}"));
        }
    }
}

/// Writes to the standard error; a closed one is nobody's loss.
pub(super) fn error(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Writes to the standard output; a closed one is nobody's loss.
pub(super) fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// A diagnostic as a group of annotate-snippets.
fn group(diagnostic: &Diagnostic, lang: Lang) -> Group<'_> {
    let text = diagnostic.text(lang);
    let (level, name) = match (diagnostic.severity, lang) {
        (Severity::Failure, Lang::Zh) => (Level::ERROR, "失败"),
        (Severity::Failure, Lang::En) => (Level::ERROR, "failure"),
        (Severity::Error, Lang::Zh) => (Level::ERROR, "错误"),
        (Severity::Error, Lang::En) => (Level::ERROR, "error"),
        (Severity::Warning, Lang::Zh) => (Level::WARNING, "提醒"),
        (Severity::Warning, Lang::En) => (Level::WARNING, "warning"),
        (Severity::Note, Lang::Zh) => (Level::NOTE, "说明"),
        (Severity::Note, Lang::En) => (Level::NOTE, "note"),
    };
    let title = level.with_name(name).primary_title(&text.what).id(diagnostic.code);
    let mend = match (&diagnostic.suggestion, lang) {
        (Some(near), Lang::Zh) => format!("是不是“{near}”？{}", text.mend),
        (Some(near), Lang::En) => format!("did you mean `{near}`? {}", text.mend),
        (None, _) => text.mend.clone(),
    };
    let help = Level::HELP.with_name(if lang == Lang::Zh { "改法" } else { "help" }).message(mend);
    let Some(place) = &diagnostic.place else { return title.element(help) };
    let line = usize::try_from(place.span.line).unwrap_or(1);
    let Some(excerpt) = &place.excerpt else {
        let origin = Origin::path(place.file.as_str());
        return title.element(if line > 0 { origin.line(line) } else { origin }).element(help);
    };
    let byte =
        |character: usize| excerpt.line.char_indices().nth(character).map_or(excerpt.line.len(), |(byte, _)| byte);
    let snippet = Snippet::source(excerpt.line.as_str())
        .line_start(line)
        .path(place.file.as_str())
        .annotation(AnnotationKind::Primary.span(byte(excerpt.start)..byte(excerpt.start + excerpt.length)));
    title.element(snippet).element(help)
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::diagnostic::catalogue::FieldMessage;
    use crate::diagnostic::{Excerpt, Place, Span};
    use crate::path::SourcePath;

    #[test]
    fn the_caret_stands_under_the_wide_characters_it_means() {
        let mut place = Place::new(&SourcePath::new("content/a.md"), Span::new(3, 4, 2));
        place.excerpt = Some(Excerpt { line: "主题：减言、健康".to_owned(), start: 3, length: 2 });
        let message = FieldMessage::TopicUnknown { topic: "减言".to_owned() };
        let diagnostic = Diagnostic::at(message, place).suggesting(Some("减盐".to_owned()));
        let text = Renderer::plain().render(&[group(&diagnostic, Lang::Zh)]);
        let lines: Vec<&str> = text.lines().collect();
        let source = lines.iter().find(|line| line.contains("主题：")).unwrap();
        let caret = lines.iter().find(|line| line.contains('^')).unwrap();
        let before = |line: &str, mark: &str| line.get(..line.find(mark).unwrap()).unwrap().width();
        assert_eq!(before(source, "减言"), before(caret, "^"));
        assert_eq!(caret.matches('^').count(), 4, "two wide characters");
        assert!(text.contains("是不是“减盐”？"), "{text}");
    }
}
