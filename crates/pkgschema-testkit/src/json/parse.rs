//! Reading JSON text as RFC 8259 has it, nothing more.
//!
//! Invariant: every accepted text is JSON by the grammar, and the reader keeps no state on the
//! call stack.

use super::Json;
use super::walk::Builder;

/// Stands before the four hexadecimal digits of a surrogate without partner.
pub(super) const LONE: char = '\u{10FFFF}';

pub(super) fn parse(text: &str) -> Result<Json, String> {
    Parser { text, at: 0, builder: Builder::default(), open: Vec::new() }.run()
}

#[derive(Clone, Copy, PartialEq)]
enum Container {
    Array,
    Object,
}

#[derive(Clone, Copy)]
enum Want {
    Value,
    /// A value, or the end of the array just opened.
    FirstItem,
    /// A name, or the end of the object just opened.
    FirstName,
    Name,
    /// A comma or the end of the container; the end of the text outside of any.
    Next,
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    builder: Builder,
    open: Vec<Container>,
}

impl Parser<'_> {
    fn run(mut self) -> Result<Json, String> {
        let mut want = Want::Value;
        loop {
            self.skip_space();
            want = match (want, self.peek()) {
                (Want::Next, None) if self.open.is_empty() => break,
                (Want::FirstItem, Some(b']')) | (Want::FirstName, Some(b'}')) => self.close(),
                (Want::Value | Want::FirstItem, Some(byte)) => self.value(byte)?,
                (Want::FirstName | Want::Name, Some(b'"')) => self.name()?,
                (Want::Next, Some(byte)) => self.next(byte)?,
                (_, Some(_)) => return Err(self.error("expected a member name")),
                (_, None) => return Err(self.error("unexpected end of the text")),
            };
        }
        self.builder.finish().ok_or_else(|| "no value".to_owned())
    }

    fn value(&mut self, byte: u8) -> Result<Want, String> {
        let scalar = match byte {
            b'[' => return self.open(Container::Array),
            b'{' => return self.open(Container::Object),
            b'"' => Json::String(self.string()?),
            b'-' | b'0'..=b'9' => Json::Number(self.number()?),
            b'n' => self.word("null", Json::Null)?,
            b't' => self.word("true", Json::Bool(true))?,
            b'f' => self.word("false", Json::Bool(false))?,
            _ => return Err(self.error("expected a value")),
        };
        self.builder.value(scalar);
        Ok(Want::Next)
    }

    fn open(&mut self, container: Container) -> Result<Want, String> {
        if self.builder.depth() >= Json::MAX_DEPTH {
            return Err(self.error("nested too deeply"));
        }
        self.at += 1;
        self.open.push(container);
        if container == Container::Array {
            self.builder.open_array();
            return Ok(Want::FirstItem);
        }
        self.builder.open_object();
        Ok(Want::FirstName)
    }

    fn close(&mut self) -> Want {
        self.at += 1;
        self.open.pop();
        self.builder.close();
        Want::Next
    }

    fn name(&mut self) -> Result<Want, String> {
        let name = self.string()?;
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(self.error("expected a colon"));
        }
        self.at += 1;
        self.builder.key(name);
        Ok(Want::Value)
    }

    fn next(&mut self, byte: u8) -> Result<Want, String> {
        match (self.open.last(), byte) {
            (Some(Container::Array), b']') | (Some(Container::Object), b'}') => Ok(self.close()),
            (Some(Container::Array), b',') => {
                self.at += 1;
                Ok(Want::Value)
            }
            (Some(Container::Object), b',') => {
                self.at += 1;
                Ok(Want::Name)
            }
            (Some(_), _) => Err(self.error("expected a comma or the end of the container")),
            (None, _) => Err(self.error("text after the value")),
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, String> {
        if !self.text[self.at..].starts_with(word) {
            return Err(self.error("expected a value"));
        }
        self.at += word.len();
        Ok(value)
    }

    fn number(&mut self) -> Result<String, String> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits()?;
        }
        Ok(self.text[start..self.at].to_owned())
    }

    fn digits(&mut self) -> Result<(), String> {
        let rest = &self.text[self.at..];
        let count = rest.bytes().take_while(u8::is_ascii_digit).count();
        self.at += count;
        if count == 0 { Err(self.error("expected a digit")) } else { Ok(()) }
    }

    /// A string, from its opening to behind its closing quote.
    fn string(&mut self) -> Result<String, String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.bytes().position(|byte| byte < 0x20 || matches!(byte, b'"' | b'\\'));
            let plain = plain.unwrap_or(rest.len());
            push_plain(&mut out, &rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.escape(&mut out)?,
                Some(_) => return Err(self.error("control character in a string")),
                None => return Err(self.error("string without an end")),
            }
        }
        self.at += 1;
        Ok(out)
    }

    fn escape(&mut self, out: &mut String) -> Result<(), String> {
        self.at += 1;
        let character = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(out),
            _ => return Err(self.error("unknown escape")),
        };
        self.at += 1;
        out.push(character);
        Ok(())
    }

    /// `uXXXX`, and the low surrogate's escape where this one is high.
    fn unicode(&mut self, out: &mut String) -> Result<(), String> {
        let first = self.four_digits(self.at + 1)?;
        self.at += 5;
        if let Some(character) = char::from_u32(first) {
            push_plain(out, character.encode_utf8(&mut [0; 4]));
            return Ok(());
        }
        if first < 0xDC00 && self.text[self.at..].starts_with("\\u") {
            let second = self.four_digits(self.at + 2)?;
            let joined = 0x10000 + ((first - 0xD800) << 10);
            let pair = (0xDC00..0xE000).contains(&second).then(|| joined + second - 0xDC00);
            if let Some(character) = pair.and_then(char::from_u32) {
                push_plain(out, character.encode_utf8(&mut [0; 4]));
                self.at += 6;
                return Ok(());
            }
        }
        out.push(LONE);
        out.push_str(&format!("{first:04x}"));
        Ok(())
    }

    fn four_digits(&self, at: usize) -> Result<u32, String> {
        let digits = self.text.get(at..at + 4).unwrap_or_default();
        let hexadecimal = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let value = if hexadecimal { u32::from_str_radix(digits, 16).ok() } else { None };
        value.ok_or_else(|| self.error("expected four hexadecimal digits"))
    }

    fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        let space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        self.at += rest.bytes().take_while(space).count();
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn error(&self, what: &str) -> String {
        format!("{what} at byte {}", self.at)
    }
}

