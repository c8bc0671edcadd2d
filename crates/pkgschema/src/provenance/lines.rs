//! JSON Lines of envelopes: files named `*.intoto.jsonl` (in-toto Attestation Framework, Bundle
//! v1).
//!
//! Invariant: every line is an envelope, blank, or named as skipped; none stops the reading.

use super::Envelope;
use crate::ParseError;

/// How many skipped lines are named; the others are counted.
const MOST: usize = 1000;

/// The envelopes of a file, each with the number of its line. Their order means nothing, and
/// nothing vouches for the file as a whole: lines may have been taken away or put in.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct EnvelopeLines {
    /// The envelopes, each with its line's number, from 1.
    pub envelopes: Vec<(usize, Envelope)>,
    /// The lines that are no envelopes, which readers have to ignore: the first 1,000.
    pub skipped: Vec<SkippedLine>,
    /// How many lines are no envelopes.
    pub skipped_count: usize,
}

/// A line that is no envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SkippedLine {
    /// The line's number, from 1.
    pub line: usize,
    /// Why it is none.
    pub error: ParseError,
}

/// Reads the envelopes of a file in JSON Lines. Blank lines are passed over.
///
/// ```
/// use pkgschema::provenance::read_lines;
/// let lines = read_lines("{\"payloadType\":\"a/b\",\"payload\":\"\",\"signatures\":[]}\n\n# remark\n");
/// assert_eq!((lines.envelopes.len(), lines.envelopes[0].0), (1, 1));
/// assert_eq!((lines.skipped_count, lines.skipped[0].line), (1, 3));
/// ```
pub fn read_lines(text: &str) -> EnvelopeLines {
    let mut read = EnvelopeLines::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let numbered = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    for (line, text) in numbered.filter(|(_, text)| !text.trim_ascii().is_empty()) {
        match Envelope::parse(text) {
            Ok(envelope) => read.envelopes.push((line, envelope)),
            Err(error) => {
                read.skipped_count += 1;
                if read.skipped.len() < MOST {
                    read.skipped.push(SkippedLine { line, error });
                }
            }
        }
    }
    read
}
