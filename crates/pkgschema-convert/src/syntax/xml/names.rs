//! Names of members in the JSON view of an XML element.
//!
//! Invariant: no two members of one element have the same name.

use super::view::{ATTRIBUTE, NUMBER, TEXT};
use std::borrow::Cow;
use std::collections::HashMap;

/// So many names are looked through one by one.
const FEW: usize = 16;

/// The name of a member.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name<'n> {
    sign: &'static str,
    name: &'n str,
    /// How often the name has been there, this time included.
    times: usize,
}

impl<'n> Name<'n> {
    pub(super) fn of_attribute(name: &'n str) -> Self {
        Self { sign: ATTRIBUTE, name, times: 1 }
    }

    pub(super) fn of_text(times: usize) -> Self {
        Self { sign: "", name: TEXT, times }
    }

    pub(super) fn of_element(name: &'n str, times: usize) -> Self {
        Self { sign: "", name, times }
    }

    /// The name as it stands in the view.
    #[inline]
    pub(super) fn text(&self) -> Cow<'n, str> {
        match (self.sign, self.times) {
            ("", 1) => self.name.into(),
            (sign, 1) => [sign, self.name].concat().into(),
            (sign, times) => format!("{sign}{}{NUMBER}{times}", self.name).into(),
        }
    }
}

/// The names of the members so far. Those of attributes are not looked at, since XML has each
/// once; elements can neither begin like them nor like a text.
#[derive(Debug, Default)]
pub(super) struct Names<'n> {
    few: [&'n str; FEW],
    count: usize,
    /// How often names behind the first few were there, and how much more often those.
    times: HashMap<&'n str, usize>,
    texts: usize,
}

impl<'n> Names<'n> {
    /// The name of the next text.
    pub(super) fn of_text(&mut self) -> Name<'n> {
        self.texts += 1;
        Name::of_text(self.texts)
    }

    /// The name of the next element.
    #[inline]
    pub(super) fn of_element(&mut self, name: &'n str) -> Name<'n> {
        let known = self.few.iter().take(self.count).any(|other| *other == name);
        match self.few.get_mut(self.count).filter(|_| !known) {
            Some(free) => {
                *free = name;
                self.count += 1;
                Name::of_element(name, 1)
            }
            None => {
                let times = self.times.entry(name).or_insert(usize::from(known));
                *times += 1;
                Name::of_element(name, *times)
            }
        }
    }
}
