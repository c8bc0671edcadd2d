//! A version of Maven.
//!
//! Invariant: every text is a version.

use super::compare::{Items, compare};
use super::dialect::Dialect;
use super::item::{Item, Number, Word};
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
    /// The text in lower case, where it is not already.
    lower: Option<Box<str>>,
    items: Vec<Item>,
    dialect: Dialect,
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
        let as_it_is = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        let lower = (!as_it_is).then(|| text.to_lowercase().into_boxed_str());
        let items = items(lower.as_deref().unwrap_or(text), dialect);
        Self { text: Text::from(text), lower, items, dialect }
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
        self.items.iter().any(|item| match item {
            Item::Word(word) | Item::Combination(word, _) => word.rank < Word::RELEASE,
            Item::List | Item::Number(_) => false,
        })
    }

    fn items(&self) -> Items<'_> {
        (&self.items, self.lower())
    }

    fn lower(&self) -> &str {
        self.lower.as_deref().unwrap_or(&self.text)
    }

    fn printed(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut hyphen = false;
        for item in &self.items {
            if *item == Item::List {
                hyphen = !out.is_empty();
                continue;
            }
            if !out.is_empty() {
                out.push(if std::mem::take(&mut hyphen) { '-' } else { '.' });
            }
            self.print(*item, &mut out);
        }
        out
    }

    fn print(&self, item: Item, out: &mut String) {
        match item {
            Item::List => {}
            Item::Number(number) => self.print_number(number, out),
            Item::Word(word) => out.push_str(self.word(word)),
            Item::Combination(word, number) => {
                out.push_str(self.word(word));
                self.print_number(number, out);
            }
        }
    }

    fn print_number(&self, number: Number, out: &mut String) {
        match number {
            Number::Int(number) | Number::Long(number) => out.push_str(&number.to_string()),
            Number::Big(start, end) => {
                let digits = Number::digits(self.lower(), start, end);
                out.extend(digits.map(|digit| char::from(b'0' + digit)));
            }
        }
    }

    fn word(&self, word: Word) -> &str {
        match word.rank {
            0 => "alpha",
            1 => "beta",
            2 => "milestone",
            3 => "rc",
            Word::RELEASE if self.dialect == Dialect::V3_9 => "",
            _ => word.text(self.lower()),
        }
    }

    /// The items as they count for equality.
    fn same_items(&self) -> impl Iterator<Item = (&Item, &str)> {
        self.items.iter().map(|item| {
            let text = match item {
                Item::Word(word) | Item::Combination(word, _) => self.word(*word),
                Item::List | Item::Number(_) => "",
            };
            (item, text)
        })
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        let numbers = |left: &Item, right: &Item| match (left, right) {
            (Item::List, Item::List) | (Item::Word(_), Item::Word(_)) => true,
            (Item::Number(_), Item::Number(_)) | (Item::Combination(..), Item::Combination(..)) => {
                let (left, right) = (std::slice::from_ref(left), std::slice::from_ref(right));
                compare((left, self.lower()), (right, other.lower())).is_eq()
            }
            _ => false,
        };
        self.dialect == other.dialect
            && self.items.len() == other.items.len()
            && self
                .same_items()
                .zip(other.same_items())
                .all(|(left, right)| left.1 == right.1 && numbers(left.0, right.0))
    }
}

impl Eq for Version {}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let mut printed = String::new();
        for (item, word) in self.same_items() {
            printed.clear();
            if let Item::Number(number) | Item::Combination(_, number) = item {
                self.print_number(*number, &mut printed);
            }
            (std::mem::discriminant(item), word, &printed).hash(state);
        }
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
