//! Keys of `packages`: folders below the project.
//!
//! Invariant: a name is what stands behind the last `node_modules/`, whatever it looks like.

/// The folder of installed packages.
const MODULES: &str = "node_modules/";

/// What a key stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// The project.
    Root,
    /// A folder of its own: a member of the workspace, or something linked.
    Folder(&'a str),
    /// An installed package, by the name of its folder.
    Installed(&'a str),
}

impl<'a> Place<'a> {
    pub(super) fn of(key: &'a str) -> Self {
        if key.is_empty() {
            return Self::Root;
        }
        let starts = key.rmatch_indices(MODULES).map(|(at, _)| at);
        let mut starts = starts.filter(|at| *at == 0 || key.as_bytes().get(at - 1) == Some(&b'/'));
        match starts.next().and_then(|at| key.get(at + MODULES.len()..)) {
            Some(name) => Self::Installed(name),
            None => Self::Folder(key),
        }
    }

    /// The name that the folder stands for, if any: of a folder without a scope its last part.
    pub(super) fn name(self) -> Option<&'a str> {
        match self {
            Self::Root => None,
            Self::Installed(name) => Some(name),
            Self::Folder(key) => key.rsplit('/').next(),
        }
    }
}

/// Whether a key leads out of the folders it begins with: above the project only links may lead,
/// and nothing may from a folder of installed packages.
pub(super) fn escapes(key: &str) -> bool {
    let mut inside = false;
    for part in key.split('/') {
        match part {
            ".." if inside => return true,
            ".." => {}
            _ => inside = true,
        }
    }
    key.starts_with('/') || key.contains(['\\', '\0']) || key.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        let cases = [
            ("", Place::Root),
            ("packages/a", Place::Folder("packages/a")),
            ("my-node_modules/a", Place::Folder("my-node_modules/a")),
            ("node_modules/@s/a", Place::Installed("@s/a")),
            ("packages/a/node_modules/b/node_modules/__proto__", Place::Installed("__proto__")),
            ("node_modules/", Place::Installed("")),
        ];
        for (key, place) in cases {
            assert_eq!(Place::of(key), place, "{key}");
        }
        assert!(!escapes("../shared/a") && !escapes("node_modules/a"));
        for key in ["node_modules/../../x", "a/../b", "/etc", "node_modules\\a", "node_modules/a\n"]
        {
            assert!(escapes(key), "{key}");
        }
    }
}
