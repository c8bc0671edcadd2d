//! From notices to a packument.
//!
//! Invariant: what a packument already says by what it lacks is not said a second time.

use super::deprecated::{is_in, replaced, value};
use super::packument::available_at;
use super::{purl, saying};
use crate::Loss;
use crate::convert::Converted;
use crate::loss::LossKind;
use crate::npm::Packument;
use crate::npm::packument::{TimeEntry, Unpublished};
use crate::signal::{About, FromNotices, Saying, Standing};
use pkgschema::Text;
use pkgschema::identity::Purl;
use pkgschema::object::Value;
use pkgschema::takedown::{Query, Status, Subject, TakedownNotice};
use std::collections::HashSet;

impl FromNotices for Packument {
    /// The times of versions that are gone stay, and so does the registry's placeholder: what was
    /// there before is not known.
    fn without_signals(mut self) -> Self {
        if self.unpublished().is_some() {
            self.time.remove("unpublished");
        }
        for (_, manifest) in self.versions.iter_mut() {
            if is_in(manifest) {
                *manifest = replaced(manifest, None).unwrap_or_else(|| manifest.clone());
            }
        }
        self
    }

    fn with_notices(mut self, notices: &[TakedownNotice]) -> Converted<Self> {
        let name = self.own_name().map(Text::from);
        let Some(package) = purl(name.as_deref(), None) else { return Converted::lossless(self) };
        let standing = Standing::of(notices, &package);
        let mut words = saying("a packument");
        self.whole(&standing, &package, &mut words);
        let missing: Vec<Text> = self.missing().into_iter().map(Text::from).collect();
        let listed = self.versions.iter().map(|(version, _)| version);
        let known: HashSet<Text> = listed.chain(&missing).cloned().collect();
        let about = |version: &str| {
            let purl = purl(name.as_deref(), Some(version));
            let found = purl.map(|purl| standing.about(&Query::of(&purl), Some(version)));
            let mut found = found.unwrap_or_default();
            found.retain(|(about, _)| means(*about, version, &known));
            found
        };
        missing.iter().for_each(|version| words.gone(&about(version)));
        for (version, manifest) in self.versions.iter_mut() {
            if let Some(said) = words.of(&about(version)) {
                let new = replaced(manifest, Some(&value(said.message())));
                *manifest = new.unwrap_or_else(|| manifest.clone());
            }
        }
        words.unmet(&standing, &package);
        Converted::new(self, words.losses)
    }
}

/// Whether a notice about this version, in whatever spelling, means this one: not where it names
/// another version of the packument exactly.
fn means(about: About<'_>, version: &str, known: &HashSet<Text>) -> bool {
    let one = |subject: &Subject| {
        let named = subject.purl.as_ref().and_then(|purl| purl.to_purl().ok());
        let named = named.and_then(|purl| purl.version().map(|version| Text::from(&*version)));
        let single = subject.version_range.is_none() && !subject.versions.is_present();
        let other = |named: Text| named != version && known.contains(&named);
        !(single && named.is_some_and(other))
    };
    about.notice.subjects.iter().any(one)
}

impl Packument {
    /// What is said of the package as a whole.
    fn whole(&mut self, standing: &Standing<'_>, package: &Purl, words: &mut Saying) {
        for (about, _) in standing.about(&Query::of(package), None) {
            let native = about.native("unpublished");
            let native = native.and_then(|native| Unpublished::read(native.as_raw()));
            let held = about.notice.status == Status::SecurityHeld;
            let deleted = about.notice.status == Status::Deleted;
            if held && self.holder().is_some() {
                words.say(about, &["/effects", "/registrySpecific"]);
            } else if deleted && (native.is_some() || self.versions.is_empty()) {
                let unpublished = native.unwrap_or_else(|| tombstone(about));
                words.say(
                    about,
                    &["/effects", "/effectiveFrom", "/authority/id", "/registrySpecific"],
                );
                words.losses.extend(another_delay(about, &unpublished));
                self.time.insert("unpublished", TimeEntry::Unpublished(unpublished));
            }
        }
    }
}

/// What a notice can say of a tombstone.
fn tombstone(about: About<'_>) -> Unpublished {
    let mut unpublished = Unpublished::default();
    unpublished.name = about.notice.authority.as_ref().and_then(|authority| authority.id.clone());
    unpublished.time = about.notice.effective_from.clone();
    unpublished
}

/// A loss where the name can be had again at another time than the tombstone says.
fn another_delay(about: About<'_>, unpublished: &Unpublished) -> Option<Loss> {
    let asked = about.notice.effects.as_ref()?.name_available_at.as_ref()?;
    let said = unpublished.time.as_ref().and_then(available_at);
    let same = said.is_some_and(|said| said.to_datetime() == asked.to_datetime());
    let note = "the name can be had again 24 hours after the package was unpublished";
    (!same).then(|| about.loss("/effects/nameAvailableAt", LossKind::Changed, note))
}
