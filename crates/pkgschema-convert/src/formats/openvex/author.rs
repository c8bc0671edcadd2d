//! Who makes the statements of a document, and when.
//!
//! Source: OpenVEX specification 0.2.0, document fields.
//!
//! Invariant: no clock is read; a time is the caller's or an advisory's.

use crate::convert::Refusal;
use crate::formats::timestamps;
use crate::{Loss, LossKind};
use pkgschema::advisory::Advisory;
use pkgschema::text::Timestamp;
use pkgschema::{Pointer, Text};

/// What a document says about itself that no advisory does.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct VexAuthor {
    /// Identifier of the document, an IRI.
    pub id: Text,
    /// Who makes the statements.
    pub author: Text,
    /// The author's part, if it is to be told.
    pub role: Option<Text>,
    /// When the document is issued.
    pub timestamp: Timestamp,
    /// Version of the document, counted from 1.
    pub version: u64,
}

impl VexAuthor {
    /// The author of the first version of a document.
    ///
    /// ```
    /// use pkgschema::text::Timestamp;
    /// use pkgschema_convert::formats::VexAuthor;
    /// let time = Timestamp::new("2026-02-01T00:00:00Z")?;
    /// let author = VexAuthor::new("urn:example:vex-1", "Example Security", time);
    /// assert_eq!(author.version, 1);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn new(id: impl Into<Text>, author: impl Into<Text>, timestamp: Timestamp) -> Self {
        Self { id: id.into(), author: author.into(), role: None, timestamp, version: 1 }
    }

    /// Nobody in particular, at the time at which the last of the advisories changed.
    pub(super) fn unknown(advisories: &[Advisory]) -> Result<(Self, Vec<Loss>), Refusal> {
        let times = advisories.iter().filter_map(|advisory| advisory.modified.as_ref());
        let Some(time) = timestamps::latest(times) else {
            return Err(Refusal::new("no-time", "no advisory says when it changed"));
        };
        let names: Vec<&str> = advisories.iter().map(|it| it.id.as_str()).take(2).collect();
        let name = names.first().map(|id| path(id)).unwrap_or_default();
        let more =
            if names.len() > 1 { format!("-and-{}", advisories.len() - 1) } else { String::new() };
        let id = format!("https://openvex.dev/docs/public/vex-{name}{more}");
        let defaulted = |words: String| Loss::new(Pointer::root(), LossKind::Defaulted, words);
        let losses = vec![
            defaulted(format!("`@id` is {id}")),
            defaulted(format!("`author` is {UNKNOWN}")),
            defaulted("`timestamp` is when the last of the advisories changed".to_owned()),
            defaulted("`version` is 1".to_owned()),
        ];
        Ok((Self::new(id, UNKNOWN, time.clone()), losses))
    }
}

/// As the specification's own tools call nobody.
const UNKNOWN: &str = "Unknown Author";

/// The text as a segment of an IRI.
fn path(id: &str) -> String {
    let keeps = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    id.chars().take(256).map(|c| if keeps(c) { c } else { '-' }).collect()
}
