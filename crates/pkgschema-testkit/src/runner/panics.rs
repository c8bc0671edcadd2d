//! Panics as values.
//!
//! Invariant: only panics inside of [`caught`] are silent; all others print as ever.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

thread_local! {
    static SILENT: Cell<bool> = const { Cell::new(false) };
    static MESSAGE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs `work`; a panic comes back as its message and place.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    install_hook();
    let outer = SILENT.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    SILENT.set(outer);
    result.map_err(|_| MESSAGE.take())
}

fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if SILENT.get() {
                MESSAGE.set(describe(info));
            } else {
                usual(info);
            }
        }));
    });
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let message = text.unwrap_or("no message");
    let place = info.location().map(|place| format!(" at {}:{}", place.file(), place.line()));
    format!("panicked: {message}{}", place.unwrap_or_default())
}
