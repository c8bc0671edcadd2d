//! Addresses that people follow from a record.
//!
//! Invariant: an address is made only of facts of the record and by a forge's own rule; where no
//! rule is known there is none.

use super::{BuildProvenance, compare};
use crate::Text;
use crate::text::Link;

crate::object! {
    /// Where people can look: derived from a record, so no more to be trusted than its facts.
    pub struct ProvenanceLinks {
        /// The source repository.
        pub repository: Option<Link>,
        /// The commit that was built.
        pub commit: Option<Link>,
        /// The build instructions as they were at that commit.
        pub build_file: Option<Link> = "buildFile",
        /// The run, with its log.
        pub run: Option<Link>,
    }
}

/// Forges whose addresses of commits and files are known, by host, with what stands between the
/// repository and the commit.
const FORGES: &[(&str, &str, &str)] =
    &[("github.com", "commit", "blob"), ("gitlab.com", "-/commit", "-/blob")];

impl BuildProvenance {
    /// Addresses to follow. Only `https` addresses are given.
    pub fn links(&self) -> ProvenanceLinks {
        let repository =
            self.source_repository.as_ref().map(|fact| compare::repository(&fact.value));
        let repository = repository.filter(|address| is_web(address));
        let mut links = ProvenanceLinks::default();
        links.repository = repository.as_deref().map(Link::from_document);
        links.run = self.run.as_ref().filter(|run| is_web(&run.value)).map(|run| link(&run.value));
        if let (Some(repository), Some(commit)) = (repository.as_deref(), &self.source_commit) {
            links.commit = at_commit(repository, &commit.value, "").map(Link::from_document);
            let path =
                self.build_config.as_ref().and_then(|config| path_in(&config.value, repository));
            // instructions of another repository do not stand at this commit
            let file = path.and_then(|path| at_commit(repository, &commit.value, path));
            links.build_file = file.map(Link::from_document);
        }
        links
    }
}

fn link(text: &Text) -> Link {
    Link::from_document(text.clone())
}

/// Whether an address can be shown as a link: `https`, and no text that plays tricks.
pub(in crate::provenance) fn is_web(address: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
    address.starts_with("https://") && address.bytes().all(plain)
}

/// The commit's address, or that of a file there.
fn at_commit(repository: &str, commit: &str, path: &str) -> Option<String> {
    let host = repository.strip_prefix("https://")?.split('/').next()?;
    let (_, of_commit, of_file) = FORGES.iter().find(|(known, ..)| *known == host)?;
    let known =
        matches!(commit.len(), 40 | 64) && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    let address = match path {
        "" => format!("{repository}/{of_commit}/{commit}"),
        path => format!("{repository}/{of_file}/{commit}/{path}"),
    };
    (known && is_web(&address)).then_some(address)
}

/// The path of build instructions within the repository.
fn path_in<'a>(config: &'a str, repository: &str) -> Option<&'a str> {
    let (address, _) = compare::split_ref(config);
    let (start, path) = address.split_at_checked(repository.len())?;
    // GitLab has two slashes there
    let path = path.strip_prefix('/')?.trim_start_matches('/');
    let clean = !path.is_empty() && !path.split('/').any(|part| part == "..");
    (start.eq_ignore_ascii_case(repository) && clean).then_some(path)
}
