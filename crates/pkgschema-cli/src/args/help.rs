//! What the help says at its end.
//!
//! Invariant: every exit code of the command stands here.

/// What the command says about its exit codes, in `--help` and the manual page.
pub(crate) const EXIT_CODES: &str = "  0  all went well, whatever losses or findings are named
  1  an input could not be read as what it should be, or the output could not be written;
     for a question about versions: no; for one about takedowns: a measure is in force, a log
     or notice has errors, the decision is to avoid or to block, or a mirror has something to
     do; for one about advisories: the version is affected or may be, or an advisory has errors;
     for one about attestations: one has errors, or two builds differ; for one about trusted
     publishers: the token is not the publisher's; for a check of inventories: something speaks
     against a package; for a comparison of schemas: a change is breaking; for a
     validation: a document is not valid
  2  nobody can tell whether packages are hit (check), for instance because an input could not be
     read, or what a mirror could do, or nothing must be done there; or whether a document is valid,
     or a schema compatible, since one cannot be read; or the arguments are wrong, among them a
     version or range that cannot be read, or make a takedown notice that has errors
  3  the conversion loses meaning, and --deny-losses was given
  Of many documents, one that fails makes it 1, and else one that is denied makes it 3.";

/// Examples, in `--help` and the manual page.
pub(crate) const EXAMPLES: &str =
    "  pkgschema check Cargo.lock --advisories osv/ --log notices.jsonl
  pkgschema check package-lock.json --advisories all.jsonl --min-age 7d --format sarif
  pkgschema convert package.json --to cargo
  pkgschema convert package.json --to npm --published
  pkgschema convert Cargo.toml --to record -o record.json --deny-losses
  pkgschema convert crates/ --to npm -o packages
  pkgschema convert pom.xml --to record --parents ~/.m2/repository
  pkgschema convert */package.json --to record > records.ndjson
  pkgschema convert --ndjson --to cargo < packages.ndjson > manifests.ndjson
  pkgschema inspect Cargo.lock
  pkgschema inspect advisory.json --format json
  pkgschema purl canonicalize pkg:PyPI/Django_REST@1.0
  pkgschema version satisfies pypi '>=1.0,!=1.5' 1.5.1
  pkgschema range to-vers maven '[1.0,2.0)'
  pkgschema validate advisory.json
  pkgschema schema export schemas
  pkgschema schema diff old.schema.json advisory
  pkgschema advisory affects advisory.json --purl pkg:pypi/jinja2@2.4.1
  pkgschema convert advisory.json --to openvex
  pkgschema provenance show bundle.sigstore.json
  pkgschema publisher match publisher.json claims.json
  pkgschema takedown check notice.json
  pkgschema takedown decide --log notices.jsonl --purl pkg:pypi/example@1.0 --request new";

/// What the command says about its input, in `--help` and the manual page.
pub(crate) const INPUT: &str = "  FILE is UTF-8 of at most 256 MiB; `-` is standard input.";
