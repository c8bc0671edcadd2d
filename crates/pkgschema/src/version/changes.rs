//! Where a resolver's answer for a range differs from the order's.
//!
//! Invariant: every rule of `satisfies` that goes beyond the order has its change here, said as
//! the order's set beside the resolver's.

use super::range::Notation;
use super::{Change, ChangeKind, Prereleases, VersionRange, VersionSet, pypi};
use ChangeKind::{Dropped, Narrowed, Widened};

/// What the order's set takes that the resolver does not (widened), and the other way round
/// (narrowed).
pub(super) fn between(range: &VersionRange) -> Vec<Change> {
    let mut changes = Vec::new();
    if range.prereleases() == Prereleases::Exclude {
        let note = "pre-releases within the bounds are in it; the resolver was told to take none";
        changes.push(change(Widened, note));
    }
    match range.notation() {
        Notation::Npm(npm) if !npm.options().include_prerelease => {
            named_prereleases(range, "npm", &mut changes);
        }
        Notation::Cargo(_) if range.prereleases() != Prereleases::Include => {
            named_prereleases(range, "cargo", &mut changes);
        }
        Notation::Pypi(set) | Notation::PypiLegacy(set) => {
            let empty = range.versions().is_empty();
            let counts = |one: &&pypi::Specifier| !empty || one.is_arbitrary();
            changes.extend(set.specifiers().iter().filter(counts).flat_map(specifier));
        }
        Notation::Maven(maven) if maven.is_soft() => {
            let note = "the preference for the version; Maven takes any other for it too";
            changes.push(change(Dropped, note));
        }
        _ => {}
    }
    changes
}

fn change(kind: ChangeKind, note: impl Into<String>) -> Change {
    Change { kind, note: note.into() }
}

fn named_prereleases(range: &VersionRange, tool: &str, changes: &mut Vec<Change>) {
    let points = |set: &VersionSet| set.intervals().iter().all(|i| i.as_point().is_some());
    if !points(&range.versions()) && range.prereleases() == Prereleases::Default {
        let note = format!(
            "pre-releases within the bounds are in it; {tool} takes only those of numbers that \
             the range names with a pre-release"
        );
        changes.push(change(Widened, note));
    }
}

/// `===` compares texts.
fn arbitrary(specifier: &pypi::Specifier) -> Option<Change> {
    let text = specifier.arbitrary_text()?;
    Some(match pypi::Version::parse(text) {
        Ok(_) => change(Widened, "other spellings are in it; `===` takes one"),
        Err(_) => change(Narrowed, format!("the text {text} is not in it, which is no version")),
    })
}

fn specifier(specifier: &pypi::Specifier) -> Vec<Change> {
    use pypi::Operator;
    let Some(version) = specifier.version() else {
        return arbitrary(specifier).into_iter().collect();
    };
    let final_release = !version.is_prerelease();
    let public = version.local().is_empty();
    let one = |kind, note: String| vec![change(kind, note)];
    match specifier.operator() {
        Operator::Less if final_release => one(
            Widened,
            format!("pre-releases of {version} are in it; `<{version}` leaves them out"),
        ),
        Operator::Greater if version.dev().is_none() && version.post().is_none() => one(
            Widened,
            format!(
                "post-releases and local versions of {version} are in it; `>{version}` leaves them out"
            ),
        ),
        Operator::Greater => one(
            Widened,
            format!("local versions of {version} are in it; `>{version}` leaves them out"),
        ),
        Operator::Equal | Operator::LessOrEqual if public => one(
            Narrowed,
            format!(
                "local versions of {version} are not in it; `{}{version}` takes them",
                specifier.operator().as_str()
            ),
        ),
        Operator::NotEqual if public => one(
            Widened,
            format!("local versions of {version} are in it; `!={version}` leaves them out"),
        ),
        _ => Vec::new(),
    }
}
