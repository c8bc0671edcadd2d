//! Packuments of npm registries.
//!
//! Invariant: a packument is read with all its versions, so that one of them can fail the check.

use pkgschema_convert::readable::{RELEASES, Readable};

use crate::checks::{Check, Corpus, Outcome, generic};
use crate::corpus::Case;

/// The corpus with its checks.
pub const CORPUS: Corpus = (
    "metadata/npm-packument",
    &[Check { name: "parse", run: parse }, Check { name: "lossless", run: lossless }],
);

const NAME: &str = "npm-packument";

fn parse(case: &Case) -> Outcome {
    let Some(packument) = Readable::find(RELEASES, NAME) else { return super::missing(NAME) };
    generic::parses(case, |text| packument.read(text))
}

fn lossless(case: &Case) -> Outcome {
    let Some(packument) = Readable::find(RELEASES, NAME) else { return super::missing(NAME) };
    let rewrite = |text: &str| Some(packument.rewrite(text).ok()?.value);
    generic::lossless(case, rewrite, generic::json_view)
}
