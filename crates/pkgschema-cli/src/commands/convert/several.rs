//! Documents about several versions of a package, and lists of packages.
//!
//! Invariant: a version that is not asked for is not converted, and none is chosen silently.

use super::{Outcome, Refusal, record_text, strangers};
use crate::args::{Convert, Side};
use crate::report::count;
use pkgschema::metadata::{Inventory, PackageMetadata};
use pkgschema_convert::readable::Readable;
use pkgschema_convert::view;

/// Each version as a document of its own.
pub(super) fn releases(
    args: &Convert,
    text: &str,
    from: &'static Readable<Vec<PackageMetadata>>,
    to: Side,
) -> Result<Outcome, Refusal> {
    let read = from.read(text)?;
    let (mut losses, findings) = (read.losses, read.findings);
    let releases = chosen(args, read.value)?;
    if releases.len() > 1 && !to.is_json() {
        let number = count(releases.len(), "version");
        let words = format!("{} tells of {number}; choose one with --release", from.document());
        return Err(Refusal::Inexpressible(words));
    }
    let mut texts = Vec::with_capacity(releases.len());
    for release in &releases {
        match to {
            Side::Record => texts.push(record_text(release)),
            Side::Document(to) => {
                let written = to.write(release);
                texts.push(written.value);
                losses.extend(written.losses);
            }
            Side::Written(to) => {
                let written = to.write(release);
                texts.push(written.value);
                losses.extend(written.losses);
            }
            to => return Err(strangers(Side::Releases(from), to)),
        }
    }
    Ok(Outcome { texts, losses, findings })
}

/// The version that is asked for, or all.
fn chosen(args: &Convert, all: Vec<PackageMetadata>) -> Result<Vec<PackageMetadata>, Refusal> {
    let Some(wanted) = args.release.as_deref() else { return Ok(all) };
    let is = |release: &PackageMetadata| release.version.as_deref() == Some(wanted);
    let number = count(all.len(), "version");
    let found: Vec<_> = all.into_iter().filter(is).collect();
    match found.is_empty() {
        true => {
            let words = format!("no version {wanted} among {number}");
            Err(Refusal::Inexpressible(words))
        }
        false => Ok(found),
    }
}

/// The inventory as a record.
pub(super) fn inventory(
    text: &str,
    from: &'static Readable<Inventory>,
    to: Side,
) -> Result<Outcome, Refusal> {
    let Side::Record = to else { return Err(strangers(Side::Inventory(from), to)) };
    let read = from.read(text)?;
    let texts = vec![view::pretty(&read.value.to_json()) + "\n"];
    Ok(Outcome { texts, losses: read.losses, findings: read.findings })
}
