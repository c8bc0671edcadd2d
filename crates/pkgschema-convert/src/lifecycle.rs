//! Documents about the lifecycle of packages and takedown notices, for whoever goes by texts.
//!
//! Invariant: nothing is read or written here that the documents' own modules do not read and
//! write.

use crate::convert::Refusal;
use crate::formats::{Cle, ClePublication};
use crate::{Converted, Document, Loss};
use pkgschema::takedown::{Registry, TakedownNotice};
use pkgschema::text::Timestamp;
use pkgschema::{Finding, ParseError};

/// The notices that a document makes.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LifecycleReading {
    /// The notices, oldest first.
    pub notices: Vec<TakedownNotice>,
    /// What they do not hold; pointers are into the document's JSON view.
    pub losses: Vec<Loss>,
    /// What is odd in the document.
    pub findings: Vec<Finding>,
}

/// Why there are no notices.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LifecycleError {
    /// The text is no such document.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// The document says nothing that a notice could hold.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// The CLE document that notices make, as a text: [`Cle::of_notices`].
///
/// # Errors
/// If lifecycle events cannot say the notices, by name.
pub fn to_cle(notices: &[TakedownNotice]) -> Result<Converted<String>, Refusal> {
    let made = Cle::of_notices(notices, &ClePublication::default())?;
    Ok(Converted::new(made.value.render().value, made.losses))
}

/// The notices that the text of a CLE document makes: [`Cle::to_notices`].
///
/// # Errors
/// If the text is no CLE document, or which package it is about cannot be told.
pub fn from_cle(
    text: &str,
    registry: &Registry,
    observed_at: &Timestamp,
) -> Result<LifecycleReading, LifecycleError> {
    let cle = Cle::parse(text)?;
    let Converted { value: notices, losses } = cle.to_notices(registry, observed_at)?;
    Ok(LifecycleReading { notices, losses, findings: cle.check() })
}
