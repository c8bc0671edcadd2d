//! Licence texts read as SPDX expressions.
//!
//! Invariant: a text that is an expression is taken as it stands; only another text is repaired,
//! and the declaration keeps it.

use crate::{Loss, LossKind};
use pkgschema::metadata::{DeclaredLicense, License};
use pkgschema::{Pointer, Text};
use spdx::identifiers::{EXCEPTIONS, LICENSES};
use spdx::{Expression, ParseMode};

/// Longer texts are licence texts, not expressions.
const LONGEST: usize = 1024;

/// A licence declared by one text: an expression, or whatever else it is.
pub(crate) fn declared(text: &str) -> License {
    let mut license = License::default();
    let mut declared = DeclaredLicense::default();
    declared.name = Some(Text::from(text));
    license.declared.push(declared);
    license.expression = expression(text).map(Text::from);
    license
}

/// Whether a text is an SPDX expression as it stands.
pub(crate) fn is_expression(text: &str) -> bool {
    let known = ParseMode { allow_deprecated: true, ..ParseMode::STRICT };
    text.len() <= LONGEST && Expression::parse_mode(text, known).is_ok()
}

/// Whether a text is an SPDX expression, names and operators in whatever case.
pub(crate) fn is_expression_in_any_case(text: &str) -> bool {
    let same = |word: &str, name: &str| word.eq_ignore_ascii_case(name);
    let spelt = |word: &str| {
        let names = ["AND", "OR", "WITH"].into_iter();
        let names = names.chain(LICENSES.iter().map(|license| license.name));
        let mut names = names.chain(EXCEPTIONS.iter().map(|exception| exception.name));
        let base = word.strip_suffix('+').unwrap_or(word);
        let reference = word.get(..REFERENCE.len()).filter(|start| same(start, REFERENCE));
        match reference {
            Some(_) => [REFERENCE, word.get(REFERENCE.len()..).unwrap_or_default()].concat(),
            None => match names.find(|name| same(word, name) || same(base, name)) {
                Some(name) if same(word, name) => name.to_owned(),
                Some(name) => format!("{name}+"),
                None => word.to_owned(),
            },
        }
    };
    if text.len() > LONGEST {
        return false;
    }
    let words = text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '(' | ')'));
    let words = words.map(|word| {
        let end =
            word.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')')).len();
        let (word, behind) = word.split_at_checked(end).unwrap_or((word, ""));
        spelt(word) + behind
    });
    // `GPL-2.0+` is a name on the list, if an old one
    let known =
        ParseMode { allow_deprecated: true, allow_postfix_plus_on_gpl: true, ..ParseMode::STRICT };
    Expression::parse_mode(&words.collect::<String>(), known).is_ok()
}

/// Whether a text is the name of one licence on the SPDX list.
pub(crate) fn is_listed(text: &str) -> bool {
    LICENSES.iter().any(|license| license.name == text)
}

/// How the names of licences begin that are on no list.
const REFERENCE: &str = "LicenseRef-";

/// The SPDX expression that a text is or can be repaired into: `MIT/Apache-2.0` is
/// `MIT OR Apache-2.0`.
pub(crate) fn expression(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    if is_expression(text) {
        return Some(text.to_owned());
    }
    Expression::parse_mode(text, ParseMode::LAX).ok()?;
    let repaired = Expression::canonicalize(text).ok()?;
    Some(repaired.unwrap_or_else(|| text.to_owned()))
}

/// The expression of licences of which one may choose one; `read` gives that of one. `None` if
/// one has none.
#[cfg(any(feature = "maven", feature = "npm"))]
pub(crate) fn choice(
    declared: &[DeclaredLicense],
    read: impl Fn(&DeclaredLicense) -> Option<String>,
) -> Option<String> {
    let all = declared.iter().map(read);
    let all = all.collect::<Option<Vec<_>>>().filter(|all| !all.is_empty())?;
    let grouped = |text: String| match all.len() > 1 && text.contains(' ') {
        true => format!("({text})"),
        false => text,
    };
    Some(all.iter().cloned().map(grouped).collect::<Vec<_>>().join(" OR "))
}

/// What was put right when licences were read, at its place in the record.
pub(crate) fn repairs(license: &License) -> Vec<Loss> {
    let Some(whole) = license.expression.as_deref() else { return Vec::new() };
    let declared = Pointer::root().child("license").child("declared");
    let names = license.declared.iter().map(|one| one.name.as_deref()).enumerate();
    let repaired = names.filter_map(|(index, name)| {
        let name = name.filter(|name| *name != whole)?;
        let note = match expression(name) {
            Some(read) if read == name => return None,
            Some(read) => format!("read as the SPDX expression {read}"),
            None if license.declared.len() == 1 => format!("read as the SPDX expression {whole}"),
            None => format!("read as part of the SPDX expression {whole}"),
        };
        Some(Loss::new(declared.index(index).child("name"), LossKind::Repaired, note))
    });
    repaired.collect()
}

#[cfg(test)]
mod tests {
    use super::expression;

    #[test]
    fn repairs_and_keeps() {
        let cases = [
            ("MIT", Some("MIT")),
            ("MIT/Apache-2.0", Some("MIT OR Apache-2.0")),
            ("GPL-2.0", Some("GPL-2.0")),
            ("(MIT OR CC0-1.0)", Some("(MIT OR CC0-1.0)")),
            ("Public Domain", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(expression(text).as_deref(), expected, "{text}");
        }
    }
}
