//! `META-INF/MANIFEST.MF`: what a Java archive says of itself.
//!
//! | attribute | record | rule |
//! |---|---|---|
//! | `Implementation-Version` | `version` | without white space and expressions |
//! | `Implementation-Title`, else `Bundle-Name` | `displayName` | a title, no artifact's name |
//! | `Bundle-Description` | `summary` | |
//! | `Implementation-Vendor`, else `Bundle-Vendor` | `organization.name` | |
//! | `Implementation-URL` | `homepage` | |
//! | `Bundle-DocURL` | `documentation` | |
//! | `Bundle-License` | `license` | each with its link and description; an expression if there is one name |
//! | `Automatic-Module-Name` | `provides` | a name to import it by |
//! | `Bundle-SymbolicName` | `provides` | the capability `osgi.identity:` and the name, without directives |
//! | `Main-Class` | `entryPoints` | a command without a name |
//! | `Require-Capability` | `runtimeRequirements` | only one of Java SE; `java` of that version or later |
//! | `Specification-…`, `Bundle-Version` | | of the specification; in OSGi's form |
//! | `Implementation-Vendor-Id` | | often, but not always, the group |
//! | sections of entries | | one loss each |
//! | any other | | lost by its name |
//!
//! No attribute is a coordinate of Maven, so that namespace and name are unknown: a title and a
//! symbolic name only look like them. The version is what the archive calls that of its
//! implementation; without a name it makes no package URL. `Import-Package` and most of
//! `Require-Capability` are about packages of classes and say nothing of artifacts.
//!
//! Its view is `{"main": {…}, "sections": [{…}], "lines": […]}`: attributes by their names as
//! written, each with its text, or with an array of texts if it is there several times, of which
//! the last one counts; and lines that are no attributes.
//!
//! Source: the JAR file specification; the OSGi core specification, release 8, chapter 3.2.
//!
//! Invariant: a manifest never gives a package its namespace or name.

mod bundle;
mod record;
mod sections;

use crate::syntax::jar_manifest::{self as syntax, mended};
use crate::{Converted, Document};
use pkgschema::object::Raw;
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity, Text};
use sections::Section;

/// The attribute that a manifest begins with.
const VERSION: &str = "Manifest-Version";

/// The attribute that names the entry a section is about.
const NAME: &str = "Name";

/// A `MANIFEST.MF`.
///
/// ```
/// use pkgschema::metadata::PackageMetadata;
/// use pkgschema_convert::{Document, ToRecord, maven::JarManifest};
/// let text = "Manifest-Version: 1.0\r\nImplementation-Ti\r\n tle: no\r\nMAIN-CLASS: org.exa\r\n mple.Main\r\n";
/// let manifest = JarManifest::parse(text)?;
/// assert_eq!(manifest.get("main-class"), Some("org.example.Main"));
/// let records: Vec<PackageMetadata> = manifest.to_record().value;
/// assert!(records[0].is_unknown("name"));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JarManifest {
    main: Section,
    sections: Vec<Section>,
    lines: Vec<Text>,
}

impl JarManifest {
    /// Reads the bytes of a manifest. Older tools cut lines within a character.
    ///
    /// ```
    /// use pkgschema_convert::maven::JarManifest;
    /// let manifest = JarManifest::from_bytes(b"Manifest-Version: 1.0\nA: \xc3\n \xa9\n".to_vec())?;
    /// assert_eq!(manifest.get("a"), Some("\u{e9}"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    ///
    /// # Errors
    /// As [`parse`](Document::parse), and if the bytes are no UTF-8.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, ParseError> {
        match mended(&bytes) {
            Some(text) => Self::parse(&text),
            None => Self::parse(&crate::source::decode(bytes)?.0),
        }
    }

    /// The text of an attribute of the main section, by its name in any case. Of several the last
    /// one counts.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.main.last(name).map(Text::as_str)
    }

    /// The names of the entries that have a section of their own.
    pub fn entries(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().filter_map(|section| section.entry().map(Text::as_str))
    }

    fn of(manifest: syntax::Manifest<'_>) -> Self {
        let mut sections = manifest.sections.into_iter().map(Section::of);
        let main = sections.next().unwrap_or_default();
        let lines = manifest.stray.into_iter().map(Text::from).collect();
        Self { main, sections: sections.collect(), lines }
    }

    fn known(self, text: &str) -> Result<Self, ParseError> {
        let is_told = |name: &str| self.main.last(name).is_some();
        if is_told(VERSION) || record::READ.into_iter().any(is_told) {
            return Ok(self);
        }
        let words = "expected attributes of an archive, such as `Manifest-Version: 1.0`";
        Err(ParseError::new(ParseErrorKind::NotThisDocument, words, text))
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            text.extend([line, "\r\n"]);
        }
        self.main.write(&mut text);
        for section in &self.sections {
            text.push_str("\r\n");
            section.write(&mut text);
        }
        text
    }
}

impl Document for JarManifest {
    const NAME: &'static str = "MANIFEST.MF";

    fn parse(text: &str) -> Result<Self, ParseError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Err(ParseError::new(ParseErrorKind::Empty, "no attributes", text));
        }
        Self::of(syntax::read(text)).known(text)
    }

    fn view(&self) -> Raw {
        sections::view(self)
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        let manifest = sections::from_view(view.as_raw());
        // whatever would be read back as something else is no view
        let same = |it: &Self| Self::of(syntax::read(&it.text())) == *it;
        let manifest = manifest.filter(same).ok_or_else(|| {
            let words = "expected the attributes of a manifest, each a text";
            ParseError::new(ParseErrorKind::NotThisDocument, words, view.as_str())
        });
        manifest?.known(view.as_str())
    }

    fn render(&self) -> Converted<String> {
        Converted::lossless(self.text())
    }

    fn check(&self) -> Vec<Finding> {
        let (root, mut found) = (Pointer::root(), crate::found::Found::default());
        if self.main.last(VERSION).is_none() {
            let words = "a manifest begins with it; Java passes over one that does not";
            let place = || root.child("main").child(VERSION);
            found.add(place, "missing-attribute", Severity::Warning, words);
        }
        let main = root.child("main");
        self.main.check(&main, &mut found);
        let list = root.child("sections");
        for (index, section) in self.sections.iter().enumerate() {
            let place = list.index(index);
            if section.entry().is_none() {
                let words = "a section begins with the name of the entry that it is about";
                found.add(|| place.child(NAME), "missing-attribute", Severity::Error, words);
            }
            section.check(&place, &mut found);
        }
        for index in 0..self.lines.len() {
            let words = "expected `Name: value`; Java refuses the manifest";
            let place = || root.child("lines").index(index);
            found.add(place, "no-attribute", Severity::Error, words);
        }
        found.done()
    }
}
