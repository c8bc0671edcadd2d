//! The record of what changed.
//!
//! Invariant: a verdict over several changes is compatible only for those for whom each of them
//! is.

use crate::object::{List, parse, write};
use crate::text::shortened;
use crate::{ParseError, Text};
use serde_json::Value;

crate::open_enum! {
    /// For whom a change is compatible.
    pub enum SchemaVerdict {
        /// The same documents are accepted: titles, descriptions, examples, identifiers.
        Words = "words",
        /// For readers and writers.
        Compatible = "compatible",
        /// For readers alone: the new state accepts more.
        Readers = "readers",
        /// For writers alone: the new state accepts less.
        Writers = "writers",
        /// For nobody, or it cannot be decided.
        Breaking = "breaking",
    }

    /// What changed.
    pub enum SchemaChangeKind {
        /// A title, description, comment or mark that accepts and refuses nothing.
        Words = "words",
        /// The examples, or the listed words of a vocabulary.
        Examples = "examples",
        /// The schema's own identifier.
        Identifier = "identifier",
        /// The dialect that the schema is written in.
        Dialect = "dialect",
        /// A schema is there that was not.
        SchemaAdded = "schema-added",
        /// A schema is there no more.
        SchemaRemoved = "schema-removed",
        /// A member is known that was not.
        MemberAdded = "member-added",
        /// A member is known no more.
        MemberRemoved = "member-removed",
        /// A member must be there that could be left out.
        RequiredAdded = "required-added",
        /// A member may be left out that had to be there.
        RequiredRemoved = "required-removed",
        /// Which kinds of values are taken.
        Type = "type",
        /// Which values are taken: `enum` or `const`.
        Values = "values",
        /// The shape of a text: `pattern`, `format` and their like.
        Shape = "shape",
        /// A least or most: of numbers, lengths, elements, members.
        Bound = "bound",
        /// One schema more of which one has to fit.
        AlternativeAdded = "alternative-added",
        /// One schema fewer of which one has to fit.
        AlternativeRemoved = "alternative-removed",
        /// Every value was taken at this place, and is no more, or the other way round.
        Openness = "openness",
        /// A reference that leads nowhere, or to another document.
        Reference = "reference",
        /// The value that stands for a member that is not there.
        Default = "default",
        /// Any other keyword.
        Keyword = "keyword",
        /// There is more to compare than is compared.
        TooLarge = "too-large",
    }

    /// Who has to get along with a change.
    pub enum SchemaAudience {
        /// Readers of the new state, with documents of the old one.
        Readers = "readers",
        /// Writers of the new state, with readers of the old one.
        Writers = "writers",
        /// Both.
        Both = "both",
        /// One of them, whichever: then only what is compatible for nobody is refused.
        Either = "either",
    }
}

crate::object! {
    /// What changed between two states of schemas, and for whom that is compatible.
    pub struct SchemaDiff {
        required {
            /// The version of this schema that the record follows, `1.0`.
            pub schema_version: Text = "schemaVersion",
            /// For whom all changes together are compatible.
            pub verdict: SchemaVerdict,
        }
        /// The schemas that were compared, those without a change among them.
        pub schemas: List<SchemaComparison>,
    }

    /// What changed in one schema.
    pub struct SchemaComparison {
        required {
            /// Its path below the folders that were compared, or the name of the new state.
            pub name: Text,
            /// For whom its changes together are compatible.
            pub verdict: SchemaVerdict,
        }
        /// Each change. Absent means that nothing changed.
        pub changes: List<SchemaChange>,
    }

    /// One change of a schema.
    pub struct SchemaChange {
        required {
            /// Where, as a JSON pointer (RFC 6901) into the new state, or into the old one if it is
            /// there no more.
            pub pointer: Text,
            /// What changed.
            pub kind: SchemaChangeKind,
            /// For whom that is compatible.
            pub verdict: SchemaVerdict,
            /// The change in words.
            pub message: Text,
        }
        /// Where it stood in the old state. Absent means at the same place, or nowhere.
        pub was: Option<Text>,
        /// What stood there, as JSON of at most 80 characters. Absent means nothing.
        pub old: Option<Text>,
        /// What stands there now, likewise.
        pub new: Option<Text>,
    }
}

/// How much of a value is told, in characters.
const SHOWN: usize = 80;

