//! The metadata corpora.
//!
//! Invariant: every native document gets the same checks in the same order: `parse`, `lossless`,
//! `through-record`, `accounted`, `expected`.

use super::Corpus;

/// The corpora of this family with their checks.
///
/// To wire one, implement [`Conversion`](super::accounted::Conversion) for each target and add a
/// line such as
///
/// ```text
/// ("metadata/npm-package-json", &[
///     Check { name: "parse", run: |case| generic::parses(case, PackageJson::parse) },
///     Check { name: "lossless", run: |case| generic::lossless(case, rewrite, view) },
///     Check { name: "through-record", run: |case| generic::through_record(case, through, view) },
///     Check { name: "accounted", run: |case| accounted::accounted(case, &[&NpmToCargo]) },
/// ]),
/// ```
pub const CORPORA: &[Corpus] = &[];
