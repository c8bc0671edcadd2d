//! What advisories there are about a package, looked up once for all of its versions.
//!
//! Invariant: nothing that is kept here depends on a version; what does is asked of it each time.

use super::advisories::Kept;
use super::candidates::{Candidate, Candidates};
use super::{AdvisoryEvidence, CheckReason};
use crate::Text;
use crate::advisory::{OfPackage, PackageVersion, Verdict, fixed_above};
use crate::object::List;
use crate::version::{Scheme, Version};
use std::cell::OnceCell;

/// The advisories about a package.
pub(super) struct PackageAdvisories<'a> {
    /// As advisories are asked, without a version.
    pub(super) package: PackageVersion,
    /// By their identifiers.
    all: Vec<AboutPackage<'a>>,
    candidates: OnceCell<Candidates>,
}

/// An advisory about a package.
pub(super) struct AboutPackage<'a> {
    pub(super) kept: &'a Kept,
    said: OfPackage<'a>,
    rated: OnceCell<Rated>,
    fixes: OnceCell<Vec<&'a Version>>,
}

/// How severe an advisory is for a package.
#[derive(Default)]
struct Rated {
    word: Option<Text>,
    score: Option<Text>,
}

impl<'a> PackageAdvisories<'a> {
    pub(super) fn new(evidence: Option<&'a AdvisoryEvidence>, package: PackageVersion) -> Self {
        let mut all: Vec<AboutPackage<'a>> =
            evidence.map(|evidence| evidence.about_package(&package)).unwrap_or_default();
        all.sort_by(|left, right| left.id().cmp(right.id()));
        Self { package, all, candidates: OnceCell::new() }
    }

    /// What each says about a version.
    pub(super) fn judged(
        &self,
        asked: &PackageVersion,
    ) -> impl Iterator<Item = (&AboutPackage<'a>, Verdict)> {
        self.all.iter().map(|about| (about, about.said.affects(asked)))
    }

    /// The fixed versions that they name.
    pub(super) fn candidates(&self) -> &Candidates {
        self.candidates.get_or_init(|| {
            let scheme = Scheme::of_ecosystem(self.package.name().ecosystem());
            let fixes = self.all.iter().flat_map(|about| about.fixes(&self.package));
            Candidates::new(scheme.unwrap_or(Scheme::Semver), fixes.map(|it| it.as_str()))
        })
    }

    /// Whether every one says that it is not about this version.
    pub(super) fn speak_for(&self, candidate: &Candidate) -> bool {
        *candidate.free.get_or_init(|| {
            let asked = self.package.clone().at(&candidate.version);
            self.judged(&asked).all(|(_, verdict)| verdict.is_not_affected())
        })
    }
}

impl<'a> AboutPackage<'a> {
    pub(super) fn new(kept: &'a Kept, said: OfPackage<'a>) -> Self {
        Self { kept, said, rated: OnceCell::new(), fixes: OnceCell::new() }
    }

    pub(super) fn id(&self) -> &Text {
        &self.kept.advisory.id
    }

    /// Puts into a reason what the advisory says about the version.
    pub(super) fn describe(&self, reason: &mut CheckReason, asked: &PackageVersion) {
        let advisory = &self.kept.advisory;
        reason.advisory = Some(advisory.id.clone());
        reason.aliases = advisory.aliases.iter().cloned().collect();
        reason.summary = advisory.summary.clone();
        let rated = self.rated.get_or_init(|| Rated::new(self.kept, asked));
        (reason.severity, reason.score) = (rated.word.clone(), rated.score.clone());
        reason.fixed = List::unless_empty(fixed_above(self.fixes(asked), asked));
    }

    fn fixes(&self, package: &PackageVersion) -> &[&'a Version] {
        self.fixes.get_or_init(|| self.said.fixes(package))
    }
}

impl Rated {
    fn new(kept: &Kept, package: &PackageVersion) -> Self {
        let Some(best) = kept.severity(package) else { return Self::default() };
        Self {
            word: Some(Text::from_static(best.score.rating.as_str())),
            score: best.score.value.map(|value| Text::from(format!("{value:.1}"))),
        }
    }
}
