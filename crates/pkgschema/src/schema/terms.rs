//! Where the terms of members are at home: the same thing in CodeMeta, schema.org, SPDX and
//! CycloneDX.
//!
//! `codemeta:` is a term of CodeMeta 3's context, `schema:` a property of schema.org that CodeMeta
//! does not take up, `spdx:` a property of the JSON schema of SPDX 2.3, `cdx:` one of the JSON
//! schema of CycloneDX 1.6 or 1.7. A member whose format is a standard of its own has a term only
//! where another standard has the same thing.
//!
//! Invariant: a row is there only where the term means what the member means, be it in another
//! shape.

/// An object type (behind a record's name and `/` where it is so in that record only), a member of
/// it, and the terms.
type Row = (&'static str, &'static str, &'static str);

/// The terms of a member of an object type in the record of that name.
pub(super) fn of(record: &str, of: &str, member: &str) -> Option<&'static str> {
    let named = |row: &&Row| row.1 == member && is(row.0, record, of);
    TERMS.iter().find(named).map(|(_, _, terms)| *terms)
}

fn is(name: &str, record: &str, of: &str) -> bool {
    name.split_once('/').map_or(name == of, |name| name == (record, of))
}

const DIGEST: &str = "spdx:checksums, cdx:hashes";
const PUBLISHED: &str = "codemeta:datePublished, spdx:releaseDate";
const STARTED: &str = "schema:startTime, cdx:timeStart";
const FINISHED: &str = "schema:endTime, spdx:builtDate, cdx:timeEnd";
const REFERENCE: &str = "cdx:externalReferences";

