//! Signals out of a packument's text, without reading the rest of it.
//!
//! Invariant: it gives what the whole reading gives, or nothing: whatever is odd, and whatever is
//! seldom there, is left to the whole reading.

use super::deprecated::{MEMBER, Said, said};
use super::{DEPRECATED, GONE, purl};
use crate::npm::packument::{MARKERS, is_held};
use crate::signal::skim::{Fields, Object, Words, look, odd, once, skip};
use crate::signal::{Gathered, Signal};
use pkgschema::Pointer;
use serde::de::MapAccess;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashSet;

/// The signals of a packument in which nothing is odd; `None` for any other text.
pub(super) fn signals(text: &str) -> Option<Vec<Signal>> {
    let mut packument = Skimmed::default();
    look(text, &mut packument)?;
    packument.signals()
}

#[derive(Default)]
struct Skimmed<'t> {
    name: Option<Cow<'t, str>>,
    id: Option<Cow<'t, str>>,
    versions: Option<Versions<'t>>,
    time: Option<Times<'t>>,
}

/// The versions, with what their manifests say.
#[derive(Default)]
struct Versions<'t>(Vec<(Cow<'t, str>, Manifest<'t>)>);

#[derive(Default)]
struct Manifest<'t> {
    deprecated: Option<&'t RawValue>,
}

/// The keys of times.
#[derive(Default)]
struct Times<'t>(Vec<Cow<'t, str>>);

impl<'t> Fields<'t> for Skimmed<'t> {
    fn field<A: MapAccess<'t>>(&mut self, key: Cow<'t, str>, map: &mut A) -> Result<(), A::Error> {
        match &*key {
            "name" => once(&mut self.name, map.next_value::<Words<'t>>()?.0),
            "_id" => once(&mut self.id, map.next_value::<Words<'t>>()?.0),
            "versions" => {
                let mut versions = Versions::default();
                map.next_value_seed(Object(&mut versions))?;
                once(&mut self.versions, versions)
            }
            "time" => {
                let mut times = Times::default();
                map.next_value_seed(Object(&mut times))?;
                once(&mut self.time, times)
            }
            _ => skip(map),
        }
    }
}

impl<'t> Fields<'t> for Versions<'t> {
    fn field<A: MapAccess<'t>>(&mut self, key: Cow<'t, str>, map: &mut A) -> Result<(), A::Error> {
        if is_held(&key) {
            return Err(odd());
        }
        let mut manifest = Manifest::default();
        map.next_value_seed(Object(&mut manifest))?;
        self.0.push((key, manifest));
        Ok(())
    }
}

impl<'t> Fields<'t> for Manifest<'t> {
    fn field<A: MapAccess<'t>>(&mut self, key: Cow<'t, str>, map: &mut A) -> Result<(), A::Error> {
        match key == MEMBER {
            true => once(&mut self.deprecated, map.next_value()?),
            false => skip(map),
        }
    }
}

impl<'t> Fields<'t> for Times<'t> {
    fn field<A: MapAccess<'t>>(&mut self, key: Cow<'t, str>, map: &mut A) -> Result<(), A::Error> {
        map.next_value::<Words<'t>>()?;
        if key == "unpublished" {
            return Err(odd());
        }
        self.0.push(key);
        Ok(())
    }
}

impl Skimmed<'_> {
    fn signals(&self) -> Option<Vec<Signal>> {
        let versions = self.versions.as_ref()?;
        let name = self.name.as_deref().or(self.id.as_deref());
        let mut found = Gathered::default();
        let mut known: HashSet<&str> = HashSet::with_capacity(versions.0.len() + MARKERS.len());
        for (version, manifest) in &versions.0 {
            if !known.insert(version) {
                return None; // there twice
            }
            match manifest.deprecated.map(said) {
                None | Some(Said::Not) => {}
                Some(Said::Odd) => return None,
                Some(Said::Deprecated(words)) => {
                    let place = Pointer::root().child("versions").child(version).child(MEMBER);
                    let purl = purl(name, Some(version));
                    found.signal(&DEPRECATED, place, purl)?.message = words;
                }
            }
        }
        self.gone(name, known, &mut found)?;
        Some(found.signals)
    }

    fn gone<'a>(
        &'a self,
        name: Option<&str>,
        mut known: HashSet<&'a str>,
        found: &mut Gathered,
    ) -> Option<()> {
        known.extend(MARKERS);
        let mut met = HashSet::new();
        let list = Pointer::root().child("time");
        for version in self.time.iter().flat_map(|times| &times.0) {
            if !met.insert(&**version) {
                return None; // there twice
            }
            if !known.contains(&**version) {
                found.signal(&GONE, list.child(version), purl(name, Some(version)))?;
            }
        }
        Some(())
    }
}
