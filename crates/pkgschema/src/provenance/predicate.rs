//! Predicates by their type.
//!
//! Two types have several spellings that are in use. SLSA provenance 1 is
//! `https://slsa.dev/provenance/v1` by the specification, which names no minor version; drafts and
//! some builders write `v1.0`, `v1.0?draft`, `v1-rc1` or `v1-rc2`, with members of the same names
//! save one ([`BuildDefinition::internal_parameters`]). SLSA provenance 0.1 began as
//! `https://in-toto.io/Provenance/v0.1`. All of them are read as what they mean, and the check
//! warns of the spelling.
//!
//! [`BuildDefinition::internal_parameters`]: super::slsa::v1::BuildDefinition::internal_parameters
//!
//! Invariant: the predicate type alone chooses the variant, and a predicate that is no object is
//! never taken for a typed one.

use super::slsa::{Migrated, v0_1, v0_2, v1};
use super::{NpmPublish, PypiPublish, ReleaseV0_1, ReleaseV0_2, Statement, VerificationSummary};
use crate::object::{Object, Raw, RawObject, Value, parse, raw::Kind};
use crate::text::Link;
use crate::{Finding, Pointer};

/// What a statement says, as far as its type is known.
///
/// A known type's predicate that is absent or null reads as an empty one, as in-toto and SLSA
/// have it; one that is a text or another kind of value is [`Other`](Self::Other), save PyPI's, of
/// which only the emptiness counts.
///
/// ```
/// use pkgschema::provenance::{Predicate, Statement};
/// let statement = Statement::parse(r#"{"_type": "https://in-toto.io/Statement/v1", "subject": [],
///     "predicateType": "https://slsa.dev/provenance/v1",
///     "predicate": {"runDetails": {"builder": {"id": "https://ci.example"}}}}"#)?;
/// let Predicate::SlsaV1(provenance) = statement.typed_predicate() else { panic!() };
/// assert_eq!(provenance.builder_id().unwrap(), "https://ci.example");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Predicate {
    /// SLSA provenance 0.1.
    SlsaV0_1(Box<v0_1::Provenance>),
    /// SLSA provenance 0.2.
    SlsaV0_2(Box<v0_2::Provenance>),
    /// SLSA provenance 1.
    SlsaV1(Box<v1::Provenance>),
    /// SLSA verification summary 1.
    Vsa(Box<VerificationSummary>),
    /// In-toto release 0.1.
    ReleaseV0_1(ReleaseV0_1),
    /// In-toto release 0.2.
    ReleaseV0_2(ReleaseV0_2),
    /// Npm's publish attestation 0.1.
    NpmPublish(NpmPublish),
    /// PyPI's publish attestation 1.
    PypiPublish(PypiPublish),
    /// A type that nobody here knows, or a predicate that is no object.
    Other {
        /// The predicate type.
        uri: Link,
        /// The predicate; `None` where there is none.
        raw: Option<Raw>,
    },
}

