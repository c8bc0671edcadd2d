//! Checkpoints: how long a log is, and until when that can be relied on.
//!
//! Invariant: a checkpoint that has expired, or that the log does not match, says nothing about
//! what is missing.

use crate::identity::{Digest, DigestAlgorithm, DigestSet};
use crate::object::{parse, write};
use crate::takedown::Registry;
use crate::text::{Link, Timestamp};
use crate::{Finding, ParseError, Pointer, Severity, Text};

crate::object! {
    /// What a log's issuer says about the log at a point in time: how many notices it has and
    /// which is the last. Who wants to hide a notice has to keep the checkpoint back too, and
    /// then it expires.
    ///
    /// ```
    /// use pkgschema::takedown::Checkpoint;
    /// let checkpoint = Checkpoint::parse(r#"{"schemaVersion": "1.0",
    ///     "log": "https://registry.example/notices.jsonl", "size": 0, "headDigest": {},
    ///     "issuedAt": "2026-05-04T10:00:00Z", "expires": "2026-05-05T10:00:00Z"}"#)?;
    /// let time = |text| pkgschema::text::Timestamp::new(text);
    /// assert!(checkpoint.is_current(&time("2026-05-04T22:00:00Z")?));
    /// assert!(!checkpoint.is_current(&time("2026-05-05T10:00:00Z")?));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Checkpoint {
        required {
            /// The version of this schema that the checkpoint follows, `1.0`.
            pub schema_version: Text = "schemaVersion",
            /// The log, by its address.
            pub log: Link,
            /// How many notices the log has.
            pub size: u64,
            /// The digests of the last notice's canonical form (RFC 8785); empty for a log
            /// without notices.
            pub head_digest: DigestSet = "headDigest",
            /// When the checkpoint was issued.
            pub issued_at: Timestamp = "issuedAt",
            /// From when on the checkpoint says nothing any more.
            pub expires: Timestamp,
        }
    }
}

impl Checkpoint {
    /// Reads a checkpoint in JSON.
    ///
    /// # Errors
    /// Only for text that is no checkpoint at all: empty, no JSON, no object, or without one of
    /// its six members.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The checkpoint as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// Whether the checkpoint is about the log at this address, however that is spelt. One of
    /// another log says nothing about this one.
    pub fn is_of(&self, log: &Link) -> bool {
        Registry::is_same(&self.log, log)
    }

    /// Whether the checkpoint can be relied on at a point in time: it was issued and has not
    /// expired. A time that cannot be read is never current.
    pub fn is_current(&self, now: &Timestamp) -> bool {
        let times = (self.issued_at.to_datetime(), now.to_datetime(), self.expires.to_datetime());
        let (Some(issued), Some(now), Some(expires)) = times else { return false };
        issued <= now && now < expires
    }

    /// How many lines it counts; more than there can be if the number is too large.
    pub(in crate::takedown) fn lines(&self) -> usize {
        usize::try_from(self.size).unwrap_or(usize::MAX)
    }

    /// What speaks against the checkpoint in a log of so many lines with these digests.
    pub(super) fn against(&self, lines: usize, digests: &[Option<Digest>]) -> Vec<Finding> {
        let whole =
            |code, words: String| vec![Finding::new(Pointer::root(), code, Severity::Error, words)];
        let size = self.lines();
        if lines < size {
            let words = format!("{lines} lines, of which the checkpoint counts {size}");
            return whole("rolled-back", words);
        }
        let Some(last) = size.checked_sub(1) else { return Vec::new() };
        // A line that cannot be read is told of already, and is no other notice.
        let Some(found) = digests.get(last).and_then(Option::as_ref) else { return Vec::new() };
        if self.head_digest.get(&DigestAlgorithm::Sha256).as_ref() != Some(found) {
            let words = format!("notice {size} is not the one that the checkpoint counts last");
            return whole("forked", words);
        }
        Vec::new()
    }
}
