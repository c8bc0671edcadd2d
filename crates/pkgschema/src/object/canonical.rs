//! Canonical JSON: RFC 8785 (JCS).
//!
//! Invariant: two JSON texts have one canonical text exactly if they are the same I-JSON value;
//! what is no I-JSON (RFC 7493) has none.

use super::{MAX_DEPTH, Writer};
use crate::{ParseError, ParseErrorKind};
use serde_json::value::RawValue;
use std::fmt::Write as _;

/// The canonical form of a JSON text (RFC 8785): members sorted by the UTF-16 code units of their
/// names, no white space, numbers as ECMAScript prints the double, strings with the fewest
/// escapes. It is what digests of documents are taken of.
///
/// ```
/// use pkgschema::object::canonical;
/// assert_eq!(canonical(r#"{"b": [1.0, 1e21, "\u00e9\/"], "a": -0}"#)?, r#"{"a":0,"b":[1,1e+21,"é/"]}"#);
/// assert!(canonical(r#"{"a": 1, "a": 2}"#).is_err());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
///
/// # Errors
/// If the text is no JSON, a name stands twice in an object, a string holds half a surrogate
/// pair, a number is beyond every double, or something nests deeper than [`MAX_DEPTH`].
pub fn canonical(json: &str) -> Result<String, ParseError> {
    // What follows goes by the grammar without checking it again.
    serde_json::from_str::<&RawValue>(json)
        .map_err(|error| ParseError::new(ParseErrorKind::Syntax, error.to_string(), json))?;
    let mut scanner = Scanner { text: json, at: 0 };
    let node = scanner.value(0)?;
    let mut out = Writer::default();
    node.write(&mut out);
    Ok(out.into_text())
}

/// A value, its strings decoded and its numbers printed.
enum Node {
    Object(Vec<(String, Node)>),
    Array(Vec<Node>),
    String(String),
    Literal(String),
}

impl Node {
    fn write(&self, out: &mut Writer) {
        match self {
            Self::Object(members) => {
                out.raw("{");
                for (index, (name, value)) in members.iter().enumerate() {
                    out.raw(if index == 0 { "" } else { "," });
                    out.string(name);
                    out.raw(":");
                    value.write(out);
                }
                out.raw("}");
            }
            Self::Array(elements) => out.array(elements, |out, element| element.write(out)),
            Self::String(text) => out.string(text),
            Self::Literal(text) => out.raw(text),
        }
    }
}

