//! Commands and manual pages.
//!
//! Invariant: every file of the result lies below the package's folder.

use super::draft::Draft;
use super::paths::{base, inside};
use super::table::Table;
use super::value;
use crate::LossKind;
use pkgschema::Text;
use pkgschema::object::{Raw, raw::Kind};

/// Files by command; nothing for what is no text.
type Commands = Table<Option<Text>>;

/// What is said of a command that goes.
const NO_COMMAND: &str = "it names no command, or no file";

/// Commands by name.
pub(super) fn bin(draft: &mut Draft) {
    let Some(said) = draft.said("bin") else {
        return draft.drop("bin", "there is no command in it");
    };
    let Some(mut commands) = by_name(draft, &said) else { return };
    for name in commands.names() {
        clean(draft, &mut commands, &name);
    }
    let files = commands.iter().filter_map(|(name, file)| Some((name, file.as_ref()?)));
    let bin = value::of_texts(files);
    match bin.as_str() {
        "{}" => draft.drop("bin", "there is no command in it"),
        _ => draft.set("bin", bin),
    }
}

/// The member as an object; nothing if that was the end of it.
fn by_name(draft: &mut Draft, bin: &Raw) -> Option<Commands> {
    match bin.kind() {
        Kind::String => {
            let file = value::text(bin.as_raw()).map(Text::from)?;
            let Some(name) = draft.text("name") else {
                draft.drop("bin", "a command of a package without a name has no name");
                return None;
            };
            let note = "one command goes by the package's name";
            draft.lose(&["bin"], LossKind::Normalized, note);
            Some([(name, Some(file))].into_iter().collect())
        }
        Kind::Array => by_file(draft, bin),
        Kind::Object => {
            let file = |file| value::text(file).map(Text::from);
            let members = value::object(bin.as_raw())?.into_iter();
            Some(members.map(|(name, value)| (Text::from(name), file(value))).collect())
        }
        _ => {
            draft.drop("bin", "it names no command");
            None
        }
    }
}

/// Files of commands that go by the files' names.
fn by_file(draft: &mut Draft, bin: &Raw) -> Option<Commands> {
    let files = value::array(bin.as_raw())?;
    let texts: Option<Vec<_>> = files.into_iter().map(value::text).collect();
    let Some(texts) = texts else {
        draft.refuse(&["bin"], "a file of a command is a text");
        return None;
    };
    draft.lose(&["bin"], LossKind::Normalized, "commands go by their files' names");
    let entry = |file: &str| (Text::from(base(file)), Some(Text::from(file)));
    Some(texts.iter().map(|file| entry(file)).collect())
}

/// Gives one command a name that is no path, and a path in the package. A name that another
/// command took is looked at with what stands there then.
fn clean(draft: &mut Draft, commands: &mut Commands, name: &Text) {
    let Some(file) = commands.get(name).cloned() else { return };
    let (own, path) = (inside(name), file.as_deref().map(inside).unwrap_or_default());
    let own = base(&own);
    if own.is_empty() || path.is_empty() {
        commands.remove(name);
        return draft.lose(&["bin", name], LossKind::Dropped, NO_COMMAND);
    }
    if own != name.as_str() {
        commands.remove(name);
        draft.lose(&["bin", name], LossKind::Repaired, "a command's name is no path");
    }
    if file.as_deref() != Some(&path) {
        draft.lose(&["bin", name], LossKind::Normalized, "another spelling of the path");
    }
    if own != name.as_str() && commands.get(own).is_some() {
        draft.lose(&["bin", own], LossKind::Dropped, "another command has this name");
    }
    commands.set(own, Some(Text::from(path)));
}

/// Manual pages, a list of paths in the package.
pub(super) fn man(draft: &mut Draft) {
    const NONE: &str = "there is no page in it";
    let Some(said) = draft.said("man") else { return draft.drop("man", NONE) };
    let whole = [said.as_raw()];
    let pages = value::array(said.as_raw()).unwrap_or_else(|| whole.to_vec());
    let mut paths = Vec::new();
    for (at, page) in pages.into_iter().enumerate() {
        match value::text(page) {
            Some(path) => paths.push(value::string(&inside(&path)).to_string()),
            None => draft.lose(&["man", &at.to_string()], LossKind::Dropped, "it is no path"),
        }
    }
    match paths.is_empty() {
        true => draft.drop("man", NONE),
        false => {
            let note = "a list of paths in the package";
            draft.change("man", value::of_elements(paths), LossKind::Normalized, note);
        }
    }
}
