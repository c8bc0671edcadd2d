//! Several digests of one thing.
//!
//! Invariant: a set compares equal only by a digest that is well-formed on both sides.

use super::{Digest, DigestAlgorithm, SriHash};
use crate::object::{Entries, Raw, Rest, Value, Walk, Writer};
use crate::text::encoding;
use crate::{ParseError, ParseErrorKind, Severity, Text};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// Digests of one thing by algorithm: in-toto's DigestSet, a JSON object of texts.
///
/// Order, unknown algorithms, malformed digests and wrong-typed members are kept. Listed
/// algorithms have hexadecimal digests; in-toto asks for lower case.
///
/// ```
/// use pkgschema::identity::{Digest, DigestAlgorithm, DigestComparison, DigestSet};
/// let md5 = Digest::from_hex(DigestAlgorithm::Md5, "d41d8cd98f00b204e9800998ecf8427e")?;
/// let set = DigestSet::from_iter([md5.clone()]);
/// assert_eq!(set.get(&DigestAlgorithm::Md5), Some(md5));
/// assert_eq!(set.compare(&set), DigestComparison::Equal);
/// assert_eq!(set.without_weak().compare(&set), DigestComparison::NotComparable);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DigestSet {
    entries: Entries<Text>,
}

/// What two digest sets say about the things they belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DigestComparison {
    /// At least one digest agrees and none disagrees: the same bytes, as sure as the algorithm
    /// is ([`DigestAlgorithm::is_weak`]).
    Equal,
    /// At least one digest disagrees: different bytes.
    Different,
    /// No well-formed digest of a listed algorithm is in both sets: nothing is known.
    NotComparable,
}

impl DigestSet {
    /// No digests.
    pub fn new() -> Self {
        Self::default()
    }

    /// The digests of a list of subresource integrity; options are passed over.
    ///
    /// # Errors
    /// As [`SriHash::parse_list`], and if two hashes of one algorithm differ: a set holds one.
    pub fn from_sri(text: &str) -> Result<Self, ParseError> {
        let mut set = Self::new();
        for hash in SriHash::parse_list(text)? {
            let before = set.get(hash.digest.algorithm());
            if before.is_some_and(|before| before != hash.digest) {
                let words = format!("two {} hashes", hash.digest.algorithm());
                return Err(ParseError::new(ParseErrorKind::TypeRule, words, text));
            }
            set.insert(&hash.digest);
        }
        Ok(set)
    }

    /// Puts a digest in, in the place of the one of its algorithm, in lower case.
    pub fn insert(&mut self, digest: &Digest) {
        self.entries.insert(digest.algorithm().as_str(), digest.to_hex().into());
    }

    /// The well-formed digest of an algorithm.
    pub fn get(&self, algorithm: &DigestAlgorithm) -> Option<Digest> {
        let text = self.entries.get(algorithm.as_str())?;
        Digest::from_hex(algorithm.clone(), text).ok()
    }

    /// The well-formed digests of listed algorithms, in source order.
    pub fn digests(&self) -> impl Iterator<Item = Digest> {
        let read = |(name, text): (&Text, &Text)| {
            let algorithm = Some(DigestAlgorithm::from(name.as_str()));
            Digest::from_hex(algorithm.filter(DigestAlgorithm::is_listed)?, text).ok()
        };
        self.entries.iter().filter_map(read)
    }

    /// Every entry that is a text, well-formed or not, in source order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Text, &Text)> {
        self.entries.iter()
    }

    /// How many entries are texts.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no entry is a text.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Entries that are no texts, and the second of two of one name.
    pub fn odd(&self) -> &Rest {
        self.entries.odd()
    }

    /// Compares what both sets say. Only listed algorithms and well-formed digests count, and of
    /// algorithms with digests of several lengths only digests of the same length; the case of
    /// digits does not.
    pub fn compare(&self, other: &Self) -> DigestComparison {
        let mut result = DigestComparison::NotComparable;
        for ours in self.digests() {
            let theirs = other.get(ours.algorithm());
            match theirs.filter(|theirs| theirs.as_source().len() == ours.as_source().len()) {
                Some(theirs) if theirs == ours => result = DigestComparison::Equal,
                Some(_) => return DigestComparison::Different,
                None => {}
            }
        }
        result
    }

    /// The well-formed digests that are not weak, for comparisons that must withstand an attack.
    #[must_use]
    pub fn without_weak(&self) -> Self {
        self.digests().filter(|digest| !digest.is_weak()).collect()
    }
}

impl From<Entries<Text>> for DigestSet {
    /// The texts as they are, well-formed or not.
    fn from(entries: Entries<Text>) -> Self {
        Self { entries }
    }
}

impl FromIterator<Digest> for DigestSet {
    /// Of two digests of one algorithm the last stays.
    fn from_iter<I: IntoIterator<Item = Digest>>(digests: I) -> Self {
        let mut set = Self::new();
        digests.into_iter().for_each(|digest| set.insert(&digest));
        set
    }
}

impl Serialize for DigestSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.entries.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for DigestSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Raw::deserialize(deserializer)?;
        let found =
            || serde_core::de::Error::custom(format!("expected an object, found {}", raw.kind()));
        Self::read(raw.as_raw()).ok_or_else(found)
    }
}

impl Value for DigestSet {
    fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Entries::strict(deserializer).map(|entries| Self { entries })
    }

    fn tolerant(raw: &RawValue, room: usize) -> Option<Self> {
        Entries::tolerant(raw, room).map(|entries| Self { entries })
    }

    fn write(&self, to: &mut Writer) {
        self.entries.write(to);
    }

    fn walk(&self, walk: &mut Walk) {
        self.entries.walk(walk);
        for (name, text) in self.entries.iter() {
            walk.at(name, |walk| report(walk, &DigestAlgorithm::from(name.as_str()), text));
        }
    }

    #[cfg(feature = "json-schema")]
    fn schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        generator.subschema_for::<Self>()
    }
}

#[cfg(feature = "json-schema")]
impl schemars::JsonSchema for DigestSet {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "DigestSet".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let member = |name: &&str| {
            let pattern = DigestAlgorithm::from(*name).pattern();
            let description = format!("The {name} digest.");
            let member = serde_json::json!({
                "type": "string",
                "pattern": pattern,
                "description": description,
            });
            ((*name).to_owned(), member)
        };
        let members: serde_json::Map<_, _> = DigestAlgorithm::LISTED.iter().map(member).collect();
        schemars::json_schema!({
            "description": "Digests of one thing by algorithm (in-toto DigestSet). Digests of listed algorithms are hexadecimal, in lower case where in-toto is followed.",
            "type": "object",
            "properties": members,
            "additionalProperties": { "type": "string" },
        })
    }
}

/// What is odd about one entry. Nothing is known about unlisted algorithms.
fn report(walk: &mut Walk, algorithm: &DigestAlgorithm, text: &str) {
    if !algorithm.is_listed() {
        return;
    }
    if !encoding::is_hex(text) || !algorithm.fits(text.len() / 2) {
        let words = format!("expected a {algorithm} digest in hexadecimal, found {text:?}");
        walk.report("malformed-digest", Severity::Error, words);
    } else if text.bytes().any(|digit| digit.is_ascii_uppercase()) {
        walk.report("digest-case", Severity::Note, "in-toto writes digests in lower case");
    }
}
