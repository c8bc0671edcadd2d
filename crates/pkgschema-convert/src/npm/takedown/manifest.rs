//! The signal of a single version's manifest, and back.
//!
//! Invariant: a manifest without `deprecated` says nothing of it.

use super::deprecated::{Said, said};
use super::{MANIFEST_DEPRECATED, purl, saying};
use crate::convert::Converted;
use crate::npm::VersionManifest;
use crate::npm::version_manifest::Deprecated;
use crate::signal::{FromNotices, Gathered, Signal, SignalKind, Standing, ToSignals};
use pkgschema::Pointer;
use pkgschema::object::Value;
use pkgschema::takedown::{Query, TakedownNotice};

impl ToSignals for VersionManifest {
    const SIGNALS: &'static [&'static SignalKind] = &[&MANIFEST_DEPRECATED];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let (mut found, root) = (Gathered::default(), Pointer::root());
        found.odd(&self.registry.rest, &root, &["deprecated"]);
        let value = self.registry.deprecated.as_ref().map(Value::to_raw);
        let said = value.map(|value| said(value.as_raw()));
        if let Some(Said::Deprecated(words)) = said {
            let version = self.version.as_deref();
            let purl = version.and_then(|version| purl(self.name.as_deref(), Some(version)));
            let place = root.child("deprecated");
            if let Some(signal) = found.signal(&MANIFEST_DEPRECATED, place, purl) {
                signal.message = words;
            }
        }
        found.done()
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
