//! `publish` in `site.yaml`: the targets, each by its kind. No secret stands there.

use crate::diagnostic::catalogue::FieldMessage;
use crate::fields::directory::{Target, TargetKind};
use crate::fields::keys;
use crate::fields::reader::Reader;

/// What a kind is called, in English and Chinese.
const KINDS: [(&str, &[&str]); 4] = [
    ("folder", &["文件夹", "U盘"]),
    ("s3", &["对象存储", "oss", "cos", "obs"]),
    ("webdav", &["网盘"]),
    ("rsync", &["服务器", "ssh"]),
];

/// Reads the targets; one that lacks what its kind needs is told and left out.
pub(super) fn targets(reader: &mut Reader<'_>) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    reader.each("publish", keys::TARGET, |item| {
        let Some(target) = target(item) else { return };
        if targets.iter().any(|other| other.name == target.name) {
            item.tell(FieldMessage::TargetTaken { name: target.name }, item.span());
        } else {
            targets.push(target);
        }
    });
    targets
}

fn target(item: &mut Reader<'_>) -> Option<Target> {
    let name = item.required_text("name");
    let written = item.required_text("kind")?;
    let known = KINDS.iter().find(|(kind, names)| {
        *kind == written.value.to_lowercase() || names.iter().any(|name| name.eq_ignore_ascii_case(&written.value))
    });
    let url = folder_url(item, "url");
    let kind = match known.map(|(kind, _)| *kind) {
        Some("folder") => TargetKind::Folder { path: item.required_text("path")?.value },
        Some("s3") => bucket(item)?,
        Some("webdav") => {
            let Some(url) = url.clone() else {
                item.missing("url");
                return None;
            };
            TargetKind::WebDav { url, user: item.text("user").map(|user| user.value) }
        }
        Some("rsync") => TargetKind::Rsync {
            to: item.required_text("to")?.value,
            port: item.whole("port").map(|port| port.value),
            identity: item.text("identity").map(|file| file.value),
            options: item.text("options").map(|options| options.value),
        },
        _ => {
            let near = KINDS.iter().flat_map(|(kind, names)| std::iter::once(kind).chain(*names)).copied();
            item.tell_near(FieldMessage::TargetKindUnknown { kind: written.value.clone() }, &written, near);
            return None;
        }
    };
    // A WebDAV address is where files are written; where they are served from there is another matter.
    let url = url.filter(|_| !matches!(kind, TargetKind::WebDav { .. }));
    Some(Target { name: name?.value, kind, url })
}

fn bucket(item: &mut Reader<'_>) -> Option<TargetKind> {
    let endpoint = item.url("endpoint");
    if endpoint.is_none() && !item.has("endpoint") {
        item.missing("endpoint");
    }
    let bucket = item.required_text("bucket");
    let prefix = item.text("prefix").map(|prefix| prefix.value.trim_matches('/').to_owned()).unwrap_or_default();
    let style = item.text("style");
    let in_path = match style.as_ref().map(|style| style.value.as_str()) {
        Some("path" | "路径") => true,
        Some("host" | "域名") | None => false,
        Some(other) => {
            let message = FieldMessage::TargetStyleUnknown { style: other.to_owned() };
            item.tell(message, style.as_ref().map_or_else(|| item.span(), |style| style.span));
            return None;
        }
    };
    Some(TargetKind::S3 {
        endpoint: endpoint?.value.trim_end_matches('/').to_owned(),
        bucket: bucket?.value,
        region: item.text("region").map_or_else(|| "us-east-1".to_owned(), |region| region.value),
        prefix: if prefix.is_empty() { prefix } else { format!("{prefix}/") },
        in_path,
    })
}

/// A web address that names a folder, with its `/`.
fn folder_url(item: &mut Reader<'_>, name: &str) -> Option<String> {
    let url = item.url(name)?.value;
    Some(format!("{}/", url.trim_end_matches('/')))
}
