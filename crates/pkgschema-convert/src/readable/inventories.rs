//! Any document that lists packages, told from its text.
//!
//! Invariant: the lock of a tool that is not read here is refused by its name, never taken for
//! another tool's.

use super::{INVENTORIES, Readable, Reading};
use crate::detect::{DocumentKind, identify};
use pkgschema::metadata::Inventory;
use pkgschema::object::check;
use pkgschema::{ParseError, ParseErrorKind};

/// Reads a document that lists packages: one of [`INVENTORIES`], or an inventory record.
///
/// ```
/// use pkgschema_convert::readable::read_inventory;
/// let lock = "version = 4\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"path+a\"\n";
/// assert_eq!(read_inventory(lock)?.value.packages.len(), 1);
/// let refused = read_inventory("# yarn lockfile v1\n\na@^1.0.0:\n").unwrap_err();
/// assert!(refused.to_string().contains("yarn.lock"));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
///
/// # Errors
/// If the text is no such document; by name if it is the lock of another tool.
pub fn read_inventory(text: &str) -> Result<Reading<Inventory>, ParseError> {
    let kind = match foreign_lock(text) {
        Some(tool) => return Err(refused(&format!("{tool} is the lock of another tool"))),
        None => identify(text)?,
    };
    if kind == DocumentKind::Inventory {
        let value = Inventory::parse(text)?;
        let findings = check(&value);
        return Ok(Reading { value, losses: Vec::new(), findings });
    }
    match Readable::find(INVENTORIES, kind.as_str()) {
        Some(format) => format.read(text),
        None => Err(refused(&format!("{} lists no packages", kind.as_str()))),
    }
}

fn refused(what: &str) -> ParseError {
    let read: Vec<&str> = INVENTORIES.iter().map(Readable::document).collect();
    let detail = format!("{what}; what is read: {}", read.join(", "));
    ParseError::new(ParseErrorKind::NotThisDocument, detail, "")
}

/// A lock, and what tells it: all of these at the beginning of lines (white space before them
/// aside).
const LOCKS: &[(&str, &[&str])] = &[
    ("yarn.lock", &["# yarn lockfile v1"]),
    ("yarn.lock", &["__metadata:"]),
    ("pnpm-lock.yaml", &["lockfileVersion:"]),
    ("bun.lock", &["\"lockfileVersion\":", "\"configVersion\":"]),
    ("poetry.lock", &["[[package]]", "python-versions =", "content-hash ="]),
    ("pdm.lock", &["[[package]]", "lock_version =", "content_hash ="]),
    ("uv.lock", &["[[package]]", "requires-python =", "source = {"]),
    ("Pipfile.lock", &["\"_meta\":", "\"pipfile-spec\":"]),
    ("composer.lock", &["\"content-hash\":", "\"packages-dev\":"]),
    ("Gemfile.lock", &["GEM", "remote:", "specs:", "DEPENDENCIES"]),
    ("Podfile.lock", &["PODS:", "PODFILE CHECKSUM:"]),
    ("packages.lock.json", &["\"dependencies\":", "\"contentHash\":", "\"requested\":"]),
    ("gradle.lockfile", &["# This is a Gradle generated file for dependency locking"]),
    ("pubspec.lock", &["packages:", "sdks:", "dependency:"]),
    ("mix.lock", &["%{"]),
];

/// Whose lock a text is, if it is one of a tool that is not read here.
fn foreign_lock(text: &str) -> Option<&'static str> {
    if is_go_sum(text) {
        return Some("go.sum");
    }
    let holds = |sign: &&str| text.lines().any(|line| line.trim_start().starts_with(sign));
    LOCKS.iter().find(|(_, signs)| signs.iter().all(holds)).map(|(name, _)| *name)
}

/// A line of a `go.sum` is a module, a version and a hash that says how it is taken.
fn is_go_sum(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let words: Vec<&str> = first.split(' ').collect();
    matches!(words.as_slice(), [_, version, hash] if version.starts_with('v') && hash.starts_with("h1:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_of_other_tools_are_refused_by_name() {
        let table = [
            ("yarn.lock", "# yarn lockfile v1\n\na@1:\n  version \"1.0.0\"\n"),
            ("yarn.lock", "__metadata:\n  version: 8\n"),
            ("pnpm-lock.yaml", "lockfileVersion: '9.0'\nimporters: {}\n"),
            (
                "bun.lock",
                "{\n  \"lockfileVersion\": 1,\n  \"configVersion\": 1,\n  \"workspaces\": {},\n}",
            ),
            (
                "poetry.lock",
                "[[package]]\nname = \"a\"\npython-versions = \">=3\"\n[metadata]\ncontent-hash = \"0\"\n",
            ),
            (
                "uv.lock",
                "version = 1\nrequires-python = \">=3.8\"\n[[package]]\nname = \"a\"\nsource = { virtual = \".\" }\n",
            ),
            ("Pipfile.lock", "{\n \"_meta\": {\n  \"pipfile-spec\": 6\n },\n \"default\": {}\n}"),
            (
                "composer.lock",
                "{\n \"content-hash\": \"0\",\n \"packages\": [],\n \"packages-dev\": []\n}",
            ),
            (
                "Gemfile.lock",
                "GEM\n  remote: https://registry.example/\n  specs:\n    a (1.0)\n\nDEPENDENCIES\n  a\n",
            ),
            ("go.sum", "mod.example/a v1.0.0 h1:AAAA=\nmod.example/a v1.0.0/go.mod h1:AAAA=\n"),
        ];
        for (name, text) in table {
            let error = read_inventory(text).unwrap_err();
            assert_eq!(error.kind(), ParseErrorKind::NotThisDocument, "{name}");
            assert!(
                error.to_string().contains(&format!("{name} is the lock of another tool")),
                "{error}"
            );
        }
        for text in ["{\"name\": \"a\"}", "[package]\nname = \"a\"\n"] {
            assert!(read_inventory(text).unwrap_err().to_string().contains("lists no packages"));
        }
    }
}
