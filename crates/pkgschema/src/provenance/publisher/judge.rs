//! One token before one publisher: what was compared, and what speaks against it.
//!
//! Invariant: a comparison that cannot be made adds a reason.

use super::{MatchContext, Mismatch, MismatchCode, PublisherMatch, TrustedPublisher};
use crate::Text;
use crate::object::raw::{self, Kind};
use crate::object::{List, Object, Raw, write};
use crate::provenance::NumberOrText;
use crate::provenance::claims::ClaimSet;
use std::collections::HashSet;

/// What stands in claims and publisher.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) publisher: &'a TrustedPublisher,
    pub(super) claims: &'a dyn ClaimSet,
    pub(super) context: &'a MatchContext,
}

/// How two texts are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    /// Letter by letter.
    Exact,
    /// Without regard to the case of letters.
    AnyCase,
}

impl Comparison {
    pub(super) fn is_same(self, left: &str, right: &str) -> bool {
        match self {
            Self::Exact => left == right,
            Self::AnyCase => left.to_lowercase() == right.to_lowercase(),
        }
    }
}

/// The judgement so far.
pub(super) struct Judge<'a> {
    pub(super) case: Case<'a>,
    report: PublisherMatch,
    /// How many claims were held against something that the publisher says.
    pins: usize,
    /// The reasons so far, as they are written.
    told: HashSet<String>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(case: Case<'a>) -> Self {
        let publisher = case.publisher;
        let (registry, provider) = (publisher.registry.clone(), publisher.provider.clone());
        let mut report = PublisherMatch::new(false, registry, provider);
        report.token_id = case.claims.token_id().map(Text::from);
        Self { case, report, pins: 0, told: HashSet::new() }
    }

    /// The claim has to be there and to be one of these.
    pub(super) fn one_of(
        &mut self,
        claim: &'static str,
        found: Option<&str>,
        expected: &[String],
        comparison: Comparison,
    ) {
        let Some(found) = self.present(claim, found) else { return };
        if !expected.iter().any(|it| comparison.is_same(it, found)) {
            let expected = expected.iter().map(|it| Text::from(it.as_str())).collect();
            self.against(MismatchCode::Differs, claim, expected, Some(found));
        }
    }

    /// The claim has to be what the publisher says, which has to say it.
    pub(super) fn pinned(
        &mut self,
        claim: &'static str,
        found: Option<&str>,
        (member, expected): (&'static str, Option<&str>),
        comparison: Comparison,
    ) {
        match expected.filter(|expected| !expected.is_empty()) {
            Some(expected) => {
                self.pins += 1;
                self.one_of(claim, found, &[expected.to_owned()], comparison);
            }
            None => self.incomplete(member),
        }
    }

    /// The claim has to be what the publisher says, if it says anything.
    pub(super) fn restricted(
        &mut self,
        claim: &'static str,
        found: Option<&str>,
        expected: Option<&Text>,
        comparison: Comparison,
    ) {
        if let Some(expected) = expected {
            self.pins += 1;
            self.one_of(claim, found, &[expected.to_string()], comparison);
        }
    }

    /// The claim has to be the identifier that the publisher pins. A publisher that pins none is
    /// told.
    pub(super) fn identifier(
        &mut self,
        claim: &'static str,
        found: Option<&NumberOrText>,
        expected: Option<&Text>,
    ) {
        let found = found.map(NumberOrText::to_text);
        match expected {
            Some(_) => self.restricted(claim, found.as_deref(), expected, Comparison::Exact),
            None => self.unpinned(claim),
        }
    }

    /// The publisher does not pin what outlives names.
    pub(super) fn unpinned(&mut self, claim: &str) {
        self.report.unpinned.push(Text::from(claim));
    }

    /// The claim has to be there; empty is not there. What it says is given on.
    pub(super) fn present<'c>(
        &mut self,
        claim: &'static str,
        found: Option<&'c str>,
    ) -> Option<&'c str> {
        self.looked_at(claim);
        match found {
            Some(found) if !found.is_empty() => Some(found),
            Some(_) => {
                self.against(MismatchCode::Missing, claim, Vec::new(), Some(""));
                None
            }
            None => {
                self.absent(claim, Vec::new());
                None
            }
        }
    }

    /// The claim has no value: nothing is there, or nothing that can be read.
    pub(super) fn absent(&mut self, claim: &'static str, expected: Vec<Text>) {
        match self.case.claims.remainder().get(claim) {
            Some(raw) if raw.kind() != Kind::Null => {
                let found = shown(raw);
                self.against(MismatchCode::Unreadable, claim, expected, Some(&found));
            }
            _ => self.against(MismatchCode::Missing, claim, expected, None),
        }
    }

    pub(super) fn against(
        &mut self,
        code: MismatchCode,
        claim: &str,
        expected: Vec<Text>,
        found: Option<&str>,
    ) {
        let mut reason = Mismatch::new(code);
        reason.claim = Some(Text::from(claim));
        reason.expected = List::unless_empty(expected);
        reason.found = found.map(Text::from);
        self.reason(reason);
    }

    /// Something is wrong with the publisher itself.
    pub(super) fn unfit(&mut self, code: MismatchCode, member: &str, found: Option<&str>) {
        let mut reason = Mismatch::new(code);
        reason.member = Some(Text::from(member));
        reason.found = found.map(Text::from);
        self.reason(reason);
    }

    pub(super) fn incomplete(&mut self, member: &str) {
        self.unfit(MismatchCode::Incomplete, member, None);
    }

    /// One more thing of the publisher decides.
    pub(super) fn pin(&mut self) {
        self.pins += 1;
    }

    pub(super) fn looked_at(&mut self, claim: &str) {
        if !self.report.checked.iter().any(|it| *it == *claim) {
            self.report.checked.push(Text::from(claim));
        }
    }

    fn reason(&mut self, reason: Mismatch) {
        if self.told.insert(write(&reason)) {
            self.report.reasons.push(reason);
        }
    }

    /// What of the publisher the rule, which compares these members, does not compare.
    pub(super) fn only(&mut self, compared: &[&str]) {
        let publisher = self.case.publisher;
        for name in TrustedPublisher::MEMBERS {
            let told = DESCRIPTIVE.contains(name) || compared.contains(name) || *name == "unread";
            if !told && publisher.has(name) {
                self.unfit(MismatchCode::NotCompared, name, None);
            }
        }
        for name in &publisher.unread {
            self.unfit(MismatchCode::NotCompared, name, None);
        }
        for (name, raw) in publisher.rest.iter().filter(|(_, raw)| raw.kind() != Kind::Null) {
            let code = match (TrustedPublisher::MEMBERS.contains(&name), publisher.has(name)) {
                (false, _) => MismatchCode::NotCompared,
                (true, true) => MismatchCode::Ambiguous,
                (true, false) => MismatchCode::Unreadable,
            };
            self.unfit(code, name, Some(&shown(raw)));
        }
        let lists = [("contextIds", &publisher.context_ids), ("unread", &publisher.unread)];
        for (name, _) in lists.into_iter().filter(|(_, list)| list.has_odd()) {
            self.unfit(MismatchCode::Unreadable, name, None);
        }
    }

    /// Claims that are there twice, of which another reader may have taken the other.
    pub(super) fn doubled(&mut self) {
        let claims = self.case.claims;
        let mut earlier = HashSet::new();
        for (name, raw) in claims.remainder().iter() {
            if !earlier.insert(name) || claims.has_claim(name) {
                self.against(MismatchCode::Ambiguous, name, Vec::new(), Some(&shown(raw)));
            }
        }
    }

    /// The report.
    pub(super) fn done(mut self) -> PublisherMatch {
        if self.pins == 0 && self.report.reasons.is_empty() {
            self.reason(Mismatch::new(MismatchCode::NothingPinned));
        }
        self.report.matches = self.report.reasons.is_empty();
        self.report
    }
}

/// Members that say something about the publisher and restrict nothing.
const DESCRIPTIVE: [&str; 8] = [
    "schemaVersion",
    "registry",
    "provider",
    "id",
    "package",
    "issuer",
    "permissions",
    "createdAt",
];

/// A value as a reason shows it: a text as it is, anything else as JSON.
fn shown(raw: &Raw) -> String {
    raw::string(raw.as_raw()).map_or_else(|| raw.as_str().to_owned(), |text| text.into_owned())
}
