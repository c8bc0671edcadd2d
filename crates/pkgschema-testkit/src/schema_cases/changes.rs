//! What is made of a document by one change.
//!
//! Invariant: a change is a place and a way; all of them together are in one fixed order.

use serde_json::{Value, json};

use crate::mutation::Numbers;

/// What takes the place of anything.
pub fn kinds() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1.0),
        json!(1e20),
        json!(9_007_199_254_740_991_u64),
        json!(""),
        json!("words"),
        json!([]),
        json!([null]),
        json!(["words"]),
        json!([{}]),
        json!({}),
        json!({ "x": 1 }),
    ]
}

/// A text in the shapes in which something is wrong with it, or nearly.
pub fn broken(text: &str) -> Vec<String> {
    let half: String = text.chars().take(text.chars().count() / 2).collect();
    let mut all: Vec<String> =
        ["\n", "\r\n", " ", "\u{0}", "\u{2028}", "\u{85}", "😀", "٣", "%", "/"]
            .iter()
            .map(|more| format!("{text}{more}"))
            .collect();
    all.extend([format!("\n{text}"), format!(" {text}"), format!("{text}{text}"), half]);
    all.extend([text.to_uppercase(), text.to_lowercase()]);
    // Digits that are no ASCII digits, letters that fold into ASCII's.
    all.push(text.replace(|c: char| c.is_ascii_digit(), "٣"));
    all.push(text.replace(['k', 'K'], "\u{212a}").replace(['s', 'S'], "\u{17f}"));
    all.push(text.replace([':', '-'], ""));
    all.push(text.replace('T', " "));
    all.retain(|other| other != text);
    all.dedup();
    all
}

/// Every change of a document, each with its name.
pub fn all(document: &Value) -> Vec<(String, Value)> {
    let mut changed = Vec::new();
    for place in places(document) {
        at(document, &place, &mut changed);
    }
    changed
}

/// Some changes of a document, at places drawn by number.
pub fn some(document: &Value, count: usize) -> Vec<(String, Value)> {
    let mut numbers = Numbers::of(&document.to_string(), count);
    let places = places(document);
    let mut changed = Vec::new();
    for _ in 0..count {
        let Some(place) = places.get(numbers.below(places.len())) else { continue };
        let mut here = Vec::new();
        at(document, place, &mut here);
        if !here.is_empty() {
            changed.push(here.swap_remove(numbers.below(here.len())));
        }
    }
    changed
}

/// Every change at one place.
fn at(document: &Value, place: &str, changed: &mut Vec<(String, Value)>) {
    let Some(there) = document.pointer(place) else { return };
    let with = |value: Value| {
        let mut other = document.clone();
        if let Some(at) = other.pointer_mut(place) {
            *at = value;
        }
        other
    };
    for kind in kinds() {
        changed.push((format!("{kind} at {place:?}"), with(kind)));
    }
    if let Some(less) = without(document, place) {
        changed.push((format!("nothing at {place:?}"), less));
    }
    if let Some(text) = there.as_str() {
        let texts = broken(text).into_iter();
        changed.extend(texts.map(|text| (format!("{text:?} at {place:?}"), with(text.into()))));
    }
    if let Some(members) = there.as_object() {
        for value in [json!(null), json!({ "deep": [1] })] {
            let mut more = members.clone();
            more.insert("x-unknown".to_owned(), value.clone());
            changed.push((format!("x-unknown {value} in {place:?}"), with(more.into())));
        }
    }
}

/// The pointers of everything in a document.
pub fn places(document: &Value) -> Vec<String> {
    fn below(value: &Value, at: &str, found: &mut Vec<String>) {
        found.push(at.to_owned());
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    below(item, &format!("{at}/{index}"), found);
                }
            }
            Value::Object(members) => {
                for (name, member) in members {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    below(member, &format!("{at}/{name}"), found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    below(document, "", &mut found);
    found
}

/// The document without what stands at a place; `None` at its root.
pub fn without(document: &Value, place: &str) -> Option<Value> {
    let (parent, last) = place.rsplit_once('/')?;
    let mut changed = document.clone();
    match changed.pointer_mut(parent)? {
        Value::Object(members) => {
            members.remove(&last.replace("~1", "/").replace("~0", "~"))?;
        }
        Value::Array(items) => drop(items.remove(last.parse().ok()?)),
        _ => return None,
    }
    Some(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_repeatable_and_change_something() {
        let document = json!({ "id": "A-1", "a/b": [{ "c": 1 }] });
        let changed = all(&document);
        assert!(changed.len() > 80 && changed.iter().all(|(_, other)| *other != document));
        assert!(changed.iter().any(|(_, other)| *other == json!({ "id": "A-1" })));
        assert_eq!(some(&document, 9), some(&document, 9));
        assert!(broken("2026-01-01T00:00:00Z").contains(&"2026-01-01T00:00:00Z\n".to_owned()));
    }
}
