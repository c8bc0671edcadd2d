//! What Java takes for a digit.
//!
//! Invariant: the table holds the decimal digits of the basic plane up to Unicode 13, as
//! `Character.isDigit(char)` of Java 17 does; other planes have none for a `char`.

/// The zero of every run of ten digits.
const ZEROS: [u16; 37] = [
    0x0030, 0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6,
    0x0d66, 0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80,
    0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
    0xff10,
];

/// The value of a digit, whatever its script.
pub(super) fn value(character: char) -> Option<u8> {
    if character.is_ascii() {
        return character.is_ascii_digit().then(|| character as u8 - b'0');
    }
    let code = u16::try_from(u32::from(character)).ok()?;
    let run = ZEROS.partition_point(|zero| *zero <= code).checked_sub(1)?;
    let offset = code - ZEROS.get(run)?;
    u8::try_from(offset).ok().filter(|value| *value < 10)
}

/// Whether the character is a digit of any script.
pub(super) fn is_digit(character: char) -> bool {
    value(character).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_other_scripts() {
        let values: Vec<_> = "9٣９ a²".chars().map(value).collect();
        assert_eq!(values, [Some(9), Some(3), Some(9), None, None, None]);
        assert_eq!(value('\u{1d7cf}'), None);
    }
}
