//! A set of versions as specifiers of PyPI.
//!
//! Invariant: a specifier set has one lower and one upper end and holes of single versions or
//! whole series; other gaps are filled, and local versions at the ends rounded, and both said.

use super::version::Version;
use crate::version::identifiers::plain;
use crate::version::semver::incremented;
use crate::version::translation::Changes;
use crate::version::{
    Bound, ChangeKind, Inexpressible, Interval, Translation, Version as AnyVersion, VersionSet,
};

/// The set in PyPI's notation.
pub(in crate::version) fn write(set: &VersionSet) -> Result<Translation<String>, Inexpressible> {
    if set.is_empty() {
        return Ok(Translation::exact("<0.dev0".to_owned()));
    }
    let mut changes = Changes::default();
    let hull = Interval { lower: set.lower().cloned(), upper: set.upper().cloned() };
    let mut specifiers = ends(&hull, &mut changes)?;
    for pair in set.intervals().windows(2) {
        let [before, behind] = pair else { continue };
        match hole(before.upper.as_ref(), behind.lower.as_ref()) {
            Some(specifier) => specifiers.push(specifier),
            None => {
                let note = "versions in gaps of the range are in it; specifiers have no \"or\"";
                changes.note(ChangeKind::Widened, note);
            }
        }
    }
    Ok(changes.with(specifiers.join(",")))
}

/// The specifiers of both ends.
fn ends(hull: &Interval, changes: &mut Changes) -> Result<Vec<String>, Inexpressible> {
    if let Some(version) = hull.as_point() {
        return Ok(vec![format!("=={}", own(version)?.canonical())]);
    }
    let ends = hull.lower.as_ref().zip(hull.upper.as_ref());
    if let Some(series) = ends.and_then(|(lower, upper)| series(lower, upper)) {
        return Ok(vec![format!("=={series}.*")]);
    }
    let mut specifiers = Vec::new();
    if let Some(lower) = &hull.lower {
        let version = own(&lower.version)?;
        let exact = version.local().is_empty();
        let operator = if lower.inclusive || !exact { ">=" } else { ">" };
        let public = public(version);
        specifiers.push(format!("{operator}{public}"));
        if !exact {
            let note = format!(
                "{public} and local versions of it are in it; `{operator}` takes no local version"
            );
            changes.note(ChangeKind::Widened, note);
        }
    }
    if let Some(upper) = &hull.upper {
        let version = own(&upper.version)?;
        let operator = if upper.inclusive { "<=" } else { "<" };
        match version.local().is_empty() {
            true => specifiers.push(format!("{operator}{}", version.canonical())),
            false => {
                let behind = behind_locals(version);
                let note = format!(
                    "local versions below {behind} are in it; `{operator}` takes no local version"
                );
                specifiers.push(format!("<{behind}"));
                changes.note(ChangeKind::Widened, note);
            }
        }
    }
    Ok(specifiers)
}

/// The specifier that leaves out just the gap, if there is one.
fn hole(upper: Option<&Bound>, lower: Option<&Bound>) -> Option<String> {
    let (upper, lower) = (upper?, lower?);
    let same = upper.version.compare(&lower.version)?.is_eq();
    match (upper.inclusive, lower.inclusive) {
        (false, false) if same => Some(format!("!={}", own(&upper.version).ok()?.canonical())),
        (false, true) => Some(format!("!={}.*", series(upper, lower)?)),
        _ => None,
    }
}

/// The release whose series begins at the first end and ends before the second.
fn series(first: &Bound, second: &Bound) -> Option<String> {
    let (start, end) = (own(&first.version).ok()?, own(&second.version).ok()?);
    let wanted = if first.inclusive { !second.inclusive } else { second.inclusive };
    let is_first = |version: &Version| {
        let alone = version.pre().is_none() && version.post().is_none();
        alone && version.dev().map(plain) == Some("0") && version.local().is_empty()
    };
    if !wanted || !is_first(start) || !is_first(end) || plain(start.epoch()) != plain(end.epoch()) {
        return None;
    }
    let mut next: Vec<String> = start.release().map(|digits| plain(digits).to_owned()).collect();
    let release = next.join(".");
    let last = next.last_mut()?;
    *last = incremented(last);
    let epoch = Some(plain(start.epoch())).filter(|epoch| *epoch != "0");
    let epoch = epoch.map(|epoch| format!("{epoch}!")).unwrap_or_default();
    let expected = Version::parse(&format!("{epoch}{}.dev0", next.join("."))).ok()?;
    (expected == *end).then(|| format!("{epoch}{release}"))
}

/// The version without its local part.
fn public(version: &Version) -> String {
    let canonical = version.canonical();
    canonical.split('+').next().unwrap_or_default().to_owned()
}

/// The lowest version above all local versions of this one.
fn behind_locals(version: &Version) -> String {
    let public = public(version);
    let next = |digits: &str| incremented(plain(digits));
    match (version.dev(), version.post()) {
        (Some(dev), _) => {
            let before = public.rsplit_once(".dev").map_or(&*public, |(before, _)| before);
            format!("{before}.dev{}", next(dev))
        }
        (None, Some(post)) => {
            let before = public.rsplit_once(".post").map_or(&*public, |(before, _)| before);
            format!("{before}.post{}.dev0", next(post))
        }
        (None, None) => format!("{public}.post0.dev0"),
    }
}

/// The version by PEP 440 of a set.
fn own(version: &AnyVersion) -> Result<&Version, Inexpressible> {
    match version {
        AnyVersion::Pypi(version) => Ok(version),
        AnyVersion::PypiLegacy(super::AnyVersion::Pep440(version)) => Ok(version),
        other => {
            let reason = "the version is not by PEP 440";
            Err(Inexpressible::new("pypi", reason, other.as_str()))
        }
    }
}