impl Predicate {
    /// Other spellings of known types that are in use, each with the one of the specification.
    pub const FORMER: &'static [(&'static str, &'static str)] = &[
        ("https://in-toto.io/Provenance/v0.1", v0_1::Provenance::URI),
        ("https://slsa.dev/provenance/v1.0", v1::Provenance::URI),
        ("https://slsa.dev/provenance/v1.0?draft", v1::Provenance::URI),
        ("https://slsa.dev/provenance/v1-rc1", v1::Provenance::URI),
        ("https://slsa.dev/provenance/v1-rc2", v1::Provenance::URI),
    ];

    pub(super) fn of(statement: &Statement) -> Self {
        let raw = raw_predicate(statement);
        let uri = &statement.predicate_type;
        typed(uri.as_str(), raw.as_ref()).unwrap_or_else(|| Self::Other { uri: uri.clone(), raw })
    }

    /// The predicate type as its specification spells it.
    pub fn uri(&self) -> &str {
        match self {
            Self::SlsaV0_1(_) => v0_1::Provenance::URI,
            Self::SlsaV0_2(_) => v0_2::Provenance::URI,
            Self::SlsaV1(_) => v1::Provenance::URI,
            Self::Vsa(_) => VerificationSummary::URI,
            Self::ReleaseV0_1(_) => ReleaseV0_1::URI,
            Self::ReleaseV0_2(_) => ReleaseV0_2::URI,
            Self::NpmPublish(_) => NpmPublish::URI,
            Self::PypiPublish(_) => PypiPublish::URI,
            Self::Other { uri, .. } => uri.as_str(),
        }
    }

    /// The predicate as JSON; `None` where there is none.
    pub fn to_raw(&self) -> Option<Raw> {
        match self {
            Self::SlsaV0_1(predicate) => Some(predicate.to_raw()),
            Self::SlsaV0_2(predicate) => Some(predicate.to_raw()),
            Self::SlsaV1(predicate) => Some(predicate.to_raw()),
            Self::Vsa(predicate) => Some(predicate.to_raw()),
            Self::ReleaseV0_1(predicate) => Some(predicate.to_raw()),
            Self::ReleaseV0_2(predicate) => Some(predicate.to_raw()),
            Self::NpmPublish(predicate) => Some(predicate.to_raw()),
            Self::PypiPublish(predicate) => predicate.raw.clone(),
            Self::Other { raw, .. } => raw.clone(),
        }
    }

    /// What is odd about the predicate, as seen from its root; nothing for an unknown type.
    pub fn check(&self) -> Vec<Finding> {
        match self {
            Self::SlsaV0_1(predicate) => predicate.check(),
            Self::SlsaV0_2(predicate) => predicate.check(),
            Self::SlsaV1(predicate) => predicate.check(),
            Self::Vsa(predicate) => predicate.check(),
            Self::ReleaseV0_1(predicate) => predicate.check(),
            Self::ReleaseV0_2(predicate) => predicate.check(),
            Self::NpmPublish(predicate) => predicate.check(),
            Self::PypiPublish(predicate) => predicate.check(),
            Self::Other { .. } => Vec::new(),
        }
    }

    /// SLSA provenance of any version as version 1, by the specification's own migration; `None`
    /// for other predicates. The pointers of what could not be placed lead into this predicate.
    pub fn to_slsa_v1(&self) -> Option<Migrated<v1::Provenance>> {
        match self {
            Self::SlsaV0_1(predicate) => Some(predicate.to_v1()),
            Self::SlsaV0_2(predicate) => Some(predicate.to_v1()),
            Self::SlsaV1(predicate) => Some(Migrated::whole((**predicate).clone())),
            _ => None,
        }
    }
}

/// The predicate of a statement, of whatever kind it is.
fn raw_predicate(statement: &Statement) -> Option<Raw> {
    let object = statement.predicate.as_ref().map(RawObject::as_raw);
    object.or_else(|| statement.rest.get("predicate")).cloned()
}

fn typed(uri: &str, raw: Option<&Raw>) -> Option<Predicate> {
    let former = Predicate::FORMER.iter().find(|(former, _)| *former == uri);
    let predicate = match former.map_or(uri, |(_, present)| *present) {
        v0_1::Provenance::URI => Predicate::SlsaV0_1(Box::new(object(raw)?)),
        v0_2::Provenance::URI => Predicate::SlsaV0_2(Box::new(object(raw)?)),
        v1::Provenance::URI => Predicate::SlsaV1(Box::new(object(raw)?)),
        VerificationSummary::URI => Predicate::Vsa(Box::new(object(raw)?)),
        ReleaseV0_1::URI => Predicate::ReleaseV0_1(object(raw)?),
        ReleaseV0_2::URI => Predicate::ReleaseV0_2(object(raw)?),
        NpmPublish::URI => Predicate::NpmPublish(object(raw)?),
        PypiPublish::URI => Predicate::PypiPublish(PypiPublish { raw: raw.cloned() }),
        _ => return None,
    };
    Some(predicate)
}

/// The object, or an empty one where there is none.
fn object<T: Object + Default>(raw: Option<&Raw>) -> Option<T> {
    match raw {
        Some(raw) if raw.kind() != Kind::Null => parse(raw.as_str()).ok(),
        _ => Some(T::default()),
    }
}

/// Where the predicate stands in a statement.
pub(super) fn place() -> Pointer {
    Pointer::root().child("predicate")
}

macro_rules! from_predicate {
    ($($Type:ty => $Variant:ident),+ $(,)?) => {$(
        impl From<$Type> for Predicate {
            fn from(predicate: $Type) -> Self {
                Self::$Variant(predicate.into())
            }
        }
    )+};
}

from_predicate! {
    v0_1::Provenance => SlsaV0_1,
    v0_2::Provenance => SlsaV0_2,
    v1::Provenance => SlsaV1,
    VerificationSummary => Vsa,
    ReleaseV0_1 => ReleaseV0_1,
    ReleaseV0_2 => ReleaseV0_2,
    NpmPublish => NpmPublish,
    PypiPublish => PypiPublish,
}
