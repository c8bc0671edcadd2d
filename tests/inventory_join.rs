//! Whether the packages of inventories are hit: builds, digests, packages in several places, and
//! what goes for every inventory.

use pkgschema::advisory::{Advisory, PackageVersion, UnknownReason, Verdict};
use pkgschema::exchange::{
    AdvisoryEvidence, AttestedBuilds, BuildTrust, CheckEvidence, CheckInput, CheckPolicy,
    CheckVerdict, CheckedPackage, InventoryReport, ReasonCode, check, check_all,
};
use pkgschema::identity::{Digest, DigestAlgorithm};
use pkgschema::text::{Link, Timestamp};
use pkgschema_testkit::checked::{advisory, codes, file, inventory, package, with_advisories};
use proptest::prelude::*;

#[test]
fn builds_are_attested_file_by_file() {
    let policy = CheckPolicy::parse(r#"{"requireProvenance": true}"#).unwrap();
    let digest =
        |digit: &str| Digest::from_hex(DigestAlgorithm::Sha256, &digit.repeat(64)).unwrap();
    let mut builds = AttestedBuilds::default();
    builds.insert(digest("a"), BuildTrust::Verified);
    builds.insert(digest("b"), BuildTrust::Stated);
    builds.insert(digest("c"), BuildTrust::Verified);
    builds.insert(digest("c"), BuildTrust::Failed);
    let mut evidence = CheckEvidence::default();
    evidence.builds = Some(&builds);
    let table = [
        ("a", CheckVerdict::Allow, vec![]),
        ("b", CheckVerdict::Unknown, vec!["provenance-unverified"]),
        ("c", CheckVerdict::Block, vec!["provenance-failed"]),
        ("d", CheckVerdict::Warn, vec!["provenance-missing"]),
    ];
    for (digit, verdict, expected) in table {
        let inventory = inventory(&package("npm", "a", "1.0.0", &file("tarball", digit)));
        let report = check(&inventory, &evidence, &policy);
        assert_eq!((&report.verdict, codes(&report.packages[0])), (&verdict, expected), "{digit}");
    }
    let bare = inventory(&package("npm", "a", "1.0.0", ""));
    assert_eq!(codes(&check(&bare, &evidence, &policy).packages[0]), ["provenance-unknown"]);
    evidence.builds = None;
    let one = inventory(&package("npm", "a", "1.0.0", &file("tarball", "a")));
    assert_eq!(codes(&check(&one, &evidence, &policy).packages[0]), ["provenance-unknown"]);
}

#[test]
fn digests_of_one_file_that_contradict_each_other() {
    let named = |digest: &str| {
        format!(
            r#""artifacts": [{{"filename": "a.whl", "digests": {{"sha256": "{}"}}}}]"#,
            digest.repeat(64)
        )
    };
    let twice = format!(
        r#""artifacts": [{{"filename": "a.whl", "digests": {{"sha256": "{}", "sha256": "{}"}}}}]"#,
        "a".repeat(64),
        "b".repeat(64)
    );
    let pair = |left: &str, right: &str| {
        let both = [package("npm", "a", "1.0.0", left), package("npm", "a", "1.0.0", right)];
        with_advisories(&inventory(&both.join(",")), Vec::new(), &CheckPolicy::default())
    };
    let disagree = [
        pair(&file("tarball", "a"), &file("tarball", "b")),
        pair(&named("a"), &named("b")),
        with_advisories(
            &inventory(&package("npm", "a", "1.0.0", &twice)),
            Vec::new(),
            &CheckPolicy::default(),
        ),
    ];
    for report in disagree {
        assert_eq!(report.verdict, CheckVerdict::Block);
        for found in &report.packages {
            assert_eq!(codes(found), ["digests-disagree"]);
            assert_eq!(found.reasons[0].digests.len(), 2);
        }
    }
    // hashes of files without names may be of several, and another algorithm says nothing
    let nameless = format!(
        r#""artifacts": [{{"digests": {{"sha256": "{}"}}}}, {{"digests": {{"sha256": "{}"}}}}]"#,
        "a".repeat(64),
        "b".repeat(64)
    );
    let one = inventory(&package("PyPI", "a", "1.0", &nameless));
    assert!(with_advisories(&one, Vec::new(), &CheckPolicy::default()).is_clean());
    assert!(pair(&named("a"), &named("A")).is_clean());
}

#[test]
fn what_stands_in_several_places_counts_once() {
    let text = [
        package("npm", "a", "1.0.0", &file("tarball", "a")),
        package("npm", "b", "1.0.0", ""),
        package("npm", "a", "1.0.0", &file("tarball", "a")),
    ];
    let (first, second) = (inventory(&text.join(",")), inventory(&text[0]));
    let mut inputs = [CheckInput::new(&first), CheckInput::new(&second)];
    inputs[0].name = Some("one");
    inputs[1].name = Some("two");
    let advisories = AdvisoryEvidence::new();
    let mut evidence = CheckEvidence::default();
    evidence.advisories = Some(&advisories);
    let report = check_all(&inputs, &evidence, &CheckPolicy::default());
    assert_eq!((report.counts.packages, report.counts.places), (2, 4));
    let places: Vec<_> = report.packages.iter().flat_map(|it| it.places.iter()).collect();
    let named: Vec<_> =
        places.iter().map(|it| (it.inventory.as_deref().unwrap(), it.pointer.as_str())).collect();
    assert!(named.contains(&("one", "/packages/2")) && named.contains(&("two", "/packages/0")));
}

#[test]
fn a_later_entry_that_is_about_another_package_takes_the_earlier_one_out() {
    let inventory = inventory(&package("npm", "a", "1.0.0", ""));
    let earlier = advisory("X-1", "npm", "a", "2.0.0");
    let mut later = advisory("X-1", "npm", "b", "2.0.0");
    later.modified = Some(Timestamp::new("2026-06-02T00:00:00Z").unwrap());
    for order in [vec![earlier.clone(), later.clone()], vec![later, earlier]] {
        let report = with_advisories(&inventory, order, &CheckPolicy::default());
        assert!(report.is_clean());
        assert_eq!(report.counts.advisories, Some(1));
    }
}

#[test]
fn text_for_people_is_obeyed_by_no_terminal() {
    let inventory = inventory(&package("npm", "a", "1.0.0", ""));
    let mut advisory = advisory("X-1", "npm", "a", "2.0.0");
    advisory.summary = Some("\u{1b}[2J gone \u{202e}".into());
    let report = with_advisories(&inventory, vec![advisory], &CheckPolicy::default());
    let line = report.packages[0].reasons[0].to_string();
    assert!(!line.contains('\u{1b}') && !line.contains('\u{202e}'), "{line:?}");
}

#[test]
fn a_registrys_link_is_one_in_any_spelling() {
    let link = |text: &str| Link::from_document(text);
    let mut policy = CheckPolicy::default();
    policy.usual_registries.push(link("HTTPS://Registry.example:443/"));
    let inventory = inventory(&package(
        "npm",
        "a",
        "1.0.0",
        r#""source": {"kind": "registry", "registryIndex": "https://registry.example"}"#,
    ));
    assert!(with_advisories(&inventory, Vec::new(), &policy).is_clean());
}

prop_compose! {
    fn some_package()(
        ecosystem in prop::sample::select(vec!["npm", "PyPI", "crates.io", "Go", "Nowhere"]),
        name in prop::sample::select(vec!["a", "B", "a_b", "a-b", "A.b"]),
        version in prop::sample::select(vec!["1.0.0", "1.5.0", "2.0.0", "x", ""]),
        more in prop::sample::select(vec![String::new(), file("tarball", "a"), file("crate", "b")]),
    ) -> String {
        let package = package(ecosystem, name, version, &more);
        if version.is_empty() { package.replace(r#", "version": """#, "") } else { package }
    }
}

prop_compose! {
    fn some_advisory()(
        id in 0..12_u8,
        ecosystem in prop::sample::select(vec!["npm", "PyPI", "crates.io", "Go", "Maven"]),
        name in prop::sample::select(vec!["a", "b", "a_b", "a.b"]),
        fixed in prop::sample::select(vec!["1.2.0", "2.0.0", "x"]),
        prefix in prop::sample::select(vec!["X", "MAL"]),
        again in prop::sample::select(vec!["1.1.0", "1.7.0", "1.2.0"]),
        end in prop::sample::select(vec!["1.8.0", "2.5.0"]),
        listed in prop::sample::select(vec!["[]", r#"["1.8.0"]"#, r#"["2.5", "1.2.0"]"#]),
    ) -> Advisory {
        let json = advisory(&format!("{prefix}-{id}"), ecosystem, name, fixed).to_json();
        let more = format!(r#","ranges":[{{"type":"ECOSYSTEM","events":[{{"introduced":"{again}"}},
            {{"fixed":"{end}"}}]}},"#);
        let json = json.replacen(r#","ranges":["#, &more, 1);
        let list = format!(r#","versions":{listed},"ranges":["#);
        Advisory::parse(&json.replacen(r#","ranges":["#, &list, 1)).unwrap()
    }
}

/// An advisory, whether it is sure, and the versions in which it is fixed.
type Said = (String, bool, Vec<String>);

/// What every advisory says of a package, one by one.
fn naive(advisories: &[Advisory], asked: &PackageVersion) -> Vec<Said> {
    let mut last: std::collections::BTreeMap<&str, &Advisory> = Default::default();
    for advisory in advisories {
        last.insert(advisory.id.as_str(), advisory);
    }
    let judged = last.into_values().filter_map(|it| {
        let found = it.assess(asked);
        let fixes = found.fixes.iter().map(|fix| fix.version.to_string()).collect();
        match found.verdict {
            Verdict::Affected => Some((it.id.to_string(), true, fixes)),
            Verdict::NotAffected(_) | Verdict::Unknown(UnknownReason::NoPackage) => None,
            _ => Some((it.id.to_string(), false, fixes)),
        }
    });
    judged.collect()
}

/// What the report says of a package.
fn reported(package: &CheckedPackage) -> Vec<Said> {
    let about = package.reasons.iter().filter_map(|it| {
        let fixed = it.fixed.iter().map(|version| version.to_string()).collect();
        Some((it.advisory.as_ref()?.to_string(), it.unknown.is_none(), fixed))
    });
    let mut all: Vec<_> = about.collect();
    all.sort();
    all
}

proptest! {
    #[test]
    fn the_join_agrees_with_a_naive_one(
        packages in prop::collection::vec(some_package(), 0..12),
        advisories in prop::collection::vec(some_advisory(), 0..12),
    ) {
        let inventory = inventory(&packages.join(","));
        let report = with_advisories(&inventory, advisories.clone(), &CheckPolicy::default());
        let mut seen = 0;
        for found in &report.packages {
            for place in &found.places {
                let index: usize = place.pointer.trim_start_matches("/packages/").parse().unwrap();
                let package = &inventory.packages[index];
                let asked = PackageVersion::of_package(package.package_name());
                let asked = match &package.version {
                    Some(version) => asked.at(version),
                    None => asked,
                };
                prop_assert_eq!(reported(found), naive(&advisories, &asked));
                seen += 1;
            }
        }
        prop_assert_eq!(seen, packages.len());
    }

    #[test]
    fn worst_first_and_the_order_of_an_inventory_changes_only_places(
        packages in prop::collection::vec(some_package(), 0..12),
        advisories in prop::collection::vec(some_advisory(), 0..8),
    ) {
        let backwards: Vec<String> = packages.iter().rev().cloned().collect();
        let one = with_advisories(&inventory(&packages.join(",")), advisories.clone(), &CheckPolicy::default());
        let two = with_advisories(&inventory(&backwards.join(",")), advisories, &CheckPolicy::default());
        let ranks: Vec<u8> = one.packages.iter().map(|it| it.verdict.rank()).collect();
        prop_assert!(ranks.is_sorted_by(|left, right| left >= right));
        let without_places = |report: &InventoryReport| -> Vec<CheckedPackage> {
            report.packages.iter().cloned().map(|mut it| { it.places = Default::default(); it.name = None; it }).collect()
        };
        prop_assert_eq!(without_places(&one), without_places(&two));
        prop_assert_eq!(&one.counts, &two.counts);
        for found in &one.packages {
            let worst = found.reasons.iter().map(|it| it.verdict.rank()).max().unwrap_or(0);
            prop_assert_eq!(found.verdict.rank(), worst);
            prop_assert_eq!(found.verdict == CheckVerdict::Allow, found.actions.is_empty());
        }
        let read = InventoryReport::parse(&one.to_json()).unwrap();
        prop_assert_eq!(&read, &one);
        prop_assert!(read.packages.iter().flat_map(|it| it.reasons.iter()).all(|it| ReasonCode::is_listed(&it.code)));
    }
}
