//! Addresses that children inherit: they grow by the child's folder.
//!
//! Source: Maven 3.8, `DefaultInheritanceAssembler` and `DefaultUrlNormalizer`.
//!
//! Invariant: a blank address never grows.

use super::lineage::Level;
use pkgschema::Text;
use std::borrow::Cow;

/// The property that names a child's folder; it is not inherited.
pub(super) const DIRECTORY: &str = "project.directory";

/// How addresses grow from parents to children: one step for each POM but the last.
pub(super) struct Growth {
    /// For each POM, what is appended to what its parent hands down; `None` if nothing can be.
    steps: Vec<Option<(String, Text)>>,
}

impl Growth {
    pub(super) fn of(levels: &[Level<'_>]) -> Self {
        let pairs = levels.iter().zip(levels.iter().skip(1));
        Self { steps: pairs.map(|(child, parent)| step(child, parent)).collect() }
    }

    /// An address of the POM at `from`, as the first one has it. `flag` says, for each POM, what
    /// it says of growing: anything but `true` forbids it, for its descendants too.
    pub(super) fn grown<'f>(
        &self,
        address: &str,
        from: usize,
        levels: usize,
        flag: impl Fn(usize) -> Option<&'f Text>,
    ) -> Text {
        let mut grown = address.to_owned();
        let mut current = (from..levels).find_map(&flag);
        for target in (0..from).rev() {
            let grows = current.is_none_or(|flag| flag.eq_ignore_ascii_case("true"));
            let step = self.steps.get(target).and_then(Option::as_ref);
            if let (true, false, Some((adjustment, folder))) = (grows, is_blank(&grown), step) {
                append(&mut grown, adjustment);
                append(&mut grown, folder);
            }
            current = flag(target).or(current);
        }
        Text::from(grown)
    }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// What a child appends: the way from the parent's folder to the folder above its own, which only
/// the parent's list of modules can tell, and its own folder's name.
fn step(child: &Level<'_>, parent: &Level<'_>) -> Option<(String, Text)> {
    let model = child.model();
    let folder = model.properties.get(DIRECTORY).or(model.artifact_id.as_ref())?;
    let name = child.folder_name().or(model.artifact_id.as_deref());
    let modules = parent.model().modules.iter();
    let adjustment = modules.filter_map(|module| above(module, &[name, Some(folder)])).next();
    Some((adjustment.unwrap_or_default(), folder.clone()))
}

/// The folder above a module, if the module is called by one of these names.
fn above(module: &str, names: &[Option<&str>; 2]) -> Option<String> {
    let mut module = module.replace('\\', "/");
    let ending = module.len().checked_sub(4).and_then(|at| module.get(at..));
    if ending.is_some_and(|ending| ending.eq_ignore_ascii_case(".xml")) {
        module.truncate(module.rfind('/').map_or(0, |at| at + 1));
    }
    let (folder, name) = module.strip_suffix('/').unwrap_or(&module).rsplit_once('/')?;
    names.contains(&Some(name)).then(|| folder.to_owned())
}

fn append(address: &mut String, path: &str) {
    if path.is_empty() {
        return;
    }
    let ends_with_slash = address.ends_with('/');
    if path.starts_with('/') {
        if ends_with_slash {
            address.pop();
        }
    } else if !ends_with_slash {
        address.push('/');
    }
    address.push_str(path);
    if ends_with_slash && !path.ends_with('/') {
        address.push('/');
    }
}

/// Takes `folder/../` away, from left to right.
pub(super) fn normalised(address: &str) -> Cow<'_, str> {
    if !address.contains("/../") {
        return Cow::Borrowed(address);
    }
    let (mut done, mut rest) = (String::new(), address);
    while let Some((before, behind)) = split(rest) {
        done.push_str(before);
        match above_last(&done) {
            _ if done.is_empty() => rest = behind,
            Some(parent) => {
                done.truncate(parent);
                rest = behind;
            }
            None => {
                done.clear();
                rest = behind.strip_prefix('/').unwrap_or(behind);
            }
        }
    }
    done.push_str(rest);
    Cow::Owned(done)
}

/// What stands before the first `/../`, and what is behind it from its last slash on.
fn split(text: &str) -> Option<(&str, &str)> {
    let at = text.find("/../")?;
    Some((text.get(..at)?, text.get(at + 3..)?))
}

/// Where the last folder begins, with the slash before it.
fn above_last(path: &str) -> Option<usize> {
    path.trim_end_matches('/').rfind('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rule as it is told: again and again from the beginning.
    fn told(address: &str) -> String {
        let mut result = address.to_owned();
        while let Some(at) = result.find("/../") {
            if at == 0 {
                result = result[3..].to_owned();
                continue;
            }
            match result[..at].trim_end_matches('/').rfind('/') {
                Some(parent) => result = format!("{}{}", &result[..parent], &result[at + 3..]),
                None => result = result[at + 4..].to_owned(),
            }
        }
        result
    }

    #[test]
    fn normal_addresses() {
        for (address, expected) in [
            ("https://e.example/a/../b", "https://e.example/b"),
            ("https://e.example/a/b/../../c", "https://e.example/c"),
            ("/../a", "/a"),
            ("a/../../b", "../b"),
            ("a//../b", "b"),
            ("a/b/..", "a/b/.."),
        ] {
            assert_eq!(normalised(address), expected, "{address}");
        }
        // every text of up to nine pieces
        let pieces = ["/", "..", "a"];
        for number in 0..3_usize.pow(9) {
            let digits = (0..9).map(|place| pieces[number / 3_usize.pow(place) % 3]);
            let address: String = digits.collect();
            assert_eq!(normalised(&address), told(&address), "{address}");
        }
    }
}
