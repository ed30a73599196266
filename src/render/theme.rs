//! The theme's templates: compiled, and their mistakes told at their place in the file that holds them.

use tera::{Error, ErrorKind, ReportError, Tera};

use crate::diagnostic::catalogue::RenderMessage;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::load::source::ThemeFile;
use crate::path::SourcePath;

/// One template.
#[derive(Debug)]
pub(super) struct TemplateSource {
    /// Its name: `story.html`.
    pub(super) name: String,
    text: String,
    /// The file to name in a diagnostic; an embedded template's is where the workspace's would stand.
    file: SourcePath,
}

/// The templates of a theme.
pub(super) fn sources(theme: &[ThemeFile]) -> Result<Vec<TemplateSource>, Vec<Diagnostic>> {
    let mut sources = Vec::new();
    let mut diagnostics = Vec::new();
    for file in theme {
        let Some(name) = file.name.strip_prefix("templates/") else { continue };
        let place = file.origin.clone().unwrap_or_else(|| SourcePath::new(format!("themes/default/{}", file.name)));
        match std::str::from_utf8(&file.bytes) {
            Ok(text) => sources.push(TemplateSource { name: name.to_owned(), text: text.to_owned(), file: place }),
            Err(_) => diagnostics
                .push(Diagnostic::at(RenderMessage::TemplateEncoding { name: name.to_owned() }, Place::file(&place))),
        }
    }
    if diagnostics.is_empty() { Ok(sources) } else { Err(diagnostics) }
}

/// Compiles all templates together; of several broken ones each is told.
pub(super) fn compile(sources: &[TemplateSource]) -> Result<Tera, Vec<Diagnostic>> {
    let mut tera = Tera::new();
    let together = tera.add_raw_templates(sources.iter().map(|source| (source.name.as_str(), source.text.as_str())));
    let Err(error) = together else { return Ok(tera) };
    // Tera stops at the first mistake: each template that is broken by itself is told as well.
    let mut diagnostics: Vec<Diagnostic> = sources
        .iter()
        .filter_map(|source| {
            let error = Tera::new().add_raw_template(&source.name, &source.text).err()?;
            matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| diagnostic(&error, sources, &source.name))
        })
        .collect();
    if diagnostics.is_empty() {
        diagnostics.push(diagnostic(&error, sources, ""));
    }
    Err(diagnostics)
}

/// A mistake of the engine as a diagnostic at its place.
pub(super) fn diagnostic(error: &Error, sources: &[TemplateSource], template: &str) -> Diagnostic {
    let file = |name: &str| sources.iter().find(|source| source.name == name);
    let at = |report: &ReportError| {
        let source = file(report.filename()).or_else(|| file(template));
        let message = RenderMessage::TemplateBroken { problem: report.message().to_owned() };
        match source {
            Some(source) => {
                let range = &report.span().range;
                let span = Span::of_bytes(&source.text, range.start, range.end);
                Diagnostic::at(message, Place::new(&source.file, span))
            }
            None => Diagnostic::new(message),
        }
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => at(report),
        kind => {
            let culprit = match kind {
                ErrorKind::MissingParent { current, .. } => current.as_str(),
                ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => tpl.as_str(),
                _ => template,
            };
            let message = RenderMessage::TemplateBroken { problem: error.to_string() };
            match file(culprit) {
                Some(source) => Diagnostic::at(message, Place::file(&source.file)),
                None => Diagnostic::new(message),
            }
        }
    }
}
