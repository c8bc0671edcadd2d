//! XML documents and their JSON view.
//!
//! | XML | view |
//! |---|---|
//! | `<a>text</a>` | `"text"`, without the white space around it |
//! | `<a b="c">text</a>` | `{"@b": "c", "#text": "text"}` |
//! | `<a><b>1</b><c>2</c></a>` | `{"b": "1", "c": "2"}` |
//! | `<a><b>1</b><b>2</b></a>` | `{"b": ["1", "2"]}` |
//! | the same, where the document has one `<b>` | `{"b": "1", "b#2": "2"}` |
//! | `<bs><b>1</b></bs>`, a list of the document | `["1"]` |
//! | anything else in such a list | `["name", value]` in place of the element |
//!
//! Comments, processing instructions, and white space between elements are not in the view.
//! Entities of HTML are read, since old documents have them; one that nobody knows stays as it is
//! written.
//!
//! Source: Extensible Markup Language (XML) 1.0, fifth edition.
//!
//! Invariant: rendering a view and reading it again gives the view, and no document type is ever
//! looked into.

pub(crate) mod document;
pub(crate) mod encoding;
mod names;
mod oddities;
mod render;
mod shape;
mod strict;
mod tree;
mod view;

pub(crate) use render::render;
pub(crate) use shape::{Holds, Shape, shape};

use pkgschema::object::{Object, parse};
use pkgschema::{ParseError, ParseErrorKind};

/// Longest XML text that is read, in bytes.
pub(crate) const LONGEST: usize = 16 << 20;

/// What an XML text says, and the names of entities in it that XML does not have: HTML's, and those
/// that nobody knows. Each once.
///
/// # Errors
/// If the text is no well-formed XML, has a document type, nests deeper than 128 elements, is
/// longer than [`LONGEST`], or has another root; and if its view is no such object.
pub(crate) fn read<T: Object>(text: &str, shape: &Shape) -> Result<(T, Vec<String>), ParseError> {
    let tree = tree(text, shape)?;
    let elements = match strict::strict(&tree, shape) {
        Some(elements) => elements,
        None => parse(&view::json(&tree, shape, text.len()))?,
    };
    Ok((elements, tree.into_entities()))
}

/// The elements of a text whose root has that name.
fn tree<'t>(text: &'t str, shape: &Shape) -> Result<tree::Tree<'t>, ParseError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(ParseError::new(ParseErrorKind::Empty, "no XML element", text));
    }
    if text.len() > LONGEST {
        let detail = format!("{} bytes of XML, {LONGEST} at most", text.len());
        return Err(ParseError::new(ParseErrorKind::TooLong, detail, text));
    }
    let tree = tree::Tree::read(text)?;
    let root = tree.root().map_or("", |root| root.name);
    if root != shape.root {
        let detail = format!("expected the element <{}>, found <{root}>", shape.root);
        return Err(ParseError::new(ParseErrorKind::NotThisDocument, detail, text));
    }
    Ok(tree)
}

/// White space of XML (2.3, `S`), and what Java's `trim` takes away beside it.
fn is_blank(character: char) -> bool {
    character <= ' '
}

/// A text without the white space around it.
fn trim(text: &str) -> &str {
    let seen = |byte: &u8| !is_blank(char::from(*byte));
    let Some(first) = text.bytes().position(|byte| seen(&byte)) else { return "" };
    let last = text.bytes().rposition(|byte| seen(&byte)).unwrap_or(first);
    text.get(first..=last).unwrap_or(text)
}

/// The bytes of ASCII that can stand in a name, as bits.
const IN_NAMES: u128 = {
    let (mut bits, mut byte) = (0, 0_u8);
    while byte < 128 {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'-' | b'.') {
            bits |= 1 << byte;
        }
        byte += 1;
    }
    bits
};

