//! Where a report's file goes.
//!
//! Invariant: a path never leaves its folder: no part of it is empty, `.` or `..`, and none holds
//! a control character or a backslash.

use pkgschema::identity::{Ecosystem, EcosystemName, PackageName};

/// The folder of a package: `[ecosystem]/[name]` in lower case, slashes of the name as they are.
pub(super) fn directory(ecosystem: &Ecosystem, name: &str) -> Option<String> {
    let folder = folder(ecosystem);
    let name = match ecosystem.base() {
        EcosystemName::PyPi => {
            PackageName::new(Ecosystem::PYPI, name).ok()?.normalized().into_owned()
        }
        EcosystemName::CratesIo => name.replace('-', "_").to_lowercase(),
        _ => name.to_lowercase(),
    };
    let unsafe_part = |part: &str| {
        matches!(part, "" | "." | "..") || part.contains(|c: char| c.is_control() || c == '\\')
    };
    let safe = !unsafe_part(&folder) && !name.split('/').any(unsafe_part);
    safe.then(|| format!("osv/malicious/{folder}/{name}"))
}

/// An ecosystem as one folder: runs of blanks, slashes, underscores and hyphens become a hyphen.
fn folder(ecosystem: &Ecosystem) -> String {
    let with_address = matches!(ecosystem.base(), EcosystemName::Maven | EcosystemName::VsCode);
    let mut text = ecosystem.as_str().to_owned();
    if with_address {
        text = text.replacen(":https://", ":", 1);
    }
    let mut folder = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '/' | '_' | '-' if folder.ends_with('-') => {}
            ' ' | '/' | '_' | '-' => folder.push('-'),
            c => folder.extend(c.to_lowercase()),
        }
    }
    folder
}
