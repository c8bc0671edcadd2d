//! POMs and records, by what a caller sees.

use std::sync::Arc;

use pkgschema::Finding;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::{Raw, Value, write};
use pkgschema_convert::maven::Pom;
use pkgschema_convert::maven::effective::Context;
use pkgschema_convert::{Converted, Document, FromRecord, LossKind, ToRecord};

fn pom(inner: &str) -> Pom {
    let text = format!(
        "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion>\
         <groupId>org.example</groupId><artifactId>widget</artifactId><version>1.0</version>\
         {inner}</project>"
    );
    Pom::parse(&text).unwrap()
}

fn record(inner: &str) -> PackageMetadata {
    pom(inner).to_record().value
}

fn json<T: Value>(value: &T) -> String {
    write(value)
}

fn codes(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|one| format!("{} {}", one.code, one.pointer.as_str())).collect()
}

#[test]
fn what_a_pom_says_of_its_package() {
    let record = record(
        "<name>Widget</name><description>Turns\n  things</description>\
         <scm><connection>scm:svn:https://svn.example/widget</connection></scm>\
         <prerequisites><maven>3.6</maven></prerequisites>\
         <properties><maven.compiler.release>17</maven.compiler.release></properties>",
    );
    assert_eq!(record.purl().unwrap().unwrap().as_str(), "pkg:maven/org.example/widget@1.0");
    assert_eq!(record.summary.as_deref(), Some("Turns things"));
    assert_eq!(
        json(record.repository.as_ref().unwrap()),
        r#"{"url":"https://svn.example/widget","kind":"svn","connection":"scm:svn:https://svn.example/widget"}"#
    );
    let needed: Vec<String> = record.runtime_requirements.iter().map(json).collect();
    assert_eq!(
        needed,
        [
            r#"{"name":"java","requirement":{"ecosystem":"Maven","text":"[17,)"}}"#,
            r#"{"name":"maven","requirement":{"ecosystem":"Maven","text":"[3.6,)"}}"#,
        ]
    );
    assert!(record.is_unknown("artifacts") && !record.is_unknown("license"));
}

#[test]
fn dependencies_in_all_their_parts() {
    let record = record(
        "<properties><v>2</v></properties><dependencies>\
         <dependency><groupId>${project.groupId}</groupId><artifactId>a</artifactId><version>${v}.1</version></dependency>\
         <dependency><groupId>g</groupId><artifactId>b</artifactId><version>[1,2)</version><type>zip</type>\
         <classifier>c</classifier><scope>provided</scope><optional>TRUE</optional><exclusions>\
         <exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>\
         <dependency><groupId>${nobody}</groupId><artifactId>c</artifactId></dependency></dependencies>\
         <build><plugins><plugin><artifactId>p</artifactId></plugin></plugins></build>",
    );
    let all: Vec<String> = record.dependencies.iter().map(json).collect();
    assert_eq!(
        all,
        [
            r#"{"name":"org.example:a","scope":"runtime","requirement":{"ecosystem":"Maven","text":"2.1"}}"#,
            concat!(
                r#"{"name":"g:b","scope":"provided","requirement":{"ecosystem":"Maven","text":"[1,2)"},"#,
                r#""optionality":{"kind":"not-transitive"},"artifactType":"zip","classifier":"c","#,
                r#""exclusions":["*:*"]}"#
            ),
            r#"{"name":"org.apache.maven.plugins:p","scope":"build"}"#,
        ]
    );
    assert!(record.is_unknown("dependencies"));
}

/// What a parent may say is unknown, and no expression is ever part of an identity.
#[test]
fn what_only_a_parent_can_tell_is_unknown() {
    let text = "<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.example</groupId>\
                <artifactId>parent</artifactId><version>${revision}</version></parent>\
                <artifactId>widget</artifactId></project>";
    let record = Pom::parse(text).unwrap().to_record().value;
    assert_eq!(
        (record.namespace.as_deref(), record.version.as_deref()),
        (Some("org.example"), None)
    );
    for member in ["version", "license", "homepage", "dependencies", "authors"] {
        assert!(record.is_unknown(member), "{member}");
    }
    assert_eq!(record.purl().unwrap().unwrap().as_str(), "pkg:maven/org.example/widget");
}

