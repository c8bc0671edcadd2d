//! A RustSec advisory written anew.
//!
//! Invariant: what is written reads as the values that it was written of, or a loss says where
//! not.

use super::{RustsecAdvisory, body};
use crate::syntax::{json, toml};
use crate::{Converted, Document, Loss, LossKind};
use pkgschema::Pointer;

/// The whole document.
pub(super) fn document(document: &RustsecAdvisory) -> Converted<String> {
    let (front, losses) = front(document);
    if document.title.is_none() && document.description.is_none() {
        return Converted::new(front, losses);
    }
    let fence = fence(&front);
    let head = format!("{fence}toml\n{front}{fence}\n");
    let mut written = body_behind(&head, document);
    written.losses.splice(..0, losses);
    written
}

/// The body behind what stands before it already.
pub(super) fn body_behind(head: &str, document: &RustsecAdvisory) -> Converted<String> {
    let (mut text, mut losses) = (head.to_owned(), Vec::new());
    let mut change = |name: &str, kind, note: &str| {
        losses.push(Loss::new(Pointer::root().child(name), kind, note));
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    if let Some(title) = document.title.as_deref() {
        let line = title.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty());
        let line = line.collect::<Vec<_>>().join(" ");
        if line != title {
            change("title", spelling(&line, title.trim()), "a heading is one line");
        }
        text.push_str(format!("\n# {line}").trim_end());
        text.push('\n');
    }
    if document.description.is_none() {
        change("description", LossKind::Defaulted, "Markdown has one, if only an empty one");
    }
    if let Some(description) = document.description.as_deref() {
        let written = body::without_blank_lines(description);
        if written != description {
            change("description", LossKind::Normalized, "blank lines around it are left out");
        }
        let first = written.lines().next().unwrap_or_default();
        if document.title.is_none() && body::heading(first).is_some() {
            change("description", LossKind::Changed, "its first line reads as the title");
        }
        if !written.is_empty() {
            ["\n", written, "\n"].iter().for_each(|part| text.push_str(part));
        }
    }
    Converted::new(text, losses)
}

/// The front matter before what stands behind it already.
pub(super) fn front_before(document: &RustsecAdvisory, tail: &str) -> Converted<String> {
    let (front, losses) = front(document);
    let body = tail.split_once('\n').map_or("", |(_, body)| body);
    let fence = fence(&front);
    Converted::new(format!("{fence}toml\n{front}{fence}\n{body}"), losses)
}

fn spelling(written: &str, meant: &str) -> LossKind {
    if written == meant { LossKind::Normalized } else { LossKind::Changed }
}

/// The front matter as TOML.
fn front(document: &RustsecAdvisory) -> (String, Vec<Loss>) {
    let mut keys = document.keys.clone();
    let markdown = keys.title.is_some() || keys.description.is_some();
    (keys.title, keys.description) = (None, None);
    let mut losses = Vec::new();
    for name in ["title", "description"] {
        // In the rest they are of a kind that no heading has, or the second of that name.
        if markdown && keys.rest.remove(name).is_some() {
            let note = "a key of this name would stand for the text behind the front matter";
            losses.push(Loss::new(Pointer::root().child(name), LossKind::Dropped, note));
        }
    }
    let (text, dropped) = toml::render(&json::view(&keys), document.text_scalars(), |_| false);
    losses.extend(dropped);
    (text, losses)
}

/// Backticks enough to stand around the text.
fn fence(front: &str) -> String {
    let fences = front.lines().map(str::trim).filter(|line| line.bytes().all(|b| b == b'`'));
    "`".repeat(fences.map(|line| line.len() + 1).max().unwrap_or(3).max(3))
}
