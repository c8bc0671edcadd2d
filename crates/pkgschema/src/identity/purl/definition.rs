//! Package types and what each registered one demands (ECMA-427 sections 5.6.2, 5.7 and 6).
//!
//! Invariant: what stands in the type table comes from the published type definitions; what they
//! say only in prose is a hook.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
};

use super::{hooks::Hook, type_table};

/// The type of a package URL: any well-formed name; the registered ones have a definition.
///
/// ```
/// use pkgschema::identity::{PurlType, Requirement};
/// let maven = PurlType::registered("Maven").unwrap();
/// let definition = maven.definition().unwrap();
/// assert_eq!(definition.namespace.requirement, Requirement::Required);
/// assert_eq!(definition.namespace.native_name, Some("groupId"));
/// ```
#[derive(Clone, Copy)]
pub struct PurlType<'a> {
    name: &'a str,
    definition: Option<&'static TypeDefinition>,
}

impl PurlType<'static> {
    /// The registered type of this name, in any ASCII case.
    pub fn registered(name: &str) -> Option<Self> {
        Self::at(index(name)?)
    }

    /// All registered types, by name.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        type_table::TYPES.iter().map(|definition| Self::of(definition))
    }

    fn at(index: u8) -> Option<Self> {
        by_index(index).map(Self::of)
    }

    fn of(definition: &'static TypeDefinition) -> Self {
        Self { name: definition.name, definition: Some(definition) }
    }
}

impl<'a> PurlType<'a> {
    pub(super) fn new(name: &'a str, index: Option<u8>) -> Self {
        Self { name, definition: index.and_then(by_index) }
    }

    /// The type's name, lower case, such as `npm`.
    pub fn name(self) -> &'a str {
        self.name
    }

    /// What the type demands; `None` if it is not registered, and then anything well-formed is
    /// valid (section 5.7).
    pub fn definition(self) -> Option<&'static TypeDefinition> {
        self.definition
    }

    /// Whether the type is registered. The standard asks tools to warn when one is not.
    pub fn is_registered(self) -> bool {
        self.definition.is_some()
    }
}

impl fmt::Display for PurlType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl fmt::Debug for PurlType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PurlType").field(&self.name).finish()
    }
}

impl PartialEq for PurlType<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for PurlType<'_> {}

impl PartialEq<str> for PurlType<'_> {
    fn eq(&self, other: &str) -> bool {
        self.name == other
    }
}

impl PartialEq<&str> for PurlType<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.name == *other
    }
}

impl PartialOrd for PurlType<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PurlType<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name.cmp(other.name)
    }
}

impl Hash for PurlType<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

/// What a registered type demands of each component.
#[derive(Debug, PartialEq)]
#[non_exhaustive]
pub struct TypeDefinition {
    /// The type's name, lower case.
    pub name: &'static str,
    /// The type's title, for people.
    pub title: &'static str,
    /// The namespace's rules.
    pub namespace: ComponentDefinition,
    /// The name's rules.
    pub package_name: ComponentDefinition,
    /// The version's rules.
    pub version: ComponentDefinition,
    /// The subpath's rules.
    pub subpath: ComponentDefinition,
    /// The qualifiers that the type gives a meaning. Others are permitted.
    pub qualifiers: &'static [QualifierDefinition],
    pub(super) hook: Hook,
}

/// What a type demands of one component.
#[derive(Debug, PartialEq)]
#[non_exhaustive]
pub struct ComponentDefinition {
    /// Whether the component has to be there.
    pub requirement: Requirement,
    /// Whether case matters; where it does not, the canonical form is lower case.
    pub case_sensitive: bool,
    /// What the normalised value has to look like, where the type restricts it.
    pub permitted: Option<PermittedCharacters>,
    /// What the package's own ecosystem calls the component.
    pub native_name: Option<&'static str>,
}

/// A qualifier that a type gives a meaning.
#[derive(Debug, PartialEq)]
#[non_exhaustive]
pub struct QualifierDefinition {
    /// The key, lower case.
    pub key: &'static str,
    /// Whether the qualifier has to be there.
    pub requirement: Requirement,
    /// The value that absence stands for, unless it is a network address.
    pub default_value: Option<&'static str>,
    /// What the package's own ecosystem calls the qualifier.
    pub native_name: Option<&'static str>,
}

/// Whether a component has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Requirement {
    /// It may be there.
    Optional,
    /// Without it, there is no purl of this type.
    Required,
    /// With it, there is no purl of this type.
    Prohibited,
}

impl Requirement {
    /// `optional`, `required` or `prohibited`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Optional => "optional",
            Self::Required => "required",
            Self::Prohibited => "prohibited",
        }
    }

    pub(super) fn allows(self, present: bool) -> bool {
        match self {
            Self::Optional => true,
            Self::Required => present,
            Self::Prohibited => !present,
        }
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A restriction of a component's characters: one of the patterns that type definitions use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PermittedCharacters {
    /// `^[a-p]{32}$`: 32 letters from `a` to `p`.
    ThirtyTwoLettersAToP,
    /// `^\d+(\.\d+){0,3}$`: one to four dotted numbers.
    OneToFourNumbers,
    /// `^[a-z0-9_]`: the first character is a lowercase letter, a digit or `_`; the rest is free.
    WordCharacterFirst,
}

impl PermittedCharacters {
    /// The ECMA-262 pattern of the type definition.
    pub fn pattern(self) -> &'static str {
        match self {
            Self::ThirtyTwoLettersAToP => "^[a-p]{32}$",
            Self::OneToFourNumbers => r"^\d+(\.\d+){0,3}$",
            Self::WordCharacterFirst => "^[a-z0-9_]",
        }
    }

    /// Whether a decoded value matches the pattern.
    pub fn matches(self, value: &str) -> bool {
        match self {
            Self::ThirtyTwoLettersAToP => {
                value.len() == 32 && value.bytes().all(|byte| matches!(byte, b'a'..=b'p'))
            }
            Self::OneToFourNumbers => {
                let number =
                    |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                value.split('.').all(number) && value.split('.').count() <= 4
            }
            Self::WordCharacterFirst => {
                value.starts_with(|first| matches!(first, 'a'..='z' | '0'..='9' | '_'))
            }
        }
    }
}

/// The definition at an index of the table.
pub(super) fn by_index(index: u8) -> Option<&'static TypeDefinition> {
    type_table::TYPES.get(usize::from(index))
}

/// The index of a registered type, its name in any ASCII case.
pub(super) fn index(name: &str) -> Option<u8> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return type_table::index(name.to_ascii_lowercase().as_bytes());
    }
    type_table::index(name.as_bytes())
}
