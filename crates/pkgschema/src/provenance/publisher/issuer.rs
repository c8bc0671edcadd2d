//! Who has to have issued the token.
//!
//! Invariant: an issuer of the publisher's own is taken only where the registry lets it be set.

use super::judge::Judge;
use super::{MismatchCode, PublisherRegistry, TrustedPublisher};
use crate::provenance::Provider;

/// The issuer, or a reason why there is none.
pub(super) fn expected(judge: &mut Judge<'_>) -> Option<String> {
    let publisher = judge.case.publisher;
    let own = publisher.provider.issuer(publisher.organization_id.as_deref());
    match publisher.issuer.as_ref().map(|issuer| issuer.as_str()) {
        Some(set) if takes_other_issuers(publisher) && host(set).is_some() => Some(set.to_owned()),
        Some(set) if own.as_deref() != Some(set) => {
            judge.unfit(MismatchCode::Unsupported, "issuer", Some(set));
            None
        }
        _ => own,
    }
}

fn takes_other_issuers(publisher: &TrustedPublisher) -> bool {
    publisher.registry == PublisherRegistry::PyPi && publisher.provider == Provider::GitLab
}

/// The server of a GitLab, as `ci_config_ref_uri` begins with it.
pub(super) fn gitlab_host(publisher: &TrustedPublisher) -> Option<String> {
    let own = Provider::GitLab.issuer(None);
    let issuer = publisher.issuer.as_ref().map(|it| it.as_str()).or(own.as_deref())?;
    host(issuer).map(ToOwned::to_owned)
}

/// What stands behind `https://`, without a slash at the end.
fn host(issuer: &str) -> Option<&str> {
    let host = issuer.strip_prefix("https://")?;
    let host = host.strip_suffix('/').unwrap_or(host);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:/_".contains(&byte);
    (!host.is_empty() && host.bytes().all(plain) && !host.contains("//")).then_some(host)
}
