//! From the text of a set to its comparators.
//!
//! Invariant: node-semver rewrites a range step by step with regular expressions;
//! [`step_by_step`] does the same steps by hand, and [`at_once`] reads in one pass what is
//! written plainly, with the same result.

mod at_once;
mod step_by_step;

use super::comparator::{Comparator, Operator};
use super::range::{Options, Sets};
use std::collections::HashSet;

/// Adds the comparators of one set, a text without white space around it. Loosely read, there
/// may be none.
pub(super) fn comparators(
    text: &str,
    options: Options,
    sets: &mut Sets,
) -> Result<(), &'static str> {
    let start = sets.start();
    let open = sets.open();
    if at_once::read(text, options, open).is_none() {
        open.truncate(start);
        step_by_step::read(text, options, open)?;
    }
    tidy(start, open);
    Ok(())
}

/// What node-semver does with the comparators of a set: one that holds no version replaces the
/// set, none stands twice, and "any" stands only alone.
fn tidy(start: usize, open: &mut Vec<Comparator>) {
    let set = open.get(start..).unwrap_or_default();
    let any = set.iter().any(|comparator| comparator.operator == Operator::Any);
    if set.iter().any(Comparator::is_none) {
        open.truncate(start);
        open.push(Comparator::NONE);
    } else if set.len() > 1 && (any || has_twins(set)) {
        let mut seen = HashSet::with_capacity(set.len());
        let set = open.split_off(start);
        let named = set.iter().filter(|comparator| comparator.operator != Operator::Any);
        open.extend(named.filter(|comparator| seen.insert(*comparator)).cloned());
        if open.len() == start {
            open.push(Comparator::ANY);
        }
    }
}

/// Whether a comparator stands twice, or so many are there that this is not looked for.
fn has_twins(set: &[Comparator]) -> bool {
    match set {
        [left, right] => left == right,
        _ if set.len() > 8 => true,
        _ => {
            set.iter().enumerate().any(|(index, one)| set.iter().skip(index + 1).any(|o| o == one))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small generator, so that the crate needs none for its tests.
    fn texts(count: u64) -> impl Iterator<Item = String> {
        const PIECES: [&str; 26] = [
            "1", "0", ".", ".", "2.3.4", "1.x", "*", "-", " - ", " ", " ", "||", ">", ">=", "<",
            "=", "~", "^", "~>", "v", "-rc.1", "+b", "x", "01", "0.0.1", "a",
        ];
        (1..=count).map(|seed| {
            let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let mut text = String::new();
            for _ in 0..state % 9 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                text.push_str(PIECES[(state >> 40) as usize % PIECES.len()]);
            }
            text
        })
    }

    #[test]
    fn both_ways_lead_to_the_same_comparators() {
        let mut at_once_too = 0;
        for text in texts(200_000) {
            for bits in 0..4 {
                let options = Options { loose: bits & 1 > 0, include_prerelease: bits & 2 > 0 };
                let (mut quick, mut slow) = (Vec::new(), Vec::new());
                if at_once::read(text.trim(), options, &mut quick).is_none() {
                    continue;
                }
                at_once_too += 1;
                let read = step_by_step::read(text.trim(), options, &mut slow);
                tidy(0, &mut quick);
                tidy(0, &mut slow);
                assert_eq!((read, quick), (Ok(()), slow), "{text:?} {options:?}");
            }
        }
        assert!(at_once_too > 50_000, "{at_once_too}");
    }
}
