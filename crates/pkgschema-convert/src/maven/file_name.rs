//! Names of files in Maven's repository layout, and their paths.
//!
//! `group/with/slashes/artifact/version/artifact-version[-classifier].extension`, where the
//! version in the name of a snapshot's file may be that of one build:
//! `1.0-20260131.120000-3` in the folder `1.0-SNAPSHOT`.
//!
//! A name alone does not tell its parts apart, so it is read with the coordinates that its folder
//! gives. Behind the version, a classifier ends at the last dot, but that `tar.gz` and endings of
//! files about files (`jar.asc`, `pom.sha1`) are one extension. Where there is no classifier the
//! extension is all that is left.
//!
//! Source: Maven's reference, "Repository Layout"; the classes `DefaultRepositoryLayout` and
//! `DefaultModelValidator` for characters that coordinates cannot have.
//!
//! Invariant: no part of a name or path holds a separator, an expression or a character that
//! cannot be seen, and none is `.` or `..`.

mod build;
mod path;

pub use build::SnapshotBuild;
pub use path::RepositoryPath;

use super::side_file::{SideKind, side_of};
use crate::paths::is_plain_part;
use pkgschema::identity::ArtifactKind;
use pkgschema::text::is_obeyed;
use pkgschema::{ParseError, ParseErrorKind, Text};
use std::fmt;

/// Longest file name that is read, in bytes.
const LONGEST: usize = 1024;

/// What no coordinate holds: Maven's list, and with `{` and `}` every expression.
const FORBIDDEN: &str = "\\/:\"<>|?*[](){},";

/// How the version of a snapshot ends.
const SNAPSHOT: &str = "-SNAPSHOT";

/// The name of an artifact's file.
///
/// ```
/// use pkgschema::identity::ArtifactKind;
/// use pkgschema_convert::maven::FileName;
/// let name = FileName::parse_for("widget-1.0-20260131.120000-3-sources.jar", "widget", "1.0-SNAPSHOT")?;
/// assert_eq!((name.classifier(), name.extension()), (Some("sources"), "jar"));
/// assert_eq!(name.build().map(|build| build.number), Some(3));
/// assert_eq!(name.kind(), Some(ArtifactKind::Sources));
/// assert_eq!(FileName::new("widget", "1.0", None, "pom")?.to_string(), "widget-1.0.pom");
/// assert!(FileName::new("widget", "${revision}", None, "pom").is_err());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct FileName {
    artifact: Text,
    version: Text,
    file_version: Text,
    classifier: Option<Text>,
    extension: Text,
}

impl FileName {
    /// The name of a file of a version. For a build of a snapshot the version is that build's,
    /// `1.0-20260131.120000-3`.
    ///
    /// # Errors
    /// If a part is empty, `.` or `..`, or holds a character that coordinates cannot have, or if
    /// the name is longer than 1,024 bytes.
    pub fn new(
        artifact: &str,
        version: &str,
        classifier: Option<&str>,
        extension: &str,
    ) -> Result<Self, ParseError> {
        let classifier = classifier.filter(|it| !it.is_empty());
        let parts = [Some(artifact), Some(version), classifier, Some(extension)];
        parts.into_iter().flatten().try_for_each(checked)?;
        let base = SnapshotBuild::split(version).map(|(base, _)| [base, SNAPSHOT].concat());
        let name = Self {
            artifact: artifact.into(),
            version: base.map_or_else(|| version.into(), Text::from),
            file_version: version.into(),
            classifier: classifier.map(Text::from),
            extension: extension.into(),
        };
        match name.to_string() {
            long if long.len() > LONGEST => Err(too_long(&long)),
            _ => Ok(name),
        }
    }

    /// Reads the name of a file in the folder of that artifact and version.
    ///
    /// # Errors
    /// If the name does not begin with both, has no extension, or a part of it is none, as for
    /// [`new`](Self::new).
    pub fn parse_for(text: &str, artifact: &str, version: &str) -> Result<Self, ParseError> {
        if text.len() > LONGEST {
            return Err(too_long(text));
        }
        checked(artifact)?;
        checked(version)?;
        let rest = text.strip_prefix(artifact).and_then(|rest| rest.strip_prefix('-'));
        let (file_version, rest) =
            rest.and_then(|rest| after_version(rest, version)).ok_or_else(|| {
                let words = format!("expected a name that begins with {artifact}-{version}");
                ParseError::new(ParseErrorKind::NotThisDocument, words, text)
            })?;
        let (classifier, extension) = match rest.strip_prefix('-') {
            Some(behind) => {
                let at =
                    extension_of(behind).ok_or_else(|| syntax("expected an extension", text))?;
                let (classifier, extension) = behind.split_at_checked(at).unwrap_or((behind, ""));
                (Some(classifier), extension)
            }
            None => (None, rest),
        };
        let extension = extension.strip_prefix('.').unwrap_or_default();
        if extension.is_empty() || classifier == Some("") {
            return Err(syntax("expected an extension behind the version or classifier", text));
        }
        let name = Self::new(artifact, file_version, classifier, extension)?;
        Ok(Self { version: version.into(), ..name })
    }

