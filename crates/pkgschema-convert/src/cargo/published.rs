//! What publishing makes of a dependency.
//!
//! Registries know crates by name and requirement only. Publishing takes away paths and git
//! repositories beside a requirement, and leaves out dependencies for development that have none;
//! Cargo refuses to publish any other without a requirement (The Cargo Book, "Specifying path
//! dependencies").
//!
//! Invariant: a crate of another registry is never written as one of this registry.

use super::target;
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{
    Condition, ConditionLanguage, Dependency, DependencySource, Optionality, OptionalityKind,
    PackageMetadata, Scope, SourceKind,
};
use pkgschema::object::List;
use pkgschema::text::Link;
use pkgschema::version::{RequirementText, cargo::Requirement};
use pkgschema::{Pointer, Text};
use std::collections::{HashMap, VecDeque};

/// A dependency as registries know it.
pub(super) struct Published<'a> {
    pub(super) dependency: &'a Dependency,
    pub(super) requirement: Text,
    pub(super) kind: Text,
    /// As the manifest spells it.
    pub(super) target: Option<Text>,
    pub(super) registry: Option<Link>,
}

impl<'a> Published<'a> {
    /// What is published of a dependency; `None` if nothing is, or if nothing can be said of it.
    pub(super) fn of(dependency: &'a Dependency) -> Option<Self> {
        let requirement = dependency.requirement.as_ref();
        let requirement = requirement.filter(|one| one.ecosystem == Ecosystem::CRATES_IO)?;
        let target = match &dependency.condition {
            None => None,
            Some(condition) if condition.language == ConditionLanguage::CargoTarget => {
                Some(condition.text.clone())
            }
            Some(_) => return None,
        };
        Some(Self {
            dependency,
            requirement: normalized(&requirement.text),
            kind: kind(&dependency.scope)?,
            target,
            registry: registry(dependency.source.as_ref())?,
        })
    }

    pub(super) fn is_optional(&self) -> bool {
        let kind = self.dependency.optionality.as_ref().map(|optionality| &optionality.kind);
        kind == Some(&OptionalityKind::Feature)
    }

    pub(super) fn default_features(&self) -> bool {
        self.dependency.default_features.unwrap_or(true)
    }

    /// The features asked for; an absent list is written as an empty one.
    pub(super) fn features(&self) -> List<Text> {
        match self.dependency.features.is_present() {
            true => self.dependency.features.clone(),
            false => List::from(Vec::new()),
        }
    }
}

/// Where registries say a part of a dependency that they both say alike; `place` is the
/// dependency's, and the answer where there is no deeper one.
pub(super) fn place(place: Pointer, part: &[String]) -> Pointer {
    let key = match part.first().map(String::as_str) {
        Some("scope") => "kind",
        Some("source") => "registry",
        Some("condition") => "target",
        Some("optionality") => "optional",
        Some("defaultFeatures") => "default_features",
        Some("features") => "features",
        _ => return place,
    };
    let place = place.child(key);
    part.get(1).filter(|_| key == "features").map_or(place.clone(), |at| place.child(at))
}

/// A record's dependency from what registries say of it.
pub(super) struct Said<'a> {
    pub(super) name: &'a Text,
    pub(super) alias: Option<&'a Text>,
    pub(super) requirement: Option<&'a Text>,
    pub(super) kind: Option<&'a Text>,
    pub(super) target: Option<&'a Text>,
    pub(super) registry: Option<&'a Link>,
    pub(super) features: &'a List<Text>,
    pub(super) optional: bool,
    pub(super) default_features: Option<bool>,
}

impl Said<'_> {
    pub(super) fn dependency(self) -> Dependency {
        let mut dependency = Dependency::new(self.name.clone(), scope(self.kind));
        dependency.alias = self.alias.cloned();
        let requirement = |text: &Text| RequirementText::new(Ecosystem::CRATES_IO, text.clone());
        dependency.requirement = self.requirement.map(requirement);
        dependency.source = self.registry.map(|index| {
            let mut source = DependencySource::new(SourceKind::Registry);
            source.registry_index = Some(index.clone());
            source
        });
        let condition = |text: &Text| Condition::new(ConditionLanguage::CargoTarget, text.clone());
        dependency.condition = self.target.map(condition);
        if !self.features.is_empty() || self.features.has_odd() {
            dependency.features = self.features.clone();
        }
        if self.optional {
            dependency.optionality = Some(Optionality::new(OptionalityKind::Feature));
        }
        // "true" is what an absent member means
        dependency.default_features = self.default_features.filter(|asked| !asked);
        dependency
    }
}

