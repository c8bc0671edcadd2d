//! Paths of POMs as they see each other.
//!
//! Invariant: a path is put together from its text alone; no file is looked at.

/// The file that a relative path names, as seen from another file. A path without the ending
/// `.xml` is a folder's.
pub(super) fn beside(file: &str, relative: &str) -> String {
    let relative = relative.replace('\\', "/");
    let relative = match relative.ends_with(".xml") {
        true => relative,
        false => format!("{}/pom.xml", relative.trim_end_matches('/')),
    };
    match file.rsplit_once('/') {
        _ if relative.starts_with('/') => relative,
        Some((folder, _)) => simplified(&format!("{folder}/{relative}")),
        None => simplified(&relative),
    }
}

/// The folder of a file that is seen from a folder.
pub(super) fn folder_of(root: &str, file: &str) -> String {
    let joined = match file.starts_with('/') {
        true => file.to_owned(),
        false => simplified(&format!("{}/{file}", root.trim_end_matches('/'))),
    };
    joined.rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned())
}

/// A path in a folder, unless it is absolute.
pub(super) fn within(folder: &str, path: &str) -> String {
    match is_absolute(path) {
        true => path.to_owned(),
        false => format!("{}/{path}", folder.trim_end_matches('/')),
    }
}

/// Whether a path begins at a root: of POSIX, or a drive of Windows.
pub(super) fn is_absolute(path: &str) -> bool {
    path.starts_with(['/', '\\']) || path.get(1..3).is_some_and(|at| at == ":/" || at == ":\\")
}

/// The path without `.` and without `folder/..`.
fn simplified(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for (index, part) in path.split('/').enumerate() {
        match part {
            "." => {}
            "" if index > 0 => {}
            ".." if parts.last().is_some_and(|last| *last != ".." && !last.is_empty()) => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for (file, relative, expected) in [
            ("pom.xml", "../pom.xml", "../pom.xml"),
            ("../pom.xml", "../pom.xml", "../../pom.xml"),
            ("../a/pom.xml", "..\\b", "../b/pom.xml"),
            ("../pom.xml", "./c/./parent.xml", "../c/parent.xml"),
            ("pom.xml", "/x/pom.xml", "/x/pom.xml"),
        ] {
            assert_eq!(beside(file, relative), expected);
        }
        assert_eq!(folder_of("/w/app", "../pom.xml"), "/w");
        assert_eq!(within("/w", "a"), "/w/a");
        assert_eq!(within("/w", "C:\\a"), "C:\\a");
    }
}
