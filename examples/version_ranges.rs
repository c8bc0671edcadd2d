//! Asks of one advisory range which versions it hits, and says it in VERS and in OSV's events.
//!
//! `cargo run --example version_ranges`

use pkgschema::ParseError;
use pkgschema::version::{Scheme, Version, VersionRange};

fn main() -> Result<(), ParseError> {
    // What a maintainer writes: fixed in 1.4.2, and on the 2.x branch in 2.1.0.
    let affected = VersionRange::parse(Scheme::Npm, "<1.4.2 || >=2.0.0 <2.1.0")?;
    let set = affected.versions();
    for text in ["1.4.1", "1.4.2", "2.0.0-rc.1", "2.0.5"] {
        let version = Version::parse(Scheme::Npm, text)?;
        match (affected.contains(&version), set.lowest_fixed_above(&version)) {
            (true, Some(fixed)) => println!("{text} is affected; fixed in {fixed}"),
            (true, None) => println!("{text} is affected; no fix is known"),
            (false, _) => println!("{text} is not affected"),
        }
    }

    // The same in the notations that ecosystems share.
    if let Ok(vers) = affected.to_vers() {
        println!("{}", vers.value);
        for change in &vers.changes {
            println!("  {change}");
        }
    }
    for events in set.to_events().value {
        let events: Vec<String> =
            events.iter().map(|event| format!("{} {}", event.name(), event.version())).collect();
        println!("{}", events.join(", "));
    }
    Ok(())
}
