//! Signals out of the text of the Simple API's JSON, without reading the rest of it.
//!
//! Invariant: it gives what the whole reading gives, or nothing: whatever is odd is left to the
//! whole reading.

use super::files::File;
use super::kinds::JSON_YANKED;
use super::status::ACTIVE;
use crate::signal::skim::{Fields, Object, Objects, Words, look, odd, once, skip};
use crate::signal::{Gathered, Signal};
use pkgschema::Pointer;
use pkgschema::identity::DigestSet;
use pkgschema::object::{Value, raw};
use raw::Kind;
use serde::de::MapAccess;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// The signals of an answer in which nothing is odd; `None` for any other text.
pub(super) fn signals(text: &str) -> Option<Vec<Signal>> {
    let mut answer = Skimmed::default();
    look(text, &mut answer)?;
    answer.signals()
}

#[derive(Default)]
struct Skimmed<'t> {
    meta: Option<&'t RawValue>,
    name: Option<Cow<'t, str>>,
    files: Option<Vec<Listed<'t>>>,
    status: Option<Status<'t>>,
}

/// One file.
#[derive(Default)]
struct Listed<'t> {
    name: Option<Cow<'t, str>>,
    hashes: Option<&'t RawValue>,
    yanked: Option<&'t RawValue>,
}

/// The state of the project.
#[derive(Default)]
struct Status<'t> {
    word: Option<Cow<'t, str>>,
}

impl<'t> Fields<'t> for Skimmed<'t> {
    fn field<A: MapAccess<'t>>(&mut self, key: Cow<'t, str>, map: &mut A) -> Result<(), A::Error> {
        match &*key {
            "meta" => once(&mut self.meta, map.next_value()?),
            "name" => once(&mut self.name, map.next_value::<Words<'t>>()?.0),
            "files" => {
                let mut files = Vec::new();
                map.next_value_seed(Objects(&mut files))?;
                once(&mut self.files, files)
            }
            "project-status" => {
                let mut status = Status::default();
                map.next_value_seed(Object(&mut status))?;
                once(&mut self.status, status)
            }
            _ => skip(map),
        }
    }
}

impl<'t> Fields<'t> for Listed<'t> {
    fn field<A: MapAccess<'t>>(&mut self, key: Cow<'t, str>, map: &mut A) -> Result<(), A::Error> {
        match &*key {
            "filename" => once(&mut self.name, map.next_value::<Words<'t>>()?.0),
            "hashes" => once(&mut self.hashes, map.next_value()?),
            "yanked" => once(&mut self.yanked, map.next_value()?),
            _ => skip(map),
        }
    }
}

impl<'t> Fields<'t> for Status<'t> {
    fn field<A: MapAccess<'t>>(&mut self, key: Cow<'t, str>, map: &mut A) -> Result<(), A::Error> {
        match &*key {
            "status" => once(&mut self.word, map.next_value::<Words<'t>>()?.0),
            "reason" => Err(odd()),
            _ => skip(map),
        }
    }
}

impl Skimmed<'_> {
    fn signals(&self) -> Option<Vec<Signal>> {
        self.meta.filter(|meta| raw::kind(meta) == Kind::Object)?;
        let files = self.files.as_ref()?;
        if self.status.as_ref().is_some_and(|status| status.word.as_deref() != Some(ACTIVE)) {
            return None;
        }
        let (list, mut found) = (Pointer::root().child("files"), Gathered::default());
        for (index, file) in files.iter().enumerate() {
            let Some(yanked) = file.yanked.filter(|yanked| yanked.get() != "false") else {
                continue;
            };
            let reason = match raw::kind(yanked) {
                Kind::Boolean => None,
                _ => Some(raw::string(yanked)?),
            };
            let digests = match file.hashes {
                None => None,
                Some(hashes) => Some(DigestSet::read(hashes)?),
            };
            let (project, name) = (self.name.as_deref(), file.name.as_deref());
            let file = File { project, version: None, name, digests: digests.as_ref() };
            let place = list.index(index).child("yanked");
            file.yanked(&JSON_YANKED, reason.as_deref(), place, &mut found);
        }
        found.losses.is_empty().then_some(found.signals)
    }
}
