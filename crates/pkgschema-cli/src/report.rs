//! Telling people and programs about losses, findings and errors.
//!
//! Invariant: nothing that a document says reaches a terminal as a control sequence.

use crate::args::ReportFormat;
use clap::builder::styling::{AnsiColor, Style};
use pkgschema::object::{List, Value, write};
use pkgschema::report::{FindingRecord, LossRecord, LossReport};
use pkgschema::{Finding, Pointer, Severity, text};
use pkgschema_convert::{Loss, view};
use std::collections::HashMap;
use std::env;
use std::io::{self, IsTerminal, Write};

/// How many places are named before they are only counted.
const NAMED: usize = 3;

/// Characters shown of a line, and how many of them before the place in question.
const WIDTH: usize = 76;
const BEFORE: usize = 50;

/// Whether to colour.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    on: bool,
}

impl Paint {
    /// Colours on standard error: on a terminal that can, unless `NO_COLOR` is set.
    pub(crate) fn stderr() -> Self {
        let unset = |name| env::var_os(name).is_none_or(|value| value.is_empty());
        Self { on: able_terminal() && unset("NO_COLOR") }
    }

    /// Colours on standard output, likewise.
    pub(crate) fn stdout() -> Self {
        let unset = |name| env::var_os(name).is_none_or(|value| value.is_empty());
        let able = env::var_os("TERM").is_none_or(|term| term != "dumb");
        Self { on: io::stdout().is_terminal() && able && unset("NO_COLOR") }
    }

    /// No colours.
    pub(crate) fn off() -> Self {
        Self { on: false }
    }

    /// Something wrong.
    pub(crate) fn error(self, text: &str) -> String {
        self.style(AnsiColor::Red.on_default().bold(), text)
    }

    /// Something doubtful.
    pub(crate) fn warning(self, text: &str) -> String {
        self.style(AnsiColor::Yellow.on_default(), text)
    }

    /// Something by the way.
    pub(crate) fn note(self, text: &str) -> String {
        self.style(AnsiColor::Cyan.on_default(), text)
    }

    /// What the command says of itself.
    pub(crate) fn title(self, text: &str) -> String {
        self.style(Style::new().bold(), text)
    }

