//! Timestamps by an authority: when a signature was there at the latest (RFC 3161).
//!
//! Invariant: the authority's own signature is not looked at; the time is what the token says.

use super::certificate::element::{Element, Elements};
use chrono::NaiveDateTime;
use der::Tag;

/// The identifier of a timestamp's content, 1.2.840.113549.1.9.16.1.4.
const CONTENT: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1, 4];

/// SHA-256, 2.16.840.1.101.3.4.2.1.
const SHA256: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];

/// What a timestamp says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TimestampToken {
    /// The time, in seconds after the beginning of 1970.
    pub(crate) seconds: i64,
    /// The SHA-256 digest of what was there; `None` where another algorithm was used.
    pub(crate) digest: Option<Vec<u8>>,
}

impl TimestampToken {
    /// Reads a `TimeStampResp` in DER, or the token alone.
    pub(crate) fn from_der(bytes: &[u8]) -> Option<Self> {
        let outer = sequence(&mut Elements::of(bytes))?;
        let mut parts = outer.clone();
        let token = match parts.next_of(Tag::Sequence) {
            Some(_status) => sequence(&mut parts)?,
            None => outer,
        };
        read(&signed_content(token)?)
    }
}

fn sequence<'a>(elements: &mut Elements<'a>) -> Option<Elements<'a>> {
    elements.next_of(Tag::Sequence).map(|element| element.elements())
}

/// The first element of `[0]`, which wraps contents in CMS (RFC 5652).
fn wrapped<'a>(elements: &mut Elements<'a>) -> Option<Element<'a>> {
    let wrapped = elements.next_if(|element| element.context() == Some((0, true)))?;
    wrapped.elements().next()
}

/// The bytes that are signed in a `ContentInfo` with `SignedData` (RFC 5652 section 5.1).
fn signed_content(mut token: Elements<'_>) -> Option<Vec<u8>> {
    token.next_of(Tag::ObjectIdentifier)?;
    let mut signed = wrapped(&mut token)?.elements();
    signed.next_of(Tag::Integer)?;
    signed.next_of(Tag::Set)?; // digest algorithms
    let mut content = sequence(&mut signed)?;
    let kind = content.next_of(Tag::ObjectIdentifier)?;
    let bytes = wrapped(&mut content).filter(|element| element.tag == Tag::OctetString)?;
    (kind.content == CONTENT).then(|| bytes.content.to_vec())
}

/// `TSTInfo` (RFC 3161 section 2.4.2).
fn read(content: &[u8]) -> Option<TimestampToken> {
    let mut info = sequence(&mut Elements::of(content))?;
    info.next_of(Tag::Integer)?;
    info.next_of(Tag::ObjectIdentifier)?; // policy
    let mut imprint = sequence(&mut info)?;
    let algorithm = sequence(&mut imprint)?.next_of(Tag::ObjectIdentifier)?;
    let digest = imprint.next_of(Tag::OctetString)?.content.to_vec();
    info.next_of(Tag::Integer)?; // serial number
    let seconds = seconds_of(info.next_of(Tag::GeneralizedTime)?.content)?;
    Some(TimestampToken { seconds, digest: (algorithm.content == SHA256).then_some(digest) })
}

/// The seconds of a time, which may have a fraction here as it may not in a certificate.
fn seconds_of(time: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(time).ok()?.strip_suffix('Z')?;
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if seconds.len() != 14 || !digits(seconds) || !digits(fraction) {
        return None;
    }
    let time = NaiveDateTime::parse_from_str(seconds, "%Y%m%d%H%M%S").ok()?;
    Some(time.and_utc().timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u8::try_from(content.len()).unwrap();
        assert!(length < 128);
        [&[tag, length], content].concat()
    }

    fn token(time: &str) -> Vec<u8> {
        let imprint = [element(0x30, &element(6, SHA256)), element(4, &[7; 4])].concat();
        let info = [element(2, &[1]), element(6, &[1, 2]), element(0x30, &imprint)].concat();
        let info = [info, element(2, &[9]), element(0x18, time.as_bytes())].concat();
        let content = element(0xa0, &element(4, &element(0x30, &info)));
        let content = element(0x30, &[element(6, CONTENT), content].concat());
        let signed = [element(2, &[3]), element(0x31, &[]), content].concat();
        let signed = element(0xa0, &element(0x30, &signed));
        element(0x30, &[element(6, &[1, 2]), signed].concat())
    }

    #[test]
    fn answers_and_bare_tokens_are_read() {
        let bare = token("20260102030405Z");
        let answer = element(0x30, &[element(0x30, &element(2, &[0])), bare.clone()].concat());
        for bytes in [&bare, &answer] {
            let read = TimestampToken::from_der(bytes).unwrap();
            assert_eq!((read.seconds, read.digest), (1_767_323_045, Some(vec![7; 4])));
        }
        let read = TimestampToken::from_der(&token("20260102030405.25Z")).unwrap();
        assert_eq!(read.seconds, 1_767_323_045);
        for length in 0..answer.len() {
            assert_eq!(TimestampToken::from_der(&answer[..length]), None, "{length}");
        }
        for time in ["20260102030405", "20261302030405Z", "2026-01-02Z", "20260102030405.Z"] {
            assert_eq!(TimestampToken::from_der(&token(time)), None, "{time}");
        }
    }
}
