//! From pointers to lines and columns.
//!
//! Invariant: one pass over the text finds the places of all pointers, and a second one their
//! lines; only what pointers lead through is kept in mind, however deep the text nests.

use crate::{Finding, Pointer};
use std::collections::HashMap;

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Byte offset from the start of the text, a byte order mark included.
    pub offset: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in Unicode scalar values, from 1; a byte order mark is none.
    pub column: usize,
}

/// Where in a JSON text findings are: the start of the value that each is about, or of the nearest
/// one above it that is there. Of members of one name, a `duplicate-member` is about the second,
/// the next one about the third; everything else is about the first. `None` where the text holds
/// no value at all.
pub fn locate(text: &str, findings: &[Finding]) -> Vec<Option<Place>> {
    let mut wanted = Wanted::default();
    let mut doubled: HashMap<&Pointer, usize> = HashMap::new();
    let asked: Vec<(usize, usize)> = findings
        .iter()
        .map(|finding| {
            let copies = doubled.entry(&finding.pointer).or_default();
            *copies += usize::from(finding.code == "duplicate-member");
            let copy = if finding.code == "duplicate-member" { *copies } else { 0 };
            (wanted.add(&finding.pointer), copy)
        })
        .collect();
    Scan::new(text).run(&mut wanted);
    let offsets: Vec<Option<usize>> =
        asked.into_iter().map(|(node, copy)| wanted.offset(node, copy)).collect();
    lines(text, &offsets)
}

/// Line and column of byte offsets.
fn lines(text: &str, offsets: &[Option<usize>]) -> Vec<Option<Place>> {
    let mut order: Vec<usize> = offsets.iter().flatten().copied().collect();
    order.sort_unstable();
    order.dedup();
    let mut places = HashMap::new();
    let (mut line, mut column, mut next) = (1, 1, order.into_iter().peekable());
    for (at, character) in text.char_indices() {
        while next.next_if(|offset| *offset <= at).is_some_and(|offset| {
            places.insert(offset, Place { offset, line, column });
            true
        }) {}
        match character {
            '\n' => (line, column) = (line + 1, 1),
            '\u{feff}' if at == 0 => {}
            _ => column += 1,
        }
        if next.peek().is_none() {
            break;
        }
    }
    offsets.iter().map(|offset| places.get(&(*offset)?).copied()).collect()
}

/// How many members of one name are kept apart.
const COPIES: usize = 1 << 10;

