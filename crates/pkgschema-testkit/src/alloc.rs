//! Counting what a piece of work allocates, for tests that bound memory.
//!
//! Invariant: every byte that the current thread asks for or gives back is counted, and counting
//! itself allocates nothing.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static CURRENT: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

/// The system's allocator, counted for each thread by itself, so that tests beside one another do
/// not disturb the figures.
///
/// A test binary installs it and measures a call:
///
/// ```
/// use pkgschema_testkit::alloc::{Counting, measure};
/// #[global_allocator]
/// static ALLOCATOR: Counting = Counting;
///
/// let (text, stats) = measure(|| "x".repeat(1000));
/// assert_eq!((text.len(), stats.peak_extra_bytes, stats.allocations), (1000, 1000, 1));
/// ```
pub struct Counting;

/// What a call allocated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AllocStats {
    /// Most bytes that were in use at once, beyond those in use before.
    pub peak_extra_bytes: usize,
    /// How often memory was asked for; growing a piece counts once more.
    pub allocations: usize,
}

/// Runs `work` and counts what it allocates on this thread. Zero everywhere unless [`Counting`]
/// is the global allocator. What it allocates on other threads is not seen.
pub fn measure<T>(work: impl FnOnce() -> T) -> (T, AllocStats) {
    let (start, count, outer_peak) = (CURRENT.get(), COUNT.get(), PEAK.get());
    PEAK.set(start);
    let value = work();
    let peak = PEAK.get();
    PEAK.set(outer_peak.max(peak));
    let peak_extra_bytes = usize::try_from(peak - start).unwrap_or(0);
    (value, AllocStats { peak_extra_bytes, allocations: COUNT.get() - count })
}

fn took(bytes: usize) {
    // a thread that is ending has no counters left; nobody measures it any more
    let _ = CURRENT.try_with(|current| {
        current.set(current.get() + bytes.cast_signed());
        PEAK.set(PEAK.get().max(current.get()));
        COUNT.set(COUNT.get() + 1);
    });
}

fn gave(bytes: usize) {
    let _ = CURRENT.try_with(|current| current.set(current.get() - bytes.cast_signed()));
}

// SAFETY: every call goes to `System` with the caller's arguments unchanged and its result is
// returned unchanged; the counters are constant-initialised cells without destructors, so
// counting neither allocates nor unwinds.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        took(layout.size());
        // SAFETY: the caller keeps `GlobalAlloc::alloc`'s contract, which is `System`'s.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        took(layout.size());
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        gave(layout.size());
        // SAFETY: as above; every pointer this allocator gave out came from `System`.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        gave(layout.size());
        took(size);
        // SAFETY: as above.
        unsafe { System.realloc(pointer, layout, size) }
    }
}
