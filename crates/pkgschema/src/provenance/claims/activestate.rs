//! Claims of the ActiveState Platform.
//!
//! Source: the source of PyPI, which accepts them, and ActiveState's documentation of publishing.
//!
//! Invariant: the claims are those of one build; what it was built of is not among them.

use super::NumberOrText;
use super::declare::claim_set;
use crate::Text;

claim_set! {
    /// What a token of the ActiveState Platform says about its build.
    ///
    /// ```
    /// use pkgschema::provenance::ActiveStateClaims;
    /// let claims = ActiveStateClaims::parse(r#"{"builder": "pypi-publisher"}"#)?;
    /// assert_eq!(claims.builder.as_deref(), Some("pypi-publisher"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct ActiveStateClaims {
        /// The user who started the build.
        pub actor: Option<Text>,
        /// The user's identifier.
        pub actor_id: Option<NumberOrText>,
        /// The artifact that was built.
        pub artifact_id: Option<NumberOrText>,
        /// The builder.
        pub builder: Option<Text>,
        /// What was built.
        pub ingredient: Option<Text>,
        /// The organisation.
        pub organization: Option<Text>,
        /// Its identifier.
        pub organization_id: Option<NumberOrText>,
        /// The project.
        pub project: Option<Text>,
        /// Its identifier.
        pub project_id: Option<NumberOrText>,
        /// Organisation and project: `organisation/project`.
        pub project_path: Option<Text>,
        /// Who can see the project.
        pub project_visibility: Option<Text>,
    }
}
