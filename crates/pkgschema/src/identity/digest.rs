//! Digests of files, in the notations that registries use.
//!
//! Invariant: a [`Digest`] is well-formed; what is not, is text in a [`DigestSet`] and never
//! equal to anything.

mod algorithm;
pub(crate) mod set;
mod sri;

pub use algorithm::DigestAlgorithm;
pub use set::{DigestComparison, DigestSet};
pub use sri::SriHash;

use crate::text::encoding;
use crate::{ParseError, ParseErrorKind, Text};
use std::hash::{Hash, Hasher};

/// A digest: the algorithm and the digest's bytes in hexadecimal, spelt as in the source.
///
/// Equality is that of the bytes: upper and lower case digits are the same.
///
/// ```
/// use pkgschema::identity::{Digest, DigestAlgorithm};
/// let md5 = Digest::from_hex(DigestAlgorithm::Md5, "D41D8CD98F00B204E9800998ECF8427E")?;
/// assert_eq!(md5.to_hex(), "d41d8cd98f00b204e9800998ecf8427e");
/// assert_eq!(md5.to_sri(), "md5-1B2M2Y8AsgTpgAmY7PhCfg==");
/// assert_eq!(Digest::from_sri(&md5.to_sri())?, md5);
/// assert!(Digest::from_hex(DigestAlgorithm::Sha256, "d41d8cd9").is_err());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Digest {
    algorithm: DigestAlgorithm,
    hex: Text,
}

impl Digest {
    /// A digest from hexadecimal digits of either case.
    ///
    /// # Errors
    /// If the text is empty, no hexadecimal, or not as long as the algorithm's digests are.
    pub fn from_hex(algorithm: DigestAlgorithm, hex: &str) -> Result<Self, ParseError> {
        if hex.is_empty() {
            return Err(ParseError::new(ParseErrorKind::Empty, "no digits", hex));
        }
        if !encoding::is_hex(hex) {
            let words = "expected pairs of hexadecimal digits";
            return Err(ParseError::new(ParseErrorKind::Syntax, words, hex));
        }
        sized(&algorithm, hex.len() / 2, hex)?;
        Ok(Self { algorithm, hex: hex.into() })
    }

    /// A digest from base64 with padding (RFC 4648 section 4).
    ///
    /// # Errors
    /// If the text is empty, no base64 in its one canonical form, or not as long as the
    /// algorithm's digests are.
    pub fn from_base64(algorithm: DigestAlgorithm, text: &str) -> Result<Self, ParseError> {
        if text.is_empty() {
            return Err(ParseError::new(ParseErrorKind::Empty, "no base64", text));
        }
        let Some(bytes) = encoding::from_base64(text) else {
            let words = "expected canonical base64 with padding";
            return Err(ParseError::new(ParseErrorKind::Syntax, words, text));
        };
        sized(&algorithm, bytes.len(), text)?;
        Ok(Self { algorithm, hex: encoding::to_hex(&bytes).into() })
    }

    /// A digest from its bytes.
    ///
    /// # Errors
    /// If there are not as many bytes as the algorithm's digests have, or none.
    pub fn from_bytes(algorithm: DigestAlgorithm, bytes: &[u8]) -> Result<Self, ParseError> {
        Self::from_hex(algorithm, &encoding::to_hex(bytes))
    }

    /// A digest from one hash of subresource integrity, `sha512-…`. Options behind a `?` are
    /// passed over; [`SriHash`] keeps them and reads lists.
    ///
    /// # Errors
    /// As [`SriHash::parse`].
    pub fn from_sri(text: &str) -> Result<Self, ParseError> {
        SriHash::parse(text).map(|hash| hash.digest)
    }

    /// The algorithm.
    pub fn algorithm(&self) -> &DigestAlgorithm {
        &self.algorithm
    }

    /// The hexadecimal digits as the source spells them; in lower case if it spelt none.
    pub fn as_source(&self) -> &str {
        &self.hex
    }

    /// The digest in lower-case hexadecimal.
    pub fn to_hex(&self) -> String {
        self.hex.to_ascii_lowercase()
    }

    /// The digest in base64 with padding.
    pub fn to_base64(&self) -> String {
        encoding::to_base64(&self.to_bytes())
    }

    /// The digest as a hash of subresource integrity. Browsers know `sha256`, `sha384` and
    /// `sha512` only; npm writes `sha1` too.
    pub fn to_sri(&self) -> String {
        format!("{}-{}", self.algorithm, self.to_base64())
    }

    /// The digest's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        encoding::from_hex(&self.hex).unwrap_or_default()
    }

    /// Whether others can make a second file of the same digest: see
    /// [`DigestAlgorithm::is_weak`].
    pub fn is_weak(&self) -> bool {
        self.algorithm.is_weak()
    }
}

impl PartialEq for Digest {
    fn eq(&self, other: &Self) -> bool {
        self.algorithm == other.algorithm && self.hex.eq_ignore_ascii_case(&other.hex)
    }
}

impl Eq for Digest {}

impl Hash for Digest {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.algorithm.hash(state);
        self.hex.bytes().for_each(|digit| digit.to_ascii_lowercase().hash(state));
        state.write_u8(0xff);
    }
}

fn sized(algorithm: &DigestAlgorithm, bytes: usize, input: &str) -> Result<(), ParseError> {
    if algorithm.fits(bytes) {
        return Ok(());
    }
    let words = format!("no {algorithm} digest has {bytes} bytes");
    Err(ParseError::new(ParseErrorKind::TypeRule, words, input))
}
