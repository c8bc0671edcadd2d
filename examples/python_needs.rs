//! What does a Python package need on this machine? `cargo run --example python_needs`

use pkgschema_convert::pypi::requirement::{Answer, MarkerEnvironment, MarkerVariable};
use pkgschema_convert::pypi::{CoreMetadata, Requirement};
use pkgschema_convert::{Document, ToRecord};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/METADATA");
    let metadata = CoreMetadata::parse(&std::fs::read_to_string(path)?)?;
    for finding in metadata.check() {
        println!("{finding}");
    }

    // Nothing is filled in: what is not said here stays unknown, and so do markers that ask for it.
    let environment = MarkerEnvironment::new()
        .with(MarkerVariable::PythonVersion, "3.10")
        .with_names(MarkerVariable::Extra, ["color"]);
    for text in &metadata.requires_dist {
        let requirement = Requirement::parse(text)?;
        let needed = requirement.marker().map_or(Answer::True, |it| it.evaluate(&environment));
        println!("{} {}: {needed:?}", requirement.name(), requirement.specifier().unwrap_or("*"));
    }

    let record = metadata.to_record().value;
    let license = record.license.and_then(|license| license.expression);
    println!("licence: {}", license.as_deref().unwrap_or("none that SPDX knows"));
    assert_eq!(record.dependencies.len(), 3);
    Ok(())
}
