//! The page as the JSON of the same API.
//!
//! Source: the specification "Simple repository API", which gives both forms of each member.
//!
//! Invariant: file `n` of the JSON is the `n`th anchor that has an address.

use super::resolve::resolve;
use super::{PageAnchor, SimplePage};
use crate::pypi::SimpleJson;
use crate::pypi::simple_json::{MetadataFile, ProjectStatus, SimpleFile, SimpleMeta, Yanked};
use crate::{Converted, Loss, LossKind};
use pkgschema::identity::DigestSet;
use pkgschema::object::{Entries, List, Nullable, Value};
use pkgschema::{Pointer, Text};

/// Longest address in a `<base>` that is used, in bytes: it stands in every file's.
const LONGEST_BASE: usize = 256;

/// Why an attribute that nobody knows is lost.
const NO_PLACE: &str = "the API gives the attribute no meaning";

/// A page that does not say which version of the API it follows is of the first (PEP 629).
const FIRST: &str = "1.0";

pub(super) fn of(page: &SimplePage, address: Option<&str>) -> Converted<SimpleJson> {
    let (mut project, mut losses) = (SimpleJson::default(), Vec::new());
    let base = base(page, address);
    if page.base.is_some() && base.is_none() {
        let note = "relative to the page's own address, which is not known, or too long";
        losses.push(Loss::new(Pointer::root().child("base"), LossKind::Dropped, note));
    }
    meta(page, &mut project, &mut losses);
    project.name = address.and_then(name);
    let list = Pointer::root().child("anchors");
    let mut files = Vec::with_capacity(page.anchors.len());
    for (index, anchor) in page.anchors.indexed() {
        let place = list.index(index);
        match &anchor.href {
            Some(href) => files.push(file(anchor, href, base.as_deref(), &place, &mut losses)),
            None => {
                let note = "an anchor without an address is no file";
                losses.push(Loss::new(place, LossKind::Dropped, note));
            }
        }
    }
    let odd = page.anchors.items().into_iter().flat_map(|items| items.odd());
    losses.extend(odd.map(|(index, raw)| Loss::of_odd(list.index(index), raw)));
    losses.extend(Loss::of_rest(page, &Pointer::root(), NO_PLACE));
    project.files = List::from(files);
    Converted::new(project, losses)
}

/// What relative addresses are relative to: what the page says, itself relative to where it is.
fn base(page: &SimplePage, address: Option<&str>) -> Option<String> {
    match (&page.base, address) {
        (Some(base), _) if base.len() > LONGEST_BASE => None,
        (Some(base), Some(address)) => Some(resolve(address, base)),
        (Some(base), None) => base.contains("://").then(|| base.to_string()),
        (None, address) => address.map(str::to_owned),
    }
}

/// The project's name: the last part of the page's address.
fn name(address: &str) -> Option<Text> {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let (_, path) = path.split_once("://")?.1.split_once('/')?;
    let path = path.strip_suffix("/index.html").unwrap_or(path);
    let name = path.trim_end_matches('/').rsplit('/').next()?;
    (!name.is_empty()).then(|| name.into())
}

/// What the page says of itself and of the project.
fn meta(page: &SimplePage, project: &mut SimpleJson, losses: &mut Vec<Loss>) {
    let mut own = SimpleMeta::default();
    let mut status = ProjectStatus::default();
    let list = Pointer::root().child("meta");
    for (index, meta) in page.meta.indexed() {
        losses.extend(Loss::of_rest(meta, &list.index(index), NO_PLACE));
        let (name, Some(content)) = (meta.name.as_deref(), &meta.content) else {
            losses.push(Loss::of_nothing(list.index(index)));
            continue;
        };
        let new = match name {
            Some("pypi:repository-version") => own.api_version.replace(content.clone()).is_none(),
            Some("pypi:project-status") => status.status.replace(content.as_str().into()).is_none(),
            Some("pypi:project-status-reason") => {
                let before = std::mem::replace(&mut status.reason, Nullable::Is(content.clone()));
                before.get().is_none()
            }
            Some("pypi:tracks") => {
                own.tracks.push(content.clone());
                true
            }
            Some("pypi:alternate-locations") => {
                project.alternate_locations.push(content.clone());
                true
            }
            _ => {
                let note = "the API gives the name no meaning";
                losses.push(Loss::new(list.index(index), LossKind::Dropped, note));
                true
            }
        };
        if !new {
            let note = "it is said twice, and the last counts";
            losses.push(Loss::new(list.index(index), LossKind::Changed, note));
        }
    }
    own.api_version.get_or_insert_with(|| FIRST.into());
    project.meta = Some(own);
    project.project_status = (status != ProjectStatus::default()).then_some(status);
}

