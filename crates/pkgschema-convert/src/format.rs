//! The native documents that convert to and from package metadata, by name.
//!
//! Invariant: a document is listed here once, and everything that goes by names (the command, the
//! tests) goes through this list.

use crate::carry::{self, Mapping};
use crate::writable::Writable;
use crate::{Converted, Document, Loss, LossKind, WorkspaceResolver, view};
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::Raw;
use pkgschema::{Finding, ParseError, Pointer};
use serde_json::value::RawValue;
use std::collections::HashSet;

/// A kind of native document, without its type.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    name: &'static str,
    is_main: bool,
    document: &'static str,
    extension: &'static str,
    ecosystem: fn() -> Ecosystem,
    read: Read,
    view: fn(&str) -> Result<Raw, ParseError>,
    write: fn(&PackageMetadata) -> Converted<String>,
    rewrite: fn(&str) -> Result<Converted<String>, ParseError>,
    unview: fn(&Raw) -> Result<Converted<String>, ParseError>,
    published: Publish,
    at_source: fn(&PackageMetadata, &RawValue, Vec<Loss>) -> Vec<Loss>,
}

/// Reads a document, and gives its view where that is asked for.
type Read = fn(&str, &Way<'_>) -> Result<(Reading, Option<Raw>), ParseError>;

/// Reads a document and writes it as it is published.
type Publish = fn(&str, &dyn WorkspaceResolver) -> Result<Option<Converted<String>>, ParseError>;

/// Every document, in the order of the names.
pub const ALL: &[Format] = &[
    #[cfg(feature = "cargo")]
    Format::of::<crate::cargo::CargoManifest>(),
    #[cfg(feature = "cargo")]
    Format::of::<crate::cargo::IndexLine>(),
    #[cfg(feature = "cargo")]
    Format::of::<crate::cargo::CargoPublish>(),
    #[cfg(feature = "maven")]
    Format::of::<crate::maven::Pom>(),
    #[cfg(feature = "npm")]
    Format::of::<crate::npm::PackageJson>(),
    #[cfg(feature = "npm")]
    Format::of::<crate::npm::VersionManifest>(),
    #[cfg(feature = "pypi")]
    Format::of::<crate::pypi::Pyproject>(),
    #[cfg(feature = "pypi")]
    Format::of::<crate::pypi::CoreMetadata>(),
];

/// How a document is read.
#[derive(Default)]
struct Way<'a> {
    /// Who finds the root of its workspace.
    resolver: Option<&'a dyn WorkspaceResolver>,
    /// Whether the view is asked for too.
    view: bool,
    /// Whether a document of another kind is made of it.
    leaves: bool,
}

/// A document that was read.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Reading {
    /// The record made of it.
    pub record: PackageMetadata,
    /// What the record does not hold.
    pub losses: Vec<Loss>,
    /// What is odd in the document.
    pub findings: Vec<Finding>,
}

/// A conversion from one document's text into another's.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Conversion {
    /// The text written.
    pub text: String,
    /// What could not be carried; every pointer is into the source document's JSON view.
    pub losses: Vec<Loss>,
    /// The record in between.
    pub record: PackageMetadata,
    /// What is odd in the source document.
    pub findings: Vec<Finding>,
}

impl Format {
    const fn of<D: Mapping>() -> Self {
        Self {
            name: match D::FORMAT {
                Some(name) => name,
                None => D::KEY,
            },
            is_main: D::FORMAT.is_none(),
            document: D::NAME,
            extension: D::EXTENSION,
            ecosystem: || D::ECOSYSTEM,
            read: read::<D>,
            view: |text| Ok(D::parse(text)?.view()),
            write: write::<D>,
            rewrite: |text| Ok(D::parse(text)?.render()),
            unview: |view| Ok(D::from_view(view)?.render()),
            published: published::<D>,
            at_source: carry::at_source::<D>,
        }
    }

