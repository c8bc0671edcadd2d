//! Index lines in one pass that keeps nothing but what a signal needs, borrowed from the text.
//!
//! Invariant: a line in which anything of that is odd is not skimmed at all; where it is, the
//! document would be read, and would say the very same.

use super::{of_version, unknown};
use crate::signal::skim::{Fields, Words, look, once, skip};
use crate::signal::{Gathered, SignalKind};
use pkgschema::Pointer;
use serde::de::MapAccess;
use std::borrow::Cow;

/// What a line says of a yank.
#[derive(Debug, Default)]
pub(super) struct Skimmed<'t> {
    name: Option<Cow<'t, str>>,
    vers: Option<Cow<'t, str>>,
    /// Outer: whether the member is there. Null is no value.
    yanked: Option<Option<bool>>,
    v: Option<Option<u64>>,
    /// Whether a member is there that makes it a line of an index.
    is_line: bool,
}

/// Skims a line; `None` where the document has to be read.
pub(super) fn line(text: &str) -> Option<Skimmed<'_>> {
    let mut line = Skimmed::default();
    look(text.strip_prefix('\u{feff}').unwrap_or(text), &mut line)?;
    line.is_line.then_some(line)
}

impl<'t> Fields<'t> for Skimmed<'t> {
    fn field<A: MapAccess<'t>>(&mut self, key: Cow<'t, str>, map: &mut A) -> Result<(), A::Error> {
        self.is_line |= matches!(&*key, "vers" | "deps" | "cksum");
        match &*key {
            "name" => once(&mut self.name, map.next_value::<Words<'t>>()?.0),
            "vers" => once(&mut self.vers, map.next_value::<Words<'t>>()?.0),
            "yanked" => once(&mut self.yanked, map.next_value()?),
            "v" => once(&mut self.v, map.next_value()?),
            _ => skip(map),
        }
    }
}

impl Skimmed<'_> {
    fn is_known(&self) -> bool {
        self.v.flatten().is_none_or(|v| matches!(v, 1 | 2))
    }

    /// Whether it makes a signal or a loss.
    pub(super) fn tells(&self) -> bool {
        !self.is_known() || self.yanked.flatten() == Some(true)
    }

    /// Adds the signal or the loss of the line at `place`.
    pub(super) fn tell(&self, kind: &'static SignalKind, place: &Pointer, found: &mut Gathered) {
        if !self.is_known() {
            found.losses.push(unknown(place));
        } else if self.tells() {
            of_version(self.name.as_deref(), self.vers.as_deref(), kind, place, found);
        }
    }
}
