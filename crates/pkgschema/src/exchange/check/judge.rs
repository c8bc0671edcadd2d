//! One package: everything that is said about it, and what comes of it.
//!
//! Invariant: a verdict is the worst of the reasons, and every reason is kept.

use super::group::{Disputed, Group, Naming};
use super::origin::{self, Origin};
use super::package_advisories::PackageAdvisories;
use super::{
    CheckEvidence, CheckInput, CheckPolicy, CheckReason, CheckVerdict, CheckedPackage,
    PackagePlace, ReasonCode, by_advisories, by_builds, by_notices, remedy,
};
use crate::Text;
use crate::advisory::PackageVersion;
use crate::identity::{Artifact, DigestSet, Purl, PurlText};
use crate::metadata::InventoryPackage;
use crate::object::List;
use crate::takedown::InstallPolicy;
use crate::text::Link;
use crate::version::stable_sort;

/// What packages are judged by.
pub(super) struct Judge<'a> {
    pub(super) evidence: &'a CheckEvidence<'a>,
    pub(super) policy: &'a CheckPolicy,
    pub(super) install: InstallPolicy,
}

/// A package that is judged.
pub(super) struct Case<'a> {
    pub(super) judge: &'a Judge<'a>,
    pub(super) package: &'a InventoryPackage,
    pub(super) said: &'a [&'a InventoryPackage],
    pub(super) purl: Option<&'a Purl>,
    pub(super) origin: Origin,
    /// As advisories about the usual registry are asked.
    pub(super) asked: PackageVersion,
}

impl Case<'_> {
    /// The files, wherever the inventories name them.
    pub(super) fn files(&self) -> impl Iterator<Item = &Artifact> {
        self.said.iter().flat_map(|package| package.artifacts.iter())
    }
}

impl<'a> Judge<'a> {
    pub(super) fn new(evidence: &'a CheckEvidence<'a>, policy: &'a CheckPolicy) -> Self {
        Self { evidence, policy, install: policy.install.clone().unwrap_or_default() }
    }

    /// Whether a least age is asked for.
    pub(super) fn asks_age(&self) -> bool {
        let stated = self.install.minimum_age.is_some_and(|least| least > 0);
        stated || self.install.rest.get("minimumAge").is_some()
    }

    /// Whether nothing is asked about any package.
    pub(super) fn asks_nothing(&self) -> bool {
        let provenance = self.policy.require_provenance == Some(true);
        self.evidence.is_empty() && !self.asks_age() && !provenance
    }

    /// Judges packages. Those of one name that stand beside each other are looked up once.
    pub(super) fn packages<'g>(
        &self,
        groups: impl Iterator<Item = Group<'g>>,
    ) -> impl Iterator<Item = CheckedPackage> {
        let mut last: Option<PackageAdvisories<'_>> = None;
        groups.map(move |group| {
            let same = last.take().filter(|about| about.package.name() == &group.name);
            let about = last.insert(same.unwrap_or_else(|| {
                let package = PackageVersion::of_package(group.name.clone());
                PackageAdvisories::new(self.evidence.advisories, package)
            }));
            self.package(group, about)
        })
    }

    fn package(&self, group: Group<'_>, about: &PackageAdvisories<'_>) -> CheckedPackage {
        let Group { said, places, purl, disputed, .. } = group;
        let Some(package) = said.first().copied() else {
            return CheckedPackage::new(CheckVerdict::Unknown);
        };
        let case = Case {
            judge: self,
            package,
            said: &said,
            purl: purl.purl(),
            origin: Origin::of(package, self.policy),
            asked: origin::with_version(about.package.clone(), package),
        };
        let mut reasons = by_advisories::reasons(&case, about);
        let mut notices = by_notices::told(&case, &reasons);
        notices.weigh(&mut reasons);
        reasons.extend(own(&case, &purl, &disputed));
        reasons.extend(by_builds::reasons(&case));
        reasons.append(&mut notices.reasons);
        let mut checked = described(&case, places);
        checked.actions = List::unless_empty(remedy::actions(&case, about, &reasons, &notices));
        settle(&mut checked, reasons);
        checked
    }
}

/// The package as the report has it, without a verdict yet.
fn described(case: &Case<'_>, places: Vec<PackagePlace>) -> CheckedPackage {
    let mut checked = CheckedPackage::new(CheckVerdict::Allow);
    checked.ecosystem = Some(case.package.ecosystem.clone());
    checked.name = Some(case.package.name.clone());
    checked.version = case.package.version.clone();
    checked.purl = case.purl.map(PurlText::from);
    checked.source = case.package.source.clone();
    checked.places = places.into();
    checked
}

