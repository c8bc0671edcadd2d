//! Scripts.
//!
//! Invariant: a script is a text.

use super::draft::Draft;
use super::value;
use crate::LossKind;
use pkgschema::object::raw::Kind;
use pkgschema::object::{Raw, raw};
use serde_json::value::RawValue;

const NO_SCRIPT: &str = "a script is a text";
const OWN: &str = "npm finds commands of dependencies without their folder";

/// Takes away what is no script, and the folder of dependencies' commands before one.
pub(super) fn scripts(draft: &mut Draft) {
    let Some(said) = draft.get("scripts").map(Raw::from) else { return };
    match said.kind() {
        Kind::Null => {}
        Kind::Object => by_name(draft, said.as_raw()),
        Kind::Array => in_list(draft, said.as_raw()),
        _ => draft.drop("scripts", "there are no scripts in it"),
    }
}

fn by_name(draft: &mut Draft, scripts: &RawValue) {
    let mut kept = Vec::new();
    for (name, script) in value::object(scripts).unwrap_or_default() {
        let place = ["scripts", name.as_ref()];
        if raw::kind(script) != Kind::String {
            draft.lose(&place, LossKind::Dropped, NO_SCRIPT);
            continue;
        }
        let short = shortened(script);
        if short.is_some() {
            draft.lose(&place, LossKind::Normalized, OWN);
        }
        kept.push((name, short.unwrap_or_else(|| Raw::from(script)).to_string()));
    }
    draft.set("scripts", value::of_members(kept));
}

/// Of a list the places stay: null stands for what is no script.
fn in_list(draft: &mut Draft, scripts: &RawValue) {
    let one = |script: &RawValue| match raw::kind(script) {
        Kind::String => shortened(script).unwrap_or_else(|| Raw::from(script)),
        _ => Raw::default(),
    };
    let all = value::array(scripts).unwrap_or_default().into_iter();
    let all = value::of_elements(all.map(|script| one(script).to_string()));
    draft.change("scripts", all, LossKind::Dropped, NO_SCRIPT);
}

/// A script without the folder that it begins with, if it does.
fn shortened(script: &RawValue) -> Option<Raw> {
    let slash = ['/', '\\'];
    let script = value::text(script)?;
    let below = script.strip_prefix('.').and_then(|rest| rest.strip_prefix(slash));
    let folder = below.unwrap_or(&script).strip_prefix("node_modules")?.strip_prefix(slash)?;
    // npm takes any character where the folder's dot stands
    let mut rest = folder.chars();
    rest.next().filter(|c| !matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}'))?;
    let own = rest.as_str().strip_prefix("bin")?.strip_prefix(slash)?;
    Some(value::string(own))
}