/// Whether a text can name an element or attribute (2.3, `Name`, with every character beyond
/// ASCII).
fn is_name(text: &str) -> bool {
    let fits = |byte: u8| byte >= 128 || IN_NAMES >> byte & 1 == 1;
    let begins = |byte: u8| !byte.is_ascii_digit() && !matches!(byte, b'-' | b'.');
    text.bytes().next().is_some_and(begins) && text.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pkgschema::object::Raw;

    const SHAPE: Shape = shape!("r", lists: { "bs": "b", "cs": "c", }, objects: ["o",]);

    fn view(text: &str) -> String {
        let json = |tree| view::json(&tree, &SHAPE, text.len());
        tree(text, &SHAPE).map_or_else(|error| error.to_string(), json)
    }

    #[test]
    fn views_and_back() {
        for (text, expected) in [
            ("<r/>", "{}"),
            ("<r a='1&#10;&amp;'><x> t\n </x></r>", r#"{"@a":"1\n&","x":"t"}"#),
            ("<r>\n<x>1</x><!-- - --><x>2</x><y/></r>", r##"{"x":"1","x#2":"2","y":""}"##),
            (
                "<r><f><x>1</x><x>2</x><y/><x>3</x></f></r>",
                r##"{"f":{"x":["1","2"],"y":"","x#2":"3"}}"##,
            ),
            ("<r><bs/><o/><cs><c/></cs></r>", r#"{"bs":[],"o":{},"cs":[""]}"#),
            (
                "<r><bs q='1'>t<b>1</b><z>2</z></bs></r>",
                r##"{"bs":[["@q","1"],["#text","t"],"1",["z","2"]]}"##,
            ),
            ("<r><bs><b/></bs><bs/></r>", r##"{"bs":[""],"bs#2":[]}"##),
            ("<r><m>a<x/>b</m></r>", r##"{"m":{"#text":"a","x":"","#text#2":"b"}}"##),
            ("<r><x k='1'>t</x></r>", r##"{"x":{"@k":"1","#text":"t"}}"##),
            ("<r><x><![CDATA[<a>]]>&#60;</x></r>", r#"{"x":"<a><"}"#),
            (
                "<r><p xml:space='preserve'> a\r\n</p></r>",
                r##"{"p":{"@xml:space":"preserve","#text":" a\n"}}"##,
            ),
            ("<r><x>&oslash;&nobody;</x></r>", "{\"x\":\"\u{f8}&nobody;\"}"),
            ("<r><x:y z:w='1'/></r>", r#"{"x:y":{"@z:w":"1"}}"#),
        ] {
            assert_eq!(view(text), expected, "{text}");
            let raw = Raw::parse(expected).unwrap();
            let (written, losses) = render(raw.as_raw(), &SHAPE);
            assert_eq!((view(&written).as_str(), losses.len()), (expected, 0), "{written}");
        }
    }

    #[test]
    fn what_is_no_document() {
        for text in [
            "",
            "text",
            "<a/>",
            "<r>",
            "<r></s>",
            "<r/><r/>",
            "<r/>text",
            "<r>&</r>",
            "<r>&#0;</r>",
            "<!DOCTYPE r [<!ENTITY a 'b'>]><r>&a;</r>",
            "<r><1/></r>",
            "<r a='1' a='2'/>",
        ] {
            assert!(tree(text, &SHAPE).is_err(), "{text}");
        }
        let deep = ["<r>", &"<a>".repeat(200), &"</a>".repeat(200), "</r>"].concat();
        assert_eq!(
            tree(&deep, &SHAPE).err().map(|error| error.kind()),
            Some(ParseErrorKind::TooDeep)
        );
    }

    #[test]
    fn what_xml_cannot_hold_is_lost() {
        let raw = Raw::parse(r#"{"a": null, "b c": "1", "d": " x", "e": "a\u0001b", "f": [[1]]}"#);
        let (text, losses) = render(raw.unwrap().as_raw(), &SHAPE);
        let places: Vec<&str> = losses.iter().map(|loss| loss.pointer.as_str()).collect();
        assert_eq!(places, ["/a", "/b c", "/d", "/e", "/f/0"]);
        assert!(tree(&text, &SHAPE).is_ok(), "{text}");
    }
}
