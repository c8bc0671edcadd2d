//! From notices to a project's files.
//!
//! Invariant: a notice about a version or the whole project is one about each of its files.

use super::files::File;
use crate::signal::{About, Saying, Standing};
use pkgschema::object::raw;
use pkgschema::takedown::{Query, Resolution, Status};

/// What is written for notices: a yanked file is had by whoever names its version exactly.
pub(super) fn saying(document: &'static str) -> Saying {
    const SAID: &[&str] = &["/effects", "/reason/message", "/registrySpecific/yanked"];
    Saying::new(document, (Status::Yanked, Resolution::OnlyExact), SAID)
}

/// The reason that a file is yanked for, the empty one if there is none; `None` if no notice asks
/// for it.
pub(super) fn asked<'n>(
    file: &File<'_>,
    standing: &Standing<'n>,
    saying: &mut Saying,
) -> Option<Asked<'n>> {
    let (purl, artifact) = (file.purl()?, file.artifact()?);
    let version = purl.version();
    let query = Query::of(&purl).file(&artifact);
    saying.of(&standing.about(&query, version.as_deref())).map(Asked)
}

/// The notice that a file is yanked for.
pub(super) struct Asked<'n>(About<'n>);

impl<'n> Asked<'n> {
    /// What users are told; `None` if there is nothing.
    pub(super) fn reason(&self) -> Option<&'n str> {
        self.0.message().map(|reason| reason.as_str()).filter(|reason| !reason.is_empty())
    }

    /// Whether it was made of an empty reason.
    pub(super) fn was_empty(&self) -> bool {
        let native = self.0.native("yanked");
        native.is_some_and(|native| raw::string(native.as_raw()).is_some_and(|it| it.is_empty()))
    }
}
