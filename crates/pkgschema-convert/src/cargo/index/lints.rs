//! What is odd in an index line beyond wrong kinds and malformed texts.
//!
//! Invariant: a lint looks at one member at a time, so that a long line costs no more than its
//! length.

use super::{IndexDependency, IndexLine};
use crate::cargo::lints::Lints;
use pkgschema::{Finding, Severity, Text};

pub(super) fn line(line: &IndexLine) -> Vec<Finding> {
    let mut lints = Lints::default();
    for name in line.missing() {
        lints.at(&[], "missing-member", Severity::Error, || {
            format!("{name:?} is missing; Cargo passes over such a line")
        });
    }
    lints.name(&["name"], line.name.as_ref());
    lints.version(&["vers"], line.vers.as_ref());
    if !line.is_known() {
        let words = "a schema version that nobody knows here; such a line is to be ignored";
        lints.at(&["v"], "unknown-schema-version", Severity::Error, || words.to_owned());
    }
    if let Some(cksum) = &line.cksum {
        lints.checksum(cksum);
    }
    let new = line.features2.get().is_some_and(|new| !new.is_empty());
    if new && line.v.get() != Some(&2) {
        let words = "features in the newer syntax, which older versions of Cargo misread unless \
                     the schema version is 2";
        lints.at(&["features2"], "features2-without-v2", Severity::Warning, || words.to_owned());
    }
    for (index, one) in line.deps.indexed() {
        dependency(&mut lints, &index.to_string(), one);
    }
    lints.found
}

fn dependency(lints: &mut Lints, index: &str, one: &IndexDependency) {
    lints.name(&["deps", index, "name"], one.name.as_ref());
    lints.name(&["deps", index, "package"], one.package.get());
    lints.requirement(&["deps", index, "req"], one.req.as_ref());
    lints.kind(&["deps", index, "kind"], one.kind.get());
    let missing: [(&str, Option<&Text>); 2] =
        [("name", one.name.as_ref()), ("req", one.req.as_ref())];
    for (name, _) in missing.iter().filter(|(name, text)| lacks(one, name, *text)) {
        lints.at(&["deps", index], "missing-member", Severity::Error, || {
            format!("a dependency without {name:?}")
        });
    }
}

fn lacks(one: &IndexDependency, name: &str, text: Option<&Text>) -> bool {
    text.is_none() && one.rest.get(name).is_none()
}
