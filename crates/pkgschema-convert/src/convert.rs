//! The steps of a conversion, alike for every document.
//!
//! ```text
//! text --parse--> document --to_record--> record --from_record--> document --render--> text
//! ```
//!
//! Invariant: an `Err` comes from `parse`, or is a [`Refusal`] by name where a document cannot say
//! an advisory at all; every other step gives a value and its losses.

use crate::Loss;
use crate::view;
use pkgschema::advisory::Advisory;
use pkgschema::object::{Differing, Raw};
use pkgschema::{Finding, ParseError, Pointer};

/// A value, and what could not be carried into it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Converted<T> {
    /// The value.
    pub value: T,
    /// What it does not hold as the source did.
    pub losses: Vec<Loss>,
}

impl<T> Converted<T> {
    /// A value with its losses.
    pub fn new(value: T, losses: Vec<Loss>) -> Self {
        Self { value, losses }
    }

    /// A value that holds everything.
    pub fn lossless(value: T) -> Self {
        Self::new(value, Vec::new())
    }
}

/// A native document, exactly as its ecosystem writes it.
pub trait Document: Sized {
    /// The document's usual name: `package.json`, `Cargo.toml`.
    const NAME: &'static str;

    /// Reads the document tolerantly; what is odd is kept and reported by [`check`](Self::check).
    ///
    /// # Errors
    /// Only for text that is no such document at all.
    fn parse(text: &str) -> Result<Self, ParseError>;

    /// The document's normative JSON view, on which pointers are defined.
    fn view(&self) -> Raw;

    /// The document whose view this is.
    ///
    /// # Errors
    /// If the view is no such document's.
    fn from_view(view: &Raw) -> Result<Self, ParseError>;

    /// The document's text, and what the syntax cannot hold of it.
    fn render(&self) -> Converted<String>;

    /// What is odd in the document.
    fn check(&self) -> Vec<Finding>;

    /// Every place where the views of two such documents differ. Where arrays differ in length,
    /// and where what stands there has no type, the whole differs.
    fn differences(&self, other: &Self) -> Vec<Differing> {
        view::differing(&self.view(), &other.view(), |_| false)
    }

    /// Places whose view is a string although the syntax has a type of its own for them (TOML
    /// date-times).
    fn text_scalars(&self) -> &[Pointer] {
        &[]
    }

    /// Sets the places that [`text_scalars`](Self::text_scalars) gives.
    fn set_text_scalars(&mut self, _places: Vec<Pointer>) {}
}

/// The root manifest of a workspace, as a caller found it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WorkspaceRoot {
    /// The text of the root's manifest.
    pub text: String,
    /// The package's folder as seen from the root's, with `/` between its parts: `crates/thing`;
    /// empty for the root itself. It says what paths of the root are called in the package, and
    /// whether the root excludes the package. Absent means unknown.
    pub member: Option<String>,
}

impl WorkspaceRoot {
    /// A root by its text, in an unknown place.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), member: None }
    }

    /// The same root, with the package's folder as seen from it.
    #[must_use]
    pub fn with_member(mut self, member: impl Into<String>) -> Self {
        self.member = Some(member.into());
        self
    }
}

/// Who finds the root of a workspace: the library reads no files. Any function of the path in
/// `package.workspace` is one.
pub trait WorkspaceResolver {
    /// The root in that folder, relative to the package's; without one, the nearest in the
    /// folders above. `None` if there is none.
    fn root(&self, workspace: Option<&str>) -> Option<WorkspaceRoot>;
}

impl<F: Fn(Option<&str>) -> Option<WorkspaceRoot>> WorkspaceResolver for F {
    fn root(&self, workspace: Option<&str>) -> Option<WorkspaceRoot> {
        self(workspace)
    }
}

/// A document that a record can be made of.
pub trait ToRecord<R> {
    /// The record. What only this ecosystem says stands in its extensions, so it is not lost
    /// yet; losses point into the document's view.
    fn to_record(&self) -> Converted<R>;
}

/// A document that can be made of a record.
pub trait FromRecord<R>: Sized {
    /// The document; losses point into the record.
    fn from_record(record: &R) -> Converted<Self>;
}

/// Why a document and advisories cannot be made of each other, though both can be read: there
/// would be nothing left of what they say.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
#[non_exhaustive]
pub struct Refusal {
    /// Stable name of the reason, `kebab-case`: `no-package`, `several-advisories`.
    pub code: &'static str,
    /// The reason in words: lower case, no final stop.
    pub detail: String,
}

impl Refusal {
    /// A refusal.
    pub fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }
}

/// A document that advisories can be made of.
pub trait ToAdvisories: Document {
    /// The advisories, in the order of the document; losses point into the document's view.
    ///
    /// # Errors
    /// If the document says nothing that an advisory could hold, by name.
    fn to_advisories(&self) -> Result<Converted<Vec<Advisory>>, Refusal>;
}

/// A document that can be made of advisories.
pub trait FromAdvisories: Document {
    /// The document; losses point into the list of the advisories: `/0/summary`.
    ///
    /// # Errors
    /// If the document cannot say these advisories at all, by name.
    fn from_advisories(advisories: &[Advisory]) -> Result<Converted<Self>, Refusal>;
}
