//! The search synonyms: `synonyms.yaml`, a list of groups of phrases that mean the same.

use std::collections::BTreeMap;

use crate::diagnostic::catalogue::FieldMessage;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::fields::spanned::Spanned;
use crate::load::source::ConfigSource;
use crate::load::tree::{Node, Value};

/// The longest phrase in characters: what a reader types as one thing.
const LONGEST: usize = 24;

/// Reads the groups: each a list, or one line parted by `、`, `，`, `；` or `=`. A group of fewer than two phrases is left out.
pub(super) fn read(source: &ConfigSource, diagnostics: &mut Vec<Diagnostic>) -> Vec<Vec<String>> {
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    let mut groups = Vec::new();
    let mut tell =
        |message: FieldMessage, span: Span| diagnostics.push(Diagnostic::at(message, Place::new(&source.path, span)));
    let items = match &source.tree.value {
        Value::List(items) => items.as_slice(),
        Value::Map(entries) if entries.is_empty() => return groups,
        Value::Null => return groups,
        _ => {
            tell(FieldMessage::SynonymGroup {}, source.tree.span);
            return groups;
        }
    };
    for item in items {
        let Some(phrases) = phrases(item) else {
            tell(FieldMessage::SynonymGroup {}, item.span);
            continue;
        };
        let mut group = Vec::new();
        for phrase in phrases {
            if phrase.value.chars().count() > LONGEST {
                tell(FieldMessage::SynonymLong { phrase: phrase.value }, phrase.span);
            } else if let Some(line) = taken.insert(phrase.value.to_lowercase(), phrase.span.line) {
                tell(FieldMessage::SynonymTaken { phrase: phrase.value, line: line.to_string() }, phrase.span);
            } else {
                group.push(phrase.value);
            }
        }
        if group.len() > 1 {
            groups.push(group);
        } else {
            tell(FieldMessage::SynonymGroup {}, item.span);
        }
    }
    groups
}

/// The phrases of one group; none where it is neither a list nor a line.
fn phrases(item: &Node) -> Option<Vec<Spanned<String>>> {
    let spanned = |text: &str, span| Spanned { value: text.trim().to_owned(), span };
    let phrases: Vec<Spanned<String>> = match &item.value {
        Value::Text(line) => {
            line.split(['、', '，', ',', '；', ';', '=', '＝']).map(|phrase| spanned(phrase, item.span)).collect()
        }
        Value::List(items) => items
            .iter()
            .map(|item| match &item.value {
                Value::Text(text) => Some(spanned(text, item.span)),
                Value::Null => Some(spanned("", item.span)),
                _ => None,
            })
            .collect::<Option<_>>()?,
        _ => return None,
    };
    Some(phrases.into_iter().filter(|phrase| !phrase.value.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SourcePath;

    fn text(text: &str, line: u32) -> Node {
        Node { value: Value::Text(text.to_owned()), span: Span::new(line, 3, 2) }
    }

    fn list(items: Vec<Node>) -> Node {
        Node { value: Value::List(items), span: Span::new(1, 1, 1) }
    }

    fn read_tree(tree: Node) -> (Vec<Vec<String>>, Vec<&'static str>) {
        let source = ConfigSource { path: SourcePath::new("content/synonyms.yaml"), tree, diagnostics: Vec::new() };
        let mut diagnostics = Vec::new();
        let groups = read(&source, &mut diagnostics);
        (groups, diagnostics.iter().map(|diagnostic| diagnostic.code).collect())
    }

    #[test]
    fn a_group_is_a_list_or_a_line() {
        let tree = list(vec![list(vec![text("发烧", 1), text(" 发热 ", 1)]), text("打呼噜 = 打鼾、打呼", 2)]);
        assert_eq!(
            read_tree(tree),
            (vec![vec!["发烧".into(), "发热".into()], vec!["打呼噜".into(), "打鼾".into(), "打呼".into()]], vec![])
        );
        assert_eq!(read_tree(Node { value: Value::Map(Vec::new()), span: Span::new(1, 1, 1) }), (vec![], vec![]));
    }

    #[test]
    fn what_is_no_group_is_told_and_left_out() {
        let tree = list(vec![
            text("只有一个", 1),
            list(vec![text("发烧", 2), text("发热", 2)]),
            list(vec![text("发烧", 3), text("体温高", 3), text("烫手", 3)]),
            text(&format!("短、{}", "长".repeat(25)), 4),
            list(vec![list(vec![])]),
        ]);
        let (groups, told) = read_tree(tree);
        assert_eq!(groups.len(), 2);
        assert_eq!(told, ["synonym-group", "synonym-taken", "synonym-long", "synonym-group", "synonym-group"]);
        assert_eq!(read_tree(text("发烧", 1)).1, ["synonym-group"]);
    }
}
