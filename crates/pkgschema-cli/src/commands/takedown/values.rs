//! What arguments stand for: package URLs, times, digests, durations.
//!
//! Invariant: an argument is read whole or refused with its name.

use crate::clock;
use crate::failure::Failure;
use pkgschema::identity::{Artifact, Digest, DigestAlgorithm, Purl};
use pkgschema::text::{Link, Timestamp};
use pkgschema::{ParseError, ParseErrorKind, Text};

/// A package URL.
pub(super) fn purl(name: &str, text: &str) -> Result<Purl, Failure> {
    Purl::parse(text).map_err(|error| Failure::argument(name, text, error))
}

/// An address or other URI.
pub(in crate::commands) fn link(name: &str, text: &str) -> Result<Link, Failure> {
    Link::new(text).map_err(|error| Failure::argument(name, text, error))
}

/// A point in time on a day that exists.
pub(super) fn time(name: &str, text: &str) -> Result<Timestamp, Failure> {
    let time = Timestamp::new(text).map_err(|error| Failure::argument(name, text, error))?;
    match time.to_datetime() {
        Some(_) => Ok(time),
        None => Err(refused(name, text, "there is no such day")),
    }
}

/// A point in time if one is given.
pub(super) fn maybe_time(name: &str, text: Option<&str>) -> Result<Option<Timestamp>, Failure> {
    text.map(|text| time(name, text)).transpose()
}

/// A point in time, or else now.
pub(in crate::commands) fn time_or_now(
    name: &str,
    text: Option<&str>,
) -> Result<Timestamp, Failure> {
    text.map_or_else(|| Ok(clock::now()), |text| time(name, text))
}

/// A territory, in either case.
pub(super) fn territory(name: &str, text: &str) -> Result<Text, Failure> {
    match text.as_bytes() {
        [first, second] if first.is_ascii_alphabetic() && second.is_ascii_alphabetic() => {
            Ok(text.into())
        }
        _ => Err(refused(name, text, "expected an ISO 3166-1 alpha-2 code, such as DE")),
    }
}

/// A duration in seconds: `7d`, `36h`, `90m`, `30s`, or the number of seconds.
pub(in crate::commands) fn seconds(name: &str, text: &str) -> Result<u64, Failure> {
    let digits = text.trim_end_matches(|unit: char| unit.is_ascii_alphabetic());
    let unit = match text.get(digits.len()..).unwrap_or_default() {
        "d" => Some(24 * 60 * 60),
        "h" => Some(60 * 60),
        "m" => Some(60),
        "s" | "" => Some(1),
        _ => None,
    };
    // `u64` reads a plus sign too, which is no digit.
    let number = digits.parse::<u64>().ok().filter(|_| !digits.starts_with('+'));
    let seconds = number.zip(unit).and_then(|(number, unit)| number.checked_mul(unit));
    seconds.ok_or_else(|| refused(name, text, "expected a duration, such as 7d, 36h, 90m or 30s"))
}

/// A share in millionths: `5%`, `0.5%`.
pub(super) fn per_million(name: &str, text: &str) -> Result<u64, Failure> {
    let words = "expected a share of at most 100%, such as 5% or 0.5%";
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let share = || {
        let (whole, part) =
            text.strip_suffix('%').map(|it| it.split_once('.').unwrap_or((it, "")))?;
        let short = !whole.is_empty() && part.len() <= 4;
        // Four digits of a percent are whole millionths.
        (short && digits(whole) && digits(part))
            .then(|| format!("{whole}{part:0<4}").parse().ok())?
    };
    let share: Option<u64> = share();
    share.filter(|share| *share <= 1_000_000).ok_or_else(|| refused(name, text, words))
}

/// Files by name, in the order of their first digests; several digests of one name are one file.
pub(super) fn artifacts(name: &str, texts: &[String]) -> Result<Vec<Artifact>, Failure> {
    let mut files: Vec<Artifact> = Vec::new();
    for text in texts {
        let (filename, digest) = named_digest(name, text)?;
        let known = files.iter_mut().find(|file| file.filename.as_ref() == Some(&filename));
        match known {
            Some(file) => add(file, &digest, name, text)?,
            None => {
                let mut file = Artifact::default();
                file.filename = Some(filename);
                file.digests = Some([digest].into_iter().collect());
                files.push(file);
            }
        }
    }
    Ok(files)
}

