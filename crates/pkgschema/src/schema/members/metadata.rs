//! Members of the records about packages and inventories.
//!
//! Invariant: each row names a type of `metadata` that some schema embeds.

use super::{Part, part};

const AUTHORS: &str = "the package's authors";
const NOT_DECLARED: &str = "not declared";
const WRITER: &str = "whoever writes the record";
/// Where a root lists what its source could not say.
const NOT_LISTED: &str = "not declared, or not known where `unknown` lists it";
const REPEATED: &str = "the tool that wrote the document";

pub(super) const PARTS: &[Part] = &[
    part(
        "PackageMetadata",
        AUTHORS,
        NOT_LISTED,
        &[
            ("schemaVersion", WRITER, ""),
            ("ecosystem", WRITER, ""),
            ("accounts", "the registry", "not shown, or not known where `unknown` lists it"),
            ("artifacts", "the registry", "not shown, or not known where `unknown` lists it"),
            ("availability", "the registry", "not shown, or not known where `unknown` lists it"),
            ("publishTimes", "the registry", "not shown, or not known where `unknown` lists it"),
            ("signatures", "the registry", "not shown, or not known where `unknown` lists it"),
            ("runsCodeAtBuild", "whoever writes the record, from what is declared", ""),
            ("runsCodeAtInstall", "whoever writes the record, from what is declared", ""),
            (
                "extensions",
                "whoever writes the record, from the document",
                "nothing else was there",
            ),
            ("unknown", WRITER, "everything that is not there was not declared"),
        ],
    ),
    part(
        "Account",
        "the registry",
        "not shown",
        &[(
            "role",
            "whoever writes the record, from where the registry lists the account",
            "not known",
        )],
    ),
    part(
        "Availability",
        "the package's owner or the registry",
        "not stated",
        &[("yankedReason", "", "it is not yanked, or no reason is given")],
    ),
    part("Condition", AUTHORS, "", &[("language", WRITER, "")]),
    part(
        "Constraint",
        AUTHORS,
        "not stated",
        &[
            ("kind", "whoever writes the record, from where it is declared", ""),
            ("requirement", "", "it does not ask for versions"),
            ("value", "", "the requirement is all there is"),
        ],
    ),
    part("DeclaredLicense", AUTHORS, NOT_DECLARED, &[]),
    part(
        "Dependency",
        AUTHORS,
        NOT_DECLARED,
        &[
            ("scope", "whoever writes the record, from where it is declared", ""),
            ("alias", "", "it goes by its own name"),
            ("bundled", "", "it does not, as far as is declared"),
            ("condition", "", "under no condition that is declared"),
            ("exclusions", "", "none is excluded"),
            ("features", "", "none are asked for by name"),
            ("group", "", "it is in no named group"),
            ("source", "", "the registry, by name and version"),
            ("artifactType", "", "not declared, which Maven takes for `jar`"),
            ("classifier", "", "the main artifact"),
        ],
    ),
    part(
        "DependencySource",
        AUTHORS,
        "not stated",
        &[
            ("kind", "whoever writes the record, from what is declared", ""),
            ("path", "", "the top folder, or the source is no folder or file"),
        ],
    ),
    part("inventory-report/DependencySource", "whoever wrote the inventory", "not stated", &[]),
    part(
        "inventory/DependencySource",
        REPEATED,
        "not stated",
        &[("kind", "whoever writes the record, from the document", "")],
    ),
    part(
        "Description",
        AUTHORS,
        NOT_DECLARED,
        &[
            ("text", "", "only the file is named"),
            ("file", "", "not named, as where only the text was published"),
        ],
    ),
    part(
        "EntryPoint",
        AUTHORS,
        NOT_DECLARED,
        &[
            ("kind", "whoever writes the record, from where it is declared", ""),
            ("group", "", "it is no plugin"),
            ("name", "", "it has no name of its own"),
            ("value", "", "the target is all there is"),
        ],
    ),
    part("Funding", AUTHORS, NOT_DECLARED, &[]),
    part("IssueTracker", AUTHORS, NOT_DECLARED, &[]),
    part(
        "License",
        AUTHORS,
        NOT_DECLARED,
        &[("expression", "the authors, or whoever writes the record where it was repaired", "")],
    ),
    part(
        "Optionality",
        "whoever writes the record, from what is declared",
        "no extra or feature with a name of its own",
        &[],
    ),
    part("Organization", AUTHORS, NOT_DECLARED, &[]),
    part("Person", AUTHORS, NOT_DECLARED, &[]),
    part("Platforms", AUTHORS, "left open", &[]),
    part("ProjectLink", AUTHORS, "it has no label", &[]),
    part(
        "Provided",
        AUTHORS,
        NOT_DECLARED,
        &[("kind", "whoever writes the record, from where it is declared", "")],
    ),
    part("Publishing", AUTHORS, "none is named", &[]),
    part(
        "Repository",
        AUTHORS,
        NOT_DECLARED,
        &[
            ("revision", "the package's authors, or the tool that published it", ""),
            ("directory", "", "the top folder, or not declared"),
        ],
    ),
    part("RequirementText", AUTHORS, "", &[("ecosystem", WRITER, "")]),
    part("RuntimeRequirement", AUTHORS, NOT_DECLARED, &[("requirement", "", "any version")]),
    part("SignatureReference", "the registry", "not shown", &[]),
    part(
        "Inventory",
        WRITER,
        "not stated",
        &[
            ("documentVersion", REPEATED, "the document does not say it"),
            ("extensions", "", "nothing else was there"),
            ("packages", REPEATED, "the document names none"),
            ("subjects", REPEATED, "the document does not name them"),
            ("unknown", "", "whatever is not there was not said"),
        ],
    ),
    part(
        "InventoryPackage",
        REPEATED,
        "not stated, or not known where the inventory's `unknown` lists it",
        &[
            ("ecosystem", WRITER, ""),
            ("alias", "", "it goes by its own name"),
            ("source", "", "the ecosystem's usual registry"),
            ("location", "", "the document does not tell the place"),
            ("condition", "", "it is needed under no condition that the document states"),
        ],
    ),
    part(
        "InventoryDependency",
        REPEATED,
        "not stated",
        &[("source", "", "the name and version tell it well enough")],
    ),
];
