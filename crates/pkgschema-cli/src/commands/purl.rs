//! `pkgschema purl`.
//!
//! Invariant: one package URL that cannot be read does not keep the others from being printed.

use crate::args::{Purl as Args, ReportFormat};
use crate::failure::Failure;
use crate::input::{self, STANDARD_INPUT, Source};
use crate::output;
use crate::report::{self, plain};
use pkgschema::ParseError;
use pkgschema::identity::{Purl, PurlParts};
use pkgschema_convert::source::decode;
use std::io::{BufWriter, Write, stdout};
use std::path::Path;

/// Longest line of standard input that is looked at, in bytes; longer ones are no package URL.
const LONGEST: u64 = Purl::MAX_LENGTH as u64 + 1024;

/// How package URLs are read.
type Reader = fn(&str) -> Result<Purl, ParseError>;

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    match args {
        Args::Parse { text, strict, format } => parse(text, reader(*strict), *format),
        Args::Canonicalize { texts, strict } => canonicalize(texts, reader(*strict)),
    }
}

fn reader(strict: bool) -> Reader {
    if strict { Purl::parse_strict } else { Purl::parse }
}

fn parse(argument: &str, read: Reader, format: ReportFormat) -> Result<(), Failure> {
    let (name, text) = match argument {
        "-" => {
            let Source { name, text, .. } = Source::read(Path::new("-"))?;
            (name, text.trim_ascii().to_owned())
        }
        text => ("<argument>".to_owned(), text.to_owned()),
    };
    match read(&text) {
        Ok(purl) if format == ReportFormat::Json => {
            output::print(&report::record(&PurlParts::from(&purl)))
        }
        Ok(purl) => output::print(&parts(&purl)),
        Err(error) => Err(Failure::unreadable(&name, text, error)),
    }
}

fn parts(purl: &Purl) -> String {
    let mut parts = vec![
        ("purl", Some(purl.as_str().into())),
        ("type", Some(purl.package_type().name().into())),
        ("namespace", purl.namespace()),
        ("name", Some(purl.name())),
        ("version", purl.version()),
    ];
    let pair = |(key, value)| ("qualifier", Some(format!("{key}={value}").into()));
    parts.extend(purl.qualifiers().map(pair));
    parts.push(("subpath", purl.subpath()));
    let parts = parts.into_iter().filter_map(|(name, value)| Some((name, value?)));
    parts.map(|(name, value)| format!("{name:<9} {}\n", plain(&value))).collect()
}

fn canonicalize(texts: &[String], read: Reader) -> Result<(), Failure> {
    let mut canonical = Canonical { read, out: BufWriter::new(stdout().lock()), failed: false };
    for (index, text) in texts.iter().enumerate() {
        match text.as_str() {
            "-" => canonical.standard_input()?,
            text => canonical.one(&format!("<argument {}>", index + 1), text)?,
        }
    }
    canonical.out.flush().map_err(|error| output::failure(&error))?;
    if canonical.failed { Err(Failure::Told) } else { Ok(()) }
}

/// Canonical package URLs on their way out.
struct Canonical<W: Write> {
    read: Reader,
    out: W,
    failed: bool,
}

impl<W: Write> Canonical<W> {
    fn one(&mut self, name: &str, text: &str) -> Result<(), Failure> {
        match (self.read)(text) {
            Ok(purl) => writeln!(self.out, "{purl}").map_err(|error| output::failure(&error)),
            Err(error) => self.failed(Failure::unreadable(name, text.to_owned(), error)),
        }
    }

    fn standard_input(&mut self) -> Result<(), Failure> {
        input::lines(Path::new("-"), LONGEST, |line| {
            let name = format!("{STANDARD_INPUT}:{}", line.number);
            match decode(line.text.to_vec()) {
                Ok((text, _)) => self.one(&name, &text),
                Err(error) => self.failed(Failure::unreadable(&name, String::new(), error)),
            }
        })
    }

    /// Tells an error and goes on.
    fn failed(&mut self, failure: Failure) -> Result<(), Failure> {
        self.failed = true;
        // What went well so far comes first where both go to one terminal.
        self.out.flush().map_err(|error| output::failure(&error))?;
        let _ = failure.tell(ReportFormat::Text);
        Ok(())
    }
}
