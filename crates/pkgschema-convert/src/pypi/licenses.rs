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

/// Whether a text is an expression as PEP 639 allows it: SPDX's, in any case, of listed names and
/// `LicenseRef-` ones alone.
pub(super) fn is_expression(text: &str) -> bool {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')'));
    let known = |word: &str| {
        let begins = |start: &str| {
            word.get(..start.len()).is_some_and(|first| first.eq_ignore_ascii_case(start))
        };
        let reference = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
        match begins("LicenseRef-") {
            true => word.len() > "LicenseRef-".len() && word.chars().all(reference),
            false => {
                !["DocumentRef-", "AdditionRef-", "NONE", "NOASSERTION"].into_iter().any(begins)
            }
        }
    };
    words.into_iter().all(known) && licensing::is_expression_in_any_case(text)
}

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

#[cfg(test)]
mod tests {
    use super::is_expression;

    #[test]
    fn expressions_are_those_of_pep_639() {
        let good =
            ["MIT", "mit", "mIt oR iSC", "LicenseRef-a.b-C", "licenseref-x AND MIT", "GPL-2.0+"];
        let bad = [
            "",
            "MIT OR",
            "Apache 2.0",
            "LicenseRef-",
            "LicenseRef-a_b",
            "DocumentRef-a:LicenseRef-b",
            "MIT WITH AdditionRef-x",
            "NONE",
            "noassertion",
            "MIT/ISC",
        ];
        for text in good {
            assert!(is_expression(text), "{text}");
        }
        for text in bad {
            assert!(!is_expression(text), "{text}");
        }
    }
}
