//! What somebody makes of changes: which releases count, and which changes block.
//!
//! Invariant: a member that cannot be read makes the policy stricter, never laxer.

use super::report::{ChangeCode, ChangeSeverity};
use crate::identity::{Ecosystem, PackageName, Purl, PurlText};
use crate::object::{List, check, parse, write};
use crate::version::is_same_release;
use crate::{Finding, ParseError, Text};

crate::object! {
    /// What somebody makes of changes in how a package is built.
    ///
    /// ```
    /// use pkgschema::provenance::{HistoryPolicy, HistoryScope};
    /// let policy = HistoryPolicy::parse(r#"{"scope": "same-major", "ignoreAfter": 31536000,
    ///     "blocks": ["provenance-lost"], "exceptions": [{"name": "known",
    ///     "purl": "pkg:npm/left-margin@1.4.1", "reason": "published by hand"}]}"#)?;
    /// assert_eq!(policy.scope, Some(HistoryScope::SameMajor));
    /// assert!(policy.check().is_empty());
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct HistoryPolicy {
        /// Which earlier releases count. Absent means all.
        pub scope: Option<HistoryScope>,
        /// How many seconds after its publication a release is no longer looked at: what was
        /// wrong with it is known by then. Absent means never.
        pub ignore_after: Option<u64> = "ignoreAfter",
        /// The changes that block. Absent means those that are errors.
        pub blocks: List<ChangeCode>,
        /// Changes that do not block for some package or version.
        pub exceptions: List<HistoryException>,
    }

    /// Changes that do not block. One that does not name a package applies to none.
    pub struct HistoryException {
        required {
            /// Its name, under which the report tells of it.
            pub name: Text,
        }
        /// The package, or with a version one of its releases.
        pub purl: Option<PurlText>,
        /// The changes that it is about. Absent means all.
        pub changes: List<ChangeCode>,
        /// Why, for people.
        pub reason: Option<Text>,
    }
}

crate::open_enum! {
    /// Which earlier releases count.
    pub enum HistoryScope {
        /// All that were published before.
        All = "all",
        /// Those of the same major version, so that an old line that never had provenance raises
        /// no alarm when a newer one has it. Where there are none, the line is new and all count.
        SameMajor = "same-major",
    }
}

impl HistoryPolicy {
    /// Reads a policy in JSON.
    ///
    /// # Errors
    /// Only for text that is no JSON object.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The policy as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// What is odd in the policy.
    pub fn check(&self) -> Vec<Finding> {
        check(self)
    }

    /// Whether a change blocks, exceptions aside. Where the list cannot be read, all do.
    pub(super) fn blocks(&self, code: &ChangeCode, severity: &ChangeSeverity) -> bool {
        match self.blocks.is_present() {
            true => self.blocks.has_odd() || self.blocks.contains(code),
            false => self.rest.get("blocks").is_some() || *severity == ChangeSeverity::Error,
        }
    }

    /// The exception for a change in a release of a package.
    pub(super) fn exception(
        &self,
        package: Option<&PackageName>,
        version: &str,
        code: &ChangeCode,
    ) -> Option<&HistoryException> {
        let package = package?;
        self.exceptions.iter().find(|it| it.is_about(code) && it.names(package, version))
    }
}

impl HistoryException {
    fn is_about(&self, code: &ChangeCode) -> bool {
        match self.changes.is_present() {
            true => self.changes.contains(code),
            false => self.rest.get("changes").is_none(),
        }
    }

    fn names(&self, package: &PackageName, version: &str) -> bool {
        let Some(purl) = self.purl.as_ref().and_then(|purl| purl.to_purl().ok()) else {
            return false;
        };
        is_package(&purl, package)
            && purl.version().is_none_or(|named| {
                named == version || is_same(package.ecosystem(), &named, version)
            })
    }
}

/// Whether a purl is about the package, whatever version it names.
fn is_package(purl: &Purl, package: &PackageName) -> bool {
    PackageName::of_purl(purl).is_some_and(|named| {
        named.ecosystem().base() == package.ecosystem().base()
            && named.normalized() == package.normalized()
    })
}

/// Whether two versions name one release.
pub(super) fn is_same(ecosystem: &Ecosystem, one: &str, other: &str) -> bool {
    one == other || ecosystem.purl_type().is_some_and(|kind| is_same_release(kind, one, other))
}
