//! Paths in `RECORD`.
//!
//! Invariant: a path without a finding leads to one place below the root of the wheel, on every
//! system.

use crate::paths;
use pkgschema::Severity;
use pkgschema::text::is_obeyed;

/// What is odd about a path: a code, how bad, and words. `installed` is whether the files of an
/// installation are listed, among which some stand elsewhere.
pub(in crate::pypi) fn odd(
    path: &str,
    installed: bool,
) -> Option<(&'static str, Severity, &'static str)> {
    let outside = if installed { Severity::Warning } else { Severity::Error };
    Some(match () {
        () if path.is_empty() => ("empty-name", Severity::Error, "a file has a path"),
        () if path.contains(is_obeyed) => {
            ("hidden-character", Severity::Error, "expected only characters that can be seen")
        }
        () if paths::is_absolute(path) => {
            ("absolute-path", outside, "expected a path below the root of the wheel")
        }
        () if paths::climbs(path) => {
            ("path-out-of-tree", outside, "the path leads out of the root of the wheel")
        }
        () if path.contains('\\') => {
            ("backslash", Severity::Error, "expected / between the parts of the path")
        }
        () if path.contains(':') => (
            "drive-or-stream",
            Severity::Warning,
            "some systems take what is before the colon for another file",
        ),
        () if !path.split('/').all(paths::is_plain_part) => {
            ("path-not-normal", Severity::Warning, "the path has a simpler spelling")
        }
        () => return None,
    })
}
