//! `deleted_crates.csv`: the crates that were deleted, in crates.io's database dump.
//!
//! Columns are known by their names in the first row, in any order: `id`, `name`, `created_at`,
//! `deleted_at`, `deleted_by` (an account's number), `message`, `available_at`. Others are kept.
//!
//! Its view is an array of the rows, the header first, each an array of the row's texts.
//!
//! Source: RFC 3660; the crates.io repository, table `deleted_crates`, all of whose columns are
//! public.
//!
//! Invariant: a time is told only where the field is one; nothing is read from a broken row.

use super::table::{Table, TableRow, table_document};
use pkgschema::text::Timestamp;

/// `deleted_crates.csv`.
///
/// ```
/// use pkgschema_convert::{Document, cargo::DeletedCrates};
/// let text = "name,deleted_at,message\nlost,2026-02-01 10:00:00+00,\"a\nb\"\nbroken\n";
/// let table = DeletedCrates::parse(text)?;
/// let row = table.rows().next().unwrap();
/// assert_eq!((row.get("name"), row.get("message"), row.line()), (Some("lost"), Some("a\nb"), 2));
/// assert_eq!(table.rows().count(), 1);
/// assert_eq!(table.check()[0].message, "line 4: 1 fields where the header has 3");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeletedCrates(pub(super) Table);

table_document!(DeletedCrates = "deleted_crates.csv", &["name", "deleted_at"]);

impl DeletedCrates {
    /// The rows with a field for each column, in order.
    pub fn rows(&self) -> impl Iterator<Item = TableRow<'_>> {
        self.0.rows()
    }
}

/// A point in time as PostgreSQL writes it, `2026-02-01 10:00:00.5+00`, and whether it says how
/// far from UTC it is. Where it does not, it is UTC, which the registry's clock is.
pub(super) fn time(text: &str) -> Option<(Timestamp, bool)> {
    let (day, clock) = text.split_once([' ', 'T'])?;
    let zone = clock.find(['+', '-', 'Z']).unwrap_or(clock.len());
    let (clock, zone) = clock.split_at_checked(zone)?;
    let offset = match zone {
        "" | "Z" | "+00" | "+00:00" => "Z".to_owned(),
        hours if hours.len() == 3 => format!("{hours}:00"),
        other => other.to_owned(),
    };
    let time = Timestamp::new(&format!("{day}T{clock}{offset}")).ok()?;
    Some((time, !zone.is_empty()))
}

/// The same the other way round.
pub(super) fn written(time: &Timestamp) -> String {
    let text = time.as_str().replacen('T', " ", 1);
    text.strip_suffix('Z').map(|clock| format!("{clock}+00")).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_a_dump() {
        for (text, expected) in [
            ("2026-02-01 10:00:00+00", Some(("2026-02-01T10:00:00Z", true))),
            ("2026-02-01 10:00:00.123456+00", Some(("2026-02-01T10:00:00.123456Z", true))),
            ("2026-02-01 10:00:00.5", Some(("2026-02-01T10:00:00.5Z", false))),
            ("2026-02-01 10:00:00-03", Some(("2026-02-01T10:00:00-03:00", true))),
            ("2026-02-01 10:00:00+05:30", Some(("2026-02-01T10:00:00+05:30", true))),
            ("2026-02-01T10:00:00Z", Some(("2026-02-01T10:00:00Z", true))),
            ("2026-02-01", None),
            ("2026-02-01 10:00", None),
            ("infinity", None),
        ] {
            let read = time(text);
            let read = read.as_ref().map(|(time, zoned)| (time.as_str(), *zoned));
            assert_eq!(read, expected, "{text}");
            if let Some((time_text, _)) = expected {
                let back = written(&Timestamp::from_document(time_text));
                assert_eq!(time(&back).unwrap().0.as_str(), time_text);
            }
        }
    }
}