    fn style(self, style: Style, text: &str) -> String {
        if self.on { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// Whether standard error is a terminal that can more than print.
pub(crate) fn able_terminal() -> bool {
    io::stderr().is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Writes to standard error. There is nobody to tell if that fails.
pub(crate) fn tell(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// The text with everything that a terminal could obey, or that could reorder it, spelt out.
pub(crate) fn plain(text: &str) -> String {
    text::plain(text).into_owned()
}

/// Words with commas between them, if there are any.
pub(crate) fn joined<T: ToString>(words: &[T]) -> Option<String> {
    let words: Vec<String> = words.iter().map(ToString::to_string).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// A JSON text as one that stands for itself, on lines of its own; [`inert`] too.
pub(crate) fn pretty(json: &str) -> String {
    inert(&view::pretty(json)) + "\n"
}

/// A record as a text of its own; [`inert`] too.
pub(crate) fn record<T: Value>(record: &T) -> String {
    pretty(&write(record))
}

/// A record as a line of its own; [`inert`] too.
pub(crate) fn record_line<T: Value>(record: &T) -> String {
    inert(&write(record)) + "\n"
}

/// Findings as records.
pub(crate) fn finding_records(findings: &[Finding]) -> List<FindingRecord> {
    findings.iter().map(FindingRecord::from).collect()
}

/// Losses as records.
pub(crate) fn loss_records(losses: &[Loss]) -> List<LossRecord> {
    losses.iter().map(LossRecord::from).collect()
}

/// A JSON text in one line, without white space between its values; [`inert`] too.
pub(crate) fn compact(json: &str) -> String {
    let (mut inside, mut escaped) = (false, false);
    let keep = |character: &char| {
        let blank = !inside && matches!(character, ' ' | '\n' | '\r' | '\t');
        inside ^= *character == '"' && !escaped;
        escaped = inside && *character == '\\' && !escaped;
        !blank
    };
    inert(&json.chars().filter(keep).collect::<String>())
}

/// A JSON array of values that are JSON already.
pub(crate) fn array(values: impl IntoIterator<Item = String>) -> String {
    let values: Vec<String> = values.into_iter().collect();
    format!("[{}]", values.join(","))
}

/// JSON in which everything that [`plain`] spells out is an escape: it reads the same.
pub(crate) fn inert(json: &str) -> String {
    // What lies below is escaped in JSON already, or stands between its values.
    let obeyed = |character: char| character > '~' && text::is_obeyed(character);
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if obeyed(character) {
            let units = character.encode_utf16(&mut [0; 2]).to_vec();
            units.iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        } else {
            out.push(character);
        }
    }
    out
}

/// The line that a place (line and column, from 1) is on, and a caret below the place.
pub(crate) fn excerpt(text: &str, (line, column): (usize, usize), paint: Paint) -> String {
    let Some(shown) = text.lines().nth(line.saturating_sub(1)) else { return String::new() };
    let before = column.saturating_sub(1);
    let skip = before.saturating_sub(BEFORE);
    let one = |character: char| match character {
        '\t' => ' ',
        other if text::is_obeyed(other) => char::REPLACEMENT_CHARACTER,
        other => other,
    };
    let shown: String = shown.chars().skip(skip).take(WIDTH).map(one).collect();
    let indent = " ".repeat(before - skip);
    format!("  {}\n  {indent}{}\n", shown.trim_end(), paint.error("^"))
}

/// Tells warnings, if there are any, on standard error.
pub(crate) fn warn(warnings: &[String], format: ReportFormat) {
    if warnings.is_empty() {
        return;
    }
    tell(&match format {
        ReportFormat::Text => {
            let title = Paint::stderr().warning("pkgschema:");
            warnings.iter().map(|words| format!("{title} {}\n", plain(words))).collect()
        }
        ReportFormat::Json => {
            let mut told = LossReport::default();
            told.warnings = warnings.iter().map(|words| words.as_str().into()).collect();
            record(&told)
        }
    });
}

/// A count as records have it.
pub(crate) fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// A number of things in words: `1 loss`, `2 losses`.
pub(crate) fn count(number: usize, thing: &str) -> String {
    match number {
        1 => format!("1 {thing}"),
        _ if thing.ends_with('s') => format!("{number} {thing}es"),
        _ => format!("{number} {thing}s"),
    }
}

/// The lines below a title; nothing if there are none.
pub(crate) fn titled(title: &str, lines: &str, paint: Paint) -> String {
    if lines.is_empty() {
        return String::new();
    }
    format!("{} {}\n{lines}", paint.title("pkgschema:"), plain(title))
}

/// Losses for people: alike ones on one line, other spellings only counted.
pub(crate) fn losses(losses: &[Loss], verbose: bool, paint: Paint) -> String {
    let named = losses.iter().filter(|loss| verbose || loss.kind.loses_meaning());
    let mut text = String::new();
    for group in grouped(named.map(|loss| (loss.kind.as_str(), &loss.note, &loss.pointer))) {
        let word = paint.warning(&format!("{:<10}", group.word));
        text.push_str(&format!("  {word} {}: {}\n", group.places(verbose), plain(group.note)));
    }
    let spellings = losses.iter().filter(|loss| !loss.kind.loses_meaning()).count();
    if spellings > 0 && !verbose {
        let word = paint.note("normalized");
        text.push_str(&format!("  {word} {spellings} only spelt in another way (see --verbose)\n"));
    }
    text
}

/// Findings for people: alike ones on one line.
pub(crate) fn findings(findings: &[Finding], verbose: bool, paint: Paint) -> String {
    let mut text = String::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let these = findings.iter().filter(|finding| finding.severity == severity);
        for group in grouped(these.map(|it| (it.code, &it.message, &it.pointer))) {
            let word = format!("{:<10}", severity.as_str());
            let word = match severity {
                Severity::Error => paint.error(&word),
                Severity::Warning => paint.warning(&word),
                _ => paint.note(&word),
            };
            let (places, note) = (group.places(verbose), plain(group.note));
            text.push_str(&format!("  {word} {places}: {note} ({})\n", group.word));
        }
    }
    text
}

/// Remarks of one kind and with one note, in several places.
struct Group<'a> {
    word: &'static str,
    note: &'a str,
    pointers: Vec<&'a Pointer>,
}

fn grouped<'a>(
    remarks: impl Iterator<Item = (&'static str, &'a String, &'a Pointer)>,
) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    for (word, note, pointer) in remarks {
        let place = *places.entry((word, note.as_str())).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.pointers.push(pointer),
            None => groups.push(Group { word, note, pointers: vec![pointer] }),
        }
    }
    groups
}

impl Group<'_> {
    /// The places by name if they are few, else counted by the member that they stand in.
    fn places(&self, verbose: bool) -> String {
        if verbose || self.pointers.len() <= NAMED {
            let names = self.pointers.iter().map(|pointer| plain(&pointer.to_string()));
            return names.collect::<Vec<_>>().join(", ");
        }
        let (mut order, mut counts) = (Vec::new(), HashMap::<&str, usize>::new());
        for pointer in &self.pointers {
            let parent = pointer.as_str().rsplit_once('/').map_or("", |(parent, _)| parent);
            let count = counts.entry(parent).or_default();
            *count += 1;
            if *count == 1 {
                order.push(parent);
            }
        }
        let place = |parent: &&str| match counts.get(parent).copied().unwrap_or_default() {
            count if parent.is_empty() => format!("{count} at the root"),
            count => format!("{count} in {}", plain(parent)),
        };
        let named = order.iter().take(NAMED).map(place).collect::<Vec<_>>().join(", ");
        let others =
            order.iter().skip(NAMED).filter_map(|parent| counts.get(parent)).sum::<usize>();
        if others == 0 { named } else { format!("{named}, {others} elsewhere") }
    }
}