/// Puts the reasons in order and takes the verdict of the worst.
fn settle(checked: &mut CheckedPackage, mut reasons: Vec<CheckReason>) {
    stable_sort(&mut reasons, |left, right| {
        let ranks = right.verdict.rank().cmp(&left.verdict.rank());
        let codes = ranks.then_with(|| left.code.cmp(&right.code));
        let scores = codes.then_with(|| tenths(right).cmp(&tenths(left)));
        scores.then_with(|| names(left).cmp(&names(right)))
    });
    if let Some(worst) = reasons.first() {
        checked.verdict = worst.verdict.clone();
    }
    checked.reasons = List::unless_empty(reasons);
}

/// What a reason is about, by name.
fn names(reason: &CheckReason) -> [Option<&str>; 3] {
    let notice = reason.notice.as_ref().map(Link::as_str);
    [reason.advisory.as_deref(), notice, reason.filename.as_deref()]
}

/// The score in tenths, as CVSS has them; 0 without one.
fn tenths(reason: &CheckReason) -> u8 {
    let score = reason.score.as_ref().and_then(|text| text.parse::<f64>().ok());
    score.map_or(0, |score| (score * 10.0).round() as u8)
}

/// An unclear reason.
pub(super) fn unclear(code: ReasonCode) -> CheckReason {
    CheckReason::new(code, CheckVerdict::Unknown)
}

/// What the inventory itself leaves open, or says against the package.
fn own(case: &Case<'_>, naming: &Naming, disputed: &[Disputed]) -> Vec<CheckReason> {
    let package = case.package;
    let unknown_ecosystem = !package.ecosystem.is_listed() || matches!(naming, Naming::NoEcosystem);
    let open = [
        (case.judge.asks_nothing(), ReasonCode::NoEvidence),
        (package.version.is_none(), ReasonCode::NoVersion),
        (unknown_ecosystem, ReasonCode::EcosystemUnknown),
        (matches!(naming, Naming::Malformed), ReasonCode::PurlMalformed),
        (case.said.iter().any(|package| is_unreadable(package)), ReasonCode::Unreadable),
    ];
    let open = open.into_iter().filter(|(holds, _)| *holds).map(|(_, code)| unclear(code));
    let mut reasons: Vec<CheckReason> = open.chain(of_origin(&case.origin)).collect();
    reasons.extend(disputed.iter().map(disagree));
    if case.said.iter().any(|package| is_yanked(package)) {
        reasons.push(CheckReason::new(ReasonCode::Yanked, CheckVerdict::Warn));
    }
    reasons
}

fn of_origin(origin: &Origin) -> Option<CheckReason> {
    let (code, source) = match origin {
        Origin::Usual => return None,
        Origin::Registry(_) => (ReasonCode::OtherRegistry, None),
        Origin::Elsewhere(kind) => (ReasonCode::SourceElsewhere, Some(kind.clone())),
    };
    let mut reason = unclear(code);
    reason.source = source;
    Some(reason)
}

/// Whether something that the verdict rests on is there and cannot be read.
fn is_unreadable(package: &InventoryPackage) -> bool {
    let members = ["version", "source", "artifacts"];
    let odd = |file: &Artifact| file.rest.get("digests").is_some();
    members.iter().any(|name| package.rest.get(name).is_some())
        || package.artifacts.has_odd()
        || package.artifacts.iter().any(odd)
}

fn is_yanked(package: &InventoryPackage) -> bool {
    let whole = package.availability.as_ref().and_then(|it| it.yanked) == Some(true);
    whole || package.artifacts.iter().any(|file| file.yanked == Some(true))
}

fn disagree(disputed: &Disputed) -> CheckReason {
    let mut reason = CheckReason::new(ReasonCode::DigestsDisagree, CheckVerdict::Block);
    reason.filename = disputed.filename.clone();
    let digest = |(algorithm, hex): &(_, String)| {
        let read = crate::identity::Digest::from_hex(Clone::clone(algorithm), hex);
        read.into_iter().collect::<DigestSet>()
    };
    reason.digests = disputed.digests.iter().map(digest).collect();
    reason
}

/// The elements of an inventory that are no packages.
pub(super) fn unreadable(input: &CheckInput<'_>) -> Vec<CheckedPackage> {
    let odd = input.inventory.packages.items().into_iter().flat_map(|items| items.odd());
    let one = |(index, _)| {
        let mut place = PackagePlace::new(format!("/packages/{index}"));
        place.inventory = input.name.map(Text::from);
        let mut checked = CheckedPackage::new(CheckVerdict::Unknown);
        checked.places = vec![place].into();
        settle(&mut checked, vec![unclear(ReasonCode::Unreadable)]);
        checked.actions = vec![super::CheckAction::new(super::ActionKind::Look)].into();
        checked
    };
    odd.map(one).collect()
}
