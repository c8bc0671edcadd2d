//! Paths inside a package, a repository or a folder, judged by their text alone.
//!
//! Invariant: `\` separates as `/` does and a drive begins elsewhere, on every system.

use pkgschema::text::is_obeyed;

/// Whether a path begins at a root or on a drive.
pub(crate) fn is_absolute(path: &str) -> bool {
    path.starts_with(['/', '\\']) || has_drive(path)
}

/// Whether a path climbs above where it starts.
pub(crate) fn climbs(path: &str) -> bool {
    let mut depth = 0_usize;
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if depth == 0 => return true,
            ".." => depth -= 1,
            _ => depth += 1,
        }
    }
    false
}

/// Whether a path begins elsewhere or climbs above where it starts.
pub(crate) fn leaves(path: &str) -> bool {
    is_absolute(path) || climbs(path)
}

/// Whether a path is the plainest spelling of one that leads below where it starts: `/` between
/// its parts, none of them empty or of dots alone, and all characters can be seen.
pub(crate) fn is_plain(path: &str) -> bool {
    let odd = |c: char| c == '\\' || is_obeyed(c);
    !has_drive(path) && !path.contains(odd) && path.split('/').all(is_plain_part)
}

/// Whether a part of a path names something in the folder before it.
pub(crate) fn is_plain_part(part: &str) -> bool {
    !matches!(part, "" | "." | "..")
}

fn has_drive(path: &str) -> bool {
    let mut letters = path.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && letters.next() == Some(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_leave() {
        for path in ["a/b", "./a", "a/../b", ".", "", "a\\..\\b", "1:b"] {
            assert!(!leaves(path), "{path}");
        }
        for path in ["..", "a/../../b", "/a", "C:\\a", "\\\\host\\a", "./../a", "\\a"] {
            assert!(leaves(path), "{path}");
        }
    }

    #[test]
    fn plain_paths() {
        assert!(["a", "a/b.c", "1:b"].into_iter().all(is_plain));
        let others = ["", ".", "a/", "/a", "a//b", "a/../b", "a\\b", "c:b", "a\u{202e}", "a\nb"];
        assert!(!others.into_iter().any(is_plain));
    }
}