/// The one file that all digests are of, if there are any.
pub(super) fn artifact(name: &str, texts: &[String]) -> Result<Option<Artifact>, Failure> {
    let mut files = artifacts(name, texts)?.into_iter();
    match (files.next(), files.next()) {
        (file, None) => Ok(file),
        (_, Some(_)) => {
            let last = texts.last().map_or("", String::as_str);
            Err(refused(name, last, "expected digests of one file"))
        }
    }
}

fn add(file: &mut Artifact, digest: &Digest, name: &str, text: &str) -> Result<(), Failure> {
    let digests = file.digests.get_or_insert_default();
    if digests.get(digest.algorithm()).is_some_and(|before| before != *digest) {
        return Err(refused(name, text, "the file has another digest by this algorithm already"));
    }
    digests.insert(digest);
    Ok(())
}

/// `NAME=ALGORITHM:HEX`.
fn named_digest(name: &str, text: &str) -> Result<(Text, Digest), Failure> {
    let words = "expected NAME=ALGORITHM:HEX";
    let parts = text.rsplit_once('=').filter(|(filename, _)| !filename.is_empty());
    let parts = parts.and_then(|(filename, digest)| Some((filename, digest.split_once(':')?)));
    let Some((filename, (word, hex))) = parts else { return Err(refused(name, text, words)) };
    let algorithm = DigestAlgorithm::from(word);
    if !algorithm.is_listed() {
        let words = format!("expected one of {}", DigestAlgorithm::LISTED.join(", "));
        return Err(refused(name, text, words));
    }
    match Digest::from_hex(algorithm, hex) {
        Ok(digest) => Ok((filename.into(), digest)),
        Err(error) => {
            let offset = text.len() - hex.len() + error.offset().unwrap_or(0);
            Err(Failure::argument(name, text, error.at_offset(offset)))
        }
    }
}

/// An argument that is not what it should be.
pub(super) fn refused(name: &str, text: &str, words: impl Into<String>) -> Failure {
    Failure::argument(name, text, ParseError::new(ParseErrorKind::Syntax, words, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        for (text, expected) in [
            ("7d", Some(604_800)),
            ("36h", Some(129_600)),
            ("90m", Some(5400)),
            ("30s", Some(30)),
            ("30", Some(30)),
            ("0", Some(0)),
            ("", None),
            ("d", None),
            ("-1", None),
            ("+1", None),
            ("1.5h", None),
            ("1w", None),
            ("1dd", None),
            ("1d2h", None),
            (" 1d", None),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551616", None),
            ("18446744073709551615d", None),
        ] {
            assert_eq!(seconds("min-age", text).ok(), expected, "{text:?}");
        }
    }

    #[test]
    fn shares() {
        for (text, expected) in [
            ("5%", Some(50_000)),
            ("0.5%", Some(5000)),
            ("0.0001%", Some(1)),
            ("100%", Some(1_000_000)),
            ("0%", Some(0)),
            ("5.%", Some(50_000)),
            ("100.0001%", None),
            ("0.00001%", None),
            ("5", None),
            ("%", None),
            (".5%", None),
            ("-5%", None),
            ("+5%", None),
            ("5 %", None),
            ("99999999999999999999%", None),
        ] {
            assert_eq!(per_million("max-share", text).ok(), expected, "{text:?}");
        }
    }

    #[test]
    fn digests_of_one_name_are_one_file() {
        let (md5, sha1) = ("0".repeat(32), "1".repeat(40));
        let texts = [format!("a=b.gz=md5:{md5}"), format!("a=b.gz=sha1:{sha1}")];
        let file = artifact("file", &texts).unwrap().unwrap();
        assert_eq!(file.filename, Some("a=b.gz".into()));
        assert_eq!(file.digests.unwrap().len(), 2);
        let two = [format!("a=md5:{md5}"), format!("b=md5:{md5}")];
        assert!(artifact("file", &two).is_err());
        assert_eq!(artifacts("file", &two).unwrap().len(), 2);
        let differ = [format!("a=md5:{md5}"), format!("a=md5:{}", "2".repeat(32))];
        assert!(artifacts("file", &differ).is_err());
        for text in ["a", "=md5:00", "a=md5", "a=sha-256:00", "a=md5:00", "a=md5:xy"] {
            assert!(artifacts("file", &[text.to_owned()]).is_err(), "{text}");
        }
    }
}
