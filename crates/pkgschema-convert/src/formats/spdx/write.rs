//! The document of a record.
//!
//! Invariant: the same record gives the same document, to the byte.

use super::actors::Actor;
use super::needs::{self, SUBJECT};
use super::{
    DOCUMENT, NOASSERTION, NONE, SpdxChecksum, SpdxCreationInfo, SpdxDocument, SpdxPackage,
};
use super::{licenses, locations};
use crate::formats::digest_names::DigestNames;
use crate::formats::record_leftovers as left_of;
use crate::leftovers::Leftovers;
use crate::{Converted, Document, LossKind};
use pkgschema::identity::{Artifact, DigestSet, Purl};
use pkgschema::metadata::{PackageMetadata, Person};
use pkgschema::object::List;
use pkgschema::text::{Link, Timestamp};
use pkgschema::{Pointer, Text};

/// The note for what has no place.
const NO_PLACE: &str = "SPDX document has no place for it";

/// What a document says that no record does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SpdxOptions {
    /// What the document's namespace begins with; behind it comes the package's purl. Without
    /// one, the namespace is `urn:pkgschema:spdx:` and the purl. Nothing in it is random, so that
    /// whoever publishes several documents about one package has to give each its own.
    pub namespace: Option<Link>,
    /// When the document was made. Without a time it is the one at which the package was
    /// published; if that is unknown too, the beginning of 1970, with a loss.
    pub created: Option<Timestamp>,
}

/// The document.
pub(super) fn of(record: &PackageMetadata, options: &SpdxOptions) -> Converted<SpdxDocument> {
    let mut left = left_of::begin(record, SpdxDocument::NAME);
    let purl = left_of::purl(record, &mut left);
    let (package, extracted) = package(record, purl.as_ref(), &mut left);
    let (needed, relationships) = needs::of(record, &mut left);
    let name = match &purl {
        Some(purl) => purl.as_str().to_owned(),
        None => nameless(record),
    };
    let mut document = SpdxDocument::default();
    document.spdx_version = Some(Text::from_static("SPDX-2.3"));
    document.data_license = Some(Text::from_static("CC0-1.0"));
    document.spdx_id = Some(Text::from_static(DOCUMENT));
    document.document_namespace = Some(Text::from(namespace(options.namespace.as_ref(), &name)));
    document.name = Some(Text::from(name));
    let mut creation = SpdxCreationInfo::default();
    creation.created = Some(created(record, options, &mut left));
    let tool = concat!("Tool: pkgschema-", env!("CARGO_PKG_VERSION"));
    creation.creators = List::from(vec![Text::from_static(tool)]);
    document.creation_info = Some(creation);
    document.packages = [package].into_iter().chain(needed).collect();
    document.extracted_licenses = List::unless_empty(extracted);
    document.relationships = relationships.into();
    Converted::new(document, left_of::finish(left, record, NO_PLACE))
}

/// What a package without a purl is called.
fn nameless(record: &PackageMetadata) -> String {
    let name = record.package_name();
    let name = name.as_ref().map_or("package", |name| name.as_source());
    match &record.version {
        Some(version) => format!("{name}@{version}"),
        None => name.to_owned(),
    }
}

