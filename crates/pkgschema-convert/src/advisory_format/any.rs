//! Advisories out of a text, whatever it is: one document, or one a line.
//!
//! Invariant: what cannot be read is named with its line, and what stands beside it is read.

use super::{AdvisoryError, AdvisoryFormat};
use crate::detect::identify;
use pkgschema::advisory::Advisory;
use pkgschema::object::raw;
use pkgschema::{ParseError, ParseErrorKind};
use serde_json::value::RawValue;

/// What could not be read: in words, with the line from 1 where lines stand for themselves.
pub type Unreadable = (Option<usize>, String);

/// Reads advisories out of a text, and calls `each` with every one: a document of those in
/// [`ALL`](super::ALL), told from the text, an array of them, or JSON Lines. What cannot be read
/// comes back, and costs nothing that stands beside it.
///
/// ```
/// use pkgschema_convert::advisory_format::read_each;
/// let lines = "{\"id\": \"X-1\", \"affected\": []}\n{\"id\"\n{\"id\": \"X-2\", \"affected\": []}\n";
/// let mut ids = Vec::new();
/// let unreadable = read_each(lines, &mut |advisory| ids.push(advisory.id.to_string()));
/// assert_eq!(ids, ["X-1", "X-2"]);
/// assert_eq!((unreadable.len(), unreadable[0].0), (1, Some(2)));
/// ```
pub fn read_each(text: &str, each: &mut dyn FnMut(Advisory)) -> Vec<Unreadable> {
    if let Some(unreadable) = elements(text, each) {
        return unreadable;
    }
    match one(text, each) {
        Ok(()) => Vec::new(),
        Err(_) if is_lines(text) => lines(text, each),
        Err(error) => vec![(None, error)],
    }
}

/// Whether the first line that is not blank is a JSON value of its own, and not the last.
fn is_lines(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().is_some_and(|line| {
        line.trim_start().starts_with('{')
            && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok()
    });
    first && lines.next().is_some()
}

fn lines(text: &str, each: &mut dyn FnMut(Advisory)) -> Vec<Unreadable> {
    let mut unreadable = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        unreadable.extend(one(line, each).err().map(|error| (Some(index + 1), error)));
    }
    unreadable
}

/// Each element of an array for itself.
fn elements(text: &str, each: &mut dyn FnMut(Advisory)) -> Option<Vec<Unreadable>> {
    let text = text.trim_start().starts_with('[').then_some(text)?;
    let elements = raw::elements(serde_json::from_str::<&RawValue>(text).ok()?)?;
    let mut unreadable = Vec::new();
    for (index, element) in elements.into_iter().enumerate() {
        let failed = one(element.get(), each).err();
        unreadable.extend(failed.map(|error| (None, format!("element {index}: {error}"))));
    }
    Some(unreadable)
}

/// One document. Most are OSV's, and one of those says so itself.
fn one(text: &str, each: &mut dyn FnMut(Advisory)) -> Result<(), String> {
    if let Some(advisory) = osv(text) {
        each(advisory);
        return Ok(());
    }
    let read = format_of(text).map_err(AdvisoryError::from).and_then(|format| format.read(text));
    let read = read.map_err(|error| error.to_string())?;
    read.advisories.into_iter().for_each(each);
    Ok(())
}

fn osv(text: &str) -> Option<Advisory> {
    let advisory = text.trim_start().starts_with('{').then(|| Advisory::parse(text).ok())??;
    let of_osv =
        |it: &pkgschema::advisory::Affected| it.package.is_some() || it.ranges.is_present();
    advisory.affected.iter().all(of_osv).then_some(())?;
    (!advisory.affected.is_empty() && advisory.modified.is_some()).then_some(advisory)
}

/// The format that a text is in.
///
/// # Errors
/// If the text is no document that is known here, or none about advisories that is read.
pub fn format_of(text: &str) -> Result<&'static AdvisoryFormat, ParseError> {
    let kind = identify(text)?;
    AdvisoryFormat::find(kind.as_str()).filter(|format| format.reads()).ok_or_else(|| {
        let detail = format!("{} says nothing about vulnerabilities", kind.as_str());
        ParseError::new(ParseErrorKind::NotThisDocument, detail, "")
    })
}
