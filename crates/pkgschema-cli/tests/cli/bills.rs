//! Bills of materials on the command line: converted to and from, and inspected.

use crate::run::{example, run, run_with};

#[test]
fn a_package_as_a_bill() {
    for (to, said) in [
        ("cyclonedx", "\"bomFormat\": \"CycloneDX\""),
        ("spdx", "\"spdxVersion\": \"SPDX-2.3\""),
        ("codemeta", "\"@type\": \"SoftwareSourceCode\""),
    ] {
        for from in ["package.json", "Cargo.toml", "METADATA"] {
            run(&["convert", &example(from), "--to", to]).exits(0).prints(said);
        }
        let record = run(&["convert", &example("package.json"), "--to", "record"]).exits(0).out;
        run_with(&["convert", "-", "--to", to], record.as_bytes()).exits(0).prints(said);
    }
    // losses are told at their places in the source
    let done = run(&["convert", &example("package.json"), "--to", "spdx", "-v"]).exits(0);
    done.tells("/bugs").tells("/engines");
}

/// From advisories the same name stands for the document with vulnerabilities.
#[test]
fn a_name_for_both() {
    let done = run(&["convert", &example("advisory.json"), "--to", "cyclonedx"]).exits(0);
    done.prints("\"vulnerabilities\"");
    run(&["convert", &example("advisory.json"), "--to", "spdx"]).exits(1);
}

#[test]
fn a_bill_as_what_it_lists_and_what_it_is_about() {
    for to in ["cyclonedx", "spdx"] {
        let bill = run(&["convert", &example("package.json"), "--to", to]).exits(0).out;
        let record = run_with(&["convert", "-", "--to", "record"], bill.as_bytes()).exits(0);
        assert!(record.printed()["packages"].is_array(), "{}", record.out);
        let package = run_with(&["convert", "-", "--to", "npm"], bill.as_bytes()).exits(0);
        assert_eq!(package.printed()["version"], "1.4.0", "{}", package.out);
        let named = run_with(&["convert", "-", "--to", "npm", "--from", to], bill.as_bytes());
        assert_eq!(named.exits(0).printed(), package.printed());
        let seen = run_with(&["inspect", "-"], bill.as_bytes()).exits(0);
        seen.prints("of            pkg:npm/%40example/left-margin@1.4.0\n");
    }
}

#[test]
fn what_is_not_read_is_refused_by_name() {
    let third = br#"{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": []}"#;
    run_with(&["inspect", "-"], third).exits(1).tells("an SPDX 3 document; SPDX 2.3 is read");
    let xml = b"<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>";
    let done = run_with(&["convert", "-", "--to", "npm"], xml).exits(1);
    done.tells("a CycloneDX document in XML; only JSON is read");
}
