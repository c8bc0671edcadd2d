//! Signals of the tables of crates.io's database dump: crates that were deleted, and names that
//! are reserved.
//!
//! Invariant: a row and the notice made of it say the same; a field that the notice has no place
//! for, or says in another spelling, is kept in it verbatim.

use super::purl;
use crate::Loss;
use crate::cargo::deleted_crates::{time, written};
use crate::cargo::table::{Table, TableRow};
use crate::cargo::{DeletedCrates, ReservedNames};
use crate::convert::Converted;
use crate::loss::LossKind;
use crate::signal::{
    About, FromNotices, Gathered, Grain, NO_PURL, Signal, SignalKind, ToSignals, standing,
};
use crate::specific;
use pkgschema::Text;
use pkgschema::identity::Purl;
use pkgschema::object::{Value, raw::members};
use pkgschema::takedown::{Authority, Status, Subject, TakedownNotice};
use pkgschema::text::Timestamp;

/// A crate that was deleted.
static DELETED: SignalKind = SignalKind {
    name: "cargo-deleted-crate",
    purl_type: "cargo",
    document: "deleted_crates.csv",
    place: "/*",
    grain: Grain::Package,
    mechanism: "delete",
    status: "deleted",
    written: true,
    source: "RFC 3660; crates.io database dump, deleted_crates",
    ..SignalKind::PLAIN
};

/// A name that no crate can have.
static RESERVED: SignalKind = SignalKind {
    name: "cargo-reserved-name",
    document: "reserved_crate_names.csv",
    grain: Grain::Name,
    mechanism: "reserve-name",
    status: "name-reserved",
    source: "crates.io database dump, reserved_crate_names",
    ..DELETED
};

/// The columns that a notice says in the same spelling.
const SAID: [&str; 3] = ["name", "deleted_by", "message"];

impl ToSignals for DeletedCrates {
    const SIGNALS: &'static [&'static SignalKind] = &[&DELETED];

    fn signals(&self) -> Converted<Vec<Signal>> {
        of_rows(&self.0, &DELETED, &SAID, |row, signal, losses| {
            signal.message = row.get("message").map(Text::from);
            signal.authority = row.get("deleted_by").map(|id| {
                let mut authority = Authority::default();
                authority.id = Some(id.into());
                authority
            });
            let mut told = |column, member| {
                let read = time(row.get(column)?);
                if read.is_none() {
                    let note = format!("line {}: no point in time", row.line());
                    losses.push(Loss::new(row.place_of(column), LossKind::Changed, note));
                }
                let (time, zoned) = read?;
                signal.inferred.extend((!zoned).then_some(member));
                Some(time)
            };
            let since = told("deleted_at", "effectiveFrom");
            let available_at = told("available_at", "effects.nameAvailableAt");
            (signal.since, signal.available_at) = (since, available_at);
        })
    }
}

impl ToSignals for ReservedNames {
    const SIGNALS: &'static [&'static SignalKind] = &[&RESERVED];

    fn signals(&self) -> Converted<Vec<Signal>> {
        of_rows(&self.0, &RESERVED, &["name"], |_, _, _| {})
    }
}

