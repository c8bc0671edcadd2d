//! The values of dependencies: what `package.json` writes behind a package's name.
//!
//! | value | kind | read by npm |
//! |---|---|---|
//! | `1.2.3`, `^1.2`, ``, `latest` | version, range, tag | yes |
//! | `npm:real@^1` | alias | yes |
//! | `owner/name`, `gitlab:owner/name`, `git+ssh://…#semver:^1` | git | yes |
//! | `./a.tgz`, `file:../b`, `~/c` | file, directory | yes |
//! | `https://files.example/a.tgz` | remote | yes |
//! | `workspace:^`, `catalog:`, `patch:…`, `link:…`, `portal:…`, `jsr:…` | the tool's | no |
//! | `ssh://git@code.example/a.git` | git | no, but by others |
//! | `later:thing` | tool | no |
//! | `two words` | invalid | no |
//!
//! Source: the npm CLI's documentation of `package.json`, "dependencies", and how npm's own
//! `npm-package-arg` 13 and `hosted-git-info` answer; the documentation of Yarn and pnpm for
//! their protocols.
//!
//! Invariant: a value that npm reads is of the kind that npm takes it for.

mod names;
mod tools;

use super::characters::{is_unreserved, trim};
use super::hosted::{Address, Hosted};
use super::places;
use crate::escapes::unescape;
use names::Named;
use pkgschema::Text;
use pkgschema::metadata::DependencySource;
use pkgschema::version::npm::{Options, Range, Version};
use std::borrow::Cow;

/// What kind of value it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DependencyKind {
    /// One version.
    Version,
    /// A range of versions.
    Range,
    /// A tag in place of a version.
    Tag,
    /// Another package under this name, from the registry.
    Alias,
    /// A git repository.
    Git,
    /// A packed package on the machine.
    File,
    /// A folder on the machine.
    Directory,
    /// A packed package at an address.
    Remote,
    /// A member of the workspace (Yarn, pnpm).
    Workspace,
    /// The range that the workspace lists for the package (pnpm, Yarn).
    Catalog,
    /// Another value with changes applied (Yarn).
    Patch,
    /// A folder that is linked as it is (Yarn, pnpm).
    Link,
    /// A folder that is linked with what it needs (Yarn).
    Portal,
    /// A package of JSR (pnpm, Yarn).
    Jsr,
    /// A protocol that nobody here knows.
    Tool,
    /// No value at all: text that is no range and could be no tag.
    Invalid,
}

/// A value with the name that it stands behind. The text is kept as it is.
///
/// ```
/// use pkgschema_convert::npm::{DependencyKind, DependencyValue};
/// let value = DependencyValue::parse("pad", "npm:left-pad@^1.3");
/// assert_eq!(value.kind(), DependencyKind::Alias);
/// assert_eq!((value.real_name(), value.range().as_deref()), (Some("left-pad".into()), Some("^1.3")));
/// let value = DependencyValue::parse("pad", "owner/pad#semver:^2");
/// assert_eq!(value.range().as_deref(), Some("^2"));
/// assert_eq!(value.source().unwrap().url.as_deref(), Some("https://github.com/owner/pad"));
/// assert!(!DependencyValue::parse("pad", "workspace:*").is_read_by_npm());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DependencyValue {
    name: Text,
    text: Text,
    kind: DependencyKind,
    is_read_by_npm: bool,
}

impl DependencyValue {
    /// Reads a value. Every text is one, if only an invalid one.
    pub fn parse(name: impl Into<Text>, text: impl Into<Text>) -> Self {
        let (name, text) = (name.into(), text.into());
        let (kind, is_read_by_npm) = classify(&text);
        Self { name, text, kind, is_read_by_npm }
    }

    /// The name that it stands behind.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The kind.
    pub fn kind(&self) -> DependencyKind {
        self.kind
    }

