//! Which release or registry of an ecosystem an entry means.
//!
//! Invariant: two suffixes are of different releases only where that is sure; several spellings
//! and names of one release are in use.

/// How two suffixes stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::advisory) enum Releases {
    Same,
    Different,
    /// One is not told, or they may be two names of one release.
    Unclear,
}

pub(in crate::advisory) fn compare(left: Option<&str>, right: Option<&str>) -> Releases {
    match (left, right) {
        (None, None) => Releases::Same,
        (Some(left), Some(right)) if left == right => Releases::Same,
        (Some(left), Some(right)) => match (address(left), address(right)) {
            (Some(left), Some(right)) if left == right => Releases::Same,
            (Some(_), Some(_)) => Releases::Different,
            (None, None) => numbered(left, right),
            _ => Releases::Unclear,
        },
        _ => Releases::Unclear,
    }
}

/// Host and path of a repository, without what does not tell repositories apart.
fn address(suffix: &str) -> Option<(String, &str)> {
    let (_, rest) = suffix.split_once("://")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    Some((host.to_ascii_lowercase(), path.trim_end_matches('/')))
}

/// Releases by their numbers. `v3.16` is `3.16`; of `12` and `bookworm`, `12` and `12.5`, or
/// `22.04` and `22.04:LTS` nobody can tell here whether they are one.
fn numbered(left: &str, right: &str) -> Releases {
    let (mut first, mut second) = (numbers(left), numbers(right));
    let both = first.by_ref().zip(second.by_ref());
    for (left, right) in both {
        let parts = left.split('.').zip(right.split('.'));
        if parts.into_iter().any(|(left, right)| !left.eq_ignore_ascii_case(right)) {
            return Releases::Different;
        }
    }
    let plain = |text: &str| text.trim_start_matches(['v', 'V']).to_ascii_lowercase();
    if plain(left) == plain(right) { Releases::Same } else { Releases::Unclear }
}

/// The words that hold a digit.
fn numbers(suffix: &str) -> impl Iterator<Item = &str> {
    let words = suffix.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.');
    let words = words.filter(|word| word.bytes().any(|byte| byte.is_ascii_digit()));
    words.map(|word| word.trim_start_matches(['v', 'V']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_told_apart_where_that_is_sure() {
        let table = [
            ("12", "12", Releases::Same),
            ("v3.16", "3.16", Releases::Same),
            ("https://a.example/m/", "HTTP://A.example/m", Releases::Same),
            ("12", "11", Releases::Different),
            ("3.16", "3.17", Releases::Different),
            ("Pro:18.04:LTS", "20.04:LTS", Releases::Different),
            ("Server 15 SP4", "Server 15 SP5", Releases::Different),
            ("https://a.example/m", "https://a.example/M", Releases::Different),
            ("12", "bookworm", Releases::Unclear),
            ("12", "12.5", Releases::Unclear),
            ("22.04", "22.04:LTS", Releases::Unclear),
            ("", "12", Releases::Unclear),
            ("https://a.example", "12", Releases::Unclear),
        ];
        for (left, right, expected) in table {
            assert_eq!(compare(Some(left), Some(right)), expected, "{left} {right}");
            assert_eq!(compare(Some(right), Some(left)), expected, "{right} {left}");
        }
        assert_eq!(compare(None, None), Releases::Same);
        assert_eq!(compare(Some("12"), None), Releases::Unclear);
    }
}
