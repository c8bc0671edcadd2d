//! The signal of a RustSec advisory: its crate is expected to be gone.
//!
//! `expect-deleted` is about the crate, whatever versions the advisory is about. Its `date` is a
//! day; a notice applies from a moment on, so the first one of the day stands there, which is
//! concluded, and the day itself is kept.
//!
//! Source: the advisory database's readme, "Advisory Format".
//!
//! Invariant: what the database says of the registry is a third party's word; what it took back,
//! and what it says of other collections, it does not say.

use super::purl;
use crate::cargo::RustsecAdvisory;
use crate::cargo::rustsec::midnight;
use crate::convert::Converted;
use crate::loss::LossKind;
use crate::signal::{
    FromNotices, Gathered, Grain, NO_PURL, Signal, SignalKind, Standing, ToSignals,
};
use crate::specific;
use pkgschema::identity::Purl;
use pkgschema::object::{Raw, RawObject};
use pkgschema::takedown::{Category, Query, Status, TakedownNotice};
use pkgschema::text::Timestamp;
use pkgschema::{Pointer, Text};

/// A crate that is expected to be gone.
static EXPECTED: SignalKind = SignalKind {
    name: "rustsec-expect-deleted",
    purl_type: "cargo",
    document: "RustSec advisory",
    place: "/advisory/expect-deleted",
    grain: Grain::Package,
    mechanism: "delete",
    status: "deleted",
    method: "third-party",
    written: true,
    source: "RustSec advisory database, Advisory Format",
    ..SignalKind::PLAIN
};

impl ToSignals for RustsecAdvisory {
    const SIGNALS: &'static [&'static SignalKind] = &[&EXPECTED];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let place = Pointer::root().child("advisory");
        let expected = place.child("expect-deleted");
        let mut found = Gathered::default();
        found.odd(&self.advisory.rest, &place, &["expect-deleted"]);
        if self.advisory.expect_deleted != Some(true) {
            return found.done();
        }
        match self.about_crate() {
            Ok(purl) => {
                if let Some(signal) = found.signal(&EXPECTED, expected, Some(purl)) {
                    self.fill(signal);
                }
                if self.advisory.date.is_some() && self.since().is_none() {
                    found.lost(place.child("date"), LossKind::Dropped, "it is no day");
                }
            }
            Err(why) => found.lost(expected, LossKind::Dropped, why),
        }
        found.done()
    }
}

impl RustsecAdvisory {
    /// The crate, or why nothing is said of a crate of the registry.
    fn about_crate(&self) -> Result<Purl, &'static str> {
        let table = &self.advisory;
        let withdrawn = table.withdrawn.is_some() || table.rest.get("withdrawn").is_some();
        if withdrawn {
            return Err("the advisory was taken back");
        }
        if table.collection.as_deref().is_some_and(|it| it != "crates") {
            return Err("it is about no crate");
        }
        if table.source.is_some() {
            return Err("the crate is published elsewhere");
        }
        table.package.as_deref().and_then(|name| purl(name, None)).ok_or(NO_PURL)
    }

    fn fill(&self, signal: &mut Signal) {
        signal.category = self.category();
        signal.aliases = self.identifiers();
        signal.since = self.since();
        signal.inferred.extend(signal.since.as_ref().map(|_| "effectiveFrom"));
        signal.native = self.day();
    }

    /// Harm is meant where the database says so; anything else leaves the reason open.
    fn category(&self) -> Option<Category> {
        let malicious = self.advisory.categories.iter().any(|category| category == "malicious");
        malicious.then_some(Category::Malware)
    }

    /// The first moment of the advisory's day.
    fn since(&self) -> Option<Timestamp> {
        self.advisory.date.as_deref().and_then(midnight)
    }

    /// The day itself.
    fn day(&self) -> Option<RawObject> {
        let day = self.advisory.date.as_ref().filter(|_| self.since().is_some());
        specific::object([("date", day.and_then(Raw::of))])
    }

    /// The advisory's identifier and its aliases.
    fn identifiers(&self) -> Vec<Text> {
        let own = self.advisory.id.iter();
        own.chain(self.advisory.aliases.iter()).cloned().collect()
    }

    /// What the document says of a notice beside the deletion.
    fn said(&self, notice: &TakedownNotice) -> Vec<&'static str> {
        let category = notice.reason.as_ref().and_then(|reason| reason.category.clone());
        let identifiers = self.identifiers();
        let said = [
            ("/effects", true),
            ("/reason/category", category == self.category()),
            ("/aliases", notice.aliases.iter().all(|alias| identifiers.contains(alias))),
            ("/effectiveFrom", notice.effective_from == self.since()),
            ("/registrySpecific", notice.registry_specific == self.day()),
        ];
        said.into_iter().filter(|(_, said)| *said).map(|(member, _)| member).collect()
    }
}

impl FromNotices for RustsecAdvisory {
    fn without_signals(mut self) -> Self {
        if self.advisory.expect_deleted == Some(true) && self.about_crate().is_ok() {
            self.advisory.expect_deleted = None;
        }
        self
    }

    fn with_notices(mut self, notices: &[TakedownNotice]) -> Converted<Self> {
        let Ok(purl) = self.about_crate() else { return Converted::lossless(self) };
        let mut losses = Vec::new();
        for (about, sure) in Standing::of(notices, &purl).about(&Query::of(&purl), None) {
            if about.is_said_by(Status::Deleted, &mut losses) {
                self.advisory.rest.remove("expect-deleted");
                self.advisory.expect_deleted = Some(true);
                losses.extend((!sure).then(|| about.unsure()));
                losses.extend(about.unsaid(&self.said(about.notice), "an advisory"));
            }
        }
        Converted::new(self, losses)
    }
}
