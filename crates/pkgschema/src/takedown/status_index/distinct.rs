//! Which notices are one.
//!
//! Invariant: a notice is the same wherever it stands in a log, and after a part of it was erased.

use super::entry::Name;
use super::order::Found;
use crate::identity::DigestAlgorithm;
use crate::takedown::{Erased, TakedownNotice};
use serde_json::Value;
use std::collections::HashSet;

/// How many contents of one identifier are told apart; more are no better than these.
const MOST: usize = 8;

/// Leaves each notice in once; gives the names under which one issuer says different things.
pub(super) fn distinct<'a>(found: &mut Vec<Found<'_, 'a>>) -> HashSet<Name<'a>> {
    let mut reused = HashSet::new();
    // Those of one name lie beside each other then, and of those equal ones.
    found.sort_by(|(left, _), (right, _)| {
        let content = || left.notice.to_json().cmp(&right.notice.to_json());
        left.name().cmp(&right.name()).then_with(content)
    });
    found.dedup_by(|(later, _), (earlier, _)| {
        later.name() == earlier.name() && later.notice == earlier.notice
    });
    let mut kept: Vec<Found<'_, 'a>> = Vec::with_capacity(found.len());
    let mut first = 0;
    for (entry, matching) in found.drain(..) {
        if kept.get(first).is_some_and(|(before, _)| before.name() != entry.name()) {
            first = kept.len();
        }
        let same_name = kept.get_mut(first..).unwrap_or_default().iter_mut().take(MOST);
        let twin = same_name.into_iter().find(|(other, _)| is_same(other.notice, entry.notice));
        match twin {
            // What was not erased says more.
            Some(twin) if twin.0.notice.erased.is_some() && entry.notice.erased.is_none() => {
                *twin = (entry, matching);
            }
            Some(_) => {}
            None => {
                if kept.len() > first {
                    reused.insert(entry.name());
                }
                kept.push((entry, matching));
            }
        }
    }
    *found = kept;
    reused
}

/// Whether two notices of one name are the same but for their place in a log, and for what was
/// erased from one of them.
fn is_same(left: &TakedownNotice, right: &TakedownNotice) -> bool {
    match (&left.erased, &right.erased) {
        (None, None) => placeless(left) == placeless(right),
        (Some(erased), None) => is_rest_of(left, erased, right),
        (None, Some(erased)) => is_rest_of(right, erased, left),
        (Some(ours), Some(theirs)) => {
            ours.digest == theirs.digest && placeless(left) == placeless(right)
        }
    }
}

fn placeless(notice: &TakedownNotice) -> TakedownNotice {
    let mut notice = notice.clone();
    notice.previous = None;
    notice
}

/// Whether a notice is what was left of another one.
fn is_rest_of(rest: &TakedownNotice, erased: &Erased, whole: &TakedownNotice) -> bool {
    let digest = whole.digest().ok();
    if digest.is_none() || erased.digest.get(&DigestAlgorithm::Sha256) != digest {
        return false;
    }
    let mut rest = rest.clone();
    rest.erased = None;
    let document = |notice: &TakedownNotice| serde_json::from_str::<Value>(&notice.to_json()).ok();
    let (Some(rest), Some(mut whole)) = (document(&rest), document(whole)) else { return false };
    for member in erased.members.iter() {
        remove(&mut whole, member);
    }
    rest == whole
}

/// Takes a member out of a document, if it is there.
fn remove(document: &mut Value, pointer: &str) {
    let Some((parent, name)) = pointer.rsplit_once('/') else { return };
    let name = name.replace("~1", "/").replace("~0", "~");
    if let Some(Value::Object(members)) = document.pointer_mut(parent) {
        members.remove(&name);
    }
}
