//! Paths of a workspace's root as a package has them.
//!
//! Source: The Cargo Book, "The `package` table" of a workspace: `license-file` and `readme` are
//! relative to the workspace's root, and so are the paths of its dependencies.
//!
//! Invariant: paths are text here; nothing asks whether they exist.

use pkgschema::Text;
use pkgschema::object::List;

/// Where a package stands in its workspace.
#[derive(Debug)]
pub(super) struct Home {
    /// The steps from the root to the package, if they only go down.
    down: Option<Vec<String>>,
    /// The path from the package to the root, if the package names it.
    up: Option<String>,
}

impl Home {
    /// By the package's folder as seen from the root, and by the root's as seen from the package.
    pub(super) fn new(member: Option<&str>, root: Option<&str>) -> Self {
        let down = member.filter(|path| !is_absolute(path)).map(steps);
        let down = down.filter(|steps| steps.iter().all(|step| step != ".."));
        Self { down, up: root.map(str::to_owned) }
    }

    /// Whether the package lies in one of the folders; it does not, as far as is known, if nobody
    /// knows where it lies. Cargo compares the names as they stand, without reading `*`.
    pub(super) fn is_in(&self, folders: &List<Text>) -> bool {
        let Some(down) = &self.down else { return false };
        folders.iter().any(|folder| down.starts_with(&steps(folder)))
    }

    /// What a path that starts at the root is called in the package.
    pub(super) fn path(&self, path: &str) -> Option<String> {
        if is_absolute(path) {
            return Some(path.to_owned());
        }
        let steps = steps(path);
        match (&self.down, &self.up) {
            (Some(down), _) => Some(between(down, &steps)),
            (None, Some(up)) if is_absolute(up) => Some(format!("{up}/{}", steps.join("/"))),
            (None, Some(up)) => Some(self::steps(&format!("{up}/{path}")).join("/")),
            (None, None) => None,
        }
    }
}

/// The path from one folder to another, both given from a third.
fn between(from: &[String], to: &[String]) -> String {
    let common = from.iter().zip(to).take_while(|(a, b)| a == b).count();
    let up = from.iter().skip(common).map(|_| "..");
    let down = to.iter().skip(common).map(String::as_str);
    let steps: Vec<&str> = up.chain(down).collect();
    if steps.is_empty() { ".".to_owned() } else { steps.join("/") }
}

/// The steps of a path, without those that lead nowhere.
fn steps(path: &str) -> Vec<String> {
    let mut steps: Vec<String> = Vec::new();
    for step in path.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." if steps.last().is_some_and(|last| last != "..") => {
                steps.pop();
            }
            _ => steps.push(step.to_owned()),
        }
    }
    steps
}

/// Whether a path does not start at a folder: `/a`, `C:\a`.
fn is_absolute(path: &str) -> bool {
    let mut letters = path.chars();
    let drive = letters.next().is_some_and(|c| c.is_ascii_alphabetic());
    path.starts_with(['/', '\\']) || (drive && letters.next() == Some(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_from_a_package() {
        let cases = [
            (Some("crates/a"), None, "crates/b", Some("../b")),
            (Some("crates/a"), None, "README.md", Some("../../README.md")),
            (Some("crates/a"), None, "../c", Some("../../../c")),
            (Some("crates/a"), None, "/c", Some("/c")),
            (Some(""), None, "./a/", Some("a")),
            (Some("a"), None, "a", Some(".")),
            (Some("../a"), Some("../root"), "b", Some("../root/b")),
            (None, Some("../.."), "b/../c", Some("../../c")),
            (None, None, "b", None),
        ];
        for (member, root, path, expected) in cases {
            let found = Home::new(member, root).path(path);
            assert_eq!(found.as_deref(), expected, "{member:?} {root:?} {path}");
        }
    }
}
