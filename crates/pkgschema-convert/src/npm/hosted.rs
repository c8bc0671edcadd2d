//! Repositories at well-known hosts, in the many spellings that npm knows.
//!
//! Source: npm CLI 11 and its documentation of `repository` and of git addresses as dependencies.
//!
//! Invariant: what is no repository at a well-known host is nothing; reading takes linear time.

mod address;
mod host_name;
mod sites;

pub(super) use address::{Address, is_address};

use super::characters::{is_space, is_unreserved};
use crate::escapes;
use sites::{SITES, Site};
use std::borrow::Cow;
use std::fmt;

/// How an address was spelt.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Spelling {
    /// `github:owner/name`, `owner/name`.
    Short,
    /// By ssh, or by what npm does not fetch by.
    Ssh,
    /// `https:`, `git+https:`.
    Https,
    /// `git:`.
    Git,
}

/// A repository.
#[derive(Debug)]
pub(super) struct Hosted {
    site: &'static Site,
    spelling: Spelling,
    auth: String,
    owner: Option<String>,
    name: String,
    committish: String,
}

impl Hosted {
    /// The repository that an address names.
    pub(super) fn read(text: &str) -> Option<Self> {
        if !text.contains(['/', ':']) {
            return None; // nothing behind a host, and no short name
        }
        let text = match is_short(text) {
            true => Cow::Owned(format!("github:{text}")),
            false => Cow::Borrowed(text),
        };
        let address = address(&text)?;
        match SITES.iter().find(|site| site.short == address.scheme) {
            Some(site) => Self::of_short(site, &address),
            None => Self::of_address(&address),
        }
    }

    /// What `github:owner/name` names. Without an owner npm takes the word null for one.
    fn of_short(site: &'static Site, address: &Address) -> Option<Self> {
        let path = address.path.strip_prefix('/').unwrap_or(&address.path);
        let path = path.split_once('@').map_or(path, |(_, path)| path);
        let (owner, name) = match path.rsplit_once('/') {
            Some((owner, name)) => (escapes::unescape(owner)?, escapes::unescape(name)?),
            None => (String::new(), escapes::unescape(path)?),
        };
        Some(Self {
            site,
            spelling: Spelling::Short,
            auth: String::new(),
            owner: (!owner.is_empty()).then_some(owner),
            name: without_git(&name).to_owned(),
            committish: escapes::unescape(&address.fragment)?,
        })
    }

    /// What an address of a well-known host names.
    fn of_address(address: &Address) -> Option<Self> {
        let host = address.host.strip_prefix("www.").unwrap_or(&address.host);
        let site = SITES.iter().find(|site| site.domain == host)?;
        if !site.schemes.contains(&address.scheme.as_str()) {
            return None;
        }
        let found = (site.find)(address)?;
        Some(Self {
            site,
            spelling: match address.scheme.as_str() {
                "https" | "git+https" => Spelling::Https,
                "git" => Spelling::Git,
                _ => Spelling::Ssh,
            },
            auth: match address.scheme.as_str() {
                "ssh" | "git+ssh" => String::new(),
                _ => address.user.clone(),
            },
            owner: found
                .owner
                .map(escapes::unescape)
                .map_or(Some(None), |owner| owner.map(Some))?,
            name: escapes::unescape(found.name)?,
            committish: escapes::unescape(found.committish)?,
        })
    }

    /// The address for `repository`: a short name becomes an address.
    pub(super) fn repository(&self) -> String {
        match self.spelling {
            Spelling::Short | Spelling::Https => self.https(),
            Spelling::Git => self.git(),
            Spelling::Ssh => self.ssh(),
        }
    }

    /// What says which state of it is meant; empty if nothing.
    pub(super) fn committish(&self) -> &str {
        &self.committish
    }

    /// Where problems are reported.
    pub(super) fn issues(&self) -> Option<String> {
        match self.site.has_issues {
            false => None,
            true if self.site.is_flat => Some(format!("https://{}", self.place())),
            true => Some(format!("https://{}/issues", self.place())),
        }
    }