    /// The document that goes by this name: its short one (`npm`) or its usual one
    /// (`package.json`).
    pub fn find(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|format| format.name == name || format.document == name)
    }

    /// The short name: for an ecosystem's main document the ecosystem's, which is its purl type.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it is the document that stands for its ecosystem: the one that authors write.
    pub fn is_main(&self) -> bool {
        self.is_main
    }

    /// The document's usual name.
    pub fn document(&self) -> &'static str {
        self.document
    }

    /// How the names of files with such a document end: `json`, `toml`.
    pub fn extension(&self) -> &'static str {
        self.extension
    }

    /// The name that a file with such a document has to have, if there is one.
    pub fn file_name(&self) -> Option<&'static str> {
        self.is_main.then_some(self.document)
    }

    /// The ecosystem.
    pub fn ecosystem(&self) -> Ecosystem {
        (self.ecosystem)()
    }

    /// Reads a document into a record.
    ///
    /// # Errors
    /// Only for text that is no such document at all.
    pub fn read(&self, text: &str) -> Result<Reading, ParseError> {
        (self.read)(text, &Way::default()).map(|(reading, _)| reading)
    }

    /// Reads a document that may leave something to the root of its workspace.
    ///
    /// # Errors
    /// Only for text that is no such document at all.
    pub fn read_in(
        &self,
        text: &str,
        resolver: &dyn WorkspaceResolver,
    ) -> Result<Reading, ParseError> {
        let way = Way { resolver: Some(resolver), ..Way::default() };
        (self.read)(text, &way).map(|(reading, _)| reading)
    }

    /// The JSON view of a document, into which losses and findings point.
    ///
    /// # Errors
    /// Only for text that is no such document at all.
    pub fn view(&self, text: &str) -> Result<Raw, ParseError> {
        (self.view)(text)
    }

    /// Writes a record as such a document; losses point into the record.
    pub fn write(&self, record: &PackageMetadata) -> Converted<String> {
        (self.write)(record)
    }

    /// Reads a document and writes it again, without a record in between.
    ///
    /// # Errors
    /// Only for text that is no such document at all.
    pub fn rewrite(&self, text: &str) -> Result<Converted<String>, ParseError> {
        (self.rewrite)(text)
    }

    /// The document in the spelling that its ecosystem's client publishes (what npm prepares, what
    /// Cargo normalizes), with everything that this changes; `None` if it has only one spelling.
    /// Losses point into the source.
    ///
    /// ```
    /// # #[cfg(feature = "npm")] {
    /// use pkgschema_convert::{WorkspaceRoot, format::Format};
    /// let npm = Format::find("npm").unwrap();
    /// let text = r#"{"name": "a", "version": "v1.0.0"}"#;
    /// let published = npm.published(text, &|_: Option<&str>| None::<WorkspaceRoot>)?.unwrap();
    /// assert!(published.value.contains("\"version\": \"1.0.0\""));
    /// assert_eq!(published.losses[0].pointer.as_str(), "/version");
    /// # }
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    ///
    /// # Errors
    /// Only for text that is no such document at all.
    pub fn published(
        &self,
        text: &str,
        resolver: &dyn WorkspaceResolver,
    ) -> Result<Option<Converted<String>>, ParseError> {
        (self.published)(text, resolver)
    }

    /// Writes the document that has this JSON view.
    ///
    /// # Errors
    /// If it is the view of no such document.
    pub fn unview(&self, view: &Raw) -> Result<Converted<String>, ParseError> {
        (self.unview)(view)
    }

    /// Converts a document into another; losses point into the source.
    ///
    /// ```
    /// # #[cfg(all(feature = "npm", feature = "cargo"))] {
    /// use pkgschema_convert::format::Format;
    /// let (npm, cargo) = (Format::find("npm").unwrap(), Format::find("cargo").unwrap());
    /// let package = r#"{"name": "left-pad", "license": "MIT", "os": ["linux"]}"#;
    /// let conversion = npm.convert(package, cargo)?;
    /// assert_eq!(conversion.text, "[package]\nname = \"left-pad\"\nlicense = \"MIT\"\n");
    /// assert_eq!(conversion.losses[0].pointer.as_str(), "/os");
    /// # }
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    ///
    /// # Errors
    /// Only for text that is no such document at all.
    pub fn convert(&self, text: &str, target: &Self) -> Result<Conversion, ParseError> {
        self.converted(text, &Target::Format(target), None)
    }

    /// Converts a document into one that is only written, which may leave something to the root of
    /// its workspace; losses point into the source.
    ///
    /// # Errors
    /// Only for text that is no such document at all.
    pub fn convert_to(
        &self,
        text: &str,
        target: &Writable,
        resolver: &dyn WorkspaceResolver,
    ) -> Result<Conversion, ParseError> {
        self.converted(text, &Target::Writable(target), Some(resolver))
    }

    /// As [`convert`](Self::convert), for a document that may leave something to the root of its
    /// workspace.
    ///
    /// # Errors
    /// Only for text that is no such document at all.
    pub fn convert_in(
        &self,
        text: &str,
        target: &Self,
        resolver: &dyn WorkspaceResolver,
    ) -> Result<Conversion, ParseError> {
        self.converted(text, &Target::Format(target), Some(resolver))
    }

    fn converted(
        &self,
        text: &str,
        target: &Target<'_>,
        resolver: Option<&dyn WorkspaceResolver>,
    ) -> Result<Conversion, ParseError> {
        // A JSON document is its own view, and one of the same kind loses nothing that was just
        // read; any other view is made while the document is at hand.
        let own = view::of_json(text);
        let leaves = target.name() != Some(self.name);
        let view = own.is_none() && leaves;
        let (reading, kept) = (self.read)(text, &Way { resolver, view, leaves })?;
        let Reading { record, mut losses, findings } = reading;
        let written = target.write(&record);
        losses.extend(findings.iter().filter_map(|finding| self.unread(finding)));
        if !written.losses.is_empty() {
            let view = match (own, kept) {
                (Some(_), _) => Raw::default(),
                (None, Some(kept)) => kept,
                (None, None) => self.view(text)?,
            };
            losses.extend((self.at_source)(&record, own.unwrap_or(view.as_raw()), written.losses));
        }
        tidy(&mut losses, &carry::no_place(target.document()));
        Ok(Conversion { text: written.value, losses, record, findings })
    }

    /// The loss of a value that is of no known kind, so that no common member holds it.
    fn unread(&self, finding: &Finding) -> Option<Loss> {
        let note = match finding.code {
            "null-member" => "null says nothing",
            "duplicate-member" => "only the first member of a name counts",
            "wrong-type" => return Some(self.of_no_known_kind(finding)),
            _ => return None,
        };
        Some(Loss::new(finding.pointer.clone(), LossKind::Dropped, note))
    }

    fn of_no_known_kind(&self, finding: &Finding) -> Loss {
        let note = format!("of no kind that {} has there", self.document);
        Loss::new(finding.pointer.clone(), LossKind::Dropped, note)
    }
}

