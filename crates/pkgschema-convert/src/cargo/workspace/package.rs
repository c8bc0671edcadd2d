//! Keys of `package` that a workspace can supply.
//!
//! Source: The Cargo Book, "Workspaces", "The `package` table".
//!
//! Invariant: a value is taken over only in a kind that Cargo reads for its key.

use super::asks;
use super::heir::Heir;
use super::root::Problem;
use pkgschema::Text;
use pkgschema::object::raw::{self, Kind};
use pkgschema::object::{Raw, write};
use serde_json::value::RawValue;

/// The keys, each with the kinds that its value can have.
const KEYS: [(&str, &[Kind]); 16] = [
    ("authors", &[Kind::Array]),
    ("categories", &[Kind::Array]),
    ("description", &[Kind::String]),
    ("documentation", &[Kind::String]),
    ("edition", &[Kind::String]),
    ("exclude", &[Kind::Array]),
    ("homepage", &[Kind::String]),
    ("include", &[Kind::Array]),
    ("keywords", &[Kind::Array]),
    ("license", &[Kind::String]),
    ("license-file", &[Kind::String]),
    ("publish", &[Kind::Boolean, Kind::Array]),
    ("readme", &[Kind::String, Kind::Boolean]),
    ("repository", &[Kind::String]),
    ("rust-version", &[Kind::String]),
    ("version", &[Kind::String]),
];

/// Keys whose value is a path from the root.
const PATHS: [&str; 2] = ["license-file", "readme"];

/// The readme that `readme = true` means.
const USUAL_README: &str = "README.md";

/// The path is taken over, although nobody knows what it is called in the package.
pub(super) const UNPLACED: Problem = Problem::new(
    "workspace-path-unknown",
    "the path starts at the workspace's root, and where that is was not told",
);

impl Heir<'_> {
    /// The value of the workspace for a key of the package.
    pub(super) fn package_key(&mut self, key: &str, value: &RawValue) -> Option<String> {
        let (_, kinds) = KEYS.iter().find(|(name, _)| *name == key)?;
        if !self.asks(value) {
            return None;
        }
        let root = self.root.as_ref().map_err(|problem| *problem);
        let found = root.and_then(|root| fitting(root.package(key)?, kinds).cloned());
        let found = found.and_then(|value| match PATHS.contains(&key) {
            true => self.file(key, &value),
            false => Ok(value.as_str().to_owned()),
        });
        let found = self.take(found)?;
        let is_placed = !PATHS.contains(&key) || self.home.path("").is_some();
        if !is_placed {
            self.warn("workspace", UNPLACED);
        }
        Some(found)
    }

    /// A file of the root. Without a readme the root has nothing to supply.
    fn file(&self, key: &str, value: &Raw) -> Result<String, Problem> {
        let file = match (key, value.as_str()) {
            ("readme", "true") => USUAL_README.to_owned(),
            ("readme", "false") => return Err(Problem::LACKING),
            _ => raw::string(value.as_raw()).ok_or(Problem::WRONG_TYPE)?.into_owned(),
        };
        let placed = self.home.path(&file).unwrap_or(file);
        Ok(write(&Text::from(placed)))
    }
}

/// The value, if it is of one of the kinds: of arrays only those of texts.
fn fitting<'v>(value: &'v Raw, kinds: &[Kind]) -> Result<&'v Raw, Problem> {
    let kind = value.kind();
    let is_text = |element: &&RawValue| raw::kind(element) == Kind::String;
    let texts = || raw::elements(value.as_raw()).is_some_and(|all| all.iter().all(is_text));
    match kind {
        _ if kinds.contains(&kind) && (kind != Kind::Array || texts()) => Ok(value),
        Kind::Object if asks(value.as_raw()).is_some() => Err(Problem::INHERITS),
        _ => Err(Problem::WRONG_TYPE),
    }
}
