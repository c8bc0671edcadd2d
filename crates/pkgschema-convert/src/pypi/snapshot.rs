//! What the simple repository API lists of a project: its files, and since version 1.1 its
//! versions.
//!
//! Invariant: an answer of an unknown version of the API, or of a project in quarantine, lists
//! nothing that could be missing.

use super::simple_html::PageAnchor;
use super::{FileName, SimpleHtml, SimpleJson};
use crate::ToRecord;
use crate::snapshot::{FILES, Listed, Listing, Snapshot, VERSIONS};
use pkgschema::identity::{Ecosystem, PackageName};
use pkgschema::metadata::PackageMetadata;
use pkgschema::{Pointer, Text};
use std::collections::HashMap;

impl Snapshot for SimpleJson {
    fn listing(&self) -> Listing {
        let mut listing = Listing::default();
        let name = self.name.clone();
        let name = name.map(|name| PackageName::from_document(Ecosystem::PYPI, name));
        listing.package = name.and_then(|name| name.purl(None)?.ok());
        let place = |member: &str| Pointer::root().child(member);
        if !self.is_known() {
            listing.unread.push(place("meta"));
        }
        for member in ["files", "versions", "project-status"] {
            if self.rest.get(member).is_some() {
                listing.unread.push(place(member));
            }
        }
        let odd = self.files.items().into_iter().flat_map(|items| items.odd());
        listing.unread.extend(odd.map(|(index, _)| place("files").index(index)));
        let odd = self.versions.items().into_iter().flat_map(|items| items.odd());
        listing.unread.extend(odd.map(|(index, _)| place("versions").index(index)));
        if self.files.is_present() {
            listing.lists.push(FILES);
        }
        if self.versions.is_present() {
            listing.lists.push(VERSIONS);
        }
        listing.told = self.told();
        let records: Vec<PackageMetadata> = self.to_record().value;
        let versions: HashMap<&Text, usize> =
            self.versions.indexed().map(|(index, version)| (version, index)).collect();
        let names = self.files.indexed();
        let names = names.filter_map(|(index, file)| Some((file.filename.as_ref()?, index)));
        let files: HashMap<&Text, usize> = names.collect();
        for record in records {
            let Some(version) = record.version else { continue };
            let listed = versions.get(&version).map(|index| place("versions").index(*index));
            let first = record.artifacts.first().and_then(|file| file.filename.as_ref());
            let by_file = || Some(place("files").index(*files.get(first?)?));
            let pointer = listed.or_else(by_file).unwrap_or_else(|| place("files"));
            let mut listed = Listed::new(version, pointer);
            listed.files = record.artifacts.into_vec();
            listing.versions.push(listed);
        }
        listing
    }
}

impl SimpleJson {
    /// What the answer says has become of the project, where that takes its files away.
    fn told(&self) -> Option<&'static str> {
        let status = self.project_status.as_ref()?.status.as_ref()?;
        match status.as_str() {
            "active" | "archived" | "deprecated" => None,
            "quarantined" => Some("the project is in quarantine, which takes its files away"),
            _ => Some("the project is in a state that nobody knows here"),
        }
    }
}

impl SimpleHtml {
    /// The project that all file names are of, if they agree.
    fn project(&self) -> Option<Text> {
        let names = self.anchors.iter().filter_map(PageAnchor::file_name);
        let names = names.filter_map(|name| FileName::parse(&name).ok());
        let mut projects = names.map(|name| name.package_name());
        let first = projects.next()?;
        projects.all(|other| other == first).then(|| Text::from(first.normalized().as_ref()))
    }
}

impl Snapshot for SimpleHtml {
    /// The listing of the same in JSON. A page does not tell its project, so the names of the files
    /// have to agree on one.
    fn listing(&self) -> Listing {
        let mut json = self.to_simple_json(None).value;
        if json.name.is_none() {
            json.name = self.project();
        }
        json.listing()
    }
}
