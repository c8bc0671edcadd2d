//! From Gradle's notation of versions to Maven's.
//!
//! Invariant: what is given back means in Maven what it meant in Gradle, or less is said with a
//! loss beside it, and a notation of Gradle's alone gives nothing.

use super::GradleVersion;
use crate::LossKind;
use crate::leftovers::Leftovers;
use pkgschema::identity::Ecosystem;
use pkgschema::version::{RequirementText, Scheme, VersionRange};
use pkgschema::{Pointer, Text};

/// Versions that Gradle makes out when it resolves.
const MOVING: &str = "latest.";

/// The requirement; what it does not say is lost at its place.
pub(super) fn of(
    version: &GradleVersion,
    place: &Pointer,
    left: &mut Leftovers,
) -> Option<RequirementText> {
    let text = stated(version, place, left)?;
    Some(RequirementText::new(Ecosystem::MAVEN, text))
}

fn stated(version: &GradleVersion, place: &Pointer, left: &mut Leftovers) -> Option<Text> {
    let said = |text: &Option<Text>| text.clone().filter(|text| !text.is_empty());
    if let Some(strictly) = said(&version.strictly) {
        let place = place.child("strictly");
        let written = in_maven(&strictly)?;
        let note = "Maven has no notation for what counts against all others that ask";
        left.lose(&place, LossKind::Changed, note);
        return Some(match written.starts_with(['[', '(']) {
            true => written,
            false => ["[", &written, "]"].concat().into(),
        });
    }
    if let Some(requires) = said(&version.requires) {
        let written = in_maven(&requires)?;
        let place = place.child("requires");
        match written == requires {
            true => left.take(&place),
            false => left.lose(&place, LossKind::Normalized, "written as Maven writes ranges"),
        }
        return Some(written);
    }
    let prefers = in_maven(&said(&version.prefers)?)?;
    if prefers.starts_with(['[', '(']) {
        return None;
    }
    let note = "Maven has no notation for a wish beside what is needed";
    left.lose(&place.child("prefers"), LossKind::Changed, note);
    Some(prefers)
}

/// The text in Maven's notation: a version, or a range, whose ends Gradle may write with brackets
/// that are turned round.
pub(super) fn in_maven(text: &str) -> Option<Text> {
    let is_range = text.starts_with(['[', '(', ']']);
    if !is_range {
        let odd = |c: char| "[](),".contains(c) || c.is_whitespace();
        let moving = text.ends_with('+') || text.starts_with(MOVING) || text.contains("${");
        return (!moving && !text.contains(odd)).then(|| text.into());
    }
    let turned = match (text.strip_prefix(']'), text.strip_suffix('[')) {
        (Some(_), Some(_)) if text.len() > 1 => ["(", text.get(1..text.len() - 1)?, ")"].concat(),
        (Some(behind), None) => ["(", behind].concat(),
        (None, Some(before)) => [before, ")"].concat(),
        _ => text.to_owned(),
    };
    VersionRange::parse(Scheme::MAVEN, &turned).ok().map(|_| turned.into())
}
