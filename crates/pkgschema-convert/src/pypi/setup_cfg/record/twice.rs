//! What stands in `setup.cfg` twice, so that one of the two does not count.
//!
//! Invariant: only the sections that a record is made of are looked into; their names are short.

use crate::LossKind;
use crate::leftovers::Leftovers;
use crate::pypi::setup_cfg::options::{DEFAULT, ENTRY_POINTS, EXTRAS, Keys, METADATA, OPTIONS};
use crate::syntax::ini::Ini;
use pkgschema::Pointer;
use std::collections::HashSet;

const NOTE: &str = "it stands here twice; the first counts";

/// Names what does not count: sections and keys of one name, and keys that mean the same.
pub(super) fn add(ini: &Ini, left: &mut Leftovers) {
    let mut sections = HashSet::new();
    for section in &ini.sections {
        let name = section.name.as_str();
        if ![METADATA, OPTIONS, EXTRAS, ENTRY_POINTS, DEFAULT].contains(&name) {
            continue;
        }
        let place = Pointer::root().child(name);
        if !sections.insert(name) {
            left.say(&place, LossKind::Dropped, NOTE);
            continue;
        }
        let mut keys = HashSet::new();
        for (key, _) in section.options.iter().filter(|(key, _)| !keys.insert(key.as_str())) {
            left.say(&place.child(key), LossKind::Dropped, NOTE);
        }
    }
    for section in [METADATA, OPTIONS] {
        for entry in Keys::of(ini, section).shadowed {
            let note = "another spelling or name of the key counts";
            left.lose(&entry.place(), LossKind::Dropped, note);
        }
    }
}
