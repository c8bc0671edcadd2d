//! What is odd in a publish request beyond wrong kinds.
//!
//! Invariant: files and manifests are compared by what they say; nothing is hashed.

use super::{PublishPayload, base, tarball};
use crate::convert::Document;
use crate::found::Found;
use crate::npm::VersionManifest;
use crate::npm::packument;
use pkgschema::{Finding, Pointer, Severity};
use std::collections::HashSet;

pub(super) fn of(payload: &PublishPayload) -> Vec<Finding> {
    let mut found = Found::default();
    packument::check_versions(payload.name.as_ref(), &payload.versions, &mut found);
    packument::check_tags(&payload.dist_tags, &payload.versions, &mut found);
    let named = tarballs(payload, &mut found);
    attachments(payload, &named, &mut found);
    found.done()
}

/// The tarballs that manifests speak of; a finding for each that is not there.
fn tarballs(payload: &PublishPayload, found: &mut Found) -> HashSet<String> {
    let files = payload.files();
    let mut named = HashSet::new();
    for (version, source) in payload.versions.iter() {
        let manifest = VersionManifest::parse(source.as_str());
        let Some(file) = manifest.ok().and_then(|manifest| tarball(&manifest)) else { continue };
        if !files.contains_key(file.as_str()) {
            let place = || Pointer::root().child("versions").child(version);
            let words = "its tarball is not among the attachments";
            found.add(place, "missing-attachment", Severity::Warning, words);
        }
        named.insert(file);
    }
    named
}

fn attachments(payload: &PublishPayload, named: &HashSet<String>, found: &mut Found) {
    for (name, file) in payload.attachments.iter() {
        let place = Pointer::root().child("_attachments").child(name);
        let bundle = base(name).strip_suffix(".sigstore").map(|stem| format!("{stem}.tgz"));
        let known = named.contains(base(name)) || bundle.is_some_and(|file| named.contains(&file));
        if !known {
            let words = "no manifest speaks of the file";
            found.add(|| place.clone(), "unnamed-attachment", Severity::Warning, words);
        }
        if name.split(['/', '\\']).any(|part| part == "..") || name.contains(char::is_control) {
            let words = "expected no way out of a folder";
            found.add(|| place.clone(), "path-in-name", Severity::Error, words);
        }
        match (&file.data, file.data_length(), file.length) {
            (None, ..) => {
                let words = "a file without data";
                found.add(|| place.clone(), "missing-data", Severity::Error, words);
            }
            (Some(_), None, _) => {
                let words = "expected base64 with padding";
                found.add(|| place.child("data"), "malformed-base64", Severity::Error, words);
            }
            (_, Some(there), Some(said)) if there != said => {
                let words = format!("the data is {there} long");
                found.add(|| place.child("length"), "length-mismatch", Severity::Error, &words);
            }
            _ => {}
        }
    }
}
