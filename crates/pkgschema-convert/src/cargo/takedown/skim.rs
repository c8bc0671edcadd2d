//! Index lines in one pass that keeps nothing but what a signal needs, borrowed from the text.
//!
//! Invariant: a line in which anything of that is odd is not skimmed at all; where it is, the
//! document would be read, and would say the very same.

use super::{of_version, unknown};
use crate::convert::Converted;
use crate::signal::{Signal, SignalKind};
use pkgschema::Pointer;
use serde::de::{Deserializer as _, Error, IgnoredAny, MapAccess, Visitor};
use std::fmt;

/// What a line says of a yank.
#[derive(Debug, Default)]
pub(super) struct Skimmed<'t> {
    name: Option<&'t str>,
    vers: Option<&'t str>,
    /// Outer: whether the member is there. Null is no value.
    yanked: Option<Option<bool>>,
    v: Option<Option<u64>>,
    /// Whether a member is there that makes it a line of an index.
    is_line: bool,
}

/// Skims a line; `None` where the document has to be read.
pub(super) fn line(text: &str) -> Option<Skimmed<'_>> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut deserializer = serde_json::Deserializer::from_str(body);
    let skimmed = deserializer.deserialize_map(Line).ok()?;
    deserializer.end().ok()?;
    skimmed.is_line.then_some(skimmed)
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
    pub(super) fn tell(
        &self,
        kind: &'static SignalKind,
        place: &Pointer,
        found: &mut Converted<Vec<Signal>>,
    ) {
        if !self.is_known() {
            found.losses.push(unknown(place));
        } else if self.tells() {
            of_version(self.name, self.vers, kind, place, found);
        }
    }
}

struct Line;

impl<'de> Visitor<'de> for Line {
    type Value = Skimmed<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Skimmed<'de>, A::Error> {
        let mut line = Skimmed::default();
        // a name with an escape in it cannot be borrowed, which is an error
        while let Some(name) = map.next_key::<&str>()? {
            match name {
                "name" => once(&mut line.name, map.next_value()?)?,
                "vers" => {
                    line.is_line = true;
                    once(&mut line.vers, map.next_value()?)?;
                }
                "yanked" => once(&mut line.yanked, map.next_value()?)?,
                "v" => once(&mut line.v, map.next_value()?)?,
                other => {
                    line.is_line |= matches!(other, "deps" | "cksum");
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(line)
    }
}

/// Takes a member that must not be there twice.
fn once<T, E: Error>(place: &mut Option<T>, value: T) -> Result<(), E> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(E::custom("there twice")),
    }
}
