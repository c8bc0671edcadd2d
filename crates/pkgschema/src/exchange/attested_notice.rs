//! A takedown notice as an in-toto statement.
//!
//! In-toto matches subjects by digest alone, and a package or a name has none. So the first
//! subject is always the notice itself, by the digest of its canonical form; the files that are
//! known follow.
//!
//! Invariant: a notice comes out of a statement only if the first subject's digest is its own.

use crate::identity::{Artifact, DigestSet, PurlText};
use crate::object::{Raw, RawObject};
use crate::provenance::{Envelope, ResourceDescriptor, Statement};
use crate::takedown::{Subject, TakedownNotice};
use crate::text::Link;
use crate::{ParseError, ParseErrorKind, Pointer};

/// The predicate type of a statement whose predicate is a takedown notice, version 1.
pub const NOTICE_PREDICATE: &str = "urn:pkgschema:predicate:takedown-notice:v1";

/// The statement that a notice was issued. Signing it is the caller's part.
///
/// ```
/// use pkgschema::{exchange::{attest, attested_notice}, takedown::TakedownNotice};
/// let notice = TakedownNotice::parse(r#"{"schemaVersion": "1.0", "id": "urn:x:1", "noticeType": "decision",
///     "registry": {"url": "https://registry.example"}, "subjects": [{"purl": "pkg:npm/a"}],
///     "status": "deleted", "issuedAt": "2026-05-04T10:00:00Z"}"#)?;
/// let statement = attest(&notice)?;
/// let digest = statement.subject[0].digest.as_ref().and_then(|set| set.digests().next());
/// assert_eq!(digest, Some(notice.digest()?));
/// assert_eq!(attested_notice(&statement)?, notice);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
///
/// # Errors
/// If the notice has no canonical form: [`TakedownNotice::canonical`].
pub fn attest(notice: &TakedownNotice) -> Result<Statement, ParseError> {
    let mut first = ResourceDescriptor::default();
    first.name = Some(notice.id.as_str().into());
    first.digest = Some(DigestSet::from_iter([notice.digest()?]));
    let files = notice.subjects.iter().flat_map(|subject| {
        subject.artifacts.iter().filter_map(|artifact| file(artifact, subject))
    });
    let subjects: Vec<_> = std::iter::once(first).chain(files).collect();
    let v1 = Link::from_document(Statement::V1);
    let mut statement = Statement::new(v1, subjects, Link::from_document(NOTICE_PREDICATE));
    statement.predicate = Raw::from_string(notice.to_json()).and_then(RawObject::new);
    Ok(statement)
}

/// A file that has digests, as a subject of a statement.
fn file(artifact: &Artifact, subject: &Subject) -> Option<ResourceDescriptor> {
    let digests = artifact.digests.as_ref().filter(|set| set.digests().next().is_some())?;
    let mut file = ResourceDescriptor::default();
    file.name = artifact.filename.clone();
    file.uri = subject.purl.as_ref().map(|purl: &PurlText| Link::from_document(purl.as_str()));
    file.digest = Some(digests.digests().collect()); // in lower case, as in-toto has it
    Some(file)
}

/// The notice in a statement, if the statement is one about it. Whether the statement was signed,
/// and by whom, the caller has to know already.
///
/// # Errors
/// If the statement is no in-toto statement of version 1, its predicate type is another, the
/// predicate is no notice, or the first subject is not the notice by SHA-256 digest: then somebody
/// has put another notice under a statement's subject.
pub fn attested_notice(statement: &Statement) -> Result<TakedownNotice, ParseError> {
    if statement.statement_type != Statement::V1 {
        let words = "the statement is of another version";
        return Err(wrong(words, "_type", statement.statement_type.as_str()));
    }
    if statement.predicate_type != NOTICE_PREDICATE {
        let words = "the predicate is no takedown notice";
        return Err(wrong(words, "predicateType", statement.predicate_type.as_str()));
    }
    let Some(predicate) = &statement.predicate else {
        return Err(wrong("there is no predicate", "predicate", ""));
    };
    let notice = TakedownNotice::parse(predicate.as_str())
        .map_err(|error| error.at_pointer(Pointer::root().child("predicate")))?;
    let digest = notice.digest()?;
    let first = statement.subject.indexed().next().filter(|(index, _)| *index == 0);
    let first = first.and_then(|(_, first)| first.digest.as_ref());
    let stated = first.and_then(|set| set.get(digest.algorithm()));
    if stated.as_ref() != Some(&digest) {
        let words = "the first subject is another notice than the predicate";
        return Err(wrong(words, "subject", &digest.to_hex()));
    }
    Ok(notice)
}

/// The envelope around the statement of a notice, with no signature in it. What has to be signed
/// is its [`pae`](Envelope::pae).
///
/// # Errors
/// As [`attest`].
pub fn unsigned_envelope(notice: &TakedownNotice) -> Result<Envelope, ParseError> {
    let statement = attest(notice)?;
    Ok(Envelope::of(Statement::MEDIA_TYPE, statement.to_json().as_bytes()))
}

fn wrong(words: &str, member: &str, input: &str) -> ParseError {
    let error = ParseError::new(ParseErrorKind::NotThisDocument, words, input);
    error.at_pointer(Pointer::root().child(member))
}
