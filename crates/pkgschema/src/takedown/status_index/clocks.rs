//! The two clocks of the fold.
//!
//! Invariant: a time that cannot be read lets measures count and nothing be lifted.

use crate::takedown::TakedownNotice;
use crate::text::Timestamp;

/// Seconds and nanoseconds.
pub(in crate::takedown) type Moment = (i64, u32);

/// For which time a status is told, and what of the log was known then.
///
/// The two differ for whoever looks back: at noon on Monday (`effect`), what do we know today
/// (`known`) about what a package was then? A retraction that came on Tuesday counts for Monday
/// once it is known; a reversal that came on Tuesday does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clocks {
    pub(in crate::takedown) known: Timestamp,
    pub(super) effect: Timestamp,
    known_moment: Option<Moment>,
    effect_moment: Option<Moment>,
}

impl Clocks {
    /// Both clocks at one time.
    pub fn at(time: Timestamp) -> Self {
        Self::new(time.clone(), time)
    }

    /// What was known at one time about another. A time that cannot be read is none: then every
    /// notice is known, every measure applies, and nothing is lifted.
    pub fn new(known: Timestamp, effect: Timestamp) -> Self {
        let (known_moment, effect_moment) = (moment(&known), moment(&effect));
        Self { known, effect, known_moment, effect_moment }
    }

    /// Whether a notice that was issued then is known. One without a date is.
    pub(super) fn knows(&self, issued: Option<Moment>) -> bool {
        let both = issued.zip(self.known_moment);
        both.is_none_or(|(issued, known)| issued <= known)
    }

    /// Whether it is known up to which time notices are taken as known.
    pub(super) fn is_known(&self) -> bool {
        self.known_moment.is_some()
    }

    /// Whether a measure applies. What cannot be read does not delay or end it.
    pub(super) fn applies(&self, notice: &TakedownNotice) -> bool {
        let Some(now) = self.effect_moment else { return true };
        let until = notice.effective_until.as_ref().and_then(moment);
        let begun = is_odd(notice, "effectiveFrom")
            || moment(notice.applies_from()).is_none_or(|from| from <= now);
        begun && until.is_none_or(|until| now < until)
    }

    /// Whether a notice that lifts something does so. What cannot be read does not begin.
    pub(super) fn lifts(&self, notice: &TakedownNotice) -> bool {
        let Some(now) = self.effect_moment else { return false };
        if is_odd(notice, "effectiveFrom") || is_odd(notice, "effectiveUntil") {
            return false;
        }
        let until = notice.effective_until.as_ref();
        let begun = moment(notice.applies_from()).is_some_and(|from| from <= now);
        begun && until.is_none_or(|until| moment(until).is_some_and(|until| now < until))
    }
}

/// Whether a member is there that is null or of the wrong kind.
fn is_odd(notice: &TakedownNotice, name: &str) -> bool {
    notice.rest.get(name).is_some()
}

/// The moment of a time that can be read.
pub(in crate::takedown) fn moment(time: &Timestamp) -> Option<Moment> {
    let time = time.to_datetime()?;
    Some((time.timestamp(), time.timestamp_subsec_nanos()))
}
