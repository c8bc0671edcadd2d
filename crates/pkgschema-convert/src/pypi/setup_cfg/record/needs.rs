//! What a distribution needs, by its `setup.cfg`.
//!
//! Invariant: of the requirements that cannot be read a key has one loss, however many they are.

use super::{Reading, SetupMembers};
use crate::LossKind;
use crate::pypi::dependencies;
use pkgschema::metadata::{Dependency, Scope};
use pkgschema::object::{Items, List};
use pkgschema::{ParseError, Pointer, Text};

const MEMBER: &str = "dependencies";

impl Reading {
    /// Requirements of every installation, of the extras, of the build and of the tests.
    pub(super) fn needs(&mut self, members: &SetupMembers) {
        let mut needed = Vec::new();
        let listed =
            |scope: Scope| move |text: &str| dependencies::read_listed(text, scope.clone());
        let texts = self.many(&members.install_requires, MEMBER);
        if texts.is_empty() {
            // something else may say it
            self.open.push(MEMBER);
        }
        let runtime = |text: &str| dependencies::read(text, Scope::Runtime);
        self.each(texts, place(&members.install_requires), runtime, &mut needed);
        for (extra, stated) in &members.extras_require {
            let Some(texts) = self.value(stated, MEMBER) else { continue };
            self.left.take(&stated.place);
            let of_extra = |text: &str| {
                let mut dependency = dependencies::read_listed(text, Scope::Runtime)?;
                dependency.optionality = Some(dependencies::of_extra(extra));
                Ok(dependency)
            };
            self.each(texts, Some(&stated.place), of_extra, &mut needed);
        }
        for (stated, scope) in
            [(&members.setup_requires, Scope::Build), (&members.tests_require, Scope::Test)]
        {
            let texts = self.many(stated, MEMBER);
            self.each(texts, place(stated), listed(scope), &mut needed);
        }
        self.record.dependencies = List::unless_empty(needed);
        let extras = members.extras_require.iter().map(|(name, _)| (name.clone(), Items::new()));
        if !members.extras_require.is_empty() {
            self.record.features = extras.collect();
        }
    }

    fn each(
        &mut self,
        texts: &[Text],
        place: Option<&Pointer>,
        read: impl Fn(&str) -> Result<Dependency, ParseError>,
        needed: &mut Vec<Dependency>,
    ) {
        let mut broken: Option<(usize, ParseError)> = None;
        for text in texts {
            match read(text) {
                Ok(dependency) => needed.push(dependency),
                Err(error) => broken.get_or_insert((0, error)).0 += 1,
            }
        }
        if let (Some((count, first)), Some(place)) = (broken, place) {
            let note = format!("{count} of its requirements cannot be read; the first: {first}");
            self.left.say(place, LossKind::Dropped, note);
            self.open.push(MEMBER);
        }
    }
}

fn place<T>(stated: &Option<super::Stated<T>>) -> Option<&Pointer> {
    stated.as_ref().map(|stated| &stated.place)
}
