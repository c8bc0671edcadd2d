//! Licences of Python's packages.
//!
//! Source: core metadata, "License-Expression", "License" and "License-File" (PEP 639).
//!
//! Invariant: an expression is the declaration where there is one; the free text beside it, which
//! PEP 639 forbids, is not joined with it.

use crate::licensing;
use pkgschema::Text;
use pkgschema::metadata::License;
use pkgschema::object::List;

/// How a classifier that names a licence begins.
pub(super) const CLASSIFIER: &str = "License ::";

/// The licence that the fields declare.
pub(super) fn read(
    expression: Option<&str>,
    text: Option<&str>,
    files: &List<Text>,
    classifiers: &List<Text>,
) -> Option<License> {
    let mut license = expression.or(text).map(licensing::declared).unwrap_or_default();
    license.files = files.clone();
    let named = classifiers.iter().filter(|classifier| classifier.starts_with(CLASSIFIER));
    license.classifiers = List::unless_empty(named.cloned().collect());
    (license != License::default()).then_some(license)
}

/// What the two fields say of a licence: the expression, or else what was declared.
pub(super) fn write(license: &License) -> (Option<Text>, Option<Text>) {
    if license.expression.is_some() {
        return (license.expression.clone(), None);
    }
    let names: Vec<&str> = license.declared.iter().filter_map(|one| one.name.as_deref()).collect();
    let text = Some(names.join(" OR ")).filter(|text| !text.is_empty());
    (None, text.map(Text::from))
}
