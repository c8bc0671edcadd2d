//! Description, keywords and lists of files.
//!
//! Invariant: what remains of a list are its texts that say something, in their order.

use super::draft::Draft;
use super::value;
use crate::LossKind;
use crate::npm::characters::{is_space, trim};
use pkgschema::object::Raw;
use pkgschema::object::raw::Kind;

/// A description that is a text; where there is none, what the readme begins with.
pub(super) fn description(draft: &mut Draft) {
    let no_text = draft.said("description").is_some_and(|said| said.kind() != Kind::String);
    if no_text {
        draft.drop("description", "a description is a text");
    }
    let readme = draft.said("readme").filter(|_| draft.said("description").is_none());
    match readme.as_ref().map(|readme| value::text(readme.as_raw())) {
        None => {}
        Some(None) => draft.refuse(&["readme"], "a readme is a text"),
        Some(Some(text)) if text == super::NO_README => {}
        Some(Some(text)) => {
            let first = value::string(&first_paragraph(&text));
            draft.change("description", first, LossKind::Defaulted, "what the readme begins with");
        }
    }
}

/// Keywords, a list of texts.
pub(super) fn keywords(draft: &mut Draft) {
    if let Some(line) = draft.get("keywords").and_then(value::text) {
        let words = value::of_elements(words(&line).map(|word| value::string(word).to_string()));
        draft.change("keywords", words, LossKind::Normalized, "a list of words");
    }
    list(draft, "keywords", "keywords are a list of words");
}

/// Files to publish, a list of texts.
pub(super) fn files(draft: &mut Draft) {
    list(draft, "files", "files to publish are a list of paths");
}

/// A member that npm gave up.
pub(super) fn modules(draft: &mut Draft) {
    if draft.said("modules").is_some() {
        draft.drop("modules", "npm gave this member up");
    }
}

/// Takes away what is no list, and what in it is no text or an empty one.
fn list(draft: &mut Draft, name: &str, note: &str) {
    let Some(said) = draft.said(name) else { return };
    let Some(all) = value::array(said.as_raw()) else { return draft.drop(name, note) };
    let mut kept: Vec<&str> = Vec::with_capacity(all.len());
    for (at, element) in all.iter().enumerate() {
        match value::is_word(element) {
            true => kept.push(element.get()),
            false => draft.lose(&[name, &at.to_string()], LossKind::Dropped, note),
        }
    }
    if kept.len() < all.len() {
        draft.set(name, value::of_elements(kept));
    }
}

/// The words of a line: commas with white space behind them stand between.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest?;
        let mut commas = line.match_indices(',');
        let cut = commas.find_map(|(at, _)| {
            let (word, behind) = line.split_at_checked(at)?;
            let behind = behind.strip_prefix(',')?;
            behind.starts_with(is_space).then_some((word, behind))
        });
        rest = cut.map(|(_, behind)| behind.trim_start_matches(is_space));
        Some(cut.map_or(line, |(word, _)| word))
    })
}

/// The first lines of a readme that are no headings, up to an empty one, in one line.
fn first_paragraph(readme: &str) -> String {
    let lines = trim(readme).split('\n');
    let is_text = |line: &&str| !trim(line).is_empty();
    let mut body = lines.skip_while(|line| !is_text(line) || trim(line).starts_with('#'));
    let paragraph: Vec<&str> = body.by_ref().take_while(is_text).collect();
    trim(&paragraph.join(" ")).to_owned()
}

/// The texts of a list.
pub(super) fn lines<'a>(texts: impl IntoIterator<Item = &'a str>) -> Raw {
    value::of_elements(texts.into_iter().map(|text| value::string(text).to_string()))
}
