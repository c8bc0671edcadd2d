//! People and organisations in one line: `Person: Ada (ada@left-margin.example)`.
//!
//! Source: SPDX 2.3, clauses 7.5 and 7.6.
//!
//! Invariant: a line is written only if it is read as the same again.

/// Somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Actor<'t> {
    pub(super) is_person: bool,
    pub(super) name: &'t str,
    pub(super) email: Option<&'t str>,
}

const PERSON: &str = "Person: ";
const ORGANIZATION: &str = "Organization: ";

impl<'t> Actor<'t> {
    /// Who a line names.
    pub(super) fn read(line: &'t str) -> Option<Self> {
        let (is_person, rest) = match (line.strip_prefix(PERSON), line.strip_prefix(ORGANIZATION)) {
            (Some(rest), _) => (true, rest),
            (None, Some(rest)) => (false, rest),
            (None, None) => return None,
        };
        let (name, email) = match rest.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
            Some((name, "")) => (name.trim_end(), None),
            Some((name, email)) if email.contains('@') => (name.trim_end(), Some(email)),
            _ => (rest, None),
        };
        let name = name.trim();
        (!name.is_empty()).then_some(Self { is_person, name, email })
    }

    /// The line, if one can name them.
    pub(super) fn line(&self) -> Option<String> {
        let prefix = if self.is_person { PERSON } else { ORGANIZATION };
        let line = match self.email {
            Some(email) => format!("{prefix}{} ({email})", self.name),
            None => format!("{prefix}{}", self.name),
        };
        let plain = !line.contains(char::is_control);
        (plain && Actor::read(&line).as_ref() == Some(self)).then_some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::Actor;

    #[test]
    fn lines_come_back() {
        for line in [
            "Person: Ada",
            "Person: Ada (ada@a.example)",
            "Organization: Left Margin (Ltd.)",
            "Organization: A (B) (c@d.example)",
        ] {
            assert_eq!(Actor::read(line).unwrap().line().as_deref(), Some(line));
        }
        assert_eq!(Actor::read("Organization: A ()").unwrap().name, "A");
        for line in ["", "NOASSERTION", "Person:", "Person:  ", "Tool: a"] {
            assert_eq!(Actor::read(line), None, "{line}");
        }
        for name in ["", " a", "a (b@c)", "a\nb"] {
            assert_eq!(Actor { is_person: true, name, email: None }.line(), None, "{name}");
        }
    }
}
