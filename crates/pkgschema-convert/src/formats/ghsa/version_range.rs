//! The notation of vulnerable versions: `>= 1.0.0, < 1.0.8`, `= 0.2.0`, `<= 1.0.8`.
//!
//! Source: GitHub's GraphQL documentation, `SecurityVulnerability.vulnerableVersionRange`.
//!
//! Invariant: a range has at most one lower and one upper end, or names one version.

use pkgschema::Text;

/// One end of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::formats) struct Comparator {
    pub(in crate::formats) version: Text,
    pub(in crate::formats) inclusive: bool,
}

/// A range that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::formats) enum VulnerableRange {
    /// One version.
    Exactly(Text),
    /// What lies between two ends, one of which there is at least.
    Between { lower: Option<Comparator>, upper: Option<Comparator> },
}

impl VulnerableRange {
    /// Reads a range; `None` for what is none.
    pub(in crate::formats) fn parse(text: &str) -> Option<Self> {
        let (mut exactly, mut lower, mut upper) = (None, None, None);
        for part in text.split(',') {
            let (operator, version) = operator(part.trim())?;
            let inclusive = operator.ends_with('=');
            let slot = match operator {
                "=" => &mut exactly,
                ">" | ">=" => &mut lower,
                _ => &mut upper,
            };
            if slot.replace(Comparator { version, inclusive }).is_some() {
                return None;
            }
        }
        match (exactly, lower, upper) {
            (Some(only), None, None) => Some(Self::Exactly(only.version)),
            (None, None, None) | (Some(_), ..) => None,
            (None, lower, upper) => Some(Self::Between { lower, upper }),
        }
    }

    /// The range as GitHub writes it.
    pub(in crate::formats) fn to_text(&self) -> String {
        match self {
            Self::Exactly(version) => format!("= {version}"),
            Self::Between { lower, upper } => {
                let part = |end: &Comparator, sign: &str| {
                    let equal = if end.inclusive { "=" } else { "" };
                    format!("{sign}{equal} {}", end.version)
                };
                let lower = lower.as_ref().map(|end| part(end, ">"));
                let upper = upper.as_ref().map(|end| part(end, "<"));
                let parts: Vec<String> = lower.into_iter().chain(upper).collect();
                if parts.is_empty() { ">= 0".to_owned() } else { parts.join(", ") }
            }
        }
    }
}

fn operator(part: &str) -> Option<(&'static str, Text)> {
    let found = [">=", "<=", ">", "<", "="].into_iter();
    let (sign, version) = found.filter_map(|sign| Some((sign, part.strip_prefix(sign)?))).next()?;
    let version = version.trim();
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>=|*".contains(c);
    (!version.is_empty() && !version.contains(odd)).then(|| (sign, Text::from(version)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_come_back() {
        for text in ["= 1.0", "< 2", ">= 1, < 2", "> 1, <= 2-rc.1", ">= 0"] {
            assert_eq!(VulnerableRange::parse(text).unwrap().to_text(), text);
        }
        let loose = VulnerableRange::parse(" <=1.0.2 ,>0.9").unwrap();
        assert_eq!(loose.to_text(), "> 0.9, <= 1.0.2");
        for text in ["", "1.0", "= 1, < 2", "< 1, < 2", "< 1 || > 2", "< ", "^1", ">=1,", "== 1"] {
            assert_eq!(VulnerableRange::parse(text), None, "{text}");
        }
    }
}