/// A signal for each row that names a crate.
fn of_rows(
    table: &Table,
    kind: &'static SignalKind,
    said: &[&str],
    fill: impl Fn(&TableRow<'_>, &mut Signal, &mut Vec<Loss>),
) -> Converted<Vec<Signal>> {
    let mut found = Gathered { signals: Vec::new(), losses: table.broken() };
    for row in table.rows() {
        match row.get("name").and_then(|name| purl(name, None)) {
            Some(purl) => {
                let mut signal = Signal::new(kind, row.place(), purl);
                signal.native = row.others(said);
                fill(&row, &mut signal, &mut found.losses);
                found.signals.push(signal);
            }
            None => {
                let note = format!("line {}: {NO_PURL}", row.line());
                found.lost(row.place_of("name"), LossKind::Dropped, &note);
            }
        }
    }
    found.done()
}

/// Whether a row makes a signal.
fn is_signal(row: TableRow<'_>) -> bool {
    row.get("name").is_some_and(|name| purl(name, None).is_some())
}

impl FromNotices for DeletedCrates {
    fn without_signals(mut self) -> Self {
        self.0.retain(|row| !is_signal(row));
        self
    }

    fn with_notices(mut self, notices: &[TakedownNotice]) -> Converted<Self> {
        let losses = add(&mut self.0, notices, Status::Deleted, &SAID);
        Converted::new(self, losses)
    }
}

impl FromNotices for ReservedNames {
    fn without_signals(mut self) -> Self {
        self.0.retain(|row| !is_signal(row));
        self
    }

    fn with_notices(mut self, notices: &[TakedownNotice]) -> Converted<Self> {
        let losses = add(&mut self.0, notices, Status::NameReserved, &["name"]);
        Converted::new(self, losses)
    }
}

/// Adds a row for each crate that a notice of that status is about as a whole.
fn add(table: &mut Table, notices: &[TakedownNotice], status: Status, said: &[&str]) -> Vec<Loss> {
    let (mut rows, mut losses) = (Vec::new(), Vec::new());
    for about in standing(notices) {
        let crates: Vec<(usize, Purl)> = crates(about.notice).collect();
        if crates.is_empty() {
            continue;
        }
        if about.notice.status != status {
            let note = format!("the table says {} only", status.as_str());
            losses.push(about.loss("/status", LossKind::Dropped, &note));
            continue;
        }
        let mut any = false;
        for (index, purl) in crates {
            let subject = about.notice.subjects.get(index);
            // qualifiers name another registry
            let bare = purl.version().is_none() && purl.qualifiers().next().is_none();
            match subject.is_some_and(is_whole) && bare {
                true => {
                    any = true;
                    rows.push(table.row(|column| field(about, &purl, column, said)));
                }
                false => {
                    let note = "the table is about crates as a whole";
                    let place = format!("/subjects/{index}");
                    losses.push(about.loss(&place, LossKind::Dropped, note));
                }
            }
        }
        if any {
            losses.extend(unsaid(table, about, said));
        }
    }
    table.add(rows);
    losses
}

/// The crates of crates.io that a notice names, each with the index of the subject.
fn crates(notice: &TakedownNotice) -> impl Iterator<Item = (usize, Purl)> {
    let purls = notice.subjects.indexed().filter_map(|(index, subject)| {
        Some(index).zip(subject.purl.as_ref().and_then(|purl| purl.to_purl().ok()))
    });
    purls.filter(|(_, purl)| purl.package_type().name() == "cargo")
}

/// Whether a subject is about nothing smaller than its purl.
fn is_whole(subject: &Subject) -> bool {
    subject.versions.is_empty() && subject.version_range.is_none() && subject.artifacts.is_empty()
}

/// What stands in a column for a notice. What it was made of stands there again where it says the
/// same.
fn field(about: About<'_>, purl: &Purl, column: &str, said: &[&str]) -> Option<Text> {
    let notice = about.notice;
    let native = || about.native(column).and_then(|raw| Text::read(raw.as_raw()));
    let spelt = |now: Option<&Timestamp>| {
        let verbatim = native().filter(|text| time(text).map(|(time, _)| time).as_ref() == now);
        verbatim.or_else(|| now.map(|time| written(time).into()))
    };
    match column {
        "name" => Some(purl.name().as_ref().into()),
        _ if !said.contains(&"message") => native(),
        "message" => about.message().cloned(),
        "deleted_by" => notice.authority.as_ref()?.id.clone(),
        "deleted_at" => spelt(notice.effective_from.as_ref()),
        "available_at" => spelt(notice.effects.as_ref()?.name_available_at.as_ref()),
        _ => native(),
    }
}

/// What of a notice no column of the table says.
fn unsaid(table: &Table, about: About<'_>, said: &[&str]) -> Vec<Loss> {
    let mut pointers = vec!["/registrySpecific"];
    let deleted = said.contains(&"message");
    let columns = [
        ("message", "/reason/message"),
        ("deleted_by", "/authority/id"),
        ("deleted_at", "/effectiveFrom"),
    ];
    let there = columns.iter().filter(|(column, _)| deleted && table.has(column));
    pointers.extend(there.map(|(_, pointer)| pointer));
    let available = about.notice.effects.as_ref().and_then(|it| it.name_available_at.as_ref());
    pointers.push("/effects");
    let note = "the table has no column for it";
    let mut losses = about.unsaid(&pointers, "the table");
    if available.is_some() && !(deleted && table.has("available_at")) {
        losses.push(about.loss("/effects/nameAvailableAt", LossKind::Dropped, note));
    }
    let native = about.notice.registry_specific.as_ref();
    let members = native.and_then(|native| members(native.as_raw().as_raw())).unwrap_or_default();
    for (name, _) in members {
        let text = specific::member::<Text>(native, &name);
        if text.is_none() || !table.has(&name) {
            let place = pkgschema::Pointer::root().child("registrySpecific").child(&name);
            losses.push(about.loss(place.as_str(), LossKind::Dropped, note));
        }
    }
    losses
}
