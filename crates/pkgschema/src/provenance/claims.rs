//! Claims of OpenID Connect tokens, as the providers of builds write them.
//!
//! A token is a signed statement of a provider about one job. Its claims are read here after
//! somebody has verified the signature; nothing here does. Names and meanings are those of each
//! provider's documentation; claims that nobody here knows stay in `rest`.
//!
//! Invariant: a claim that is null, of the wrong kind or there twice is never read as a value.

mod activestate;
mod audience;
mod buildkite;
mod certificate_extensions;
mod circleci;
mod declare;
mod github;
mod gitlab;
mod google;
mod number_or_text;
mod provider;

pub use activestate::ActiveStateClaims;
pub use audience::Audience;
pub use buildkite::BuildkiteClaims;
pub use certificate_extensions::{CertificateExtension, ClaimSource};
pub use circleci::CircleCiClaims;
pub use github::GitHubClaims;
pub use gitlab::GitLabClaims;
pub use google::GoogleClaims;
pub use number_or_text::NumberOrText;
pub use provider::Provider;

use crate::object::Rest;
use crate::text::Link;
use crate::{ParseError, ParseErrorKind, Pointer};

/// The claims of a token, by the provider that says them.
///
/// ```
/// use pkgschema::provenance::{Claims, Provider};
/// let claims = Claims::parse(r#"{"iss": "https://token.actions.githubusercontent.com",
///     "repository": "example/thing", "repository_owner_id": "65", "new": 1.0}"#)?;
/// let Claims::GitHub(github) = &claims else { panic!("no claims of GitHub") };
/// assert_eq!(github.repository.as_deref(), Some("example/thing"));
/// assert_eq!(claims.provider(), Provider::GitHub);
/// assert!(claims.rest().get("new").is_some());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Claims {
    /// Of a job of GitHub Actions.
    GitHub(Box<GitHubClaims>),
    /// Of a job of GitLab CI/CD.
    GitLab(Box<GitLabClaims>),
    /// Of a job of CircleCI.
    CircleCi(Box<CircleCiClaims>),
    /// Of a Google account.
    Google(Box<GoogleClaims>),
    /// Of a build of the ActiveState Platform.
    ActiveState(Box<ActiveStateClaims>),
    /// Of a job of Buildkite.
    Buildkite(Box<BuildkiteClaims>),
}

/// What every set of claims has: the registered claims of RFC 7519, and the rest.
pub(super) trait ClaimSet {
    fn issuer(&self) -> Option<&Link>;
    fn subject(&self) -> Option<&str>;
    fn audience(&self) -> Option<&Audience>;
    /// `exp`, `nbf` and `iat`.
    fn times(&self) -> [Option<u64>; 3];
    fn token_id(&self) -> Option<&str>;
    fn remainder(&self) -> &Rest;
    fn has_claim(&self, name: &str) -> bool;
}

impl Claims {
    /// Reads claims in JSON and tells the provider by the issuer.
    ///
    /// # Errors
    /// For text that is no JSON object, and where the issuer is missing or is none of a provider
    /// that is listed: who knows the provider otherwise (a GitLab of one's own has an issuer of
    /// its own) reads by [`parse_of`](Self::parse_of).
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let wrong = |words: &str| {
            Err(ParseError::new(ParseErrorKind::NotThisDocument, words, text)
                .at_pointer(Pointer::root().child("iss")))
        };
        // the issuer is the same claim everywhere
        let claims = GoogleClaims::parse(text)?;
        match (&claims.iss, claims.rest.get("iss")) {
            (Some(issuer), None) => match Provider::of_issuer(issuer.as_str()) {
                Some(provider) => Self::parse_of(&provider, text),
                None => wrong("the issuer is none of a known provider"),
            },
            (Some(_), Some(_)) => wrong("the issuer is there twice"),
            (None, _) => wrong("no issuer"),
        }
    }

    /// Reads claims in JSON as those of a provider, whatever the issuer says.
    ///
    /// # Errors
    /// For text that is no JSON object, and for a provider that is not listed.
    pub fn parse_of(provider: &Provider, text: &str) -> Result<Self, ParseError> {
        Ok(match provider {
            Provider::GitHub => Self::GitHub(Box::new(GitHubClaims::parse(text)?)),
            Provider::GitLab => Self::GitLab(Box::new(GitLabClaims::parse(text)?)),
            Provider::CircleCi => Self::CircleCi(Box::new(CircleCiClaims::parse(text)?)),
            Provider::Google => Self::Google(Box::new(GoogleClaims::parse(text)?)),
            Provider::ActiveState => Self::ActiveState(Box::new(ActiveStateClaims::parse(text)?)),
            Provider::Buildkite => Self::Buildkite(Box::new(BuildkiteClaims::parse(text)?)),
            Provider::Unlisted(_) => {
                let words = "the claims of this provider are not known";
                return Err(ParseError::new(ParseErrorKind::NotThisDocument, words, text));
            }
        })
    }

    /// Whose claims they were read as.
    pub fn provider(&self) -> Provider {
        match self {
            Self::GitHub(_) => Provider::GitHub,
            Self::GitLab(_) => Provider::GitLab,
            Self::CircleCi(_) => Provider::CircleCi,
            Self::Google(_) => Provider::Google,
            Self::ActiveState(_) => Provider::ActiveState,
            Self::Buildkite(_) => Provider::Buildkite,
        }
    }

    /// The claims as compact JSON.
    pub fn to_json(&self) -> String {
        match self {
            Self::GitHub(claims) => claims.to_json(),
            Self::GitLab(claims) => claims.to_json(),
            Self::CircleCi(claims) => claims.to_json(),
            Self::Google(claims) => claims.to_json(),
            Self::ActiveState(claims) => claims.to_json(),
            Self::Buildkite(claims) => claims.to_json(),
        }
    }

    /// Who issued the token (RFC 7519, `iss`).
    pub fn issuer(&self) -> Option<&Link> {
        self.set().issuer()
    }

    /// Whom the token is about (RFC 7519, `sub`).
    pub fn subject(&self) -> Option<&str> {
        self.set().subject()
    }

    /// The token's own identifier (RFC 7519, `jti`). Whoever accepts a token must accept each
    /// identifier once only, which is beyond the claims of one token.
    pub fn token_id(&self) -> Option<&str> {
        self.set().token_id()
    }

    /// Claims that are not known, and known ones that are null, of the wrong kind or there twice.
    pub fn rest(&self) -> &Rest {
        self.set().remainder()
    }

    pub(super) fn set(&self) -> &dyn ClaimSet {
        match self {
            Self::GitHub(claims) => claims.as_ref(),
            Self::GitLab(claims) => claims.as_ref(),
            Self::CircleCi(claims) => claims.as_ref(),
            Self::Google(claims) => claims.as_ref(),
            Self::ActiveState(claims) => claims.as_ref(),
            Self::Buildkite(claims) => claims.as_ref(),
        }
    }
}
