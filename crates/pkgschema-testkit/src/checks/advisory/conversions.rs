//! Does everything in a document about advisories show in what it becomes, or in a loss?
//!
//! Invariant: a loss that points where nothing stands counts as a failure.

use pkgschema::Pointer;
use pkgschema::advisory::Advisory;
use pkgschema::object::Raw;
use pkgschema_convert::advisory_format::AdvisoryFormat;
use pkgschema_convert::{Loss, LossKind};

use super::super::Outcome;
use super::super::accounted::{Conversion, Converted, Effort, accounted, fnv};
use crate::corpus::Case;
use crate::json::Json;

/// One in so many documents of the large databases is tried.
const ONE_IN: u64 = 2;

/// From a document into advisories.
pub fn read(case: &Case, format: &str) -> Outcome {
    match AdvisoryFormat::find(format) {
        Some(format) => of(case, &Reading(format)),
        None => Outcome::Fail(format!("no document goes by the name {format}")),
    }
}

/// The same of a fixed part of the documents.
pub fn read_some(case: &Case, format: &str) -> Outcome {
    match fnv(&case.id) % ONE_IN {
        0 => read(case, format),
        _ => Outcome::NotApplicable,
    }
}

/// From an OSV document into another; a fixed part of the documents.
pub fn write(case: &Case, format: &str) -> Outcome {
    match AdvisoryFormat::find(format) {
        Some(_) if !fnv(&case.id).is_multiple_of(ONE_IN) => Outcome::NotApplicable,
        Some(format) => of(case, &Writing(format)),
        None => Outcome::Fail(format!("no document goes by the name {format}")),
    }
}

fn of(case: &Case, conversion: &dyn Conversion) -> Outcome {
    let mut outcome = accounted(case, Effort::QUICK, &[conversion]);
    if let Outcome::Counted { failures, .. } = &mut outcome {
        failures.extend(astray(case.text().unwrap_or_default(), conversion));
    }
    outcome
}

/// Losses that point where nothing stands.
pub fn astray(text: &str, conversion: &dyn Conversion) -> Vec<String> {
    let (Some(view), Some(converted)) = (conversion.view(text), conversion.convert(text)) else {
        return vec!["no view".to_owned()];
    };
    let astray = converted.losses.iter().filter(|loss| view.get(loss).is_none());
    astray.map(|loss| format!("a loss at {loss}, where nothing stands")).collect()
}

/// Where losses say that something of the source is not carried; what is defaulted stands nowhere
/// in it.
fn places(losses: Vec<Loss>) -> Vec<Pointer> {
    let lost = losses.into_iter().filter(|loss| loss.kind != LossKind::Defaulted);
    lost.map(|loss| loss.pointer).collect()
}

/// From a document into advisories.
#[derive(Debug)]
pub struct Reading(pub &'static AdvisoryFormat);

impl Conversion for Reading {
    fn name(&self) -> &str {
        "osv"
    }

    fn view(&self, text: &str) -> Option<Json> {
        // JSON is its own view, read without the library that is checked
        let own = || Json::parse(self.0.read(text).ok()?.view.as_str()).ok();
        Json::parse(text).ok().or_else(own)
    }

    fn unview(&self, view: &Json) -> Option<String> {
        Some(self.0.unview(&Raw::parse(&view.to_text())?).ok()?.value)
    }

    fn convert(&self, text: &str) -> Option<Converted> {
        let reading = self.0.read(text).ok()?;
        let each = reading.advisories.iter().map(|advisory| Json::String(advisory.to_json()));
        Some(Converted {
            output: Json::Array(each.collect()),
            record: Json::Null,
            losses: places(reading.losses),
        })
    }
}

/// From an OSV document into another.
#[derive(Debug)]
pub struct Writing(pub &'static AdvisoryFormat);

impl Conversion for Writing {
    fn name(&self) -> &str {
        self.0.name()
    }

    fn view(&self, text: &str) -> Option<Json> {
        Json::parse(text).ok()
    }

    fn unview(&self, view: &Json) -> Option<String> {
        Some(view.to_text())
    }

    fn convert(&self, text: &str) -> Option<Converted> {
        let written = self.0.write(&[Advisory::parse(text).ok()?]).ok()?;
        Some(Converted {
            output: Json::String(written.value),
            record: Json::Null,
            losses: places(written.losses),
        })
    }
}
