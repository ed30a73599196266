//! The last belt around the decoders: one that panics on a damaged file gives a refusal, never a crash or noise.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether this thread is within [`guarded`], where a panic is expected and told in other words.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What `work` returns; none if it panics, in which case nothing is printed either.
///
/// The first call wraps the process's panic hook in one that keeps silent for guarded threads and hands every other
/// panic to the hook that was there before.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |information| {
            if !GUARDED.get() {
                before(information);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    // Whatever `work` had in hand is dropped with the panic, so nothing half-done can be seen afterwards.
    let result = panic::catch_unwind(AssertUnwindSafe(work)).ok();
    GUARDED.set(outer);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_nothing_and_the_thread_goes_on() {
        assert_eq!(guarded(|| -> u8 { panic!("a decoder fell over") }), None);
        assert_eq!(guarded(|| 7), Some(7));
        assert!(!GUARDED.get());
    }
}
