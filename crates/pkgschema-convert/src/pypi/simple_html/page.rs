//! Reading a page.
//!
//! Invariant: of two attributes of one name the first counts, as in every browser; the second is
//! kept as odd.

use super::{PageAnchor, PageMeta, SimplePage, in_view};
use crate::syntax::html::{Attribute, Piece, decoded, is_space, scan};
use pkgschema::Text;
use pkgschema::object::Rest;
use std::collections::HashSet;

/// What a page says, and whether something in it does not end.
pub(super) fn read(text: &str) -> (SimplePage, bool) {
    let mut reader = Reader { page: SimplePage::default(), open: None, unfinished: false };
    scan(text, |piece| reader.take(piece));
    reader.close();
    (reader.page, reader.unfinished)
}

struct Reader {
    page: SimplePage,
    /// The anchor that is open, and its text so far.
    open: Option<(PageAnchor, String)>,
    unfinished: bool,
}

impl Reader {
    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Open(name, attributes) if name == "a" => {
                self.close();
                self.open = Some((anchor(attributes), String::new()));
            }
            Piece::Open(name, attributes) if name == "meta" => {
                let meta = meta(attributes);
                if meta.name.as_deref().is_some_and(|name| name.starts_with("pypi:")) {
                    self.page.meta.push(meta);
                }
            }
            Piece::Open(name, attributes) if name == "base" && self.page.base.is_none() => {
                let href = attributes.into_iter().find(|(name, _)| name == "href");
                self.page.base = href.map(|(_, value)| text(value));
            }
            Piece::Close(name) if name == "a" => self.close(),
            Piece::Text(text) => {
                if let Some((_, within)) = &mut self.open {
                    within.push_str(&decoded(text, false));
                }
            }
            Piece::Unfinished => self.unfinished = true,
            Piece::Open(..) | Piece::Close(_) => {}
        }
    }

    fn close(&mut self) {
        if let Some((mut anchor, text)) = self.open.take() {
            anchor.text = Some(text.trim_matches(is_space).into());
            self.page.anchors.push(anchor);
        }
    }
}

fn anchor(attributes: Vec<Attribute<'_>>) -> PageAnchor {
    let mut anchor = PageAnchor::default();
    let mut rest = Rest::default();
    let mut seen = HashSet::new();
    for (name, value) in attributes {
        let value = text(value);
        let member = match name.as_str() {
            "href" => Some(&mut anchor.href),
            "data-requires-python" => Some(&mut anchor.requires_python),
            "data-yanked" => Some(&mut anchor.yanked),
            "data-gpg-sig" => Some(&mut anchor.gpg_sig),
            "data-core-metadata" => Some(&mut anchor.core_metadata),
            "data-dist-info-metadata" => Some(&mut anchor.dist_info_metadata),
            "data-provenance" => Some(&mut anchor.provenance),
            _ => None,
        };
        match member {
            Some(member) if member.is_none() => *member = Some(value),
            // the view has the text of the anchor under this name
            None if name == "text" => {}
            None if !seen.insert(name.clone()) => {}
            _ => rest.push(&name, in_view(&value)),
        }
    }
    anchor.rest = rest;
    anchor
}

fn meta(attributes: Vec<Attribute<'_>>) -> PageMeta {
    let mut meta = PageMeta::default();
    for (name, value) in attributes {
        let member = match name.as_str() {
            "name" => &mut meta.name,
            "content" => &mut meta.content,
            _ => continue,
        };
        member.get_or_insert_with(|| text(value));
    }
    meta
}

/// The value of an attribute; without one it is empty.
fn text(value: Option<&str>) -> Text {
    decoded(value.unwrap_or_default(), true).into_owned().into()
}
