//! RustSec advisories: Markdown with TOML before it.
//!
//! The front matter is TOML in a fence of backticks with the word `toml`; behind it stand the
//! title, as a heading of the first level, and the description. The front matter may lack its
//! first header, `[advisory]`. Older advisories are TOML alone, and have their title and
//! description among the keys of `[advisory]`.
//!
//! The JSON view is the view of the front matter, its first header supplied, and beside its tables
//! `title` and `description` as text. A document whose view has neither of the two is TOML alone.
//! Blank lines around the description, and white space around the title, are not part of them.
//!
//! Source: the advisory database's readme, "Advisory Format" (versions 2 to 4), and the keys that
//! its tools read.
//!
//! Invariant: a text that is read and not changed is rendered as it was read, byte by byte.

mod body;
mod layout;
mod versions;

pub(super) use body::without_blank_lines;
pub(super) use versions::{requirements_of, same_versions};

use crate::syntax::{json, toml};
use crate::{Converted, Document};
use pkgschema::object::{Items, List, Map, Raw, Rest, check, parse};
use pkgschema::text::{Link, Timestamp};
use pkgschema::version::VersionSet;
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity, Text};
use std::ops::{Deref, DerefMut};

/// A RustSec advisory.
///
/// ```
/// use pkgschema_convert::{Document, cargo::RustsecAdvisory};
/// let text = "```toml\n[advisory]\nid = \"RUSTSEC-0000-0000\"\npackage = \"base\"\n\
///     date = \"2026-01-31\"\n\n[versions]\npatched = [\">= 1.2.0\"]\n```\n\n# Bad base\n\nAll of it.\n";
/// let document = RustsecAdvisory::parse(text)?;
/// assert_eq!(document.title.as_deref(), Some("Bad base"));
/// assert_eq!(document.advisory.package.as_deref(), Some("base"));
/// assert_eq!(document.render().value, text);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone)]
pub struct RustsecAdvisory {
    keys: RustsecKeys,
    /// Places whose text is a date-time, or a float that JSON lacks.
    scalars: Vec<Pointer>,
    /// The text as it was read.
    source: Option<Box<str>>,
}

pkgschema::object! {
    /// What a RustSec advisory says.
    pub struct RustsecKeys {
        required {
            /// The advisory itself.
            pub advisory: RustsecTable,
        }
        /// What of the package is affected.
        pub affected: Option<RustsecAffected>,
        /// Which versions are not affected.
        pub versions: Option<RustsecVersions>,
        /// One line about it: the heading of the Markdown.
        pub title: Option<Text>,
        /// The full account in Markdown: what stands behind the heading. Empty where the document
        /// is Markdown with nothing there, absent where it is TOML alone.
        pub description: Option<Text>,
    }

    /// The table `advisory`.
    pub struct RustsecTable {
        /// Identifier: `RUSTSEC-…`.
        pub id: Option<Text>,
        /// The crate.
        pub package: Option<Text>,
        /// The day on which it became known: `2026-01-31`.
        pub date: Option<Text>,
        /// Whether the crate is expected to be gone from the registry.
        pub expect_deleted: Option<bool> = "expect-deleted",
        /// Where the full account is.
        pub url: Option<Link>,
        /// Where to read more.
        pub references: List<Link>,
        /// The kind of an advisory about something else than a vulnerability: `unmaintained`,
        /// `unsound`, `notice`.
        pub informational: Option<Text>,
        /// Kinds of vulnerability, out of the database's list.
        pub categories: List<Text>,
        /// Words to find it by.
        pub keywords: List<Text>,
        /// Identifiers of the same vulnerability in other databases.
        pub aliases: List<Text>,
        /// Identifiers of vulnerabilities that are close to this one.
        pub related: List<Text>,
        /// Under which licence the advisory's text is.
        pub license: Option<Text>,
        /// How severe it is: a CVSS vector.
        pub cvss: Option<Text>,
        /// The day on which the advisory was taken back.
        pub withdrawn: Option<Text>,
        /// Of which collection the package is: `crates`, or `rust` for the toolchain.
        pub collection: Option<Text>,
        /// Where the package is published, if not at the usual registry.
        pub source: Option<Text>,
        /// One line about it, in TOML alone.
        pub title: Option<Text>,
        /// The full account, in TOML alone.
        pub description: Option<Text>,
        /// Versions with a fix, by the older name.
        pub patched_versions: List<Text>,
        /// Versions that never were affected, by the older name.
        pub unaffected_versions: List<Text>,
    }

    /// The table `affected`.
    pub struct RustsecAffected {
        /// Processor architectures on which it matters.
        pub arch: List<Text>,
        /// Operating systems on which it matters.
        pub os: List<Text>,
        /// Paths of functions, each with requirements for the versions in which it is affected
        /// under this path.
        pub functions: Map<Items<Text>>,
    }

    /// The table `versions`.
    pub struct RustsecVersions {
        /// Requirements for the versions that have a fix.
        pub patched: List<Text>,
        /// Requirements for the versions that never were affected.
        pub unaffected: List<Text>,
    }
}

