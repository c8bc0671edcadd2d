//! Where the qualifiers stand in the buffer, by key.
//!
//! Invariant: the places are in ascending order of their keys, and no key is there twice.

use super::buffer::Buffer;

/// More qualifiers take the long road.
const CAPACITY: usize = 16;

/// Where a pair begins, where its `=` stands, and where it ends.
type Place = (u16, u16, u16);

#[derive(Default)]
pub(super) struct Pairs {
    places: [Place; CAPACITY],
    count: usize,
    shuffled: bool,
}

impl Pairs {
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Adds a pair that was just written; `None` if its key was there before.
    pub(super) fn insert(&mut self, out: &Buffer, place: Place) -> Option<()> {
        let key = |place: &Place| out.part(place.0, place.1);
        let known = self.places.get(..self.count)?;
        let index = match known.last() {
            Some(last) if key(last) >= key(&place) => {
                self.shuffled = true;
                known.binary_search_by(|known| key(known).cmp(&key(&place))).err()?
            }
            _ => self.count,
        };
        self.count += 1;
        let moved = self.places.get_mut(index..self.count)?;
        moved.rotate_right(1);
        *moved.first_mut()? = place;
        Some(())
    }

    /// Writes the pairs anew if they do not stand in order of their keys.
    pub(super) fn put_in_order(&self, out: &mut Buffer) -> Option<()> {
        if !self.shuffled {
            return Some(());
        }
        let places = self.places.get(..self.count)?;
        let before = out.clone();
        out.truncate(places.iter().map(|place| place.0).min()?);
        for (index, (start, _, end)) in places.iter().enumerate() {
            if index > 0 {
                out.push(b'&')?;
            }
            out.extend(before.part(*start, *end)?)?;
        }
        Some(())
    }
}
