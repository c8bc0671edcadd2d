//! What is odd about the licence.
//!
//! Source: core metadata, "License-Expression" and "License-File" (PEP 639).
//!
//! Invariant: a licence file's path stays in the distribution.

use super::super::record::said;
use super::Lints;
use crate::paths;
use crate::pypi::licenses::{self, CLASSIFIER};

pub(super) fn check(lints: &mut Lints<'_>) {
    let fields = lints.fields;
    if fields.license_expression.first().is_some_and(|text| !licenses::is_expression(text)) {
        let words = "expected an SPDX licence expression";
        lints.error("License-Expression", 0, "license-expression", words);
    }
    if said(&fields.license_expression).is_some() {
        if fields.license.is_present() {
            let words = "License-Expression says the licence, and must stand alone";
            lints.error("License", 0, "license-twice", words);
        }
        let named = fields.classifier.indexed();
        if let Some((index, _)) = named.into_iter().find(|(_, text)| text.starts_with(CLASSIFIER)) {
            let words = "License-Expression says the licence, and no classifier should";
            lints.warn("Classifier", index, "license-classifier", words);
        }
    }
    for (index, path) in fields.license_file.indexed() {
        if let Some(words) = odd_path(path) {
            lints.error("License-File", index, "license-file", words);
        }
    }
}

fn odd_path(path: &str) -> Option<&'static str> {
    match path {
        // `packaging` refuses them in a name as well
        _ if path.contains("..") => Some("two dots may lead out of the distribution"),
        _ if paths::is_absolute(path) => Some("expected a relative path"),
        _ if path.contains('\\') => Some("expected / between the parts of the path"),
        _ if path.contains('*') => Some("expected one file, and not a pattern"),
        "." => None,
        _ if path.split('/').any(|part| matches!(part, "" | ".")) => {
            Some("expected a path without empty parts and parts of one dot")
        }
        _ => None,
    }
}
