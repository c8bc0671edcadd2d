//! Which notices are said by a yank, and what of them is not.
//!
//! Invariant: a loss of a notice is told once, however many versions it is about.

use crate::Loss;
use crate::loss::LossKind;
use crate::signal::{About, Standing, standing};
use pkgschema::identity::Purl;
use pkgschema::takedown::{Query, Resolution, Status, TakedownNotice};
use std::collections::{HashMap, HashSet};

/// The notices that versions of crates are yanked by.
#[derive(Debug)]
pub(super) struct Yanks<'n> {
    /// The decisions that stand, by the packages that they name; `None` for those that name none.
    named: HashMap<Option<String>, Vec<About<'n>>>,
    document: &'static str,
    /// What of a notice the document says beside the yank.
    said: &'static [&'static str],
    packages: HashMap<String, Standing<'n>>,
    /// Whether a yank says the notice, by its number.
    judged: HashMap<usize, bool>,
    told: HashSet<(usize, &'static str)>,
    /// Where what is not said stands.
    unsaid: HashSet<String>,
    pub(super) losses: Vec<Loss>,
}

impl<'n> Yanks<'n> {
    pub(super) fn of(
        notices: &'n [TakedownNotice],
        document: &'static str,
        said: &'static [&'static str],
    ) -> Self {
        let mut named: HashMap<Option<String>, Vec<About<'n>>> = HashMap::new();
        for about in standing(notices) {
            for key in about.packages() {
                named.entry(key).or_default().push(about);
            }
        }
        let (packages, judged, told, unsaid, losses) = Default::default();
        Self { named, document, said, packages, judged, told, unsaid, losses }
    }

    /// The notices that a yank of the version says, in their order. What the first of them tells
    /// beside it can be said too, what the others tell cannot.
    pub(super) fn about(&mut self, purl: &Purl) -> Vec<About<'n>> {
        let key = purl.package_key();
        if !self.packages.contains_key(key.as_ref()) {
            let keys = [Some(key.clone().into_owned()), None];
            let lists = keys.iter().filter_map(|key| self.named.get(key));
            let mut own: Vec<About<'n>> = lists.flatten().copied().collect();
            own.sort_by_key(|about| about.number);
            own.dedup_by_key(|about| about.number);
            self.packages.insert(key.clone().into_owned(), Standing::among(own, purl));
        }
        let version = purl.version();
        let standing = self.packages.get(key.as_ref());
        let found = standing.map(|it| it.about(&Query::of(purl), version.as_deref()));
        let mut said: Vec<About<'n>> = Vec::new();
        for (about, sure) in found.unwrap_or_default() {
            if self.yanks(about) {
                self.tell(about, said.is_empty(), sure);
                said.push(about);
            }
        }
        said
    }

    /// Whether a yank says what the notice says, be it less.
    fn yanks(&mut self, about: About<'_>) -> bool {
        if let Some(judged) = self.judged.get(&about.number) {
            return *judged;
        }
        let said = about.is_said_by(Status::Yanked, &mut self.losses);
        let effects = about.notice.effects.as_ref();
        let resolution = effects.and_then(|effects| effects.resolution.as_ref());
        if said && resolution.is_some_and(|it| *it == Resolution::OnlyExact) {
            let note = "who names it exactly does not get it either";
            self.losses.push(about.loss("/effects/resolution", LossKind::Changed, note));
        }
        self.judged.insert(about.number, said);
        said
    }

    fn tell(&mut self, about: About<'_>, is_first: bool, sure: bool) {
        if !sure && self.told.insert((about.number, "unsure")) {
            self.losses.push(about.unsure());
        }
        let how = if is_first { "first" } else { "further" };
        if self.told.insert((about.number, how)) {
            let said = if is_first { self.said } else { &[] };
            let said: Vec<&str> = said.iter().copied().chain(["/effects"]).collect();
            for loss in about.unsaid(&said, self.document) {
                if self.unsaid.insert(loss.pointer.as_str().to_owned()) {
                    self.losses.push(loss);
                }
            }
        }
    }

    /// All losses, after a loss for every notice about one of the packages that no version was
    /// found for.
    pub(super) fn finish(mut self) -> Vec<Loss> {
        let keys = self.packages.keys().map(|key| Some(key.clone()));
        let lists = keys.filter_map(|key| self.named.get(&key));
        let unmet = lists.flatten().filter(|about| !self.judged.contains_key(&about.number));
        let mut unmet: Vec<About<'_>> = unmet.copied().collect();
        unmet.sort_by_key(|about| about.number);
        unmet.dedup_by_key(|about| about.number);
        let note = "the document has no version that it is about";
        let loss = |about: &About<'_>| about.loss("/subjects", LossKind::Dropped, note);
        self.losses.extend(unmet.iter().map(loss));
        self.losses
    }
}
