//! A folder with POMs in the layout of a Maven repository.
//!
//! Source: Maven's repository layout, `group/with/slashes/artifact/version/artifact-version.pom`.
//!
//! Invariant: only files below the folder are named, and each of them and all are bounded.

use pkgschema::{Finding, Pointer, Severity};
use pkgschema_convert::detect::text_of;
use pkgschema_convert::whole::Ancestors;
use std::cell::{Cell, RefCell};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Longest POM that is read, in bytes.
const LONGEST: u64 = 4 << 20;

/// Most bytes that are read for one document.
const MOST: u64 = 256 << 20;

/// Most versions of a project that are looked at.
const MOST_VERSIONS: usize = 10_000;

/// POMs in a folder.
#[derive(Debug)]
pub(crate) struct Repository {
    root: PathBuf,
    left: Cell<u64>,
    findings: RefCell<Vec<Finding>>,
}

impl Repository {
    /// The repository in a folder.
    pub(crate) fn of(root: &Path) -> Self {
        Self { root: root.to_owned(), left: Cell::new(MOST), findings: RefCell::default() }
    }

    /// POMs that are there and could not be read.
    pub(crate) fn findings(self) -> Vec<Finding> {
        self.findings.into_inner()
    }

    /// The folder of a project; `None` for names that would lead elsewhere.
    fn folder(&self, group: &str, artifact: &str) -> Option<PathBuf> {
        let mut folder = self.root.clone();
        for part in group.split('.').chain([artifact]) {
            folder.push(plain(part)?);
        }
        Some(folder)
    }

    fn read(&self, path: &Path) -> Result<String, Option<String>> {
        let bytes = bytes(path, self.left.get()).map_err(|error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => None,
            _ => Some(error.to_string()),
        })?;
        self.left.set(self.left.get().saturating_sub(bytes.len() as u64));
        text_of(bytes).map(|(text, _)| text).map_err(|error| Some(error.to_string()))
    }
}

impl Ancestors for Repository {
    fn text(&self, group: &str, artifact: &str, version: &str) -> Option<String> {
        let file = format!("{}-{}.pom", plain(artifact)?, plain(version)?);
        let path = self.folder(group, artifact)?.join(version).join(file);
        self.read(&path)
            .map_err(|reason| {
                let words = reason.map(|reason| format!("{}: {reason}", path.display()));
                let place = Pointer::root().child("parent");
                let finding = |words| Finding::new(place, "unreadable-pom", Severity::Error, words);
                self.findings.borrow_mut().extend(words.map(finding));
            })
            .ok()
    }

    fn versions(&self, group: &str, artifact: &str) -> Vec<String> {
        let folders = self.folder(group, artifact).and_then(|folder| fs::read_dir(folder).ok());
        let names = folders.into_iter().flatten().take(MOST_VERSIONS).filter_map(Result::ok);
        let version = |entry: fs::DirEntry| {
            let version = entry.file_name().into_string().ok()?;
            let file = entry.path().join(format!("{artifact}-{version}.pom"));
            file.is_file().then_some(version)
        };
        names.filter_map(version).collect()
    }
}

/// A part of a path that names one file or folder, and nothing hidden or above.
fn plain(part: &str) -> Option<&str> {
    let odd = |c: char| matches!(c, '/' | '\\' | ':') || c.is_control();
    (!part.is_empty() && !part.starts_with('.') && !part.contains(odd)).then_some(part)
}

fn bytes(path: &Path, left: u64) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let longest = LONGEST.min(left);
    let mut bytes = Vec::new();
    file.take(longest + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > longest {
        true => Err(io::Error::new(ErrorKind::FileTooLarge, "larger than is read for one POM")),
        false => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_else() {
        let repository = Repository::of(Path::new("repository"));
        let folder = |group: &str, artifact: &str| repository.folder(group, artifact);
        assert_eq!(folder("org.example", "a"), Some(PathBuf::from("repository/org/example/a")));
        for (group, artifact) in [
            ("org..example", "a"),
            ("", "a"),
            ("org.example", ".."),
            ("org.example", "a/b"),
            ("org.example", "c:a"),
            ("/etc", "a"),
            ("org", "a\\b"),
        ] {
            assert_eq!(folder(group, artifact), None, "{group} {artifact}");
        }
        assert!(repository.text("org.example", "a", "../../b").is_none());
    }
}
