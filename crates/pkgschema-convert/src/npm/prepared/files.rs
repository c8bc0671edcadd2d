//! What the files of a package add to its manifest.
//!
//! Source: npm CLI 11, the steps before publishing that look into the package's folder.
//!
//! Invariant: a fact that is not given changes nothing.

use super::draft::Draft;
use super::paths::{base, inside};
use super::{value, words};
use crate::LossKind;
use crate::npm::characters::trim;
use pkgschema::Text;

/// Facts about a package's files, as far as the caller knows them. The default knows nothing.
///
/// ```
/// use pkgschema_convert::{Document, npm::{PackageFiles, PackageJson}};
/// let package = PackageJson::parse(r#"{"name": "a", "version": "1.0.0"}"#)?;
/// let mut files = PackageFiles::default();
/// files.readme = Some(("README.md".into(), "# a\n\nDoes it.\n".into()));
/// assert_eq!(package.prepared_with(&files).value.description.as_deref(), Some("Does it."));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PackageFiles {
    /// Name and text of the readme.
    pub readme: Option<(Text, Text)>,
    /// Text of the file `AUTHORS`: a person a line, comments behind `#`.
    pub authors: Option<Text>,
    /// Whether a file `*.gyp` stands at the top.
    pub has_gyp: bool,
    /// Whether a file `server.js` stands at the top.
    pub has_server: bool,
    /// Type declarations that stand beside the main module, as a path.
    pub types: Option<Text>,
    /// Files in the folder that `directories.bin` names, as paths below it.
    pub bins: Option<Vec<Text>>,
    /// Manual pages in the folder that `directories.man` names, as paths below it.
    pub mans: Option<Vec<Text>>,
    /// Commit that is checked out.
    pub git_head: Option<Text>,
}

/// Scripts that follow from files.
pub(super) fn scripts(draft: &mut Draft, files: &PackageFiles) {
    let builds = draft.get("gypfile").is_some_and(|said| said.get() == "false");
    let installs = has_script(draft, "install") || has_script(draft, "preinstall");
    if files.has_gyp && !installs && !builds && add_script(draft, "install", "node-gyp rebuild") {
        let note = "a file for node-gyp is there";
        draft.change("gypfile", value::of_flag(true), LossKind::Defaulted, note);
    }
    if files.has_server && !has_script(draft, "start") {
        add_script(draft, "start", "node server.js");
    }
}

fn has_script(draft: &Draft, name: &str) -> bool {
    let scripts = draft.said("scripts");
    let script = scripts.as_ref().and_then(|said| value::member(said.as_raw(), name));
    script.is_some_and(value::says)
}

/// Adds a script, unless the scripts are of a kind that cannot hold one.
fn add_script(draft: &mut Draft, name: &str, command: &str) -> bool {
    let said = draft.said("scripts");
    let there = match &said {
        None => Some(Vec::new()),
        Some(said) => value::object(said.as_raw()),
    };
    let Some(there) = there else { return false };
    let command = value::string(command);
    let others = there.iter().filter(|(other, _)| other != name);
    let others = others.map(|(name, value)| (name.as_ref(), value.get()));
    draft.set("scripts", value::of_members(others.chain([(name, command.as_str())])));
    draft.lose(&["scripts", name], LossKind::Defaulted, "a file that asks for it is there");
    true
}

/// Contributors from the file of authors.
pub(super) fn authors(draft: &mut Draft, files: &PackageFiles) {
    let Some(text) = files.authors.as_ref().filter(|_| draft.said("contributors").is_none()) else {
        return;
    };
    let plain = |line| trim(line);
    let people = text.lines().map(plain).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let people = words::lines(people);
    draft.change("contributors", people, LossKind::Defaulted, "from the file AUTHORS");
}

/// The readme.
pub(super) fn readme(draft: &mut Draft, files: &PackageFiles) {
    let Some((name, text)) = files.readme.as_ref().filter(|_| draft.said("readme").is_none())
    else {
        return;
    };
    let note = "from the package's files";
    draft.change("readme", value::string(text), LossKind::Defaulted, note);
    draft.change("readmeFilename", value::string(name), LossKind::Defaulted, note);
}

/// Manual pages of a folder.
pub(super) fn mans(draft: &mut Draft, files: &PackageFiles) {
    let Some(folder) = folder(draft, "man").filter(|_| draft.said("man").is_none()) else { return };
    let Some(pages) = &files.mans else { return };
    let pages: Vec<String> = pages.iter().map(|page| inside(&format!("{folder}/{page}"))).collect();
    let pages = words::lines(pages.iter().map(String::as_str));
    draft.change("man", pages, LossKind::Defaulted, "from the folder that is named for them");
}

/// Commands of a folder; whether it is named and there are no others.
pub(super) fn bins(draft: &mut Draft, files: &PackageFiles) -> bool {
    let Some(folder) = folder(draft, "bin").filter(|_| draft.said("bin").is_none()) else {
        return false;
    };
    if let Some(all) = &files.bins {
        let shown = all.iter().filter(|file| !file.is_empty() && !file.starts_with('.'));
        let entry = |file: &Text| (Text::from(base(file)), format!("{folder}/{}", inside(file)));
        let commands: super::table::Table<String> = shown.map(entry).collect();
        let bin = value::of_texts(commands.iter());
        draft.change("bin", bin, LossKind::Defaulted, "from the folder that is named for them");
    }
    true
}

/// A folder that the manifest names.
fn folder(draft: &mut Draft, name: &str) -> Option<String> {
    let directories = draft.said("directories")?;
    let said = value::member(directories.as_raw(), name).filter(|said| value::says(said))?;
    let path = value::text(said);
    if path.is_none() {
        draft.refuse(&["directories", name], "a folder is a text");
    }
    Some(inside(&path?).trim_end_matches('/').to_owned())
}

/// Type declarations and the commit.
pub(super) fn rest(draft: &mut Draft, files: &PackageFiles) {
    if draft.said("main").is_some_and(|main| value::text(main.as_raw()).is_none()) {
        draft.refuse(&["main"], "a main module is a path");
    }
    let declared = draft.get("types").or_else(|| draft.get("typings")).is_some();
    let known = draft.said("gitHead").is_some();
    let facts = [("gitHead", &files.git_head, known), ("types", &files.types, declared)];
    for (name, fact, said) in facts {
        if let Some(text) = fact.as_ref().filter(|_| !said) {
            let note = "from the package's files";
            draft.change(name, value::string(text), LossKind::Defaulted, note);
        }
    }
}
