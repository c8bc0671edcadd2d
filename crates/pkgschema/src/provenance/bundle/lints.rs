//! What is wrong with a bundle, as far as it can be told without a key.
//!
//! Invariant: nothing here calls anything verified; a finding is a reason to refuse, its absence
//! none to accept.

mod certificate;
mod content;
mod form;
mod logged;
mod tree;

use super::{Bundle, proto_form};
use crate::Finding;
use crate::finding::Lints;
use crate::object::check;

/// The rules, in the order in which their findings stand. Of a bundle in the other spelling of
/// names the places are those of [`Bundle::in_proto_form`].
pub(super) fn lint(bundle: &Bundle) -> Vec<Finding> {
    let mut lints = Lints::default();
    other_names(bundle, &mut lints);
    let spelt = match lints.found.is_empty() {
        true => std::borrow::Cow::Borrowed(bundle),
        false => bundle.in_proto_form(),
    };
    // protobuf takes null for absent
    let odd = check(&*spelt).into_iter().filter(|finding| finding.code != "null-member");
    lints.found.extend(odd);
    form::lint(&spelt, &mut lints);
    content::lint(&spelt, &mut lints);
    certificate::lint(&spelt, &mut lints);
    certificate::timestamps(&spelt, &mut lints);
    entries(&spelt, &mut lints);
    lints.found
}

fn other_names(bundle: &Bundle, lints: &mut Lints) {
    let mut names = std::collections::HashSet::new();
    for (place, camel) in proto_form::other_names(bundle) {
        let parent = place.rsplit_once('/').map(|(parent, _)| parent).unwrap_or_default();
        let words = format!("protobuf's writers spell it {camel}");
        lints.note(&place, "proto-name", words);
        let twice = !names.insert(format!("{parent}/{camel}")) || is_there(bundle, parent, &camel);
        if twice {
            lints.error(&place, "duplicate-member", format!("{camel} stands there as well"));
        }
    }
}

/// Whether the object at that place has the member.
fn is_there(bundle: &Bundle, parent: &str, name: &str) -> bool {
    let Some(place) = crate::Pointer::parse(&format!("{parent}/{name}")) else { return false };
    let mut raw = crate::object::Raw::parse(&bundle.to_json());
    for token in place.tokens() {
        raw = raw.and_then(|raw| child(&raw, &token));
    }
    raw.is_some()
}

fn child(raw: &crate::object::Raw, token: &str) -> Option<crate::object::Raw> {
    use crate::object::raw;
    match raw.kind() {
        raw::Kind::Array => {
            let elements = raw::elements(raw.as_raw())?;
            elements.get(token.parse::<usize>().ok()?).map(|raw| (*raw).into())
        }
        _ => {
            let members = raw::members(raw.as_raw())?;
            members.into_iter().find(|(name, _)| name == token).map(|(_, raw)| raw.into())
        }
    }
}

fn entries(bundle: &Bundle, lints: &mut Lints) {
    let Some(material) = bundle.verification_material.get() else { return };
    let signed = logged::Signed::of(bundle);
    for (index, entry) in material.tlog_entries.indexed() {
        let place = format!("/verificationMaterial/tlogEntries/{index}");
        tree::lint(entry, &place, lints);
        logged::lint(&signed, entry, &place, lints);
    }
}