    /// Whether npm itself reads it; other tools have protocols of their own.
    pub fn is_read_by_npm(&self) -> bool {
        self.is_read_by_npm
    }

    /// The package's own name, where the value or the name tells it: what stands in a repository,
    /// file or folder may be called otherwise. A package of JSR has its name there.
    pub fn real_name(&self) -> Option<Cow<'_, str>> {
        use DependencyKind as Kind;
        match self.kind {
            Kind::Version | Kind::Range | Kind::Tag | Kind::Catalog => Some((&*self.name).into()),
            Kind::Alias => Some(names::registry(after(&self.text)?)?.name.into()),
            Kind::Workspace | Kind::Jsr | Kind::Patch => self.named()?.name,
            _ => None,
        }
    }

    /// The range, version or tag that is asked for.
    pub fn range(&self) -> Option<Cow<'_, str>> {
        use DependencyKind as Kind;
        match self.kind {
            Kind::Version | Kind::Range | Kind::Tag => Some(trim(&self.text).into()),
            Kind::Alias => Some(names::registry(after(&self.text)?)?.range.into()),
            Kind::Git => GitAttributes::read(&committish(&self.text))?.range.map(Cow::Owned),
            Kind::Workspace | Kind::Jsr | Kind::Patch => self.named()?.range,
            _ => None,
        }
    }

    /// The place that it names; `None` for what comes from the registry by its version.
    pub fn source(&self) -> Option<DependencySource> {
        places::source(&self.text)
    }

    fn named(&self) -> Option<Named<'_>> {
        tools::named(self.kind, &self.name, after(&self.text)?)
    }
}

/// What stands behind the first colon.
fn after(text: &str) -> Option<&str> {
    text.split_once(':').map(|(_, rest)| rest)
}

/// The kind of a value, and whether npm reads it. The order of decisions is npm's.
pub(super) fn classify(spec: &str) -> (DependencyKind, bool) {
    use DependencyKind as Kind;
    if is_file(spec) {
        return (file_kind(spec), true);
    }
    if has_prefix(spec, "npm:") {
        let target = spec.get(4..).unwrap_or_default();
        let known = names::registry(target).is_some();
        return if known { (Kind::Alias, true) } else { (Kind::Invalid, false) };
    }
    if let Some(hosted) = Hosted::read(spec) {
        return (Kind::Git, GitAttributes::read(hosted.committish()).is_some());
    }
    if is_url(spec) {
        return by_protocol(spec);
    }
    if spec.contains('/') || ends_as_archive(spec) {
        return (file_kind(spec), true);
    }
    let kind = registry_kind(trim(spec));
    (kind, kind != Kind::Invalid)
}

fn file_kind(spec: &str) -> DependencyKind {
    match ends_as_archive(spec) {
        true => DependencyKind::File,
        false => DependencyKind::Directory,
    }
}

/// A version, a range, or what can stand in an address as it is.
pub(super) fn registry_kind(spec: &str) -> DependencyKind {
    let mut loose = Options::default();
    loose.loose = true;
    if Version::parse_loose(spec).is_ok() {
        DependencyKind::Version
    } else if Range::parse_with(spec, loose).is_ok() {
        DependencyKind::Range
    } else if is_safe(spec) {
        DependencyKind::Tag
    } else {
        DependencyKind::Invalid
    }
}

/// Whether a word can be a tag.
pub(super) fn is_safe(word: &str) -> bool {
    word.chars().all(is_unreserved)
}

