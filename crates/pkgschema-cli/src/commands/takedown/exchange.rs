//! `pkgschema takedown to-cle`, `from-cle`, `to-osv`, `from-osv`.
//!
//! Invariant: what is printed is the library's answer, and what that does not hold is told.

use super::values;
use crate::args::ReportFormat;
use crate::args::takedown::exchange::{Document, FromCle, FromOsv, Telling, ToCle, ToOsv};
use crate::failure::Failure;
use crate::input::Source;
use crate::output;
use crate::report::{self, Paint, count};
use pkgschema::advisory::Advisory;
use pkgschema::exchange::{AdvisoryFacts, Uncarried, advisory_of_notice, notices_of_advisory};
use pkgschema::report::LossReport;
use pkgschema::takedown::{Registry, TakedownNotice};
use pkgschema::text::Timestamp;
use pkgschema::{Finding, ParseError};
use pkgschema_convert::lifecycle::{self, LifecycleError};
use pkgschema_convert::{Loss, LossKind};
use std::path::Path;

/// Notices as a lifecycle document.
pub(super) fn to_cle(args: &ToCle) -> Result<(), Failure> {
    let mut remarks = Remarks::of(&args.telling);
    let mut notices = Vec::with_capacity(args.files.len());
    for path in &args.files {
        notices.push(remarks.read(path, TakedownNotice::parse, TakedownNotice::check)?.1);
    }
    let made = lifecycle::to_cle(&notices);
    let made = made.map_err(|why| Failure::Inexpressible(why.to_string()))?;
    output::print(&report::inert(&made.value))?;
    remarks.tell(made.losses, "CLE");
    Ok(())
}

/// A lifecycle document as notices.
pub(super) fn from_cle(args: &FromCle) -> Result<(), Failure> {
    let (registry, at) = seen(&args.source)?;
    let mut remarks = Remarks::of(&args.telling);
    let Source { name, text, findings } = Source::read(&args.source.file)?;
    let read = lifecycle::from_cle(&text, &registry, &at).map_err(|error| match error {
        LifecycleError::Parse(error) => Failure::unreadable(&name, text, error),
        other => Failure::Inexpressible(format!("{name}: {other}")),
    })?;
    remarks.findings.extend(findings.into_iter().chain(read.findings));
    output::print(&lines(&read.notices))?;
    remarks.tell(read.losses, "the notices");
    Ok(())
}

/// A notice as an advisory.
pub(super) fn to_osv(args: &ToOsv) -> Result<(), Failure> {
    let mut remarks = Remarks::of(&args.telling);
    let (name, notice) = remarks.read(&args.file, TakedownNotice::parse, TakedownNotice::check)?;
    let lifting = args.lifted_by.as_deref();
    let lifting = lifting
        .map(|path| remarks.read(path, TakedownNotice::parse, TakedownNotice::check))
        .transpose()?;
    let mut facts = AdvisoryFacts::default();
    facts.id = args.id.as_deref().map(Into::into);
    facts.lifted_by = lifting.as_ref().map(|(_, notice)| notice);
    let made = advisory_of_notice(&notice, &facts);
    let made = made.map_err(|why| Failure::Inexpressible(format!("{name}: {why}")))?;
    output::print(&report::pretty(&made.value.to_json()))?;
    remarks.tell(losses(made.unplaced), "OSV");
    Ok(())
}

/// An advisory as notices.
pub(super) fn from_osv(args: &FromOsv) -> Result<(), Failure> {
    let (registry, at) = seen(&args.source)?;
    let mut remarks = Remarks::of(&args.telling);
    let (name, advisory) = remarks.read(&args.source.file, Advisory::parse, Advisory::check)?;
    let made = notices_of_advisory(&advisory, &registry, at);
    let made = made.map_err(|why| Failure::Inexpressible(format!("{name}: {why}")))?;
    output::print(&lines(&made.value))?;
    remarks.tell(losses(made.unplaced), "the notices");
    Ok(())
}

fn seen(source: &Document) -> Result<(Registry, Timestamp), Failure> {
    let registry = Registry::new(values::link("registry", &source.registry)?);
    Ok((registry, values::time_or_now("at", source.at.as_deref())?))
}

/// Notices as a log holds them.
fn lines(notices: &[TakedownNotice]) -> String {
    notices.iter().map(|notice| report::inert(&notice.to_json()) + "\n").collect()
}

fn losses(unplaced: Vec<Uncarried>) -> Vec<Loss> {
    let loss = |it: Uncarried| Loss::new(it.pointer, LossKind::Dropped, it.note);
    unplaced.into_iter().map(loss).collect()
}

/// What is to be said beside what is printed.
struct Remarks<'a> {
    telling: &'a Telling,
    findings: Vec<Finding>,
}

impl<'a> Remarks<'a> {
    fn of(telling: &'a Telling) -> Self {
        Self { telling, findings: Vec::new() }
    }

    /// A document and its name; what is odd about it is kept.
    fn read<T>(
        &mut self,
        path: &Path,
        parse: fn(&str) -> Result<T, ParseError>,
        check: fn(&T) -> Vec<Finding>,
    ) -> Result<(String, T), Failure> {
        let Source { name, text, findings } = Source::read(path)?;
        let read = parse(&text).map_err(|error| Failure::unreadable(&name, text, error))?;
        self.findings.extend(findings.into_iter().chain(check(&read)));
        Ok((name, read))
    }

    fn tell(self, losses: Vec<Loss>, target: &str) {
        let verbose = self.telling.verbose;
        report::tell(&match self.telling.format {
            ReportFormat::Json => {
                let mut told = LossReport::default();
                told.losses = report::loss_records(&losses);
                told.findings = report::finding_records(&self.findings);
                report::record(&told)
            }
            ReportFormat::Text => {
                let paint = Paint::stderr();
                let lost = format!("{} in {target}", count(losses.len(), "loss"));
                let found = count(self.findings.len(), "finding");
                report::titled(&lost, &report::losses(&losses, verbose, paint), paint)
                    + &report::titled(
                        &found,
                        &report::findings(&self.findings, verbose, paint),
                        paint,
                    )
            }
        });
    }
}
