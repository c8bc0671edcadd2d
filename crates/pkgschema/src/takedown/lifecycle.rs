//! Which notices say no more than a planned step in the life of a package.
//!
//! Planned steps have a standard of their own, the Common Lifecycle Enumeration (ECMA-428, 1st
//! edition): events that the maker of a component states. Its clause "Future use cases" leaves out
//! what changes a component's safety, what third parties claim, and what holds in some territories.
//!
//! Invariant: a notice of which anything cannot be read is no step of a plan; it could say more.

use super::{
    Category, Download, Method, NoticeType, Relation, Replacement, Resolution, Role, Status,
    Subject, TakedownNotice, Tlp,
};
use crate::Severity;
use crate::identity::Purl;
use crate::object::check;

/// A planned step in the life of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Lifecycle {
    /// Nobody fixes bugs or weaknesses any more (CLE `endOfSupport`).
    EndOfSupport,
    /// Another version of the package takes the place of some (CLE `supersededBy`).
    Superseded,
    /// The whole package goes on under another name (CLE `componentRenamed`).
    Renamed,
}

/// Why a notice is no planned step in the life of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
#[non_exhaustive]
pub struct NoLifecycle {
    /// Stable name of the reason, `kebab-case`.
    pub code: &'static str,
    /// The reason in words: lower case, no final stop.
    pub detail: &'static str,
}

fn refuse<T>(code: &'static str, detail: &'static str) -> Result<T, NoLifecycle> {
    Err(NoLifecycle { code, detail })
}

impl TakedownNotice {
    /// The planned step in the life of the package that the notice states: what CLE can say.
    ///
    /// ```
    /// use pkgschema::takedown::{Lifecycle, TakedownNotice};
    /// let notice = |status: &str, reason: &str| TakedownNotice::parse(&format!(r#"{{
    ///     "schemaVersion": "1.0", "id": "urn:x:1", "noticeType": "decision",
    ///     "registry": {{"url": "https://registry.example"}}, "subjects": [{{"purl": "pkg:npm/a"}}],
    ///     "status": "{status}", "reason": {{"category": "{reason}"}},
    ///     "issuedAt": "2026-05-04T10:00:00Z"}}"#));
    /// assert_eq!(notice("deprecated", "unmaintained")?.lifecycle(), Ok(Lifecycle::EndOfSupport));
    /// assert_eq!(notice("deleted", "malware")?.lifecycle().unwrap_err().code, "security-status");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    ///
    /// # Errors
    /// If it states something else, or more, by name.
    pub fn lifecycle(&self) -> Result<Lifecycle, NoLifecycle> {
        if self.notice_type != NoticeType::Decision {
            return refuse("no-decision", "it is about another notice");
        }
        let step = self.step()?;
        self.may_be_an_event()?;
        self.limits(step)?;
        let package = self.package()?;
        match step {
            Lifecycle::EndOfSupport => {}
            Lifecycle::Superseded => drop(self.superseding(&package)?),
            Lifecycle::Renamed => self.renaming(&package)?,
        }
        Ok(step)
    }

    /// The version that takes the place of the subjects, of a notice that says nothing but that.
    pub fn superseding_version(&self) -> Option<String> {
        self.superseding(&self.package().ok()?).ok()
    }

    /// What status and reason say together.
    fn step(&self) -> Result<Lifecycle, NoLifecycle> {
        let category = self.reason.as_ref().and_then(|reason| reason.category.as_ref());
        let category = category.unwrap_or(&Category::Unspecified);
        Ok(match (&self.status, category) {
            (_, Category::Malware | Category::Vulnerability)
            | (Status::Quarantined | Status::SecurityHeld, _) => {
                return refuse("security-status", "lifecycle events say nothing about safety");
            }
            (Status::Archived, Category::Unmaintained | Category::Unspecified)
            | (Status::Deprecated, Category::Unmaintained) => Lifecycle::EndOfSupport,
            (Status::Deprecated, Category::Superseded) => Lifecycle::Superseded,
            (Status::Relocated, Category::Renamed | Category::Unspecified)
            | (Status::Deprecated, Category::Renamed) => Lifecycle::Renamed,
            (Status::Archived | Status::Deprecated | Status::Relocated, _) => {
                return refuse("other-reason", "no lifecycle event has this reason");
            }
            _ => return refuse("no-plan", "no lifecycle event makes this of a package"),
        })
    }

