//! Subresource integrity: `sha512-…`, as npm writes it.
//!
//! Invariant: options are kept and mean nothing.

use super::{Digest, DigestAlgorithm};
use crate::{ParseError, ParseErrorKind, Text};
use std::fmt;

/// One hash of subresource integrity with its options (W3C Subresource Integrity section 3.5).
///
/// The algorithms are `sha256`, `sha384` and `sha512`, and `sha1` and `md5`, which npm's tools
/// know too.
///
/// ```
/// use pkgschema::identity::SriHash;
/// let list = SriHash::parse_list("sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk= md5-1B2M2Y8AsgTpgAmY7PhCfg==?x")?;
/// assert_eq!(list[0].digest.to_hex(), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
/// assert_eq!(list[1].options.as_deref(), Some("x"));
/// assert_eq!(list[1].to_string(), "md5-1B2M2Y8AsgTpgAmY7PhCfg==?x");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct SriHash {
    /// The digest.
    pub digest: Digest,
    /// What stands behind the first `?`; no option has a meaning so far.
    pub options: Option<Text>,
}

impl SriHash {
    /// Reads one hash.
    ///
    /// # Errors
    /// If there is no `-`, if the algorithm is none of the five, or if the base64 is not
    /// canonical or not as long as the algorithm's digests are.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let (hash, options) = match text.split_once('?') {
            Some((hash, options)) => (hash, Some(Text::from(options))),
            None => (text, None),
        };
        let Some((algorithm, base64)) = hash.split_once('-') else {
            let kind = if text.is_empty() { ParseErrorKind::Empty } else { ParseErrorKind::Syntax };
            return Err(ParseError::new(kind, "expected an algorithm, '-' and base64", text));
        };
        let algorithm = algorithm_named(algorithm).ok_or_else(|| {
            let words = "expected one of sha256, sha384, sha512, sha1, md5";
            ParseError::new(ParseErrorKind::TypeRule, words, text)
        })?;
        Ok(Self { digest: Digest::from_base64(algorithm, base64)?, options })
    }

    /// Reads hashes with white space (ASCII's) between them. Several of one algorithm mean that
    /// any of them may match, and only the strongest algorithm counts.
    ///
    /// # Errors
    /// If there is no hash, or any is malformed.
    pub fn parse_list(text: &str) -> Result<Vec<Self>, ParseError> {
        let hashes: Result<Vec<Self>, _> = text.split_ascii_whitespace().map(Self::parse).collect();
        match hashes {
            Ok(hashes) if hashes.is_empty() => {
                Err(ParseError::new(ParseErrorKind::Empty, "no hash", text))
            }
            hashes => hashes,
        }
    }
}

impl fmt::Display for SriHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.digest.to_sri())?;
        match &self.options {
            Some(options) => write!(f, "?{options}"),
            None => Ok(()),
        }
    }
}

fn algorithm_named(word: &str) -> Option<DigestAlgorithm> {
    let known = [
        DigestAlgorithm::Sha256,
        DigestAlgorithm::Sha384,
        DigestAlgorithm::Sha512,
        DigestAlgorithm::Sha1,
        DigestAlgorithm::Md5,
    ];
    known.into_iter().find(|algorithm| algorithm.as_str() == word)
}