impl RustsecAdvisory {
    /// An advisory with nothing but what it cannot do without.
    pub fn new(advisory: RustsecTable) -> Self {
        Self { keys: RustsecKeys::new(advisory), scalars: Vec::new(), source: None }
    }

    /// The affected versions: by the order alone, those that are neither patched nor unaffected.
    /// A requirement that nobody can read leaves nothing out.
    ///
    /// ```
    /// use pkgschema::version::{Scheme, Version};
    /// use pkgschema_convert::{Document, cargo::RustsecAdvisory};
    /// let text = "[advisory]\n[versions]\npatched = [\">= 1.2, < 2\", \"whatever\"]\n";
    /// let affected = RustsecAdvisory::parse(text)?.affected_versions();
    /// assert!(affected.contains(&Version::parse(Scheme::Cargo, "2.0.0-beta")?));
    /// assert!(!affected.contains(&Version::parse(Scheme::Cargo, "1.9.0")?));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn affected_versions(&self) -> VersionSet {
        let requirements = self.requirements();
        requirements.patched.union(&requirements.unaffected).complement()
    }

    /// The document's text made of its values alone, in the layout that the database's advisories
    /// have; and what the syntax cannot hold of it.
    pub fn render_canonical(&self) -> Converted<String> {
        layout::document(self)
    }

    /// The source text as far as the values are still those that were read.
    fn render_source(&self) -> Option<Converted<String>> {
        let source = self.source.as_deref()?;
        let read = Self::parse(source).ok()?;
        let bare = |document: &Self| {
            let mut keys = document.keys.clone();
            (keys.title, keys.description) = (None, None);
            keys
        };
        let is_markdown = |keys: &RustsecKeys| keys.title.is_some() || keys.description.is_some();
        let front = bare(self) == bare(&read) && self.scalars == read.scalars;
        let body = self.title == read.title && self.description == read.description;
        if front && body {
            return Some(Converted::lossless(source.to_owned()));
        }
        // TOML alone has no body to keep, and where nothing is to be kept all is written anew.
        if !(front || body) || !is_markdown(&self.keys) || !is_markdown(&read.keys) {
            return None;
        }
        let parts = body::split(source)?;
        Some(match front {
            true => layout::body_behind(parts.head(source), self),
            false => layout::front_before(self, parts.tail(source)),
        })
    }
}

type Front = (RustsecKeys, Vec<Pointer>);

/// Reads a front matter as it is.
fn front(text: &str) -> Result<Front, ParseError> {
    if let Some(keys) = toml::strict(text) {
        return Ok((keys, Vec::new()));
    }
    let (view, scalars) = toml::view(text)?;
    Ok((parse(view.as_str())?, scalars))
}

/// Reads a front matter whose first header may be left out: the lines above the others belong to
/// it then.
fn headless(text: &str) -> Result<Front, ParseError> {
    let supplied = || front(&format!("[advisory]\n{text}")).ok();
    let is_one = |(keys, _): &Front| keys.advisory.id.is_some() || keys.advisory.package.is_some();
    match begins_with_key(text).then(supplied).flatten() {
        Some(read) if is_one(&read) => Ok(read),
        _ => front(text),
    }
}

