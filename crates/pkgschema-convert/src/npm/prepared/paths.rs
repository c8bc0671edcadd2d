//! Paths below the package's folder.
//!
//! Invariant: a path never leads out of the folder, and is the same when it is made again.

/// What parts of a path stand between: Windows' separators count.
const SEPARATORS: [char; 3] = ['/', '\\', ':'];

/// The path relative to the folder, with slashes alone; empty for the folder itself.
pub(super) fn inside(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(SEPARATORS) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let folder = path.ends_with(SEPARATORS) && !parts.is_empty();
    parts.join("/") + if folder { "/" } else { "" }
}

/// The last part of a path.
pub(super) fn base(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_out() {
        let cases = [
            ("./bin/x.js", "bin/x.js"),
            ("/bin//x.js", "bin/x.js"),
            ("bin\\x.js", "bin/x.js"),
            ("../../x", "x"),
            ("a/../b/", "b/"),
            ("a/..", ""),
            ("c:x", "c/x"),
            ("./", ""),
            (".x", ".x"),
        ];
        for (path, expected) in cases {
            assert_eq!(inside(path), expected, "{path}");
            assert_eq!(inside(expected), expected);
        }
        assert_eq!((base("a/b/"), base("b"), base("/")), ("b", "b", ""));
    }
}