    /// The page that tells about it.
    pub(super) fn page(&self) -> String {
        let committish = escapes::escape(&self.committish, |c| !is_unreserved(c));
        let end = if self.site.is_flat { "" } else { "#readme" };
        match (self.committish.as_str(), self.site.is_flat) {
            ("", _) => format!("https://{}{end}", self.place()),
            (_, true) => format!("https://{}/{committish}", self.place()),
            (_, false) => format!("https://{}/{}/{committish}{end}", self.place(), self.site.tree),
        }
    }

    fn https(&self) -> String {
        let behind = self.behind();
        match self.site.is_plain {
            true => format!("https://{}{behind}", self.place()),
            false => format!("git+https://{}{}.git{behind}", self.by_user(), self.place()),
        }
    }

    fn git(&self) -> String {
        format!("git://{}{}.git{}", self.by_user(), self.place(), self.behind())
    }

    fn ssh(&self) -> String {
        format!("git+ssh://git@{}.git{}", self.place(), self.behind())
    }

    /// Host and path.
    fn place(&self) -> String {
        format!("{}/{}", self.site.domain, self.path())
    }

    fn path(&self) -> String {
        match self.site.is_flat {
            true => self.name.clone(),
            false => format!("{}/{}", self.owner.as_deref().unwrap_or("null"), self.name),
        }
    }

    fn by_user(&self) -> String {
        match self.auth.as_str() {
            "" => String::new(),
            _ if self.site.is_flat => String::new(),
            auth => format!("{auth}@"),
        }
    }

    fn behind(&self) -> String {
        match self.committish.as_str() {
            "" => String::new(),
            committish => format!("#{committish}"),
        }
    }
}

impl fmt::Display for Hosted {
    /// The address for a dependency: a short name stays one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.spelling {
            Spelling::Short => write!(f, "{}:{}{}", self.site.short, self.path(), self.behind()),
            _ => f.write_str(&self.repository()),
        }
    }
}

fn without_git(name: &str) -> &str {
    name.strip_suffix(".git").unwrap_or(name)
}

/// Whether a text is `owner/name`, with anything behind a `#`. To npm it is enough that the slash
/// stands somewhere.
fn is_short(text: &str) -> bool {
    let body = text.split_once('#').map_or(text, |(body, _)| body);
    let odd = |c: char| is_space(c) || c == '@' || c == ':';
    let one = body.matches('/').take(2).count() < 2 && text.contains('/');
    one && !text.starts_with(['/', '.']) && !body.ends_with('/') && !body.contains(odd)
}

/// An address taken apart, after what git takes and addresses do not allow has been put right.
fn address(text: &str) -> Option<Address> {
    let text = with_slashes(text);
    Address::read(&text).or_else(|| Address::read(&of_scp(&text)))
}

/// `scheme:rest` of an unknown scheme with slashes; `user:password@host` with a scheme.
fn with_slashes(text: &str) -> Cow<'_, str> {
    const KNOWN: [&str; 7] = ["git+ssh", "ssh", "git+https", "git", "http", "https", "git+http"];
    let (scheme, rest) = match text.split_once(':') {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, text),
    };
    let is_known =
        |scheme| KNOWN.contains(&scheme) || SITES.iter().any(|site| site.short == scheme);
    if scheme.is_some_and(|scheme| is_known(scheme) || rest.starts_with("//")) {
        return Cow::Borrowed(text);
    }
    match (text.find('@'), scheme) {
        (Some(at), Some(scheme)) if at < scheme.len() => Cow::Borrowed(text),
        (Some(_), _) => Cow::Owned(format!("git+ssh://{text}")),
        (None, Some(scheme)) => Cow::Owned(format!("{scheme}://{rest}")),
        (None, None) => Cow::Owned(format!("//{text}")),
    }
}

/// `user@host:path` as an address.
fn of_scp(text: &str) -> String {
    let (body, fragment) = match text.find('#').and_then(|at| text.split_at_checked(at)) {
        Some(parts) => parts,
        None => (text, ""),
    };
    let mut url = match body.rsplit_once(':') {
        Some((host, path)) if !path.contains('@') => format!("{host}/{path}{fragment}"),
        _ => text.to_owned(),
    };
    let has_colon = url.split('#').next().is_some_and(|body| body.contains(':'));
    if !has_colon && !url.contains("//") {
        url.insert_str(0, "git+ssh://");
    }
    url
}
