//! Whether a requirement names one version.
//!
//! Invariant: a version is named only by an exact specifier that stands alone, or by a file.

use crate::pypi::requirement::Requirement;
use crate::pypi::{FileName, places};
use pkgschema::Text;
use pkgschema::version::pypi::Operator;

/// The version that a requirement names: behind a single `==` without a wildcard, or `===`; or the
/// one in the name of the file at its address.
pub(super) fn version(requirement: &Requirement) -> Option<Text> {
    if let Some(url) = requirement.url() {
        let name = places::name_in_url(url)?;
        let file = FileName::parse_for(&name, requirement.name()).ok()?;
        return file.is_of(requirement.name()).then(|| file.version().into());
    }
    let set = requirement.specifier_set()?.ok()?;
    let [one] = set.specifiers() else { return None };
    match one.operator() {
        Operator::Equal if !one.is_wildcard() => one.version().map(|it| it.as_str().into()),
        Operator::Arbitrary => one.arbitrary_text().map(Text::from),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_version_or_none() {
        let cases = [
            ("a==1.0", Some("1.0")),
            ("a (== 1.0)", Some("1.0")),
            ("a===any", Some("any")),
            ("a==1.*", None),
            ("a==1.0,!=2", None),
            ("a~=1.0", None),
            ("a", None),
            ("a @ https://files.example/a-1.0-py3-none-any.whl#x", Some("1.0")),
            ("a @ https://files.example/b-1.0-py3-none-any.whl", None),
            ("a @ https://files.example/main.zip", None),
        ];
        for (text, expected) in cases {
            let requirement = Requirement::parse(text).unwrap();
            assert_eq!(version(&requirement).as_deref(), expected, "{text}");
        }
    }
}