fn has_prefix(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn is_file(spec: &str) -> bool {
    let drive = matches!(spec.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    has_prefix(spec, "file:") || spec.starts_with(['.', '/']) || spec.starts_with("~/") || drive
}

fn ends_as_archive(spec: &str) -> bool {
    let ends = |end: &str| {
        let start = spec.len().checked_sub(end.len());
        start.and_then(|at| spec.get(at..)).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    [".tgz", ".tar.gz", ".tar"].into_iter().any(ends)
}

/// Letters and a colon, `git+` before them or not.
fn is_url(spec: &str) -> bool {
    let plain = if has_prefix(spec, "git+") { spec.get(4..).unwrap_or_default() } else { spec };
    let scheme = plain.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

fn by_protocol(spec: &str) -> (DependencyKind, bool) {
    use DependencyKind as Kind;
    if let Some(rest) = spec.strip_prefix("git+ssh:") {
        if let Some(committish) = scp(rest) {
            return (Kind::Git, GitAttributes::read(committish).is_some());
        }
    }
    let scheme = spec.split(':').next().unwrap_or_default().to_ascii_lowercase();
    // a path of another system, as git's own files may have
    let slashes = has_prefix(spec, "git+file:").then(|| spec.replace('\\', "/"));
    let address = Address::read(slashes.as_deref().unwrap_or(spec));
    let valid = address.is_some();
    match scheme.as_str() {
        "git" | "git+http" | "git+https" | "git+rsync" | "git+ftp" | "git+file" | "git+ssh" => {
            let committish = address.map(|address| address.fragment).unwrap_or_default();
            (Kind::Git, valid && GitAttributes::read(&committish).is_some())
        }
        "http" | "https" if valid => (Kind::Remote, true),
        "http" | "https" => (Kind::Remote, false),
        // npm asks for `git+ssh`; Yarn and pnpm do not
        "ssh" => (Kind::Git, false),
        scheme => (tools::kind(scheme), false),
    }
}

/// The committish of `//user@host:path#committish`, whose colon leads to no port.
fn scp(rest: &str) -> Option<&str> {
    let (address, committish) = rest
        .strip_prefix("//")?
        .split_once('#')
        .map_or((rest.get(2..).unwrap_or_default(), ""), |(address, committish)| {
            (address, committish)
        });
    let (host, path) = address.split_once(':')?;
    let port = |after: &str| {
        let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < after.len() && (rest.is_empty() || rest.starts_with('/'))
    };
    let has_port =
        address.match_indices(':').any(|(at, _)| address.get(at + 1..).is_some_and(port));
    (!host.is_empty() && !path.is_empty() && !has_port).then_some(committish)
}

/// What stands behind the `#` of a repository.
#[derive(Debug, Default)]
struct GitAttributes<'a> {
    /// A commit, branch or tag.
    commit: Option<&'a str>,
    /// A range of tags.
    range: Option<String>,
    /// A folder.
    folder: Option<&'a str>,
}

impl<'a> GitAttributes<'a> {
    /// The parts of a committish, each of which stands there once. `None` if npm refuses them.
    fn read(committish: &'a str) -> Option<Self> {
        let mut attributes = Self::default();
        if committish.is_empty() {
            return Some(attributes);
        }
        for part in committish.split("::") {
            let mut words = part.split(':');
            match (words.next().unwrap_or_default(), words.next()) {
                (_, None) if attributes.has_state() => return None,
                (commit, None) => attributes.commit = Some(commit),
                ("semver", Some(_)) if attributes.has_state() => return None,
                ("semver", Some(range)) => {
                    attributes.range = Some(unescape(range)?).filter(|range| !range.is_empty());
                }
                ("path", Some(_)) if attributes.folder.is_some() => return None,
                ("path", folder) => attributes.folder = folder,
                _ => {}
            }
        }
        Some(attributes)
    }

    /// Whether a state is named already.
    fn has_state(&self) -> bool {
        self.commit.is_some_and(|commit| !commit.is_empty()) || self.range.is_some()
    }
}

/// What says which state of a repository is meant: what stands behind the first `#`, or the
/// branch in the path of a well-known host's page.
pub(super) fn committish(spec: &str) -> Cow<'_, str> {
    match Hosted::read(spec) {
        Some(hosted) => hosted.committish().to_owned().into(),
        None => spec.split_once('#').map_or("", |(_, committish)| committish).into(),
    }
}