#[test]
fn with_its_parents_nothing_is_unknown() {
    let parent = "<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId>\
                  <artifactId>parent</artifactId><version>7</version><packaging>pom</packaging>\
                  <licenses><license><name>MIT</name></license></licenses><dependencyManagement>\
                  <dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId>\
                  <version>2</version></dependency></dependencies></dependencyManagement></project>";
    let parent = Arc::new(Pom::parse(parent).unwrap());
    let child = "<project><parent><groupId>org.example</groupId><artifactId>parent</artifactId>\
                 <version>7</version></parent><artifactId>widget</artifactId><dependencies>\
                 <dependency><groupId>g</groupId><artifactId>a</artifactId></dependency>\
                 </dependencies></project>";
    let child = Pom::parse(child).unwrap();
    let found = |_: &str, _: &str, _: &str| Some(parent.clone());
    let record = child.effective(&found, &Context::new()).to_record().value;
    assert_eq!(record.purl().unwrap().unwrap().as_str(), "pkg:maven/org.example/widget@7");
    assert_eq!(record.license.as_ref().unwrap().expression.as_deref(), Some("MIT"));
    assert_eq!(record.dependencies[0].requirement.as_ref().unwrap().text, "2");
    assert!(!record.is_unknown("dependencies") && !record.is_unknown("license"));
    let lost = |_: &str, _: &str, _: &str| None::<Arc<Pom>>;
    let record = child.effective(&lost, &Context::new()).to_record().value;
    assert!(record.is_unknown("license") && record.is_unknown("dependencies"));
}

#[test]
fn a_relocated_artifact_is_deprecated() {
    let record = record(
        "<distributionManagement><relocation><groupId>org.new</groupId><message>moved</message>\
         </relocation></distributionManagement>",
    );
    let availability = record.availability.as_ref().unwrap();
    assert_eq!(availability.deprecated, Some(true));
    let words = "relocated to org.new:widget:1.0: moved";
    assert_eq!(availability.deprecation_message.as_deref(), Some(words));
    let mut bare = record.clone();
    bare.extensions = Default::default();
    let back: Converted<Pom> = Pom::from_record(&bare);
    assert_eq!(back.value.view().as_str(), pom("<distributionManagement><relocation><groupId>org.new</groupId><message>moved</message></relocation></distributionManagement>").view().as_str());
}

#[test]
fn licences_are_a_choice_and_repairs_are_told() {
    let both = "<licenses><license><name>MIT</name></license><license>\
                <name>Apache License, Version 2.0</name></license></licenses>";
    let converted = pom(both).to_record();
    let license = converted.value.license.as_ref().unwrap();
    assert_eq!(license.expression.as_deref(), Some("MIT OR Apache-2.0"));
    let told: Vec<_> = converted.losses.iter().map(|it| (it.pointer.as_str(), it.kind)).collect();
    assert_eq!(told, [("/licenses/1/name", LossKind::Repaired)]);
    assert_eq!(
        record("<licenses><license><name>Ours</name></license></licenses>")
            .license
            .unwrap()
            .expression,
        None
    );
}

