//! What the names of all kinds of files have in common.
//!
//! Invariant: what is no single name within a folder is never read as a file name.

use super::FileName;
use crate::found::Found;
use pkgschema::identity::{Ecosystem, PackageName};
use pkgschema::version::{Scheme, Version};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity};
use std::borrow::Cow;

/// Why nobody may store a file under this name, if so: it holds a path, or characters that
/// cannot be seen.
pub(in crate::pypi) fn unsafe_name(text: &str) -> Option<Finding> {
    let found = |code, words: &str| Finding::new(Pointer::root(), code, Severity::Error, words);
    if text.contains(['/', '\\', ':']) {
        return Some(found("path-in-name", "expected a file name without a path"));
    }
    let codes = ["empty-name", "hidden-character", "path-in-name"];
    let checked = PackageName::from_document(Ecosystem::PYPI, text).check().into_iter();
    let mut odd = checked.filter(|finding| codes.contains(&finding.code));
    odd.next().map(|finding| match finding.code {
        "empty-name" => found(finding.code, "a file has a name"),
        "hidden-character" => found(finding.code, "expected only characters that can be seen"),
        code => found(code, "expected a file name without a path"),
    })
}

/// The name of a file that is listed among a project's, once what is odd about it is found: that
/// it is unsafe or cannot be read, which is as bad as `severity` says, or is another project's.
/// `None` where any of it is so.
pub(in crate::pypi) fn listed(
    text: &str,
    project: Option<&str>,
    severity: Severity,
    at: &Pointer,
    found: &mut Found,
) -> Option<FileName> {
    if let Some(finding) = unsafe_name(text) {
        found.extend(vec![finding], at);
        return None;
    }
    match FileName::read(text, project) {
        Ok(name) if project.is_none_or(|project| name.is_of(project)) => return Some(name),
        Ok(_) => {
            let words = "the name of another project's file";
            found.add(|| at.clone(), "other-project", Severity::Error, words);
        }
        Err(error) => found.add(|| at.clone(), "odd-file-name", severity, error.detail()),
    }
    None
}

/// What is odd about a project's name and a version in a file name.
pub(super) fn name_and_version(name: &str, version: &str) -> Vec<Finding> {
    let package = PackageName::from_document(Ecosystem::PYPI, name);
    let mut found = package.check();
    let mut say = |code, severity, words: String| {
        found.push(Finding::new(Pointer::root(), code, severity, words));
    };
    let escaped = escaped(&package);
    if escaped != name {
        let words = format!("{name:?} is written {escaped:?} in new file names");
        say("name-not-normalized", Severity::Note, words);
    }
    match Version::parse(Scheme::Pypi, version) {
        Err(_) => {
            let words = format!("expected a version of PEP 440, found {version:?}");
            say("malformed-version", Severity::Error, words);
        }
        Ok(parsed) if parsed.canonical() != version => {
            let words =
                format!("{version:?} is written {:?} in new file names", parsed.canonical());
            say("version-not-normalized", Severity::Note, words);
        }
        Ok(_) => {}
    }
    found
}

/// A project's name and a version as new file names have them.
pub(super) fn spelled(name: &str, version: &str) -> Result<(String, String), ParseError> {
    let package = PackageName::new(Ecosystem::PYPI, name)?;
    let parsed = Version::parse(Scheme::Pypi, version)?;
    let canonical = parsed.canonical().into_owned();
    if canonical.contains('-') {
        let words = "expected a version without hyphens";
        return Err(ParseError::new(ParseErrorKind::TypeRule, words, version));
    }
    Ok((escaped(&package).into_owned(), canonical))
}

/// The normalised name with `_` for `-`.
fn escaped(package: &PackageName) -> Cow<'_, str> {
    let normal = package.normalized();
    match normal.contains('-') {
        true => Cow::Owned(normal.replace('-', "_")),
        false => normal,
    }
}