/// An address of the document's own.
fn namespace(base: Option<&Link>, name: &str) -> String {
    let mut text = match base.filter(|base| base.is_well_formed()) {
        Some(base) => format!("{}/", base.as_str().trim_end_matches(['/', '#'])),
        None => "urn:pkgschema:spdx:".to_owned(),
    };
    for byte in name.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'~' => text.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => text.push(char::from(byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

/// When the document was made.
fn created(record: &PackageMetadata, options: &SpdxOptions, left: &mut Leftovers) -> Timestamp {
    let given = options.created.as_ref().and_then(whole);
    let published = || record.publish_times.iter().find_map(|one| whole(&one.time));
    given.or_else(published).unwrap_or_else(|| {
        let note = "creationInfo/created: when the package was published is unknown, and so is \
            when the document was made; the beginning of 1970 stands there";
        left.say(&Pointer::root().child("publishTimes"), LossKind::Defaulted, note);
        Timestamp::from_document("1970-01-01T00:00:00Z")
    })
}

/// The time in UTC, to the second.
fn whole(time: &Timestamp) -> Option<Timestamp> {
    Timestamp::from_unix(time.to_datetime()?.timestamp())
}

fn package(
    record: &PackageMetadata,
    purl: Option<&Purl>,
    left: &mut Leftovers,
) -> (SpdxPackage, Vec<super::SpdxLicense>) {
    let root = Pointer::root();
    let mut package = SpdxPackage::default();
    package.spdx_id = Some(Text::from_static(SUBJECT));
    let own = left_of::name(record, left);
    left.member(&record.namespace, &root, "namespace");
    let whole = record.package_name();
    package.name = Some(whole.map_or(own, |name| Text::from(name.as_source())));
    package.version_info = left.member(&record.version, &root, "version").cloned();
    package.files_analyzed = Some(false);
    package.summary = left.member(&record.summary, &root, "summary").cloned();
    if let Some(description) = &record.description {
        let place = root.child("description");
        package.description = left.member(&description.text, &place, "text").cloned();
    }
    if let Some(homepage) = record.homepage.as_ref().filter(|link| link.is_well_formed()) {
        left.take(&root.child("homepage"));
        package.homepage = Some(Text::from(homepage.as_str()));
    }
    people(record, &mut package, left);
    origin(record, &mut package, left);
    release(record, &mut package, left);
    if let Some(purl) = purl {
        package.external_refs.push(needs::reference(purl));
    }
    let (declared, extracted) = licenses::write(record, left).unzip();
    package.license_declared = declared;
    (package, extracted.unwrap_or_default())
}

fn release(record: &PackageMetadata, package: &mut SpdxPackage, left: &mut Leftovers) {
    let place = Pointer::root().child("publishTimes").index(0);
    let Some(first) = record.publish_times.first() else { return };
    let Some(time) = whole(&first.time) else { return };
    if record.publish_times.has_odd() {
        return;
    }
    left.take(&place.child("time"));
    if time != first.time {
        left.say(&place.child("time"), LossKind::Changed, "in UTC, to the second");
    }
    left.lose(&place.child("origin"), LossKind::Changed, "who tells the time is not said");
    package.release_date = Some(time);
}

fn people(record: &PackageMetadata, package: &mut SpdxPackage, left: &mut Leftovers) {
    let root = Pointer::root();
    package.originator = person(&record.authors, &root.child("authors"), left);
    let name = record.organization.as_ref().and_then(|it| it.name.as_deref());
    let organization = name.map(|name| Actor { is_person: false, name, email: None });
    package.supplier = organization.and_then(|it| it.line()).map(Text::from);
    match package.supplier {
        Some(_) => left.take(&root.child("organization").child("name")),
        None => package.supplier = person(&record.maintainers, &root.child("maintainers"), left),
    }
}

/// The first of several people: there is room for one.
fn person(people: &List<Person>, place: &Pointer, left: &mut Leftovers) -> Option<Text> {
    let (index, first) = people.indexed().next()?;
    let email = first.email.as_deref();
    let line = Actor { is_person: true, name: first.name.as_deref()?, email }.line()?;
    left.take_members(&place.index(index), &["name", "email"]);
    Some(Text::from(line))
}

fn origin(record: &PackageMetadata, package: &mut SpdxPackage, left: &mut Leftovers) {
    let root = Pointer::root();
    let place = root.child("artifacts");
    let mut location = None;
    match record.artifacts.items().map(|items| &items[..]) {
        Some([]) if !record.artifacts.has_odd() => {
            left.take(&place);
            location = Some(NONE.to_owned());
        }
        Some([only]) if !record.artifacts.has_odd() => {
            location = file(only, &place.index(0), package, left);
        }
        _ => {}
    }
    if let Some(repository) = record.repository.as_ref().filter(|_| location.is_none()) {
        if let Some((text, is_guessed)) = locations::write(repository) {
            let place = root.child("repository");
            left.take_members(&place, &["url", "kind", "revision", "directory"]);
            if is_guessed {
                let note = "the kind of version control follows from the host";
                left.say(&place.child("kind"), LossKind::Defaulted, note);
            }
            location = Some(text);
        }
    }
    let location = location.unwrap_or_else(|| NOASSERTION.to_owned());
    package.download_location = Some(Text::from(location));
}

/// The only file, and where it is.
fn file(
    artifact: &Artifact,
    place: &Pointer,
    package: &mut SpdxPackage,
    left: &mut Leftovers,
) -> Option<String> {
    let plain = |name: &&Text| !name.is_empty() && !name.contains(['/', '\\']);
    if let Some(name) = artifact.filename.as_ref().filter(plain) {
        left.take(&place.child("filename"));
        package.package_file_name = Some(name.clone());
    }
    package.checksums = checksums(artifact.digests.as_ref(), &place.child("digests"), left);
    let url = artifact.url.as_ref()?;
    let of_file = matches!(locations::read(url.as_str()), Some(locations::Location::File(_)));
    (url.is_well_formed() && of_file).then(|| {
        left.take(&place.child("url"));
        url.as_str().to_owned()
    })
}

fn checksums(
    digests: Option<&DigestSet>,
    place: &Pointer,
    left: &mut Leftovers,
) -> List<SpdxChecksum> {
    let mut all: Vec<SpdxChecksum> = Vec::new();
    for (algorithm, digits) in digests.into_iter().flat_map(DigestSet::iter) {
        let Some(name) = DigestNames::Spdx.name(algorithm, digits) else { continue };
        left.take(&place.child(algorithm));
        let mut checksum = SpdxChecksum::default();
        checksum.algorithm = Some(Text::from_static(name));
        checksum.value = Some(digits.clone());
        all.push(checksum);
    }
    List::unless_empty(all)
}
