//! Writing a tree as compact JSON text.
//!
//! Invariant: reading what was written gives the same tree.

use super::Json;
use super::parse::LONE;
use super::walk::{Event, Walk};

pub(super) fn to_text(tree: &Json) -> String {
    let mut out = String::new();
    // closing characters of the open containers, and whether a comma is due before the next one
    let mut closers = Vec::new();
    let mut comma = false;
    for event in Walk::new(tree) {
        if comma && !matches!(event, Event::End) {
            out.push(',');
        }
        comma = match event {
            Event::ArrayStart => open(&mut out, &mut closers, '[', ']'),
            Event::ObjectStart => open(&mut out, &mut closers, '{', '}'),
            Event::Key(name) => {
                write_string(&mut out, name);
                out.push(':');
                false
            }
            Event::Scalar(value) => {
                write_scalar(&mut out, value);
                true
            }
            Event::End => {
                out.extend(closers.pop());
                true
            }
        };
    }
    out
}

/// Opens a container; no comma is due inside it yet.
fn open(out: &mut String, closers: &mut Vec<char>, opener: char, closer: char) -> bool {
    out.push(opener);
    closers.push(closer);
    false
}

fn write_scalar(out: &mut String, value: &Json) {
    match value {
        Json::Bool(true) => out.push_str("true"),
        Json::Bool(false) => out.push_str("false"),
        Json::Number(text) => out.push_str(text),
        Json::String(text) => write_string(out, text),
        Json::Null | Json::Array(_) | Json::Object(_) => out.push_str("null"),
    }
}

fn write_string(out: &mut String, text: &str) {
    out.push('"');
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            LONE if characters.next_if_eq(&LONE).is_some() => out.push(LONE),
            LONE => {
                out.push_str("\\u");
                out.extend(characters.by_ref().take(4));
            }
            control if control < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_as_read() {
        for text in [
            "null",
            r#"[[],{},[[]],{"a":{}}]"#,
            r#"{"":[1.0,1e400,-0],"\u0001\"\\":"\n\r\t\u007f"}"#,
            r#"{"a":[true,false,null],"b":"x"}"#,
        ] {
            let written = Json::parse(text).unwrap().to_text();
            assert_eq!(written.replace('\u{7f}', "\\u007f"), text);
        }
    }
}
