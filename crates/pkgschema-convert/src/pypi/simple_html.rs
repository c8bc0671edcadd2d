//! The answer of the simple repository API about a project, in HTML.
//!
//! The view is an object with what the specification gives a meaning, in the order of the page:
//!
//! | member | is |
//! |---|---|
//! | `meta` | a list of the `<meta>` elements whose name begins with `pypi:`, with `name` and `content` |
//! | `base` | the address in the first `<base>` |
//! | `anchors` | a list of the `<a>` elements: `text`, and each attribute by its name, one without a value as the empty text |
//!
//! Everything else on the page is for people, and not in the view. References like `&gt;` are
//! read; of the named ones the five that XML has.
//!
//! Records, findings and losses are those of the page as [`SimpleJson`]: the specification says
//! what corresponds to what. The page does not say its own address: relative addresses stay so
//! unless the caller gives one to [`SimpleHtml::to_simple_json`].
//!
//! Source: the specification "Simple repository API", base HTML API (PEP 503, 592, 629, 658, 708,
//! 714, 740, 792).
//!
//! Invariant: an anchor that names no file keeps its place in the view and costs no other one.

mod correspondence;
mod page;
mod places;
mod resolve;

pub(super) use correspondence::hashes;

use super::{FileName, SimpleJson};
use crate::syntax::html::escaped;
use crate::{Converted, Document, Loss, ToRecord};
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::{List, Object, Raw, parse, raw, write};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity, Text};
use std::ops::Deref;

/// Longer texts than these bytes are not read.
const LONGEST: usize = 32 << 20;

/// A project's page. Derefs to what the view holds of it.
///
/// ```
/// use pkgschema_convert::{Document, ToRecord, pypi::SimpleHtml};
/// let page = SimpleHtml::parse("<!DOCTYPE html><html><body><a href='../f/margin-1.0.zip#sha256=00'\
///     data-requires-python='&gt;=3.9' data-yanked>margin-1.0.zip</a></body></html>")?;
/// let project = page.to_simple_json(Some("https://registry.example/simple/margin/")).value;
/// assert_eq!(project.files[0].url.as_deref(), Some("https://registry.example/simple/f/margin-1.0.zip"));
/// assert_eq!(project.name.as_deref(), Some("margin"));
/// assert_eq!(page.to_record().value[0].availability.as_ref().unwrap().yanked, Some(true));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SimpleHtml {
    page: SimplePage,
    /// Whether a tag or comment does not end.
    unfinished: bool,
}

pkgschema::object! {
    /// What a page says.
    pub struct SimplePage {
        /// What is said of the page and the project.
        pub meta: List<PageMeta>,
        /// The address that relative ones are relative to.
        pub base: Option<Text>,
        /// The files, each an anchor.
        pub anchors: List<PageAnchor>,
    }

    /// A `<meta>` element.
    pub struct PageMeta {
        /// `pypi:repository-version`, `pypi:project-status` and others.
        pub name: Option<Text>,
        /// What is said.
        pub content: Option<Text>,
    }

    /// An `<a>` element.
    pub struct PageAnchor {
        /// The text within; the file's name.
        pub text: Option<Text>,
        /// The file's address, a digest behind its `#`.
        pub href: Option<Text>,
        /// The versions of Python that it is for.
        pub requires_python: Option<Text> = "data-requires-python",
        /// Why it is yanked; empty where no reason is given. Absent means that it is not.
        pub yanked: Option<Text> = "data-yanked",
        /// `true` or `false`: whether a signature is at its address with `.asc`.
        pub gpg_sig: Option<Text> = "data-gpg-sig",
        /// `true`, or a digest of its metadata at its address with `.metadata`.
        pub core_metadata: Option<Text> = "data-core-metadata",
        /// The same, by its first name.
        pub dist_info_metadata: Option<Text> = "data-dist-info-metadata",
        /// Where its attestations are.
        pub provenance: Option<Text> = "data-provenance",
    }
}

impl Deref for SimpleHtml {
    type Target = SimplePage;

    fn deref(&self) -> &SimplePage {
        &self.page
    }
}

impl SimpleHtml {
    /// The page as the JSON of the same API. Relative addresses are resolved with the page's own
    /// one, of which the last part is the project's name; without it, both stay open.
    pub fn to_simple_json(&self, address: Option<&str>) -> Converted<SimpleJson> {
        correspondence::of(&self.page, address)
    }

    /// What the page says, to be changed.
    pub(super) fn page_mut(&mut self) -> &mut SimplePage {
        &mut self.page
    }

