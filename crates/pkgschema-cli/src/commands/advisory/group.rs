//! `pkgschema advisory group`.
//!
//! Invariant: the groups are printed in one order, whatever the order of the files.

use super::documents;
use crate::args::ReportFormat;
use crate::args::advisory::Group;
use crate::failure::Failure;
use crate::output;
use crate::report::{self, count, plain};
use pkgschema::Text;
use pkgschema::advisory::{Advisory, AliasGroups, AliasReport, GroupLimits};

/// Groups all advisories.
pub(super) fn run(args: &Group) -> Result<(), Failure> {
    let read = documents(&args.inputs)?.into_iter().flat_map(|document| document.advisories);
    let advisories: Vec<Advisory> = read.collect();
    let mut limits = GroupLimits::default();
    (limits.aliases, limits.ids) = (args.max_aliases, args.max_ids);
    let groups = AliasGroups::of(&advisories, limits);
    match args.format {
        ReportFormat::Text => {
            tell(&groups);
            output::print(
                &groups.iter().map(|group| plain(&group.join(" ")) + "\n").collect::<String>(),
            )
        }
        ReportFormat::Json => output::print(&report::record(&AliasReport::from(&groups))),
    }
}

/// What the bounds kept apart.
fn tell(groups: &AliasGroups) {
    if !groups.too_many_aliases().is_empty() {
        let ids: Vec<&str> = groups.too_many_aliases().iter().map(Text::as_str).collect();
        let number = count(ids.len(), "record");
        report::tell(&format!("{number} with too many aliases: {}\n", plain(&ids.join(" "))));
    }
    for group in groups.too_large() {
        let first = group.first().map(Text::as_str).unwrap_or_default();
        report::tell(&format!(
            "{} around {} are too many for a group\n",
            count(group.len(), "identifier"),
            plain(first)
        ));
    }
}
