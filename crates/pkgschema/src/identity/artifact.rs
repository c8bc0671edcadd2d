//! The files of a release.
//!
//! Invariant: a file without digests says nothing about its content, not that it has none.

use super::{DigestSet, PublishTime};
use crate::Text;
use crate::object::List;
use crate::text::Link;

crate::object! {
    /// One file of a release: what it is called, where it is, how large it is, and the digests by
    /// which it is known.
    ///
    /// ```
    /// use pkgschema::{identity::{Artifact, ArtifactKind}, object::parse};
    /// let wheel: Artifact = parse(r#"{"filename": "six-1.17.0-py2.py3-none-any.whl",
    ///     "kind": "wheel", "size": 11050, "digests": {"md5": "00ff", "x-sum": "?"}}"#)?;
    /// assert_eq!(wheel.kind, Some(ArtifactKind::Wheel));
    /// assert_eq!(wheel.digests.map(|digests| digests.len()), Some(2));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Artifact {
        /// The file's name, without a path.
        pub filename: Option<Text>,
        /// Where to get it.
        pub url: Option<Link>,
        /// Its size in bytes, as transferred and as its digests are taken.
        pub size: Option<u64>,
        /// The size in bytes of what it unpacks to.
        pub unpacked_size: Option<u64> = "unpackedSize",
        /// What kind of package file it is.
        pub kind: Option<ArtifactKind>,
        /// Its media type (RFC 6838), `application/gzip`.
        pub media_type: Option<Text> = "mediaType",
        /// Its digests by algorithm.
        pub digests: Option<DigestSet>,
        /// When it was published, once for each origin that tells.
        pub publish_times: List<PublishTime> = "publishTimes",
        /// Whether the file is yanked, where files are yanked one by one (PyPI). Absent means
        /// unknown.
        pub yanked: Option<bool>,
        /// Why it is yanked.
        pub yanked_reason: Option<Text> = "yankedReason",
    }
}

crate::open_enum! {
    /// What kind of file of a release it is.
    pub enum ArtifactKind {
        /// A Python source distribution.
        Sdist = "sdist",
        /// A Python wheel.
        Wheel = "wheel",
        /// A Python egg, no longer accepted by the index.
        Egg = "egg",
        /// An npm package's tarball.
        Tarball = "tarball",
        /// A Cargo package file.
        Crate = "crate",
        /// A Java archive.
        Jar = "jar",
        /// A Java web application archive.
        War = "war",
        /// An Android library archive.
        Aar = "aar",
        /// A Maven project description.
        Pom = "pom",
        /// A Gradle module description.
        Module = "module",
        /// A Java archive with sources.
        Sources = "sources",
        /// A Java archive with the reference documentation.
        Javadoc = "javadoc",
        /// A detached signature of another file.
        Signature = "signature",
    }
}