    /// Whether the text can be told as a project's page: HTML with an anchor that names a file, or
    /// with a `<meta>` of the API and no anchor.
    pub(crate) fn is_told(text: &str) -> bool {
        let head: String = text.chars().take(15).collect();
        let head = head.to_ascii_lowercase();
        if !head.starts_with("<!doctype html") && !head.starts_with("<html") {
            return false;
        }
        let Ok(page) = Self::parse(text) else { return false };
        let names = |anchor: &PageAnchor| anchor.file_name().is_some_and(|it| is_file(&it));
        page.anchors.iter().any(names) || (page.anchors.is_empty() && !page.meta.is_empty())
    }
}

fn is_file(name: &str) -> bool {
    FileName::parse(name).is_ok()
}

impl PageAnchor {
    /// The file's name: the last part of its address, or the text of an anchor without one.
    pub fn file_name(&self) -> Option<Text> {
        let by_address = || super::places::name_in_path_of_url(self.href.as_deref()?);
        let name = by_address().map(Text::from);
        name.or_else(|| self.text.clone().filter(|text| !text.is_empty()))
    }
}

impl Document for SimpleHtml {
    const NAME: &'static str = "Simple API HTML";

    fn parse(text: &str) -> Result<Self, ParseError> {
        if text.len() > LONGEST {
            let detail = format!("{} bytes of HTML, {LONGEST} at most", text.len());
            return Err(ParseError::new(ParseErrorKind::TooLong, detail, text));
        }
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (page, unfinished) = page::read(body);
        if page.anchors.is_empty() && page.meta.is_empty() {
            let words = "neither an anchor nor a <meta> of the simple repository API";
            return Err(ParseError::new(ParseErrorKind::NotThisDocument, words, body));
        }
        Ok(Self { page, unfinished })
    }

    fn view(&self) -> Raw {
        crate::syntax::json::view(&self.page)
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        Ok(Self { page: parse(view.as_str())?, unfinished: false })
    }

    /// A plain page of what the view holds; what is no text there has no place in HTML.
    fn render(&self) -> Converted<String> {
        let mut out = String::from("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n");
        for meta in &self.page.meta {
            let members = [("name", &meta.name), ("content", &meta.content)];
            element("meta", members, meta, &mut out);
            out.push('\n');
        }
        if let Some(base) = &self.page.base {
            out.push_str(&format!("<base href=\"{}\">\n", escaped(base)));
        }
        out.push_str("</head>\n<body>\n");
        for anchor in &self.page.anchors {
            element("a", attributes(anchor), anchor, &mut out);
            out.push_str(&escaped(anchor.text.as_deref().unwrap_or_default()));
            out.push_str("</a><br>\n");
        }
        out.push_str("</body>\n</html>\n");
        Converted::new(out, Vec::new())
    }

    fn check(&self) -> Vec<Finding> {
        let mut found = pkgschema::object::check(&self.page);
        found.extend(places::findings(&self.page));
        if self.unfinished {
            let words = "a tag or comment does not end: what follows it is lost";
            found.push(Finding::new(Pointer::root(), "unfinished", Severity::Error, words));
        }
        found
    }
}

impl ToRecord<Vec<PackageMetadata>> for SimpleHtml {
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        let Converted { value: project, losses } = self.to_simple_json(None);
        let read = project.to_record();
        let mut losses: Vec<Loss> = losses;
        losses.extend(places::losses(&self.page, read.losses));
        Converted::new(read.value, losses)
    }
}

/// The attributes that are known, in the order of writing.
fn attributes(anchor: &PageAnchor) -> [(&'static str, &Option<Text>); 7] {
    [
        ("href", &anchor.href),
        ("data-requires-python", &anchor.requires_python),
        ("data-yanked", &anchor.yanked),
        ("data-gpg-sig", &anchor.gpg_sig),
        ("data-core-metadata", &anchor.core_metadata),
        ("data-dist-info-metadata", &anchor.dist_info_metadata),
        ("data-provenance", &anchor.provenance),
    ]
}

/// A start tag with its attributes.
fn element<'a, T: Object>(
    name: &str,
    known: impl IntoIterator<Item = (&'static str, &'a Option<Text>)>,
    object: &T,
    out: &mut String,
) {
    out.push('<');
    out.push_str(name);
    let known = known.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)));
    for (name, value) in known {
        out.push_str(&format!(" {name}=\"{}\"", escaped(value)));
    }
    for (name, value) in object.rest().iter() {
        if let Some(value) = raw::string(value.as_raw()).filter(|_| !T::MEMBERS.contains(&name)) {
            out.push_str(&format!(" {name}=\"{}\"", escaped(&value)));
        }
    }
    out.push('>');
}

/// The text as it stands in a view.
fn in_view(text: &str) -> Raw {
    Raw::from_string(write(&Text::from(text))).unwrap_or_default()
}
