//! Laws of evaluation and grouping, over random advisories.

use pkgschema::advisory::{
    Advisory, AdvisoryIndex, Affected, AliasGroups, GroupLimits, Package, PackageVersion, Range,
    RangeType, Verdict,
};
use pkgschema::identity::Ecosystem;
use pkgschema::version::{RangeEvent, Scheme, Version};
use pkgschema_testkit::strategies::advisory::odd;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::Config;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Few versions, so that events meet at one, among them some that are equal and some that are
/// none.
const NUMBERS: [&str; 12] = [
    "0.0.1",
    "1.0.0",
    "1.0.0-rc.1",
    "1.0.0+b",
    "1.1.0",
    "1.2.0",
    "2.0.0-0",
    "2.0.0",
    "2.0.1",
    "10.0.0",
    "x y",
    "0",
];

fn event() -> impl Strategy<Value = RangeEvent> {
    (0_u8..8, select(&NUMBERS[..])).prop_map(|(kind, version)| match kind {
        0..=2 => RangeEvent::Introduced(version.into()),
        3 | 4 => RangeEvent::Fixed(version.into()),
        5 | 6 => RangeEvent::LastAffected(version.into()),
        _ => RangeEvent::Limit(if version == "0" { "*" } else { version }.into()),
    })
}

fn range() -> impl Strategy<Value = Range> {
    let types = [RangeType::Semver, RangeType::Ecosystem, RangeType::Git, RangeType::from("NEW")];
    let types = prop_oneof![8 => select(types[..2].to_vec()), 1 => select(types[2..].to_vec())];
    (types, vec(event(), 0..6)).prop_map(|(of_type, events)| Range::of(of_type, events))
}

fn entry() -> impl Strategy<Value = Affected> {
    let ecosystems = select(vec!["npm", "PyPI", "crates.io", "Maven", "Go", "Debian:12"]);
    let versions = vec(select(&NUMBERS[..]), 0..3);
    (ecosystems, vec(range(), 0..3), versions).prop_map(|(ecosystem, ranges, versions)| {
        let mut package = Package::default();
        package.ecosystem = Some(Ecosystem::from_document(ecosystem));
        package.name = Some("a".into());
        let mut entry = Affected::default();
        entry.package = Some(package);
        entry.ranges = ranges.into();
        entry.versions = versions.into_iter().map(Into::into).collect();
        entry
    })
}

fn advisory(entries: Vec<Affected>) -> Advisory {
    let mut advisory = Advisory::new("X-1");
    advisory.affected = entries.into();
    advisory
}

fn questions() -> impl Iterator<Item = PackageVersion> {
    let ecosystems = ["npm", "PyPI", "crates.io", "Maven", "Go", "Debian:12"];
    ecosystems.into_iter().flat_map(|ecosystem| {
        let package = move |version: &&str| {
            PackageVersion::new(Ecosystem::from_document(ecosystem), "a", version)
        };
        NUMBERS.iter().map(package)
    })
}

/// Equal up to the reason of "unknown", of which there may be several.
fn same(left: Verdict, right: Verdict) -> bool {
    left == right || left.as_str() == "unknown" && right.as_str() == "unknown"
}

/// The specification's walk over sorted events, one version at a time, without intervals.
fn naive(events: &[RangeEvent], scheme: Scheme, asked: &Version) -> bool {
    let parse = |event: &RangeEvent| Version::parse(scheme, event.version()).unwrap();
    let zero =
        |event: &RangeEvent| event.version() == "0" && matches!(event, RangeEvent::Introduced(_));
    let limits: Vec<_> = events.iter().filter(|it| it.name() == "limit").collect();
    let before = |limit: &&RangeEvent| {
        limit.version() == "*" || asked.compare(&parse(limit)) == Some(Ordering::Less)
    };
    if !limits.is_empty() && !limits.iter().any(before) {
        return false;
    }
    let order = |left: &RangeEvent, right: &RangeEvent| match (zero(left), zero(right)) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => parse(left).compare(&parse(right)).unwrap(),
    };
    let mut line: Vec<&RangeEvent> = events.iter().filter(|it| it.name() != "limit").collect();
    line.sort_by(|left, right| order(left, right));
    let mut affected = false;
    for at in line.chunk_by(|left, right| order(left, right).is_eq()) {
        let first = at[0];
        let there =
            if zero(first) { Ordering::Greater } else { asked.compare(&parse(first)).unwrap() };
        if there.is_lt() {
            break;
        }
        let names: BTreeSet<_> = at.iter().map(|event| event.name()).collect();
        let (begins, last) = (names.contains("introduced"), names.contains("last_affected"));
        let ends = last || names.contains("fixed");
        affected = match (affected, begins, ends) {
            (true, true, _) | (true, false, false) => true,
            (false, true, false) => true,
            (false, false, _) => false,
            (true, false, true) | (false, true, true) => last && there.is_eq(),
        };
    }
    affected
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, cases: 1000, ..Config::default() })]

    #[test]
    fn order_never_matters(
        entries in vec(entry(), 1..4),
        swaps in vec((any::<Index>(), any::<Index>()), 0..8),
    ) {
        let shuffled: Vec<Affected> = {
            let mut entries = entries.clone();
            for entry in &mut entries {
                let mut ranges: Vec<Range> = entry.ranges.to_vec();
                for range in &mut ranges {
                    let mut events = range.events.to_vec();
                    swap(&mut events, &swaps);
                    range.events = events.into();
                }
                swap(&mut ranges, &swaps);
                entry.ranges = ranges.into();
                let mut versions = entry.versions.to_vec();
                swap(&mut versions, &swaps);
                entry.versions = versions.into();
            }
            swap(&mut entries, &swaps);
            entries
        };
        let (left, right) = (advisory(entries), advisory(shuffled));
        let index = AdvisoryIndex::from_iter([&right]);
        for asked in questions() {
            let (first, second) = (left.affects(&asked), right.affects(&asked));
            prop_assert!(same(first, second), "{first} {second} for {asked:?}");
            let hit = index.hits(&asked).first().map(|hit| hit.verdict);
            prop_assert_eq!(hit, Some(second).filter(|verdict| !verdict.is_not_affected()));
        }
    }

    #[test]
    fn ranges_agree_with_the_walk(events in vec(event(), 1..9)) {
        for ecosystem in ["npm", "PyPI", "crates.io", "Maven"] {
            let ecosystem = Ecosystem::from_document(ecosystem);
            let scheme = Scheme::of_ecosystem(&ecosystem).unwrap();
            let range = Range::of(RangeType::Ecosystem, events.iter().cloned());
            let Ok(set) = range.versions(&ecosystem) else { continue };
            for text in NUMBERS {
                let Ok(version) = Version::parse(scheme, text) else { continue };
                let expected = naive(&events, scheme, &version);
                prop_assert_eq!(set.contains(&version), expected, "{} in {:?}", text, events);
            }
        }
    }

    /// Whatever a document holds, nothing panics, and what is there is never hidden.
    #[test]
    fn any_document_is_answered(document in odd()) {
        let advisory = Advisory::parse(&document.to_text()).unwrap();
        let _ = advisory.check();
        let _ = advisory.best_severity(None);
        for entry in &advisory.affected {
            let _ = entry.to_version_set();
        }
        for asked in questions().take(14) {
            let found = advisory.assess(&asked);
            prop_assert_eq!(found.verdict, advisory.affects(&asked));
        }
    }
}

