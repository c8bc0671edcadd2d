//! Signals of Maven: what goes by other coordinates now.
//!
//! | POM | notice | rule |
//! |---|---|---|
//! | `distributionManagement.relocation` | `relocated` | what is omitted is as in the POM, which is concluded; an expression counts with the value that the POM alone gives it |
//! | a relocation to the POM's own coordinates | | nobody can follow it: a loss |
//! | a relocation to `org.apache.maven.banned:user-relocation` | | what Maven 4 puts in the place of what a user bans; no publisher's word: a loss |
//!
//! A repository's `maven-metadata.xml` has no signals.
//!
//! Source: the POM reference, "Relocation"; Maven 4's relocation of a user's properties.
//!
//! Invariant: only a relocation is written, and only one; a notice of another status is a loss.

use super::coordinates::is_known;
use super::expressions::Expressions;
use super::pom::{Pom, Relocation};
use crate::Loss;
use crate::convert::Converted;
use crate::loss::LossKind;
use crate::signal::{About, FromNotices, Gathered, Grain, Signal, SignalKind, Standing, ToSignals};
use crate::specific;
use pkgschema::identity::Purl;
use pkgschema::object::{Raw, RawObject};
use pkgschema::takedown::{Category, Query, Relation, Replacement, Status, TakedownNotice};
use pkgschema::{Pointer, Text};

/// A version that goes by other coordinates now.
static RELOCATED: SignalKind = SignalKind {
    name: "maven-relocation",
    purl_type: "maven",
    document: "pom.xml",
    place: "/distributionManagement/relocation",
    grain: Grain::Version,
    mechanism: "relocate",
    status: "relocated",
    reason: Some("renamed"),
    written: true,
    source: "Maven POM reference, Relocation",
    ..SignalKind::PLAIN
};

/// What Maven 4 puts in the place of what a user bans.
const BANNED: (&str, &str) = ("org.apache.maven.banned", "user-relocation");

/// The member of a notice that keeps a relocation which says more than the notice.
const KEPT: &str = "relocation";

impl ToSignals for Pom {
    const SIGNALS: &'static [&'static SignalKind] = &[&RELOCATED];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let (mut found, root) = (Gathered::default(), Pointer::root());
        let management = root.child("distributionManagement");
        match &self.distribution_management {
            Some(it) => found.odd(&it.rest, &management, &["relocation"]),
            None => found.odd(&self.rest, &root, &["distributionManagement"]),
        }
        if let Some(relocation) = self.relocation() {
            self.relocated(relocation, management.child("relocation"), &mut found);
        }
        found.done()
    }
}

fn kept(relocation: &Relocation) -> Option<RawObject> {
    let mut relocation = relocation.clone();
    relocation.message = None; // the notice has it
    specific::object([(KEPT, Raw::of(&relocation))])
}

impl Pom {
    fn relocation(&self) -> Option<&Relocation> {
        self.distribution_management.as_ref()?.relocation.as_ref()
    }

    fn relocated(&self, relocation: &Relocation, place: Pointer, found: &mut Gathered) {
        let own = Own::of(self);
        let target = Target::of(relocation, &own);
        if let Some(why) = own.purl().and_then(|_| target.refusal(&own)) {
            return found.lost(place, LossKind::Dropped, why);
        }
        let Some(signal) = found.signal(&RELOCATED, place.clone(), own.purl()) else { return };
        signal.message = relocation.message.clone().filter(|message| !message.is_empty());
        signal.replacements = target.replacement().into_iter().collect();
        signal.inferred.extend(target.is_completed.then_some("replacements"));
        signal.native = (!target.open.is_empty()).then(|| kept(relocation)).flatten();
        for name in &target.open {
            let note = "the POM alone does not tell what stands there";
            found.lost(place.child(name), LossKind::Changed, note);
        }
    }
}

/// The POM's own coordinates as far as it tells them.
struct Own<'m> {
    expressions: Expressions<'m>,
    group: Option<Text>,
    artifact: Option<Text>,
    version: Option<Text>,
}

