//! From a signal to a notice.
//!
//! Invariant: the same signal seen in the same way gives the same notice, identifier included.

use super::{Grain, Observation, Signal};
use pkgschema::object::List;
use pkgschema::takedown::{Effects, Method, NoticeType, Reason, Status, Subject, TakedownNotice};
use pkgschema::text::Link;

/// The notices of a document's signals, in their order. One that lifts others names them as its
/// targets, by the notices that they make when they are seen in the same way.
pub fn notices(signals: &[Signal], seen: &Observation) -> Vec<TakedownNotice> {
    let mut notices: Vec<TakedownNotice> = Vec::with_capacity(signals.len());
    for signal in signals {
        let lifted = signal.lifts.iter().filter_map(|at| notices.get(*at));
        let targets = lifted.map(|notice| notice.id.clone()).collect();
        notices.push(signal.notice_lifting(targets, seen));
    }
    notices
}

impl Signal {
    /// The notice that the signal makes. What it does is written out, so that a reader needs no
    /// profile; where the profile has no such mechanism, it is unknown.
    ///
    /// It is issued when the document was seen, by whoever saw it; since when it applies is what
    /// the document tells. A signal that lifts another names no target, since alone it does not
    /// know the notices before it; [`notices`] does.
    pub fn notice(&self, seen: &Observation) -> TakedownNotice {
        self.notice_lifting(Vec::new(), seen)
    }

    fn notice_lifting(&self, targets: Vec<Link>, seen: &Observation) -> TakedownNotice {
        let notice_type = if self.kind.lifts { NoticeType::Reversal } else { NoticeType::Decision };
        let status = self.status.clone().unwrap_or_else(|| Status::from(self.kind.status));
        let mut notice = seen.notice((notice_type, status), self.subjects());
        notice.targets = List::unless_empty(targets);
        notice.mechanism =
            Some(self.kind.mechanism.into()).filter(|_| !self.kind.mechanism.is_empty());
        notice.effects = self.effects(seen);
        notice.reason = self.reason();
        notice.authority = self.authority.clone();
        notice.effective_from = self.since.clone();
        notice.replacements = List::unless_empty(self.replacements.clone());
        notice.aliases = List::unless_empty(self.aliases.clone());
        let method = Method::from(self.kind.method);
        notice.provenance = Some(seen.provenance(method, self.kind.document, &self.inferred));
        notice.registry_specific = self.native.clone();
        notice.named_by_content()
    }

    /// The package, version, range or files. Files that are known of a version are a subject of
    /// their own, so that they are found by their digests too.
    fn subjects(&self) -> Vec<Subject> {
        let mut whole = Subject::of_purl(self.purl.clone());
        whole.version_range = self.version_range.clone();
        let mut files = whole.clone();
        files.artifacts = self.artifacts.clone().into();
        match (self.kind.grain, self.artifacts.is_empty()) {
            (_, true) => vec![whole],
            (Grain::File, false) => vec![files],
            (_, false) => vec![whole, files],
        }
    }

    fn effects(&self, seen: &Observation) -> Option<Effects> {
        let mechanism = seen.profile.mechanism(self.kind.mechanism);
        let mut effects = mechanism.and_then(|(mechanism, _)| mechanism.effects.clone());
        if let Some(time) = &self.available_at {
            effects.get_or_insert_default().name_available_at = Some(time.clone());
        }
        effects
    }

    fn reason(&self) -> Option<Reason> {
        let mut reason = Reason::default();
        reason.category = self.category.clone();
        reason.message = self.message.clone();
        (reason != Reason::default()).then_some(reason)
    }
}
