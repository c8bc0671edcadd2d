//! What a package needs, as components of its document.
//!
//! Invariant: a range of versions stands only at a component that is external, as the
//! specification asks, and where it holds other versions than were asked for, that is a loss.

use super::BomComponent;
use crate::LossKind;
use crate::formats::record_leftovers;
use crate::leftovers::Leftovers;
use pkgschema::metadata::{Dependency, PackageMetadata, Scope};
use pkgschema::version::{Scheme, Vers, VersText};
use pkgschema::{Pointer, Text};

/// Longest range that the specification has room for, in bytes.
const LONGEST: usize = 4096;

/// The components, in the order of the dependencies. Without ranges, what versions are asked for
/// is lost.
pub(super) fn of(
    record: &PackageMetadata,
    with_ranges: bool,
    left: &mut Leftovers,
) -> Vec<BomComponent> {
    let list = Pointer::root().child("dependencies");
    let mut all = Vec::with_capacity(record.dependencies.len());
    for (index, dependency) in record.dependencies.indexed() {
        let place = list.index(index);
        let named = record_leftovers::dependency(record, dependency, &place, left);
        let Some((name, purl)) = named else { continue };
        let mut component = BomComponent::default();
        component.component_type = Some(Text::from_static("library"));
        component.bom_ref = Some(Text::from(format!("dependency/{}/{purl}", index + 1)));
        component.group = name.namespace().map(Text::from);
        component.name = Some(Text::from(name.base_name()));
        component.purl = Some(purl.into());
        component.scope = Some(Text::from_static(scope(dependency, &place, left)));
        let bundled = dependency.bundled == Some(true);
        if bundled {
            let note = "what is brought along is only not external";
            left.lose(&place.child("bundled"), LossKind::Changed, note);
        }
        if with_ranges && !bundled && component.scope.as_deref() != Some("excluded") {
            bound(&mut component, dependency, &place.child("requirement"), left);
        }
        all.push(component);
    }
    all
}

/// Says which versions would do.
fn bound(
    component: &mut BomComponent,
    dependency: &Dependency,
    at: &Pointer,
    left: &mut Leftovers,
) {
    let Some((range, changes)) = range(dependency) else { return };
    left.take(at);
    for change in changes {
        left.say(at, LossKind::Changed, change);
    }
    if back(&range) != dependency.requirement.as_ref().map(|it| it.text.to_string()) {
        left.say(&at.child("text"), LossKind::Normalized, "said in another notation");
    }
    component.version_range = Some(range);
    component.is_external = Some(true);
}

/// The requirement in VERS, and what it says otherwise there.
fn range(dependency: &Dependency) -> Option<(VersText, Vec<String>)> {
    let requirement = dependency.requirement.as_ref()?;
    if requirement.text.len() > LONGEST {
        return None;
    }
    let translated = requirement.parsed().ok()?.to_vers().ok()?;
    let own = Scheme::of_ecosystem(&requirement.ecosystem);
    let vers = translated.value;
    let fits = vers.scheme() == own && vers.as_str().len() <= LONGEST;
    let changes = translated.changes.iter().map(ToString::to_string).collect();
    fits.then(|| (text(&vers), changes))
}

fn text(vers: &Vers) -> VersText {
    VersText::from_document(vers.as_str())
}

/// The range in the ecosystem's notation again.
fn back(range: &VersText) -> Option<String> {
    let range = range.to_vers().ok()?.to_range()?.ok()?;
    Some(range.value.as_str().to_owned())
}

/// The word for when it is needed.
fn scope(dependency: &Dependency, place: &Pointer, left: &mut Leftovers) -> &'static str {
    let (at, optional) = (place.child("scope"), place.child("optionality"));
    let word = match dependency.scope {
        Scope::Runtime => {
            left.take(&at);
            "required"
        }
        Scope::Development | Scope::Build | Scope::Test => {
            let note = "excluded is whatever is not needed to run";
            left.lose(&at, LossKind::Changed, note);
            return "excluded";
        }
        _ => {
            left.lose(&at, LossKind::Changed, "needed to run, whoever is to bring it");
            "required"
        }
    };
    match dependency.optionality {
        Some(_) => {
            left.lose(&optional, LossKind::Changed, "the sense of optional is not said");
            "optional"
        }
        None => word,
    }
}
