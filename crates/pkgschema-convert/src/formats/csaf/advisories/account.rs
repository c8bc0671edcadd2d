//! People to thank, and why an advisory does not hold something.
//!
//! Source: CSAF 2.0 and 2.1, clause 3.1.1 (acknowledgments).
//!
//! Invariant: each place that is not used has a reason in words.

use super::{CsafVulnerability, Making};
use pkgschema::advisory::{Advisory, Credit};
use pkgschema::{Pointer, Text};

impl Making<'_> {
    /// People, or the organisation where no people are named.
    pub(super) fn credits(&mut self, to: &mut Advisory, it: &CsafVulnerability, at: &Pointer) {
        let mut credits = Vec::new();
        for (index, thanks) in it.acknowledgments.indexed() {
            let place = at.child("acknowledgments").index(index);
            let left = &mut self.left;
            let before = credits.len();
            left.take_each(&thanks.names, &place.child("names"));
            credits.extend(thanks.names.iter().map(credit));
            if let (true, Some(name)) = (credits.len() == before, &thanks.organization) {
                left.take(&place.child("organization"));
                credits.push(credit(name));
            }
            // an address belongs to one of them only if there is one
            if let Some([one]) = credits.get_mut(before..).filter(|_| !thanks.urls.is_empty()) {
                one.contact = thanks.urls.iter().map(|url| Text::from(url.as_str())).collect();
                left.take_each(&thanks.urls, &place.child("urls"));
            }
        }
        if !credits.is_empty() {
            to.credits = credits.into();
        }
    }
}

fn credit(name: &Text) -> Credit {
    let mut credit = Credit::default();
    credit.name = Some(name.clone());
    credit
}

/// Why an advisory does not hold what stands at a place.
pub(super) fn why(place: &Pointer) -> &'static str {
    let tokens: Vec<String> = place.tokens().take(4).collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    match tokens[..] {
        ["product_tree", ..] => "of the products an advisory holds packages and versions alone",
        ["vulnerabilities", _, "remediations", ..] => "an advisory has no place for remedies",
        ["vulnerabilities", _, "threats", ..] => "an advisory has no place for threats",
        ["vulnerabilities", _, "flags", ..] => "an advisory has no place for justifications",
        ["vulnerabilities", _, "ids", ..] => {
            "only identifiers of databases of advisories are aliases"
        }
        ["vulnerabilities", _, "scores" | "metrics", ..] => {
            "of a score an advisory holds the vector"
        }
        ["document", ..] => "an advisory says nothing about the document it was made of",
        _ => "an advisory has no place for it",
    }
}
