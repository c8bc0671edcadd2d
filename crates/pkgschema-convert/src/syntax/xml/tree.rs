//! The elements of an XML text.
//!
//! Invariant: one pass; elements stand in one list, in which each knows its first child and its
//! next sibling.

use super::{is_blank, is_name};
use pkgschema::object::MAX_DEPTH;
use pkgschema::{ParseError, ParseErrorKind};
use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, resolve_xml_entity, unescape_with};
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;

/// So many entities are named that XML does not have.
const MOST_NAMED: usize = 100;

/// An element, or a text beside elements.
#[derive(Debug, Default)]
pub(super) struct Node<'t> {
    /// The name as written, with its prefix. Empty for a text.
    pub(super) name: Cow<'t, str>,
    pub(super) attributes: Vec<(String, String)>,
    /// The text, if there are no elements beside it.
    pub(super) text: Cow<'t, str>,
    first: Option<usize>,
    last: Option<usize>,
    next: Option<usize>,
}

/// The elements; the root is the first one.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    text: &'t str,
    nodes: Vec<Node<'t>>,
    /// The elements that are not closed yet, from the root on.
    open: Vec<usize>,
    /// Text since the last tag.
    run: Cow<'t, str>,
    entities: Vec<String>,
}

impl<'t> Tree<'t> {
    pub(super) fn read(text: &'t str) -> Result<Self, ParseError> {
        // an element with its end tag and the white space before it has about forty bytes
        let nodes = Vec::with_capacity(text.len() / 40);
        let (open, run, entities) = (Vec::new(), Cow::Borrowed(""), Vec::new());
        let mut tree = Self { text, nodes, open, run, entities };
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
            Event::Text(part) => join(&mut self.run, part.xml10_content()),
            Event::CData(part) => join(&mut self.run, part.xml10_content()),
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
        let attributes = match tag.attributes_raw().trim_matches(is_blank) {
            "" => Vec::new(),
            _ => self.attributes(tag.attributes(), at)?,
        };
        let name = self.name(tag.name().into_inner(), at + 1);
        if !is_name(&name) {
            return Err(self.error(at, "expected the name of an element".to_owned()));
        }
        self.add(Node { name, attributes, ..Node::default() });
        self.open.push(self.nodes.len() - 1);
        Ok(())
    }

    /// The name as a part of the text.
    fn name(&self, name: &str, at: usize) -> Cow<'t, str> {
        match self.text.get(at..at + name.len()) {
            Some(part) if part == name => part.into(),
            _ => name.to_owned().into(),
        }
    }

    fn attributes(
        &mut self,
        attributes: Attributes<'_>,
        at: usize,
    ) -> Result<Vec<(String, String)>, ParseError> {
        let mut all = Vec::new();
        for attribute in attributes {
            let attribute = attribute.map_err(|error| self.error(at, error.to_string()))?;
            let raw = attribute.value.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ");
            let entity =
                |name: &str| resolve_xml_entity(name).or_else(|| resolve_html5_entity(name));
            let value = match unescape_with(&raw, entity) {
                Ok(value) => value.into_owned(),
                // an entity that nobody knows
                Err(_) => raw,
            };
            all.push((attribute.key.into_inner().to_owned(), value));
        }
        Ok(all)
    }

    /// Ends the innermost element.
    fn end(&mut self) {
        let run = std::mem::take(&mut self.run);
        let innermost = self.open.last().and_then(|at| self.nodes.get_mut(*at));
        match innermost.filter(|node| node.first.is_none()) {
            Some(node) => {
                let preserves = node
                    .attributes
                    .iter()
                    .any(|(name, value)| name == "xml:space" && value == "preserve");
                node.text = if preserves { run } else { trimmed(run) };
            }
            None if !run.trim_matches(is_blank).is_empty() => self.add_text(run),
            None => {}
        }
        self.open.pop();
    }

    /// Takes the text before a tag as one beside elements.
    fn take_text(&mut self, at: usize) -> Result<(), ParseError> {
        let run = std::mem::take(&mut self.run);
        if run.trim_matches(is_blank).is_empty() {
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
        let Some(parent) = self.open.last().and_then(|parent| self.nodes.get_mut(*parent)) else {
            return;
        };
        match parent.last.replace(at) {
            None => parent.first = Some(at),
            Some(before) => {
                if let Some(before) = self.nodes.get_mut(before) {
                    before.next = Some(at);
                }
            }
        }
    }

    fn end_of_text(&mut self, at: usize) -> Result<(), ParseError> {
        self.take_text(at)?;
        let open = self.open.last().and_then(|at| self.nodes.get(*at)).map(|node| &node.name);
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
    pub(super) fn children<'a>(
        &'a self,
        of: &Node<'t>,
    ) -> impl Iterator<Item = &'a Node<'t>> + Clone + use<'a, 't> {
        let first = of.first.and_then(|first| self.nodes.get(first));
        std::iter::successors(first, |node| self.nodes.get(node.next?))
    }

    pub(super) fn into_entities(self) -> Vec<String> {
        self.entities
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
        Cow::Borrowed(text) => text.trim_matches(is_blank).into(),
        Cow::Owned(text) => text.trim_matches(is_blank).to_owned().into(),
    }
}

fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
