//! Projects of the simple repository API.
//!
//! Invariant: an answer is read with its records and findings, so that one of them can fail the
//! check.

use pkgschema_convert::readable::{RELEASES, Readable};

use crate::checks::{Check, Corpus, Outcome, generic};
use crate::corpus::Case;

/// The corpus with its checks.
pub const CORPUS: Corpus = (
    "metadata/pypi-simple-json",
    &[
        Check { name: "parse", run: parse },
        Check { name: "lossless", run: lossless },
        Check { name: "signals", run: super::signals::pypi_simple },
    ],
);

const NAME: &str = "pypi-simple";

fn parse(case: &Case) -> Outcome {
    let Some(project) = Readable::find(RELEASES, NAME) else { return super::missing(NAME) };
    generic::parses(case, |text| project.read(text))
}

fn lossless(case: &Case) -> Outcome {
    let Some(project) = Readable::find(RELEASES, NAME) else { return super::missing(NAME) };
    let rewrite = |text: &str| Some(project.rewrite(text).ok()?.value);
    generic::lossless(case, rewrite, generic::json_view)
}
