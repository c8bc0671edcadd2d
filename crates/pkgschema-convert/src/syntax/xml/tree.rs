//! The elements of an XML text.
//!
//! Invariant: one pass; elements stand in one list, in which each knows its first child and its
//! next sibling.

use super::{is_name, trim};
use pkgschema::object::MAX_DEPTH;
use pkgschema::{ParseError, ParseErrorKind};
use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, resolve_xml_entity, unescape_with};
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;
use std::num::NonZeroU32;

/// So many entities are named that XML does not have.
const MOST_NAMED: usize = 100;

/// An element, or a text beside elements.
#[derive(Debug, Default)]
pub(super) struct Node<'t> {
    /// The name as written, with its prefix. Empty for a text.
    pub(super) name: &'t str,
    pub(super) attributes: Vec<(String, String)>,
    /// The text, if there are no elements beside it.
    pub(super) text: Cow<'t, str>,
    first: Option<Index>,
    next: Option<Index>,
}

/// Where a node stands in the list. No text that is read has as many; the root, which has the
/// first place, is behind nothing and in nothing.
type Index = NonZeroU32;

/// An element that is not closed yet.
#[derive(Debug, Clone, Copy)]
struct Open {
    at: usize,
    /// What was added to it last.
    last: usize,
}

/// The elements; the root is the first one.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    text: &'t str,
    nodes: Vec<Node<'t>>,
    /// The elements that are not closed yet, from the root on.
    open: Vec<Open>,
    /// Whether lines may end otherwise than by a line feed.
    has_returns: bool,
    /// Text since the last tag.
    run: Cow<'t, str>,
    entities: Vec<String>,
}

impl<'t> Tree<'t> {
    pub(super) fn read(text: &'t str) -> Result<Self, ParseError> {
        // an element with its end tag and the white space before it has about forty bytes
        let nodes = Vec::with_capacity(text.len() / 40);
        let (open, run, entities) = (Vec::new(), Cow::Borrowed(""), Vec::new());
        let has_returns = memchr::memchr(b'\r', text.as_bytes()).is_some();
        let mut tree = Self { text, nodes, open, has_returns, run, entities };
        let mut reader = Reader::from_str(text);
        loop {
            let at = offset(reader.buffer_position());
            let event = reader
                .read_event()
                .map_err(|error| tree.error(offset(reader.error_position()), error.to_string()))?;
            if matches!(event, Event::Eof) {
                tree.end_of_text(at)?;
                return Ok(tree);
            }
            tree.take(event, at)?;
        }
    }

