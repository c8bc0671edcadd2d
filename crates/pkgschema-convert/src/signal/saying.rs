//! What notices say by a signal of a document, and what of them that leaves out.
//!
//! Invariant: each loss is named once for a notice, however many versions the notice is about.

use crate::Loss;
use crate::loss::LossKind;
use crate::signal::{About, Standing};
use pkgschema::identity::Purl;
use pkgschema::takedown::{Resolution, Status};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// What follows from the signal itself, or only keeps its spelling.
const NATIVE: [&str; 2] = ["/effects", "/registrySpecific"];

/// What was said of the notices so far.
pub(crate) struct Saying {
    document: &'static str,
    /// What the signal means, and what it does.
    own: (Status, Resolution),
    /// What it says of a notice beside that, as pointers below the notice.
    said: &'static [&'static str],
    pub(crate) losses: Vec<Loss>,
    /// Whether a notice is said by the signal.
    decided: HashMap<usize, bool>,
    /// Those that are said otherwise.
    done: HashSet<usize>,
    /// Those whose members without a place are named.
    told: HashSet<usize>,
    /// Those in whose place another one stands, and those of which it is not certain what they are
    /// about.
    replaced: HashSet<usize>,
    unsure: HashSet<usize>,
}

impl Saying {
    /// Nothing is said yet by the signal that means `own`, which tells what is `said` of a notice.
    pub(crate) fn new(
        document: &'static str,
        own: (Status, Resolution),
        said: &'static [&'static str],
    ) -> Self {
        Self {
            document,
            own,
            said,
            losses: Vec::new(),
            decided: HashMap::new(),
            done: HashSet::new(),
            told: HashSet::new(),
            replaced: HashSet::new(),
            unsure: HashSet::new(),
        }
    }

    /// The last of these notices that the signal says: its words are to be written.
    pub(crate) fn of<'n>(&mut self, found: &[(About<'n>, bool)]) -> Option<About<'n>> {
        let mut last: Option<About<'n>> = None;
        for &(about, sure) in found {
            if self.done.contains(&about.number) || !self.says(about) {
                continue;
            }
            if !sure && self.unsure.insert(about.number) {
                self.losses.push(about.unsure());
            }
            if let Some(earlier) = last.replace(about) {
                self.replace(earlier, about);
            }
        }
        last
    }

    /// Losses for what the signal would say of a notice, and says of a later one.
    fn replace(&mut self, earlier: About<'_>, by: About<'_>) {
        if !self.replaced.insert(earlier.number) {
            return;
        }
        let told = |about: About<'_>| serde_json::from_str::<Value>(&about.notice.to_json()).ok();
        let (was, is) = (told(earlier), told(by));
        let at = |all: &Option<Value>, member| all.as_ref()?.pointer(member).cloned();
        for member in
            self.said.iter().filter(|member| !NATIVE.iter().any(|it| member.starts_with(it)))
        {
            let own = at(&was, member);
            if own.is_some() && own != at(&is, member) {
                let note = "what a later notice says stands in its place";
                self.losses.push(earlier.loss(member, LossKind::Dropped, note));
            }
        }
    }

    fn says(&mut self, about: About<'_>) -> bool {
        if let Some(decided) = self.decided.get(&about.number) {
            return *decided;
        }
        let said = about.is_said_by(self.own.0.clone(), &mut self.losses);
        if said {
            self.losses.extend(self.another_resolution(about));
            self.tell(about, self.said);
        }
        self.decided.insert(about.number, said);
        said
    }

    /// A loss where installers are to do otherwise than the signal makes them.
    fn another_resolution(&self, about: About<'_>) -> Option<Loss> {
        let asked = about.notice.effects.as_ref()?.resolution.as_ref()?;
        let same = *asked == self.own.1 || about.notice.status != self.own.0;
        let note = format!("the signal means {}", self.own.1.as_str());
        (!same).then(|| about.loss("/effects/resolution", LossKind::Changed, &note))
    }

    /// The document says it by other means than the signal, but for members that are not `said`.
    pub(crate) fn say(&mut self, about: About<'_>, said: &[&str]) {
        self.done.insert(about.number);
        self.tell(about, said);
    }

    /// Notices about a version that is gone: of those that say so nothing needs to be written.
    pub(crate) fn gone(&mut self, found: &[(About<'_>, bool)]) {
        for (about, _) in found {
            if about.notice.status == Status::Deleted {
                self.tell(*about, &["/effects", "/reason/category"]);
            }
        }
    }

    fn tell(&mut self, about: About<'_>, said: &[&str]) {
        if self.told.insert(about.number) {
            self.losses.extend(about.unsaid(said, self.document));
        }
    }

    /// Losses for notices about the package that are about nothing in the document.
    pub(crate) fn unmet(&mut self, standing: &Standing<'_>, package: &Purl) {
        for about in standing.of_package(package) {
            let met = self.told.contains(&about.number) || self.decided.contains_key(&about.number);
            if !met {
                let note = format!("{} has nothing of what it names", self.document);
                self.losses.push(about.loss("/subjects", LossKind::Dropped, &note));
            }
        }
    }
}