impl<'m> Own<'m> {
    fn of(pom: &'m Pom) -> Self {
        let expressions = Expressions::of(pom);
        let parent = pom.parent.as_ref();
        let of_parent = |text: Option<&'m Text>| expressions.said(text);
        let group = expressions.said(pom.group_id.as_ref());
        let group = match pom.group_id {
            Some(_) => group,
            None => of_parent(parent.and_then(|parent| parent.group_id.as_ref())),
        };
        let version = match pom.version {
            Some(_) => expressions.said(pom.version.as_ref()),
            None => of_parent(parent.and_then(|parent| parent.version.as_ref())),
        };
        let artifact = expressions.said(pom.artifact_id.as_ref());
        Self { expressions, group, artifact, version }
    }

    fn purl(&self) -> Option<Purl> {
        purl(self.group.as_deref()?, self.artifact.as_deref()?, Some(self.version.as_deref()?))
    }
}

/// The purl of coordinates that are one version's, or without a version all of them.
fn purl(group: &str, artifact: &str, version: Option<&str>) -> Option<Purl> {
    let is_one = |text: &str| is_known(text) && !text.contains(['[', ']', '(', ')', ',', '/']);
    let parts = [Some(group), Some(artifact), version];
    if !parts.into_iter().flatten().all(is_one) {
        return None;
    }
    let mut builder = Purl::builder("maven", artifact).namespace(group);
    if let Some(version) = version {
        builder = builder.version(version);
    }
    builder.build().ok()
}

/// Where a relocation leads.
struct Target {
    group: Option<Text>,
    artifact: Option<Text>,
    version: Option<Text>,
    /// Whether any of them is the POM's own.
    is_completed: bool,
    /// The elements whose value the POM alone does not tell.
    open: Vec<&'static str>,
}

impl Target {
    fn of(relocation: &Relocation, own: &Own<'_>) -> Self {
        let (mut is_completed, mut open) = (false, Vec::new());
        let mut part = |name, there: &Option<Text>, other: &Option<Text>| {
            let there = there.as_ref().filter(|text| !text.is_empty());
            is_completed |= there.is_none();
            let said = match there {
                Some(_) => own.expressions.said(there),
                None => other.clone(),
            };
            open.extend(said.is_none().then_some(name));
            said
        };
        let group = part("groupId", &relocation.group_id, &own.group);
        let artifact = part("artifactId", &relocation.artifact_id, &own.artifact);
        let version = part("version", &relocation.version, &own.version);
        for name in ["groupId", "artifactId", "version"] {
            if relocation.rest.get(name).is_some() {
                open.push(name); // of a kind that nobody can read
            }
        }
        Self { group, artifact, version, is_completed, open }
    }

    /// Why nobody can be sent there.
    fn refusal(&self, own: &Own<'_>) -> Option<&'static str> {
        let target = (self.group.as_deref(), self.artifact.as_deref());
        if target == (Some(BANNED.0), Some(BANNED.1)) {
            return Some("Maven's word for what a user bans, not a move");
        }
        let same =
            self.group == own.group && self.artifact == own.artifact && self.version == own.version;
        same.then_some("it leads to itself")
    }

    fn replacement(&self) -> Option<Replacement> {
        let known = |name: &str| !self.open.contains(&name);
        let version = self.version.as_deref().filter(|_| known("version"));
        let named = known("groupId") && known("artifactId");
        let (group, artifact) = (self.group.as_deref()?, self.artifact.as_deref()?);
        let purl = purl(group, artifact, version).filter(|_| named)?;
        let mut replacement = Replacement::default();
        replacement.purl = Some(purl.into());
        replacement.relation = Some(Relation::RelocatedTo);
        Some(replacement)
    }
}

impl FromNotices for Pom {
    fn without_signals(mut self) -> Self {
        let makes_one = !self.signals().value.is_empty();
        if let Some(management) = self.distribution_management.as_mut().filter(|_| makes_one) {
            management.relocation = None;
            if *management == Default::default() {
                self.distribution_management = None;
            }
        }
        self
    }

