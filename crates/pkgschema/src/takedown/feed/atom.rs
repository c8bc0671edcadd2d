//! The newest notices for people (RFC 4287).
//!
//! Invariant: no text of a notice is markup, and nothing in it is obeyed by what shows it.

use super::{Feed, Item, time, utc};
use crate::takedown::{Checkpoint, Subject, TakedownNotice};
use crate::text::{Link, plain, shortened};
use std::fmt::Write;

/// How many characters of a title are shown, and of a message.
const TITLE: usize = 200;
const MESSAGE: usize = 1000;
/// How many characters of an identifier: it is told by, and may be long.
const IDENTIFIER: usize = 4000;

/// The feed, newest notices first.
pub(super) fn feed(
    order: &[&Item<'_, '_>],
    checkpoint: &Checkpoint,
    base: Option<&Link>,
) -> String {
    let base = base.map(Link::as_str).or_else(|| {
        let folder = checkpoint.log.as_str().strip_suffix(Feed::LOG)?;
        folder.ends_with('/').then_some(folder)
    });
    let base = base.map(|base| base.trim_end_matches('/'));
    let log = shown(checkpoint.log.as_str(), IDENTIFIER);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    out.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    element(&mut out, 1, "id", &log);
    element(&mut out, 1, "title", "Takedown notices");
    element(&mut out, 1, "updated", &shown(&utc(&checkpoint.issued_at), TITLE));
    let _ = writeln!(out, "  <author><name>{log}</name></author>");
    if let Some(base) = base {
        let base = shown(base, IDENTIFIER);
        let _ = writeln!(out, "  <link rel=\"self\" href=\"{base}/{}\"/>", Feed::ATOM);
    }
    for item in order.iter().take(Feed::ENTRIES) {
        entry(&mut out, item, base);
    }
    out.push_str("</feed>\n");
    out
}

fn entry(out: &mut String, item: &Item<'_, '_>, base: Option<&str>) {
    let notice = item.notice;
    out.push_str("  <entry>\n");
    element(out, 2, "id", &shown(notice.id.as_str(), IDENTIFIER));
    element(out, 2, "title", &shown(&title(notice), TITLE));
    element(out, 2, "updated", &time(item.modified));
    let summary = shown(&summary(notice), 2 * MESSAGE);
    match base {
        Some(base) => {
            let base = shown(base, IDENTIFIER);
            let _ = writeln!(
                out,
                "    <link rel=\"alternate\" type=\"application/json\" href=\"{base}/{}.json\"/>",
                item.name
            );
            let _ = writeln!(out, "    <summary type=\"text\">{summary}</summary>");
        }
        // An entry without a link has to have content.
        None => {
            let _ = writeln!(out, "    <content type=\"text\">{summary}</content>");
        }
    }
    out.push_str("  </entry>\n");
}

/// An element around a text that is escaped already.
fn element(out: &mut String, depth: usize, name: &str, text: &str) {
    let _ = writeln!(out, "{:depth$}<{name}>{text}</{name}>", "", depth = depth * 2);
}

/// What was done to what.
fn title(notice: &TakedownNotice) -> String {
    let mut subjects = notice.subjects.iter().map(subject);
    let first = subjects.next().unwrap_or_else(|| "nothing that is named".to_owned());
    let more = match subjects.count() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{first}{more}: {} ({})", notice.status, notice.notice_type)
}

/// What a subject names, in a word or two.
fn subject(subject: &Subject) -> String {
    let file = || subject.artifacts.iter().find_map(|file| file.filename.as_deref());
    let name = match (&subject.purl, &subject.namespace) {
        (Some(purl), _) => purl.as_str(),
        (None, Some(namespace)) => namespace,
        (None, None) => file().unwrap_or("a file by its digest"),
    };
    let range = subject.version_range.as_ref().map(|range| range.as_str());
    let versions = subject.versions.iter().take(5).map(|version| &**version);
    let versions: Vec<&str> = versions.chain(range).collect();
    let space = if versions.is_empty() { "" } else { " " };
    format!("{name}{space}{}", versions.join(" "))
}

/// The reason and the message, and where it applies.
fn summary(notice: &TakedownNotice) -> String {
    let mut words = format!("{} since {}", notice.status, notice.applies_from());
    if let Some(until) = &notice.effective_until {
        words.push_str(&format!(" until {until}"));
    }
    words.push_str(&format!(", on {}.", notice.registry.url));
    let reason = notice.reason.as_ref();
    if let Some(category) = reason.and_then(|reason| reason.category.as_ref()) {
        words.push_str(&format!(" Reason: {category}."));
    }
    if let Some(message) = reason.and_then(|reason| reason.message.as_deref()) {
        words.push(' ');
        words.extend(message.chars().take(MESSAGE));
    }
    words
}

/// A text of a document as text of XML, cut to so many characters.
fn shown(text: &str, longest: usize) -> String {
    escaped(&plain(&shortened(text, longest)))
}

/// The text with everything spelt out that XML 1.0 gives a meaning to, or has no place for.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.extend(character.escape_unicode()),
            _ => out.push(character),
        }
    }
    out
}
