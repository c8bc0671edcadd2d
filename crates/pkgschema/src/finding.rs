//! What a check found: a place, a code, how bad, and words.
//!
//! Invariant: one [`Pointer`] type says where, for findings, losses and errors alike.

use std::fmt;

/// A place in a JSON document: an RFC 6901 pointer. The root is the empty pointer.
///
/// ```
/// use pkgschema::Pointer;
/// let place = Pointer::root().child("exports").child("./a~b").index(3);
/// assert_eq!(place.as_str(), "/exports/.~1a~0b/3");
/// assert_eq!(place.tokens().nth(1).as_deref(), Some("./a~b"));
/// let mut above = place.clone();
/// above.pop();
/// assert_eq!(above.as_str(), "/exports/.~1a~0b");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// A pointer from its text, if that is one: empty, or `/`-led tokens whose `~` is followed
    /// by `0` or `1` (RFC 6901 section 3).
    pub fn parse(text: &str) -> Option<Self> {
        let led = text.is_empty() || text.starts_with('/');
        let escaped = text.split('~').skip(1).all(|part| part.starts_with(['0', '1']));
        (led && escaped).then(|| Self(text.to_owned()))
    }

    /// The member `name` below this place.
    #[must_use]
    pub fn child(&self, name: &str) -> Self {
        let mut longer = self.clone();
        longer.push(name);
        longer
    }

    /// The array element `index` below this place.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The place that `below` is, seen from here.
    ///
    /// ```
    /// use pkgschema::Pointer;
    /// let below = Pointer::root().child("id");
    /// assert_eq!(Pointer::root().index(3).join(&below).as_str(), "/3/id");
    /// ```
    #[must_use]
    pub fn join(&self, below: &Self) -> Self {
        Self(format!("{}{}", self.0, below.0))
    }

    /// Goes down to the member `name`.
    pub fn push(&mut self, name: &str) {
        self.0.push('/');
        if !name.bytes().any(|byte| byte == b'~' || byte == b'/') {
            return self.0.push_str(name);
        }
        for character in name.chars() {
            match character {
                '~' => self.0.push_str("~0"),
                '/' => self.0.push_str("~1"),
                other => self.0.push(other),
            }
        }
    }

    /// Goes up one level; the root stays the root.
    pub fn pop(&mut self) {
        self.0.truncate(self.0.rfind('/').unwrap_or(0));
    }

    /// The pointer's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the whole document.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `other` is this place or lies below it.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.strip_prefix(&self.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// This place and every one above it but the root, nearest first.
    pub fn ancestors(&self) -> impl Iterator<Item = Self> + '_ {
        let ends = self.0.match_indices('/').map(|(at, _)| at).filter(|at| *at > 0);
        let mut ends: Vec<usize> = ends.chain([self.0.len()]).collect();
        std::iter::from_fn(move || ends.pop())
            .filter_map(|end| self.0.get(..end).filter(|text| !text.is_empty()))
            .map(|text| Self(text.to_owned()))
    }

    /// The steps from the root, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "the root" } else { &self.0 })
    }
}

impl serde_core::Serialize for Pointer {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing, nothing wrong.
    Note,
    /// Doubtful: readers may disagree about it.
    Warning,
    /// Breaks a rule of the format.
    Error,
}

impl Severity {
    /// `note`, `warning` or `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl serde_core::Serialize for Severity {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One thing that a check noticed about a document; the value itself is never hidden by it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Where in the document.
    pub pointer: Pointer,
    /// Stable code, `kebab-case`, for programs.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it is, in words: lower case, no final stop.
    pub message: String,
}

impl Finding {
    /// A finding at `pointer`.
    pub fn new(
        pointer: Pointer,
        code: &'static str,
        severity: Severity,
        message: impl Into<String>,
    ) -> Self {
        Self { pointer, code, severity, message: message.into() }
    }

    /// The same finding in a document that holds the checked one at `place`.
    #[must_use]
    pub fn below(mut self, place: &Pointer) -> Self {
        self.pointer = place.join(&self.pointer);
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} at {}: {}", self.severity, self.code, self.pointer, self.message)
    }
}

impl serde_core::Serialize for Finding {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde_core::ser::SerializeStruct;
        let mut object = serializer.serialize_struct("Finding", 4)?;
        object.serialize_field("pointer", &self.pointer)?;
        object.serialize_field("code", self.code)?;
        object.serialize_field("severity", &self.severity)?;
        object.serialize_field("message", &self.message)?;
        object.end()
    }
}

/// What the lints of a record have found so far.
#[cfg(any(feature = "advisory", feature = "takedown", feature = "provenance"))]
#[derive(Debug, Default)]
pub(crate) struct Lints {
    pub(crate) found: Vec<Finding>,
}

#[cfg(any(feature = "advisory", feature = "takedown", feature = "provenance"))]
impl Lints {
    pub(crate) fn error(&mut self, place: &str, code: &'static str, words: impl Into<String>) {
        self.add(place, code, Severity::Error, words);
    }

    pub(crate) fn warning(&mut self, place: &str, code: &'static str, words: impl Into<String>) {
        self.add(place, code, Severity::Warning, words);
    }

    #[allow(dead_code, reason = "not every family notes something")]
    pub(crate) fn note(&mut self, place: &str, code: &'static str, words: impl Into<String>) {
        self.add(place, code, Severity::Note, words);
    }

    /// An error where a member that has to be there is missing; the code names the member.
    #[cfg(feature = "provenance")]
    pub(crate) fn missing(&mut self, place: &str, code: &'static str, is_missing: bool) {
        if is_missing {
            self.error(place, code, "a member that the standard requires is missing");
        }
    }

    /// `place` is a pointer whose tokens need no escapes.
    pub(crate) fn add(
        &mut self,
        place: &str,
        code: &'static str,
        severity: Severity,
        words: impl Into<String>,
    ) {
        let pointer = Pointer::parse(place).unwrap_or_default();
        self.found.push(Finding::new(pointer, code, severity, words));
    }
}
