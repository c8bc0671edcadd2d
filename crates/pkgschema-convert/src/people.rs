//! People in one line of text: `Name <mail> (address)`.
//!
//! npm and Cargo share the notation (npm "people fields", Cargo `authors`).
//!
//! Invariant: a line that the notation cannot hold is a name, whole.

use pkgschema::Text;
use pkgschema::metadata::Person;
use pkgschema::text::Link;

/// The person that a line names.
pub(crate) fn from_line(line: &str) -> Person {
    if let Some(turned) = turned(line) {
        return from_line(&turned);
    }
    let mut person = Person::default();
    let (before, url) = bracketed(line, '(', ')');
    let (name, email) = bracketed(before, '<', '>');
    let name = name.trim();
    person.name = (!name.is_empty()).then(|| Text::from(name));
    person.email = email.map(Text::from);
    person.url = url.map(Link::from_document);
    // Only a line that comes back the same was in the notation.
    if is_line_of(&person, line) {
        return person;
    }
    let looks_like = person.email.is_some() || person.url.is_some();
    if looks_like && !before.contains(['(', ')']) && !name.contains(['<', '>']) {
        return person;
    }
    let mut whole = Person::default();
    whole.name = Some(Text::from(line));
    whole
}

/// The line that names a person, if a line can: name, mail and address are all it holds.
pub(crate) fn to_line(person: &Person) -> Option<String> {
    let parts = [
        person.name.as_deref().map(|name| ["", name, ""]),
        person.email.as_deref().map(|email| ["<", email, ">"]),
        person.url.as_ref().map(|url| ["(", url.as_str(), ")"]),
    ];
    let mut line = String::with_capacity(64);
    for part in parts.into_iter().flatten() {
        line.push_str(if line.is_empty() { "" } else { " " });
        line.extend(part);
    }
    let more = !person.roles.is_empty() || person.organization.is_some();
    let any = person.name.is_some() || person.email.is_some() || person.url.is_some();
    (any && !more).then_some(line)
}

/// Whether [`to_line`] gives this line for a person with name, mail and address alone.
fn is_line_of(person: &Person, line: &str) -> bool {
    let parts = [
        person.name.as_deref().map(|name| ("", name, "")),
        person.email.as_deref().map(|email| ("<", email, ">")),
        person.url.as_ref().map(|url| ("(", url.as_str(), ")")),
    ];
    let mut rest = Some(line);
    let mut lead = "";
    for (open, inside, close) in parts.into_iter().flatten() {
        for piece in [lead, open, inside, close] {
            rest = rest.and_then(|rest| rest.strip_prefix(piece));
        }
        lead = " ";
    }
    rest == Some("") && !lead.is_empty()
}

/// Whether the line of a person, as [`to_line`] gives it, is read as that person again.
pub(crate) fn comes_back(person: &Person, line: &str) -> bool {
    let plain = |text: &str| !text.contains(['<', '>', '(', ')']) && text.trim() == text;
    let parts = [person.name.as_deref(), person.email.as_deref()];
    let url = person.url.as_ref().map(|url| url.as_str());
    let mut parts = parts.into_iter().chain([url]).flatten();
    parts.all(|text| !text.is_empty() && plain(text)) || from_line(line) == *person
}

/// The line with its address behind the mail, where it stands before it: tools read both orders.
fn turned(line: &str) -> Option<String> {
    let (name, rest) = line.split_once('(')?;
    let (url, rest) = rest.split_once(')')?;
    let mail = rest.trim();
    let is_mail = mail.starts_with('<') && mail.ends_with('>');
    (is_mail && url.contains("://")).then(|| format!("{} {mail} ({url})", name.trim_end()))
}

/// What stands before a bracket, and what stands in it.
fn bracketed(line: &str, open: char, close: char) -> (&str, Option<&str>) {
    let Some((before, rest)) = line.split_once(open) else { return (line, None) };
    let Some((inside, behind)) = rest.split_once(close) else { return (line, None) };
    let fits = !inside.is_empty() && behind.trim().is_empty();
    if fits { (before, Some(inside)) } else { (line, None) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_back() {
        let lines = [
            "A B <a@b.example> (https://b.example)",
            "A B",
            "<a@b.example>",
            "A (https://b.example)",
            "A <a",
            "A > B <x>",
            "( )",
            "A <> (u)",
        ];
        for line in lines {
            let person = from_line(line);
            assert_eq!(to_line(&person).as_deref(), Some(line), "{line}");
        }
        let person = from_line("A B  <a@b.example>");
        assert_eq!(
            (person.name.as_deref(), person.email.as_deref()),
            (Some("A B"), Some("a@b.example"))
        );
    }
}
