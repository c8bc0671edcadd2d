//! The signals of PyPI's JSON API, read only: nobody but the index makes such answers.
//!
//! Invariant: a file that is listed twice, among those of its release and those of all, is one
//! signal.

use super::files::File;
use super::kinds::{API_FILE_YANKED, API_YANKED};
use super::purl;
use crate::convert::Converted;
use crate::pypi::PypiJsonApi;
use crate::pypi::json_api::JsonApiFile;
use crate::signal::{Gathered, Signal, SignalKind, ToSignals};
use pkgschema::object::Items;
use pkgschema::{Pointer, Text};
use std::collections::HashSet;

/// The members about yanking.
const YANKING: [&str; 2] = ["yanked", "yanked_reason"];

impl ToSignals for PypiJsonApi {
    const SIGNALS: &'static [&'static SignalKind] = &[&API_YANKED, &API_FILE_YANKED];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let mut found = Gathered::default();
        self.release_said(&mut found);
        let (root, mut met) = (Pointer::root(), HashSet::new());
        let own = self.version().map(Text::as_str);
        if let Some(urls) = self.urls.items() {
            self.files_said(urls, own, &root.child("urls"), &mut met, &mut found);
        }
        let list = root.child("releases");
        for (version, items) in self.releases.iter() {
            let place = list.child(version);
            self.files_said(items, Some(version), &place, &mut met, &mut found);
        }
        found.odd(&self.rest, &root, &["urls", "releases"]);
        found.odd_entries(self.releases.entries(), &list);
        found.done()
    }
}

impl PypiJsonApi {
    fn project(&self) -> Option<&str> {
        self.info.as_ref()?.name.get().map(Text::as_str)
    }

    /// Whether the release that `info` is about is yanked.
    fn release_said(&self, found: &mut Gathered) {
        let Some(info) = &self.info else { return };
        let place = Pointer::root().child("info");
        found.odd(&info.rest, &place, &YANKING);
        if info.yanked == Some(true) {
            // without its version it would be about all of them
            let version = self.version().filter(|version| !version.is_empty());
            let purl = version.and_then(|version| purl(self.project(), Some(version)));
            if let Some(signal) = found.signal(&API_YANKED, place.child("yanked"), purl) {
                signal.message = words(info.yanked_reason.get());
            }
        }
    }

    fn files_said<'a>(
        &'a self,
        files: &'a Items<JsonApiFile>,
        version: Option<&'a str>,
        list: &Pointer,
        met: &mut HashSet<&'a str>,
        found: &mut Gathered,
    ) {
        for (index, file) in files.indexed() {
            let place = list.index(index);
            found.odd(&file.rest, &place, &YANKING);
            let name = file.filename.as_deref();
            if file.yanked != Some(true) || name.is_some_and(|name| !met.insert(name)) {
                continue;
            }
            let digests = file.digests.as_ref();
            let listed = File { project: self.project(), version, name, digests };
            let reason = words(file.yanked_reason.get());
            listed.yanked(&API_FILE_YANKED, reason.as_deref(), place.child("yanked"), found);
        }
        found.odd_items(Some(files), list);
    }
}

/// The empty reason is none.
fn words(reason: Option<&Text>) -> Option<Text> {
    reason.filter(|reason| !reason.is_empty()).cloned()
}
