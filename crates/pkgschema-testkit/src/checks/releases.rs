//! `accounted` for documents that are read into several records, or into one without being
//! written.
//!
//! Invariant: any document that tells of releases can be looked at, by its type alone.

use super::accounted::{Conversion, Converted};
use crate::json::Json;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::Raw;
use pkgschema_convert::{Document, LossKind, ToRecord};
use std::marker::PhantomData;

/// From a document into records.
#[derive(Debug)]
pub struct Releases<D>(PhantomData<D>);

impl<D> Releases<D> {
    /// Of that document.
    pub fn of() -> Self {
        Self(PhantomData)
    }
}

impl<D: Document + ToRecord<Vec<PackageMetadata>>> Conversion for Releases<D> {
    fn name(&self) -> &str {
        "records"
    }

    fn view(&self, text: &str) -> Option<Json> {
        Json::parse(D::parse(text).ok()?.view().as_str()).ok()
    }

    fn unview(&self, view: &Json) -> Option<String> {
        let document = D::from_view(&Raw::parse(&view.to_text())?).ok()?;
        Some(document.render().value)
    }

    fn convert(&self, text: &str) -> Option<Converted> {
        let converted = D::parse(text).ok()?.to_record();
        let each = converted.value.iter().map(|record| Json::String(record.to_json()));
        let lost = converted.losses.into_iter().filter(|loss| loss.kind != LossKind::Defaulted);
        Some(Converted {
            output: Json::Array(each.collect()),
            record: Json::Null,
            losses: lost.map(|loss| loss.pointer).collect(),
        })
    }
}
