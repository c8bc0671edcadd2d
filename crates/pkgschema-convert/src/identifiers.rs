//! Identifiers of advisories by the databases that give them.
//!
//! Source: the CVE record format 5, `cveId`; the readme of GitHub's advisory database.
//!
//! Invariant: an identifier is told by its shape alone; whether the database has it is not asked.

/// Whether the text is an identifier of GitHub's database: `GHSA-` and three groups of four.
pub(crate) fn is_ghsa(text: &str) -> bool {
    let Some(groups) = text.strip_prefix("GHSA-") else { return false };
    let is_group =
        |group: &str| group.len() == 4 && group.bytes().all(|b| b.is_ascii_alphanumeric());
    groups.split('-').count() == 3 && groups.split('-').all(is_group)
}

/// Whether the text is an identifier of CVE's list: `CVE-`, a year, and four to nineteen digits.
pub(crate) fn is_cve(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let parts = text.strip_prefix("CVE-").and_then(|rest| rest.split_once('-'));
    let fits = |(year, number): (&str, &str)| {
        year.len() == 4 && digits(year) && (4..=19).contains(&number.len()) && digits(number)
    };
    parts.is_some_and(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        assert!(is_ghsa("GHSA-2222-3333-4444"));
        for no in
            ["GHSA-2222-3333", "GHSA-2222-3333-4444-5", "ghsa-2222-3333-4444", "GHSA-é22-3333-4444"]
        {
            assert!(!is_ghsa(no), "{no}");
        }
        assert!(is_cve("CVE-2026-0001") && is_cve("CVE-2026-1234567"));
        for no in ["CVE-2026-001", "CVE-26-0001", "CVE-2026-000a", "cve-2026-0001"] {
            assert!(!is_cve(no), "{no}");
        }
    }
}
