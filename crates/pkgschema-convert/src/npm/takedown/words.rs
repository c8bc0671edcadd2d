//! What notices say in the words of a deprecation, and what of them it leaves out.
//!
//! Invariant: each loss is named once for a notice, however many versions the notice is about.

use crate::Loss;
use crate::loss::LossKind;
use crate::signal::{About, Standing};
use pkgschema::Text;
use pkgschema::takedown::Status;
use std::collections::{HashMap, HashSet};

/// What was said of the notices so far.
pub(super) struct Words {
    document: &'static str,
    pub(super) losses: Vec<Loss>,
    /// Whether a notice is said as a deprecation.
    decided: HashMap<usize, bool>,
    /// Those that are said otherwise.
    done: HashSet<usize>,
    /// Those whose members without a place are named.
    told: HashSet<usize>,
    /// Those whose words another one's replace, and those of which it is not certain what they
    /// are about.
    replaced: HashSet<usize>,
    unsure: HashSet<usize>,
}

impl Words {
    pub(super) fn new(document: &'static str) -> Self {
        Self {
            document,
            losses: Vec::new(),
            decided: HashMap::new(),
            done: HashSet::new(),
            told: HashSet::new(),
            replaced: HashSet::new(),
            unsure: HashSet::new(),
        }
    }

    /// The words that a version is deprecated with: those of the last notice that says so.
    pub(super) fn of<'n>(&mut self, found: &[(About<'n>, bool)]) -> Option<Option<&'n Text>> {
        let mut last: Option<About<'n>> = None;
        for &(about, sure) in found {
            if self.done.contains(&about.number) || !self.deprecates(about) {
                continue;
            }
            if !sure && self.unsure.insert(about.number) {
                self.losses.push(about.unsure());
            }
            if let Some(earlier) = last.replace(about) {
                self.replace(earlier, about);
            }
        }
        last.map(About::message)
    }

    fn replace(&mut self, earlier: About<'_>, by: About<'_>) {
        let differs = earlier.message().is_some() && earlier.message() != by.message();
        if differs && self.replaced.insert(earlier.number) {
            let note = "the words of a later notice stand in its place";
            self.losses.push(earlier.loss("/reason/message", LossKind::Dropped, note));
        }
    }

    fn deprecates(&mut self, about: About<'_>) -> bool {
        if let Some(decided) = self.decided.get(&about.number) {
            return *decided;
        }
        let said = about.is_said_by(Status::Deprecated, &mut self.losses);
        if said {
            self.tell(about, &["/effects", "/reason/message"]);
        }
        self.decided.insert(about.number, said);
        said
    }

    /// The document says it by other means than a deprecation, but for members that are not
    /// `said`.
    pub(super) fn say(&mut self, about: About<'_>, said: &[&str]) {
        self.done.insert(about.number);
        self.tell(about, said);
    }

    /// Notices about a version that is gone: of those that say so nothing needs to be written.
    pub(super) fn gone(&mut self, found: &[(About<'_>, bool)]) {
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

    /// Losses for notices about versions that the document does not list.
    pub(super) fn unmet(&mut self, standing: &Standing<'_>) {
        for about in standing.of_single_versions() {
            let met = self.told.contains(&about.number) || self.decided.contains_key(&about.number);
            if !met {
                let note = format!("{} has no version that it names", self.document);
                self.losses.push(about.loss("/subjects", LossKind::Dropped, &note));
            }
        }
    }
}
