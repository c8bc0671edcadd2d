//! A made project against every advisory of the corpora: what `check` says of each package is what
//! each advisory says for itself.

use std::collections::BTreeMap;
use std::path::Path;

use pkgschema::advisory::{Advisory, Matcher, PackageVersion, UnknownReason, Verdict};
use pkgschema::exchange::{AdvisoryEvidence, CheckEvidence, CheckPolicy, check};
use pkgschema_testkit::inventories::{osv_texts, project};

const PACKAGES: usize = 2_000;

#[test]
#[ignore = "needs ../shared/corpora"]
fn a_join_agrees_with_a_naive_one() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let texts = osv_texts(&corpora).unwrap();
    let advisories: Vec<Advisory> =
        texts.iter().map(|text| Advisory::parse(text).unwrap()).collect();
    let inventory = project(&advisories, PACKAGES);
    assert_eq!(inventory.packages.len(), PACKAGES);
    let mut known = AdvisoryEvidence::about([&inventory]);
    known.extend(advisories.iter().cloned());
    assert_eq!(known.len(), advisories.len(), "two of one identifier");
    let mut evidence = CheckEvidence::default();
    evidence.advisories = Some(&known);
    let report = check(&inventory, &evidence, &CheckPolicy::default());
    let mut said: BTreeMap<usize, Vec<Said>> = BTreeMap::new();
    for package in &report.packages {
        let about = package.reasons.iter().filter_map(|reason| {
            let fixed = reason.fixed.iter().map(ToString::to_string).collect();
            Some((reason.advisory.as_ref()?.to_string(), reason.unknown.is_none(), fixed))
        });
        let mut about: Vec<_> = about.collect();
        about.sort();
        for place in &package.places {
            let index = place.pointer.trim_start_matches("/packages/").parse().unwrap();
            said.insert(index, about.clone());
        }
    }
    // `Advisory::affects` makes one anew for each question
    let matchers: Vec<Matcher> = advisories.iter().map(Matcher::new).collect();
    let (mut agree, mut affected, mut unknown) = (0, 0, 0);
    for (index, package) in inventory.packages.iter().enumerate() {
        let naive = naive(&advisories, &matchers, &asked(package));
        affected += naive.iter().filter(|(_, hit, _)| *hit).count();
        unknown += naive.iter().filter(|(_, hit, _)| !*hit).count();
        let same = said.get(&index) == Some(&naive);
        agree += usize::from(same);
        assert!(same, "{package:?}: {naive:?}, said {:?}", said.get(&index));
    }
    assert!(affected > PACKAGES / 4 && unknown > 0, "{affected} affected, {unknown} unknown");
    println!(
        "check\t{agree} of {PACKAGES} packages agree with {} advisories asked one by one ({affected} times affected, {unknown} times unknown)",
        advisories.len()
    );
}

fn asked(package: &pkgschema::metadata::InventoryPackage) -> PackageVersion {
    let asked = PackageVersion::of_package(package.package_name());
    match &package.version {
        Some(version) => asked.at(version),
        None => asked,
    }
}

/// An advisory's identifier, whether it is certain, and the fixed versions above.
type Said = (String, bool, Vec<String>);

fn naive(advisories: &[Advisory], matchers: &[Matcher], asked: &PackageVersion) -> Vec<Said> {
    let fixed = |advisory: &Advisory| {
        let fixes = advisory.assess(asked).fixes;
        fixes.iter().map(|fix| fix.version.to_string()).collect()
    };
    let judged = advisories.iter().zip(matchers);
    let judged = judged.filter_map(|(advisory, matcher)| match matcher.affects(asked) {
        Verdict::NotAffected(_) | Verdict::Unknown(UnknownReason::NoPackage) => None,
        verdict => Some((matcher.id().to_owned(), verdict.is_affected(), fixed(advisory))),
    });
    let mut all: Vec<_> = judged.collect();
    all.sort();
    all
}