/// The pointers that are looked for, as a tree.
#[derive(Debug)]
struct Wanted {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    above: usize,
    below: HashMap<String, usize>,
    found: Vec<usize>,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl Wanted {
    fn add(&mut self, pointer: &Pointer) -> usize {
        pointer.tokens().fold(0, |above, token| {
            let fresh = self.nodes.len();
            let node = self.nodes.get_mut(above);
            let at = node.map_or(fresh, |node| *node.below.entry(token).or_insert(fresh));
            if at == fresh {
                self.nodes.push(Node { above, ..Node::default() });
            }
            at
        })
    }

    /// The node below another one, if there is one that is looked for.
    fn below(&self, node: usize, token: &str) -> Option<usize> {
        self.nodes.get(node)?.below.get(token).copied()
    }

    fn leads_on(&self, node: usize) -> bool {
        self.nodes.get(node).is_some_and(|node| !node.below.is_empty())
    }

    /// Notes where a value starts; whether it is the first one there.
    fn note(&mut self, node: usize, offset: usize) -> bool {
        let Some(node) = self.nodes.get_mut(node) else { return false };
        if node.found.len() < COPIES {
            node.found.push(offset);
        }
        node.found.len() == 1
    }

    /// The offset of that copy of a value, or of the nearest one above it.
    fn offset(&self, mut node: usize, copy: usize) -> Option<usize> {
        loop {
            let it = self.nodes.get(node)?;
            if let Some(offset) = it.found.get(copy).or(it.found.last()) {
                return Some(*offset);
            }
            if node == 0 {
                return None;
            }
            node = it.above;
        }
    }
}

/// An array or object that is looked into.
struct Level {
    node: usize,
    is_object: bool,
    /// How many elements were met.
    met: usize,
}

/// A pass over a text.
struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, at: if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 } }
    }

    /// Looks at every value that a pointer leads to or through, and passes over all others.
    fn run(&mut self, wanted: &mut Wanted) {
        let mut levels: Vec<Level> = Vec::new();
        self.blank();
        if self.peek().is_some() {
            self.value(0, wanted, &mut levels);
        }
        while let Some(level) = levels.last_mut() {
            self.blank();
            match self.peek() {
                None => return,
                Some(b'}' | b']') => {
                    self.at += 1;
                    levels.pop();
                }
                Some(b',') => self.at += 1,
                Some(_) => {
                    let token = match level.is_object {
                        true => self.name(),
                        false => Some(level.met.to_string()),
                    };
                    level.met += 1;
                    let node = token.and_then(|token| wanted.below(level.node, &token));
                    match node {
                        Some(node) => self.value(node, wanted, &mut levels),
                        None => self.pass(),
                    }
                }
            }
        }
    }

    /// A value that is looked for, or leads to one.
    fn value(&mut self, node: usize, wanted: &mut Wanted, levels: &mut Vec<Level>) {
        let first = wanted.note(node, self.at);
        match self.peek() {
            Some(open @ (b'{' | b'[')) if first && wanted.leads_on(node) => {
                self.at += 1;
                levels.push(Level { node, is_object: open == b'{', met: 0 });
            }
            _ => self.pass(),
        }
    }

    /// A member's name and what stands before its value.
    fn name(&mut self) -> Option<String> {
        let start = self.at;
        self.pass();
        let name = self.text.get(start..self.at).and_then(|name| serde_json::from_str(name).ok());
        self.blank();
        if self.peek() == Some(b':') {
            self.at += 1;
        }
        self.blank();
        name
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blank(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Passes over a value: a string, all that brackets hold, or what stands before the next
    /// separator. It always gets on.
    fn pass(&mut self) {
        let (start, mut depth) = (self.at, 0_usize);
        loop {
            match self.peek() {
                None => return,
                Some(b'"') => self.string(),
                Some(b'{' | b'[') => {
                    depth += 1;
                    self.at += 1;
                }
                Some(b'}' | b']') if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                Some(b',' | b':' | b'}' | b']') if depth == 0 => break,
                Some(byte) if depth == 0 && byte.is_ascii_whitespace() => break,
                Some(_) if depth > 0 => self.at += 1,
                Some(_) => {
                    self.at += 1;
                    continue;
                }
            }
            if depth == 0 {
                break;
            }
        }
        self.at = self.at.max(start + 1);
    }

    /// Passes over a string.
    fn string(&mut self) {
        self.at += 1;
        loop {
            match self.peek() {
                None => return,
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(_) => self.at += 1,
            }
        }
        self.at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Severity;

    fn at(text: &str, pointer: &str, code: &'static str, copies: usize) -> Vec<(usize, usize)> {
        let pointer = Pointer::parse(pointer).unwrap();
        let finding = Finding::new(pointer, code, Severity::Error, "");
        let places = locate(text, &vec![finding; copies]);
        places.into_iter().map(|place| place.map_or((0, 0), |it| (it.line, it.column))).collect()
    }

    #[test]
    fn places_are_those_of_values() {
        let text = "{\r\n\t\"a\" : [1, {\"b~/\": \"\u{1f600}\", \"c\": {}}],\n \"\\u0064\":2}";
        let table = [
            ("", (1, 1)),
            ("/a", (2, 8)),
            ("/a/0", (2, 9)),
            ("/a/1/b~0~1", (2, 20)),
            ("/a/1/c", (2, 30)),
            ("/a/1/c/x/y", (2, 30)),
            ("/d", (3, 11)),
            ("/e", (1, 1)),
        ];
        for (pointer, expected) in table {
            assert_eq!(at(text, pointer, "x", 1), [expected], "{pointer}");
        }
        let marked = format!("\u{feff}{}", "[\n7]");
        assert_eq!(at(&marked, "", "x", 1), [(1, 1)]);
        assert_eq!(at(&marked, "/0", "x", 1), [(2, 1)]);
        assert_eq!(at("  ", "/0", "x", 1), [(0, 0)]);
    }

    #[test]
    fn of_members_of_one_name_each_has_its_place() {
        let text = r#"{"a": {"b": 1}, "a": {"b": 2}, "a": 3}"#;
        assert_eq!(at(text, "/a/b", "x", 1), [(1, 13)]);
        assert_eq!(at(text, "/a", "duplicate-member", 2), [(1, 22), (1, 37)]);
    }

    #[test]
    fn broken_and_deep_texts_end() {
        let deep = "[".repeat(200_000);
        assert_eq!(at(&deep, "/0/0/1", "x", 1), [(1, 3)]);
        for text in ["{", "[", "{\"a", "{\"a\"", "{\"a\":", "}", "{]", "[1 2", "{,:", "\"\\"] {
            assert_eq!(at(text, "/a/b", "x", 1).len(), 1, "{text}");
        }
    }
}
