//! Three registries say in three ways that something is not to be used any more: the same record
//! tells of all three, and says what each of them does.
//!
//! `cargo run --example signals_to_notices`

use pkgschema::text::{Link, Timestamp};
use pkgschema_convert::signal::Observation;
use pkgschema_convert::signals::SignalDocument;
use std::error::Error;

/// The document's name, the purl type of its registry, and the document as it was served.
const SERVED: [(&str, &str, &str); 3] = [
    (
        "nuget-catalog-leaf",
        "nuget",
        r#"{"id": "Margin", "version": "1.0.0", "listed": false, "published": "1900-01-01T00:00:00Z"}"#,
    ),
    ("go-mod", "golang", "module example.org/margin\n\nretract v1.0.0 // loses the last column\n"),
    (
        "gem-versions",
        "gem",
        "---\nmargin 1.0.0 0cc175b9c0f1b6a831c399e269772661\nmargin -1.0.0 92eb5ffee6ae2fec3ad71c777531578f\n",
    ),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut told = Vec::new();
    for (name, purl_type, text) in SERVED {
        let document = SignalDocument::find(name).ok_or("no such document")?;
        let url = Link::new(&format!("https://{purl_type}.registry.example/"))?;
        let at = Timestamp::new("2026-11-22T13:46:00Z")?;
        let seen = Observation::of_registry(purl_type, url, at);
        let read = document.read(text)?;
        assert_eq!(read.losses, [], "everything that it says is in the signals");
        for signal in &read.value {
            let notice = signal.notice(&seen);
            println!("{}", notice.to_pretty_json());
            let effects = notice.effects.unwrap_or_default();
            let resolution = effects.resolution.ok_or("what it does is known")?;
            let purl = signal.purl.as_str().to_owned();
            told.push([purl, notice.status.as_str().into(), resolution.as_str().into()]);
        }
    }
    let expected = [
        ["pkg:nuget/Margin@1.0.0", "unlisted", "only-exact"],
        ["pkg:golang/example.org/margin@v1.0.0", "yanked", "only-exact"],
        // The word for it is "yank" there, too; nobody gets the version any more.
        ["pkg:gem/margin@1.0.0", "deleted", "none"],
    ];
    assert_eq!(told, expected);
    Ok(())
}