    /// The artifact's name.
    pub fn artifact(&self) -> &str {
        &self.artifact
    }

    /// The version that the folder is named by: `1.0-SNAPSHOT` for each build of that snapshot.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The version in the file's name.
    pub fn file_version(&self) -> &str {
        &self.file_version
    }

    /// Which variant of the artifact it is.
    pub fn classifier(&self) -> Option<&str> {
        self.classifier.as_deref()
    }

    /// The extension, without the dot before it.
    pub fn extension(&self) -> &str {
        &self.extension
    }

    /// Which build of a snapshot it is of; `None` for releases and for files that are called
    /// `…-SNAPSHOT`.
    pub fn build(&self) -> Option<SnapshotBuild> {
        (self.version != self.file_version)
            .then(|| SnapshotBuild::split(&self.file_version).map(|(_, build)| build))?
    }

    /// What kind of file it is, as far as classifier and extension tell.
    pub fn kind(&self) -> Option<ArtifactKind> {
        if let Some((_, side)) = side_of(&self.extension) {
            return (side == SideKind::Signature).then_some(ArtifactKind::Signature);
        }
        Some(match (self.classifier(), self.extension()) {
            (Some("sources" | "test-sources"), "jar") => ArtifactKind::Sources,
            (Some("javadoc" | "test-javadoc"), "jar") => ArtifactKind::Javadoc,
            (_, "jar") => ArtifactKind::Jar,
            (_, "war") => ArtifactKind::War,
            (_, "aar") => ArtifactKind::Aar,
            (None, "pom") => ArtifactKind::Pom,
            (None, "module") => ArtifactKind::Module,
            _ => return None,
        })
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.artifact, self.file_version)?;
        if let Some(classifier) = &self.classifier {
            write!(f, "-{classifier}")?;
        }
        write!(f, ".{}", self.extension)
    }
}

/// The version in the name and what stands behind it: the version itself, or a build of it.
fn after_version<'t>(text: &'t str, version: &str) -> Option<(&'t str, &'t str)> {
    let ends = |rest: &str| rest.starts_with(['.', '-']);
    let build = || {
        let base = version.strip_suffix(SNAPSHOT)?;
        let stamp = text.strip_prefix(base)?.strip_prefix('-')?;
        let length = SnapshotBuild::length(stamp)?;
        text.split_at_checked(base.len() + 1 + length)
    };
    let plain = text.strip_prefix(version).and_then(|_| text.split_at_checked(version.len()));
    plain.filter(|(_, rest)| ends(rest)).or_else(|| build().filter(|(_, rest)| ends(rest)))
}

/// Where the extension begins, its dot included.
fn extension_of(text: &str) -> Option<usize> {
    let mut at = text.rfind('.')?;
    while let Some((before, extension)) = text.split_at_checked(at) {
        let compressed = before.ends_with(".tar");
        if !compressed && side_of(&["x", extension].concat()).is_none() {
            break;
        }
        match before.rfind('.') {
            Some(earlier) => at = earlier,
            None => break,
        }
    }
    Some(at)
}

/// Whether a part of a name or path can be one.
fn checked(part: &str) -> Result<(), ParseError> {
    let odd = |c: char| FORBIDDEN.contains(c) || c.is_whitespace() || is_obeyed(c);
    match part {
        "" => Err(ParseError::new(ParseErrorKind::Empty, "a part of the coordinates is empty", "")),
        _ if !is_plain_part(part) || part.contains(odd) => {
            let words = "no path, expression, blank or hidden character can be in coordinates";
            Err(ParseError::new(ParseErrorKind::TypeRule, words, part))
        }
        _ => Ok(()),
    }
}

fn too_long(text: &str) -> ParseError {
    let words = format!("expected at most {LONGEST} bytes");
    ParseError::new(ParseErrorKind::TooLong, words, text)
}

fn syntax(words: &str, text: &str) -> ParseError {
    ParseError::new(ParseErrorKind::Syntax, words, text)
}