/// Whether a key stands before the first header.
fn begins_with_key(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_start);
    lines
        .find(|line| !line.is_empty() && !line.starts_with('#'))
        .is_some_and(|line| !line.starts_with('['))
}

impl PartialEq for RustsecAdvisory {
    /// Whether both say the same, however they are spelt.
    fn eq(&self, other: &Self) -> bool {
        self.keys == other.keys && self.scalars == other.scalars
    }
}

impl Deref for RustsecAdvisory {
    type Target = RustsecKeys;

    fn deref(&self) -> &RustsecKeys {
        &self.keys
    }
}

impl DerefMut for RustsecAdvisory {
    fn deref_mut(&mut self) -> &mut RustsecKeys {
        &mut self.keys
    }
}

impl Document for RustsecAdvisory {
    const NAME: &'static str = "RustSec advisory";

    fn parse(text: &str) -> Result<Self, ParseError> {
        let Some(parts) = body::split(text) else {
            let no_end = body::has_fence(text);
            let detail = "the fence of the front matter has no end";
            let broken = || ParseError::new(ParseErrorKind::Syntax, detail, text);
            let front = text.strip_prefix('\u{feff}').unwrap_or(text);
            let (keys, scalars) = if no_end { Err(broken()) } else { self::front(front) }?;
            return Ok(Self { keys, scalars, source: Some(text.into()) });
        };
        let (mut keys, scalars) = headless(parts.front(text))?;
        let (title, description) = body::read(parts.body(text));
        let RustsecKeys { title: own_title, description: own_description, rest, .. } = &mut keys;
        put(own_title, "title", title, rest);
        put(own_description, "description", Some(description), rest);
        Ok(Self { keys, scalars, source: Some(text.into()) })
    }

    fn view(&self) -> Raw {
        json::view(&self.keys)
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        Ok(Self { keys: parse(view.as_str())?, scalars: Vec::new(), source: None })
    }

    fn render(&self) -> Converted<String> {
        self.render_source().unwrap_or_else(|| self.render_canonical())
    }

    fn check(&self) -> Vec<Finding> {
        let mut found = check(&self.keys);
        found.extend(self.unreadable_requirements().into_iter().map(|(place, error)| {
            Finding::new(place, "malformed-requirement", Severity::Error, error.to_string())
        }));
        let needed = [
            ("/advisory/id", self.advisory.id.is_some()),
            ("/advisory/package", self.advisory.package.is_some()),
            ("/advisory/date", self.advisory.date.is_some()),
            ("/title", self.title.is_some() || self.advisory.title.is_some()),
        ];
        for (place, _) in needed.into_iter().filter(|(_, there)| !there) {
            let place = Pointer::parse(place).unwrap_or_default();
            let words = "an advisory of the database has one";
            found.push(Finding::new(place, "missing-member", Severity::Warning, words));
        }
        let dates = [("date", &self.advisory.date), ("withdrawn", &self.advisory.withdrawn)];
        for (name, date) in dates {
            if date.as_deref().is_some_and(|date| midnight(date).is_none()) {
                let place = Pointer::root().child("advisory").child(name);
                let words = "expected a day such as 2026-01-31";
                found.push(Finding::new(place, "malformed-date", Severity::Error, words));
            }
        }
        found
    }

    fn text_scalars(&self) -> &[Pointer] {
        &self.scalars
    }

    fn set_text_scalars(&mut self, places: Vec<Pointer>) {
        self.scalars = places;
    }
}

/// Puts a text of the Markdown in its place. A key of the same name stays as the second of the two.
fn put(place: &mut Option<Text>, name: &str, text: Option<&str>, rest: &mut Rest) {
    let Some(text) = text else { return };
    if let Some(key) = place.replace(Text::from(text)) {
        rest.push(name, Raw::of(&key).unwrap_or_default());
    }
}

/// The first moment of a day, if it is one of the calendar: `2026-01-31` (RFC 3339, `full-date`).
pub(super) fn midnight(day: &str) -> Option<Timestamp> {
    Timestamp::new(&format!("{day}T00:00:00Z")).ok().filter(|_| day.len() == 10)
}
