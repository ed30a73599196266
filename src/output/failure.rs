//! What the system answered, as a message that tells staff what to do.

use std::io::{Error, ErrorKind};
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::OutputMessage;

/// The diagnostic for an operation on `path` that the system refused.
pub(super) fn failure(path: &Path, error: &Error) -> Box<Diagnostic> {
    let path = shown(path);
    say(match error.kind() {
        _ if is_sharing_violation(error) => OutputMessage::OutputInUse { path },
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => OutputMessage::OutputFull { path },
        ErrorKind::ReadOnlyFilesystem => OutputMessage::OutputReadOnly { path },
        ErrorKind::PermissionDenied => OutputMessage::OutputDenied { path },
        ErrorKind::InvalidFilename => OutputMessage::OutputTooLong { path },
        ErrorKind::NotADirectory => OutputMessage::OutputNotFolder { path },
        ErrorKind::IsADirectory => OutputMessage::OutputInTheWay { path },
        _ => OutputMessage::OutputFailed { path, reason: error.to_string() },
    })
}

/// A message without a place, boxed for an [`Outcome`](crate::diagnostic::Outcome).
pub(super) fn say(message: OutputMessage) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(message))
}

/// A path as people know it: without the `\\?\` that Windows puts before a canonical one.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    match (text.strip_prefix(r"\\?\UNC\"), text.strip_prefix(r"\\?\")) {
        (Some(share), _) => format!(r"\\{share}"),
        (None, Some(local)) => local.to_owned(),
        (None, None) => text.into_owned(),
    }
}

/// Whether another program has the file open in a way that forbids the change: `ERROR_SHARING_VIOLATION`,
/// `ERROR_LOCK_VIOLATION` or `ERROR_USER_MAPPED_FILE` (Microsoft, "System Error Codes").
#[cfg(windows)]
pub(super) fn is_sharing_violation(error: &Error) -> bool {
    matches!(error.raw_os_error(), Some(32 | 33 | 1224))
}

/// Only Windows keeps an open file from being replaced.
#[cfg(not(windows))]
pub(super) fn is_sharing_violation(_: &Error) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_of_the_system_has_its_own_message() {
        for (kind, code) in [
            (ErrorKind::StorageFull, "output-full"),
            (ErrorKind::QuotaExceeded, "output-full"),
            (ErrorKind::ReadOnlyFilesystem, "output-read-only"),
            (ErrorKind::PermissionDenied, "output-denied"),
            (ErrorKind::InvalidFilename, "output-too-long"),
            (ErrorKind::NotADirectory, "output-not-folder"),
            (ErrorKind::TimedOut, "output-failed"),
        ] {
            assert_eq!(failure(Path::new("public/a.html"), &Error::from(kind)).code, code);
        }
    }

    #[test]
    fn a_path_is_shown_without_the_prefix_of_windows() {
        assert_eq!(shown(Path::new(r"\\?\C:\健康\public")), r"C:\健康\public");
        assert_eq!(shown(Path::new(r"\\?\UNC\server\share\public")), r"\\server\share\public");
        assert_eq!(shown(Path::new("/srv/public")), "/srv/public");
    }
}