#[test]
fn xml_as_it_is_found() {
    let text = "<?xml version='1.0'?><!-- c --><project><artifactId> a&oslash; </artifactId>\
                <xsi:odd/><name><![CDATA[<b>]]></name></project>";
    let pom = Pom::parse(text).unwrap();
    assert_eq!((pom.artifact_id.as_deref(), pom.name.as_deref()), (Some("a\u{f8}"), Some("<b>")));
    let found = codes(&pom.check());
    for code in ["foreign-entity ", "undeclared-prefix /xsi:odd", "missing-namespace "] {
        assert!(found.contains(&code.to_owned()), "{code}: {found:?}");
    }
    let bytes =
        b"<?xml version='1.0' encoding='ISO-8859-1'?><project><name>Bj\xf6rn</name></project>";
    let (text, odd) = pkgschema_convert::detect::text_of(bytes.to_vec()).unwrap();
    assert_eq!(Pom::parse(&text).unwrap().name.as_deref(), Some("Bj\u{f6}rn"));
    assert_eq!(odd[0].code, "not-utf-8");
    let doctype = "<!DOCTYPE p [<!ENTITY a \"b\">]><project><name>&a;</name></project>";
    assert!(Pom::parse(doctype).unwrap_err().to_string().contains("document type"));
}

#[test]
fn lints() {
    let dependency = |inner: &str| format!("<dependency>{inner}</dependency>");
    let twice = dependency("<groupId>g</groupId><artifactId>a</artifactId><version>1</version>");
    for (inner, expected) in [
        ("", vec![]),
        ("<artifactId>other</artifactId>", vec!["duplicate-element /artifactId#2"]),
        (
            &*format!("<dependencies>{twice}{twice}</dependencies>"),
            vec!["duplicate-dependency /dependencies/1"],
        ),
        (
            &*format!(
                "<dependencies>{}</dependencies>",
                dependency("<artifactId>a</artifactId><version>1</version>")
            ),
            vec!["missing-coordinate /dependencies/0"],
        ),
        (
            "<dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId></dependency></dependencies>",
            vec!["missing-dependency-version /dependencies/0"],
        ),
        ("<licenses><name>MIT</name></licenses>", vec!["wrong-type /licenses/0"]),
    ] {
        assert_eq!(codes(&pom(inner).check()), expected, "{inner}");
    }
    let text = "<project xmlns='x'><modelVersion>9</modelVersion><artifactId>${a}</artifactId>\
                <version>${revision}</version></project>";
    assert_eq!(
        codes(&Pom::parse(text).unwrap().check()),
        [
            "unknown-model-version /modelVersion",
            "missing-coordinate /groupId",
            "expression-in-coordinate /artifactId",
        ]
    );
}

/// A record in which the document changed is written with the change, not with stale text.
#[test]
fn a_changed_record_is_written() {
    let mut record = record("<properties><v>2</v></properties><name>${v}</name>");
    record.display_name = Some("Other".into());
    let back: Converted<Pom> = Pom::from_record(&record);
    assert_eq!(back.value.name.as_deref(), Some("Other"));
    assert_eq!(back.value.properties.get("v").map(|v| v.as_str()), Some("2"));
}

#[test]
fn large_documents_take_linear_time() {
    let one = "<dependency><groupId>g</groupId><artifactId>a${v}</artifactId><version>1</version></dependency>";
    let many = format!(
        "<dependencies>{}</dependencies><properties><v>1</v></properties>",
        one.repeat(100_000)
    );
    let pom = pom(&many);
    assert_eq!(pom.to_record().value.dependencies.len(), 100_000);
    let keys: String = (0..100_000).map(|n| format!("<k{n}>1</k{n}>")).collect();
    let pom = self::pom(&format!("<properties>{keys}</properties>"));
    assert_eq!(pom.properties.len(), 100_000);
    let deep = ["<a>".repeat(100_000), "</a>".repeat(100_000)].concat();
    assert!(Pom::parse(&format!("<project>{deep}</project>")).is_err());
}

#[test]
fn the_view_of_any_text_is_json() {
    for text in ["<project/>", "<project><a b='\u{1}'/></project>", "<project>text<a/></project>"] {
        let view = Pom::parse(text).unwrap().view();
        assert!(Raw::parse(view.as_str()).is_some(), "{text}");
        let rendered = Pom::from_view(&view).unwrap().render();
        assert!(Pom::parse(&rendered.value).is_ok(), "{}", rendered.value);
    }
}
