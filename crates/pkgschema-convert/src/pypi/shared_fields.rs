//! Fields that core metadata and `pyproject.toml` spell alike.
//!
//! Invariant: what one of the functions reads, its counterpart writes.

use super::dependencies;
use super::words::one_line;
use pkgschema::Text;
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{
    PackageMetadata, Provided, ProvidedKind, Publishing, RuntimeRequirement,
};
use pkgschema::object::List;
use pkgschema::version::RequirementText;

/// How classifiers begin for which the registry refuses a package.
const PRIVATE: &str = "Private ::";

/// Such a classifier.
const DO_NOT_UPLOAD: &str = "Private :: Do Not Upload";

/// The versions of Python that will do.
pub(super) fn python(specifier: impl Into<Text>) -> RuntimeRequirement {
    let mut requirement = RuntimeRequirement::new("python");
    requirement.requirement = Some(RequirementText::new(Ecosystem::PYPI, specifier));
    requirement
}

/// The specifier of the versions of Python that a record asks for.
pub(super) fn requires_python(record: &PackageMetadata) -> Option<Text> {
    let python = record.runtime_requirements.iter().find(|one| one.name == "python")?;
    let requirement = python.requirement.as_ref()?;
    (requirement.ecosystem == Ecosystem::PYPI).then(|| one_line(&requirement.text))
}

/// A name to import by, and whether it is marked as private.
pub(super) fn import(kind: ProvidedKind, text: &str) -> Provided {
    let marked = text.split_once(';').filter(|(_, mark)| mark.trim() == "private");
    let mut provided = Provided::new(kind, marked.map_or(text, |(name, _)| name.trim()));
    provided.private = marked.map(|_| true);
    provided
}

/// The text of something provided.
pub(super) fn provided(one: &Provided) -> Text {
    let name = one_line(&one.name);
    match one.private {
        Some(true) => format!("{name}; private").into(),
        _ => name,
    }
}

/// Whether the package may be published, by its classifiers.
pub(super) fn publishing(classifiers: &List<Text>) -> Option<Publishing> {
    let private = classifiers.iter().any(|classifier| classifier.starts_with(PRIVATE));
    private.then(|| {
        let mut publishing = Publishing::default();
        publishing.allowed = Some(false);
        publishing
    })
}

/// The classifiers of a record, with one that forbids to publish it where the record does.
pub(super) fn classifiers(record: &PackageMetadata) -> List<Text> {
    let mut classifiers = match dependencies::are_of(record) {
        true => record.classifiers.clone(),
        false => List::absent(),
    };
    let allowed = record.publishing.as_ref().and_then(|publishing| publishing.allowed);
    if allowed == Some(false) && publishing(&classifiers).is_none() {
        classifiers.push(Text::from_static(DO_NOT_UPLOAD));
    }
    classifiers
}
