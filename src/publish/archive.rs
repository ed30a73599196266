//! A ZIP archive of the release: for a courier, an intranet's upload form, or an attachment.

use std::io::Write;
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::diagnostic::Outcome;
use crate::diagnostic::catalogue::PublishMessage;
use crate::path::OutputPath;
use crate::publish::release::Built;
use crate::publish::say;

/// The folders of a workspace in which an archive has no place.
const SOURCES: [&str; 4] = ["content", "themes", ".xuan", ".git"];
/// Endings of files that are compressed already.
const COMPRESSED: [&str; 7] = ["jpg", "jpeg", "png", "webp", "woff2", "mp4", "webm"];

/// Writes a release into an archive, whole or not at all. The same release gives the same bytes.
///
/// # Errors
/// The archive would lie among the sources or in the output, or is not named as one; the system refuses; a file of the release cannot be read.
pub(super) fn write(built: &Built, to: &Path, workspace: &Path, out: &Path) -> Outcome<()> {
    let folder = std::path::absolute(to).ok().and_then(|to| to.parent()?.canonicalize().ok());
    let forbidden = SOURCES.iter().map(|folder| workspace.join(folder)).chain([out.to_path_buf()]);
    let forbidden: Vec<_> = forbidden.filter_map(|folder| folder.canonicalize().ok()).collect();
    let is_archive = to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    if !is_archive || folder.is_some_and(|folder| forbidden.iter().any(|forbidden| folder.starts_with(forbidden))) {
        return Err(say(PublishMessage::PublishZipPlace { file: to.display().to_string() }));
    }
    let failed = |reason: String| say(PublishMessage::PublishReadFailed { path: to.display().to_string(), reason });
    let beside = to.with_extension("zip.part");
    let file = std::fs::File::create(&beside).map_err(|error| failed(error.to_string()))?;
    let written = fill(built, file, &failed)
        .and_then(|()| std::fs::rename(&beside, to).map_err(|error| failed(error.to_string())));
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}

fn fill(
    built: &Built,
    file: std::fs::File,
    failed: &dyn Fn(String) -> Box<crate::diagnostic::Diagnostic>,
) -> Outcome<()> {
    let mut archive = ZipWriter::new(std::io::BufWriter::new(file));
    for path in built.files.keys() {
        let ending = OutputPath::new(path).name().rsplit('.').next().unwrap_or_default().to_owned();
        let method =
            if COMPRESSED.contains(&ending.as_str()) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
        archive.start_file(path.as_str(), options).map_err(|error| failed(error.to_string()))?;
        archive.write_all(&built.bytes(path)?).map_err(|error| failed(error.to_string()))?;
    }
    let mut file = archive.finish().map_err(|error| failed(error.to_string()))?;
    file.flush().map_err(|error| failed(error.to_string()))
}
