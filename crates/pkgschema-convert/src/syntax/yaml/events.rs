//! The events of a YAML text, aliases among them played again.
//!
//! Invariant: what is played again is bounded, however aliases nest.

use pkgschema::{ParseError, ParseErrorKind};
use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput};
use std::borrow::Cow;
use std::{collections::HashMap, ops::Range};

/// Longest YAML text that is read, in bytes.
const LONGEST: usize = 4 << 20;

/// How much aliases may add to a text, in bytes of what they stand for and a few for each event.
const EXPANSION: usize = 4 << 20;

/// What an event counts as that is played again.
const EVENT: usize = 8;

/// How many events may stand below anchors.
const ANCHORED: usize = 1 << 16;

/// A tag: handle and suffix.
pub(super) type Tag<'a> = Option<Cow<'a, saphyr_parser::Tag>>;

/// One event of a document.
#[derive(Debug, Clone)]
pub(super) enum Node<'a> {
    Scalar(Cow<'a, str>, ScalarStyle, Tag<'a>),
    Sequence(Tag<'a>),
    Mapping(Tag<'a>),
    Alias(usize),
    End,
}

/// An event, and where its anchor's events begin if it has one.
pub(super) struct Next<'a> {
    pub(super) node: Node<'a>,
    pub(super) anchor: Option<Anchor>,
}

/// An anchor whose events are being listed.
pub(super) struct Anchor {
    id: usize,
    from: usize,
}

/// The events of one document.
pub(super) struct Events<'a> {
    text: &'a str,
    parser: Parser<'a, StrInput<'a>>,
    /// Where the last event of the text stands, in characters.
    at: usize,
    /// Events below anchors.
    listed: Vec<Node<'a>>,
    /// How many anchors have not ended.
    open: usize,
    anchors: HashMap<usize, Range<usize>>,
    /// What is played again, the innermost last.
    again: Vec<Range<usize>>,
    /// How much was played again.
    expanded: usize,
}

impl<'a> Events<'a> {
    /// The events of the first document of a text.
    pub(super) fn begin(text: &'a str) -> Result<Self, ParseError> {
        if text.len() > LONGEST {
            let detail = format!("{} bytes of YAML, {LONGEST} at most", text.len());
            return Err(ParseError::new(ParseErrorKind::TooLong, detail, text));
        }
        let control = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r');
        if let Some(offset) = text.find(control) {
            let detail = "a control character, which YAML does not allow";
            return Err(ParseError::new(ParseErrorKind::Syntax, detail, text).in_text(text, offset));
        }
        let mut events = Self {
            text,
            parser: Parser::new_from_str(text),
            at: 0,
            listed: Vec::new(),
            open: 0,
            anchors: HashMap::new(),
            again: Vec::new(),
            expanded: 0,
        };
        loop {
            match events.pull()? {
                Event::DocumentStart(_) => return Ok(events),
                Event::StreamEnd => {
                    return Err(ParseError::new(ParseErrorKind::Empty, "no YAML document", text));
                }
                _ => {}
            }
        }
    }

    /// The next event.
    pub(super) fn next(&mut self) -> Result<Next<'a>, ParseError> {
        if let Some(range) = self.again.last_mut() {
            let node = self.listed.get(range.start).cloned().unwrap_or(Node::End);
            range.start += 1;
            self.expanded += EVENT + node.len();
            if self.expanded > EXPANSION {
                let detail = format!("aliases add more than {EXPANSION} bytes");
                return Err(self.error(ParseErrorKind::TooLong, detail));
            }
            return Ok(Next { node, anchor: None });
        }
        let (node, id) = match self.pull()? {
            Event::Scalar(text, style, id, tag) => (Node::Scalar(text, style, tag), id),
            Event::SequenceStart(id, tag) => (Node::Sequence(tag), id),
            Event::MappingStart(id, tag) => (Node::Mapping(tag), id),
            Event::Alias(id) => (Node::Alias(id), 0),
            _ => (Node::End, 0),
        };
        let anchor = (id != 0).then_some(Anchor { id, from: self.listed.len() });
        self.open += usize::from(id != 0);
        if self.open > 0 {
            self.list(&node)?;
        }
        Ok(Next { node, anchor })
    }

    /// Ends the list of an anchor's events.
    pub(super) fn close(&mut self, anchor: Option<Anchor>) {
        if let Some(Anchor { id, from }) = anchor {
            self.open = self.open.saturating_sub(1);
            self.anchors.insert(id, from..self.listed.len());
        }
    }

    /// Begins to play an anchor's events again, until [`back`](Self::back).
    pub(super) fn replay(&mut self, id: usize) -> Result<(), ParseError> {
        let Some(range) = self.anchors.get(&id).cloned() else {
            let detail = "an alias stands within what it stands for";
            return Err(self.error(ParseErrorKind::Syntax, detail));
        };
        self.again.push(range);
        Ok(())
    }

    /// Ends what [`replay`](Self::replay) began.
    pub(super) fn back(&mut self) {
        self.again.pop();
    }

    /// Makes sure that nothing follows the document.
    pub(super) fn end(mut self) -> Result<(), ParseError> {
        loop {
            match self.pull()? {
                Event::StreamEnd => return Ok(()),
                Event::DocumentStart(_) => {
                    let detail = "a second document begins, and this kind is one";
                    return Err(self.error(ParseErrorKind::NotThisDocument, detail));
                }
                _ => {}
            }
        }
    }

    /// An error at the place where the text was read to.
    pub(super) fn error(&self, kind: ParseErrorKind, detail: impl Into<String>) -> ParseError {
        let found = self.text.char_indices().nth(self.at);
        let offset = found.map_or(self.text.len(), |(offset, _)| offset);
        ParseError::new(kind, detail, self.text).in_text(self.text, offset)
    }

    fn list(&mut self, node: &Node<'a>) -> Result<(), ParseError> {
        if self.listed.len() >= ANCHORED {
            let detail = format!("more than {ANCHORED} values below anchors");
            return Err(self.error(ParseErrorKind::TooLong, detail));
        }
        self.listed.push(node.clone());
        Ok(())
    }

    fn pull(&mut self) -> Result<Event<'a>, ParseError> {
        match self.parser.next_event() {
            Some(Ok((event, Span { start, .. }))) => {
                self.at = start.index();
                Ok(event)
            }
            Some(Err(error)) => {
                self.at = error.marker().index();
                let kind = match error.info().contains("recursion limit") {
                    true => ParseErrorKind::TooDeep,
                    false => ParseErrorKind::Syntax,
                };
                Err(self.error(kind, error.info().to_lowercase()))
            }
            None => Ok(Event::StreamEnd),
        }
    }
}

impl Node<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Scalar(text, ..) => text.len(),
            _ => 0,
        }
    }
}