/// Adds text that stands for itself; the mark of lone surrogates is doubled.
fn push_plain(out: &mut String, text: &str) {
    if text.contains(LONE) {
        out.extend(
            text.chars().flat_map(|c| std::iter::repeat_n(c, if c == LONE { 2 } else { 1 })),
        );
    } else {
        out.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grammar() {
        for (text, good) in [
            ("null", true),
            (" [ 1 , -0.5e+10 , true ] ", true),
            (r#"{"a":{"b":[]},"c":""}"#, true),
            ("", false),
            ("[1,]", false),
            ("[,1]", false),
            (r#"{"a":1,}"#, false),
            (r#"{"a" 1}"#, false),
            (r#"{a:1}"#, false),
            ("[1 2]", false),
            ("[1}", false),
            ("1 2", false),
            ("01", false),
            ("-", false),
            ("1.", false),
            ("1e", false),
            ("+1", false),
            (".5", false),
            ("NaN", false),
            ("nul", false),
            ("'a'", false),
            ("\"a\nb\"", false),
            (r#""\x""#, false),
            (r#""\u12""#, false),
            (r#""\u+123""#, false),
            ("\"abc", false),
            ("\u{feff}1", false),
            ("\u{a0}1", false),
        ] {
            assert_eq!(parse(text).is_ok(), good, "{text:?}: {:?}", parse(text));
        }
    }

    #[test]
    fn strings_stay_apart() {
        let same = |left: &str, right: &str| parse(left).unwrap() == parse(right).unwrap();
        assert!(same(r#""\u00e9\/\ud83d\ude00""#, "\"é/😀\""));
        for (left, right) in [
            (r#""\ud800""#, r#""\ud801""#),
            (r#""\ud800""#, r#""\\ud800""#),
            (r#""\ud800""#, "\"\u{10FFFF}d800\""),
            (r#""\ud800\ud800\udc00""#, r#""\ud800\udc00\ud800""#),
            ("\"\u{10FFFF}\"", "\"\u{10FFFF}\u{10FFFF}\""),
        ] {
            assert!(!same(left, right), "{left} and {right}");
            assert_eq!(parse(&parse(left).unwrap().to_text()), parse(left), "{left}");
        }
        assert_eq!(parse(r#""\uDBFF\uDFFF\uDFFF""#).unwrap().to_text(), "\"\u{10FFFF}\\udfff\"");
    }

    #[test]
    fn the_first_of_two_members_counts() {
        assert_eq!(parse(r#"{"a":1,"\u0061":2,"b":3}"#).unwrap().to_text(), r#"{"a":1,"b":3}"#);
        let many: String = (0..100).map(|n| format!("\"{}\":{n},", n % 40)).collect();
        let tree = parse(&format!("{{{many}\"0\":null}}")).unwrap();
        assert_eq!(tree.as_object().unwrap().len(), 40);
        assert_eq!(tree.member("39").unwrap().to_text(), "39");
    }
}
