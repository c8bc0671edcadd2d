//! Refs behind the names of workflow files: `owner/name/.github/workflows/file.yml@refs/tags/v1`.
//!
//! Invariant: a file whose name holds an `@` is never taken for another with a longer ref.

use super::MismatchCode;
use super::judge::{Comparison, Judge};
use crate::Text;

/// The claim has to be the file at any ref.
pub(super) fn at_any_ref(
    judge: &mut Judge<'_>,
    claim: &'static str,
    found: Option<&str>,
    file: &str,
    comparison: Comparison,
) {
    judge.pin();
    let Some(found) = judge.present(claim, found) else { return };
    if !is_at_ref(found, file, comparison) {
        let expected = vec![Text::from(format!("{file}@{{ref}}"))];
        judge.against(MismatchCode::Differs, claim, expected, Some(found));
    }
}

/// The claim has to be the file at one of these refs, of which at least one is there.
pub(super) fn at_one_of(
    judge: &mut Judge<'_>,
    claim: &'static str,
    found: Option<&str>,
    file: &str,
    refs: [Option<&str>; 2],
) {
    judge.pin();
    let refs = refs.into_iter().flatten().filter(|it| !it.is_empty());
    let expected: Vec<String> = refs.map(|it| format!("{file}@{it}")).collect();
    judge.one_of(claim, found, &expected, Comparison::Exact);
}

/// Whether a claim is the file with a ref behind it: a whole git ref, or a commit.
pub(super) fn is_at_ref(claim: &str, file: &str, comparison: Comparison) -> bool {
    let Some((before, behind)) = claim.split_at_checked(file.len()) else { return false };
    let Some(at) = behind.strip_prefix('@') else { return false };
    comparison.is_same(before, file) && is_ref(at)
}

/// A whole git ref, or the digest of a commit. Names of files cannot hold a slash, so that none
/// can make a ref of its end.
fn is_ref(text: &str) -> bool {
    let digest = matches!(text.len(), 40 | 64) && text.bytes().all(|b| b.is_ascii_hexdigit());
    digest || text.strip_prefix("refs/").is_some_and(|rest| rest.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_file_name_is_no_ref() {
        let file = "a/b/.github/workflows/release.yml";
        let at = |rest: &str| is_at_ref(&format!("{file}{rest}"), file, Comparison::Exact);
        assert!(at("@refs/heads/main") && at("@refs/tags/v1@2"));
        assert!(at("@0123456789abcdef0123456789abcdef01234567"));
        for other in ["", "@", "@main", "@evil.yml@refs/heads/main", "x@refs/heads/main", "@refs/"]
        {
            assert!(!at(other), "{other}");
        }
        assert!(is_at_ref("A/b/x.yml@refs/heads/main", "a/B/x.yml", Comparison::AnyCase));
        assert!(!is_at_ref("é", "a", Comparison::Exact));
    }
}
