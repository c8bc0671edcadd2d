//! Signals of an answer of crates.io: versions that are yanked, with what it tells of the act.
//!
//! Invariant: since when and by whom is told only where the last of a version's acts that yank
//! or undo that is a yank.

use super::{of_version, purl, saying};
use crate::cargo::CratesIoAnswer;
use crate::cargo::api::{ApiAction, ApiUser, ApiVersion};
use crate::convert::Converted;
use crate::loss::LossKind;
use crate::signal::{
    About, Decisions, FromNotices, Gathered, Grain, Signal, SignalKind, ToSignals,
};
use pkgschema::identity::Purl;
use pkgschema::object::{Rest, raw::Kind};
use pkgschema::takedown::{Authority, TakedownNotice};
use pkgschema::{Pointer, Text};

const SOURCE: &str = "crates.io repository, crates_io_api_types, Version";

/// A version among all of a crate.
static LISTED: SignalKind = SignalKind {
    name: "crates-io-yanked",
    purl_type: "cargo",
    document: "crates.io answer",
    place: "/versions/*/yanked",
    grain: Grain::Version,
    mechanism: "yank",
    status: "yanked",
    written: true,
    source: SOURCE,
    ..SignalKind::PLAIN
};

/// The version that an answer is about.
static ALONE: SignalKind =
    SignalKind { name: "crates-io-version-yanked", place: "/version/yanked", ..LISTED };

impl ToSignals for CratesIoAnswer {
    const SIGNALS: &'static [&'static SignalKind] = &[&LISTED, &ALONE];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let (mut found, root) = (Gathered::default(), Pointer::root());
        odd(&self.rest, &root, &["version", "versions"], &mut found);
        if let Some(version) = &self.version {
            self.version_signal(version, &ALONE, &root.child("version"), &mut found);
        }
        let all = root.child("versions");
        for (index, version) in self.versions.indexed() {
            self.version_signal(version, &LISTED, &all.index(index), &mut found);
        }
        found.odd_items(self.versions.items(), &all);
        found.done()
    }
}

/// Losses for what stands where something else is expected; null is how nothing is written.
fn odd(rest: &Rest, place: &Pointer, members: &[&str], found: &mut Gathered) {
    let there = |name: &&&str| rest.get(name).is_some_and(|raw| raw.kind() != Kind::Null);
    let there: Vec<&str> = members.iter().filter(there).copied().collect();
    found.odd(rest, place, &there);
}

impl CratesIoAnswer {
    /// What the version's crate is called.
    fn crate_name<'a>(&'a self, version: &'a ApiVersion) -> Option<&'a Text> {
        version.krate.as_ref().or_else(|| self.krate.as_ref()?.name.as_ref())
    }

    fn purl_of(&self, version: &ApiVersion) -> Option<Purl> {
        purl(self.crate_name(version)?, Some(version.num.as_deref()?))
    }

    fn version_signal(
        &self,
        version: &ApiVersion,
        kind: &'static SignalKind,
        place: &Pointer,
        found: &mut Gathered,
    ) {
        odd(&version.rest, place, &["yanked"], found);
        if version.yanked != Some(true) {
            return;
        }
        odd(&version.rest, place, &["yank_message", "audit_actions"], found);
        let name = self.crate_name(version).map(Text::as_str);
        let signal = of_version(name, version.num.as_deref(), kind, place, found);
        let Some(signal) = signal else { return };
        signal.message = version.yank_message.clone().filter(|message| !message.is_empty());
        let Some((index, action)) = last(version) else { return };
        let name = action.user.as_ref().and_then(|user| user.login.clone());
        signal.authority = name.map(named);
        match &action.time {
            Some(time) if !time.is_well_formed() => {
                let place = place.child("audit_actions").index(index).child("time");
                found.lost(place, LossKind::Dropped, "no time of RFC 3339");
            }
            time => signal.since = time.clone(),
        }
    }
}

fn named(name: Text) -> Authority {
    let mut authority = Authority::default();
    authority.name = Some(name);
    authority
}

/// The last act that yanked a version or undid that, if it is a yank, with its index. Where all
/// of them have a time that counts, else their order.
fn last(version: &ApiVersion) -> Option<(usize, &ApiAction)> {
    let acts = version.audit_actions.indexed().filter(|(_, action)| turns(action));
    let acts: Vec<_> = acts.collect();
    let time = |action: &ApiAction| action.time.as_ref()?.to_datetime();
    let timed = acts.iter().all(|(_, action)| time(action).is_some());
    let last = match timed {
        // of several at one time the last one
        true => acts.into_iter().max_by_key(|(_, action)| time(action)),
        false => acts.into_iter().next_back(),
    };
    last.filter(|(_, action)| action.action.as_deref() == Some(YANK))
}

const YANK: &str = "yank";

/// Whether an act yanks or undoes that.
fn turns(action: &ApiAction) -> bool {
    matches!(action.action.as_deref(), Some(YANK | "unyank"))
}

/// The version as if it had never been yanked.
fn clear(version: &mut ApiVersion) {
    if version.yanked != Some(true) {
        return;
    }
    version.yanked = Some(false);
    version.yank_message = None;
    if version.audit_actions.iter().any(turns) {
        let all = std::mem::take(&mut version.audit_actions).into_vec();
        version.audit_actions = all.into_iter().filter(|action| !turns(action)).collect();
    }
}

/// The version with what a notice says of it.
fn yank(version: &mut ApiVersion, about: About<'_>) {
    version.rest.remove("yanked");
    version.yanked = Some(true);
    if let Some(message) = about.message() {
        version.rest.remove("yank_message");
        version.yank_message = Some(message.clone());
    }
    let name = about.notice.authority.as_ref().and_then(|authority| authority.name.clone());
    let time = about.notice.effective_from.clone();
    if name.is_some() || time.is_some() {
        let mut action = ApiAction::default();
        action.action = Some(YANK.into());
        action.user = name.map(|name| {
            let mut user = ApiUser::default();
            user.login = Some(name);
            user
        });
        action.time = time;
        version.rest.remove("audit_actions");
        version.audit_actions.push(action);
    }
}

/// What an answer says of a notice.
const SAID: &[&str] = &["/effects", "/reason/message", "/effectiveFrom", "/authority/name"];

impl FromNotices for CratesIoAnswer {
    fn without_signals(mut self) -> Self {
        let members = self.members_mut();
        members.version.iter_mut().chain(members.versions.iter_mut()).for_each(clear);
        self
    }

    fn with_notices(mut self, notices: &[TakedownNotice]) -> Converted<Self> {
        let mut decisions = Decisions::of(notices);
        let mut saying = saying("an answer of crates.io", SAID);
        let one = self.version.iter();
        let purls: Vec<Option<Purl>> =
            one.chain(self.versions.iter()).map(|version| self.purl_of(version)).collect();
        let members = self.members_mut();
        let versions = members.version.iter_mut().chain(members.versions.iter_mut());
        for (version, purl) in versions.zip(purls) {
            let found = purl.map(|purl| decisions.about(&purl)).unwrap_or_default();
            if let Some(about) = saying.of(&found) {
                yank(version, about);
            }
        }
        decisions.asked().for_each(|(purl, standing)| saying.unmet(standing, purl));
        Converted::new(self, saying.losses)
    }
}
