//! Paths of files in a repository.
//!
//! Invariant: a path leads below the repository, whatever its coordinates are.

use super::{FileName, checked, syntax};
use pkgschema::{ParseError, Text};
use std::fmt;

/// A file's place in a repository.
///
/// ```
/// use pkgschema_convert::maven::RepositoryPath;
/// let path = RepositoryPath::parse("org/example/widget/1.0/widget-1.0-sources.jar")?;
/// assert_eq!((path.group(), path.file().artifact()), ("org.example", "widget"));
/// assert_eq!(path.to_string(), "org/example/widget/1.0/widget-1.0-sources.jar");
/// assert!(RepositoryPath::parse("../widget/1.0/widget-1.0.jar").is_err());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RepositoryPath {
    group: Text,
    file: FileName,
}

impl RepositoryPath {
    /// The place of a file of that group.
    ///
    /// # Errors
    /// If a part of the group between dots is empty or cannot be part of coordinates.
    pub fn new(group: &str, file: FileName) -> Result<Self, ParseError> {
        group.split('.').try_for_each(checked)?;
        Ok(Self { group: group.into(), file })
    }

    /// Reads a path as seen from the repository.
    ///
    /// # Errors
    /// If there are fewer than four parts, one of them cannot be part of coordinates, or the
    /// file is not called by its folders.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let short = || syntax("expected a group, an artifact, a version and a file", text);
        let (folder, file) = text.rsplit_once('/').ok_or_else(short)?;
        let (folder, version) = folder.rsplit_once('/').ok_or_else(short)?;
        let (group, artifact) = folder.rsplit_once('/').ok_or_else(short)?;
        if group.contains('.') {
            return Err(syntax("a group with dots is one folder for each part", text));
        }
        Self::new(&group.replace('/', "."), FileName::parse_for(file, artifact, version)?)
    }

    /// The group, with dots.
    pub fn group(&self) -> &str {
        &self.group
    }

    /// The file.
    pub fn file(&self) -> &FileName {
        &self.file
    }

    /// The folder of the version: `org/example/widget/1.0`.
    pub fn folder(&self) -> String {
        let group = self.group.replace('.', "/");
        [&group, "/", self.file.artifact(), "/", self.file.version()].concat()
    }
}

impl fmt::Display for RepositoryPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.folder(), self.file)
    }
}
