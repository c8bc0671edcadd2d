//! A withdrawn advisory and a retracted notice.
//!
//! An advisory that is withdrawn was wrong, or a duplicate, or concerns a name that somebody else
//! has now; only for malware does the database mean the first. A reversal says that a measure was
//! right and is over, so the advisory stands.
//!
//! Invariant: only "it was wrong from the start" turns into "it was wrong from the start".

use super::malware::refer_to_each_other;
use crate::advisory::Advisory;
use crate::takedown::{Method, NoticeType, Provenance, SchemaVersion, Status, TakedownNotice};
use crate::text::Link;

/// Withdraws an advisory because the notice that it refers to was retracted, since the retraction
/// was issued. `false`, and nothing changed, if `lifting` is no retraction of `target`, if the
/// advisory and `target` do not refer to each other, or if the advisory is withdrawn already.
///
/// Whether the issuer of `lifting` may retract `target` is not looked at: pass what a
/// [`StatusIndex`](crate::takedown::StatusIndex) counts.
pub fn withdraw(
    advisory: &mut Advisory,
    target: &TakedownNotice,
    lifting: &TakedownNotice,
) -> bool {
    let retracts = lifting.notice_type == NoticeType::Retraction
        && lifting.targets.contains(&target.id)
        && lifting.issued_at.to_datetime().is_some();
    if !retracts || advisory.is_withdrawn() || !refer_to_each_other(target, advisory) {
        return false;
    }
    advisory.withdrawn = Some(lifting.issued_at.clone());
    true
}

/// The retraction of a notice that went by an advisory which has been withdrawn, as somebody else
/// than its issuer states it; `id` is the new notice's. `None` if the advisory stands, if it is
/// none of the database `MAL-` (elsewhere a withdrawn advisory may be a duplicate), or if the two
/// do not refer to each other.
///
/// ```
/// use pkgschema::{advisory::Advisory, exchange, takedown::{NoticeType, TakedownNotice}, text::Link};
/// let mut notice = TakedownNotice::parse(r#"{"schemaVersion": "1.0", "id": "urn:x:1", "noticeType": "decision",
///     "registry": {"url": "https://registry.example"}, "subjects": [{"purl": "pkg:npm/a@1.0.0"}],
///     "status": "quarantined", "issuedAt": "2026-05-04T10:00:00Z"}"#)?;
/// let mut advisory = Advisory::parse(r#"{"id": "MAL-2026-1", "withdrawn": "2026-05-05T00:00:00Z",
///     "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]}"#)?;
/// exchange::refer(&mut notice, &mut advisory);
/// let retraction = exchange::retraction_of(&notice, &advisory, Link::new("urn:x:2")?).unwrap();
/// assert_eq!((retraction.notice_type, &retraction.targets[0]), (NoticeType::Retraction, &notice.id));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
pub fn retraction_of(
    notice: &TakedownNotice,
    advisory: &Advisory,
    id: Link,
) -> Option<TakedownNotice> {
    let since = advisory.withdrawn.as_ref().filter(|_| advisory.is_withdrawn())?;
    if !advisory.id.starts_with("MAL-") || !refer_to_each_other(notice, advisory) {
        return None;
    }
    let mut retraction = TakedownNotice::new(
        SchemaVersion::CURRENT,
        id,
        NoticeType::Retraction,
        notice.registry.clone(),
        notice.subjects.clone(),
        Status::Active,
        since.clone(),
    );
    retraction.targets.push(notice.id.clone());
    retraction.aliases.push(advisory.id.clone());
    let mut provenance = Provenance::default();
    provenance.method = Some(Method::ThirdParty);
    provenance.source = Some(advisory.id.clone());
    retraction.provenance = Some(provenance);
    Some(retraction)
}
