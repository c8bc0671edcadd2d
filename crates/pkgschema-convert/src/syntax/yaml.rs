//! YAML documents and their JSON text.
//!
//! Source: YAML 1.2.2; what a plain scalar is, by its core schema (section 10.3).
//!
//! | in YAML | in JSON |
//! |---|---|
//! | plain `null`, `Null`, `NULL`, `~`, nothing | null, whatever the target |
//! | any other scalar where the target is text | a string of what is written |
//! | a plain scalar elsewhere | null, boolean or number by the core schema, else a string |
//! | a number | its digits where they are JSON's; `+1`, `.5`, `0x1f` as JSON writes them |
//! | `.inf`, `.nan` | a string, noted |
//! | `!`, `!!str` | a string |
//! | `!!null`, `!!bool`, `!!int`, `!!float` | that kind, quoted or not, where the text is of it |
//! | any other tag | not there, noted; a scalar under it is a string |
//! | `&a`, `*a` | the value again, in bounds |
//! | `<<` | a member of that name, noted: nothing is merged |
//! | a name that is no scalar | its text, noted |
//! | a name there twice | there twice |
//!
//! Invariant: a scalar becomes a string or a value by the target of its place, and from the text
//! that is written, never by way of a number or a date.

mod events;
mod reader;
mod render;
mod scalar;

pub(crate) use reader::read;
pub(crate) use render::render;

/// What stands at a place, by member names; elements of a sequence are of the kind of the place.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shape {
    /// Text, whatever it looks like.
    Text,
    /// Whatever the text says.
    Any,
    /// An object with these members; every other one may be anything.
    Object(&'static [(&'static str, Shape)]),
}

impl Shape {
    /// The kind of a member.
    fn member(&self, name: &str) -> &Self {
        match self {
            Self::Object(members) => {
                let found = members.iter().find(|(known, _)| *known == name);
                found.map_or(&Self::Any, |(_, shape)| shape)
            }
            Self::Text | Self::Any => &Self::Any,
        }
    }
}
