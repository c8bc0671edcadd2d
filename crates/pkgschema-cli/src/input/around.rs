//! What lies around a file: the root of its workspace.
//!
//! Invariant: only manifests above the file, or at the path that it names, are read.

use pkgschema_convert::{WorkspaceResolver, WorkspaceRoot};
use std::fs::{self, File};
use std::io::Read;
use std::path::{MAIN_SEPARATOR_STR, Path, PathBuf};

/// Longest manifest that is read, in bytes.
const LONGEST: u64 = 4 << 20;

/// The surroundings of a file, or of nothing that has a place.
#[derive(Debug)]
pub(crate) struct Around {
    file: Option<PathBuf>,
}

impl Around {
    /// The surroundings of a file; standard input and a line of many have none.
    pub(crate) fn of(file: Option<&Path>) -> Self {
        let file = file.filter(|file| !super::is_standard_input(file));
        Self { file: file.and_then(|file| fs::canonicalize(file).ok()) }
    }
}

impl WorkspaceResolver for Around {
    fn root(&self, workspace: Option<&str>) -> Option<WorkspaceRoot> {
        let file = self.file.as_deref()?;
        let (folder, name) = (file.parent()?, file.file_name()?);
        match workspace {
            Some(path) => {
                let root = fs::canonicalize(folder.join(path)).ok()?;
                Some(found(read(&root.join(name))?, &root, folder))
            }
            None => folder.ancestors().skip(1).find_map(|root| {
                let text = read(&root.join(name))?;
                text.contains("[workspace").then(|| found(text, root, folder))
            }),
        }
    }
}

/// A root, with the folder as it is seen from there.
fn found(text: String, root: &Path, folder: &Path) -> WorkspaceRoot {
    let below = folder.strip_prefix(root).ok().and_then(Path::to_str);
    let root = WorkspaceRoot::new(text);
    match below {
        Some(below) => root.with_member(below.replace(MAIN_SEPARATOR_STR, "/")),
        None => root,
    }
}

fn read(path: &Path) -> Option<String> {
    let mut text = String::new();
    File::open(path).ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
    Some(text)
}
