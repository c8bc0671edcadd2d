//! What no schema says about a notice.
//!
//! Invariant: a lint never changes what the notice means; the fold goes by the same rules whether
//! or not anybody looked at the findings.

mod content;
mod lifecycle;
mod subjects;
mod times;

use super::TakedownNotice;
use crate::Finding;
use crate::finding::Lints;

/// The rules, in the order in which their findings stand.
pub(super) fn lint(notice: &TakedownNotice) -> Vec<Finding> {
    let mut lints = Lints::default();
    subjects::lint(notice, &mut lints);
    times::lint(notice, &mut lints);
    content::lint(notice, &mut lints);
    lifecycle::lint(notice, &mut lints);
    lints.found
}
