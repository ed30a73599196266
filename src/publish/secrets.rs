//! Secrets: from the environment, or from a file outside of what is published or shared.

#![cfg_attr(not(feature = "network"), allow(dead_code, reason = "only the network asks for secrets"))]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::diagnostic::Outcome;
use crate::diagnostic::catalogue::PublishMessage;
use crate::publish::say;

/// The folders of a workspace in which a file of secrets would be seen by others.
const SHARED: [&str; 3] = ["content", "themes", "public"];

/// What a target may need.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Option<String>,
    secret: Option<String>,
    user: Option<String>,
    password: Option<String>,
}

/// Where secrets come from.
pub(super) struct Secrets {
    target: String,
    entry: Entry,
}

impl Secrets {
    /// The secrets of a target: those of the file, if one is named.
    ///
    /// # Errors
    /// The file lies where others see it, or cannot be read.
    pub(super) fn of(target: &str, file: Option<&Path>, workspace: &Path, out: &Path) -> Outcome<Self> {
        let Some(file) = file else { return Ok(Self { target: target.to_owned(), entry: Entry::default() }) };
        let shown = file.display().to_string();
        let unreadable = |reason: String| say(PublishMessage::PublishSecretUnreadable { file: shown.clone(), reason });
        let real = file.canonicalize().map_err(|error| unreadable(error.to_string()))?;
        let folders = SHARED.iter().map(|folder| workspace.join(folder)).chain([out.to_path_buf()]);
        let real_of = |folder: PathBuf| folder.canonicalize().ok();
        if folders.filter_map(real_of).any(|folder| real.starts_with(folder)) {
            return Err(say(PublishMessage::PublishSecretExposed { file: shown }));
        }
        let text = std::fs::read_to_string(&real).map_err(|error| unreadable(error.to_string()))?;
        // What the file holds must not be told, not even as an excerpt of a mistake.
        let mut entries: BTreeMap<String, Entry> = serde_yaml::from_str(&text).map_err(|error| {
            unreadable(error.location().map_or_else(String::new, |at| format!("{}:{}", at.line(), at.column())))
        })?;
        Ok(Self { target: target.to_owned(), entry: entries.remove(target).unwrap_or_default() })
    }

    /// The identifier and the secret of a bucket's key.
    ///
    /// # Errors
    /// One of them is nowhere.
    pub(super) fn key(&self) -> Outcome<(String, String)> {
        let id = self.entry.id.clone().or_else(|| variable("XUAN_S3_ID")).or_else(|| variable("AWS_ACCESS_KEY_ID"));
        let secret = self
            .entry
            .secret
            .clone()
            .or_else(|| variable("XUAN_S3_SECRET"))
            .or_else(|| variable("AWS_SECRET_ACCESS_KEY"));
        id.zip(secret).ok_or_else(|| self.missing("XUAN_S3_ID、XUAN_S3_SECRET"))
    }

    /// The name and password of a user; none where neither the target nor a secret names one.
    ///
    /// # Errors
    /// There is a name and no password.
    pub(super) fn login(&self, user: Option<&str>) -> Outcome<Option<(String, String)>> {
        let user = self.entry.user.clone().or_else(|| user.map(str::to_owned));
        let password = self.entry.password.clone().or_else(|| variable("XUAN_WEBDAV_PASSWORD"));
        match (user, password) {
            (None, _) => Ok(None),
            (Some(user), Some(password)) => Ok(Some((user, password))),
            (Some(_), None) => Err(self.missing("XUAN_WEBDAV_PASSWORD")),
        }
    }

    fn missing(&self, names: &str) -> Box<crate::diagnostic::Diagnostic> {
        say(PublishMessage::PublishSecretMissing { target: self.target.clone(), names: names.to_owned() })
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_gives_a_targets_secrets_unless_others_see_it() {
        let workspace = tempfile::tempdir().unwrap();
        let out = workspace.path().join("public");
        for folder in ["content", "public", "outside"] {
            std::fs::create_dir_all(workspace.path().join(folder)).unwrap();
            std::fs::write(
                workspace.path().join(folder).join("s.yaml"),
                "oss: {id: a, secret: b}\ndav: {password: c}\n",
            )
            .unwrap();
        }
        let of = |target: &str, folder: &str| {
            Secrets::of(target, Some(&workspace.path().join(folder).join("s.yaml")), workspace.path(), &out)
        };
        assert_eq!(of("oss", "outside").unwrap().key().unwrap(), ("a".to_owned(), "b".to_owned()));
        let login = of("dav", "outside").unwrap().login(Some("u")).unwrap();
        assert_eq!(login, Some(("u".to_owned(), "c".to_owned())));
        assert_eq!(of("dav", "outside").unwrap().login(None).unwrap(), None);
        for folder in ["content", "public"] {
            assert_eq!(of("oss", folder).err().unwrap().code, "publish-secret-exposed");
        }
    }

    #[test]
    fn a_mistake_in_the_file_does_not_show_what_is_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("s.yaml");
        std::fs::write(&file, "oss: {id: geheim, geheim2: b}\n").unwrap();
        let found = Secrets::of("oss", Some(&file), Path::new("/nowhere"), Path::new("/nowhere")).err().unwrap();
        assert_eq!(found.code, "publish-secret-unreadable");
        assert!(!format!("{found:?}").contains("geheim"), "{found:?}");
    }
}
