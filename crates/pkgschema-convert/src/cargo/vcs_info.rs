//! `.cargo_vcs_info.json`: the commit that a package file was made from.
//!
//! Source: The Cargo Book, `cargo package`, ".cargo_vcs_info.json format".
//!
//! Invariant: what a record says already is never replaced; where the file says otherwise, that
//! is a loss.

use crate::leftovers::Leftovers;
use crate::loss::SAYS_NOTHING;
use crate::paths;
use crate::places::is_commit;
use crate::syntax::json::{JsonDocument, view};
use crate::{Converted, Loss, LossKind, ToRecord};
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{PackageMetadata, Repository};
use pkgschema::{Finding, Pointer, Severity, Text};

/// What the file says nothing of.
const UNKNOWN: [&str; 12] = [
    "name",
    "version",
    "accounts",
    "artifacts",
    "authors",
    "availability",
    "dependencies",
    "description",
    "features",
    "license",
    "publishTimes",
    "summary",
];

pkgschema::object! {
    /// A `.cargo_vcs_info.json`.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToRecord, cargo::CargoVcsInfo};
    /// use pkgschema::metadata::PackageMetadata;
    /// let sha1 = "0123456789abcdef0123456789abcdef01234567";
    /// let text = format!(r#"{{"git": {{"sha1": "{sha1}"}}, "path_in_vcs": "crates/thing"}}"#);
    /// let record: Vec<PackageMetadata> = CargoVcsInfo::parse(&text)?.to_record().value;
    /// let repository = record[0].repository.as_ref().unwrap();
    /// assert_eq!(repository.revision.as_deref(), Some(sha1));
    /// assert_eq!(repository.directory.as_deref(), Some("crates/thing"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct CargoVcsInfo {
        required {
            /// The commit.
            pub git: GitInfo,
        }
        /// The package's folder in the repository, empty for the top. Absent in files of Cargo
        /// before 1.54.
        pub path_in_vcs: Option<Text>,
    }

    /// A commit of a git repository.
    pub struct GitInfo {
        /// Its digest; of a repository by SHA-256 as well.
        pub sha1: Option<Text>,
        /// Whether files had changed since.
        pub dirty: Option<bool>,
    }
}

impl JsonDocument for CargoVcsInfo {
    const DOCUMENT: &'static str = ".cargo_vcs_info.json";

    fn lints(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut find = |place: Pointer, code, severity, words: &str| {
            found.push(Finding::new(place, code, severity, words));
        };
        let git = Pointer::root().child("git");
        if self.git.sha1.as_deref().is_some_and(|digest| !is_commit(digest)) {
            let words = "expected the digest of a commit, 40 or 64 hexadecimal digits";
            find(git.child("sha1"), "malformed-commit", Severity::Error, words);
        }
        if self.git.dirty == Some(true) {
            let words = "the package was made from files that the commit does not have";
            find(git.child("dirty"), "dirty-commit", Severity::Warning, words);
        }
        if self.path_in_vcs.as_deref().is_some_and(|path| !is_inside(path)) {
            let words = "expected a folder in the repository, with / between its parts";
            let place = Pointer::root().child("path_in_vcs");
            find(place, "path-out-of-repository", Severity::Error, words);
        }
        found
    }
}

impl ToRecord<Vec<PackageMetadata>> for CargoVcsInfo {
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        let mut record = PackageMetadata::of(Ecosystem::CRATES_IO);
        record.mark_unknown(UNKNOWN);
        let losses = self.add_to(&mut record);
        Converted::new(vec![record], losses)
    }
}

impl CargoVcsInfo {
    /// Adds the commit and the folder to the record of the package that the file is from. What
    /// the record says already stays; where it says otherwise there is a loss, as for everything
    /// that it has no place for. Pointers are into this file.
    pub fn add_to(&self, record: &mut PackageMetadata) -> Vec<Loss> {
        let mut left = Leftovers::default();
        let (root, git) = (Pointer::root(), Pointer::root().child("git"));
        let repository = record.repository.get_or_insert_default();
        match self.git.sha1.as_ref().filter(|digest| is_commit(digest)) {
            Some(commit) => add(&mut left, &mut repository.revision, commit, git.child("sha1")),
            None if self.git.sha1.is_some() => {
                left.lose(&git.child("sha1"), LossKind::Dropped, "no digest of a commit");
            }
            None => {}
        }
        match self.path_in_vcs.as_ref().filter(|path| is_inside(path)) {
            Some(path) => {
                add(&mut left, &mut repository.directory, path, root.child("path_in_vcs"))
            }
            None if self.path_in_vcs.is_some() => {
                let note = "no folder in the repository";
                left.lose(&root.child("path_in_vcs"), LossKind::Dropped, note);
            }
            None => {}
        }
        self.say_kind(repository, &mut left);
        if self.git.dirty == Some(false) {
            left.lose(&git.child("dirty"), LossKind::Normalized, SAYS_NOTHING);
        }
        if *repository == Repository::default() {
            record.repository = None;
        }
        left.finish(view(self).as_raw(), "the record has no place for it")
    }

    /// The kind follows from there being a commit at all.
    fn say_kind(&self, repository: &mut Repository, left: &mut Leftovers) {
        match repository.kind.as_deref() {
            None => repository.kind = Some(Text::from("git")),
            Some("git") => {}
            Some(kind) => {
                let note = format!("the record says that the repository is of the kind {kind:?}");
                left.say(&Pointer::root().child("git"), LossKind::Changed, note);
            }
        }
    }
}

/// Puts a text where there is none; a loss where there is another.
fn add(left: &mut Leftovers, member: &mut Option<Text>, text: &Text, place: Pointer) {
    match member {
        None => *member = Some(text.clone()),
        Some(other) if *other != *text => {
            return left.lose(&place, LossKind::Dropped, format!("the record says {other:?}"));
        }
        Some(_) => {}
    }
    left.take(&place);
}

/// Whether a path leads into the repository, or to its top.
fn is_inside(path: &str) -> bool {
    path.is_empty() || paths::is_plain(path)
}
