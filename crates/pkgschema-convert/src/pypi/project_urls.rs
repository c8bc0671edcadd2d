//! A project's addresses, each behind a label.
//!
//! Source: the packaging specifications, "Well-known Project URLs in Metadata" (PEP 753).
//!
//! Invariant: every address is taken: by the member that its label names, or else as a link with
//! its label.

use crate::places;
use pkgschema::Text;
use pkgschema::metadata::{Funding, IssueTracker, PackageMetadata, ProjectLink};
use pkgschema::object::Map;
use pkgschema::text::Link;
use std::collections::{HashMap, HashSet};

/// What an address leads to, by its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Homepage,
    Documentation,
    Source,
    Changelog,
    Issues,
    Funding,
}

/// Labels in normal form. `download` is well known too, but no member of a record.
const LABELS: [(&str, Purpose); 21] = [
    ("homepage", Purpose::Homepage),
    ("source", Purpose::Source),
    ("repository", Purpose::Source),
    ("sourcecode", Purpose::Source),
    ("github", Purpose::Source),
    ("changelog", Purpose::Changelog),
    ("changes", Purpose::Changelog),
    ("whatsnew", Purpose::Changelog),
    ("history", Purpose::Changelog),
    ("documentation", Purpose::Documentation),
    ("docs", Purpose::Documentation),
    ("issues", Purpose::Issues),
    ("bugs", Purpose::Issues),
    ("issue", Purpose::Issues),
    ("tracker", Purpose::Issues),
    ("issuetracker", Purpose::Issues),
    ("bugtracker", Purpose::Issues),
    ("funding", Purpose::Funding),
    ("sponsor", Purpose::Funding),
    ("donate", Purpose::Funding),
    ("donation", Purpose::Funding),
];

/// The members of a record that addresses are read to.
pub(super) const MEMBERS: [&str; 7] =
    ["homepage", "documentation", "repository", "changelog", "issueTracker", "funding", "links"];

/// Longest label in normal form that is well known.
const LONGEST: usize = 13;

/// So many labels are compared with each other.
const FEW: usize = 16;

/// The label of a download address, which is a link like any other.
pub(super) const DOWNLOAD: &str = "Download";

impl Purpose {
    /// What a label says, punctuation, white space and case aside.
    pub(super) fn of(label: &str) -> Option<Self> {
        let mut normal = [0_u8; LONGEST];
        let mut length = 0;
        for byte in label.bytes().filter(|byte| !byte.is_ascii_punctuation()) {
            if byte.is_ascii_whitespace() || byte == 0x0b {
                continue;
            }
            *normal.get_mut(length)? = byte.to_ascii_lowercase();
            length += 1;
        }
        let normal = std::str::from_utf8(normal.get(..length)?).ok()?;
        LABELS.iter().find(|(label, _)| *label == normal).map(|(_, purpose)| *purpose)
    }

    /// What the addresses lead to that a member of a record holds; links may lead to anything.
    pub(super) fn of_member(member: &str) -> Option<Self> {
        Some(match member {
            "homepage" => Self::Homepage,
            "documentation" => Self::Documentation,
            "repository" => Self::Source,
            "changelog" => Self::Changelog,
            "issueTracker" => Self::Issues,
            "funding" => Self::Funding,
            _ => return None,
        })
    }

    /// The label that it is written with.
    fn label(self) -> &'static str {
        match self {
            Self::Homepage => "Homepage",
            Self::Documentation => "Documentation",
            Self::Source => "Source",
            Self::Changelog => "Changelog",
            Self::Issues => "Issues",
            Self::Funding => "Funding",
        }
    }
}

/// A label and an address with a comma between them. Without a comma there is no label.
pub(super) fn parts(text: &str) -> (Option<&str>, &str) {
    match text.split_once(',') {
        Some((label, url)) => (Some(label.trim()), url.trim()),
        None => (None, text.trim()),
    }
}

/// Adds an address to the record. The first of a purpose is the member's, later ones are links.
pub(super) fn add(label: Option<&str>, url: &str, record: &mut PackageMetadata) {
    let link = || Link::from_document(Text::from(url));
    match label.and_then(Purpose::of) {
        Some(Purpose::Homepage) if record.homepage.is_none() => record.homepage = Some(link()),
        Some(Purpose::Documentation) if record.documentation.is_none() => {
            record.documentation = Some(link());
        }
        Some(Purpose::Changelog) if record.changelog.is_none() => record.changelog = Some(link()),
        Some(Purpose::Source) if record.repository.is_none() => {
            record.repository = Some(places::repository(url));
        }
        Some(Purpose::Issues) if record.issue_tracker.is_none() => {
            let mut tracker = IssueTracker::default();
            tracker.url = Some(link());
            record.issue_tracker = Some(tracker);
        }
        Some(Purpose::Funding) => {
            let mut funding = Funding::default();
            funding.url = Some(link());
            record.funding.push(funding);
        }
        _ => {
            let mut other = ProjectLink::new(link());
            other.label = label.map(Text::from);
            record.links.push(other);
        }
    }
}

