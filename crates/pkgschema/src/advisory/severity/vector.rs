//! The shape of CVSS vectors.
//!
//! Source: CVSS 2.0 section 2.4, CVSS 3.1 section 6, CVSS 4.0 section 7 (FIRST), and the patterns
//! of the OSV schema, which take metrics of versions 2 and 3 in any order and number.
//!
//! Invariant: a text has a shape here exactly if the pattern of the OSV schema takes it.

/// What a text looks like as a vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::advisory) enum Shape {
    /// Each base metric once, and others once at most.
    Whole,
    /// Metrics, and one of them twice.
    Twice(&'static str),
    /// Metrics, and a base metric is missing.
    Without(&'static str),
    /// No vector.
    None,
}

/// A metric: its name, its values, and whether a vector must have it.
type Metric = (&'static str, &'static [&'static str], bool);

const V2: [Metric; 14] = [
    ("AV", &["N", "A", "L"], true),
    ("AC", &["L", "M", "H"], true),
    ("Au", &["M", "S", "N"], true),
    ("C", &["N", "P", "C"], true),
    ("I", &["N", "P", "C"], true),
    ("A", &["N", "P", "C"], true),
    ("E", &["U", "POC", "F", "H", "ND"], false),
    ("RL", &["OF", "TF", "W", "U", "ND"], false),
    ("RC", &["UC", "UR", "C", "ND"], false),
    ("CDP", &["N", "L", "LM", "MH", "H", "ND"], false),
    ("TD", &["N", "L", "M", "H", "ND"], false),
    ("CR", &["L", "M", "H", "ND"], false),
    ("IR", &["L", "M", "H", "ND"], false),
    ("AR", &["L", "M", "H", "ND"], false),
];

const V3: [Metric; 22] = [
    ("AV", &["N", "A", "L", "P"], true),
    ("AC", &["L", "H"], true),
    ("PR", &["N", "L", "H"], true),
    ("UI", &["N", "R"], true),
    ("S", &["U", "C"], true),
    ("C", &["N", "L", "H"], true),
    ("I", &["N", "L", "H"], true),
    ("A", &["N", "L", "H"], true),
    ("E", &["X", "U", "P", "F", "H"], false),
    ("RL", &["X", "O", "T", "W", "U"], false),
    ("RC", &["X", "U", "R", "C"], false),
    ("CR", &["X", "L", "M", "H"], false),
    ("IR", &["X", "L", "M", "H"], false),
    ("AR", &["X", "L", "M", "H"], false),
    ("MAV", &["X", "N", "A", "L", "P"], false),
    ("MAC", &["X", "L", "H"], false),
    ("MPR", &["X", "N", "L", "H"], false),
    ("MUI", &["X", "N", "R"], false),
    ("MS", &["X", "U", "C"], false),
    ("MC", &["X", "N", "L", "H"], false),
    ("MI", &["X", "N", "L", "H"], false),
    ("MA", &["X", "N", "L", "H"], false),
];

const V4: [Metric; 32] = [
    ("AV", &["N", "A", "L", "P"], true),
    ("AC", &["L", "H"], true),
    ("AT", &["N", "P"], true),
    ("PR", &["N", "L", "H"], true),
    ("UI", &["N", "P", "A"], true),
    ("VC", &["H", "L", "N"], true),
    ("VI", &["H", "L", "N"], true),
    ("VA", &["H", "L", "N"], true),
    ("SC", &["H", "L", "N"], true),
    ("SI", &["H", "L", "N"], true),
    ("SA", &["H", "L", "N"], true),
    ("E", &["X", "A", "P", "U"], false),
    ("CR", &["X", "H", "M", "L"], false),
    ("IR", &["X", "H", "M", "L"], false),
    ("AR", &["X", "H", "M", "L"], false),
    ("MAV", &["X", "N", "A", "L", "P"], false),
    ("MAC", &["X", "L", "H"], false),
    ("MAT", &["X", "N", "P"], false),
    ("MPR", &["X", "N", "L", "H"], false),
    ("MUI", &["X", "N", "P", "A"], false),
    ("MVC", &["X", "N", "L", "H"], false),
    ("MVI", &["X", "N", "L", "H"], false),
    ("MVA", &["X", "N", "L", "H"], false),
    ("MSC", &["X", "N", "L", "H"], false),
    ("MSI", &["X", "N", "L", "H", "S"], false),
    ("MSA", &["X", "N", "L", "H", "S"], false),
    ("S", &["X", "N", "P"], false),
    ("AU", &["X", "N", "Y"], false),
    ("R", &["X", "A", "U", "I"], false),
    ("V", &["X", "D", "C"], false),
    ("RE", &["X", "L", "M", "H"], false),
    ("U", &["X", "Clear", "Green", "Amber", "Red"], false),
];

/// A vector of version 2.
pub(in crate::advisory) fn v2(text: &str) -> Shape {
    in_any_order(text, &V2)
}

/// A vector of version 3.0 or 3.1.
pub(in crate::advisory) fn v3(text: &str) -> Shape {
    let metrics = ["CVSS:3.0/", "CVSS:3.1/"].iter().find_map(|prefix| text.strip_prefix(prefix));
    metrics.map_or(Shape::None, |metrics| in_any_order(metrics, &V3))
}

/// A vector of version 4.0, whose metrics have their order.
pub(in crate::advisory) fn v4(text: &str) -> Shape {
    let Some(metrics) = text.strip_prefix("CVSS:4.0/") else { return Shape::None };
    let mut table = V4.iter();
    let all = metrics.split('/').all(|metric| {
        let Some((name, value)) = metric.split_once(':') else { return false };
        // whatever stands between is left out, which only optional metrics may be
        let row =
            table.by_ref().take_while(|row| row.0 == name || !row.2).find(|row| row.0 == name);
        row.is_some_and(|row| row.1.contains(&value))
    });
    let complete = table.all(|row| !row.2);
    if all && complete { Shape::Whole } else { Shape::None }
}

fn in_any_order(text: &str, table: &'static [Metric]) -> Shape {
    let mut seen = 0_u32;
    let mut twice = None;
    for metric in text.split('/') {
        let Some((name, value)) = metric.split_once(':') else { return Shape::None };
        let place = table.iter().position(|row| row.0 == name && row.1.contains(&value));
        let Some(place) = place else { return Shape::None };
        if seen & (1 << place) != 0 {
            twice = twice.or_else(|| table.get(place));
        }
        seen |= 1 << place;
    }
    let missing = table.iter().enumerate().find(|(place, row)| row.2 && seen & (1 << place) == 0);
    match (twice, missing) {
        (Some(row), _) => Shape::Twice(row.0),
        (None, Some((_, row))) => Shape::Without(row.0),
        (None, None) => Shape::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_those_of_the_patterns() {
        let base = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N";
        let table = [
            (v2("AV:N/AC:L/Au:N/C:P/I:P/A:P"), Shape::Whole),
            (v2("AV:N"), Shape::Without("AC")),
            (v2("AV:N/"), Shape::None),
            (v2(""), Shape::None),
            (v2("(AV:N)"), Shape::None),
            (v3("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P"), Shape::Whole),
            (v3("CVSS:3.1/AV:N/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"), Shape::Twice("AV")),
            (v3("CVSS:3.2/AV:N"), Shape::None),
            (v3("CVSS:3.0/av:n"), Shape::None),
            (v4(base), Shape::Whole),
            (v4(&format!("{base}/MSA:S/U:Clear")), Shape::Whole),
            (v4(&format!("{base}/U:Clear/MSA:S")), Shape::None),
            (v4(&format!("{base}/E:A/E:A")), Shape::None),
            (v4(&format!("{base}/")), Shape::None),
            (v4("CVSS:4.0/AV:N/AC:L"), Shape::None),
            (v4("CVSS:4.0/AC:L/AV:N/AT:N"), Shape::None),
        ];
        for (index, (shape, expected)) in table.into_iter().enumerate() {
            assert_eq!(shape, expected, "row {index}");
        }
    }
}
