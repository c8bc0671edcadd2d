//! Attestations in JSON Lines: files named `*.intoto.jsonl` with an envelope a line, and those
//! with a Sigstore bundle a line.
//!
//! The view is an array of the lines: objects as they are, any other line as its text. Blank lines
//! say nothing.
//!
//! Source: in-toto Attestation Framework, Bundle v1.
//!
//! Invariant: a line that is no attestation stands between the others as it is.

use crate::served::Builds;
use crate::syntax::json::array;
use crate::{Converted, Document, ToRecord};
use pkgschema::object::{Raw, raw};
use pkgschema::provenance::{BuildProvenance, Bundle, Envelope};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity, Text};

/// A file of attestations. Their order means nothing, and nothing vouches for the file as a
/// whole: lines may have been taken away or put in.
///
/// ```
/// use pkgschema_convert::{Document, formats::AttestationLines};
/// let text = "{\"payloadType\":\"a/b\",\"payload\":\"\",\"signatures\":[]}\n\n# remark\n";
/// let lines = AttestationLines::parse(text)?;
/// assert_eq!(lines.lines.len(), 2);
/// assert_eq!(lines.check().last().unwrap().code, "skipped-line");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct AttestationLines {
    /// The lines that are not blank.
    pub lines: Vec<AttestationLine>,
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AttestationLine {
    /// An envelope.
    Envelope(Box<Envelope>),
    /// A Sigstore bundle.
    Bundle(Box<Bundle>),
    /// Another object.
    Other(Raw),
    /// No object at all.
    Text(Text),
}

impl AttestationLine {
    fn read(line: &str) -> Self {
        if let Ok(envelope) = Envelope::parse(line) {
            return Self::Envelope(Box::new(envelope));
        }
        if let Ok(bundle) = Bundle::parse(line) {
            return Self::Bundle(Box::new(bundle));
        }
        match Raw::parse(line).filter(|raw| raw.kind() == raw::Kind::Object) {
            Some(raw) => Self::Other(raw),
            None => Self::Text(line.into()),
        }
    }

    /// The line in the view.
    fn to_json(&self) -> String {
        match self {
            Self::Envelope(envelope) => envelope.to_json(),
            Self::Bundle(bundle) => bundle.to_json(),
            Self::Other(raw) => raw.as_str().to_owned(),
            Self::Text(text) => serde_json::to_string(text.as_str()).unwrap_or_default(),
        }
    }

    fn is_attestation(&self) -> bool {
        matches!(self, Self::Envelope(_) | Self::Bundle(_))
    }
}

impl AttestationLines {
    fn placed(&self) -> impl Iterator<Item = (Pointer, &AttestationLine)> {
        self.lines.iter().enumerate().map(|(index, line)| (Pointer::root().index(index), line))
    }
}

impl Document for AttestationLines {
    const NAME: &'static str = "attestations in JSON Lines";

    /// # Errors
    /// For text without a line that is an attestation.
    fn parse(text: &str) -> Result<Self, ParseError> {
        let blank = |letter: char| letter.is_ascii_whitespace() || letter == '\u{feff}';
        let lines = text.lines().map(|line| line.trim_matches(blank));
        let lines = lines.filter(|line| !line.is_empty());
        let lines: Vec<AttestationLine> = lines.map(AttestationLine::read).collect();
        if lines.is_empty() {
            return Err(ParseError::new(ParseErrorKind::Empty, "nothing but white space", ""));
        }
        match lines.iter().any(AttestationLine::is_attestation) {
            true => Ok(Self { lines }),
            false => {
                let words = "no line is an envelope or a bundle";
                Err(ParseError::new(ParseErrorKind::NotThisDocument, words, text))
            }
        }
    }

    fn view(&self) -> Raw {
        Raw::from_string(array(self.lines.iter().map(AttestationLine::to_json))).unwrap_or_default()
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        let words = "expected an array of lines";
        let none = || ParseError::new(ParseErrorKind::NotThisDocument, words, view.as_str());
        let elements = raw::elements(view.as_raw()).ok_or_else(none)?;
        let line = |element: &serde_json::value::RawValue| match raw::string(element) {
            Some(text) => AttestationLine::Text(text.as_ref().into()),
            None => AttestationLine::read(element.get()),
        };
        Ok(Self { lines: elements.into_iter().map(line).collect() })
    }

    fn render(&self) -> Converted<String> {
        let line = |line: &AttestationLine| match line {
            AttestationLine::Text(text) => format!("{text}\n"),
            // what is read over several lines of a view is one line here
            other => one_line(&other.to_json()) + "\n",
        };
        Converted::lossless(self.lines.iter().map(line).collect())
    }

    /// What is odd in the attestations, and as notes the lines that are none (`skipped-line`).
    fn check(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for (place, line) in self.placed() {
            let of_line = match line {
                AttestationLine::Envelope(envelope) => envelope.check(),
                AttestationLine::Bundle(bundle) => bundle.check(),
                AttestationLine::Other(_) | AttestationLine::Text(_) => {
                    let words = "neither an envelope nor a bundle, so it says nothing";
                    vec![Finding::new(Pointer::root(), "skipped-line", Severity::Note, words)]
                }
            };
            found.extend(of_line.into_iter().map(|finding| finding.below(&place)));
        }
        found
    }
}

/// JSON without line feeds between its tokens; within strings there are none.
fn one_line(json: &str) -> String {
    json.replace(['\n', '\r'], " ")
}

impl ToRecord<Vec<BuildProvenance>> for AttestationLines {
    fn to_record(&self) -> Converted<Vec<BuildProvenance>> {
        let mut builds = Builds::default();
        for (place, line) in self.placed() {
            match line {
                AttestationLine::Envelope(envelope) => {
                    builds.attested(BuildProvenance::of_envelope(envelope), &place);
                }
                AttestationLine::Bundle(bundle) => builds.bundle(bundle, &place),
                AttestationLine::Other(_) | AttestationLine::Text(_) => {}
            }
        }
        builds.finish(&self.view())
    }
}
