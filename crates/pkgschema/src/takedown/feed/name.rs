//! File names for notices.
//!
//! Invariant: two identifiers never have one name, in file systems that fold the case of letters
//! either; and no name is a path, hidden, or a device.

use crate::text::encoding::to_hex;
use std::fmt::Write;

/// The longest name that an identifier is spelt out in.
const LONGEST: usize = 120;

/// The name of the file that a feed keeps a notice in, without `.json`.
///
/// Letters in lower case, digits and `-` stand for themselves; every other byte of the UTF-8 text
/// is `_` and two hexadecimal digits in lower case. A name of more than 120 bytes, or one without
/// any `_` (the text then is no URI), is `sha256-` and the SHA-256 digest of the text instead.
///
/// ```
/// use pkgschema::takedown::notice_name;
/// assert_eq!(notice_name("urn:x:1"), "urn_3ax_3a1");
/// assert_ne!(notice_name("urn:x:a"), notice_name("urn:x:A").to_lowercase());
/// assert_eq!(notice_name("../.."), "_2e_2e_2f_2e_2e");
/// assert!(notice_name("nul").starts_with("sha256-"));
/// ```
pub fn notice_name(id: &str) -> String {
    let mut name = String::with_capacity(id.len().min(LONGEST) + 16);
    let mut escaped = false;
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => name.push(char::from(byte)),
            _ => {
                escaped = true;
                // Writing to a text does not fail.
                let _ = write!(name, "_{byte:02x}");
            }
        }
        if name.len() > LONGEST {
            return digest_name(id);
        }
    }
    if escaped { name } else { digest_name(id) }
}

/// Whether a text can be the name of a notice's file.
pub(super) fn is_name(text: &str) -> bool {
    let known =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
    !text.is_empty() && text.len() <= LONGEST && text.bytes().all(known)
}

fn digest_name(id: &str) -> String {
    format!("sha256-{}", to_hex(&hmac_sha256::Hash::hash(id.as_bytes())))
}
