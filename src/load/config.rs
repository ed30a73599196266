//! Reads the files that configure a workspace: YAML files and `consents.csv`.

use std::path::Path;

use super::decode::decode;
use super::walk::failed;
use super::{LARGEST_STORY, table, too_large, yaml};
use crate::diagnostic::catalogue::LoadMessage;
use crate::diagnostic::{Diagnostic, Outcome, Place, Span};
use crate::load::source::{ConfigSource, CsvSource};
use crate::load::tree::{Node, Value};
use crate::path::SourcePath;

/// The most bytes that a YAML file may have.
const LARGEST: usize = 256 * 1024;

/// Reads a YAML file of the workspace; a failure only where the system refuses to.
pub(super) fn config(root: &Path, path: &SourcePath) -> Outcome<ConfigSource> {
    let bytes = std::fs::read(path.under(root)).map_err(|error| failed(path, &error))?;
    if bytes.len() > LARGEST {
        let size = format!("{} kB", bytes.len().div_ceil(1024));
        let told = Diagnostic::at(LoadMessage::ConfigTooLarge { size }, Place::file(path));
        let tree = Node { value: Value::Map(Vec::new()), span: Span::default() };
        return Ok(ConfigSource { path: path.clone(), tree, diagnostics: vec![told] });
    }
    let decoded = decode(path, bytes);
    let mut source = yaml(path, &decoded.text);
    source.diagnostics.splice(0..0, decoded.diagnostics);
    Ok(source)
}

/// Reads `consents.csv`; a failure only where the system refuses to.
pub(super) fn consents(root: &Path, path: &SourcePath) -> Outcome<CsvSource> {
    let bytes = std::fs::read(path.under(root)).map_err(|error| failed(path, &error))?;
    if bytes.len() > LARGEST_STORY {
        let told = too_large(path, bytes.len());
        return Ok(CsvSource { path: path.clone(), rows: Vec::new(), diagnostics: vec![told] });
    }
    let decoded = decode(path, bytes);
    let mut source = table::read(path, &decoded.text);
    source.diagnostics.splice(0..0, decoded.diagnostics);
    Ok(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configuration_over_the_limit_is_told_and_not_read() {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join("site.yaml"), "a: b\n".repeat(60_000)).unwrap();
        let read = config(root.path(), &SourcePath::new("site.yaml")).unwrap();
        assert_eq!((read.diagnostics[0].code, read.tree.entries().len()), ("config-too-large", 0));
    }

    #[test]
    fn configuration_is_decoded_like_stories() {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join("a.yaml"), encoding_rs::GB18030.encode("名称：长沙\r\n坏\u{1}: 1").0).unwrap();
        let read = config(root.path(), &SourcePath::new("a.yaml")).unwrap();
        assert_eq!(read.tree.entries()[0].node.value, Value::Text("长沙".to_owned()));
        assert_eq!(read.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["control-character"]);
        std::fs::write(root.path().join("c.csv"), encoding_rs::GB18030.encode("id,单位\r\nA1,浏阳\r\n").0).unwrap();
        let table = consents(root.path(), &SourcePath::new("c.csv")).unwrap();
        assert_eq!(table.rows[0].cells[1].1, "浏阳");
    }
}
