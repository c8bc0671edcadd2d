//! Which rule decides.
//!
//! Invariant: a registry and a provider without a rule match nothing.

use super::judge::{Case, Judge};
use super::{MatchContext, MismatchCode, PublisherMatch, PublisherRegistry, TrustedPublisher};
use super::{rules, token};
use crate::provenance::Claims;

impl TrustedPublisher {
    /// Whether the registry would take a token with these claims for this publisher, by the
    /// registry's own rule; if not, every reason why. The caller has verified the signature of
    /// the token, and refuses an identifier ([`PublisherMatch::token_id`]) that was used before.
    ///
    /// ```
    /// use pkgschema::provenance::{Claims, MatchContext, TrustedPublisher};
    /// let publisher = TrustedPublisher::parse(r#"{"schemaVersion": "1.0", "registry": "pypi",
    ///     "provider": "google", "email": "robot@project.example"}"#)?;
    /// let claims = Claims::parse(r#"{"iss": "https://accounts.google.com", "aud": "pypi",
    ///     "iat": 100, "exp": 400, "email": "robot@project.example", "email_verified": true}"#)?;
    /// assert!(publisher.matches(&claims, &MatchContext::new(200)).matches);
    /// assert!(!publisher.matches(&claims, &MatchContext::new(400)).matches);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn matches(&self, claims: &Claims, context: &MatchContext) -> PublisherMatch {
        let case = Case { publisher: self, claims: claims.set(), context };
        let mut judge = Judge::new(case);
        judge.doubled();
        token::check(&mut judge);
        rule(&mut judge, claims);
        judge.done()
    }
}

fn rule(judge: &mut Judge<'_>, claims: &Claims) {
    let publisher = judge.case.publisher;
    if !publisher.schema_version.starts_with("1.") {
        let found = publisher.schema_version.as_str();
        judge.unfit(MismatchCode::Unsupported, "schemaVersion", Some(found));
    }
    if claims.provider() != publisher.provider {
        // the issuer says so too, unless it is one of the publisher's own
        let found = claims.provider();
        judge.unfit(MismatchCode::Unsupported, "provider", Some(found.as_str()));
        return;
    }
    match (&publisher.registry, claims) {
        (PublisherRegistry::PyPi, Claims::GitHub(claims)) => rules::pypi::github(judge, claims),
        (PublisherRegistry::PyPi, Claims::GitLab(claims)) => rules::pypi::gitlab(judge, claims),
        (PublisherRegistry::PyPi, Claims::Google(claims)) => rules::pypi::google(judge, claims),
        (PublisherRegistry::PyPi, Claims::ActiveState(claims)) => {
            rules::pypi::activestate(judge, claims);
        }
        (PublisherRegistry::PyPi, Claims::CircleCi(claims)) => {
            rules::circleci::pypi(judge, claims);
        }
        (PublisherRegistry::Npm, Claims::GitHub(claims)) => rules::npm::github(judge, claims),
        (PublisherRegistry::Npm, Claims::GitLab(claims)) => rules::npm::gitlab(judge, claims),
        (PublisherRegistry::Npm, Claims::CircleCi(claims)) => rules::circleci::npm(judge, claims),
        (PublisherRegistry::CratesIo, Claims::GitHub(claims)) => {
            rules::cargo::github(judge, claims);
        }
        (PublisherRegistry::CratesIo, Claims::GitLab(claims)) => {
            rules::cargo::gitlab(judge, claims);
        }
        (PublisherRegistry::RubyGems, Claims::GitHub(claims)) => rules::gem::github(judge, claims),
        _ => {
            let found = format!("{} at {}", publisher.provider, publisher.registry);
            judge.unfit(MismatchCode::Unsupported, "provider", Some(&found));
        }
    }
}
