//! Lists of mail addresses.
//!
//! Source: RFC 5322, 3.4, without groups and comments.
//!
//! Invariant: one pass; every part between two commas is a person, whatever it looks like.

use super::encoded_word::decoded;
use crate::pypi::words::one_line;
use pkgschema::Text;
use pkgschema::metadata::Person;

/// The people of a list: `Name <address>`, `"Name, other" <address>`, `address`.
pub(super) fn read(list: &str) -> Vec<Person> {
    parts(list).into_iter().filter_map(person).collect()
}

/// The parts between commas that stand outside quotes and brackets. Where a quote or bracket is
/// never closed, none hides a comma.
fn parts(list: &str) -> Vec<&str> {
    let (mut quoted, mut escaped, mut bracketed) = (false, false, false);
    let (mut parts, mut start) = (Vec::new(), 0);
    for (at, byte) in list.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'<' if !quoted => bracketed = true,
            b'>' if !quoted => bracketed = false,
            b',' if !quoted && !bracketed => {
                parts.extend(list.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(list.get(start..));
    if quoted || bracketed { list.split(',').collect() } else { parts }
}

fn person(part: &str) -> Option<Person> {
    let part = part.trim();
    let mut person = Person::default();
    let bracket = part.strip_suffix('>').and_then(|part| part.rsplit_once('<'));
    match bracket {
        Some((name, address)) => {
            let name = unquoted(name.trim());
            person.name = Some(Text::from(decoded(&name))).filter(|name| !name.is_empty());
            person.email = Some(Text::from(address.trim())).filter(|it| !it.is_empty());
        }
        None if part.contains('@') => person.email = Some(Text::from(part)),
        None => person.name = Some(Text::from(decoded(part))).filter(|name| !name.is_empty()),
    }
    (person.name.is_some() || person.email.is_some()).then_some(person)
}

fn unquoted(name: &str) -> String {
    let Some(inside) = name.strip_prefix('"').and_then(|name| name.strip_suffix('"')) else {
        return name.to_owned();
    };
    let mut escaped = false;
    let kept = inside.chars().filter(|c| {
        escaped = *c == '\\' && !escaped;
        !escaped
    });
    kept.collect()
}

/// What stands in quotes only (RFC 5322, 3.2.3), but for the dot, of which mail readers make
/// nothing.
fn is_special(byte: u8) -> bool {
    matches!(
        byte,
        b'"' | b',' | b'<' | b'>' | b'@' | b';' | b':' | b'(' | b')' | b'[' | b']' | b'\\'
    )
}

/// The person with the address; `None` without one.
pub(super) fn write(person: &Person) -> Option<String> {
    let address = one_line(person.email.as_deref()?);
    let Some(name) = person.name.as_deref() else { return Some(address.into()) };
    let name = one_line(name);
    Some(match name.bytes().any(is_special) {
        true => format!("\"{}\" <{address}>", name.replace('\\', "\\\\").replace('"', "\\\"")),
        false => format!("{name} <{address}>"),
    })
}
