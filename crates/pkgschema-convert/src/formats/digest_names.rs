//! Digest algorithms by the names that bills of materials give them.
//!
//! Source: CycloneDX 1.7 (`hash-alg`); SPDX 2.3, clause 7.10.
//!
//! Invariant: a digest of an algorithm that is not listed here is not written under another name.

use crate::LossKind;
use crate::leftovers::Leftovers;
use pkgschema::identity::{Digest, DigestAlgorithm, DigestSet};
use pkgschema::{Pointer, Text};

/// The name, the algorithm by in-toto's name, and how many bytes its digests have there.
struct Row(&'static str, &'static str, usize);

const CYCLONEDX: &[Row] = &[
    Row("MD5", "md5", 16),
    Row("SHA-1", "sha1", 20),
    Row("SHA-256", "sha256", 32),
    Row("SHA-384", "sha384", 48),
    Row("SHA-512", "sha512", 64),
    Row("SHA3-256", "sha3_256", 32),
    Row("SHA3-384", "sha3_384", 48),
    Row("SHA3-512", "sha3_512", 64),
    Row("BLAKE2b-256", "blake2b_256", 32),
    Row("BLAKE2b-384", "blake2b", 48),
    Row("BLAKE2b-512", "blake2b", 64),
    Row("BLAKE3", "blake3", 32),
];

const SPDX: &[Row] = &[
    Row("SHA1", "sha1", 20),
    Row("SHA224", "sha224", 28),
    Row("SHA256", "sha256", 32),
    Row("SHA384", "sha384", 48),
    Row("SHA512", "sha512", 64),
    Row("SHA3-256", "sha3_256", 32),
    Row("SHA3-384", "sha3_384", 48),
    Row("SHA3-512", "sha3_512", 64),
    Row("BLAKE2b-256", "blake2b_256", 32),
    Row("BLAKE2b-384", "blake2b", 48),
    Row("BLAKE2b-512", "blake2b", 64),
    Row("BLAKE3", "blake3", 32),
    Row("MD5", "md5", 16),
];

/// The names of one standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DigestNames {
    CycloneDx,
    Spdx,
}

impl DigestNames {
    fn rows(self) -> &'static [Row] {
        match self {
            Self::CycloneDx => CYCLONEDX,
            Self::Spdx => SPDX,
        }
    }

    /// The digest of hexadecimal digits under a name, if the digits fit it.
    pub(super) fn read(self, name: &str, digits: &str) -> Option<Digest> {
        let Row(_, algorithm, bytes) = self.rows().iter().find(|row| row.0 == name)?;
        let fits = digits.len() == bytes * 2;
        fits.then(|| Digest::from_hex(DigestAlgorithm::from(*algorithm), digits).ok())?
    }

    /// The digests of a list at `list` that fit their algorithms, the first of each. An entry is
    /// its index, the algorithm's name and the digits; `members` is what it calls the two.
    pub(super) fn set<'d>(
        self,
        entries: impl Iterator<Item = (usize, Option<&'d Text>, Option<&'d Text>)>,
        members: [&str; 2],
        list: &Pointer,
        left: &mut Leftovers,
    ) -> Option<DigestSet> {
        let mut set = DigestSet::new();
        for (index, name, digits) in entries {
            let place = list.index(index);
            let (Some(name), Some(digits)) = (name, digits) else { continue };
            let Some(digest) = self.read(name, digits) else {
                left.lose(&place, LossKind::Dropped, "no digest of a listed algorithm");
                continue;
            };
            let algorithm = digest.algorithm().as_str();
            if set.iter().any(|(known, _)| *known == *algorithm) {
                left.lose(&place, LossKind::Dropped, "a digest of the algorithm is there already");
                continue;
            }
            left.take_members(&place, &members);
            if digest.as_source() != digest.to_hex() {
                let [_, digits] = members;
                left.say(&place.child(digits), LossKind::Normalized, "written in lower case");
            }
            set.insert(&digest);
        }
        (!set.is_empty()).then_some(set)
    }

    /// The name of an entry of a digest set, if its digits fit the algorithm.
    pub(super) fn name(self, algorithm: &str, digits: &str) -> Option<&'static str> {
        let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let fits = |row: &&Row| row.1 == algorithm && digits.len() == row.2 * 2;
        self.rows().iter().find(fits).filter(|_| hexadecimal).map(|row| row.0)
    }
}

#[cfg(test)]
mod tests {
    use super::DigestNames::{CycloneDx, Spdx};

    #[test]
    fn names_there_and_back() {
        for names in [CycloneDx, Spdx] {
            for row in names.rows() {
                let digits = "0a".repeat(row.2);
                let digest = names.read(row.0, &digits).unwrap();
                assert_eq!(names.name(digest.algorithm().as_str(), &digits), Some(row.0));
                assert!(names.read(row.0, "0a").is_none());
            }
        }
        assert_eq!(CycloneDx.name("sha224", &"0a".repeat(28)), None);
        assert_eq!(CycloneDx.name("sha256", &"zz".repeat(32)), None);
    }
}
