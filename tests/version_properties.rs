//! What holds for versions and ranges of every scheme, over generated texts.
//!
//! `VERSION_CASES=100000 cargo test --release --test version_properties` for a longer run.

use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};

use pkgschema::version::{
    ChangeKind, RangeEvent, Scheme, Vers, Version, VersionRange, VersionSet, maven,
};
use pkgschema_testkit::strategies::version::{ordered_scheme, range, scheme, version};
use proptest::prelude::*;

fn cases() -> ProptestConfig {
    let cases = std::env::var("VERSION_CASES").ok().and_then(|text| text.parse().ok());
    let config = ProptestConfig { cases: cases.unwrap_or(512), ..ProptestConfig::default() };
    ProptestConfig { failure_persistence: None, ..config }
}

fn read(scheme: Scheme, text: &str) -> Version {
    Version::parse(scheme, text).unwrap_or_else(|error| panic!("{scheme} {text:?}: {error}"))
}

fn order(left: &Version, right: &Version) -> Ordering {
    left.compare(right).expect("one scheme")
}

fn hash(version: &Version) -> u64 {
    let mut hasher = DefaultHasher::new();
    version.hash(&mut hasher);
    hasher.finish()
}

/// A scheme and so many versions of it.
fn versions(
    of: impl Strategy<Value = Scheme>,
    count: usize,
) -> impl Strategy<Value = (Scheme, Vec<String>)> {
    of.prop_flat_map(move |scheme| {
        (Just(scheme), prop::collection::vec(version(scheme), count..=count))
    })
}

/// A scheme, a range of it and versions.
fn ranges() -> impl Strategy<Value = (Scheme, String, Vec<String>)> {
    scheme().prop_flat_map(|scheme| {
        (Just(scheme), range(scheme), prop::collection::vec(version(scheme), 8))
    })
}

/// Versions around the ends of a set, besides those given.
fn candidates(set: &VersionSet, scheme: Scheme, texts: &[String]) -> Vec<Version> {
    let ends = set.intervals().iter().flat_map(|interval| [&interval.lower, &interval.upper]);
    let ends = ends.flatten().map(|bound| bound.version.clone());
    texts.iter().map(|text| read(scheme, text)).chain(ends).collect()
}

/// Whether the order of these versions is one: no three of them go in a circle.
fn is_ordered(versions: &[Version]) -> bool {
    let le = |left: usize, right: usize| order(&versions[left], &versions[right]).is_le();
    let all = 0..versions.len();
    all.clone()
        .all(|a| all.clone().all(|b| !le(a, b) || all.clone().all(|c| !le(b, c) || le(a, c))))
}

