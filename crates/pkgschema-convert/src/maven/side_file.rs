//! Files beside a file: its digests and its signature.
//!
//! What stands in a digest's file, in any case and with any white space around it:
//!
//! | content | written by |
//! |---|---|
//! | the digits | Maven, Gradle |
//! | `digits  file`, `digits *file` | GNU's `sha1sum` |
//! | `SHA1 (file) = digits` | BSD's and OpenSSL's tools |
//! | `file: DIGITS IN GROUPS`, over several lines | GnuPG's `--print-md` |
//! | the digits in groups | the same without the file |
//!
//! Invariant: a digest is as long as those of the algorithm that the file's ending names; there
//! is none of a text that names several.

use pkgschema::identity::{Digest, DigestAlgorithm};
use pkgschema::metadata::SignatureReference;
use pkgschema::{ParseError, ParseErrorKind, Text};

/// Longest text that is read, in bytes.
const LONGEST: usize = 4096;

/// What a file beside another one tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SideKind {
    /// A digest.
    Digest(DigestAlgorithm),
    /// A signature of OpenPGP.
    Signature,
}

/// The file that a file is beside, by its name, and what it tells of it.
///
/// ```
/// use pkgschema_convert::maven::{SideKind, side_of};
/// assert_eq!(side_of("widget-1.0.jar.asc"), Some(("widget-1.0.jar", SideKind::Signature)));
/// assert_eq!(side_of("widget-1.0.jar"), None);
/// ```
pub fn side_of(name: &str) -> Option<(&str, SideKind)> {
    let (file, ending) = name.rsplit_once('.').filter(|(file, _)| !file.is_empty())?;
    let kind = match ending {
        "asc" => SideKind::Signature,
        _ => SideKind::Digest(algorithm_of(ending)?),
    };
    Some((file, kind))
}

/// The reference to a signature whose file has that name; `None` if it is none.
///
/// ```
/// use pkgschema_convert::maven::signature_of;
/// let signature = signature_of("widget-1.0.jar.asc").unwrap();
/// assert_eq!(signature.filename.as_deref(), Some("widget-1.0.jar"));
/// ```
pub fn signature_of(name: &str) -> Option<SignatureReference> {
    let (file, _) = side_of(name).filter(|(_, kind)| *kind == SideKind::Signature)?;
    let mut signature = SignatureReference::default();
    signature.kind = Some(Text::from_static("openpgp"));
    signature.filename = Some(file.into());
    Some(signature)
}

fn algorithm_of(ending: &str) -> Option<DigestAlgorithm> {
    Some(match ending {
        "md5" => DigestAlgorithm::Md5,
        "sha1" => DigestAlgorithm::Sha1,
        "sha256" => DigestAlgorithm::Sha256,
        "sha512" => DigestAlgorithm::Sha512,
        _ => return None,
    })
}

/// What stands in the file of a digest.
///
/// ```
/// use pkgschema_convert::maven::SideFile;
/// let side = SideFile::parse("md5", "MD5 (a.jar) = D41D8CD98F00B204E9800998ECF8427E\n")?;
/// assert_eq!(side.digest.to_hex(), "d41d8cd98f00b204e9800998ecf8427e");
/// assert_eq!(side.file.as_deref(), Some("a.jar"));
/// assert!(SideFile::parse("sha1", "d41d8cd98f00b204e9800998ecf8427e").is_err());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SideFile {
    /// The digest.
    pub digest: Digest,
    /// The file that it is said to be of, often with a path of the machine where it was taken.
    pub file: Option<Text>,
}

impl SideFile {
    /// Reads the text of a file with that ending: `md5`, `sha1`, `sha256` or `sha512`.
    ///
    /// # Errors
    /// If the ending is none of these; if the text is empty, longer than 4,096 bytes, or no
    /// digest; if it names another algorithm, has a digest of another length, or several.
    pub fn parse(ending: &str, text: &str) -> Result<Self, ParseError> {
        let algorithm = algorithm_of(ending).ok_or_else(|| {
            let words = "expected one of the endings md5, sha1, sha256, sha512";
            ParseError::new(ParseErrorKind::TypeRule, words, ending)
        })?;
        if text.len() > LONGEST {
            let words = format!("expected at most {LONGEST} bytes, found {}", text.len());
            return Err(ParseError::new(ParseErrorKind::TooLong, words, ""));
        }
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        let body = body.trim_matches(|c: char| c.is_whitespace() || c == '\0');
        if body.is_empty() {
            return Err(ParseError::new(ParseErrorKind::Empty, "no digest", text));
        }
        let (digits, file) = parts(&algorithm, body)?;
        let digest = Digest::from_hex(algorithm, &digits)?;
        Ok(Self { digest, file: file.filter(|file| !file.is_empty()).map(Text::from) })
    }
}

/// The digits and the file.
fn parts<'t>(
    algorithm: &DigestAlgorithm,
    body: &'t str,
) -> Result<(String, Option<&'t str>), ParseError> {
    let (first, rest) = body.split_once(char::is_whitespace).unwrap_or((body, ""));
    let is_hex = first.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hex && first.len() % 2 == 0 && algorithm.fits(first.len() / 2) {
        let file = rest.trim();
        return match file.contains(['\n', '\r']) {
            true => Err(several(body)),
            false => Ok((first.to_owned(), Some(file.strip_prefix('*').unwrap_or(file)))),
        };
    }
    if let Some((before, digits)) = body.rsplit_once('=') {
        return Ok((joined(digits, body)?, tagged(algorithm, before.trim(), body)?));
    }
    if let Some((file, digits)) = body.rsplit_once(':') {
        return match file.contains(['\n', '\r']) {
            true => Err(several(body)),
            false => Ok((joined(digits, body)?, Some(file.trim()))),
        };
    }
    match joined(body, body) {
        // digits and then words: say what is wrong with the digits
        Err(_) if is_hex => Ok((first.to_owned(), None)),
        digits => Ok((digits?, None)),
    }
}

/// The file behind an algorithm's name: `SHA1 (file)`.
fn tagged<'t>(
    algorithm: &DigestAlgorithm,
    before: &'t str,
    body: &str,
) -> Result<Option<&'t str>, ParseError> {
    let (name, file) = before.split_once('(').unwrap_or((before, ""));
    let plain = name.trim().replace('-', "");
    // `SHA2-256` is how newer tools call it
    let plain =
        plain.to_ascii_lowercase().replace("sha2256", "sha256").replace("sha2512", "sha512");
    if file.contains(['\n', '\r']) {
        return Err(several(body));
    }
    if plain != algorithm.as_str() {
        let words = format!("expected a digest by {algorithm}");
        return Err(ParseError::new(ParseErrorKind::TypeRule, words, body));
    }
    Ok(file.strip_suffix(')').map(str::trim))
}

/// The digits of groups with white space between them.
fn joined(digits: &str, body: &str) -> Result<String, ParseError> {
    let digits: String = digits.split_whitespace().collect();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let words = match body.starts_with('<') {
            true => "expected a digest, found markup",
            false => "expected a digest in hexadecimal digits",
        };
        return Err(ParseError::new(ParseErrorKind::Syntax, words, body));
    }
    Ok(digits)
}

fn several(body: &str) -> ParseError {
    ParseError::new(ParseErrorKind::Syntax, "expected one digest, found several lines", body)
}
