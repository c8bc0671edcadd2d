//! The documents that the arguments name.
//!
//! Invariant: what cannot be walked fails in its place and costs nothing else.

use super::results::lexical;
use crate::args::Convert;
use crate::failure::Failure;
use crate::input::walk;
use std::path::PathBuf;

/// A document to be read, or why there is none.
pub(super) struct Item {
    pub(super) path: PathBuf,
    pub(super) failure: Option<Failure>,
}

/// Every document in the order of the arguments, those of a folder in the order of their names.
/// What lies in the folder for the results is no document of a folder that holds it.
pub(super) fn items(args: &Convert) -> Vec<Item> {
    let output = args.output.as_deref().map(lexical);
    let mut items = Vec::new();
    for argument in &args.files {
        let root = lexical(argument);
        let inner = output.as_ref().filter(|it| it.starts_with(&root) && **it != root);
        let found = walk(argument).into_iter();
        let found =
            found.filter(|(path, _)| !inner.is_some_and(|it| lexical(path).starts_with(it)));
        items.extend(found.map(|(path, failure)| Item { path, failure }));
    }
    items
}
