//! `pkgschema publisher`.
//!
//! Invariant: the answer stands on standard output and in the exit code, and both agree.

use super::takedown::values;
use crate::args::ReportFormat;
use crate::args::publisher::{Match, Publisher};
use crate::failure::Failure;
use crate::input::Source;
use crate::output;
use crate::report::{plain, pretty};
use pkgschema::provenance::{
    Claims, MatchContext, PublisherMatch, PublisherRegistry, TrustedPublisher,
};
use pkgschema::{ParseError, ParseErrorKind};
use pkgschema_convert::publisher_format;
use std::path::Path;

/// Runs one of them.
pub(super) fn run(arguments: &Publisher) -> Result<(), Failure> {
    match arguments {
        Publisher::Match(asked) => matching(asked),
    }
}

/// Asks, prints.
fn matching(asked: &Match) -> Result<(), Failure> {
    let context = context(asked)?;
    let publisher = publisher(&asked.config, asked.registry.as_deref())?;
    let claims = claims(&asked.claims, &publisher)?;
    let found = publisher.matches(&claims, &context);
    let printed = output::print(&match asked.format {
        ReportFormat::Text => text(&found),
        ReportFormat::Json => pretty(&found.to_json()),
    });
    output::answered(printed, found.matches)
}

fn context(asked: &Match) -> Result<MatchContext, Failure> {
    let time = values::time_or_now("at", asked.at.as_deref())?;
    let context = MatchContext::at(&time).ok_or_else(|| {
        let error = ParseError::new(ParseErrorKind::TypeRule, "before 1970", time.as_str());
        Failure::argument("at", time.as_str(), error)
    })?;
    let mut context = context.with_leeway(values::seconds("leeway", &asked.leeway)?);
    context.audience = asked.audience.as_deref().map(Into::into);
    Ok(context)
}

fn publisher(path: &Path, registry: Option<&str>) -> Result<TrustedPublisher, Failure> {
    let Source { name, text, .. } = Source::read(path)?;
    let registry = registry.map(PublisherRegistry::from);
    match publisher_format::read(&text, registry.as_ref()) {
        Ok(reading) => Ok(reading.publisher),
        Err(error) => {
            Err(Failure::unreadable(&name, text, error).advise("say whose it is with --registry"))
        }
    }
}

/// The claims by their issuer; an issuer of the publisher's own tells no provider.
fn claims(path: &Path, publisher: &TrustedPublisher) -> Result<Claims, Failure> {
    let Source { name, text, .. } = Source::read(path)?;
    let claims = Claims::parse(&text).or_else(|_| Claims::parse_of(&publisher.provider, &text));
    claims.map_err(|error| Failure::unreadable(&name, text, error))
}

fn text(found: &PublisherMatch) -> String {
    let verdict = if found.matches { "match" } else { "no match" };
    let mut lines = vec![format!("{verdict}: {} at {}", found.provider, found.registry)];
    lines.extend(found.reasons.iter().map(|reason| format!("  {reason}")));
    if found.matches {
        lines.push(format!("  compared: {}", found.checked.join(", ")));
        let unpinned = found.unpinned.iter().map(|claim| format!("  not pinned: {claim}"));
        lines.extend(unpinned);
        let once = found.token_id.iter().map(|id| format!("  to be taken once only: {id}"));
        lines.extend(once);
    }
    lines.iter().map(|line| plain(line) + "\n").collect()
}