/// The version beside the ends of the set. Maven's order goes in circles for some, and nothing
/// can be said about them.
fn in_circles(version: &Version, set: &VersionSet) -> bool {
    let mut ends = candidates(set, version.scheme(), &[]);
    ends.push(version.clone());
    matches!(version.scheme(), Scheme::Maven(_)) && !is_ordered(&ends)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn orders_are_antisymmetric((scheme, texts) in versions(scheme(), 2)) {
        let (left, right) = (read(scheme, &texts[0]), read(scheme, &texts[1]));
        prop_assert_eq!(order(&left, &right), order(&right, &left).reverse());
        prop_assert_eq!(order(&left, &left), Ordering::Equal);
    }

    #[test]
    fn total_orders_are_transitive((scheme, texts) in versions(ordered_scheme(), 3)) {
        let [a, b, c] = [0, 1, 2].map(|index| read(scheme, &texts[index]));
        if order(&a, &b).is_le() && order(&b, &c).is_le() {
            prop_assert!(order(&a, &c).is_le(), "{a} {b} {c}");
            let strict = order(&a, &b).is_lt() || order(&b, &c).is_lt();
            prop_assert_eq!(order(&a, &c).is_lt(), strict, "{} {} {}", a, b, c);
        }
    }

    #[test]
    fn equality_is_the_orders_and_hashes_agree((scheme, texts) in versions(scheme(), 2)) {
        let (left, right) = (read(scheme, &texts[0]), read(scheme, &texts[1]));
        match scheme {
            // narrower than the order
            Scheme::Maven(_) => prop_assert!(left != right || order(&left, &right).is_eq()),
            _ => prop_assert_eq!(left == right, order(&left, &right).is_eq()),
        }
        if left == right {
            prop_assert_eq!(hash(&left), hash(&right), "{} {}", left, right);
        }
    }

    #[test]
    fn canonical_text_is_the_same_version((scheme, texts) in versions(scheme(), 1)) {
        let version = read(scheme, &texts[0]);
        prop_assert_eq!(version.as_str(), &texts[0]);
        let again = read(scheme, &version.canonical());
        prop_assert_eq!(&again, &version);
        prop_assert_eq!(order(&again, &version), Ordering::Equal);
        prop_assert_eq!(again.canonical(), version.canonical());
        prop_assert_eq!(read(scheme, &version.to_string()), version);
    }

    #[test]
    fn ranges_agree_with_their_sets((scheme, range, texts) in ranges()) {
        let Ok(range) = VersionRange::parse(scheme, &range) else { return Ok(()) };
        let set = range.versions();
        for version in candidates(&set, scheme, &texts) {
            let same = range.contains(&version) == set.contains(&version);
            prop_assert!(same || in_circles(&version, &set), "{version}");
        }
    }

    #[test]
    fn a_range_survives_vers_and_its_own_notation((scheme, range, texts) in ranges()) {
        let Ok(range) = VersionRange::parse(scheme, &range) else { return Ok(()) };
        let Ok(vers) = range.to_vers() else { return Ok(()) };
        let vers = vers.value;
        prop_assert_eq!(&Vers::parse_strict(vers.as_str()).unwrap(), &vers);
        let set = vers.versions_as(scheme);
        let mut candidates = candidates(&range.versions(), scheme, &texts);
        candidates.retain(|version| !in_circles(version, &range.versions()));
        for version in &candidates {
            prop_assert_eq!(vers.contains(version), Some(range.contains(version)), "{}", version);
        }
        let Some(set) = set else { return Ok(()) };
        let Ok(back) = VersionRange::of_versions(&set) else { return Ok(()) };
        let filled = back.changes.iter().any(|c| c.note.contains("gaps") || c.note.contains("local version"));
        for version in &candidates {
            let (before, after) = (range.contains(version), back.value.contains(version));
            prop_assert!(before == after || filled && after, "{version}: {before}, {}", back.value);
        }
    }

    #[test]
    fn events_tell_the_same_set((scheme, range, texts) in ranges()) {
        let Ok(range) = VersionRange::parse(scheme, &range) else { return Ok(()) };
        let set = range.versions();
        let events = set.to_events();
        let read = |events: &Vec<RangeEvent>| VersionSet::of_events(scheme, events).unwrap();
        let back = events.value.iter().map(read);
        let back = back.fold(VersionSet::none(scheme), |all, set| all.union(&set));
        let widened = events.changes.iter().any(|change| change.kind == ChangeKind::Widened);
        for version in candidates(&set, scheme, &texts) {
            let (before, after) = (set.contains(&version), back.contains(&version));
            let told = before == after || widened && after || in_circles(&version, &set);
            prop_assert!(told, "{version}: {before}, {after}");
        }
    }

    #[test]
    fn sets_are_an_algebra((scheme, left, texts) in ranges(), seed in any::<prop::sample::Index>()) {
        let Ok(left) = VersionRange::parse(scheme, &left) else { return Ok(()) };
        let text = &texts[seed.index(texts.len())];
        let bound = pkgschema::version::Bound::exclusive(read(scheme, text));
        let right = VersionSet::of(scheme, [pkgschema::version::Interval::from(bound)]);
        let left = left.versions();
        // circles in Maven's order are nobody's algebra
        if matches!(scheme, Scheme::Maven(_)) {
            return Ok(());
        }
        let (both, any, not) = (left.intersection(&right), left.union(&right), left.complement());
        for version in candidates(&any, scheme, &texts) {
            let (in_left, in_right) = (left.contains(&version), right.contains(&version));
            prop_assert_eq!(both.contains(&version), in_left && in_right, "{}", version);
            prop_assert_eq!(any.contains(&version), in_left || in_right, "{}", version);
            prop_assert_eq!(not.contains(&version), !in_left, "{}", version);
        }
        prop_assert!(left.intersection(&not).is_empty());
        prop_assert_eq!(not.complement(), left.clone());
        prop_assert!(both.is_subset(&left) && left.is_subset(&any));
    }

    #[test]
    fn no_text_makes_a_reader_panic(scheme in scheme(), text in ".*", range in "[0-9a-z<>=!~^|.,*+ \\[\\]()v-]{0,24}") {
        for text in [&text, &range] {
            if let Ok(version) = Version::parse(scheme, text) {
                prop_assert_eq!(version.as_str(), text);
                prop_assert!(order(&version, &version).is_eq());
                let _ = (version.canonical(), version.is_prerelease(), hash(&version));
            }
            if let Ok(range) = VersionRange::parse(scheme, text) {
                prop_assert_eq!(range.as_str(), text);
                let set = range.versions();
                let _ = (range.canonical(), range.to_vers(), set.to_events(), set.complement());
                let _ = VersionRange::of_versions(&set);
            }
            if let Ok(vers) = Vers::parse(&format!("vers:{}/{text}", scheme.vers_type())) {
                prop_assert_eq!(Vers::parse_strict(vers.as_str()).unwrap(), vers);
            }
        }
    }

    #[test]
    fn sorting_by_mavens_order_loses_nothing(texts in prop::collection::vec(version(Scheme::MAVEN), 0..40)) {
        let read = |text: &String| maven::Version::new(text, maven::Dialect::V4);
        let mut versions: Vec<maven::Version> = texts.iter().map(read).collect();
        maven::sort(&mut versions);
        let mut sorted: Vec<_> = versions.iter().map(|version| version.as_str()).collect();
        let mut before: Vec<_> = texts.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        before.sort_unstable();
        prop_assert_eq!(sorted, before);
    }
}
