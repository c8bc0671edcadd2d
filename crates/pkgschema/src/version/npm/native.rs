//! A set of versions as a range of npm.
//!
//! Invariant: the range contains the very versions of the set.

use crate::version::{Inexpressible, Interval, Translation, VersionSet};

/// The set in npm's notation.
pub(in crate::version) fn write(set: &VersionSet) -> Result<Translation<String>, Inexpressible> {
    let intervals: Vec<String> = set.intervals().iter().map(interval).collect();
    Ok(Translation::exact(match set.is_empty() {
        true => "<0.0.0-0".to_owned(),
        false => intervals.join(" || "),
    }))
}

fn interval(interval: &Interval) -> String {
    if let Some(version) = interval.as_point() {
        return version.canonical().into_owned();
    }
    let upper = interval.upper.as_ref().map(|upper| {
        format!("{}{}", if upper.inclusive { "<=" } else { "<" }, upper.version.canonical())
    });
    let lower = interval.lower.as_ref().map(|lower| {
        format!("{}{}", if lower.inclusive { ">=" } else { ">" }, lower.version.canonical())
    });
    match (lower, upper) {
        (None, None) => "*".to_owned(),
        (None, Some(upper)) => upper,
        (Some(lower), upper) => {
            let upper = upper.map(|upper| format!(" {upper}")).unwrap_or_default();
            // node-semver reads `>=0.0.0` as every version, pre-releases of 0.0.0 and all.
            match lower == ">=0.0.0" {
                true => format!("0.0.0 || >0.0.0{upper}"),
                false => format!("{lower}{upper}"),
            }
        }
    }
}
