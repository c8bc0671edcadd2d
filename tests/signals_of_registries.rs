//! Signals of npm's and PyPI's documents: made-up documents with any signals in them, notices of
//! others written into them, and hostile texts.

use pkgschema::takedown::{Category, Effects, Reason, Resolution, TakedownNotice};
use pkgschema::text::{Link, Timestamp};
use pkgschema_convert::npm::{Packument, VersionManifest};
use pkgschema_convert::pypi::{PypiJournal, PypiJsonApi, SimpleHtml, SimpleJson};
use pkgschema_convert::signal::{FromNotices, Observation, Signal, ToSignals, notices};
use pkgschema_convert::{Converted, Document, Loss};
use proptest::prelude::*;
use serde_json::{Value, json};

fn seen(purl_type: &str) -> Observation {
    let url = Link::new("https://registry.example/").unwrap();
    Observation::of_registry(purl_type, url, Timestamp::new("2026-11-22T13:46:00Z").unwrap())
}

fn signals<D: ToSignals>(text: &str) -> Vec<Signal> {
    D::parse(text).unwrap().signals().value
}

fn losses<D: ToSignals>(text: &str) -> Vec<String> {
    shown(&D::parse(text).unwrap().signals().losses)
}

fn shown(losses: &[Loss]) -> Vec<String> {
    losses.iter().map(|loss| format!("{} {}", loss.kind, loss.pointer)).collect()
}

/// What a look at the text finds is what the whole reading finds, errors and losses included.
fn look_is_reading<D: ToSignals>(text: &str) {
    let looked = D::signals_in(text).map_err(|error| error.to_string());
    let read = D::parse(text).map(|it| it.signals()).map_err(|error| error.to_string());
    assert_eq!(looked, read, "{text}");
}

/// Signals → notices → the document without signals, with them → the same signals.
fn round_trip<D: FromNotices>(purl_type: &str, text: &str) {
    let document = D::parse(text).unwrap();
    let before = document.signals().value;
    let notices = notices(&before, &seen(purl_type));
    let written = document.without_signals().with_notices(&notices);
    assert_eq!(written.losses, [], "{text}");
    let text = written.value.render().value;
    assert_eq!(signals::<D>(&text), before, "{text}");
}

/// A notice about `purl` with these members.
fn notice(number: usize, purl: &str, status: &str, more: Value) -> TakedownNotice {
    let mut notice = json!({
        "schemaVersion": "1.0", "id": format!("urn:n:{number}"), "noticeType": "decision",
        "registry": {"url": "https://registry.example/"}, "subjects": [{"purl": purl}],
        "status": status, "issuedAt": "2026-05-04T10:00:00Z",
    });
    for (name, value) in more.as_object().unwrap() {
        notice[name] = value.clone();
    }
    TakedownNotice::parse(&notice.to_string()).unwrap()
}

fn written<D: FromNotices>(text: &str, notices: &[TakedownNotice]) -> (Value, Vec<String>) {
    let Converted { value, losses, .. } = D::parse(text).unwrap().with_notices(notices);
    (serde_json::from_str(value.view().as_str()).unwrap(), shown(&losses))
}

#[path = "signals_of_registries/npm.rs"]
mod npm;
#[path = "signals_of_registries/pypi.rs"]
mod pypi;
