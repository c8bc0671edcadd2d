//! Whether the packages of an inventory are hit: by notices, by advisories, by their age, by
//! missing attestations, or by digests that contradict each other.
//!
//! The join is one pass: every package is looked up in indexes, whatever their size.
//!
//! Invariant: what cannot be told is `unknown` with its reason, and never clean.

mod advisories;
mod by_advisories;
mod by_builds;
mod by_notices;
mod candidates;
mod evidence;
mod group;
mod judge;
mod origin;
mod package_advisories;
mod policy;
mod remedy;
mod report;

pub use advisories::AdvisoryEvidence;
pub use evidence::{AttestedBuilds, BuildTrust, CheckEvidence, NoticeEvidence, PublishTimes};
pub use policy::{CheckPolicy, IgnoredAdvisory};
pub use report::{
    ActionKind, CheckAction, CheckCondition, CheckCounts, CheckReason, CheckVerdict,
    CheckedPackage, InventoryReport, PackagePlace, ReasonCode,
};

use crate::metadata::Inventory;
use crate::object::{List, count};
use crate::{Finding, Severity};
use judge::Judge;
use std::cmp::Reverse;

/// An inventory that is checked.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct CheckInput<'a> {
    /// The inventory.
    pub inventory: &'a Inventory,
    /// What it is called in the report: a file's name.
    pub name: Option<&'a str>,
    /// What was found when the document was read that the inventory was made of. An error among
    /// them means that something in it is not in the inventory.
    pub findings: &'a [Finding],
    /// How many packages that document lists or asks for that are not in the inventory: a file
    /// that it includes, a component without a purl. Nobody can tell whether they are hit.
    pub unlisted: usize,
}

impl<'a> CheckInput<'a> {
    /// An inventory without a name.
    pub fn new(inventory: &'a Inventory) -> Self {
        Self { inventory, name: None, findings: &[], unlisted: 0 }
    }

    /// Whether parts of it cannot be read, so that a package may be missing.
    fn is_damaged(&self) -> bool {
        let error = |finding: &Finding| finding.severity == Severity::Error;
        self.findings.iter().any(error)
            || !self.inventory.packages.is_present()
            || self.inventory.packages.has_odd()
    }
}

/// Checks the packages of an inventory; its subjects, and links to them, are not looked at.
///
/// ```
/// use pkgschema::{advisory::Advisory, metadata::Inventory};
/// use pkgschema::exchange::{AdvisoryEvidence, CheckEvidence, CheckPolicy, CheckVerdict, check};
/// let inventory = Inventory::parse(r#"{"schemaVersion": "1.0", "packages":
///     [{"ecosystem": "npm", "name": "a", "version": "1.0.0"}]}"#)?;
/// let mut advisories = AdvisoryEvidence::about([&inventory]);
/// advisories.insert(Advisory::parse(r#"{"id": "X-1", "affected": [{"package": {"ecosystem": "npm",
///     "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.0.1"}]}]}]}"#)?);
/// let mut evidence = CheckEvidence::default();
/// evidence.advisories = Some(&advisories);
/// let report = check(&inventory, &evidence, &CheckPolicy::default());
/// assert_eq!(report.verdict, CheckVerdict::Avoid);
/// assert_eq!(report.packages[0].actions[0].to_string(), "upgrade to 1.0.1");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
pub fn check(
    inventory: &Inventory,
    evidence: &CheckEvidence<'_>,
    policy: &CheckPolicy,
) -> InventoryReport {
    check_all(&[CheckInput::new(inventory)], evidence, policy)
}

/// Checks the packages of several inventories together: what stands in two of them is one
/// package, and files of which they name different digests are told.
pub fn check_all(
    inputs: &[CheckInput<'_>],
    evidence: &CheckEvidence<'_>,
    policy: &CheckPolicy,
) -> InventoryReport {
    let judge = Judge::new(evidence, policy);
    let mut packages: Vec<CheckedPackage> = inputs.iter().flat_map(judge::unreadable).collect();
    packages.extend(judge.packages(group::groups(inputs)));
    // those that weigh alike stay in the order in which they come
    packages.sort_by_cached_key(|it| (Reverse(it.verdict.rank()), Reverse(it.reasons.len())));
    report(packages, conditions(inputs, &judge), evidence)
}

/// Why nothing as a whole can be called clean, each once.
fn conditions(inputs: &[CheckInput<'_>], judge: &Judge<'_>) -> Vec<CheckCondition> {
    let evidence = judge.evidence;
    let broken = evidence.advisories.map_or(0, |it| it.index().about_unreadable_packages());
    let own = [
        (judge.asks_nothing(), CheckCondition::NoEvidence),
        (inputs.iter().any(CheckInput::is_damaged), CheckCondition::InventoryDamaged),
        (inputs.iter().any(|input| input.unlisted > 0), CheckCondition::InventoryIncomplete),
        (broken > 0, CheckCondition::AdvisoryPackageUnreadable),
        (judge.policy.is_unreadable(), CheckCondition::PolicyUnreadable),
    ];
    let own = own.into_iter().filter(|(holds, _)| *holds).map(|(_, condition)| condition);
    let mut all: Vec<CheckCondition> = own.chain(evidence.conditions.iter().cloned()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn report(
    packages: Vec<CheckedPackage>,
    conditions: Vec<CheckCondition>,
    evidence: &CheckEvidence<'_>,
) -> InventoryReport {
    let least = match conditions.is_empty() {
        true => CheckVerdict::Allow,
        false => CheckVerdict::Unknown,
    };
    let all = packages.iter().map(|package| package.verdict.clone()).chain([least]);
    let worst = all.max_by_key(CheckVerdict::rank).unwrap_or(CheckVerdict::Unknown);
    let counts = counts(&packages, evidence);
    let mut report = InventoryReport::new(InventoryReport::SCHEMA_VERSION, worst, counts);
    report.at = evidence.at.cloned();
    report.conditions = List::unless_empty(conditions);
    report.log = evidence.notices.map(|notices| notices.report.clone());
    report.packages = packages.into();
    report
}

fn counts(packages: &[CheckedPackage], evidence: &CheckEvidence<'_>) -> CheckCounts {
    let number = |is: &dyn Fn(&CheckVerdict) -> bool| {
        count(packages.iter().filter(|package| is(&package.verdict)).count())
    };
    let places = count(packages.iter().map(|package| package.places.len()).sum());
    let hits = number(&CheckVerdict::is_hit);
    let clean = number(&|verdict| *verdict == CheckVerdict::Allow);
    let unknown = number(&|verdict| *verdict == CheckVerdict::Unknown);
    let mut counts = CheckCounts::new(count(packages.len()), places, hits, unknown, clean);
    counts.notices = evidence.notices.map(|notices| count(notices.index.len()));
    counts.advisories = evidence.advisories.map(|it| count(it.len()));
    counts.advisories_without_package =
        evidence.advisories.map(|it| count(it.index().without_package()));
    counts
}
