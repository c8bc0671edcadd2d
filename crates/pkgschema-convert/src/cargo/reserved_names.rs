//! `reserved_crate_names.csv`: the names that no crate can have, in crates.io's database dump.
//!
//! The column `name` is known by its name in the first row; others are kept. Its view is an array
//! of the rows, the header first, each an array of the row's texts.
//!
//! Source: the crates.io repository, table `reserved_crate_names`.
//!
//! Invariant: the table says that a name is reserved, and neither why nor since when.

use super::table::{Table, TableRow, table_document};

/// `reserved_crate_names.csv`.
///
/// ```
/// use pkgschema_convert::{Document, cargo::ReservedNames};
/// let table = ReservedNames::parse("name\ncore\nstd\n")?;
/// let names: Vec<_> = table.rows().filter_map(|row| row.get("name")).collect();
/// assert_eq!(names, ["core", "std"]);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReservedNames(pub(super) Table);

table_document!(ReservedNames = "reserved_crate_names.csv", &["name"]);

impl ReservedNames {
    /// The rows with a field for each column, in order.
    pub fn rows(&self) -> impl Iterator<Item = TableRow<'_>> {
        self.0.rows()
    }
}
