//! What the menu has done outside of itself: verbs, and folders opened on the desktop.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What the menu has done outside of itself; a test puts its own in the place.
pub(super) trait Actions {
    /// Runs this program with such a line of arguments, on this terminal; gives its exit code.
    ///
    /// # Errors
    /// It cannot be started.
    fn verb(&mut self, line: &[OsString]) -> io::Result<u8>;
    /// Opens a folder on the desktop; whether the desktop took it.
    fn open(&mut self, folder: &Path) -> bool;
}

/// The exit code of a verb that was ended from outside, as shells give it for Ctrl-C.
const INTERRUPTED: u8 = 130;

/// This program, started again for each verb: Ctrl-C ends the verb and not the menu, and a verb that falls takes nothing with it.
pub(super) struct ThisProgram {
    /// Whether a verb runs, whose Ctrl-C it is then.
    busy: Arc<AtomicBool>,
}

impl ThisProgram {
    /// Takes Ctrl-C over: while a verb runs it is the verb's, else it ends the menu.
    pub(super) fn new() -> Self {
        let busy = Arc::new(AtomicBool::new(false));
        let runs = Arc::clone(&busy);
        // Where the system refuses, Ctrl-C ends the menu as well, and nothing is lost.
        let _ = ctrlc::set_handler(move || {
            if !runs.load(Ordering::SeqCst) {
                crate::cli::terminal::say("\n");
                std::process::exit(i32::from(INTERRUPTED));
            }
        });
        Self { busy }
    }
}

impl Actions for ThisProgram {
    fn verb(&mut self, line: &[OsString]) -> io::Result<u8> {
        let program = std::env::current_exe()?;
        self.busy.store(true, Ordering::SeqCst);
        let ended = Command::new(program).args(line).status();
        self.busy.store(false, Ordering::SeqCst);
        Ok(ended?.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(INTERRUPTED))
    }

    fn open(&mut self, folder: &Path) -> bool {
        open::that_detached(folder).is_ok()
    }
}
