//! The providers of builds and identities.
//!
//! Invariant: an issuer belongs to one provider at most, and a text that only begins like one to
//! none.

crate::open_enum! {
    /// Who runs the build, or keeps the account, that publishes.
    pub enum Provider {
        /// GitHub Actions.
        GitHub = "github",
        /// GitLab CI/CD.
        GitLab = "gitlab",
        /// CircleCI.
        CircleCi = "circleci",
        /// A Google account, usually of a service.
        Google = "google",
        /// The ActiveState Platform.
        ActiveState = "activestate",
        /// Buildkite.
        Buildkite = "buildkite",
    }
}

const GITHUB: &str = "https://token.actions.githubusercontent.com";
const GITLAB: &str = "https://gitlab.com";
const GOOGLE: &str = "https://accounts.google.com";
const ACTIVESTATE: &str = "https://platform.activestate.com/api/v1/oauth/oidc";
const BUILDKITE: &str = "https://agent.buildkite.com";
/// Before the identifier of the organisation.
const CIRCLECI: &str = "https://oidc.circleci.com/org/";

impl Provider {
    /// The provider whose tokens carry this issuer, by the providers' documentation. The issuers
    /// of GitLab instances, and of GitHub for enterprises, are whatever their owners set them to,
    /// and belong to no provider here.
    ///
    /// ```
    /// use pkgschema::provenance::Provider;
    /// assert_eq!(Provider::of_issuer("https://gitlab.com"), Some(Provider::GitLab));
    /// assert_eq!(Provider::of_issuer("https://gitlab.com.example"), None);
    /// ```
    pub fn of_issuer(issuer: &str) -> Option<Self> {
        Some(match issuer {
            GITHUB => Self::GitHub,
            GITLAB => Self::GitLab,
            GOOGLE => Self::Google,
            ACTIVESTATE => Self::ActiveState,
            BUILDKITE => Self::Buildkite,
            other => {
                let organization = other.strip_prefix(CIRCLECI)?;
                let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
                (!organization.is_empty() && organization.bytes().all(plain))
                    .then_some(Self::CircleCi)?
            }
        })
    }

    /// The issuer of the provider's own service. CircleCI has one for each organisation, whose
    /// identifier is asked for; a provider that is not listed has none.
    pub fn issuer(&self, organization_id: Option<&str>) -> Option<String> {
        match self {
            Self::GitHub => Some(GITHUB.to_owned()),
            Self::GitLab => Some(GITLAB.to_owned()),
            Self::Google => Some(GOOGLE.to_owned()),
            Self::ActiveState => Some(ACTIVESTATE.to_owned()),
            Self::Buildkite => Some(BUILDKITE.to_owned()),
            Self::CircleCi => organization_id.map(|id| format!("{CIRCLECI}{id}")),
            Self::Unlisted(_) => None,
        }
    }
}
