//! What is odd in the names that a package can be imported by.
//!
//! Source: the packaging specifications, "pyproject.toml", "import-names" (PEP 794).
//!
//! Invariant: a name is looked at once, and its parents by the length of its text.

use super::super::Project;
use super::Lints;
use crate::pypi::import_names::is_import;
use pkgschema::Pointer;
use std::collections::HashSet;

pub(super) fn check(lints: &mut Lints, project: &Project, place: &Pointer) {
    let name = |text: &str| text.split(';').next().unwrap_or_default().trim_end().to_owned();
    let lists = [
        ("import-names", &project.import_names),
        ("import-namespaces", &project.import_namespaces),
    ];
    let all: HashSet<String> =
        lists.iter().flat_map(|(_, list)| list.iter().map(|text| name(text))).collect();
    let mut seen = HashSet::new();
    for (key, list) in lists {
        for (index, text) in list.indexed() {
            let place = place.child(key).index(index);
            let whole = name(text);
            if !is_import(text) {
                let words = "expected a dotted name, maybe with `; private` behind it";
                lints.error(&place, "import-name", words);
            } else if whole.rsplit_once('.').is_some_and(|(parent, _)| !all.contains(parent)) {
                lints.error(&place, "import-parent", "the module that holds it is not listed");
            }
            if !seen.insert(whole) {
                lints.error(&place, "duplicate-import-name", "the name stands twice");
            }
        }
    }
}
