//! Digests of one package in several places.
//!
//! Invariant: of one name and version the hashes of the first place count for each algorithm, and
//! every other place is held against them once.

use std::collections::HashMap;

/// How many hashes of one place are looked at; npm writes one or two.
const MOST: usize = 16;

/// A hash: the algorithm and its base64, without options.
type Hash<'a> = (&'a str, &'a str);

/// Hashes by name and version.
#[derive(Default)]
pub(super) struct Known<'a> {
    by_version: HashMap<(&'a str, &'a str), Vec<Hash<'a>>>,
}

impl<'a> Known<'a> {
    /// Whether the hashes contradict those that are known. Any of several of one algorithm may be
    /// the right one, so they do only if none agrees.
    pub(super) fn contradicts(
        &mut self,
        name: &'a str,
        version: &'a str,
        integrity: &'a str,
    ) -> bool {
        let known = self.by_version.entry((name, version)).or_default();
        let hashes: Vec<Hash<'a>> = hashes(integrity).collect();
        let torn = differ(known, &hashes);
        let new = |hash: &&Hash<'a>| !known.iter().any(|(algorithm, _)| *algorithm == hash.0);
        let more: Vec<Hash<'a>> = hashes.iter().filter(new).copied().collect();
        known.extend(more);
        torn
    }
}

/// Whether two lists of hashes contradict each other.
pub(super) fn contradict(ours: &str, theirs: &str) -> bool {
    let (ours, theirs): (Vec<Hash<'_>>, Vec<Hash<'_>>) =
        (hashes(ours).collect(), hashes(theirs).collect());
    differ(&ours, &theirs)
}

fn differ(ours: &[Hash<'_>], theirs: &[Hash<'_>]) -> bool {
    theirs.iter().any(|(algorithm, _)| {
        let mut of_both = ours.iter().filter(|(known, _)| known == algorithm).peekable();
        of_both.peek().is_some() && !of_both.any(|hash| theirs.contains(hash))
    })
}

fn hashes(integrity: &str) -> impl Iterator<Item = Hash<'_>> {
    let hash = |hash| {
        let hash: &str = hash;
        hash.split('?').next().unwrap_or(hash).split_once('-')
    };
    integrity.split_ascii_whitespace().filter_map(hash).take(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_of_several_may_agree() {
        assert!(contradict("sha512-AA", "sha512-BB"));
        assert!(!contradict("sha512-AA", "sha512-BB sha512-AA?x"));
        assert!(!contradict("sha1-AA", "sha512-BB"));
        let mut known = Known::default();
        assert!(!known.contradicts("a", "1", "sha1-AA"));
        assert!(!known.contradicts("a", "1", "sha512-CC"));
        assert!(!known.contradicts("a", "2", "sha512-DD"));
        assert!(known.contradicts("a", "1", "sha512-DD"));
    }
}