    fn take(&mut self, event: Event<'t>, at: usize) -> Result<(), ParseError> {
        match event {
            Event::Text(part) if self.has_returns => join(&mut self.run, part.xml10_content()),
            Event::Text(part) => join(&mut self.run, part.into_inner()),
            Event::CData(part) if self.has_returns => join(&mut self.run, part.xml10_content()),
            Event::CData(part) => join(&mut self.run, part.into_inner()),
            Event::GeneralRef(name) => self.reference(&name, at)?,
            Event::Start(tag) => self.start(&tag, at)?,
            Event::Empty(tag) => {
                self.start(&tag, at)?;
                self.end();
            }
            Event::End(_) => self.end(),
            Event::DocType(_) => {
                let words = "a document type is refused, since it can define entities";
                return Err(self.error(at, words.to_owned()));
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
        Ok(())
    }

    /// A reference to a character or an entity.
    fn reference(&mut self, name: &BytesRef<'_>, at: usize) -> Result<(), ParseError> {
        let character =
            name.resolve_char_ref().map_err(|error| self.error(at, error.to_string()))?;
        let text = match character {
            Some(character) => Cow::Owned(character.to_string()),
            None => self.entity(name),
        };
        join(&mut self.run, text);
        Ok(())
    }

    fn entity(&mut self, name: &str) -> Cow<'static, str> {
        if let Some(text) = resolve_xml_entity(name) {
            return text.into();
        }
        if self.entities.len() < MOST_NAMED && !self.entities.iter().any(|it| it == name) {
            self.entities.push(name.to_owned());
        }
        resolve_html5_entity(name).map_or_else(|| format!("&{name};").into(), Cow::Borrowed)
    }

    fn start(&mut self, tag: &BytesStart<'_>, at: usize) -> Result<(), ParseError> {
        self.take_text(at)?;
        if self.open.is_empty() && !self.nodes.is_empty() {
            return Err(self.error(at, "a second element beside the root".to_owned()));
        }
        if self.open.len() >= MAX_DEPTH {
            let words = format!("more than {MAX_DEPTH} elements in one another");
            let error = ParseError::new(ParseErrorKind::TooDeep, words, "");
            return Err(error.in_text(self.text, at));
        }
        let attributes = match trim(tag.attributes_raw()) {
            "" => Vec::new(),
            _ => self.attributes(tag.attributes(), at)?,
        };
        // the name as a part of the text, in which it follows the bracket
        let name = tag.name().into_inner();
        let name = self.text.get(at + 1..at + 1 + name.len()).filter(|part| *part == name);
        let Some(name) = name.filter(|name| is_name(name)) else {
            return Err(self.error(at, "expected the name of an element".to_owned()));
        };
        self.add(Node { name, attributes, ..Node::default() });
        let at = self.nodes.len() - 1;
        self.open.push(Open { at, last: at });
        Ok(())
    }

    fn attributes(
        &mut self,
        attributes: Attributes<'_>,
        at: usize,
    ) -> Result<Vec<(String, String)>, ParseError> {
        let mut all = Vec::new();
        for attribute in attributes {
            let attribute = attribute.map_err(|error| self.error(at, error.to_string()))?;
            let name = attribute.key.into_inner().to_owned();
            all.push((name, value(attribute.value)));
        }
        Ok(all)
    }

    /// Ends the innermost element.
    fn end(&mut self) {
        let run = std::mem::take(&mut self.run);
        let Some(open) = self.open.last().copied() else { return };
        match self.nodes.get_mut(open.at) {
            Some(node) if open.last == open.at => {
                let preserves = node
                    .attributes
                    .iter()
                    .any(|(name, value)| name == "xml:space" && value == "preserve");
                node.text = if preserves { run } else { trimmed(run) };
            }
            _ if trim(&run).is_empty() => {}
            _ => self.add_text(run),
        }
        self.open.pop();
    }

    /// Takes the text before a tag as one beside elements.
    fn take_text(&mut self, at: usize) -> Result<(), ParseError> {
        let run = std::mem::take(&mut self.run);
        if trim(&run).is_empty() {
            return Ok(());
        }
        if self.open.is_empty() {
            return Err(self.error(at, "text beside the root element".to_owned()));
        }
        self.add_text(run);
        Ok(())
    }

    fn add_text(&mut self, text: Cow<'t, str>) {
        self.add(Node { text: trimmed(text), ..Node::default() });
    }

    /// Adds a node behind the last one of the innermost element.
    fn add(&mut self, node: Node<'t>) {
        let at = self.nodes.len();
        self.nodes.push(node);
        let (Some(parent), Some(place)) = (self.open.last_mut(), index(at)) else { return };
        let before = std::mem::replace(&mut parent.last, at);
        if let Some(node) = self.nodes.get_mut(before) {
            let link = if before == parent.at { &mut node.first } else { &mut node.next };
            *link = Some(place);
        }
    }

    fn end_of_text(&mut self, at: usize) -> Result<(), ParseError> {
        self.take_text(at)?;
        let open = self.open.last().and_then(|open| self.nodes.get(open.at)).map(|node| node.name);
        match open {
            Some(name) => Err(self.error(at, format!("the element <{name}> is not closed"))),
            None if self.nodes.is_empty() => Err(self.error(at, "no element".to_owned())),
            None => Ok(()),
        }
    }

    fn error(&self, at: usize, words: String) -> ParseError {
        ParseError::new(ParseErrorKind::Syntax, words, "").in_text(self.text, at)
    }

    pub(super) fn root(&self) -> Option<&Node<'t>> {
        self.nodes.first()
    }

    /// The elements and texts in an element.
    pub(super) fn children<'a>(&'a self, of: &Node<'t>) -> Children<'a, 't> {
        Children { tree: self, next: of.first.and_then(|first| self.node(first)) }
    }

    /// An element or text, and those behind it.
    pub(super) fn from<'a>(&'a self, first: &'a Node<'t>) -> Children<'a, 't> {
        Children { tree: self, next: Some(first) }
    }

    fn node(&self, at: Index) -> Option<&Node<'t>> {
        self.nodes.get(usize::try_from(at.get()).ok()?)
    }

    pub(super) fn into_entities(self) -> Vec<String> {
        self.entities
    }
}

/// Elements and texts that stand beside each other.
#[derive(Clone, Copy)]
pub(super) struct Children<'a, 't> {
    tree: &'a Tree<'t>,
    next: Option<&'a Node<'t>>,
}

impl<'a, 't> Iterator for Children<'a, 't> {
    type Item = &'a Node<'t>;

    fn next(&mut self) -> Option<&'a Node<'t>> {
        let node = self.next?;
        self.next = node.next.and_then(|next| self.tree.node(next));
        Some(node)
    }
}

impl Node<'_> {
    pub(super) fn is_text(&self) -> bool {
        self.name.is_empty()
    }

    pub(super) fn has_children(&self) -> bool {
        self.first.is_some()
    }
}

fn join<'t>(run: &mut Cow<'t, str>, part: Cow<'t, str>) {
    match run.is_empty() {
        true => *run = part,
        false => run.to_mut().push_str(&part),
    }
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => trim(text).into(),
        Cow::Owned(text) => trim(&text).to_owned().into(),
    }
}

/// The value of an attribute as it is meant (3.3.3).
fn value(raw: Cow<'_, str>) -> String {
    if !raw.contains(['&', '\t', '\n', '\r']) {
        return raw.into_owned();
    }
    let raw = raw.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ");
    let entity = |name: &str| resolve_xml_entity(name).or_else(|| resolve_html5_entity(name));
    match unescape_with(&raw, entity) {
        Ok(value) => value.into_owned(),
        // an entity that nobody knows
        Err(_) => raw,
    }
}

fn index(at: usize) -> Option<Index> {
    Index::new(u32::try_from(at).ok()?)
}

fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
