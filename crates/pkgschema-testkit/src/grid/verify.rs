//! Whether the library behaves as a cell's class says.
//!
//! Invariant: what is exact is never accepted as normalised, and what is written at all never as
//! not expressible.

use super::documents::{Document, Read, Written, bare, plain};
use super::{Cell, Class, Direction};
use crate::json::Json;
use pkgschema::Pointer;
use pkgschema::metadata::PackageMetadata;
use pkgschema_convert::format::{ALL, Format};
use pkgschema_convert::{Loss, LossKind};

type Verdict = Result<(), String>;

impl Cell {
    /// Whether the library behaves as the class says.
    ///
    /// # Errors
    /// Says what it does instead.
    pub fn verify(&self) -> Verdict {
        match self.direction {
            Direction::Read => self.verify_reading(),
            Direction::Write => self.verify_writing(),
        }
    }

    /// The cell's document in a format that is written too, or the one written of its record, if
    /// there is one.
    ///
    /// # Panics
    /// If the record is none.
    pub fn main_document(&self) -> Option<(&'static Format, String)> {
        let format = self.document().format()?;
        let text = match self.direction {
            Direction::Read => self.from.as_str()?.to_owned(),
            Direction::Write => format.write(&self.record(&self.from).expect("a record")).value,
        };
        (!text.is_empty()).then_some((format, text))
    }

    /// The same cell, said to be of another class.
    #[must_use]
    pub fn as_class(&self, class: Class) -> Self {
        Self { class, ..self.clone() }
    }

    fn document(&self) -> Document {
        Document { name: self.document.clone() }
    }

    fn verify_reading(&self) -> Verdict {
        let document = self.document();
        let text = self.from.as_str().ok_or("from is no text")?;
        let read = document.read(text)?;
        let record = plain(&read.record);
        match self.class {
            Class::Exact => {
                self.stands(&record)?;
                self.reads_exactly(text, &read)
            }
            Class::Normalised => {
                self.stands(&record)?;
                self.reads_otherwise(text, &read)
            }
            Class::Lossy => {
                if self.is.is_some() {
                    self.stands(&record)?;
                }
                self.is_named(&self.all_losses(text, read.losses)?)
            }
            Class::NotExpressible => {
                self.is_absent(&record)?;
                let view = || document.view(text).ok();
                let native = self.native.as_ref().and_then(|it| view()?.get(it).cloned());
                refuse(native.is_some(), "the document has a place for it")?;
                refuse(self.is_unknown(&read), "the member is listed as unknown")
            }
            Class::NotSupplied => {
                self.is_absent(&record)?;
                refuse(!self.is_unknown(&read), "the member is not listed as unknown")
            }
        }
    }

    /// Not exactly, without a loss of meaning, and what is written of it says the same again.
    fn reads_otherwise(&self, text: &str, read: &Read) -> Verdict {
        refuse(self.reads_exactly(text, read).is_ok(), "it is exact")?;
        self.keeps_its_meaning(&read.losses)?;
        let document = self.document();
        let Some(written) = document.write(&bare(&read.record)) else { return Ok(()) };
        self.stands(&plain(&document.read(&written.text)?.record))
    }

    /// The losses of reading, and those of each way into another ecosystem's document.
    fn all_losses(&self, text: &str, mut losses: Vec<Loss>) -> Result<Vec<Loss>, String> {
        let Some(format) = self.document().format() else { return Ok(losses) };
        for other in ALL.iter().filter(|it| it.is_main() && it.name() != format.name()) {
            losses.extend(format.convert(text, other).map_err(|e| e.to_string())?.losses);
        }
        Ok(losses)
    }

    /// Whether no loss of meaning is near, but for what was put right.
    fn keeps_its_meaning(&self, losses: &[Loss]) -> Verdict {
        let mut near = losses.iter().filter(|loss| self.is_near(loss) && loss.kind.loses_meaning());
        let lost = near.find(|loss| loss.kind != LossKind::Repaired);
        lost.map_or(Ok(()), |loss| Err(format!("it is lossy: {loss}")))
    }

    /// Back comes the same document, in which the value stands letter by letter.
    fn reads_exactly(&self, text: &str, read: &Read) -> Verdict {
        let document = self.document();
        let view = document.view(text)?;
        let near = read.losses.iter().filter(|loss| self.touches(loss, &view));
        none(&near.cloned().collect::<Vec<_>>())?;
        verbatim(self.is.as_ref(), &view)?;
        let Some(written) = document.write(&bare(&read.record)) else { return Ok(()) };
        none(&written.losses)?;
        refuse(written.view != view, &format!("back comes {}", written.view.to_text()))
    }

    fn verify_writing(&self) -> Verdict {
        let document = self.document();
        let record = self.record(&self.from)?;
        let written = document.write(&record).ok_or("it cannot be written")?;
        match self.class {
            Class::Exact => {
                self.stands(&written.view)?;
                self.writes_exactly(&written)
            }
            Class::Normalised => {
                self.stands(&written.view)?;
                refuse(self.writes_exactly(&written).is_ok(), "it is exact")?;
                self.keeps_its_meaning(&written.losses)
            }
            Class::Lossy => {
                self.stands(&written.view)?;
                self.is_named(&written.losses)
            }
            Class::NotExpressible => {
                self.writes_nothing(&written)?;
                refuse(self.is_left_open(&record)?, "reading lists the member as unknown")
            }
            Class::NotSupplied => {
                self.writes_nothing(&written)?;
                refuse(!self.is_left_open(&record)?, "reading does not list the member as unknown")
            }
        }
    }

