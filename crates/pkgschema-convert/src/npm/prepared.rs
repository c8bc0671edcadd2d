//! The manifest as npm publishes it.
//!
//! A `package.json` has two spellings: the author's, with short names, single texts and lists,
//! and the registry's, which npm makes of it in steps before it publishes.
//!
//! Source: npm CLI 11, the steps of preparing a manifest, observed and read.
//!
//! Invariant: the steps follow npm's order, because what one makes another reads: the pages come
//! from the repository, the identifier from the name and the version.

mod bins;
mod bundles;
mod dependencies;
mod draft;
mod files;
mod identity;
mod pages;
mod paths;
mod people;
mod repository;
mod scripts;
mod table;
mod value;
mod words;

pub use files::PackageFiles;

use super::PackageJson;
use crate::Converted;
use draft::Draft;

/// What npm writes in the place of a readme that it does not find.
const NO_README: &str = "ERROR: No README data found!";

impl PackageJson {
    /// The manifest in the registry's spelling, with a loss for every place that changed:
    /// `Normalized` for another spelling, `Repaired` for what was broken and was put right,
    /// `Defaulted` for what the source does not say, `Dropped` for what npm throws away, and
    /// `Changed` for what npm reads otherwise. Where npm would refuse to publish (a name or a
    /// version that is none), the value stays and a `Changed` says so.
    ///
    /// What npm finds in the package's files is left out: see
    /// [`prepared_with`](Self::prepared_with). The licence stays as it is, for npm only warns.
    ///
    /// ```
    /// use pkgschema_convert::{Document, LossKind, npm::PackageJson};
    /// let text = r#"{"name": "a", "version": "v1.0.0", "repository": "o/a", "bin": "./a.js"}"#;
    /// let published = PackageJson::parse(text)?.prepared();
    /// assert_eq!(published.value.version.as_deref(), Some("1.0.0"));
    /// let page = published.value.homepage.as_ref().map(|page| page.as_str());
    /// assert_eq!(page, Some("https://github.com/o/a#readme"));
    /// let loss = published.losses.iter().find(|loss| loss.pointer.as_str() == "/homepage");
    /// assert_eq!(loss.map(|loss| loss.kind), Some(LossKind::Defaulted));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn prepared(&self) -> Converted<Self> {
        self.prepared_with(&PackageFiles::default())
    }

    /// As [`prepared`](Self::prepared), with what is known of the package's files.
    pub fn prepared_with(&self, known: &PackageFiles) -> Converted<Self> {
        let mut draft = Draft::of(self);
        from_files(&mut draft, known);
        identity::name(&mut draft);
        identity::version(&mut draft);
        identity::attributes(&mut draft);
        bundles::list(&mut draft);
        scripts::scripts(&mut draft);
        repository::repository(&mut draft);
        dependencies::dependencies(&mut draft);
        texts(&mut draft);
        draft.finish(self)
    }
}

/// The steps that look into the package's folder, and what npm does along with them.
fn from_files(draft: &mut Draft, known: &PackageFiles) {
    files::scripts(draft, known);
    files::authors(draft, known);
    files::readme(draft, known);
    files::mans(draft, known);
    bins::man(draft);
    if !files::bins(draft, known) {
        bins::bin(draft);
    }
    files::rest(draft, known);
}

/// The steps that npm has from its oldest times.
fn texts(draft: &mut Draft) {
    words::description(draft);
    words::modules(draft);
    words::files(draft);
    pages::bugs(draft);
    words::keywords(draft);
    bundles::require(draft);
    pages::homepage(draft);
    people::people(draft);
}
