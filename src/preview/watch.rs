//! The watcher: what notify reports of `content/` and `themes/`, as hints of what may have changed.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{ModifyKind, RemoveKind};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use same_file::Handle;

use crate::load::is_left_behind;
use crate::path::SourcePath;
use crate::pipeline::Changes;
use crate::preview::{Message, Polling};

/// The folders that a site is made from.
const WATCHED: [&str; 2] = ["content", "themes"];
/// Kinds of disk that do not report what another machine, or the host, changes on them (Linux).
const SILENT_DISKS: [&str; 12] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "drvfs",
    "vboxsf",
    "fuse.sshfs",
    "fuse.vmhgfs-fuse",
    "fuse.gvfsd-fuse",
    "ncpfs",
];

/// A workspace's folders, watched.
pub(super) struct Watch {
    /// None where files are polled.
    watcher: Option<RecommendedWatcher>,
    /// The workspace's root as the system names it in its reports.
    root: PathBuf,
    /// Each watched folder as it was when its watch began.
    roots: Vec<(PathBuf, Option<Handle>)>,
    polling: Option<Polling>,
}

impl Watch {
    /// Begins to watch; polls where it must.
    pub(super) fn start(root: &Path, poll: bool, sender: Sender<Message>) -> Self {
        let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let asked = poll.then_some(Polling::Asked).or_else(|| silent_disk(&root).map(Polling::Disk));
        let mut watch = Self { watcher: None, root, roots: Vec::new(), polling: asked };
        if watch.polling.is_none()
            && let Err(error) = watch.watch(sender)
        {
            watch.polling = Some(Polling::Refused(error.to_string()));
        }
        watch
    }

    /// Why files are polled, if they are.
    pub(super) fn polling(&self) -> Option<&Polling> {
        self.polling.as_ref()
    }

    /// Polls from now on, for the system refuses to watch more folders.
    pub(super) fn give_up(&mut self, reason: String) {
        self.polling = Some(Polling::Refused(reason));
    }

    /// Whether a watched folder has been replaced, came or went; if so it is watched anew, and nothing is known of it.
    pub(super) fn look_at_roots(&mut self) -> bool {
        let mut is_new = false;
        for (path, known) in &mut self.roots {
            let now = Handle::from_path(&*path).ok();
            if now == *known {
                continue;
            }
            is_new = true;
            if let Some(watcher) = &mut self.watcher {
                let _ = watcher.unwatch(path);
                let watched = now.is_none() || watcher.watch(path, RecursiveMode::Recursive).is_ok();
                *known = now.filter(|_| watched);
            }
        }
        is_new
    }

    /// Whether a file that may have changed is there and empty, as one is between being cut and being written.
    pub(super) fn is_cut(&self, changes: &Changes) -> bool {
        let is_empty = |file: &SourcePath| file.under(&self.root).metadata().is_ok_and(|metadata| metadata.len() == 0);
        changes.files.iter().any(is_empty)
    }

    fn watch(&mut self, sender: Sender<Message>) -> notify::Result<()> {
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(handler(&self.root, sender), config)?;
        for folder in WATCHED {
            let path = self.root.join(folder);
            let handle = Handle::from_path(&path).ok();
            if handle.is_some() {
                watcher.watch(&path, RecursiveMode::Recursive)?;
            }
            self.roots.push((path, handle));
        }
        self.watcher = Some(watcher);
        Ok(())
    }
}

fn handler(root: &Path, sender: Sender<Message>) -> impl Fn(notify::Result<Event>) + Send + 'static {
    let root = root.to_path_buf();
    move |event| {
        let changes = match event {
            Ok(event) => changes(&root, &event),
            Err(error) => {
                if matches!(error.kind, ErrorKind::MaxFilesWatch) {
                    let _ = sender.send(Message::CannotWatch(error.to_string()));
                }
                // Something was lost: nothing is known.
                Changes { everything: true, ..Changes::default() }
            }
        };
        if !changes.is_empty() {
            let _ = sender.send(Message::Changed(changes));
        }
    }
}

/// What an event hints at.
fn changes(root: &Path, event: &Event) -> Changes {
    let mut changes = Changes { everything: event.need_rescan(), ..Changes::default() };
    if matches!(event.kind, EventKind::Access(_)) {
        return changes;
    }
    let touches_folders = match event.kind {
        // A folder's own times change with each file that is saved in it.
        EventKind::Modify(kind) => matches!(kind, ModifyKind::Name(_)),
        _ => true,
    };
    for path in &event.paths {
        let Some(file) = source_path(root, path) else {
            // The system names the folder otherwise than we do, so that nothing can be told from it.
            changes.folders |= !path.starts_with(root);
            continue;
        };
        if path.is_dir() {
            changes.folders |= touches_folders;
        } else {
            changes.folders |= event.kind == EventKind::Remove(RemoveKind::Folder);
            changes.files.insert(file);
        }
    }
    changes
}

