//! Platforms of dependencies: target triples and `cfg(…)` expressions.
//!
//! Source: The Cargo Book, "Platform specific dependencies"; The Rust Reference, "Conditional
//! compilation".
//!
//! Invariant: only white space and needless commas ever change; what is no expression stays.

use pkgschema::Text;

/// Deepest nesting that is looked into.
const DEEPEST: usize = 64;

/// The platform as Cargo writes it in publish requests; registries that read the
/// manifest keep its spelling: `cfg(any(unix, target_os = "wasi"))`.
pub(super) fn normalized(text: &Text) -> Text {
    let inner = text.strip_prefix("cfg(").and_then(|rest| rest.strip_suffix(')'));
    let Some(inner) = inner else { return text.clone() };
    let mut reader = Reader { rest: inner, out: String::with_capacity(text.len() + 8) };
    reader.out.push_str("cfg(");
    let read = reader.expression(DEEPEST);
    reader.out.push(')');
    match read {
        Some(()) if reader.rest.trim_matches(' ').is_empty() && reader.out != text.as_str() => {
            Text::from(reader.out)
        }
        _ => text.clone(),
    }
}

struct Reader<'a> {
    rest: &'a str,
    out: String,
}

impl<'a> Reader<'a> {
    fn expression(&mut self, room: usize) -> Option<()> {
        let room = room.checked_sub(1)?;
        let name = self.name()?;
        self.out.push_str(name);
        let of_others = matches!(name, "all" | "any" | "not");
        if of_others && self.take('(') {
            self.out.push('(');
            self.list(if name == "not" { 1 } else { usize::MAX }, room)?;
            self.out.push(')');
        } else if of_others {
            return None;
        } else if self.take('=') {
            self.out.push_str(" = ");
            let quoted = self.quoted()?;
            self.out.push_str(quoted);
        }
        Some(())
    }

    /// Expressions up to the closing parenthesis; only where any number may stand there a comma
    /// may end them.
    fn list(&mut self, most: usize, room: usize) -> Option<()> {
        if most == 1 {
            self.expression(room)?;
            return self.take(')').then_some(());
        }
        let mut lead = "";
        while !self.take(')') {
            self.out.push_str(lead);
            lead = ", ";
            self.expression(room)?;
            if !self.take(',') {
                return self.take(')').then_some(());
            }
        }
        Some(())
    }

    fn name(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_start_matches(' ');
        let start = text.strip_prefix("r#").unwrap_or(text);
        let inside = |c: char| c == '_' || c.is_ascii_alphanumeric();
        let behind = start.trim_start_matches(inside);
        let (name, rest) = text.split_at_checked(text.len() - behind.len())?;
        let first = start.chars().next().filter(|c| inside(*c) && !c.is_ascii_digit());
        self.rest = rest;
        first.map(|_| name)
    }

    /// A string with its quotes; it knows no escapes.
    fn quoted(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_start_matches(' ');
        let end = text.strip_prefix('"')?.find('"')?;
        let (quoted, rest) = text.split_at_checked(end + 2)?;
        self.rest = rest;
        Some(quoted)
    }

    fn take(&mut self, sign: char) -> bool {
        match self.rest.trim_start_matches(' ').strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_commas() {
        let spellings = [
            ("cfg(unix)", "cfg( unix )"),
            ("cfg(any(unix, windows))", "cfg(any(unix,windows,))"),
            (r#"cfg(all(not(a), r#b = "x  y"))"#, r#"cfg(all ( not(a),r#b="x  y"))"#),
            ("cfg(any())", "cfg(any( ))"),
        ];
        for (usual, other) in spellings {
            assert_eq!(normalized(&Text::from(other)), usual);
            assert_eq!(normalized(&Text::from(usual)), usual);
        }
    }

    #[test]
    fn no_expressions() {
        let deep = format!("cfg({}a{})", "not( ".repeat(100), ")".repeat(100));
        let others =
            ["x86_64-pc-windows-gnu", "cfg(a  b)", "cfg(not(a, b ))", "cfg(a = b )", "cfg( )"];
        for text in others.into_iter().chain([deep.as_str()]) {
            assert_eq!(normalized(&Text::from(text)), text);
        }
    }
}
