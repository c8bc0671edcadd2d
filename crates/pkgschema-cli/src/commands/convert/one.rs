//! One document.
//!
//! Invariant: if it fails or is denied, no document is written.

use super::{convert_source, told};
use crate::args::{Convert, ReportFormat};
use crate::failure::Failure;
use crate::input::Source;
use crate::output;
use crate::report;
use std::path::Path;

/// One document as it is, or several, which are JSON, a line each.
fn joined(texts: &[String]) -> String {
    match texts {
        [text] => text.clone(),
        texts => texts.iter().map(|text| report::compact(text) + "\n").collect(),
    }
}

/// Converts, writes, tells.
pub(super) fn run(args: &Convert, file: &Path) -> Result<(), Failure> {
    let source = Source::read(file)?;
    let name = source.name.clone();
    let (from, outcome) = convert_source(args, source, Some(file))?;
    let lost = outcome.meaning_lost();
    let denied = args.deny_losses && lost > 0;
    if !denied {
        output::write(args.output.as_deref(), &joined(&outcome.texts))?;
    }
    // In JSON the report is what tells that it is denied.
    if !args.quiet || (denied && args.format == ReportFormat::Json) {
        told::one(args, from, &outcome, &name);
    }
    if denied { Err(Failure::Denied(lost)) } else { Ok(()) }
}
