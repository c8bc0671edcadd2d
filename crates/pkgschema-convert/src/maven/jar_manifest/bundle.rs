//! Headers of OSGi bundles: clauses with parameters.
//!
//! Source: the OSGi core specification, release 8, chapters 1.3.2 (grammar of headers), 3.2.1
//! (`Bundle-License`), 3.3 and 8.2 (`Require-Capability`, `osgi.ee`).
//!
//! Invariant: what does not keep the grammar is read as nothing.

use crate::licensing;
use pkgschema::Text;
use pkgschema::metadata::{DeclaredLicense, License};
use pkgschema::text::Link;

/// Longer headers are not taken apart, in bytes.
const LONGEST: usize = 1 << 16;

/// A clause: what it is about, and its attributes and directives by their names.
struct Clause<'t> {
    paths: Vec<&'t str>,
    parameters: Vec<(&'t str, String)>,
}

/// Takes a header apart: clauses between commas, each with parts between semicolons.
fn clauses(header: &str) -> Option<Vec<Clause<'_>>> {
    if header.len() > LONGEST {
        return None;
    }
    split(header, ',')?.into_iter().map(clause).collect()
}

fn clause(text: &str) -> Option<Clause<'_>> {
    let mut clause = Clause { paths: Vec::new(), parameters: Vec::new() };
    for part in split(text, ';')? {
        let part = part.trim();
        match split(part, '=')?.as_slice() {
            [_] => clause.paths.push(unquoted(part)),
            // an address may have `=` in it
            [name, ..] if is_parameter(name) => {
                let value = part.get(name.len() + 1..)?.trim();
                let name = name.trim().trim_end_matches(':').trim();
                // a colon may end a name that has a type: `version:Version`
                let name = name.split(':').next().unwrap_or(name);
                clause.parameters.push((name, unquoted(value).replace("\\\"", "\"")));
            }
            _ => clause.paths.push(unquoted(part)),
        }
    }
    (!clause.paths.iter().any(|path| path.is_empty()) && !clause.paths.is_empty()).then_some(clause)
}

/// Whether a text names an attribute, with its type, or a directive.
fn is_parameter(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.:<> ".contains(c);
    !name.trim().is_empty() && name.chars().all(fits)
}

/// The parts of a text between a separator, but for those in quotes; `None` if a quote stays open.
fn split(text: &str, separator: char) -> Option<Vec<&str>> {
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if c == separator && !quoted => {
                parts.push(text.get(start..at)?);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text.get(start..)?);
    (!quoted).then_some(parts)
}

fn unquoted(text: &str) -> &str {
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    inner.unwrap_or(text)
}

/// Where the licence is said to be in another file.
const EXTERNAL: &str = "<<EXTERNAL>>";

/// The licences, and whether that is all that the header says.
pub(super) fn license(header: &str) -> Option<(License, bool)> {
    let mut license = License::default();
    let mut whole = true;
    for clause in clauses(header)? {
        for path in clause.paths {
            let mut declared = DeclaredLicense::default();
            match path {
                EXTERNAL => return None,
                url if url.contains("://") => declared.url = Some(Link::from_document(url)),
                name => declared.name = Some(name.into()),
            }
            for (name, value) in &clause.parameters {
                match *name {
                    "link" if declared.url.is_none() => {
                        declared.url = Some(Link::from_document(value.as_str()));
                    }
                    "description" if declared.comments.is_none() => {
                        declared.comments = Some(value.as_str().into());
                    }
                    _ => whole = false,
                }
            }
            license.declared.push(declared);
        }
    }
    if let [one] = &*license.declared {
        license.expression = one.name.as_deref().and_then(licensing::expression).map(Text::from);
    }
    Some((license, whole))
}

/// The symbolic name, and whether there are directives beside it.
pub(super) fn symbolic_name(header: &str) -> Option<(&str, bool)> {
    let name = header.split(';').next()?.trim();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (!name.is_empty() && name.chars().all(fits)).then(|| (name, header.contains(';')))
}

/// The version of Java SE that a bundle asks for at least, if it asks for nothing else.
pub(super) fn java(header: &str) -> Option<String> {
    let [clause] = clauses(header)?.try_into().ok()?;
    let [("filter", filter)] = clause.parameters.as_slice() else { return None };
    if clause.paths != ["osgi.ee"] {
        return None;
    }
    let inside = filter.strip_prefix("(&(osgi.ee=JavaSE)(version=")?.strip_suffix("))")?;
    let is_version = inside.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (is_version && inside.starts_with(|c: char| c.is_ascii_digit())).then(|| inside.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences() {
        let names = |header: &str| -> Option<Vec<String>> {
            let (license, _) = license(header)?;
            let text = |it: &DeclaredLicense| {
                let url = it.url.as_ref().map(|url| url.as_str().to_owned());
                it.name.as_ref().map(|name| name.to_string()).or(url).unwrap_or_default()
            };
            Some(license.declared.iter().map(text).collect())
        };
        let said = "Apache-2.0;link=\"https://a.example/x,y;z\";description=\"a \\\" b\", MIT";
        assert_eq!(names(said).unwrap(), ["Apache-2.0", "MIT"]);
        assert_eq!(names("https://a.example/l=1").unwrap(), ["https://a.example/l=1"]);
        assert_eq!(names("\"Apache License, 2.0\"").unwrap(), ["Apache License, 2.0"]);
        assert_eq!(names("<<EXTERNAL>>"), None);
        assert_eq!(names("a;link=\"b"), None);
        assert_eq!(names(""), None);
        assert_eq!(license("MIT").unwrap().0.expression.as_deref(), Some("MIT"));
    }

    #[test]
    fn versions_of_java() {
        let of =
            |version: &str| format!("osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version={version}))\"");
        assert_eq!(java(&of("1.8")).as_deref(), Some("1.8"));
        assert_eq!(java(&of("x")), None);
        assert_eq!(java(&format!("{},osgi.extender", of("11"))), None);
        assert_eq!(java("osgi.ee"), None);
    }
}
