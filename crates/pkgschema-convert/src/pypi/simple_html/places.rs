//! Findings and losses of the page as JSON, at their places on the page.
//!
//! Invariant: nothing is said of what HTML has no way to say.

use super::SimplePage;
use super::correspondence::{self, anchors_of_files};
use crate::found::Found;
use crate::{Document, Loss};
use pkgschema::{Finding, Pointer, Severity};

/// What is odd in the page as JSON, and names that are not those in the address.
pub(super) fn findings(page: &SimplePage) -> Vec<Finding> {
    let project = correspondence::of(page, None).value;
    let places = Places::of(page);
    let mut found = Found::default();
    for finding in project.check() {
        if finding.code == "missing-member" {
            // name, versions and sizes are not said in HTML, digests need not be
            continue;
        }
        if let Some(place) = places.on_page(&finding.pointer) {
            let Finding { code, severity, message, .. } = finding;
            found.add(|| place, code, severity, &message);
        }
    }
    let list = Pointer::root().child("anchors");
    for (index, anchor) in page.anchors.indexed() {
        let text = anchor.text.as_ref().filter(|text| !text.is_empty());
        if text.is_some_and(|text| anchor.file_name().as_ref() != Some(text)) {
            let words = "the text is not the file's name in the address";
            let place = || list.index(index).child("text");
            found.add(place, "name-mismatch", Severity::Warning, words);
        }
    }
    found.done()
}

/// Losses of the page as JSON, at their places on the page.
pub(super) fn losses(page: &SimplePage, losses: Vec<Loss>) -> Vec<Loss> {
    let places = Places::of(page);
    let on_page = |loss: Loss| {
        let place = places.on_page(&loss.pointer)?;
        Some(Loss::new(place, loss.kind, loss.note))
    };
    losses.into_iter().filter_map(on_page).collect()
}

struct Places<'p> {
    page: &'p SimplePage,
    anchors: Vec<usize>,
}

impl<'p> Places<'p> {
    fn of(page: &'p SimplePage) -> Self {
        Self { page, anchors: anchors_of_files(page) }
    }

    /// The place on the page; `None` if the page does not say it.
    fn on_page(&self, pointer: &Pointer) -> Option<Pointer> {
        let mut tokens = pointer.tokens();
        let root = Pointer::root();
        match tokens.next().as_deref() {
            None => Some(root),
            Some("files") => {
                let list = root.child("anchors");
                let Some(index) = tokens.next() else { return Some(list) };
                let anchor = list.index(*self.anchors.get(index.parse::<usize>().ok()?)?);
                let Some(member) = tokens.next() else { return Some(anchor) };
                Some(anchor.child(attribute(&member)?))
            }
            Some("meta") => match tokens.next().as_deref() {
                None => self.meta_list(),
                Some("api-version") => self.meta("pypi:repository-version"),
                Some("tracks") => self.meta("pypi:tracks"),
                Some(_) => None,
            },
            Some("project-status") => match tokens.next().as_deref() {
                Some("reason") => self.meta("pypi:project-status-reason"),
                _ => self.meta("pypi:project-status"),
            },
            Some("alternate-locations") => self.meta("pypi:alternate-locations"),
            Some(_) => None,
        }
    }

    fn meta_list(&self) -> Option<Pointer> {
        let there = self.page.meta.iter().any(|meta| {
            matches!(meta.name.as_deref(), Some("pypi:repository-version" | "pypi:tracks"))
        });
        there.then(|| Pointer::root().child("meta"))
    }

    fn meta(&self, name: &str) -> Option<Pointer> {
        let mut all = self.page.meta.indexed();
        let (index, _) = all.find(|(_, meta)| meta.name.as_deref() == Some(name))?;
        Some(Pointer::root().child("meta").index(index))
    }
}

/// The attribute that a member of a file comes from.
fn attribute(member: &str) -> Option<&'static str> {
    Some(match member {
        "filename" | "url" | "hashes" => "href",
        "requires-python" => "data-requires-python",
        "yanked" => "data-yanked",
        "gpg-sig" => "data-gpg-sig",
        "core-metadata" => "data-core-metadata",
        "dist-info-metadata" => "data-dist-info-metadata",
        "provenance" => "data-provenance",
        _ => return None,
    })
}