/// Adds the addresses of a table, whose order says nothing: those with a usual label go first.
pub(super) fn add_table(urls: &Map<Text>, record: &mut PackageMetadata) {
    let is_usual = |label: &str| Purpose::of(label).is_some_and(|purpose| purpose.label() == label);
    for usual in [true, false] {
        let some = urls.iter().filter(|(label, _)| is_usual(label) == usual);
        some.for_each(|(label, url)| add(Some(label), url, record));
    }
}

/// Every address of a record with its label, in one order.
pub(super) fn all(record: &PackageMetadata) -> Vec<(Option<Text>, Text)> {
    let mut all = Vec::new();
    let mut add = |purpose: Purpose, link: Option<&Link>| {
        let label = Text::from_static(purpose.label());
        all.extend(link.map(|link| (Some(label), Text::from(link.as_str()))));
    };
    add(Purpose::Homepage, record.homepage.as_ref());
    add(Purpose::Documentation, record.documentation.as_ref());
    add(Purpose::Source, record.repository.as_ref().and_then(|it| it.url.as_ref()));
    add(Purpose::Changelog, record.changelog.as_ref());
    add(Purpose::Issues, record.issue_tracker.as_ref().and_then(|it| it.url.as_ref()));
    record.funding.iter().for_each(|it| add(Purpose::Funding, it.url.as_ref()));
    let others = record.links.iter();
    all.extend(others.map(|other| (other.label.clone(), Text::from(other.url.as_str()))));
    all
}

/// Other labels for funding, of which a record may have several.
const FOR_FUNDING: [&str; 3] = ["Sponsor", "Donate", "Donation"];

/// The labels of addresses made to differ: of two that are the same, readers refuse both.
pub(super) fn distinct(all: &mut [(Option<Text>, Text)]) {
    let stands_before = |at: usize, label: &Option<Text>| {
        label.is_some() && all.iter().take(at).any(|(other, _)| other == label)
    };
    // nearly every list is short, and its labels differ
    let few = all.len() <= FEW;
    if few && !all.iter().enumerate().any(|(at, (label, _))| stands_before(at, label)) {
        return;
    }
    let mut taken: HashSet<String> =
        all.iter().filter_map(|(label, _)| Some(label.as_deref()?.to_owned())).collect();
    let mut times: HashMap<String, usize> = HashMap::new();
    for (label, _) in all {
        let Some(label) = label else { continue };
        let count = times.entry(label.as_str().to_owned()).or_insert(0);
        *count += 1;
        if *count == 1 {
            continue;
        }
        let funding = Purpose::of(label) == Some(Purpose::Funding);
        let other = FOR_FUNDING.into_iter().find(|other| funding && !taken.contains(*other));
        let mut new = other.map_or_else(|| format!("{label} {count}"), str::to_owned);
        while !taken.insert(new.clone()) {
            *count += 1;
            new = format!("{label} {count}");
        }
        *label = Text::from(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_made_to_differ() {
        let labels = ["a", "a", "Funding", "a 2", "Funding", "a", "Funding", "Donate"];
        let mut all: Vec<_> = labels.map(|label| (Some(Text::from(label)), Text::from(""))).into();
        distinct(&mut all);
        let labels: Vec<&str> = all.iter().filter_map(|(label, _)| label.as_deref()).collect();
        let expected = ["a", "a 3", "Funding", "a 2", "Sponsor", "a 4", "Donation", "Donate"];
        assert_eq!(labels, expected);
    }

    #[test]
    fn labels_are_told_as_the_specification_tells_them() {
        let cases = [
            ("Home-page", Some(Purpose::Homepage)),
            ("Change_Log", Some(Purpose::Changelog)),
            ("What's New?", Some(Purpose::Changelog)),
            ("Bug Tracker", Some(Purpose::Issues)),
            ("Source Code", Some(Purpose::Source)),
            ("Donation", Some(Purpose::Funding)),
            ("Documentation", Some(Purpose::Documentation)),
            ("Documentation page", None),
            ("Twitter", None),
            ("", None),
            ("\u{fc}ber", None),
        ];
        for (label, expected) in cases {
            assert_eq!(Purpose::of(label), expected, "{label}");
        }
    }
}
