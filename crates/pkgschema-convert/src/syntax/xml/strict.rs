//! An XML tree as a value of its own type, without a JSON view.
//!
//! Invariant: what is read is what is read from the view; where that is not sure, nothing is.

use super::Shape;
use super::tree::Tree;
use super::view::{Elements, Members, Part, Place, View};
use pkgschema::object::{Value, Writer};
use serde::de::value::{MapDeserializer, StrDeserializer};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use std::fmt;

/// How the names of the types begin that keep JSON text.
const JSON_TEXT: &str = "$serde_json";

/// The root element as a value of its own type; `None` if anything in it is odd.
pub(super) fn strict<T: Value>(tree: &Tree<'_>, shape: &Shape) -> Option<T> {
    let place = View { tree, shape }.root(tree.root()?);
    T::strict(Reader { place, json: &mut String::new() }).ok()
}

/// What ends the pass.
#[derive(Debug)]
struct Odd;

impl fmt::Display for Odd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("odd")
    }
}

impl std::error::Error for Odd {}

impl de::Error for Odd {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// A place that is read; `json` is room for JSON text.
struct Reader<'r, 'a, 't> {
    place: Place<'a, 't>,
    json: &'r mut String,
}

impl<'de> Deserializer<'de> for Reader<'_, '_, '_> {
    type Error = Odd;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Odd> {
        match self.place.part() {
            Part::Text(text) => visitor.visit_str(text),
            Part::Object(members) => {
                visitor.visit_map(Object { members, value: None, json: self.json })
            }
            Part::List(elements) => visitor.visit_seq(Array { elements, json: self.json }),
            Part::Stray(..) => Err(Odd),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Odd> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Odd> {
        if !name.starts_with(JSON_TEXT) {
            return visitor.visit_newtype_struct(self);
        }
        let mut room = std::mem::take(self.json);
        room.clear();
        let mut writer = Writer::from(room);
        self.place.write(&mut writer);
        *self.json = writer.into_text();
        let text = [(name, self.json.as_str())];
        visitor.visit_map(MapDeserializer::new(text.into_iter()))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Object<'r, 'a, 't> {
    members: Members<'a, 't>,
    /// What stands at the name that was read last.
    value: Option<Place<'a, 't>>,
    json: &'r mut String,
}

impl<'de> MapAccess<'de> for Object<'_, '_, '_> {
    type Error = Odd;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Odd> {
        let Some((name, place)) = self.members.next() else { return Ok(None) };
        self.value = Some(place);
        seed.deserialize(StrDeserializer::new(&name.text())).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Odd> {
        let place = self.value.take().ok_or(Odd)?;
        seed.deserialize(Reader { place, json: self.json })
    }
}

struct Array<'r, 'a, 't> {
    elements: Elements<'a, 't>,
    json: &'r mut String,
}

impl<'de> SeqAccess<'de> for Array<'_, '_, '_> {
    type Error = Odd;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Odd> {
        let Some(place) = self.elements.next() else { return Ok(None) };
        seed.deserialize(Reader { place, json: self.json }).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{shape, tree, view};
    use super::*;
    use pkgschema::Text;
    use pkgschema::object::{List, Map, Raw, parse, write};
    use proptest::prelude::*;

    pkgschema::object! {
        /// Of each kind of member one.
        pub struct Whole {
            /// An attribute.
            pub attribute: Option<Text> = "@k",
            /// A text.
            pub x: Option<Text>,
            /// Texts.
            pub bs: List<Text>,
            /// Objects.
            pub cs: List<Inner>,
            /// An object.
            pub o: Option<Inner>,
            /// Names of its own.
            pub m: Map<Text>,
            /// Whatever it is.
            pub any: Option<Raw>,
            /// The same, many times.
            pub anys: List<Raw>,
        }

        /// An object.
        pub struct Inner {
            /// A text.
            pub x: Option<Text>,
            /// Objects.
            pub cs: List<Inner>,
        }
    }

    const SHAPE: Shape =
        shape!("r", lists: { "bs": "b", "cs": "c", "anys": "any", }, objects: ["o", "c",]);

    /// What is read in one pass, after a look at whether the view gives the same.
    fn strict_of(text: &str) -> Option<Whole> {
        let tree = tree(text, &SHAPE).unwrap();
        let through_view: Whole = parse(&view::json(&tree, &SHAPE, 0)).unwrap();
        let read = strict::<Whole>(&tree, &SHAPE)?;
        assert_eq!(read, through_view, "{text}");
        assert_eq!(write(&read), write(&through_view), "{text}");
        Some(read)
    }

    #[test]
    fn whether_one_pass_will_do() {
        for (text, will_do) in [
            ("<r/>", true),
            ("<r k='1' z:w='&lt;\"'><x> t\n </x></r>", true),
            ("<r><bs/><o/><cs><c/><c> <x>1</x></c></cs></r>", true),
            ("<r><m><a>1</a><b>&amp;2</b><!-- - --><a>3</a></m></r>", true),
            ("<r><m><a>1</a><b>2</b></m><m/></r>", true),
            ("<r><m><a>1</a><a>2</a></m></r>", false),
            ("<r><x>1</x><bs/><x>2</x><new>3</new><new>4</new></r>", true),
            ("<r><x k='1'>1</x></r>", false),
            ("<r>t<x/>u</r>", true),
            ("<r><bs q='1'><b>1</b></bs></r>", false),
            ("<r><bs>t<b>1</b></bs></r>", false),
            ("<r><bs><b>1</b><z>2</z></bs></r>", false),
            ("<r><anys q='1'>t<any>1</any><z><y/><y/>u<y/></z></anys></r>", true),
            ("<r><any>t<b>1</b>u<b>1</b><b><c k='2'/></b></any><o><cs/><y/></o></r>", true),
            ("<r><x><y/></x></r>", false),
            ("<r><cs><c>t</c></cs></r>", false),
            ("<r><o>t</o></r>", false),
            ("<r><x><![CDATA[<a>\"\\]]>&#60;\r\n&nobody;</x></r>", true),
        ] {
            assert_eq!(strict_of(text).is_some(), will_do, "{text}");
        }
    }

    fn names() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "x", "bs", "b", "cs", "c", "o", "m", "any", "anys", "y", "a:z", "\u{e9}",
        ])
    }

    fn texts() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "",
            " \n\t",
            "t",
            " t u\r\n",
            "&lt;&#10;&eacute;&nobody;",
            "<![CDATA[ <]>]]>",
            "<!-- - -->",
            "\"\\\u{e9}",
        ])
    }

    /// An element with texts between its parts.
    fn element(content: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
        let attribute = prop::sample::select(vec!["", "", "", " k='1'", " k=\"&amp;\n\" l=''"]);
        (names(), attribute, content)
            .prop_map(|(name, attribute, content)| format!("<{name}{attribute}>{content}</{name}>"))
    }

    fn contents() -> impl Strategy<Value = String> {
        let leaf = texts().prop_map(str::to_owned);
        leaf.prop_recursive(4, 40, 6, |inner| {
            let space = prop::sample::select(vec!["", "\n ", "\n ", "t"]);
            let parts = prop::collection::vec((element(inner), space), 0..6);
            parts.prop_map(|parts| {
                parts.into_iter().flat_map(|(element, space)| [element, space.to_owned()]).collect()
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn one_pass_reads_what_the_view_gives(content in contents()) {
            strict_of(&format!("<r>{content}</r>"));
        }
    }
}