    /// No loss, and back comes what the record says.
    fn writes_exactly(&self, written: &Written) -> Verdict {
        none(&written.losses)?;
        verbatim(self.is.as_ref(), &self.from)?;
        let back = plain(&self.document().read(&written.text)?.record);
        let leaves = self.from.leaves();
        let lost = leaves.iter().find(|leaf| back.get(leaf) != self.from.get(leaf));
        lost.map_or(Ok(()), |leaf| Err(format!("{leaf} does not come back: {}", back.to_text())))
    }

    /// A loss says so, and the document is that of the record without the member.
    fn writes_nothing(&self, written: &Written) -> Verdict {
        self.is_named(&written.losses)?;
        let member = Pointer::root().child(&self.place.tokens().next().unwrap_or_default());
        let without = self.from.without(&self.place).or_else(|| self.from.without(&member));
        let without = self.record(&without.ok_or("from does not have the member")?)?;
        let without = self.document().write(&without).ok_or("it cannot be written")?;
        let same = without.view == written.view;
        refuse(!same, &format!("something is written: {}", written.view.to_text()))
    }

    /// Whether the document written leaves the member unknown. One that says nothing at all cannot
    /// be read, so that it gets a name.
    fn is_left_open(&self, record: &PackageMetadata) -> Result<bool, String> {
        let mut record = record.clone();
        record.name.get_or_insert_with(|| "left-pad".into());
        let written = self.document().write(&record).ok_or("it cannot be written")?;
        Ok(self.is_unknown(&self.document().read(&written.text)?))
    }

    /// The record with these members, of this ecosystem.
    pub(super) fn record(&self, members: &Json) -> Result<PackageMetadata, String> {
        let members = members.as_object().ok_or("from is no record")?;
        let format = self.document().format();
        let main = Format::find(self.ecosystem);
        let ecosystem = format.or(main).ok_or("no format")?.ecosystem();
        let mut all = vec![
            ("schemaVersion".to_owned(), Json::String("1.0".to_owned())),
            ("ecosystem".to_owned(), Json::String(ecosystem.to_string())),
        ];
        all.extend(members.iter().cloned());
        PackageMetadata::parse(&Json::Object(all).to_text()).map_err(|e| e.to_string())
    }

    fn stands(&self, within: &Json) -> Verdict {
        let Some(at) = &self.at else { return Err("at?".to_owned()) };
        let (found, expected) = (within.get(at), self.is.as_ref());
        let text = |value: Option<&Json>| value.map_or("nothing".to_owned(), Json::to_text);
        let wrong = || format!("{at} is {}, in {}", text(found), within.to_text());
        refuse(expected.is_none() || found != expected, &wrong())
    }

    /// Whether what a loss is about holds some of the value.
    fn touches(&self, loss: &Loss, view: &Json) -> bool {
        let (lost, is) = (view.get(&loss.pointer), self.is.as_ref());
        lost.zip(is).is_none_or(|(lost, is)| verbatim(Some(is), lost).is_ok())
    }

    fn is_near(&self, loss: &Loss) -> bool {
        loss.pointer.contains(&self.place) || self.place.contains(&loss.pointer)
    }

    /// Whether a loss is named at, above or below the place, with the reason's words.
    fn is_named(&self, losses: &[Loss]) -> Verdict {
        let why = self.why.as_deref().ok_or("why?")?;
        let named = losses
            .iter()
            .any(|loss| self.is_near(loss) && loss.kind.loses_meaning() && loss.note.contains(why));
        refuse(!named, &format!("no such loss at {}: {}", self.place, all(losses)))
    }

    fn is_absent(&self, record: &Json) -> Verdict {
        let found = self.at.as_ref().and_then(|at| record.get(at));
        found.map_or(Ok(()), |it| Err(format!("it is there: {}", it.to_text())))
    }

    fn is_unknown(&self, read: &Read) -> bool {
        let at = if self.direction == Direction::Read { self.at.as_ref() } else { None };
        let member = at.unwrap_or(&self.place).tokens().next().unwrap_or_default();
        read.record.is_unknown(&member)
    }
}

fn all(losses: &[Loss]) -> String {
    losses.iter().map(|loss| format!("{loss}; ")).collect()
}

fn none(losses: &[Loss]) -> Verdict {
    refuse(!losses.is_empty(), &all(losses))
}

fn refuse(wrong: bool, what: &str) -> Verdict {
    if wrong { Err(what.to_owned()) } else { Ok(()) }
}

/// Whether every text of the value stands in the other one: as a text, in one, around one, or as a
/// member's name.
fn verbatim(value: Option<&Json>, other: &Json) -> Verdict {
    let value = value.ok_or("is?")?;
    let places = other.leaves();
    let names: Vec<String> = places.iter().flat_map(Pointer::tokens).collect();
    let theirs: Vec<&Json> = places.iter().filter_map(|place| other.get(place)).collect();
    let known = |ours: &Json| match ours.as_str() {
        None => theirs.contains(&ours) || ours.as_array().is_some(),
        Some(text) => {
            let mut texts = theirs.iter().filter_map(|it| it.as_str());
            let near = |it: &str| !it.is_empty() && (it.contains(text) || text.contains(it));
            names.iter().any(|name| name == text) || texts.any(near)
        }
    };
    let leaves = value.leaves();
    let strange = leaves.iter().filter_map(|leaf| value.get(leaf)).find(|ours| !known(ours));
    strange.map_or(Ok(()), |it| Err(format!("{} does not stand there so", it.to_text())))
}
