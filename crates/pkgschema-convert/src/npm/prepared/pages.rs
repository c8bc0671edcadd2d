//! Home page, and where problems are reported.
//!
//! Invariant: what is set is an address or a mail address; what is neither is dropped.

use super::draft::Draft;
use super::repository;
use super::value;
use crate::LossKind;
use crate::npm::hosted::is_address;
use pkgschema::object::Raw;
use serde_json::value::RawValue;

const FROM_REPOSITORY: &str = "made of the repository";
const NO_PLACE: &str = "it is no address and no mail address";

/// Where problems are reported, as an object.
pub(super) fn bugs(draft: &mut Draft) {
    let Some(said) = draft.said("bugs") else {
        let issues = repository::hosted(draft).and_then(|hosted| hosted.issues());
        if let Some(url) = issues {
            let bugs = value::of_texts([("url", url)]);
            draft.change("bugs", bugs, LossKind::Defaulted, FROM_REPOSITORY);
        }
        return;
    };
    if let Some(text) = value::text(said.as_raw()) {
        let name = match () {
            () if is_mail(&text) => "email",
            () if is_address(&text) => "url",
            () => return draft.drop("bugs", NO_PLACE),
        };
        let bugs = value::of_texts([(name, &text)]);
        return draft.change("bugs", bugs, LossKind::Normalized, "an object");
    }
    of_object(draft, &said);
}

/// The address and the mail address of an object. Other names of the address go before its own,
/// and the last of them counts.
fn of_object(draft: &mut Draft, said: &Raw) {
    let members = value::object(said.as_raw()).unwrap_or_default();
    let find = |names: &[&str]| members.iter().rfind(|(key, _)| names.contains(&key.as_ref()));
    let url = find(&["web", "name"]).or_else(|| find(&["url"]));
    for (name, _) in &members {
        let counts = url.is_some_and(|(key, _)| key == name);
        let (kind, note) = match name.as_ref() {
            "email" => continue,
            "url" if counts => continue,
            _ if counts => (LossKind::Normalized, "another name of the address"),
            "url" | "web" | "name" => (LossKind::Dropped, "the address stands there twice"),
            _ => (LossKind::Dropped, "npm knows an address and a mail address"),
        };
        draft.lose(&["bugs", name], kind, note);
    }
    let url = url.filter(|(name, url)| kept(draft, name, url, is_address));
    let email = find(&["email"]).filter(|(name, email)| kept(draft, name, email, is_mail));
    let there = [("url", url), ("email", email)].into_iter();
    let there = there.filter_map(|(name, member)| Some((name, member?.1.get())));
    match value::of_members(there) {
        bugs if bugs.as_str() == "{}" => draft.drop("bugs", NO_PLACE),
        bugs => draft.set("bugs", bugs),
    }
}

/// Whether a member is what it should be.
fn kept(draft: &mut Draft, name: &str, said: &RawValue, fits: fn(&str) -> bool) -> bool {
    let kept = value::text(said).is_some_and(|text| fits(&text));
    if !kept {
        draft.lose(&["bugs", name], LossKind::Dropped, NO_PLACE);
    }
    kept
}

/// The home page, an address.
pub(super) fn homepage(draft: &mut Draft) {
    let Some(said) = draft.said("homepage") else {
        if let Some(hosted) = repository::hosted(draft) {
            let page = value::string(&hosted.page());
            draft.change("homepage", page, LossKind::Defaulted, FROM_REPOSITORY);
        }
        return;
    };
    let Some(text) = value::text(said.as_raw()) else {
        return draft.drop("homepage", "a home page is an address");
    };
    if !is_address(&text) {
        let page = value::string(&format!("http://{text}"));
        draft.change("homepage", page, LossKind::Repaired, "an address begins with its scheme");
    }
}

/// npm's idea of a mail address: a dot somewhere behind the first at sign.
fn is_mail(text: &str) -> bool {
    text.find('@').is_some_and(|at| text.rfind('.').is_some_and(|dot| at < dot))
}
