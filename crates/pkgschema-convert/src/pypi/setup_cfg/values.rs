//! The values of `setup.cfg`, as setuptools takes them apart.
//!
//! Invariant: a part is a text of the value, without white space around it.

use super::stated::{Directive, DirectiveKind, Said};
use crate::syntax::ini::{lines, strip};
use pkgschema::Text;
use std::borrow::Cow;
use std::collections::HashMap;

/// The value with what stands for a percent sign replaced, if nothing is filled in.
pub(super) fn filled_in(value: &str) -> Said<Cow<'_, str>> {
    let mut rest = value;
    while let Some((_, behind)) = rest.split_once('%') {
        match behind.strip_prefix('%') {
            Some(next) => rest = next,
            None => {
                return Said::Elsewhere(Directive::new(DirectiveKind::Interpolation, value));
            }
        }
    }
    Said::Value(match value.contains('%') {
        true => Cow::Owned(value.replace("%%", "%")),
        false => Cow::Borrowed(value),
    })
}

/// The directive of one of these kinds that a value is.
pub(super) fn directive(value: &str, kinds: &[DirectiveKind]) -> Option<Directive> {
    let is = |kind: &DirectiveKind| match kind {
        DirectiveKind::File => value.starts_with("file:"),
        DirectiveKind::Attr => value.starts_with("attr:"),
        DirectiveKind::Find => matches!(strip(value), "find:" | "find_namespace:"),
        DirectiveKind::Interpolation => false,
    };
    kinds.iter().find(|kind| is(kind)).map(|kind| Directive::new(*kind, value))
}

/// The lines of a value of several, else what stands between separators; nothing empty.
pub(super) fn list(value: &str, separator: char) -> Vec<Text> {
    let parts: Vec<&str> = match value.contains('\n') {
        true => lines(value).collect(),
        false => value.split(separator).collect(),
    };
    parts.into_iter().map(strip).filter(|part| !part.is_empty()).map(Text::from).collect()
}

/// A list of requirements: comments are taken out.
pub(super) fn requirements(value: &str) -> Vec<Text> {
    let mut all = list(value, ';');
    all.retain(|one| !one.starts_with('#'));
    all
}

/// A list of `name = value`: of two of one name the last counts, in the place of the first. What
/// has no name stands under the empty one.
pub(super) fn pairs(value: &str) -> Vec<(Text, Text)> {
    let mut all: Vec<(Text, Text)> = Vec::new();
    let mut places: HashMap<Text, usize> = HashMap::new();
    for part in list(value, ',') {
        let Some((name, value)) = part.split_once('=') else {
            all.push((Text::EMPTY, part));
            continue;
        };
        let (name, value) = (Text::from(strip(name)), Text::from(strip(value)));
        let at = *places.entry(name.clone()).or_insert(all.len());
        match all.get_mut(at) {
            Some((_, old)) => *old = value,
            None => all.push((name, value)),
        }
    }
    all
}
