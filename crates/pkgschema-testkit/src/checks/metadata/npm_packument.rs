//! Packuments of npm registries.
//!
//! Invariant: a packument is read with all its versions, so that one of them can fail the check.

use pkgschema_convert::readable::{RELEASES, Readable};

use crate::checks::{Check, Corpus, Outcome, generic};
use crate::corpus::Case;
use crate::json::Json;

/// The corpus with its checks.
pub const CORPUS: Corpus = (
    "metadata/npm-packument",
    &[
        Check { name: "parse", run: parse },
        Check { name: "lossless", run: lossless },
        Check { name: "through-record", run: through_record },
        Check { name: "accounted", run: accounted },
        Check { name: "signals", run: super::signals::npm_packument },
    ],
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

/// Every version's manifest, by way of the record.
fn through_record(case: &Case) -> Outcome {
    super::each_through_record("npm-manifest", manifests(case).into_iter())
}

/// The first version's manifest.
fn accounted(case: &Case) -> Outcome {
    match manifests(case).first() {
        Some(manifest) => super::accounted_within("npm-manifest", manifest),
        None => Outcome::NotApplicable,
    }
}

fn manifests(case: &Case) -> Vec<String> {
    let packument = case.text().and_then(generic::json_view);
    let versions = packument.as_ref().and_then(|it| it.member("versions")?.as_object());
    versions.unwrap_or_default().iter().map(|(_, manifest)| Json::to_text(manifest)).collect()
}