pub(super) const TERMS: &[Row] = &[
    ("Artifact", "digests", DIGEST),
    ("Artifact", "filename", "spdx:packageFileName"),
    ("Artifact", "mediaType", "codemeta:fileFormat, schema:encodingFormat, cdx:mime-type"),
    ("Artifact", "publishTimes", PUBLISHED),
    ("Artifact", "size", "codemeta:fileSize"),
    ("Artifact", "url", "codemeta:downloadUrl, spdx:downloadLocation, cdx:externalReferences"),
    ("DigestSet", "blake2b", DIGEST),
    ("DigestSet", "blake2b_256", DIGEST),
    ("DigestSet", "md5", DIGEST),
    ("DigestSet", "sha1", DIGEST),
    ("DigestSet", "sha224", "spdx:checksums"),
    ("DigestSet", "sha256", "schema:sha256, spdx:checksums, cdx:hashes"),
    ("DigestSet", "sha384", DIGEST),
    ("DigestSet", "sha3_256", DIGEST),
    ("DigestSet", "sha3_384", DIGEST),
    ("DigestSet", "sha3_512", DIGEST),
    ("DigestSet", "sha512", DIGEST),
    ("PublishTime", "time", PUBLISHED),
    // metadata
    ("PackageMetadata", "artifacts", REFERENCE),
    ("PackageMetadata", "authors", "codemeta:author, spdx:originator, cdx:authors"),
    ("PackageMetadata", "changelog", "codemeta:releaseNotes, cdx:externalReferences"),
    ("PackageMetadata", "classifiers", "codemeta:applicationCategory"),
    ("PackageMetadata", "contributors", "codemeta:contributor"),
    (
        "PackageMetadata",
        "dependencies",
        "codemeta:softwareRequirements, spdx:relationships, cdx:dependencies",
    ),
    ("PackageMetadata", "description", "codemeta:readme, spdx:description"),
    ("PackageMetadata", "documentation", "codemeta:softwareHelp, cdx:externalReferences"),
    ("PackageMetadata", "funding", "codemeta:relatedLink"),
    ("PackageMetadata", "homepage", "codemeta:url, spdx:homepage, cdx:externalReferences"),
    ("PackageMetadata", "issueTracker", "codemeta:issueTracker, cdx:externalReferences"),
    ("PackageMetadata", "keywords", "codemeta:keywords, cdx:tags"),
    ("PackageMetadata", "license", "codemeta:license, spdx:licenseDeclared, cdx:licenses"),
    ("PackageMetadata", "links", "codemeta:relatedLink, cdx:externalReferences"),
    ("PackageMetadata", "maintainers", "codemeta:maintainer"),
    ("PackageMetadata", "name", "codemeta:name, spdx:name, cdx:name"),
    ("PackageMetadata", "namespace", "cdx:group"),
    ("PackageMetadata", "organization", "codemeta:producer, cdx:manufacturer"),
    ("PackageMetadata", "platforms", "codemeta:operatingSystem, codemeta:processorRequirements"),
    ("PackageMetadata", "publishTimes", PUBLISHED),
    ("PackageMetadata", "repository", "codemeta:codeRepository, cdx:externalReferences"),
    ("PackageMetadata", "runtimeRequirements", "codemeta:runtimePlatform"),
    ("PackageMetadata", "signatures", REFERENCE),
    ("PackageMetadata", "summary", "codemeta:description, spdx:summary, cdx:description"),
    ("PackageMetadata", "version", "codemeta:version, spdx:versionInfo, cdx:version"),
    ("Account", "email", "codemeta:email"),
    ("DeclaredLicense", "comments", "spdx:licenseComments"),
    ("DeclaredLicense", "name", "spdx:licenseDeclared, cdx:name"),
    ("DeclaredLicense", "url", "codemeta:license, spdx:seeAlsos, cdx:url"),
    ("Dependency", "name", "codemeta:name, spdx:name, cdx:name"),
    ("Dependency", "optionality", "spdx:relationshipType, cdx:scope"),
    ("Dependency", "requirement", "codemeta:version, cdx:versionRange"),
    ("Dependency", "scope", "spdx:relationshipType, cdx:scope"),
    ("DependencySource", "url", "spdx:downloadLocation"),
    ("Description", "contentType", "schema:encodingFormat"),
    ("Description", "text", "schema:text, spdx:description"),
    ("Funding", "url", "codemeta:relatedLink"),
    ("IssueTracker", "email", "codemeta:email"),
    ("IssueTracker", "url", "codemeta:issueTracker, cdx:url"),
    ("License", "declared", "spdx:licenseDeclared, cdx:licenses"),
    ("License", "expression", "codemeta:license, spdx:licenseDeclared, cdx:expression"),
    ("Organization", "name", "codemeta:name, cdx:name"),
    ("Organization", "url", "codemeta:url, cdx:url"),
    ("Person", "email", "codemeta:email, cdx:email"),
    ("Person", "name", "codemeta:name, cdx:name"),
    ("Person", "organization", "codemeta:affiliation"),
    ("Person", "roles", "codemeta:roleName"),
    ("Person", "url", "codemeta:url"),
    ("Platforms", "cpu", "codemeta:processorRequirements"),
    ("Platforms", "os", "codemeta:operatingSystem"),
    ("ProjectLink", "label", "cdx:comment"),
    ("ProjectLink", "url", "codemeta:relatedLink, cdx:url"),
    ("Repository", "url", "codemeta:codeRepository, cdx:url"),
    ("RuntimeRequirement", "name", "codemeta:name"),
    ("RuntimeRequirement", "requirement", "codemeta:version"),
    ("SignatureReference", "url", "cdx:url"),
    ("Inventory", "packages", "spdx:packages, cdx:components"),
    ("Inventory", "subjects", "spdx:documentDescribes, cdx:component"),
    ("InventoryDependency", "name", "spdx:relatedSpdxElement, cdx:dependsOn"),
    ("InventoryDependency", "scope", "spdx:relationshipType"),
    ("InventoryPackage", "artifacts", REFERENCE),
    ("InventoryPackage", "dependencies", "spdx:relationships, cdx:dependencies"),
    ("InventoryPackage", "license", "codemeta:license, spdx:licenseDeclared, cdx:licenses"),
    ("InventoryPackage", "name", "codemeta:name, spdx:name, cdx:name"),
    ("InventoryPackage", "optionality", "spdx:relationshipType, cdx:scope"),
    ("InventoryPackage", "requirement", "cdx:versionRange"),
    ("InventoryPackage", "scope", "spdx:relationshipType, cdx:scope"),
    ("InventoryPackage", "version", "codemeta:version, spdx:versionInfo, cdx:version"),
    // provenance
    ("AttestedArtifact", "digest", DIGEST),
    ("AttestedArtifact", "name", "cdx:name"),
    ("BuildDefinition", "resolvedDependencies", "cdx:inputs"),
    ("BuildMetadata", "finishedOn", FINISHED),
    ("BuildMetadata", "invocationId", "cdx:uid"),
    ("BuildMetadata", "startedOn", STARTED),
    ("BuildProvenance", "finishedOn", FINISHED),
    ("BuildProvenance", "sourceCommit", "cdx:uid"),
    ("BuildProvenance", "sourceRepository", "codemeta:codeRepository"),
    ("BuildProvenance", "startedOn", STARTED),
    ("BuildProvenance", "trigger", "cdx:trigger"),
    ("GoogleClaims", "email", "codemeta:email"),
    ("GoogleClaims", "family_name", "codemeta:familyName"),
    ("GoogleClaims", "given_name", "codemeta:givenName"),
    ("GoogleClaims", "name", "codemeta:name"),
    ("GoogleClaims", "picture", "schema:image"),
    ("Material", "digest", DIGEST),
    ("Metadata", "buildFinishedOn", FINISHED),
    ("Metadata", "buildInvocationId", "cdx:uid"),
    ("Metadata", "buildStartedOn", STARTED),
    ("NpmPublish", "version", "codemeta:version, spdx:versionInfo, cdx:version"),
    ("Release", "published", PUBLISHED),
    ("Release", "version", "codemeta:version, spdx:versionInfo, cdx:version"),
    ("ReleaseV0_1", "purl", "cdx:purl"),
    ("ReleaseV0_2", "purl", "cdx:purl"),
    ("ResourceDescriptor", "digest", DIGEST),
    ("ResourceDescriptor", "downloadLocation", "codemeta:downloadUrl, spdx:downloadLocation"),
    ("ResourceDescriptor", "mediaType", "schema:encodingFormat, cdx:mime-type"),
    ("RunDetails", "byproducts", "cdx:outputs"),
    ("slsa-provenance-0-1/Provenance", "materials", "cdx:inputs"),
    ("slsa-provenance-0-2/Provenance", "materials", "cdx:inputs"),
    // advisories: OSV is the home of these; CycloneDX has them too
    ("Advisory", "affected", "cdx:affects"),
    ("Advisory", "aliases", "cdx:references"),
    ("Advisory", "credits", "cdx:credits"),
    ("Advisory", "details", "cdx:detail"),
    ("Advisory", "id", "cdx:id"),
    ("Advisory", "modified", "cdx:updated"),
    ("Advisory", "published", "cdx:published"),
    ("Advisory", "references", "cdx:advisories"),
    ("Advisory", "severity", "cdx:ratings"),
    ("Advisory", "summary", "cdx:description"),
    ("Advisory", "withdrawn", "cdx:rejected"),
    ("Affected", "versions", "cdx:versions"),
    ("Credit", "name", "cdx:individuals"),
    ("Package", "purl", "cdx:purl"),
    ("Reference", "url", "cdx:url"),
    ("Severity", "score", "cdx:vector"),
    ("Severity", "type", "cdx:method"),
    // takedowns
    ("Evidence", "digest", DIGEST),
    ("Exposure", "publishedAt", "codemeta:datePublished"),
    ("HeldFile", "purl", "cdx:purl"),
    ("InstallRequest", "publishedAt", PUBLISHED),
    ("PackageStatus", "purl", "cdx:purl"),
    ("Proposal", "purl", "cdx:purl"),
    ("Reason", "language", "schema:inLanguage"),
    ("Replacement", "purl", "cdx:purl"),
    ("Replacement", "versionRange", "cdx:range"),
    ("Subject", "purl", "cdx:purl"),
    ("Subject", "versionRange", "cdx:range"),
    // the check of an inventory
    ("CheckReason", "advisory", "cdx:id"),
    ("CheckReason", "aliases", "cdx:references"),
    ("CheckReason", "score", "cdx:score"),
    ("CheckReason", "severity", "cdx:severity"),
    ("CheckReason", "summary", "cdx:description"),
    ("CheckedPackage", "name", "codemeta:name, spdx:name, cdx:name"),
    ("CheckedPackage", "purl", "cdx:purl"),
    ("CheckedPackage", "version", "codemeta:version, spdx:versionInfo, cdx:version"),
];
