//! On which line of a document a package stands.
//!
//! Invariant: a line is only told where one line alone can be meant.

use pkgschema::metadata::InventoryPackage;
use std::collections::HashMap;

/// Lines of a document by what stands on them.
pub(super) struct Lines {
    /// `None` for what stands on several lines.
    by_words: HashMap<Words, Option<usize>>,
}

/// What stands on a line.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Words {
    /// A name, and a version on the line below it (TOML).
    Release(String, String),
    /// A name of a member that holds an object (JSON).
    Member(String),
    /// A package URL (JSON).
    Purl(String),
    /// A name that begins the line, and the version that it is pinned to (pip).
    Pinned(String, String),
}

impl Lines {
    /// Looks at each line once.
    pub(super) fn of(text: &str) -> Self {
        let mut lines = Self { by_words: HashMap::new() };
        let mut name: Option<(usize, &str)> = None;
        for (number, line) in text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()))
        {
            let version = toml(line, "version");
            if let Some((at, (name, version))) =
                name.zip(version).map(|((at, name), version)| (at, (name, version)))
            {
                lines.put(Words::Release(name.to_owned(), version.to_owned()), at);
            }
            name = toml(line, "name").map(|name| (number, name));
            if let Some(words) = json(line).or_else(|| pinned(line)) {
                lines.put(words, number);
            }
        }
        lines
    }

    fn put(&mut self, words: Words, line: usize) {
        let known = self.by_words.entry(words).or_insert(Some(line));
        *known = known.filter(|known| *known == line);
    }

    /// The line of a package.
    pub(super) fn line(&self, package: &InventoryPackage) -> Option<usize> {
        let find = |words: Words| self.by_words.get(&words).copied().flatten();
        let member = package.location.as_ref().map(|place| Words::Member(place.to_string()));
        if let Some(line) = member.and_then(find) {
            return Some(line);
        }
        let (name, version) = (package.name.to_string(), package.version.as_ref()?.to_string());
        let purl = package.purl().and_then(Result::ok);
        let purl = purl.map(|purl| Words::Purl(purl.to_string()));
        let release = Words::Release(name.clone(), version.clone());
        find(release).or_else(|| find(Words::Pinned(name, version))).or_else(|| purl.and_then(find))
    }
}

/// The text of a TOML line `key = "text"`.
fn toml<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let value = line.strip_prefix(key)?.trim_start().strip_prefix('=')?.trim();
    value.strip_prefix('"')?.strip_suffix('"')
}

/// A JSON line that opens an object, or ends with a package URL.
fn json(line: &str) -> Option<Words> {
    let rest = line.strip_prefix('"')?;
    let (name, value) = rest.split_once("\":")?;
    let value = value.trim().trim_end_matches(',');
    let text = value.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    match text {
        Some(text) if text.starts_with("pkg:") => Some(Words::Purl(text.to_owned())),
        None if value.starts_with('{') => Some(Words::Member(name.to_owned())),
        _ => None,
    }
}

/// A line `name==version`, with whatever behind it.
fn pinned(line: &str) -> Option<Words> {
    let (name, rest) = line.split_once("==")?;
    let name = name.split('[').next()?.trim();
    let end = rest.find(|character: char| " ;\\#,".contains(character)).unwrap_or(rest.len());
    let version = rest.trim_start_matches('=').get(..end)?;
    let plain = |it: &str| !it.is_empty() && !it.contains(char::is_whitespace);
    (plain(name) && plain(version)).then(|| Words::Pinned(name.to_owned(), version.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pkgschema::identity::Ecosystem;

    fn line(text: &str, name: &str, version: &str, location: Option<&str>) -> Option<usize> {
        let mut package = InventoryPackage::new(Ecosystem::NPM, name);
        package.version = Some(version.into());
        package.location = location.map(Into::into);
        Lines::of(text).line(&package)
    }

    #[test]
    fn one_line_alone_is_told() {
        let toml = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n";
        assert_eq!(line(toml, "a", "1.0.0", None), Some(2));
        assert_eq!(line(toml, "a", "1.0.1", None), None);
        assert_eq!(line(&toml.repeat(2), "a", "1.0.0", None), None);
        let json = "{\n\"packages\": {\n  \"node_modules/a\": {\n  }\n}}";
        assert_eq!(line(json, "a", "1.0.0", Some("node_modules/a")), Some(3));
        assert_eq!(line("{\n  \"purl\": \"pkg:npm/a@1.0.0\",\n}", "a", "1.0.0", None), Some(2));
        assert_eq!(line("# c\na[x]==1.0.0 \\\n  --hash=sha256:00\n", "a", "1.0.0", None), Some(2));
    }
}
