//! `pkgschema takedown snapshot`.
//!
//! Invariant: two documents that are not comparable give no notice.

use super::signals::{observation, print, tell, unknown, untold};
use crate::args::takedown::Snapshot;
use crate::failure::Failure;
use crate::input::Source;
use pkgschema::takedown::{Log, TakedownNotice};
use pkgschema_convert::Refusal;
use pkgschema_convert::snapshot::{Listing, diff_listings, gone_listing};
use pkgschema_convert::snapshots::SnapshotDocument;
use std::path::Path;

/// Reads both, prints what is missing.
pub(super) fn run(args: &Snapshot) -> Result<(), Failure> {
    let kind = args.kind.as_deref();
    let (old_document, old) = listing(&args.old, kind)?;
    let Some(new) = &args.new else {
        let seen = observation(&args.seen, old_document.purl_type())?;
        let notice = gone_listing(&old, &seen, old_document.document()).map_err(refused)?;
        return print(vec![notice], args.seen.format);
    };
    let (document, new) = listing(new, kind)?;
    let seen = observation(&args.seen, document.purl_type())?;
    let earlier = earlier(args.earlier.as_deref())?;
    let found = diff_listings(&old, &new, &earlier, &seen, document.document());
    let found = found.map_err(refused)?;
    tell(&found.losses, &args.old.display().to_string(), args.seen.format);
    print(found.value, args.seen.format)
}

fn refused(refusal: Refusal) -> Failure {
    Failure::Inexpressible(refusal.to_string())
}

fn listing(
    path: &Path,
    kind: Option<&str>,
) -> Result<(&'static SnapshotDocument, Listing), Failure> {
    let Source { name, text, .. } = Source::read(path)?;
    let document = match kind {
        Some(kind) => SnapshotDocument::find(kind).ok_or_else(|| unknown(kind))?,
        None => SnapshotDocument::of_text(&text).ok_or_else(|| untold(&name, &text))?,
    };
    let listing = document.listing(&text);
    Ok((document, listing.map_err(|error| Failure::unreadable(&name, text, error))?))
}

/// The notices that were made before.
fn earlier(path: Option<&Path>) -> Result<Vec<TakedownNotice>, Failure> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let Source { text, .. } = Source::read_lines(path)?;
    Ok(Log::parse(&text).notices().cloned().collect())
}
