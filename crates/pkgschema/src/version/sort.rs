//! Sorting by an order that may not be one.
//!
//! Invariant: whatever the comparison answers, sorting ends, keeps every item once, and does
//! not panic; `slice::sort_by` promises that only for a total order.

use std::cmp::Ordering;

/// Sorts by merging neighbours, from runs of one item upwards. Items that the comparison calls
/// equal keep their order. Under a comparison that is not transitive the result depends on the
/// order that the items came in, and is the same for the same input.
pub(crate) fn stable_sort<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let mut run = 1;
    let count = items.len();
    while run < count {
        let mut source = std::mem::take(items).into_iter();
        items.reserve(count);
        while source.len() > 0 {
            let left: Vec<T> = source.by_ref().take(run).collect();
            let right: Vec<T> = source.by_ref().take(run).collect();
            merge(left, right, items, &compare);
        }
        run = run.saturating_mul(2);
    }
}

fn merge<T>(left: Vec<T>, right: Vec<T>, to: &mut Vec<T>, compare: &impl Fn(&T, &T) -> Ordering) {
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(first), Some(second)) = (left.peek(), right.peek()) {
        let next = if compare(second, first).is_lt() { right.next() } else { left.next() };
        to.extend(next);
    }
    to.extend(left);
    to.extend(right);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_stably() {
        let mut items: Vec<(u8, usize)> = [3, 1, 2, 3, 1, 0, 2].into_iter().zip(0..).collect();
        let mut expected = items.clone();
        expected.sort_by_key(|item| item.0);
        stable_sort(&mut items, |left, right| left.0.cmp(&right.0));
        assert_eq!(items, expected);
    }

    #[test]
    fn a_circle_neither_panics_nor_loses_items() {
        let mut items: Vec<u32> = (0..1000).collect();
        stable_sort(&mut items, |left, right| ((left * 7 + 1) % 3).cmp(&((right * 5) % 3)));
        items.sort_unstable();
        assert_eq!(items, (0..1000).collect::<Vec<_>>());
    }
}
