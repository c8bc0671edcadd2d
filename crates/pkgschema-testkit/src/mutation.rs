//! Documents with something changed in them, the same ones in every run.
//!
//! Invariant: a mutation depends on the document and its number alone.

use crate::json::Json;

/// What takes the place of something in a JSON document.
const VALUES: [&str; 14] = [
    "null",
    "true",
    "-1",
    "1e400",
    r#""""#,
    r#""0""#,
    r#""*""#,
    r#""\u0000""#,
    r#""CVSS:3.1/""#,
    "[]",
    "[null]",
    r#"[""]"#,
    "{}",
    r#"{"introduced":"1","fixed":"0"}"#,
];

/// What is put into the text of any document.
const TEXTS: [&str; 16] = [
    "", "\"", "\\", "{", "}", "[", "]", ":", "\n", "\n\n", "  ", "\u{0}", "\u{feff}", "é", "- ",
    "```",
];

/// Numbers without end, the same for the same seed (xorshift).
#[derive(Debug, Clone)]
pub struct Numbers(u64);

impl Numbers {
    /// Numbers for a document and the number of its mutation.
    pub fn of(text: &str, number: usize) -> Self {
        let mut seed = 0xcbf2_9ce4_8422_2325_u64 ^ number as u64;
        for byte in text.bytes() {
            seed = (seed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Self(seed | 1)
    }

    /// The next number below a bound; 0 below 0.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % bound.max(1)
    }
}

/// The document with a few places cut out, repeated or filled with what has a meaning in some
/// syntax; whole characters stay whole.
pub fn text(text: &str, number: usize) -> String {
    let mut numbers = Numbers::of(text, number);
    let mut mutated = text.to_owned();
    for _ in 0..=numbers.below(3) {
        let at = boundary(&mutated, &mut numbers);
        let end = boundary(&mutated, &mut numbers);
        let (start, end) = (at.min(end), at.max(end).min(at.min(end) + 40));
        let end = (start..=end).rev().find(|at| mutated.is_char_boundary(*at)).unwrap_or(start);
        match numbers.below(4) {
            0 => drop(mutated.drain(start..end)),
            1 => {
                let again = mutated[start..end].to_owned();
                mutated.insert_str(end, &again);
            }
            2 => mutated.replace_range(start..end, TEXTS[numbers.below(TEXTS.len())]),
            _ if number & 3 == 0 => mutated.truncate(start),
            _ => mutated.insert_str(start, TEXTS[numbers.below(TEXTS.len())]),
        }
    }
    mutated
}

/// The JSON document with one place made something else, left out, or there twice.
pub fn json(document: &str, number: usize) -> Option<String> {
    let mut numbers = Numbers::of(document, number);
    let mut tree = Json::parse(document).ok()?;
    let mut at = 1 + numbers.below(places(&tree).saturating_sub(1));
    let (value, how) = (VALUES[numbers.below(VALUES.len())], numbers.below(5));
    change(&mut tree, &mut at, &mut |place| match (place, how) {
        (Json::Object(members), 0) if !members.is_empty() => {
            members.remove(numbers.below(members.len()));
        }
        (Json::Array(items), 0) if !items.is_empty() => {
            items.remove(numbers.below(items.len()));
        }
        (Json::Object(members), 1) => {
            members.push(("x-unknown".to_owned(), Json::parse(value).unwrap_or(Json::Null)));
        }
        (place, _) => *place = Json::parse(value).unwrap_or(Json::Null),
    });
    Some(tree.to_text())
}

fn boundary(text: &str, numbers: &mut Numbers) -> usize {
    let at = numbers.below(text.len() + 1);
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// How many values there are in a tree, itself included.
fn places(tree: &Json) -> usize {
    match tree {
        Json::Array(items) => 1 + items.iter().map(places).sum::<usize>(),
        Json::Object(members) => 1 + members.iter().map(|(_, it)| places(it)).sum::<usize>(),
        _ => 1,
    }
}

/// Changes the value that is reached after `at` steps.
fn change(tree: &mut Json, at: &mut usize, with: &mut impl FnMut(&mut Json)) -> bool {
    if *at == 0 {
        with(tree);
        return true;
    }
    *at -= 1;
    match tree {
        Json::Array(items) => items.iter_mut().any(|item| change(item, at, with)),
        Json::Object(members) => members.iter_mut().any(|(_, value)| change(value, at, with)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mutations_are_repeatable_and_differ() {
        let document = r#"{"id": "X-1", "affected": [{"versions": ["1", "é"]}], "aliases": []}"#;
        let texts: Vec<String> = (0..200).map(|number| text(document, number)).collect();
        assert_eq!(texts[7], text(document, 7));
        assert!(texts.iter().filter(|it| *it != document).count() > 150);
        let trees: Vec<String> = (0..200).filter_map(|number| json(document, number)).collect();
        assert_eq!(trees.len(), 200);
        let distinct: std::collections::BTreeSet<_> = trees.iter().collect();
        assert!(distinct.len() > 40, "{}", distinct.len());
    }
}
