//! The algorithms that in-toto names.
//!
//! Invariant: the length of a digest depends on the algorithm alone.

crate::open_enum! {
    /// A digest algorithm by in-toto's name (in-toto Attestation Framework, DigestSet v1.1):
    /// NIST's names in lower case with `_`. An unlisted algorithm's text may be in any encoding.
    pub enum DigestAlgorithm {
        /// SHA-256.
        Sha256 = "sha256",
        /// SHA-224.
        Sha224 = "sha224",
        /// SHA-384.
        Sha384 = "sha384",
        /// SHA-512.
        Sha512 = "sha512",
        /// SHA-512/224.
        Sha512_224 = "sha512_224",
        /// SHA-512/256.
        Sha512_256 = "sha512_256",
        /// SHA3-224.
        Sha3_224 = "sha3_224",
        /// SHA3-256.
        Sha3_256 = "sha3_256",
        /// SHA3-384.
        Sha3_384 = "sha3_384",
        /// SHA3-512.
        Sha3_512 = "sha3_512",
        /// SHAKE128, of any length.
        Shake128 = "shake128",
        /// SHAKE256, of any length.
        Shake256 = "shake256",
        /// BLAKE2b, of 1 to 64 bytes.
        Blake2b = "blake2b",
        /// BLAKE2b of 32 bytes, as the Python index names it.
        Blake2b256 = "blake2b_256",
        /// BLAKE2s, of 1 to 32 bytes.
        Blake2s = "blake2s",
        /// RIPEMD-160.
        Ripemd160 = "ripemd160",
        /// SM3.
        Sm3 = "sm3",
        /// GOST R 34.11-94.
        Gost = "gost",
        /// SHA-1; weak.
        Sha1 = "sha1",
        /// MD5; weak.
        Md5 = "md5",
        /// The hash of a file tree that Go calls `h1`.
        DirHash = "dirHash",
        /// The same as `dirHash`, as the specification's example names it.
        DirHash1 = "dirHash1",
        /// A git commit, by SHA-1 or SHA-256.
        GitCommit = "gitCommit",
        /// A git tree, by SHA-1 or SHA-256.
        GitTree = "gitTree",
        /// A git blob, by SHA-1 or SHA-256.
        GitBlob = "gitBlob",
        /// A git tag object, by SHA-1 or SHA-256.
        GitTag = "gitTag",
    }
}

/// How many bytes an algorithm's digests have.
#[derive(Debug, Clone, Copy)]
enum Length {
    Bytes(usize),
    Git,
    UpTo(usize),
    Any,
}

impl DigestAlgorithm {
    /// Whether a digest of this algorithm may have so many bytes. An unlisted algorithm's may
    /// have any number but 0.
    pub fn fits(&self, bytes: usize) -> bool {
        match self.length() {
            Length::Bytes(exact) => bytes == exact,
            Length::Git => bytes == 20 || bytes == 32,
            Length::UpTo(most) => (1..=most).contains(&bytes),
            Length::Any => bytes > 0,
        }
    }

    /// Whether two files of the same digest can be made in practice: MD5 and SHA-1. Agreement of
    /// such digests tells equal files from accidents, not from attacks. Git's names of 40 digits
    /// are SHA-1 as well, made with detection of the known attacks, and are not counted here.
    pub fn is_weak(&self) -> bool {
        matches!(self, Self::Md5 | Self::Sha1)
    }

    /// The shape of the algorithm's hexadecimal digests, as an ECMA-262 regular expression; `None`
    /// for an unlisted algorithm.
    pub fn pattern(&self) -> Option<String> {
        let pattern = match self.length() {
            _ if !self.is_listed() => return None,
            Length::Bytes(exact) => format!("^[0-9A-Fa-f]{{{}}}$", exact * 2),
            Length::Git => "^([0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$".to_owned(),
            Length::UpTo(most) => format!("^([0-9A-Fa-f]{{2}}){{1,{most}}}$"),
            Length::Any => "^([0-9A-Fa-f]{2})+$".to_owned(),
        };
        Some(pattern)
    }

    fn length(&self) -> Length {
        match self {
            Self::Md5 => Length::Bytes(16),
            Self::Sha1 | Self::Ripemd160 => Length::Bytes(20),
            Self::Sha224 | Self::Sha512_224 | Self::Sha3_224 => Length::Bytes(28),
            Self::Sha256 | Self::Sha512_256 | Self::Sha3_256 => Length::Bytes(32),
            Self::Blake2b256 | Self::Sm3 | Self::Gost => Length::Bytes(32),
            Self::DirHash | Self::DirHash1 => Length::Bytes(32),
            Self::Sha384 | Self::Sha3_384 => Length::Bytes(48),
            Self::Sha512 | Self::Sha3_512 => Length::Bytes(64),
            Self::GitCommit | Self::GitTree | Self::GitBlob | Self::GitTag => Length::Git,
            Self::Blake2b => Length::UpTo(64),
            Self::Blake2s => Length::UpTo(32),
            Self::Shake128 | Self::Shake256 | Self::Unlisted(_) => Length::Any,
        }
    }
}
