//! Notices of what is not listed any more, and of what is listed again.
//!
//! Invariant: an absence says that something was not there when it was looked for, and nothing of
//! why, by whom, or since when.

use super::Observation;
use pkgschema::takedown::{
    Category, Effects, Method, NoticeType, Provenance, Reason, Registry, Resolution, SchemaVersion,
    Status, Subject, TakedownNotice,
};
use pkgschema::text::Link;

impl Observation {
    /// The subjects were listed once and are not when `document` is seen.
    pub(crate) fn absence(&self, subjects: Vec<Subject>, document: &str) -> TakedownNotice {
        let of = (NoticeType::Decision, Status::Deleted, Method::InferredAbsence);
        let mut notice = self.concluded(subjects, of, document);
        let mut effects = Effects::default();
        effects.resolution = Some(Resolution::Nothing);
        notice.effects = Some(effects);
        let mut reason = Reason::default();
        reason.category = Some(Category::Unspecified);
        notice.reason = Some(reason);
        if let Some(provenance) = &mut notice.provenance {
            provenance.inferred_fields =
                ["status", "effects.resolution"].map(Into::into).into_iter().collect();
        }
        notice.named_by_content()
    }

    /// The subjects are listed again, which the targets said were not.
    pub(crate) fn presence(
        &self,
        subjects: Vec<Subject>,
        targets: Vec<Link>,
        document: &str,
    ) -> TakedownNotice {
        let of = (NoticeType::Reversal, Status::Active, Method::NativeSignal);
        let mut notice = self.concluded(subjects, of, document);
        notice.targets = targets.into();
        notice.named_by_content()
    }

    fn concluded(
        &self,
        subjects: Vec<Subject>,
        (notice_type, status, method): (NoticeType, Status, Method),
        document: &str,
    ) -> TakedownNotice {
        let mut notice = TakedownNotice::new(
            SchemaVersion::CURRENT,
            Link::from_document("urn:uuid:"),
            notice_type,
            Registry::new(self.profile.registry.url.clone()),
            subjects,
            status,
            self.at.clone(),
        );
        let mut provenance = Provenance::default();
        provenance.method = Some(method);
        provenance.source = Some(self.source.clone().unwrap_or_else(|| document.into()));
        provenance.observed_at = Some(self.at.clone());
        notice.provenance = Some(provenance);
        notice
    }
}
