//! What the schema of an advisory does not say.
//!
//! Errors are what the official OSV schema refuses beside ours, which is open: unlisted words,
//! unknown members, missing ones, scores and hashes of no shape. Warnings and notes are what the
//! specification says in prose only.
//!
//! | code | severity | rule |
//! |---|---|---|
//! | `missing-modified`, `missing-ecosystem`, `missing-name`, `missing-range-type`, `missing-events`, `missing-severity-type`, `missing-score`, `missing-reference-type`, `missing-url` | error | the member is required |
//! | `id-prefix` | error | the identifier begins with a listed database's prefix, or with `x_` |
//! | `not-utc` | error | times end in `Z` |
//! | `unknown-member` | error | the top level has no other members |
//! | `unlisted-ecosystem`, `unlisted-range-type`, `unlisted-severity-type`, `unlisted-reference-type`, `unlisted-credit-type` | error | the word is listed |
//! | `never-introduced` | error | a range says where it begins |
//! | `not-one-event` | error | an event has exactly one of its four members |
//! | `fixed-and-last-affected` | error | a range has one kind of end |
//! | `git-without-repo`, `short-hash` | error | commits are those of a repository, as full hashes |
//! | `malformed-score` | error | a score is a vector, or a word of Ubuntu's |
//! | `two-severities` | error | entries have a severity only if the advisory has none |
//! | `no-such-moment` | warning | the month has that day |
//! | `modified-before-published`, `withdrawn-before-published` | warning | times are in order |
//! | `schema-version-missing`, `malformed-schema-version` | note, warning | absent means 1.0.0 |
//! | `own-identifier`, `duplicate-identifier`, `alias-and-more` | warning | how identifiers relate |
//! | `long-summary`, `summary-lines`, `no-text` | note, warning, note | one line of about 120 characters |
//! | `no-semantic-version`, `no-version` | warning | events name versions of their order |
//! | `zero-as-end`, `star-as-version` | warning | `0` only begins, `*` only limits |
//! | `unsorted-events`, `tied-events`, `end-without-beginning` | note, note, warning | the line of versions |
//! | `overlapping-ranges` | warning | ranges of one entry do not overlap |
//! | `listed-although-fixed`, `listed-outside` | warning, note | list and ranges agree |
//! | `versions-not-listed` | note | beside ranges that only the ecosystem orders, versions are listed |
//! | `malformed-purl`, `purl-with-version`, `other-purl` | warning | the purl is the package's, without a version |
//! | `package-name`, `unnormalized-name`, `linux-name` | warning | the name is the ecosystem's |
//! | `suffix-missing`, `suffix-no-url` | warning | some ecosystems need a suffix |
//! | `duplicate-metric`, `incomplete-vector` | warning | a CVSS vector has each base metric once |
//! | `nothing-affected` | note | an entry names a package or a repository |
//! | `malformed-contact`, `missing-credit-name` | warning, error | whom to thank, and where |
//! | `duplicate-reference` | note | an address stands once |
//!
//! Source: the OSV schema 1.7.5 and the additions to it up to July 2026.
//!
//! Invariant: an error here is an error of the official schema, and nothing else is.

mod affected;
mod events;
mod identifiers;
mod packages;
mod people;
mod ranges;
mod scores;
mod times;

use super::Advisory;
use crate::Finding;
use crate::finding::Lints;

/// The rules, in the order of the members.
pub(super) fn lint(advisory: &Advisory) -> Vec<Finding> {
    let mut lints = Lints::default();
    identifiers::lint(advisory, &mut lints);
    times::lint(advisory, &mut lints);
    scores::lint(advisory, &mut lints);
    affected::lint(advisory, &mut lints);
    people::lint(advisory, &mut lints);
    lints.found
}
