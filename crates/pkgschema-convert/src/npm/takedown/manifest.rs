//! The signal of a single version's manifest, and back.
//!
//! Invariant: a manifest without `deprecated` says nothing of it.

use super::deprecated::{Said, said};
use super::{Found, MANIFEST_DEPRECATED, purl, saying};
use crate::Loss;
use crate::convert::Converted;
use crate::npm::VersionManifest;
use crate::npm::version_manifest::Deprecated;
use crate::signal::{FromNotices, Signal, SignalKind, Standing, ToSignals};
use pkgschema::Pointer;
use pkgschema::object::Value;
use pkgschema::takedown::{Query, TakedownNotice};

impl ToSignals for VersionManifest {
    const SIGNALS: &'static [&'static SignalKind] = &[&MANIFEST_DEPRECATED];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let mut found = Found::default();
        let place = Pointer::root().child("deprecated");
        let odd = self.registry.rest.iter().filter(|(name, _)| *name == "deprecated");
        found.losses.extend(odd.map(|(_, odd)| Loss::of_odd(place.clone(), odd)));
        let value = self.registry.deprecated.as_ref().map(Value::to_raw);
        let said = value.map(|value| said(value.as_raw()));
        if let Some(Said::Deprecated(words)) = said {
            let about = (self.name.as_deref(), self.version.as_deref().or(Some("")));
            if let Some(signal) = found.signal(&MANIFEST_DEPRECATED, place, about) {
                signal.message = words;
            }
        }
        Converted::new(found.signals, found.losses)
    }
}

impl FromNotices for VersionManifest {
    fn without_signals(mut self) -> Self {
        if matches!(self.deprecation(), Some(Some(_))) {
            self.registry.deprecated = None;
            self.registry.rest.remove("deprecated");
        }
        self
    }

    fn with_notices(mut self, notices: &[TakedownNotice]) -> Converted<Self> {
        let version = self.version.as_deref().filter(|version| !version.is_empty());
        let Some(purl) = version.and_then(|version| purl(self.name.as_deref(), Some(version)))
        else {
            return Converted::lossless(self);
        };
        let found = Standing::of(notices, &purl).about(&Query::of(&purl), version);
        let mut writer = saying("a version's manifest");
        if let Some(said) = writer.of(&found) {
            let words = said.message().filter(|words| !words.is_empty());
            self.registry.deprecated = Some(match words {
                Some(words) => Deprecated::Message(words.clone()),
                None => Deprecated::Flag(true),
            });
            self.registry.rest.remove("deprecated");
        }
        Converted::new(self, writer.losses)
    }
}
