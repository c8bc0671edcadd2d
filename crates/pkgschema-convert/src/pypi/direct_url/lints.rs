//! What is odd in `direct_url.json` beyond wrong kinds.
//!
//! Invariant: no finding repeats a credential, and what is listed is bounded.

use super::address::{User, is_url, user};
use super::{ArchiveInfo, DirectUrl, INFOS, VcsInfo};
use crate::found::Found;
use crate::{paths, places};
use pkgschema::identity::DigestAlgorithm;
use pkgschema::text::is_obeyed;
use pkgschema::{Finding, Pointer, Severity};

/// Kinds of version control that are registered.
const VCS: [&str; 4] = ["git", "hg", "bzr", "svn"];

/// Findings so far.
#[derive(Default)]
struct Lints(Found);

impl Lints {
    fn say(&mut self, place: &[&str], code: &'static str, severity: Severity, words: &str) {
        let at = || place.iter().fold(Pointer::root(), |place, token| place.child(token));
        self.0.add(at, code, severity, words);
    }

    fn error(&mut self, place: &[&str], code: &'static str, words: &str) {
        self.say(place, code, Severity::Error, words);
    }
}

pub(super) fn of(origin: &DirectUrl) -> Vec<Finding> {
    let mut lints = Lints::default();
    infos(origin, &mut lints);
    url(origin, &mut lints);
    if let Some(vcs) = &origin.vcs_info {
        repository(vcs, &mut lints);
    }
    if let Some(archive) = &origin.archive_info {
        archive_info(archive, &mut lints);
    }
    if origin.subdirectory.as_deref().is_some_and(|path| !is_inside(path)) {
        let words = "expected a folder below, with / between its parts";
        lints.error(&["subdirectory"], "path-out-of-tree", words);
    }
    lints.0.done()
}

fn infos(origin: &DirectUrl, lints: &mut Lints) {
    let typed =
        [origin.vcs_info.is_some(), origin.archive_info.is_some(), origin.dir_info.is_some()];
    let there = |(name, typed): &(&str, bool)| *typed || origin.rest.get(name).is_some();
    let there: Vec<_> = INFOS.into_iter().zip(typed).filter(there).collect();
    if there.is_empty() {
        let words = "one of vcs_info, archive_info and dir_info says what the address is of";
        lints.error(&[], "missing-member", words);
    }
    for (name, _) in there.into_iter().skip(1) {
        lints.error(&[name], "several-origins", "an address is of one thing");
    }
}

fn url(origin: &DirectUrl, lints: &mut Lints) {
    let Some(url) = origin.url.as_deref() else {
        if origin.rest.get("url").is_none() {
            lints.error(&["url"], "missing-member", "every origin has an address");
        }
        return;
    };
    if !is_url(url) {
        lints.error(&["url"], "malformed-url", "expected an address with a scheme and a host");
    }
    if user(url) == User::Secret {
        let words = "credentials; only names of environment variables may stand there";
        lints.say(&["url"], "credentials", Severity::Warning, words);
    }
    if origin.dir_info.is_some() && !url.starts_with("file:") {
        lints.error(&["url"], "not-a-folder", "the address of a folder begins with file:");
    }
}

fn repository(info: &VcsInfo, lints: &mut Lints) {
    let there = [("vcs", info.vcs.is_some()), ("commit_id", info.commit_id.is_some())];
    for (member, _) in there.into_iter().filter(|(_, there)| !there) {
        if info.rest.get(member).is_none() {
            lints.error(&["vcs_info", member], "missing-member", "every repository has it");
        }
    }
    if info.vcs.as_deref().is_some_and(|vcs| !VCS.contains(&vcs)) {
        let words = "no kind of version control that is registered";
        lints.say(&["vcs_info", "vcs"], "unknown-vcs", Severity::Warning, words);
    }
    if info.commit_id.as_deref().is_some_and(|commit| !is_commit(info.vcs.as_deref(), commit)) {
        let words = "no name of a commit as this kind of version control has them";
        lints.error(&["vcs_info", "commit_id"], "malformed-commit", words);
    }
    let hides = |text: &str| text.contains(is_obeyed);
    if info.requested_revision.as_deref().is_some_and(hides) {
        let words = "a character that cannot be seen";
        lints.error(&["vcs_info", "requested_revision"], "hidden-character", words);
    }
}

/// Whether the text names a commit: of git and Mercurial its whole digest, of Subversion a
/// number, of Bazaar and others a text without white space.
pub(super) fn is_commit(vcs: Option<&str>, text: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !is_obeyed(c);
    match vcs {
        Some("git") => places::is_commit(text),
        Some("hg") => text.len() == 40 && places::is_commit(text),
        Some("svn") => !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()),
        _ => !text.is_empty() && text.chars().all(plain),
    }
}

fn archive_info(info: &ArchiveInfo, lints: &mut Lints) {
    for (name, digits) in info.hashes.iter().flat_map(|hashes| hashes.iter()) {
        // those of listed algorithms are judged where they are read
        if !DigestAlgorithm::from(name.as_str()).is_listed() && !is_hex(digits) {
            let words = "expected hexadecimal digits";
            lints.error(&["archive_info", "hashes", name], "malformed-digest", words);
        }
    }
    if info.hash.is_none() {
        return;
    }
    let place = ["archive_info", "hash"];
    let Some((name, digits)) = info.named_hash() else {
        return lints.error(&place, "malformed-digest", "expected an algorithm, = and digits");
    };
    let algorithm = DigestAlgorithm::from(name);
    if !is_hex(digits) || (algorithm.is_listed() && !algorithm.fits(digits.len() / 2)) {
        lints.error(&place, "malformed-digest", "expected hexadecimal digits, as many as it has");
    }
    let Some(hashes) = &info.hashes else { return };
    match hashes.iter().find(|(known, _)| *known == name) {
        Some((_, other)) if !other.eq_ignore_ascii_case(digits) => {
            lints.error(&place, "digest-mismatch", "hashes has another digest of this algorithm");
        }
        Some(_) => {}
        None => {
            let words = "hashes does not have this digest, and readers look there first";
            lints.error(&place, "digest-not-in-hashes", words);
        }
    }
}

fn is_hex(text: &str) -> bool {
    !text.is_empty() && text.len() % 2 == 0 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a path leads to a folder below.
pub(super) fn is_inside(path: &str) -> bool {
    paths::is_plain(path.strip_suffix('/').unwrap_or(path))
}