fn swap<T>(items: &mut [T], swaps: &[(Index, Index)]) {
    if !items.is_empty() {
        for (left, right) in swaps {
            items.swap(left.index(items.len()), right.index(items.len()));
        }
    }
}

/// 20,000 random graphs: groups are the connected components, found here by a plain search.
#[test]
fn groups_are_connected_components() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    for _ in 0..20_000 {
        let nodes = 1 + next(12);
        let mut records: Vec<Advisory> = (0..next(10))
            .map(|_| {
                let mut record = Advisory::new(format!("X-{}", next(nodes)).as_str());
                record.aliases =
                    (0..next(4)).map(|_| format!("X-{}", next(nodes)).as_str().into()).collect();
                record
            })
            .collect();
        let found = AliasGroups::of(&records, GroupLimits::NONE);
        let groups: Vec<Vec<String>> =
            found.iter().map(|group| group.iter().map(ToString::to_string).collect()).collect();
        assert_eq!(groups, components(&records));
        records.reverse();
        assert_eq!(found, AliasGroups::of(&records, GroupLimits::NONE));
    }
}

fn components(records: &[Advisory]) -> Vec<Vec<String>> {
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for record in records {
        edges.entry(record.id.to_string()).or_default();
        for alias in &record.aliases {
            edges.entry(record.id.to_string()).or_default().insert(alias.to_string());
            edges.entry(alias.to_string()).or_default().insert(record.id.to_string());
        }
    }
    let mut groups = Vec::new();
    let mut seen = BTreeSet::new();
    for start in edges.keys() {
        let mut group = BTreeSet::new();
        let mut pending = vec![start.clone()];
        while let Some(id) = pending.pop() {
            if seen.insert(id.clone()) {
                pending.extend(edges[&id].iter().cloned());
                group.insert(id);
            }
        }
        if !group.is_empty() {
            groups.push(group.into_iter().collect::<Vec<_>>());
        }
    }
    groups.sort();
    groups
}

#[test]
fn bad_aliases_are_capped() {
    let record = |id: &str, aliases: &[&str]| {
        let mut record = Advisory::new(id);
        record.aliases = aliases.iter().map(|id| (*id).into()).collect();
        record
    };
    let bad = record("BAD-1", &["A-1", "A-2", "A-3", "A-4", "A-5", "A-6"]);
    let good = record("GOOD-1", &["A-1"]);
    let groups = AliasGroups::of([&bad, &good], GroupLimits::default());
    assert_eq!(groups.too_many_aliases(), ["BAD-1"]);
    assert_eq!(groups.of_id("BAD-1").unwrap(), ["BAD-1"]);
    assert_eq!(groups.of_id("GOOD-1").unwrap(), ["A-1", "GOOD-1"]);
    let chain: Vec<Advisory> =
        (0..40).map(|n| record(&format!("C-{n:02}"), &[&format!("C-{:02}", n + 1)])).collect();
    let groups = AliasGroups::of(&chain, GroupLimits::default());
    assert_eq!((groups.too_large().len(), groups.too_large()[0].len()), (1, 41));
    assert_eq!(groups.of_id("C-07").unwrap(), ["C-07"]);
    assert_eq!(groups.iter().count(), 41);
}