/// The requirement as Cargo writes it for registries, every operator written out. A text that is
/// none stays as it is.
pub(super) fn normalized(requirement: &Text) -> Text {
    if is_simple(requirement) {
        return requirement.clone();
    }
    let read = Requirement::parse(requirement).ok();
    read.map_or_else(|| requirement.clone(), |read| Text::from(read.canonical()))
}

/// Whether [`normalized`] leaves the requirement as it is.
pub(super) fn is_normalized(requirement: &Text) -> bool {
    is_simple(requirement) || normalized(requirement) == *requirement
}

/// Whether a text is an operator with up to three numbers, as nearly all requirements are: that
/// is a requirement, and normalised.
pub(super) fn is_simple(requirement: &str) -> bool {
    let Some(numbers) = requirement.strip_prefix(['^', '~', '=']) else { return false };
    let number = |text: &str| {
        let digits =
            !text.is_empty() && text.len() < 19 && text.bytes().all(|b| b.is_ascii_digit());
        digits && (text == "0" || !text.starts_with('0'))
    };
    let mut count = 0;
    numbers.split('.').all(|text| {
        count += 1;
        count <= 3 && number(text)
    })
}

/// A kind that nobody knows stays a word of its own: Cargo would take it for `normal`.
fn scope(kind: Option<&Text>) -> Scope {
    match kind.map(Text::as_str) {
        None | Some("normal") => Scope::Runtime,
        Some("dev") => Scope::Development,
        Some("build") => Scope::Build,
        Some(other) => Scope::from(other),
    }
}

fn kind(scope: &Scope) -> Option<Text> {
    Some(match scope {
        Scope::Runtime => Text::from_static("normal"),
        Scope::Development => Text::from_static("dev"),
        Scope::Build => Text::from_static("build"),
        Scope::Unlisted(word) => Text::from(word.as_str()),
        _ => return None,
    })
}

/// The other registry that a dependency is in, which must be named by its index: a name of the
/// author's configuration says nothing to others. `None` if that cannot be said.
fn registry(source: Option<&DependencySource>) -> Option<Option<Link>> {
    let Some(source) = source else { return Some(None) };
    match (&source.registry_index, &source.registry) {
        (Some(index), _) => Some(Some(index.clone())),
        (None, Some(_)) => None,
        (None, None) => match source.kind {
            SourceKind::Git | SourceKind::Path => Some(None),
            _ => None,
        },
    }
}

/// Which dependency of a record is which of those read back from what was published of it.
pub(super) fn pairs(record: &PackageMetadata, back: &PackageMetadata) -> Vec<Option<usize>> {
    let mut places: HashMap<_, VecDeque<usize>> = HashMap::with_capacity(back.dependencies.len());
    for (index, dependency) in back.dependencies.iter().enumerate() {
        places.entry(key(dependency)).or_default().push_back(index);
    }
    let mut pairs = vec![None; record.dependencies.len()];
    // what is not published can only be there because a document was put together again
    for published in [true, false] {
        for (dependency, pair) in record.dependencies.iter().zip(&mut pairs) {
            if Published::of(dependency).is_some() == published {
                *pair = places.get_mut(&key(dependency)).and_then(VecDeque::pop_front);
            }
        }
    }
    pairs
}

type Key<'a> = (&'a str, Option<&'a str>, &'a str, Option<Text>);

fn key(dependency: &Dependency) -> Key<'_> {
    let condition = dependency.condition.as_ref();
    let condition = condition.map(|condition| target::normalized(&condition.text));
    (&dependency.name, dependency.alias.as_deref(), dependency.scope.as_str(), condition)
}

/// Whether two texts of a record mean the same once published, and are only spelt differently.
pub(super) fn same_meaning(member: &str, left: &str, right: &str) -> bool {
    let (left, right) = (Text::from(left), Text::from(right));
    match member {
        "/requirement/text" => normalized(&left) == normalized(&right),
        "/condition/text" => target::normalized(&left) == target::normalized(&right),
        _ => false,
    }
}
