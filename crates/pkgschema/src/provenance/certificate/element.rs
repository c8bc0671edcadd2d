//! Elements of DER (ITU-T X.690): a tag, a length and a content of that length.
//!
//! Invariant: an element lies within its parent, and nothing behind a broken one is read; the
//! readers go down a fixed number of levels, so nesting costs nothing.

use der::{Decode, Header, Reader, SliceReader, Tag};

/// One element, still in the bytes it was read from.
#[derive(Clone, Copy)]
pub(in crate::provenance) struct Element<'a> {
    pub(in crate::provenance) tag: Tag,
    pub(in crate::provenance) content: &'a [u8],
    /// Tag and length as well.
    pub(in crate::provenance) whole: &'a [u8],
}

impl<'a> Element<'a> {
    /// The number of a context's tag, and whether the element is made of elements.
    pub(in crate::provenance) fn context(&self) -> Option<(u32, bool)> {
        match self.tag {
            Tag::ContextSpecific { constructed, number } => Some((number.value(), constructed)),
            _ => None,
        }
    }

    /// The elements within.
    pub(in crate::provenance) fn elements(&self) -> Elements<'a> {
        Elements::of(self.content)
    }
}

/// The elements in a row of bytes.
#[derive(Clone)]
pub(in crate::provenance) struct Elements<'a> {
    bytes: &'a [u8],
    /// None behind a broken element.
    reader: Option<SliceReader<'a>>,
}

impl<'a> Elements<'a> {
    pub(in crate::provenance) fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, reader: SliceReader::new(bytes).ok() }
    }

    /// The next element, if it has the tag; else it stays the next one.
    pub(in crate::provenance) fn next_of(&mut self, tag: Tag) -> Option<Element<'a>> {
        self.next_if(|element| element.tag == tag)
    }

    /// The next element, if it is as wanted; else it stays the next one.
    pub(in crate::provenance) fn next_if(
        &mut self,
        wanted: impl Fn(&Element<'a>) -> bool,
    ) -> Option<Element<'a>> {
        let mut ahead = self.clone();
        let element = ahead.next().filter(wanted)?;
        *self = ahead;
        Some(element)
    }

    /// Whether all bytes have been read as elements.
    pub(in crate::provenance) fn is_done(&self) -> bool {
        self.reader.as_ref().is_some_and(Reader::is_finished)
    }
}

impl<'a> Iterator for Elements<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        let reader = self.reader.as_mut()?;
        if reader.is_finished() {
            return None;
        }
        let element = read(self.bytes, reader);
        if element.is_none() {
            self.reader = None;
        }
        element
    }
}

fn read<'a>(bytes: &'a [u8], reader: &mut SliceReader<'a>) -> Option<Element<'a>> {
    let start = usize::try_from(reader.position()).ok()?;
    let header = Header::decode(reader).ok()?;
    let content = reader.read_slice(header.length()).ok()?;
    let end = usize::try_from(reader.position()).ok()?;
    Some(Element { tag: header.tag(), content, whole: bytes.get(start..end)? })
}

/// The one element that the bytes are, and whether something follows it.
pub(in crate::provenance) fn only(bytes: &[u8]) -> Option<(Element<'_>, bool)> {
    let mut elements = Elements::of(bytes);
    let element = elements.next()?;
    Some((element, !elements.is_done()))
}
