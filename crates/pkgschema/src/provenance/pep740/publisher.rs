//! Publishers as provenance objects name them (PEP 740, as the Python index writes them).
//!
//! Invariant: an environment that is null, empty or not there reads and writes apart.

use crate::Text;
use crate::finding::Lints;
use crate::object::{Nullable, RawObject};

crate::open_enum! {
    /// What kind of publisher it is.
    pub enum Pep740PublisherKind {
        /// A workflow of GitHub Actions.
        GitHub = "GitHub",
        /// A pipeline of GitLab.
        GitLab = "GitLab",
        /// An account of Google's, mostly a service's.
        Google = "Google",
        /// A pipeline of CircleCI.
        CircleCi = "CircleCI",
    }
}

crate::object! {
    /// Who published, by what the index was set up to trust. Which members it has is the kind's
    /// matter.
    ///
    /// ```
    /// use pkgschema::{object::parse, provenance::Pep740Publisher};
    /// let publisher: Pep740Publisher = parse(r#"{"kind": "GitHub", "environment": "",
    ///     "repository": "margin/margin", "workflow": "release.yml"}"#)?;
    /// assert_eq!(publisher.workflow_path().unwrap(), ".github/workflows/release.yml");
    /// assert_eq!((publisher.environment.is_null(), publisher.environment_name()), (false, None));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Pep740Publisher {
        /// The kind.
        pub kind: Option<Pep740PublisherKind>,
        /// Claims of the identity token that the index kept.
        pub claims: Nullable<RawObject>,
        /// GitHub's `owner/name`, GitLab's path of the project.
        pub repository: Option<Text>,
        /// The name of GitHub's workflow file.
        pub workflow: Option<Text>,
        /// The path of GitLab's pipeline file.
        pub workflow_filepath: Option<Text>,
        /// The environment that was deployed to, of GitHub and GitLab. Null and empty: any.
        pub environment: Nullable<Text>,
        /// The account's address, of Google.
        pub email: Option<Text>,
        /// The project's number, of CircleCI.
        pub project_id: Option<Text>,
        /// The pipeline's number, of CircleCI.
        pub pipeline_definition_id: Option<Text>,
        /// The repository without its scheme, of CircleCI.
        pub vcs_origin: Nullable<Text>,
        /// The branch or tag, of CircleCI.
        pub vcs_ref: Nullable<Text>,
    }
}

impl Pep740Publisher {
    /// The path of the build instructions in the repository.
    pub fn workflow_path(&self) -> Option<Text> {
        match self.kind.as_ref()? {
            Pep740PublisherKind::GitHub => {
                Some(format!(".github/workflows/{}", self.workflow.as_deref()?).into())
            }
            Pep740PublisherKind::GitLab => self.workflow_filepath.clone(),
            _ => None,
        }
    }

    /// The environment, where one is named.
    pub fn environment_name(&self) -> Option<&Text> {
        self.environment.get().filter(|name| !name.is_empty())
    }

    /// What is missing.
    pub(super) fn lint(&self, place: &str, lints: &mut Lints) {
        let Some(kind) = &self.kind else {
            return lints.error(place, "no-kind", "what kind of publisher it is is not said");
        };
        let needed: &[(&str, &Option<Text>)] = match kind {
            Pep740PublisherKind::GitHub => {
                &[("repository", &self.repository), ("workflow", &self.workflow)]
            }
            Pep740PublisherKind::GitLab => {
                &[("repository", &self.repository), ("workflow_filepath", &self.workflow_filepath)]
            }
            Pep740PublisherKind::Google => &[("email", &self.email)],
            Pep740PublisherKind::CircleCi => &[
                ("project_id", &self.project_id),
                ("pipeline_definition_id", &self.pipeline_definition_id),
            ],
            Pep740PublisherKind::Unlisted(_) => {
                let words = format!("{:?} is no kind that is known here", kind.as_str());
                return lints.warning(&format!("{place}/kind"), "unknown-publisher-kind", words);
            }
        };
        for (name, value) in needed {
            if value.as_ref().is_none_or(|value| value.is_empty()) {
                let words = format!("a publisher of kind {} has {name}", kind.as_str());
                lints.error(place, "incomplete-publisher", words);
            }
        }
    }
}
