//! Bills of materials with every member that is read, and a record with every member there is:
//! whatever stands in one shows in what it becomes or is named as lost, and what is named stands
//! there.

use pkgschema::Pointer;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::Object;
use pkgschema_convert::readable::{INVENTORIES, RELEASES, Readable};
use pkgschema_convert::writable::{self, Writable};
use pkgschema_convert::{Loss, LossKind};
use pkgschema_testkit::checks::Outcome;
use pkgschema_testkit::checks::accounted::{Conversion, Effort, Way, accounted};
use pkgschema_testkit::corpus::Case;
use pkgschema_testkit::json::Json;

const BILLS: [(&str, &str); 2] = [
    ("cyclonedx", include_str!("fixtures/bills/cyclonedx.json")),
    ("spdx", include_str!("fixtures/bills/spdx.json")),
];
const RECORD: &str = include_str!("fixtures/record/package-metadata/complete.json");

fn inventory(name: &'static str) -> Way {
    let readable = Readable::find(INVENTORIES, name).unwrap();
    Way::new(name, |text| {
        let reading = readable.read(text).ok()?;
        Some((reading.value.to_json(), reading.losses))
    })
}

fn records(name: &'static str) -> Way {
    let readable = Readable::find(RELEASES, name).unwrap();
    Way::new(name, |text| {
        let reading = readable.read(text).ok()?;
        let all: Vec<String> = reading.value.iter().map(|one| one.to_json()).collect();
        Some((all.join("\n"), reading.losses))
    })
}

/// From a record into a document.
fn writing(writable: &'static Writable) -> Way {
    Way::new(writable.name(), |text| {
        let written = writable.write(&PackageMetadata::parse(text).ok()?);
        Some((written.value, written.losses))
    })
}

/// Leaves that show nowhere, and losses that point nowhere.
fn faults(text: &str, conversion: &dyn Conversion) -> Vec<String> {
    let case = Case::from_row(1, text);
    let mut faults = match accounted(&case, Effort::FULL, &[conversion]) {
        Outcome::Counted { failures, .. } => failures,
        _ => vec![format!("to {}: not converted", conversion.name())],
    };
    let (view, converted) = (Json::parse(text).unwrap(), conversion.convert(text).unwrap());
    let astray = converted.losses.iter().filter(|loss| view.get(loss).is_none());
    faults.extend(astray.map(|loss| format!("a loss at {loss}, where nothing stands")));
    faults
}

/// Places that are said to be dropped, but show.
fn carried(text: &str, conversion: &dyn Conversion, losses: &[Loss]) -> Vec<String> {
    let view = Json::parse(text).unwrap();
    let whole = conversion.convert(text).unwrap().output;
    let dropped = losses.iter().filter(|loss| loss.kind == LossKind::Dropped);
    let shows = dropped.filter(|loss| {
        let reduced = view.without(&loss.pointer).and_then(|view| conversion.unview(&view));
        let again = reduced.and_then(|text| conversion.convert(&text));
        again.is_some_and(|again| again.output != whole)
    });
    shows.map(|loss| format!("{}: {loss}", conversion.name())).collect()
}

#[test]
fn every_leaf_of_a_bill_is_accounted() {
    let mut all = Vec::new();
    for (name, text) in BILLS {
        all.extend(faults(text, &inventory(name)));
        all.extend(faults(text, &records(name)));
        let losses = Readable::find(INVENTORIES, name).unwrap().read(text).unwrap().losses;
        all.extend(carried(text, &inventory(name), &losses));
        let losses = Readable::find(RELEASES, name).unwrap().read(text).unwrap().losses;
        all.extend(carried(text, &records(name), &losses));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// What the record says of itself is no part of the package.
#[test]
fn every_leaf_of_a_record_is_accounted() {
    let mut all = Vec::new();
    for writable in writable::ALL {
        let found = faults(RECORD, &writing(writable)).into_iter();
        all.extend(found.filter(|fault| !fault.ends_with(": /unknown/0")));
        let record = PackageMetadata::parse(RECORD).unwrap();
        all.extend(carried(RECORD, &writing(writable), &writable.write(&record).losses));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// Every member of the record alone, so that none hides behind another.
#[test]
fn every_member_of_a_record_alone_is_accounted() {
    let whole = Json::parse(RECORD).unwrap();
    let always = ["schemaVersion", "ecosystem", "name"];
    let mut all = Vec::new();
    for member in PackageMetadata::MEMBERS.iter().filter(|it| !always.contains(it)) {
        let mut alone = whole.clone();
        for other in PackageMetadata::MEMBERS {
            if other != member && !always.contains(other) {
                let at = Pointer::root().child(other);
                alone = alone.without(&at).unwrap_or(alone);
            }
        }
        for writable in writable::ALL {
            let found = faults(&alone.to_text(), &writing(writable)).into_iter();
            all.extend(found.filter(|fault| !fault.ends_with(": /unknown/0")));
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// What is written and read again is the record, but for what the losses name.
#[test]
fn written_and_read_again() {
    let record = PackageMetadata::parse(RECORD).unwrap();
    let mut unnamed = Vec::new();
    for (name, _) in BILLS {
        let written = Writable::find(name).unwrap().write(&record);
        let back = Readable::find(RELEASES, name).unwrap().read(&written.value).unwrap();
        assert!(back.findings.is_empty(), "{name}: {:?}", back.findings);
        let [back] = &back.value[..] else { panic!("one record") };
        let differing = pkgschema::object::differences(&record, back).into_iter();
        let named = |place: &Pointer| {
            let mut losses = written.losses.iter();
            losses.any(|loss| loss.pointer.contains(place) || place.contains(&loss.pointer))
        };
        let about = |place: &Pointer| {
            ["/unknown", "/extensions"].iter().any(|own| place.as_str().starts_with(own))
        };
        let unsaid = differing.filter(|one| !named(&one.pointer) && !about(&one.pointer));
        unnamed.extend(unsaid.map(|one| format!("{name}: {}", one.pointer)));
    }
    assert!(unnamed.is_empty(), "{}", unnamed.join("\n"));
}
