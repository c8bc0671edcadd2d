//! `pkgschema takedown signals`, and how notices that documents make are printed.
//!
//! Invariant: which notices there are is the library's answer.

use super::values;
use crate::args::ReportFormat;
use crate::args::takedown::{NoticesFormat, Seen, Signals};
use crate::failure::Failure;
use crate::input::Source;
use crate::output;
use crate::report::{self, Paint, count, plain};
use pkgschema::report::LossReport;
use pkgschema::takedown::{NoticeList, TakedownNotice};
use pkgschema::{ParseError, ParseErrorKind};
use pkgschema_convert::Loss;
use pkgschema_convert::signal::{Observation, notices};
use pkgschema_convert::signals::SignalDocument;

/// Reads, prints, tells the losses.
pub(super) fn run(args: &Signals) -> Result<(), Failure> {
    let Source { name, text, findings } = Source::read(&args.file)?;
    super::tell(&findings, &name, args.seen.format.of_reports());
    let document = match &args.kind {
        Some(kind) => SignalDocument::find(kind).ok_or_else(|| unknown(kind))?,
        None => SignalDocument::of_text(&text).ok_or_else(|| untold(&name, &text))?,
    };
    let read = document.read(&text);
    let signals = read.map_err(|error| Failure::unreadable(&name, text, error))?;
    let purl_type = document.kinds().first().map_or("generic", |kind| kind.purl_type);
    let seen = observation(&args.seen, purl_type)?.source(document.document());
    tell(&signals.losses, &name, args.seen.format);
    print(notices(&signals.value, &seen), args.seen.format)
}

/// No document goes by this name.
pub(super) fn unknown(kind: &str) -> Failure {
    values::refused("as", kind, "no document with this name says anything here")
}

/// The text does not tell what it is.
pub(super) fn untold(name: &str, text: &str) -> Failure {
    let words = "the text does not tell which registry's document it is";
    let error = ParseError::new(ParseErrorKind::NotThisDocument, words, text);
    Failure::unreadable(name, text.to_owned(), error).advise("say what it is with --as")
}

/// Where and when it was seen.
pub(super) fn observation(seen: &Seen, purl_type: &str) -> Result<Observation, Failure> {
    let registry = values::link("registry", &seen.registry)?;
    let at = values::time_or_now("at", seen.at.as_deref())?;
    Ok(Observation::of_registry(purl_type, registry, at))
}

/// Tells losses, if there are any, on standard error.
pub(super) fn tell(losses: &[Loss], name: &str, format: NoticesFormat) {
    if losses.is_empty() {
        return;
    }
    report::tell(&match format.of_reports() {
        ReportFormat::Text => {
            let paint = Paint::stderr();
            let title = format!("{} in {name}", count(losses.len(), "loss"));
            report::titled(&title, &report::losses(losses, false, paint), paint)
        }
        ReportFormat::Json => {
            let mut told = LossReport::default();
            told.losses = report::loss_records(losses);
            report::record(&told)
        }
    });
}

/// Prints notices.
pub(super) fn print(notices: Vec<TakedownNotice>, format: NoticesFormat) -> Result<(), Failure> {
    let line = |notice: &TakedownNotice| report::compact(&notice.to_json()) + "\n";
    output::print(&match format {
        NoticesFormat::Text => notices.iter().map(lines).collect::<String>(),
        NoticesFormat::Json => {
            let mut list = NoticeList::new("1.0");
            list.notices = notices.into();
            report::record(&list)
        }
        NoticesFormat::Jsonl => notices.iter().map(line).collect(),
    })
}

/// A notice for people.
fn lines(notice: &TakedownNotice) -> String {
    let purls = notice.subjects.iter().filter_map(|subject| subject.purl.as_ref());
    let mut about: Vec<&str> = purls.map(|purl| purl.as_str()).collect();
    about.dedup();
    let mut line = format!("{}: {}", notice.status.as_str(), about.join(", "));
    if let Some(from) = &notice.effective_from {
        line.push_str(&format!(", since {from}"));
    }
    let reason = notice.reason.as_ref();
    if let Some(category) = reason.and_then(|reason| reason.category.as_ref()) {
        line.push_str(&format!(", {}", category.as_str()));
    }
    let mut lines = vec![line];
    let message = reason.and_then(|reason| reason.message.as_ref());
    lines.extend(message.map(|message| format!("  message: {message}")));
    for instead in notice.replacements.iter().filter_map(super::status::replacement) {
        lines.push(format!("  instead: {instead}"));
    }
    lines.iter().map(|line| plain(line) + "\n").collect()
}
