//! Canonical text while it is being written.
//!
//! Invariant: what stands in the buffer is ASCII.

use super::super::octet::{self, ESCAPE, ESCAPED_SLASH};

/// Most canonical texts have room in it; longer ones take the long road.
const CAPACITY: usize = 512;

/// Bytes on the stack.
#[derive(Clone)]
pub(super) struct Buffer {
    bytes: [u8; CAPACITY],
    length: usize,
}

impl Buffer {
    pub(super) fn new() -> Self {
        Self { bytes: [0; CAPACITY], length: 0 }
    }

    pub(super) fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes.get(..self.length)?).ok()
    }

    /// The end so far.
    pub(super) fn mark(&self) -> u16 {
        u16::try_from(self.length).unwrap_or(u16::MAX)
    }

    pub(super) fn truncate(&mut self, end: u16) {
        self.length = self.length.min(usize::from(end));
    }

    pub(super) fn part(&self, start: u16, end: u16) -> Option<&[u8]> {
        self.bytes.get(usize::from(start)..usize::from(end))
    }

    pub(super) fn part_mut(&mut self, (start, end): (usize, usize)) -> &mut [u8] {
        self.bytes.get_mut(start..end).unwrap_or_default()
    }

    /// Appends an ASCII byte as it is.
    pub(super) fn push(&mut self, byte: u8) -> Option<()> {
        *self.bytes.get_mut(self.length)? = byte;
        self.length += 1;
        Some(())
    }

    /// Appends ASCII bytes as they are.
    pub(super) fn extend(&mut self, bytes: &[u8]) -> Option<()> {
        let end = self.length + bytes.len();
        self.bytes.get_mut(self.length..end)?.copy_from_slice(bytes);
        self.length = end;
        Some(())
    }

    /// Appends an ASCII byte of a value, encoded if need be; the classes that the value holds by it.
    pub(super) fn push_value(&mut self, byte: u8) -> Option<u8> {
        let class = octet::class(byte);
        if class < ESCAPE {
            self.push(byte)?;
            return Some(class);
        }
        self.extend(&octet::escape(byte))?;
        Some(if byte == b'/' { ESCAPE | ESCAPED_SLASH } else { ESCAPE })
    }
}
