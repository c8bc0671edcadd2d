//! Writing core metadata as text.
//!
//! Invariant: what the text cannot hold as it is in the view is a loss.

use super::{CoreFields, STRAY};
use crate::syntax::headers;
use crate::{Converted, Loss, LossKind};
use pkgschema::object::raw::{self, Kind};
use pkgschema::object::{Items, List, Raw, Value};
use pkgschema::{Pointer, Text};

/// The text, fields in the order of the specification and unknown ones behind them.
pub(super) fn render(fields: &CoreFields) -> Converted<String> {
    let mut writer = Writer::default();
    if let Some(stray) = fields.rest.get(STRAY) {
        writer.stray(stray);
    }
    for (rule, values) in fields.stated() {
        writer.values(rule.name, values);
    }
    for (name, raw) in fields.rest.iter().filter(|(name, _)| *name != STRAY) {
        writer.unknown(name, raw);
    }
    if let Some(body) = &fields.body {
        writer.text.push('\n');
        writer.text.push_str(body);
    }
    Converted::new(writer.text, writer.losses)
}

#[derive(Default)]
struct Writer {
    text: String,
    losses: Vec<Loss>,
}

impl Writer {
    fn values(&mut self, name: &str, values: &List<Text>) {
        let place = Pointer::root().child(name);
        for (index, value) in values.indexed() {
            if headers::write(name, value, &mut self.text) {
                let note = "its lines are written as the lines of one value";
                self.losses.push(Loss::new(place.index(index), LossKind::Changed, note));
            }
        }
        let odd = values.items().into_iter().flat_map(Items::odd);
        self.losses.extend(odd.map(|(index, _)| no_text(place.index(index))));
        if values.is_empty() && !values.has_odd() {
            let note = "a field without values is not written";
            self.losses.push(Loss::new(place, LossKind::Normalized, note));
        }
    }

    /// A member that no field is known for: a list of texts is one all the same.
    fn unknown(&mut self, name: &str, raw: &Raw) {
        let place = Pointer::root().child(name);
        let values = <Items<Text> as Value>::read(raw.as_raw());
        let is_name = headers::is_name(name) && super::rule(name).is_none() && name != "body";
        match values.filter(|_| is_name && raw.kind() == Kind::Array) {
            Some(values) => self.values(name, &List::from(values.into_vec())),
            None => self.losses.push(no_text(place)),
        }
    }

    /// Lines that are no fields go first, where they can only be passed over again.
    fn stray(&mut self, raw: &Raw) {
        let place = Pointer::root().child(STRAY);
        let lines = raw::elements(raw.as_raw()).unwrap_or_default().into_iter().enumerate();
        for (index, line) in lines {
            let line = raw::string(line).filter(|line| is_stray(line));
            match line {
                Some(line) => self.text.extend([&*line, "\n"]),
                None => self.losses.push(no_text(place.index(index))),
            }
        }
    }
}

/// Whether a line is passed over before the first field.
fn is_stray(line: &str) -> bool {
    let alone = !line.contains(['\n', '\r']);
    let passed = line.starts_with([' ', '\t', ':']) || line.starts_with("From ");
    alone && (passed || line.starts_with("body:"))
}

fn no_text(place: Pointer) -> Loss {
    Loss::new(place, LossKind::Dropped, "no text that could be a field's value")
}
