//! Names of hosts in addresses.
//!
//! Source: the WHATWG URL standard, section 3.5.
//!
//! Invariant: a name that the standard refuses is none; names beyond ASCII are taken as they are.

use crate::escapes;
use std::net::Ipv6Addr;

/// Characters that end a host or have another meaning.
const FORBIDDEN: &str = "\0\t\n\r #/:<>?@[\\]^|";

/// The host that a text names: in lower case where the scheme is one of the web's.
pub(super) fn read(text: &str, special: bool) -> Option<String> {
    if let Some(address) = text.strip_prefix('[') {
        address.strip_suffix(']')?.parse::<Ipv6Addr>().ok()?;
        return Some(text.to_owned());
    }
    if !special {
        return (!text.contains(|c| FORBIDDEN.contains(c))).then(|| text.to_owned());
    }
    let octets = escapes::octets(text);
    let name = String::from_utf8_lossy(&octets).to_lowercase();
    let forbidden = |c: char| FORBIDDEN.contains(c) || c.is_ascii_control() || c == '%';
    let fits =
        !name.is_empty() && !name.contains(forbidden) && (!is_numeric(&name) || is_ipv4(&name));
    fits.then_some(name)
}

/// Whether the last part of a name is a number, so that all of it must be.
fn is_numeric(name: &str) -> bool {
    let last = parts(name).next_back().unwrap_or_default();
    let digits = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    digits || number(last).is_some()
}

/// Whether a name is an address of four octets, the last of which may stand for several.
fn is_ipv4(name: &str) -> bool {
    let numbers: Option<Vec<u64>> = parts(name).take(5).map(number).collect();
    let Some(numbers) = numbers else { return false };
    let Some((last, rest)) = numbers.split_last() else { return false };
    let room = |used: usize| 256_u64.checked_pow(u32::try_from(4 - used.min(4)).unwrap_or(0));
    rest.len() < 4
        && rest.iter().all(|number| *number < 256)
        && room(rest.len()).is_some_and(|room| *last < room)
}

/// The parts between dots; a dot at the end ends the name.
fn parts(name: &str) -> impl DoubleEndedIterator<Item = &str> {
    name.strip_suffix('.').filter(|rest| !rest.is_empty()).unwrap_or(name).split('.')
}

/// A number in any notation of C; larger ones than there is room for are all alike.
fn number(text: &str) -> Option<u64> {
    let (digits, radix) = match text.strip_prefix("0x") {
        Some(hex) => (hex, 16),
        None if text.len() > 1 && text.starts_with('0') => (text, 8),
        None => (text, 10),
    };
    if digits.is_empty() {
        return (radix == 16).then_some(0);
    }
    let digit = |c: char| c.to_digit(radix);
    digits.chars().try_fold(0_u64, |value, c| {
        Some(value.saturating_mul(radix.into()).saturating_add(digit(c)?.into()))
    })
}
