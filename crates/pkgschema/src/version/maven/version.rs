//! A version of Maven.
//!
//! Invariant: every text is a version.

use super::compare::{Items, compare};
use super::dialect::Dialect;
use super::item::{Item, Number, Word};
use super::short::Short;
use super::tokens::items;
use crate::version::sort::stable_sort;
use crate::{ParseError, Text};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A version as Maven's `ComparableVersion` reads it, in the [dialect](Dialect) of one of its
/// releases.
///
/// There is no `Ord`: Maven's order goes in circles for some texts. [`compare`](Self::compare)
/// is its answer for two, [`sort`] sorts many. `Eq` and `Hash` are Maven's `equals`: the same
/// items, which is narrower than comparing as equal (`1-0.ga` and `1` to Maven 4).
///
/// Deviation: Java finds a Greek sigma at the end of a word by other rules than Unicode's, so
/// versions with a capital one in mixed words may differ.
///
/// ```
/// use pkgschema::version::maven::{Dialect, Version};
/// let (candidate, release) = (Version::parse("1.0-RC1")?, Version::parse("1.0.0.Final")?);
/// assert!(candidate.compare(&release).is_lt());
/// assert!(release.compare(&Version::parse("1")?).is_eq());
/// assert_eq!(candidate.dialect(), Dialect::V3_9);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Clone)]
pub struct Version {
    text: Text,
    items: Stored,
    dialect: Dialect,
}

/// Where the items are.
#[derive(Clone)]
enum Stored {
    /// Packed; their places are those of the text.
    Short(Short),
    /// In a list, with the text in lower case where it is not already.
    Long(Vec<Item>, Option<String>),
}

impl Version {
    /// Reads a version in the default dialect.
    ///
    /// # Errors
    /// None: every text is a version.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Self::parse_with(text, Dialect::default())
    }

    /// Reads a version in a dialect.
    ///
    /// # Errors
    /// None: every text is a version.
    pub fn parse_with(text: &str, dialect: Dialect) -> Result<Self, ParseError> {
        Ok(Self::new(text, dialect))
    }

    /// The version that a text is.
    pub fn new(text: &str, dialect: Dialect) -> Self {
        let kept = Text::from(text);
        let mut short = Short::EMPTY;
        let filled = dialect == Dialect::V3_9 && short.fill(text).is_some();
        let items = if filled { Stored::Short(short) } else { Stored::long(text, dialect) };
        Self { text: kept, items, dialect }
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whose rules it follows.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// How Maven puts the two in order, in the dialect of this one. Not transitive.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        match self.dialect == other.dialect {
            true => compare(self.items(), other.items()),
            false => self.compare(&Self::new(&other.text, self.dialect)),
        }
    }

    /// The version as Maven prints its canonical form, if that is read as the same version
    /// again, or else the text as read.
    pub fn canonical(&self) -> Cow<'_, str> {
        let canonical = self.printed();
        match canonical != self.as_str() && Self::new(&canonical, self.dialect) == *self {
            true => Cow::Owned(canonical),
            false => Cow::Borrowed(&self.text),
        }
    }

    /// Whether a word that Maven puts before a release decides: `alpha`, `beta`, `milestone`,
    /// `rc`, `snapshot`.
    pub fn is_prerelease(&self) -> bool {
        self.items().iter().any(|item| match item {
            Item::Word(word) | Item::Combination(word, _) => word.rank < Word::RELEASE,
            Item::List | Item::Number(_) => false,
        })
    }

    fn items(&self) -> Items<'_> {
        match &self.items {
            Stored::Short(short) => Items::Short(short, &self.text),
            Stored::Long(items, lower) => {
                Items::Long(items, lower.as_deref().unwrap_or(&self.text))
            }
        }
    }

    fn printed(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut hyphen = false;
        for item in self.items().iter() {
            if item == Item::List {
                hyphen = !out.is_empty();
                continue;
            }
            if !out.is_empty() {
                out.push(if std::mem::take(&mut hyphen) { '-' } else { '.' });
            }
            self.print(item, &mut out);
        }
        out
    }

    fn print(&self, item: Item, out: &mut String) {
        match item {
            Item::List => {}
            Item::Number(number) => self.print_number(number, out),
            Item::Word(word) => out.push_str(&self.word(word)),
            Item::Combination(word, number) => {
                out.push_str(&self.word(word));
                self.print_number(number, out);
            }
        }
    }

    fn print_number(&self, number: Number, out: &mut String) {
        match number {
            Number::Int(number) | Number::Long(number) => out.push_str(&number.to_string()),
            Number::Big(start, end) => {
                let digits = Number::digits(self.items().text(), start, end);
                out.extend(digits.map(|digit| char::from(b'0' + digit)));
            }
        }
    }

    /// A word in lower case, known ones by their first name.
    fn word(&self, word: Word) -> Cow<'_, str> {
        let known = match word.rank {
            0 => "alpha",
            1 => "beta",
            2 => "milestone",
            3 => "rc",
            4 => "snapshot",
            Word::RELEASE if self.dialect == Dialect::V3_9 => "",
            6 => "sp",
            _ => {
                return Cow::Owned(word.text(self.items().text()).to_lowercase());
            }
        };
        Cow::Borrowed(known)
    }

    /// The items as they count for equality: what they are, and the word and number in them.
    fn same_items(&self) -> impl Iterator<Item = (std::mem::Discriminant<Item>, String)> {
        self.items().iter().map(|item| {
            let mut printed = String::new();
            self.print(item, &mut printed);
            (std::mem::discriminant(&item), printed)
        })
    }
}

