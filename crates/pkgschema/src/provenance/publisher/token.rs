//! What every token has to say: issuer, audience, time.
//!
//! Invariant: a token without an expiry is no token.

use super::judge::{Comparison, Judge};
use super::{MismatchCode, PublisherRegistry};
use crate::Text;
use crate::provenance::Audience;

/// Issuer, audience and times. They are necessary and decide nothing: no publisher is pinned by
/// them.
pub(super) fn check(judge: &mut Judge<'_>) {
    let claims = judge.case.claims;
    if let Some(issuer) = super::issuer::expected(judge) {
        let found = claims.issuer().map(|link| link.as_str());
        judge.one_of("iss", found, &[issuer], Comparison::Exact);
    }
    audience(judge);
    times(judge);
}

/// The one audience. Registries take no token that is meant for others too.
fn audience(judge: &mut Judge<'_>) {
    let (case, own) = (judge.case, judge.case.publisher.registry.audience());
    let expected = case.context.audience.as_deref().or(own).filter(|it| !it.is_empty());
    let Some(expected) = expected else {
        judge.looked_at("aud");
        return judge.against(MismatchCode::UnknownAudience, "aud", Vec::new(), None);
    };
    match case.claims.audience() {
        Some(Audience::One(found)) => {
            judge.one_of("aud", Some(found), &[expected.to_owned()], Comparison::Exact);
        }
        Some(Audience::Many(_)) => {
            judge.looked_at("aud");
            let expected = vec![Text::from(expected)];
            judge.against(MismatchCode::Unreadable, "aud", expected, Some("a list"));
        }
        None => {
            judge.looked_at("aud");
            judge.absent("aud", vec![Text::from(expected)]);
        }
    }
}

fn times(judge: &mut Judge<'_>) {
    let (at, leeway) = (judge.case.context.at, judge.case.context.leeway);
    let [expires, begins, issued] = judge.case.claims.times();
    judge.looked_at("exp");
    match expires {
        Some(expires) if at >= expires.saturating_add(leeway) => {
            judge.against(MismatchCode::Expired, "exp", Vec::new(), Some(&expires.to_string()));
        }
        Some(_) => {}
        None => judge.absent("exp", Vec::new()),
    }
    let needs_begin = judge.case.publisher.registry == PublisherRegistry::RubyGems;
    for (claim, time, needed) in [("nbf", begins, needs_begin), ("iat", issued, true)] {
        judge.looked_at(claim);
        match time {
            Some(time) if time > at.saturating_add(leeway) => {
                let found = time.to_string();
                judge.against(MismatchCode::NotYetValid, claim, Vec::new(), Some(&found));
            }
            Some(_) => {}
            None if needed || judge.case.claims.remainder().get(claim).is_some() => {
                judge.absent(claim, Vec::new());
            }
            None => {}
        }
    }
}