/// A place in a text that is JSON.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn value(&mut self, level: usize) -> Result<Node, ParseError> {
        let nests = matches!(self.peek(), Some(b'{' | b'['));
        if nests && level >= MAX_DEPTH {
            let words = format!("more than {MAX_DEPTH} levels");
            return Err(self.wrong(ParseErrorKind::TooDeep, &words, self.at));
        }
        match self.peek() {
            Some(b'{') => self.object(level),
            Some(b'[') => self.array(level),
            Some(b'"') => self.string().map(Node::String),
            Some(b't' | b'f' | b'n') => Ok(Node::Literal(self.word().to_owned())),
            _ => self.number(),
        }
    }

    fn object(&mut self, level: usize) -> Result<Node, ParseError> {
        let start = self.at;
        let mut members: Vec<(String, Node)> = Vec::new();
        self.at += 1;
        while self.peek() != Some(b'}') {
            let name = self.string()?;
            self.step(b':');
            members.push((name, self.value(level + 1)?));
            self.step(b',');
        }
        self.at += 1;
        members.sort_by(|(left, _), (right, _)| left.encode_utf16().cmp(right.encode_utf16()));
        let mut names = members.iter().map(|(name, _)| name);
        let mut before = names.next();
        let twice = names.find(|name| before.replace(name) == Some(name));
        match twice {
            Some(name) => {
                let words = format!("{name:?} stands twice, which I-JSON forbids");
                Err(self.wrong(ParseErrorKind::TypeRule, &words, start))
            }
            None => Ok(Node::Object(members)),
        }
    }

    fn array(&mut self, level: usize) -> Result<Node, ParseError> {
        let mut elements = Vec::new();
        self.at += 1;
        while self.peek() != Some(b']') {
            elements.push(self.value(level + 1)?);
            self.step(b',');
        }
        self.at += 1;
        Ok(Node::Array(elements))
    }

    fn string(&mut self) -> Result<String, ParseError> {
        self.peek();
        let (start, mut escaped) = (self.at, false);
        let rest = self.text.as_bytes().get(start + 1..).unwrap_or_default();
        let end = rest.iter().position(|byte| {
            let ends = *byte == b'"' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            ends
        });
        self.at = start + 2 + end.unwrap_or(rest.len());
        let quoted = self.text.get(start..self.at).unwrap_or_default();
        serde_json::from_str(quoted).map_err(|_| {
            let words = "half a surrogate pair, which I-JSON forbids";
            self.wrong(ParseErrorKind::TypeRule, words, start)
        })
    }

    fn number(&mut self) -> Result<Node, ParseError> {
        let start = self.at;
        match self.word().parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Node::Literal(ecmascript(number))),
            _ => Err(self.wrong(ParseErrorKind::TypeRule, "beyond every double", start)),
        }
    }

    /// The literal or number at this place.
    fn word(&mut self) -> &'a str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let part = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        let end = rest.bytes().position(|byte| !part(byte)).unwrap_or(rest.len());
        self.at += end.max(1);
        rest.get(..end).unwrap_or_default()
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        self.at += rest.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(rest.len());
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes over a separator, if it is there.
    fn step(&mut self, separator: u8) {
        self.at += usize::from(self.peek() == Some(separator));
    }

    fn wrong(&self, kind: ParseErrorKind, words: &str, offset: usize) -> ParseError {
        ParseError::new(kind, words, self.text).in_text(self.text, offset)
    }
}

/// A finite double as ECMAScript prints it (ECMA-262, Number::toString).
fn ecmascript(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned(); // minus zero too
    }
    let (digits, point) = shortest(number.abs());
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let zeros = |many: i32| "0".repeat(usize::try_from(many).unwrap_or_default());
    let split =
        |at: i32| digits.split_at(usize::try_from(at).unwrap_or_default().min(digits.len()));
    let mut text = String::from(if number < 0.0 { "-" } else { "" });
    // Writing into a String cannot fail.
    let _ = match point {
        1..=21 if point >= count => write!(text, "{digits}{}", zeros(point - count)),
        1..=21 => {
            let (whole, fraction) = split(point);
            write!(text, "{whole}.{fraction}")
        }
        -5..=0 => write!(text, "0.{}{digits}", zeros(-point)),
        _ => {
            let (first, others) = split(1);
            let dot = if others.is_empty() { "" } else { "." };
            write!(text, "{first}{dot}{others}e{:+}", point - 1)
        }
    };
    text
}

/// The fewest digits that read back as the positive number, of several such the nearest, of two
/// as near the even one; and where the decimal point stands among them. serde_json prints so, the
/// standard library takes the higher of two.
fn shortest(number: f64) -> (String, i32) {
    let printed = serde_json::to_string(&number).unwrap_or_default();
    let (mantissa, exponent) = printed.split_once('e').unwrap_or((&printed, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let digits = all.trim_start_matches('0');
    let zeros = all.len() - digits.len();
    let point = i32::try_from(whole.len()).unwrap_or_default()
        - i32::try_from(zeros).unwrap_or_default()
        + exponent.parse::<i32>().unwrap_or_default();
    (digits.trim_end_matches('0').to_owned(), point)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of RFC 8785, appendix B, by their bits.
    #[test]
    fn numbers_are_ecmascripts() {
        for (bits, text) in [
            (0x0000_0000_0000_0000_u64, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
            (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
            (0x41b3_de43_5555_5557, "333333333.33333343"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ] {
            assert_eq!(ecmascript(f64::from_bits(bits)), text, "{bits:x}");
        }
    }
}
