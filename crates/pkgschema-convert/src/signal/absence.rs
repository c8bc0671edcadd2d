//! Notices of what is not listed any more, and of what is listed again.
//!
//! Invariant: an absence says that something was not there when it was looked for, and nothing of
//! why, by whom, or since when.

use super::Observation;
use pkgschema::takedown::{
    Category, Effects, Method, NoticeType, Reason, Resolution, Status, Subject, TakedownNotice,
};
use pkgschema::text::Link;

impl Observation {
    /// The subjects were listed once and are not when `document` is seen.
    pub(crate) fn absence(&self, subjects: Vec<Subject>, document: &str) -> TakedownNotice {
        let mut notice = self.notice((NoticeType::Decision, Status::Deleted), subjects);
        let mut effects = Effects::default();
        effects.resolution = Some(Resolution::Nothing);
        notice.effects = Some(effects);
        let mut reason = Reason::default();
        reason.category = Some(Category::Unspecified);
        notice.reason = Some(reason);
        let inferred = ["status", "effects.resolution"];
        notice.provenance = Some(self.provenance(Method::InferredAbsence, document, &inferred));
        notice.named_by_content()
    }

    /// The subjects are listed again, which the targets said were not.
    pub(crate) fn presence(
        &self,
        subjects: Vec<Subject>,
        targets: Vec<Link>,
        document: &str,
    ) -> TakedownNotice {
        let mut notice = self.notice((NoticeType::Reversal, Status::Active), subjects);
        notice.targets = targets.into();
        notice.provenance = Some(self.provenance(Method::NativeSignal, document, &[]));
        notice.named_by_content()
    }
}
