//! Ranges of versions in NuGet's notation.
//!
//! | notation | VERS |
//! |---|---|
//! | `*` | `*` |
//! | `1.0` | `>=1.0` |
//! | `[1.0]` | `1.0` |
//! | `[1.0, 2.0)` | `>=1.0` and `<2.0` |
//! | `(, 2.0]` | `<=2.0` |
//!
//! Source: NuGet documentation, "Package versioning", version ranges.
//!
//! Invariant: floating versions (`1.*`) are no range that is read.

use pkgschema::version::vers::Comparator;
use pkgschema::version::{Vers, VersText};

/// The range as a VERS; `None` for what is none.
pub(super) fn to_vers(text: &str) -> Option<VersText> {
    let builder = Vers::builder("nuget");
    let text = text.trim();
    let opened = text.strip_prefix(['[', '(']).zip(text.chars().next());
    let builder = match (text, opened) {
        ("*", _) => builder.star(),
        (text, None) => builder.constraint(Comparator::GreaterOrEqual, version(text)?),
        (_, Some((rest, first))) => {
            let inner = rest.strip_suffix([']', ')'])?;
            let (first, last) = (first == '[', rest.ends_with(']'));
            match inner.split_once(',') {
                None if first && last => builder.constraint(Comparator::Equal, version(inner)?),
                None => return None,
                Some((low, high)) => {
                    let low = bound(low, first, Comparator::GreaterOrEqual, Comparator::Greater)?;
                    let high = bound(high, last, Comparator::LessOrEqual, Comparator::Less)?;
                    let bounds = [low, high].into_iter().flatten();
                    bounds
                        .fold(builder, |builder, (sign, version)| builder.constraint(sign, version))
                }
            }
        }
    };
    builder.build().ok().map(|vers| VersText::from(&vers))
}

/// An end of a range: `Some(None)` where there is none, `None` where it cannot be read.
fn bound(
    text: &str,
    inclusive: bool,
    with: Comparator,
    without: Comparator,
) -> Option<Option<(Comparator, &str)>> {
    match text.trim() {
        "" if inclusive => None,
        "" => Some(None),
        text => Some(Some((if inclusive { with } else { without }, version(text)?))),
    }
}

/// A version without wildcards.
fn version(text: &str) -> Option<&str> {
    let text = text.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+');
    (text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(plain)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::to_vers;

    #[test]
    fn ranges_are_read_or_refused() {
        for (text, vers) in [
            ("*", Some("vers:nuget/*")),
            ("12.0.2", Some("vers:nuget/>=12.0.2")),
            ("[1.0]", Some("vers:nuget/1.0")),
            (" [1.0, 2.0) ", Some("vers:nuget/>=1.0|<2.0")),
            ("(1.0,2.0-beta]", Some("vers:nuget/>1.0|<=2.0-beta")),
            ("(,2.0]", Some("vers:nuget/<=2.0")),
            ("[1.0,)", Some("vers:nuget/>=1.0")),
            ("(,)", None),
            ("[,2.0)", None),
            ("(1.0)", None),
            ("(1.0]", None),
            ("[1.0", None),
            ("[", None),
            ("[]", None),
            ("", None),
            ("1.*", None),
            ("[1.0,2.0,3.0]", None),
            ("1.0 || 2.0", None),
        ] {
            let found = to_vers(text);
            assert_eq!(found.as_ref().map(|it| it.as_str()), vers, "{text:?}");
        }
    }
}