/// What a document is converted into.
enum Target<'a> {
    Format(&'a Format),
    Writable(&'a Writable),
}

impl Target<'_> {
    /// The name of a document that converts back.
    fn name(&self) -> Option<&'static str> {
        match self {
            Self::Format(format) => Some(format.name),
            Self::Writable(_) => None,
        }
    }

    fn document(&self) -> &'static str {
        match self {
            Self::Format(format) => format.document,
            Self::Writable(writable) => writable.document(),
        }
    }

    fn write(&self, record: &PackageMetadata) -> Converted<String> {
        match self {
            Self::Format(format) => format.write(record),
            Self::Writable(writable) => writable.write(record),
        }
    }
}

/// Leaves one loss for a place and kind, and below what is lost neither another spelling nor a
/// loss that has nothing to add.
fn tidy(losses: &mut Vec<Loss>, no_place: &str) {
    let at = |lost: fn(&Loss) -> bool| -> HashSet<&str> {
        losses.iter().filter(|loss| lost(loss)).map(|loss| loss.pointer.as_str()).collect()
    };
    let lost = at(|loss| loss.kind.loses_meaning());
    let dropped = at(|loss| loss.kind == LossKind::Dropped);
    let mut seen = HashSet::with_capacity(losses.len());
    let stays = losses.iter().map(|loss| {
        let place = loss.pointer.as_str();
        let needless = match loss.kind.loses_meaning() {
            false => ancestors(place).any(|place| lost.contains(place)),
            true => {
                loss.note == no_place && ancestors(place).skip(1).any(|it| dropped.contains(it))
            }
        };
        !needless && seen.insert((place, loss.kind))
    });
    let stays: Vec<bool> = stays.collect();
    let mut stays = stays.into_iter();
    losses.retain(|_| stays.next().unwrap_or(true));
}

/// A pointer's text and those of the places above it but the root.
fn ancestors(pointer: &str) -> impl Iterator<Item = &str> {
    let above = |place: &&str| place.rfind('/').filter(|at| *at > 0);
    let first = Some(pointer).filter(|pointer| !pointer.is_empty());
    std::iter::successors(first, move |place| above(place).and_then(|at| place.get(..at)))
}

fn read<D: Mapping>(text: &str, way: &Way<'_>) -> Result<(Reading, Option<Raw>), ParseError> {
    let document = D::parse(text)?;
    let findings = document.check();
    let Converted { value: record, mut losses } = match way.resolver {
        Some(resolver) => document.to_record_in(resolver),
        None => carry::to_record(&document),
    };
    if way.leaves {
        losses.extend(document.about_itself());
    }
    let view = way.view.then(|| document.view());
    Ok((Reading { record, losses, findings }, view))
}

fn published<D: Mapping>(
    text: &str,
    resolver: &dyn WorkspaceResolver,
) -> Result<Option<Converted<String>>, ParseError> {
    let published = D::parse(text)?.published(resolver);
    Ok(published.map(rendered))
}

fn write<D: Mapping>(record: &PackageMetadata) -> Converted<String> {
    rendered(carry::from_record::<D>(record))
}

/// The document's text. What its syntax cannot say stands nowhere in the source, so that such a
/// loss is one of the whole.
fn rendered<D: Document>(written: Converted<D>) -> Converted<String> {
    let Converted { value: document, mut losses } = written;
    let rendered = document.render();
    let note = |loss: Loss| {
        let note = format!("{} of the document written: {}", loss.pointer, loss.note);
        Loss::new(Pointer::root(), LossKind::Dropped, note)
    };
    losses.extend(rendered.losses.into_iter().map(note));
    Converted::new(rendered.value, losses)
}
