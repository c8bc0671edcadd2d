//! How sure a proposal is, and what makes it less so.
//!
//! Invariant: nothing makes a proposal surer than the notice that it rests on, and a word that
//! nobody knows makes it unsure.

use crate::takedown::{DisputeState, Measure, Method, TakedownNotice, Weight};

crate::open_enum! {
    /// How sure something is.
    pub enum Confidence {
        /// Nothing speaks against it.
        High = "high",
        /// It is well founded, and could yet turn out otherwise.
        Medium = "medium",
        /// It is no ground to act on without looking.
        Low = "low",
    }

    /// What makes a proposal less sure.
    pub enum Doubt {
        /// It was concluded from the absence of something, and nobody said so.
        InferredAbsence = "inferred-absence",
        /// Neither the registry nor anybody on its behalf says so.
        ThirdParty = "third-party",
        /// Nobody knows how the notice came about.
        UnknownMethod = "unknown-method",
        /// The issuer speaks neither for the registry nor is it trusted otherwise.
        UnknownIssuer = "unknown-issuer",
        /// Nobody can tell whether the notice is about this version or file.
        UnclearMatch = "unclear-match",
        /// Nobody knows what the status means.
        UnknownStatus = "unknown-status",
        /// An objection is being looked at, or has had success.
        Disputed = "disputed",
        /// The notices that were read may not be all.
        CoveragePartial = "coverage-partial",
        /// The notice stands behind what the checkpoint counts, where anybody may have put it.
        BehindCheckpoint = "behind-checkpoint",
        /// It applies in some territories only.
        Territorial = "territorial",
        /// Only the mirror's own trust table lets the one lift what the other has issued.
        Overruled = "overruled",
        /// No strong digest is known by which the bytes could be told.
        NoDigest = "no-digest",
    }
}

impl Confidence {
    /// How sure, 0 for `low` and for a word that nobody knows.
    pub fn rank(&self) -> u8 {
        match self {
            Self::High => 2,
            Self::Medium => 1,
            Self::Low | Self::Unlisted(_) => 0,
        }
    }

    /// The least that doubts leave.
    pub(super) fn under(doubts: &[Doubt]) -> Self {
        let each = doubts.iter().map(Doubt::leaves);
        each.min_by_key(Self::rank).unwrap_or(Self::High)
    }
}

impl Doubt {
    /// How sure something can be with the doubt.
    fn leaves(&self) -> Confidence {
        match self {
            Self::ThirdParty | Self::Disputed | Self::CoveragePartial => Confidence::Medium,
            Self::Overruled | Self::NoDigest => Confidence::Medium,
            _ => Confidence::Low,
        }
    }
}

/// How a notice came about. One that says nothing of it is its issuer's own statement.
pub(super) fn method(notice: &TakedownNotice) -> Method {
    let odd = notice.rest.get("provenance").is_some();
    match &notice.provenance {
        _ if odd => Method::from("unknown"),
        None => Method::Issued,
        Some(provenance) if provenance.rest.get("method").is_some() => Method::from("unknown"),
        Some(provenance) => provenance.method.clone().unwrap_or_else(|| Method::from("unknown")),
    }
}

/// What makes a notice less sure, whatever it does.
pub(super) fn of_notice(notice: &TakedownNotice, counted: bool) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    match method(notice) {
        Method::Issued | Method::NativeSignal => {}
        Method::InferredAbsence => doubts.push(Doubt::InferredAbsence),
        Method::ThirdParty => doubts.push(Doubt::ThirdParty),
        Method::Unlisted(_) => doubts.push(Doubt::UnknownMethod),
    }
    let settled = matches!(
        &notice.dispute_state,
        None | Some(DisputeState::Undisputed | DisputeState::Upheld)
    );
    if !settled || notice.rest.get("disputeState").is_some() {
        doubts.push(Doubt::Disputed);
    }
    if notice.territory.is_present() || notice.rest.get("territory").is_some() {
        doubts.push(Doubt::Territorial);
    }
    if !counted {
        doubts.push(Doubt::BehindCheckpoint);
    }
    doubts
}

/// What makes a measure less sure, beside what its notice says.
pub(super) fn of_measure(measure: &Measure) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    match &measure.weight {
        Weight::Full => {}
        Weight::Unclear => doubts.push(Doubt::UnclearMatch),
        Weight::Capped | Weight::Unlisted(_) => doubts.push(Doubt::UnknownIssuer),
    }
    doubts
}