fn file(
    anchor: &PageAnchor,
    href: &Text,
    base: Option<&str>,
    place: &Pointer,
    losses: &mut Vec<Loss>,
) -> SimpleFile {
    let (address, fragment) = href.split_once('#').unwrap_or((href, ""));
    let mut file = SimpleFile::default();
    file.filename = anchor.file_name();
    file.url = Some(base.map_or_else(|| address.into(), |base| resolve(base, address).into()));
    let (hashes, whole) = hashes(fragment);
    file.hashes = Some(hashes);
    let mut lose = |member: &str, kind, note: &str| {
        losses.push(Loss::new(place.child(member), kind, note));
    };
    if !whole {
        lose("href", LossKind::Changed, "what stands behind the \"#\" is no digest");
    }
    let text = anchor.text.as_ref().filter(|text| !text.is_empty());
    if text.is_some_and(|text| file.filename.as_ref() != Some(text)) {
        lose("text", LossKind::Dropped, "the file's name is the one in its address");
    }
    file.requires_python = anchor.requires_python.clone().into();
    file.yanked = anchor.yanked.as_ref().map(|reason| match reason.is_empty() {
        true => Yanked::Flag(true),
        false => Yanked::Reason(reason.clone()),
    });
    file.provenance = anchor.provenance.clone().into();
    file.gpg_sig = anchor.gpg_sig.as_deref().and_then(flag);
    if anchor.gpg_sig.is_some() && file.gpg_sig.is_none() {
        lose("data-gpg-sig", LossKind::Dropped, "neither \"true\" nor \"false\"");
    }
    let metadata = [
        ("data-core-metadata", &anchor.core_metadata, &mut file.core_metadata),
        ("data-dist-info-metadata", &anchor.dist_info_metadata, &mut file.dist_info_metadata),
    ];
    for (member, said, to) in metadata {
        *to = said.as_deref().and_then(metadata_file);
        if said.is_some() && to.is_none() {
            lose(member, LossKind::Dropped, "neither \"true\" nor a digest");
        }
    }
    losses.extend(Loss::of_rest(anchor, place, NO_PLACE));
    file
}

/// The digests behind the `#` of an address, and whether nothing else stands there.
pub(in crate::pypi) fn hashes(fragment: &str) -> (DigestSet, bool) {
    let mut entries: Entries<Text> = Entries::new();
    let mut whole = true;
    for part in fragment.split('&').filter(|part| !part.is_empty()).take(MOST) {
        match part.split_once('=') {
            Some((name, value)) if is_algorithm(name) && entries.get(name).is_none() => {
                entries.insert(name, Text::from(value));
            }
            _ => whole = false,
        }
    }
    let raw = entries.to_raw();
    let all = fragment.split('&').filter(|part| !part.is_empty()).nth(MOST).is_none();
    (DigestSet::read(raw.as_raw()).unwrap_or_default(), whole && all)
}

/// How many parts behind one `#` are looked at; indexes write one.
const MOST: usize = 16;

/// Whether a name could be one of `hashlib`: what else stands behind a `#` is told by its name.
fn is_algorithm(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let starts = ["sha", "md5", "blake2", "sm3", "ripemd", "shake"];
    name.bytes().all(fits) && starts.into_iter().any(|start| name.starts_with(start))
}

fn flag(text: &str) -> Option<bool> {
    match text {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// Whether metadata can be had: `true`, or the digest of it.
fn metadata_file(text: &str) -> Option<MetadataFile> {
    if let Some(flag) = flag(text) {
        return Some(MetadataFile::Flag(flag));
    }
    let (hashes, whole) = hashes(text);
    (whole && !hashes.is_empty()).then_some(MetadataFile::Hashes(hashes))
}

/// The index of the anchor that each file is.
pub(super) fn anchors_of_files(page: &SimplePage) -> Vec<usize> {
    let with_address = page.anchors.indexed().filter(|(_, anchor)| anchor.href.is_some());
    with_address.map(|(index, _)| index).collect()
}
