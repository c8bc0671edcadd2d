//! Profiles for versions of Java.
//!
//! Source: Maven 3.8, `JdkVersionProfileActivator`.
//!
//! Invariant: a version compares by its first three numbers, and only with numbers.

use super::{Context, Verdict};
use std::cmp::Ordering;

/// One end of a range; empty where there is none.
struct End {
    value: String,
    closed: bool,
}

/// `1.8` is the beginning of a version, `!1.8` is not; `[1.8,11)` is a range.
pub(super) fn verdict(jdk: &str, context: &Context) -> Verdict {
    let Some(version) = context.system("java.version").filter(|version| !version.is_empty()) else {
        return Err("the version of Java is not known".to_owned());
    };
    if let Some(other) = jdk.strip_prefix('!') {
        return Ok(!version.starts_with(other));
    }
    if !jdk.starts_with(['[', '(']) {
        return Ok(version.starts_with(jdk));
    }
    within(version, &ends(jdk)).ok_or_else(|| format!("{jdk} or {version} holds no numbers"))
}

fn within(version: &str, ends: &[End]) -> Option<bool> {
    match relation(version, ends.first()?, true)? {
        Ordering::Equal => Some(true),
        Ordering::Less => Some(false),
        Ordering::Greater => Some(relation(version, ends.get(1)?, false)?.is_le()),
    }
}

/// How the version stands to an end, an open one being just outside the range.
fn relation(version: &str, end: &End, left: bool) -> Option<Ordering> {
    if end.value.is_empty() {
        return Some(if left { Ordering::Greater } else { Ordering::Less });
    }
    let digits: String =
        version.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '_')).collect();
    let pairs = numbers(&digits, &['.', '-', '_']).zip(numbers(&end.value, &['.']));
    for (ours, theirs) in pairs {
        // what is no number counts only if nothing before it decides
        match ours?.cmp(&theirs?) {
            Ordering::Equal => {}
            order => return Some(order),
        }
    }
    Some(match end.closed {
        true => Ordering::Equal,
        false if left => Ordering::Less,
        false => Ordering::Greater,
    })
}

/// The first three numbers, zero where there are fewer; `None` for what is no number.
fn numbers<'t>(text: &'t str, separators: &'t [char]) -> impl Iterator<Item = Option<i32>> + 't {
    let parts = text.trim_end_matches(separators).split(separators);
    parts.map(|part| part.parse().ok()).chain(std::iter::repeat(Some(0))).take(3)
}

fn ends(range: &str) -> Vec<End> {
    let mut ends = Vec::new();
    for token in range.split(',') {
        let (bracket, closed) = match (token.chars().next(), token.chars().next_back()) {
            (Some('['), _) => ('[', true),
            (Some('('), _) => ('(', false),
            (_, Some(']')) => (']', true),
            (_, Some(')')) => (')', false),
            (None, _) => (',', false),
            _ => continue,
        };
        ends.push(End { value: token.replace(bracket, "").trim().to_owned(), closed });
    }
    if ends.len() < 2 {
        ends.push(End { value: "99999999".to_owned(), closed: false });
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_java() {
        let context = Context::new().with_system("java.version", "17.0.15");
        for (jdk, expected) in [
            ("17", Some(true)),
            ("1.8", Some(false)),
            ("!1.8", Some(true)),
            ("!17", Some(false)),
            ("[1.5,)", Some(true)),
            ("[1.5, 17.0.15]", Some(true)),
            ("[1.5,17.0.15)", Some(false)),
            ("(17.0.15,)", Some(false)),
            ("(,1.8)", Some(false)),
            ("(,17]", Some(false)),
            ("[18,", Some(false)),
            ("[9", Some(true)),
            ("[9]", None),
            ("[1.x,)", Some(true)),
            ("[17.x,)", None),
            ("[1.8.0_40,)", Some(true)),
            ("[17.0.15_1,)", None),
        ] {
            assert_eq!(verdict(jdk, &context).ok(), expected, "{jdk}");
        }
        assert!(verdict("17", &Context::new()).is_err());
        let old = Context::new().with_system("java.version", "1.8.0_292");
        assert_eq!(verdict("[1.8,1.9)", &old), Ok(true));
    }
}
