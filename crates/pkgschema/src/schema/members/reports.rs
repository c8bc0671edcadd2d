//! Members of what the command prints, and of the answers about package URLs and versions.
//!
//! Invariant: each row names a type of `report`, `identity` or `version` that some schema embeds.

use super::{Part, part};

const COMMAND: &str = "the command";
const COMPARISON: &str = "whoever compared the schemas";
const READER: &str = "whoever read the document";

pub(super) const PARTS: &[Part] = &[
    part("PurlParts", "whoever took the package URL apart", "there is none", &[]),
    part("VersionComparison", "whoever compared them", "", &[]),
    part("RangeAnswer", "whoever answers", "", &[]),
    part(
        "RangeTranslation",
        "whoever translated the range",
        "another notation was asked for",
        &[("changes", "", "it takes the very same versions")],
    ),
    part("RangeChange", "whoever translated the range", "", &[]),
    part("RangeEventRecord", "whoever translated the range", "the event is another one", &[]),
    part("SchemaDiff", COMPARISON, "there are none", &[]),
    part("SchemaComparison", COMPARISON, "nothing changed", &[]),
    part("SchemaChange", COMPARISON, "nothing", &[]),
    part("ValidationReport", COMMAND, "there are none", &[]),
    part("ValidatedDocument", READER, "not known", &[("findings", "", "nothing is odd")]),
    part("ValidationFinding", READER, "not known", &[]),
    part("FindingRecord", READER, "", &[]),
    part("LossRecord", "the converter", "", &[]),
    part("LossReport", COMMAND, "there are none", &[]),
    part("FailureRecord", COMMAND, "not known", &[]),
    part("TextPlace", READER, "", &[]),
    part("ConversionAnswer", COMMAND, "there is none", &[]),
    part("Inspection", COMMAND, "there is none", &[("findings", "", "nothing is odd")]),
    part("LintReport", COMMAND, "nothing was checked", &[]),
    part("LintedDocument", COMMAND, "there is none", &[("findings", "", "nothing is odd")]),
];
