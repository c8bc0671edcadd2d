//! Sorting by an order that may not be one.
//!
//! Invariant: whatever the comparison answers, sorting ends, keeps every item once, and does
//! not panic; `slice::sort_by` promises that only for a total order.

use std::cmp::Ordering;

/// Sorts by merging neighbours, from runs of one item upwards. Items that the comparison calls
/// equal keep their order. Under a comparison that is not transitive the result depends on the
/// order that the items came in, and is the same for the same input.
pub(crate) fn stable_sort<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let mut neighbours = items.iter().zip(items.iter().skip(1));
    if neighbours.all(|(one, next)| compare(next, one).is_ge()) {
        return;
    }
    let places = order(items, compare);
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| taken.get_mut(place)?.take()));
}

/// The places of the items in their order. Items may be large, places are not.
fn order<T>(items: &[T], compare: impl Fn(&T, &T) -> Ordering) -> Vec<usize> {
    let is_lower = |left: usize, right: usize| {
        let both = items.get(left).zip(items.get(right));
        both.is_some_and(|(left, right)| compare(left, right).is_lt())
    };
    let mut places: Vec<usize> = (0..items.len()).collect();
    let mut merged = Vec::with_capacity(places.len());
    let mut run = 1;
    while run < places.len() {
        for both in places.chunks(run.saturating_mul(2)) {
            let (left, right) = both.split_at(run.min(both.len()));
            merge(left, right, &mut merged, &is_lower);
        }
        std::mem::swap(&mut places, &mut merged);
        merged.clear();
        run = run.saturating_mul(2);
    }
    places
}

fn merge(
    mut left: &[usize],
    mut right: &[usize],
    to: &mut Vec<usize>,
    is_lower: &impl Fn(usize, usize) -> bool,
) {
    while let ([first, lefts @ ..], [second, rights @ ..]) = (left, right) {
        let next =
            if is_lower(*second, *first) { (second, left, rights) } else { (first, lefts, right) };
        (left, right) = (next.1, next.2);
        to.push(*next.0);
    }
    to.extend_from_slice(left);
    to.extend_from_slice(right);
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
        for count in 0..200 {
            let mut items: Vec<(usize, usize)> = (0..count).map(|at| (at * 37 % 11, at)).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            stable_sort(&mut items, |left, right| left.0.cmp(&right.0));
            assert_eq!(items, expected);
        }
    }

    #[test]
    fn a_circle_neither_panics_nor_loses_items() {
        let mut items: Vec<u32> = (0..1000).collect();
        stable_sort(&mut items, |left, right| ((left * 7 + 1) % 3).cmp(&((right * 5) % 3)));
        items.sort_unstable();
        assert_eq!(items, (0..1000).collect::<Vec<_>>());
    }
}
