//! Where the results of many documents go.
//!
//! Invariant: no result is written over another, over a source, or outside the folder.

use crate::args::{Convert, Side};
use crate::failure::Failure;
use crate::input::{is_standard_input, name};
use crate::output;
use crate::report;
use pkgschema_convert::format;
use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// Extensions of documents, which a result's name does without.
const EXTENSIONS: [&str; 9] = ["json", "toml", "yaml", "yml", "md", "xml", "txt", "html", "lock"];

/// Where results go.
pub(super) enum Results {
    /// To standard output, one a line.
    Lines,
    /// To files of their own.
    Folder(Box<Folder>),
}

impl Results {
    /// The place that the arguments name.
    pub(super) fn open(args: &Convert, sources: &[&Path]) -> Result<Self, Failure> {
        match args.output.as_deref() {
            Some(path) if !is_standard_input(path) => {
                Ok(Self::Folder(Box::new(Folder::open(args, path, sources)?)))
            }
            _ if args.to.is_json() => Ok(Self::Lines),
            _ => {
                let words = "is no JSON, of which several could stand in one output; name a folder \
                    with -o DIR";
                Err(Failure::Usage(format!("{} {words}", args.to.name())))
            }
        }
    }

    /// Writes the next result, if there is one for this source: each source keeps its name.
    pub(super) fn put(
        &mut self,
        source: &Path,
        text: Option<&str>,
    ) -> Result<Option<PathBuf>, Failure> {
        match (self, text) {
            (Self::Lines, Some(text)) => {
                output::print(&(report::compact(text) + "\n")).map(|()| None)
            }
            (Self::Lines, None) => Ok(None),
            (Self::Folder(folder), text) => {
                let path = folder.claim(source);
                text.map(|text| folder.write(&path, text)).transpose()
            }
        }
    }
}

/// A folder for results.
pub(super) struct Folder {
    root: PathBuf,
    /// The same without links.
    real: PathBuf,
    /// What all arguments lie below.
    base: PathBuf,
    to: Side,
    /// Names that are given away in lower case, since some file systems see no difference, and
    /// the number that the next of this name gets.
    claimed: HashMap<String, usize>,
    /// The sources without links.
    sources: HashSet<PathBuf>,
}

impl Folder {
    fn open(args: &Convert, root: &Path, sources: &[&Path]) -> Result<Self, Failure> {
        if fs::metadata(root).is_ok_and(|it| !it.is_dir()) {
            let words = "is no folder, and several results need one";
            return Err(Failure::Usage(format!("{} {words}", name(root))));
        }
        output::create_folder(root)?;
        let real = fs::canonicalize(root);
        Ok(Self {
            real: real.map_err(|error| Failure::file(&name(root), "write", &error))?,
            root: root.to_owned(),
            base: base(&args.files),
            to: args.to,
            claimed: HashMap::new(),
            sources: sources.iter().filter_map(|path| fs::canonicalize(path).ok()).collect(),
        })
    }

    /// A name below the folder that no other source has.
    fn claim(&mut self, source: &Path) -> PathBuf {
        let wanted = self.wanted(source);
        let key = |path: &Path| path.to_string_lossy().to_lowercase();
        let mut number = self.claimed.get(&key(&wanted)).copied().unwrap_or(1);
        let mut path = wanted.clone();
        loop {
            if number > 1 {
                path = numbered(&wanted, number, self.to.extension());
            }
            number += 1;
            if !self.claimed.contains_key(&key(&path)) {
                break;
            }
        }
        self.claimed.insert(key(&path), 2);
        self.claimed.insert(key(&wanted), number);
        path
    }

    /// The folders that the source lies in below the base, and the name of its result.
    fn wanted(&self, source: &Path) -> PathBuf {
        let whole =
            if is_standard_input(source) { PathBuf::from("stdin") } else { lexical(source) };
        let below = whole.strip_prefix(&self.base).unwrap_or(&whole);
        let normal = |part: &Component| matches!(part, Component::Normal(_));
        let below: PathBuf = below.components().filter(normal).collect();
        let name = below.file_name().unwrap_or(OsStr::new("document"));
        let is_usual = |it: &str| format::ALL.iter().any(|format| format.document() == it);
        match self.to.file_name().filter(|_| name.to_str().is_some_and(is_usual)) {
            Some(usual) => below.with_file_name(usual),
            None => below.with_file_name(ending(stem(name), self.to.extension())),
        }
    }

    /// Writes a file below the folder. Links on the way are followed, but not out of it.
    fn write(&self, below: &Path, text: &str) -> Result<PathBuf, Failure> {
        let path = self.root.join(below);
        let parent = path.parent().unwrap_or(&self.root);
        let failed = |error: io::Error| Failure::file(&name(&path), "write", &error);
        // nothing is made before it is known where
        let existing = parent.ancestors().find_map(|folder| fs::canonicalize(folder).ok());
        self.inside(&existing.unwrap_or_default()).map_err(failed)?;
        output::create_folder(parent)?;
        match fs::canonicalize(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            target => self.replaceable(&target.map_err(failed)?).map_err(failed)?,
        }
        output::write_of_many(&path, text)?;
        Ok(path)
    }

    fn inside(&self, place: &Path) -> io::Result<()> {
        match place.starts_with(&self.real) {
            true => Ok(()),
            false => Err(io::Error::other("a link leads out of the folder for results")),
        }
    }

    fn replaceable(&self, file: &Path) -> io::Result<()> {
        match self.sources.contains(file) {
            true => Err(io::Error::other("it is a source, which a result would replace")),
            false => self.inside(file),
        }
    }
}

/// The deepest folder that all arguments lie in, or are.
fn base(arguments: &[PathBuf]) -> PathBuf {
    let folder = |path: &PathBuf| {
        let whole = lexical(path);
        if path.is_dir() { Some(whole) } else { whole.parent().map(Path::to_owned) }
    };
    let files = arguments.iter().filter(|path| !is_standard_input(path));
    let common = |left: PathBuf, right: PathBuf| {
        let parts = left.components().zip(right.components());
        parts.take_while(|(left, right)| left == right).map(|(part, _)| part).collect()
    };
    files.filter_map(folder).reduce(common).unwrap_or_default()
}

/// The path from the root of the file system, without `.` and `..`; links count as folders.
pub(super) fn lexical(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut parts = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::ParentDir => _ = parts.pop(),
            Component::CurDir => {}
            part => parts.push(part),
        }
    }
    parts
}

/// A name without the extensions of documents: of `a.record.json` it is `a`, of `a-1.0` the whole.
fn stem(name: &OsStr) -> &OsStr {
    let rest = without(name, &EXTENSIONS);
    if rest == name { name } else { without(rest, &["record"]) }
}

/// The name without its extension if that is one of these.
fn without<'a>(name: &'a OsStr, extensions: &[&str]) -> &'a OsStr {
    let path = Path::new(name);
    let extension = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    match (extension, path.file_stem()) {
        (Some(extension), Some(stem)) if extensions.contains(&extension.as_str()) => stem,
        _ => name,
    }
}

fn ending(stem: &OsStr, extension: &str) -> OsString {
    let mut name = stem.to_owned();
    name.push(".");
    name.push(extension);
    name
}

/// The path with a number before the extension.
fn numbered(path: &Path, number: usize, extension: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default();
    let mut stem = stem(name).to_owned();
    stem.push(format!("-{number}"));
    path.with_file_name(ending(&stem, extension))
}
