//! Writing results.
//!
//! Invariant: a file is replaced as a whole or stays as it was.

use crate::failure::Failure;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The name of standard output in messages.
pub(crate) const STANDARD_OUTPUT: &str = "<stdout>";

/// Writes to the file, or to standard output if there is none or it is `-`.
pub(crate) fn write(path: Option<&Path>, text: &str) -> Result<(), Failure> {
    match path {
        Some(path) if path != Path::new("-") => {
            replace(path, text, true).map_err(|error| file_failure(path, &error))
        }
        _ => print(text),
    }
}

/// Writes one of many files. That it is on the disk is not waited for, which takes longer than most
/// conversions: a run that a power cut ends is to be repeated as a whole.
pub(crate) fn write_of_many(path: &Path, text: &str) -> Result<(), Failure> {
    replace(path, text, false).map_err(|error| file_failure(path, &error))
}

/// Writes to standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| failure(&error))
}

/// The exit of a command whose answer was printed. A reader that has gone changes no answer.
pub(crate) fn answered(printed: Result<(), Failure>, yes: bool) -> Result<(), Failure> {
    match printed {
        Ok(()) | Err(Failure::Closed) if !yes => Err(Failure::No),
        printed => printed,
    }
}

/// Why standard output could not be written.
pub(crate) fn failure(error: &io::Error) -> Failure {
    match error.kind() {
        ErrorKind::BrokenPipe => Failure::Closed,
        _ => Failure::file(STANDARD_OUTPUT, "write", error),
    }
}

/// Creates a folder and those above it.
pub(crate) fn create_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| file_failure(path, &error))
}

fn file_failure(path: &Path, error: &io::Error) -> Failure {
    Failure::file(&path.display().to_string(), "write", error)
}

/// Writes a new file beside the old one and puts it in its place. The old one's permissions
/// stay, and so does a link to it.
fn replace(path: &Path, text: &str, wait: bool) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&target).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        // A device or pipe is no file that could be replaced; a folder says so itself.
        return OpenOptions::new().write(true).open(&target)?.write_all(text.as_bytes());
    }
    let (draft, mut file) = Draft::beside(&target)?;
    file.write_all(text.as_bytes())?;
    if let Some(old) = old {
        file.set_permissions(old.permissions())?;
    }
    if wait {
        file.sync_all()?;
    }
    draft.rename(&target)
}

/// A file on its way, removed unless it arrives.
struct Draft {
    path: PathBuf,
}

impl Draft {
    fn beside(target: &Path) -> io::Result<(Self, File)> {
        let name = target.file_name().ok_or(ErrorKind::IsADirectory)?;
        let mut tries = 0;
        loop {
            let mut hidden = std::ffi::OsString::from(".");
            hidden.push(name);
            hidden.push(format!(".{}-{tries}.tmp", std::process::id()));
            let path = target.with_file_name(hidden);
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => return Ok((Self { path }, file)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists && tries < 16 => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }

    fn rename(self, target: &Path) -> io::Result<()> {
        fs::rename(&self.path, target)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After a rename there is nothing left to remove.
        let _ = fs::remove_file(&self.path);
    }
}