    /// Whether the notice could be passed on as the maintainers' own word to everybody, which
    /// every lifecycle event is; what it says is another matter.
    ///
    /// # Errors
    /// If it cannot, by name.
    pub fn may_be_an_event(&self) -> Result<(), NoLifecycle> {
        let role = self.authority.as_ref().and_then(|authority| authority.role.as_ref());
        if !matches!(role, None | Some(Role::Maintainer | Role::Unknown)) {
            return refuse("not-the-maintainers", "lifecycle events are the maintainers' own");
        }
        let method = self.provenance.as_ref().and_then(|provenance| provenance.method.as_ref());
        if !matches!(method, None | Some(Method::Issued | Method::NativeSignal)) {
            return refuse("third-party", "lifecycle events are no claims of third parties");
        }
        if !matches!(self.tlp, None | Some(Tlp::Clear)) {
            return refuse("not-clear", "it is not for everybody, and lifecycle events are");
        }
        match check(self).iter().any(|finding| finding.severity > Severity::Note) {
            true => refuse("unreadable", "something in it cannot be read, and could say more"),
            false => Ok(()),
        }
    }

    /// Lifecycle events hold everywhere, for ever, and do nothing to a download.
    fn limits(&self, step: Lifecycle) -> Result<(), NoLifecycle> {
        let effects = self.effects.as_ref();
        let found = match effects.and_then(|effects| effects.resolution.as_ref()) {
            None | Some(Resolution::Normal | Resolution::Unknown) => true,
            Some(Resolution::Redirected) => step == Lifecycle::Renamed,
            Some(_) => false,
        };
        let served = effects.and_then(|effects| effects.download.as_ref());
        if !found || !matches!(served, None | Some(Download::Available | Download::Unknown)) {
            return refuse("measure", "it keeps people from getting the package");
        }
        if self.effective_until.is_some() || self.territory.is_present() {
            return refuse("limited", "lifecycle events hold everywhere and do not end");
        }
        Ok(())
    }

    /// The one package that all subjects are versions of.
    fn package(&self) -> Result<Purl, NoLifecycle> {
        let mut all = self.subjects.iter().map(|subject| {
            let files = subject.artifacts.is_present() || subject.scope.is_some();
            let purl = subject.purl.as_ref().filter(|_| !files);
            purl.and_then(|purl| purl.to_purl().ok())
        });
        let Some(Some(first)) = all.next() else {
            return refuse("no-package", "the first subject is no package or version of one");
        };
        let same = |purl: &Purl| {
            let versionless = |purl: &Purl| purl.to_builder().version("").build().ok();
            versionless(purl) == versionless(&first)
        };
        match all.all(|purl| purl.as_ref().is_some_and(same)) {
            true => Ok(first),
            false => refuse("several-packages", "lifecycle events are about one package"),
        }
    }

    fn replacement(&self) -> Option<(&Replacement, Purl)> {
        let [only] = &*self.replacements else { return None };
        let purl = only.purl.as_ref()?.to_purl().ok()?;
        Some((only, purl)).filter(|(only, _)| only.version_range.is_none())
    }

    /// The version of the package that takes the place.
    fn superseding(&self, package: &Purl) -> Result<String, NoLifecycle> {
        let own =
            self.replacement().filter(|(_, purl)| purl.package_key() == package.package_key());
        let version = own.and_then(|(_, purl)| purl.version().map(|version| version.into_owned()));
        let words = "lifecycle events name one version of the same package that takes the place";
        version.ok_or(NoLifecycle { code: "no-superseding-version", detail: words })
    }

    /// The whole package goes on elsewhere, in all its versions.
    fn renaming(&self, package: &Purl) -> Result<(), NoLifecycle> {
        let part =
            |subject: &Subject| subject.versions.is_present() || subject.version_range.is_some();
        if package.version().is_some() || self.subjects.len() > 1 || self.subjects.iter().any(part)
        {
            return refuse("versions-renamed", "a renaming is one of the whole package");
        }
        let names = self.replacements.iter().all(|replacement| {
            let same = matches!(replacement.relation, None | Some(Relation::RelocatedTo));
            let purl = replacement.purl.as_ref().and_then(|purl| purl.to_purl().ok());
            let whole = replacement.version_range.is_none()
                && purl.is_some_and(|purl| purl.version().is_none());
            same && whole
        });
        match names && !self.replacements.is_empty() {
            true => Ok(()),
            false => refuse("no-new-name", "the package's new names are not all said"),
        }
    }
}