impl Stored {
    fn long(text: &str, dialect: Dialect) -> Self {
        let as_it_is = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        let lower = (!as_it_is).then(|| text.to_lowercase());
        Self::Long(items(lower.as_deref().unwrap_or(text), dialect), lower)
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.dialect == other.dialect && self.same_items().eq(other.same_items())
    }
}

impl Eq for Version {}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.same_items().for_each(|item| item.hash(state));
    }
}

crate::version::ordered::version_text!(Version);

/// Sorts versions by Maven's order, lowest first; those that compare as equal keep their places.
/// Where the order goes in a circle, the result depends on the order that they come in. It takes
/// `n log n` comparisons and never panics, which `slice::sort_by` does not promise for an order
/// that is none.
pub fn sort(versions: &mut Vec<Version>) {
    stable_sort(versions, Version::compare);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_items_are_those_of_the_list() {
        const PIECES: [&str; 22] = [
            "0",
            "1",
            "12",
            "00",
            ".",
            "-",
            ".",
            "-",
            "a",
            "RC",
            "x",
            "GA",
            "1234567890",
            "sp",
            "final",
            "_",
            "É",
            "İ",
            "Σ",
            "٣",
            "0000000000",
            "00123456789",
        ];
        let mut last = (Version::new("", Dialect::V3_9), Version::new("", Dialect::V3_9));
        for seed in 0..200_000_u64 {
            let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let mut text = String::new();
            for _ in 0..state % 11 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                text.push_str(PIECES[(state >> 40) as usize % PIECES.len()]);
            }
            let version = Version::new(&text, Dialect::V3_9);
            let long = Version {
                text: Text::from(text.as_str()),
                items: Stored::long(&text, Dialect::V3_9),
                dialect: Dialect::V3_9,
            };
            assert_eq!(version, long, "{text:?}");
            assert!(version.compare(&long).is_eq(), "{text:?}");
            let longs = std::mem::replace(&mut last.1, long.clone());
            let shorts = std::mem::replace(&mut last.0, version.clone());
            assert_eq!(shorts.compare(&version), longs.compare(&long), "{text:?}");
            assert_eq!(shorts.compare(&long), longs.compare(&version), "{text:?}");
        }
    }
}
