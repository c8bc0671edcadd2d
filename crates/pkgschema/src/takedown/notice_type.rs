//! The kinds of acts.
//!
//! Invariant: only a decision stands without another notice.

crate::open_enum! {
    /// What kind of act a notice is.
    pub enum NoticeType {
        /// A measure is taken.
        Decision = "decision",
        /// Another notice of the same matter is said anew: this one counts instead of its targets.
        Amendment = "amendment",
        /// A measure is lifted from now on; that it was right until then stays said.
        Reversal = "reversal",
        /// A notice was wrong from the start: readers act as if its targets had never been issued.
        Retraction = "retraction",
    }
}
