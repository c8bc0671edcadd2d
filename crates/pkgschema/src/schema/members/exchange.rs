//! Members of the check of an inventory.
//!
//! Invariant: each row names a type of `exchange` that some schema embeds.

use super::{Part, part};

const CHECK: &str = "the check";
const INVENTORY: &str = "whoever wrote the inventory";

pub(super) const PARTS: &[Part] = &[
    part(
        "CheckPolicy",
        "the consumer",
        "none",
        &[("install", "", "what the table of install decisions says")],
    ),
    part("IgnoredAdvisory", "the consumer", "not stated", &[("purl", "", "for every package")]),
    part(
        "InventoryReport",
        CHECK,
        "none",
        &[("at", "", "not stated"), ("conditions", "", "nothing that is known")],
    ),
    part(
        "CheckCounts",
        CHECK,
        "none",
        &[("advisoriesWithoutPackage", "", "none, or no advisories were asked")],
    ),
    part(
        "CheckedPackage",
        CHECK,
        "none",
        &[
            ("ecosystem", INVENTORY, ""),
            ("name", INVENTORY, "the element of the inventory cannot be read"),
            ("version", INVENTORY, "the inventory names none"),
            ("actions", "", "nothing is to be done"),
            ("source", INVENTORY, "the ecosystem's usual registry"),
        ],
    ),
    part(
        "PackagePlace",
        CHECK,
        "",
        &[
            ("inventory", "", "it has no name"),
            ("location", INVENTORY, "the inventory does not say it"),
        ],
    ),
    part(
        "CheckReason",
        CHECK,
        "not known, or the reason is of another kind",
        &[("rule", "", "none changed it"), ("unknown", "", "the reason is of another kind")],
    ),
    part("CheckAction", CHECK, "the action needs none", &[]),
];