    fn with_notices(mut self, notices: &[TakedownNotice]) -> Converted<Self> {
        let Some(purl) = Own::of(&self).purl() else { return Converted::lossless(self) };
        let version = purl.version();
        let found = Standing::of(notices, &purl).about(&Query::of(&purl), version.as_deref());
        let (mut losses, mut written) = (Vec::new(), None);
        for (about, sure) in found {
            let lose = |note: &str| about.loss("/status", LossKind::Dropped, note);
            if about.notice.status != Status::Relocated {
                losses.push(lose("a POM says relocations only"));
            } else if written.is_some() {
                losses.push(lose("a POM says one relocation, and another one is it"));
            } else if let Some((relocation, index)) = relocation(&self, about) {
                losses.extend((!sure).then(|| about.unsure()));
                losses.extend(unsaid(about, index));
                written = Some(relocation);
            } else {
                losses.push(lose("it names no coordinates that a POM can be relocated to"));
            }
        }
        if written.is_some() {
            let management = self.distribution_management.get_or_insert_default();
            management.rest.remove("relocation");
            management.relocation = written;
        }
        Converted::new(self, losses)
    }
}

/// The relocation that says a notice, and which of its replacements that is.
fn relocation(pom: &Pom, about: About<'_>) -> Option<(Relocation, Option<usize>)> {
    let own = Own::of(pom);
    let notice = about.notice;
    let kept: Option<Relocation> = specific::member(notice.registry_specific.as_ref(), KEPT);
    let kept = kept.filter(|kept| {
        let target = Target::of(kept, &own);
        let says = target.replacement();
        target.refusal(&own).is_none() && says.as_slice() == &notice.replacements[..]
    });
    let (mut relocation, index) = match kept {
        Some(kept) => (kept, notice.replacements.first().map(|_| 0)),
        None => {
            let all = notice.replacements.indexed();
            let mut found =
                all.filter_map(|(index, it)| Some((leading_to(it, about, &own)?, index)));
            found.next().map(|(relocation, index)| (relocation, Some(index)))?
        }
    };
    relocation.message = about.message().cloned();
    Some((relocation, index))
}

/// The relocation to a replacement. What is as in the POM is omitted where the notice says that
/// it was concluded.
fn leading_to(replacement: &Replacement, about: About<'_>, own: &Own<'_>) -> Option<Relocation> {
    let purl = replacement.purl.as_ref()?.to_purl().ok()?;
    if purl.package_type().name() != "maven" || replacement.version_range.is_some() {
        return None;
    }
    let inferred = about.notice.provenance.as_ref().map(|it| &it.inferred_fields);
    let completed = inferred.is_some_and(|fields| fields.iter().any(|it| it == "replacements"));
    let part = |new: Option<&str>, own: &Option<Text>| {
        let new = new.filter(|new| !(completed && own.as_deref() == Some(*new)));
        new.map(Text::from)
    };
    let mut relocation = Relocation::default();
    relocation.group_id = part(purl.namespace().as_deref(), &own.group);
    relocation.artifact_id = part(Some(purl.name().as_ref()), &own.artifact);
    relocation.version = part(purl.version().as_deref(), &own.version);
    let target = Target::of(&relocation, own);
    let same = target.replacement()?.purl == replacement.purl;
    let relocated = replacement.relation.is_none();
    let relocated = relocated || replacement.relation == Some(Relation::RelocatedTo);
    (same && relocated && target.refusal(own).is_none()).then_some(relocation)
}

/// What of a notice a relocation does not say.
fn unsaid(about: About<'_>, written: Option<usize>) -> Vec<Loss> {
    let renamed = about.notice.reason.as_ref().and_then(|reason| reason.category.as_ref());
    let mut said = vec!["/effects", "/reason/message", "/replacements"];
    said.extend((renamed == Some(&Category::Renamed)).then_some("/reason/category"));
    let native = about.notice.registry_specific.as_ref();
    said.extend(native.and_then(|it| it.get(KEPT)).map(|_| "/registrySpecific"));
    let mut losses = about.unsaid(&said, "a POM");
    let others = about.notice.replacements.indexed().filter(|(index, _)| Some(*index) != written);
    losses.extend(others.map(|(index, _)| {
        let note = "a POM says one relocation, and another one is it";
        about.loss(&format!("/replacements/{index}"), LossKind::Dropped, note)
    }));
    losses
}
