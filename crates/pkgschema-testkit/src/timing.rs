//! Work that is to take linear time.
//!
//! Invariant: a busy machine fails no such work: what is measured badly is measured again.

use std::time::Duration;

/// How often it is measured before it is held to be slow.
const ATTEMPTS: usize = 3;

/// Fails if ten times as much takes far more than ten times as long, whenever it is measured.
/// `time` gives how long so many take.
///
/// # Panics
/// If it does: this is for tests.
#[track_caller]
pub fn assert_linear(about: &str, count: usize, time: impl Fn(usize) -> Duration) {
    let mut last = (Duration::ZERO, Duration::ZERO);
    for _ in 0..ATTEMPTS {
        last = (time(count), time(count * 10));
        if last.1 < last.0 * 40 + Duration::from_millis(200) {
            return;
        }
    }
    let (few, many) = last;
    panic!("{about}: {few:?} for {count}, and {many:?} for ten times as many");
}
