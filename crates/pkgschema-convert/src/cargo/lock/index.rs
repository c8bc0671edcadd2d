//! The packages of a lock by what names them.
//!
//! Invariant: a look-up takes the same time however many packages there are.

use super::source::without_commit;
use super::{CargoLock, LockPackage};
use pkgschema::Pointer;
use std::collections::HashMap;

/// The packages of a lock.
pub(super) struct Index<'l> {
    packages: Vec<&'l LockPackage>,
    versions: HashMap<&'l str, Versions<'l>>,
    sources: HashMap<(&'l str, &'l str), Sources>,
    whole: HashMap<Key<'l>, usize>,
}

/// Name, version, and source without its commit; no source is the empty one.
pub(super) type Key<'l> = (&'l str, &'l str, &'l str);

/// The versions of one name: one of them, and whether there are others.
struct Versions<'l> {
    one: &'l str,
    several: bool,
}

/// The sources of one version: one of them, how many, and the one that is a folder.
struct Sources {
    one: usize,
    count: usize,
    folder: Option<usize>,
}

/// A dependency as a lock writes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named<'t> {
    pub(super) name: &'t str,
    pub(super) version: Option<&'t str>,
    pub(super) source: Option<&'t str>,
}

/// Why a dependency names no package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unresolved {
    /// There is none of that name, version and source.
    Unknown,
    /// There are several.
    Ambiguous,
}

impl<'t> Named<'t> {
    /// Reads `NAME`, `NAME VERSION` or `NAME VERSION (SOURCE)`.
    pub(super) fn read(text: &'t str) -> Self {
        let mut parts = text.splitn(3, ' ');
        let name = parts.next().unwrap_or_default();
        let version = parts.next();
        let source = parts.next().map(|source| {
            let inner = source.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
            inner.unwrap_or(source)
        });
        Self { name, version, source }
    }
}

/// Name, version and source of a package that has the first two.
pub(super) fn key(package: &LockPackage) -> Option<Key<'_>> {
    let source = package.source.as_deref().map(without_commit);
    Some((package.name.as_deref()?, package.version.as_deref()?, source.unwrap_or_default()))
}

impl<'l> Index<'l> {
    pub(super) fn of(lock: &'l CargoLock) -> Self {
        let packages: Vec<&LockPackage> = lock.placed().map(|(_, package)| package).collect();
        let mut index = Self {
            versions: HashMap::with_capacity(packages.len()),
            sources: HashMap::with_capacity(packages.len()),
            whole: HashMap::with_capacity(packages.len()),
            packages: Vec::new(),
        };
        for (at, package) in packages.iter().enumerate() {
            key(package).into_iter().for_each(|key| index.insert(at, key));
        }
        index.packages = packages;
        index
    }

    fn insert(&mut self, at: usize, key: Key<'l>) {
        let (name, version, source) = key;
        if self.whole.contains_key(&key) {
            return;
        }
        self.whole.insert(key, at);
        let one = Versions { one: version, several: false };
        let versions = self.versions.entry(name).or_insert(one);
        versions.several |= versions.one != version;
        let one = Sources { one: at, count: 0, folder: None };
        let sources = self.sources.entry((name, version)).or_insert(one);
        sources.count += 1;
        if source.is_empty() {
            sources.folder = Some(at);
        }
    }

    /// The first package of a name, version and source.
    pub(super) fn first(&self, key: &Key<'_>) -> Option<usize> {
        self.whole.get(key).copied()
    }

    /// The package that a dependency names. Without a source a folder comes first, since it has
    /// none that could be named.
    pub(super) fn find(&self, named: Named<'_>) -> Result<&'l LockPackage, Unresolved> {
        let at = self.position(named)?;
        self.packages.get(at).copied().ok_or(Unresolved::Unknown)
    }

    fn position(&self, named: Named<'_>) -> Result<usize, Unresolved> {
        let versions = self.versions.get(named.name).ok_or(Unresolved::Unknown)?;
        let version = match named.version {
            Some(version) => version,
            None if versions.several => return Err(Unresolved::Ambiguous),
            None => versions.one,
        };
        if let Some(source) = named.source {
            let key = (named.name, version, without_commit(source));
            return self.first(&key).ok_or(Unresolved::Unknown);
        }
        let sources = self.sources.get(&(named.name, version)).ok_or(Unresolved::Unknown)?;
        match (sources.folder, sources.count) {
            (Some(folder), _) => Ok(folder),
            (None, 1) => Ok(sources.one),
            _ => Err(Unresolved::Ambiguous),
        }
    }

    /// Whether a package's name and version are those of another one too.
    pub(super) fn shares_version(&self, package: &LockPackage) -> bool {
        let sources =
            key(package).and_then(|(name, version, _)| self.sources.get(&(name, version)));
        sources.is_some_and(|sources| sources.count > 1)
    }
}

/// The checksums in `metadata`, by the package that they are of, with their places.
pub(super) fn checksums(lock: &CargoLock) -> impl Iterator<Item = (Key<'_>, Pointer, &str)> {
    let place = Pointer::root().child("metadata");
    lock.metadata.iter().filter_map(move |(name, value)| {
        let named = Named::read(name.strip_prefix("checksum ")?);
        let key = (named.name, named.version?, without_commit(named.source?));
        Some((key, place.child(name), value.as_str()))
    })
}

/// What stands in `metadata` for a package that has no checksum.
pub(super) const NO_CHECKSUM: &str = "<none>";