impl SchemaVerdict {
    /// The verdict by whom a change is compatible for.
    pub(super) fn of(readers: bool, writers: bool) -> Self {
        match (readers, writers) {
            (true, true) => Self::Compatible,
            (true, false) => Self::Readers,
            (false, true) => Self::Writers,
            (false, false) => Self::Breaking,
        }
    }

    /// Whether the new state accepts all that the old one does.
    pub fn suits_readers(&self) -> bool {
        matches!(self, Self::Words | Self::Compatible | Self::Readers)
    }

    /// Whether the old state accepts all that the new one does.
    pub fn suits_writers(&self) -> bool {
        matches!(self, Self::Words | Self::Compatible | Self::Writers)
    }

    /// Whether those get along who have to; an unlisted audience is both.
    ///
    /// ```
    /// use pkgschema::schema::diff::{SchemaAudience, SchemaVerdict};
    /// assert!(SchemaVerdict::Readers.suits(&SchemaAudience::Either));
    /// assert!(!SchemaVerdict::Readers.suits(&SchemaAudience::Both));
    /// ```
    pub fn suits(&self, audience: &SchemaAudience) -> bool {
        let (readers, writers) = (self.suits_readers(), self.suits_writers());
        match audience {
            SchemaAudience::Readers => readers,
            SchemaAudience::Writers => writers,
            SchemaAudience::Either => readers || writers,
            SchemaAudience::Both | SchemaAudience::Unlisted(_) => readers && writers,
        }
    }

    /// The verdict over several. Two that are each compatible for another side are breaking.
    pub fn together<'a>(all: impl IntoIterator<Item = &'a Self>) -> Self {
        all.into_iter().fold(Self::Words, |sum, verdict| match (&sum, verdict) {
            (Self::Words, other) => other.clone(),
            (_, Self::Words) => sum,
            (left, right) => Self::of(
                left.suits_readers() && right.suits_readers(),
                left.suits_writers() && right.suits_writers(),
            ),
        })
    }
}

impl SchemaComparison {
    /// The comparison of one schema.
    pub fn with(name: impl Into<Text>, changes: Vec<SchemaChange>) -> Self {
        let verdict = SchemaVerdict::together(changes.iter().map(|change| &change.verdict));
        let mut comparison = Self::new(name, verdict);
        changes.into_iter().for_each(|change| comparison.changes.push(change));
        comparison
    }

    /// A schema of which there was nothing before: nobody has documents of it.
    pub fn added(name: impl Into<Text>) -> Self {
        let words = "the schema is new";
        let kind = SchemaChangeKind::SchemaAdded;
        Self::with(name, vec![SchemaChange::new("", kind, SchemaVerdict::Compatible, words)])
    }

    /// A schema of which there is nothing any more.
    pub fn removed(name: impl Into<Text>) -> Self {
        let words = "the schema is gone";
        let kind = SchemaChangeKind::SchemaRemoved;
        Self::with(name, vec![SchemaChange::new("", kind, SchemaVerdict::Breaking, words)])
    }
}

impl SchemaDiff {
    /// The record over all that was compared.
    pub fn of(schemas: Vec<SchemaComparison>) -> Self {
        let verdict = SchemaVerdict::together(schemas.iter().map(|schema| &schema.verdict));
        let mut diff = Self::new("1.0", verdict);
        schemas.into_iter().for_each(|schema| diff.schemas.push(schema));
        diff
    }

    /// Reads the record in JSON.
    ///
    /// # Errors
    /// Only for text that is no such record at all: empty, no JSON, no object, or without one of
    /// the two required members.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The record as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }
}

/// A value in short: compact JSON, cut behind so many characters.
pub(super) fn short(value: &Value) -> Text {
    Text::from(&*shortened(&value.to_string(), SHOWN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_add_up() {
        use SchemaVerdict::{Breaking, Compatible, Readers, Words, Writers};
        let table = [
            (vec![], Words),
            (vec![Words, Compatible], Compatible),
            (vec![Compatible, Readers, Words], Readers),
            (vec![Writers, Writers], Writers),
            (vec![Readers, Writers], Breaking),
            (vec![Breaking, Words], Breaking),
        ];
        for (all, expected) in table {
            assert_eq!(SchemaVerdict::together(&all), expected, "{all:?}");
        }
    }

    #[test]
    fn long_values_are_cut_at_a_character() {
        let long = Value::from("ä".repeat(100));
        assert_eq!(short(&long).chars().count(), SHOWN + 1);
        assert_eq!(short(&Value::from(1)), "1");
    }
}
