//! Lints about identifiers, texts and members of the top level.
//!
//! Invariant: identifiers are compared as they are written.

use crate::Text;
use crate::advisory::Advisory;
use crate::finding::Lints;
use crate::object::Object;
use std::collections::HashSet;

/// What the identifiers of listed databases begin with; a hyphen follows (OSV schema, "id").
const PREFIXES: &str = "ASB-A PUB-A ALPINE ALSA ALBA ALEA AZL BELL BIT CGA CLEANSTART CLSA CURL \
    CVE DEBIAN DHI DRUPAL DSA DLA ELA DTSA ECHO EEF FreeBSD GHSA GO GSD HSEC JLSEC KUBE LBSEC \
    LSN MAL MINI MGASA OESA OSEC OSV openSUSE-SU PHSA PSF PYSEC RHBA RHEA RHSA RLSA RXSA RSEC \
    ROOT RUSTSEC SUSE-SU SUSE-RU SUSE-FU SUSE-OU UBUNTU USN V8";

/// Before the identifiers of databases that are not listed.
const EXPERIMENTAL: &str = "x_";

/// About how long a summary is at most, in characters.
const SUMMARY: usize = 120;

pub(super) fn lint(advisory: &Advisory, lints: &mut Lints) {
    if !has_listed_prefix(&advisory.id) {
        lints.error("/id", "id-prefix", format!("no listed database has {:?}", advisory.id));
    }
    for (name, _) in advisory.rest.iter() {
        if !Advisory::MEMBERS.contains(&name) {
            let place = crate::Pointer::root().child(name);
            let words = "the top level has no such member; database_specific is for it";
            lints.error(place.as_str(), "unknown-member", words);
        }
    }
    schema_version(advisory, lints);
    related(advisory, lints);
    texts(advisory, lints);
}

/// Whether the identifier begins as those of a listed database do.
fn has_listed_prefix(id: &str) -> bool {
    let of = |prefix: &str| id.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('-'));
    id.starts_with(EXPERIMENTAL) || PREFIXES.split_ascii_whitespace().any(of)
}

fn schema_version(advisory: &Advisory, lints: &mut Lints) {
    let Some(version) = &advisory.schema_version else {
        let words = "absent means 1.0.0; later members need a later version";
        return lints.note("", "schema-version-missing", words);
    };
    let mut numbers = version.split('.');
    let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !(numbers.by_ref().take(3).filter(|part| number(part)).count() == 3
        && numbers.next().is_none())
    {
        let words = format!("{version:?} is no version of the schema");
        lints.warning("/schema_version", "malformed-schema-version", words);
    }
}

fn related(advisory: &Advisory, lints: &mut Lints) {
    let aliases: HashSet<&Text> = advisory.aliases.iter().collect();
    let lists = [
        ("aliases", &*advisory.aliases),
        ("related", &advisory.related),
        ("upstream", &advisory.upstream),
    ];
    for (name, list) in lists {
        let mut seen = HashSet::new();
        for (index, id) in list.indexed() {
            let place = format!("/{name}/{index}");
            if *id == advisory.id {
                lints.warning(&place, "own-identifier", "it is this advisory's own");
            } else if !seen.insert(id) {
                lints.warning(&place, "duplicate-identifier", format!("{id:?} stands twice"));
            } else if name != "aliases" && aliases.contains(id) {
                let words = format!("{id:?} is an alias, so it is the same, not {name}");
                lints.warning(&place, "alias-and-more", words);
            }
        }
    }
}

fn texts(advisory: &Advisory, lints: &mut Lints) {
    match &advisory.summary {
        Some(summary) if summary.contains(['\n', '\r']) => {
            lints.warning("/summary", "summary-lines", "a summary is one line");
        }
        Some(summary) if summary.chars().count() > SUMMARY => {
            let words = format!("a summary has about {SUMMARY} characters at most");
            lints.note("/summary", "long-summary", words);
        }
        None if advisory.details.is_none() => {
            lints.note("", "no-text", "neither summary nor details");
        }
        _ => {}
    }
}