/// A file of the workspace that may belong to the site; none for what programs leave behind.
fn source_path(root: &Path, path: &Path) -> Option<SourcePath> {
    let below = path.strip_prefix(root).ok()?;
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    let is_ours = parts.first().is_some_and(|top| WATCHED.contains(&&**top));
    (is_ours && !parts.iter().any(|part| is_left_behind(part))).then(|| SourcePath::new(parts.join("/")))
}

/// The kind of the disk that a folder is on, if it reports no changes.
#[cfg(target_os = "linux")]
fn silent_disk(root: &Path) -> Option<String> {
    silent_disk_of(root, &std::fs::read_to_string("/proc/self/mounts").ok()?)
}

#[cfg(target_os = "linux")]
fn silent_disk_of(root: &Path, mounts: &str) -> Option<String> {
    let mounted = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ').skip(1);
        let at = fields.next()?.replace("\\040", " ");
        root.starts_with(&at).then(|| (at.len(), fields.next().unwrap_or_default()))
    });
    // Of two mounts at one place the later hides the earlier.
    let (_, kind) = mounted.max_by_key(|(length, _)| *length)?;
    SILENT_DISKS.contains(&kind).then(|| kind.to_owned())
}

/// The kind of the disk that a folder is on, if it reports no changes.
#[cfg(not(target_os = "linux"))]
fn silent_disk(root: &Path) -> Option<String> {
    let name = root.to_string_lossy();
    let is_share = (name.starts_with(r"\\") && !name.starts_with(r"\\?\")) || name.starts_with(r"\\?\UNC\");
    is_share
        .then(|| SILENT_DISKS.iter().find(|kind| **kind == "smbfs").map_or_else(String::new, |kind| (*kind).to_owned()))
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, CreateKind, DataChange, Flag, RenameMode};

    use super::*;

    fn hinted(kind: EventKind, paths: &[&str]) -> (Vec<String>, bool, bool) {
        let mut event = Event::new(kind);
        event.paths = paths.iter().map(PathBuf::from).collect();
        let found = changes(Path::new("/work"), &event);
        (found.files.iter().map(ToString::to_string).collect(), found.folders, found.everything)
    }

    const DATA: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Content));

    #[test]
    fn a_save_hints_at_its_file_alone() {
        assert_eq!(hinted(DATA, &["/work/content/a/b.md"]), (vec!["content/a/b.md".to_owned()], false, false));
        for left in [
            "/work/content/.git/x",
            "/work/content/~$稿.docx",
            "/work/content/a.tmp",
            "/work/content/a.md~",
            "/work/public/a",
        ] {
            assert_eq!(hinted(DATA, &[left]), (vec![], false, false), "{left}");
        }
        assert_eq!(hinted(EventKind::Access(AccessKind::Any), &["/work/content/a.md"]), (vec![], false, false));
    }

    #[test]
    fn a_rename_hints_at_both_names() {
        let both = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
        let found = hinted(both, &["/work/content/a.md", "/work/content/b.md"]);
        assert_eq!(found.0, ["content/a.md", "content/b.md"]);
    }

    #[test]
    fn folders_and_losses_ask_for_a_walk() {
        let folder = tempfile::tempdir().unwrap();
        let made = folder.path().join("content/new");
        std::fs::create_dir_all(&made).unwrap();
        let event = Event::new(EventKind::Create(CreateKind::Folder)).add_path(made.clone());
        assert!(changes(folder.path(), &event).folders);
        let touched = Event::new(EventKind::Modify(ModifyKind::Any)).add_path(made);
        assert!(changes(folder.path(), &touched).is_empty(), "a folder's own times");
        assert!(hinted(EventKind::Remove(RemoveKind::Folder), &["/work/content/a"]).1);
        assert!(hinted(DATA, &["/elsewhere/content/a.md"]).1);
        assert!(changes(folder.path(), &Event::new(EventKind::Other).set_flag(Flag::Rescan)).everything);
    }

    #[test]
    fn a_full_watch_list_ends_in_polling() {
        let (sender, inbox) = std::sync::mpsc::channel();
        handler(Path::new("/work"), sender)(Err(notify::Error::new(ErrorKind::MaxFilesWatch)));
        assert!(matches!(inbox.try_recv(), Ok(Message::CannotWatch(_))));
        assert!(matches!(inbox.try_recv(), Ok(Message::Changed(changes)) if changes.everything));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_network_disk_is_known_by_its_mount() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\n//server/共享 /mnt/办公 cifs rw 0 0\n/dev/sdb1 /mnt/办公/local ext4 rw 0 0\n\
                      C:\\134 /mnt/my\\040disk 9p rw 0 0\n";
        let of = |root: &str| silent_disk_of(Path::new(root), mounts);
        assert_eq!(of("/home/a"), None);
        assert_eq!(of("/mnt/办公/稿件").as_deref(), Some("cifs"));
        assert_eq!(of("/mnt/办公/local/x"), None);
        assert_eq!(of("/mnt/my disk/x").as_deref(), Some("9p"));
    }
}
