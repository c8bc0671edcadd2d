//! What each ecosystem's documents can say of the record, field by field, both ways.
//!
//! Behind each native name stand two signs: what becomes of the field when a document is read,
//! and when one is written.
//!
//! | sign | class | meaning |
//! |---|---|---|
//! | `=` | exact | it comes through as it is, and back, without a loss |
//! | `≈` | normalised | it comes through in another spelling of the same meaning |
//! | `<` | lossy | some of it is lost, and a loss says what and why |
//! | `?` | not supplied | the ecosystem knows it and the document does not carry it: the record lists it as unknown |
//! | `-` | not expressible | the format has no place for it: it stays absent, and writing names a loss |
//!
//! A cell is about a usual value in the ecosystem's document that says the field best: the manifest
//! that authors write, or an answer of the registry. What other values and documents lose is named
//! by each conversion. An empty cell is a field that no document of the ecosystem has.
//!
//! Invariant: the table is made of tested cells, so that it never says what the library does not do.
#![doc = include_str!("../docs/grid.md")]
