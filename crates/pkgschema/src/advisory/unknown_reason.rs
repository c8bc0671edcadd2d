//! Why nobody can tell whether a version is affected.
//!
//! Invariant: whatever cannot be told has a reason here; it is never answered with "no".

use std::fmt;

/// Why it is unknown whether a version is affected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum UnknownReason {
    /// The question names no version, and not every version is affected.
    NoVersion,
    /// The version in question is none of the ecosystem's.
    NotAVersion,
    /// The order of the ecosystem's versions is not known here.
    NoOrder,
    /// The versions are commits of a repository, whose history is not known here.
    Commits,
    /// The range is of no type that is known.
    RangeType,
    /// The events cannot be read: of the wrong kind, with two members or none, or without a
    /// beginning.
    BrokenEvents,
    /// An event names what is no version of the ecosystem.
    NotAnEventVersion,
    /// The list of versions holds what is no text.
    BrokenVersions,
    /// The entry says nothing about versions.
    NothingStated,
    /// The entry is about the ecosystem's package of another release or registry, or does not
    /// say of which.
    OtherRelease,
    /// The entry does not say which package it is about.
    NoPackage,
    /// The entry names another package, but its purl is that of the one in question.
    OtherPurl,
    /// The version is somebody's own build (PyPI's `1.0+local`) of one that is affected, and
    /// nothing is said about the build.
    LocalBuild,
}

impl UnknownReason {
    /// The reason in one word, for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoVersion => "no-version",
            Self::NotAVersion => "not-a-version",
            Self::NoOrder => "no-order",
            Self::Commits => "commits",
            Self::RangeType => "range-type",
            Self::BrokenEvents => "broken-events",
            Self::NotAnEventVersion => "not-an-event-version",
            Self::BrokenVersions => "broken-versions",
            Self::NothingStated => "nothing-stated",
            Self::OtherRelease => "other-release",
            Self::NoPackage => "no-package",
            Self::OtherPurl => "other-purl",
            Self::LocalBuild => "local-build",
        }
    }

    /// The reason for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoVersion => "no version was asked for",
            Self::NotAVersion => "this is no version of the ecosystem",
            Self::NoOrder => "the order of the ecosystem's versions is not known here",
            Self::Commits => "the versions are commits of a repository",
            Self::RangeType => "the range is of no known type",
            Self::BrokenEvents => "the events of the range cannot be read",
            Self::NotAnEventVersion => "an event names what is no version of the ecosystem",
            Self::BrokenVersions => "the list of versions holds what is no text",
            Self::NothingStated => "nothing is said about versions",
            Self::OtherRelease => "it is about another release or registry of the ecosystem",
            Self::NoPackage => "it is not said which package it is about",
            Self::OtherPurl => "it is about this package by its purl only, by name about another",
            Self::LocalBuild => "this is somebody's own build of an affected version",
        }
    }
}

impl fmt::Display for UnknownReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}
