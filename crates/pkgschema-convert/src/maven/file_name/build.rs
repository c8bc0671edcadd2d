//! Builds of a snapshot.
//!
//! Invariant: a build is told by its shape alone, `yyyyMMdd.HHmmss-n`.

use pkgschema::Text;

/// How the time of a build is written: digits, but for the dot.
const STAMP: usize = "yyyyMMdd.HHmmss".len();

/// One build of a snapshot, as the version in its files' names tells it.
///
/// ```
/// use pkgschema_convert::maven::SnapshotBuild;
/// let (base, build) = SnapshotBuild::split("1.0-20260131.120000-3").unwrap();
/// assert_eq!((base, build.to_string().as_str()), ("1.0", "20260131.120000-3"));
/// assert_eq!(SnapshotBuild::split("1.0-20260131-3"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct SnapshotBuild {
    /// When it was deployed, in UTC: `yyyyMMdd.HHmmss`.
    pub timestamp: Text,
    /// Its number among the builds of the snapshot.
    pub number: u64,
}

impl SnapshotBuild {
    /// A build's version taken apart: the version without the build, and the build.
    pub fn split(version: &str) -> Option<(&str, Self)> {
        let (before, number) = version.rsplit_once('-')?;
        let (base, stamp) = before.rsplit_once('-')?;
        let is_whole =
            Self::length(version.get(base.len() + 1..)?)? == stamp.len() + 1 + number.len();
        let number = number.parse().ok()?;
        (is_whole && !base.is_empty()).then(|| (base, Self { timestamp: stamp.into(), number }))
    }

    /// How many bytes of the beginning are a build.
    pub(super) fn length(text: &str) -> Option<usize> {
        let (stamp, rest) = text.split_at_checked(STAMP)?;
        let fits = stamp.bytes().enumerate().all(|(at, byte)| match at {
            8 => byte == b'.',
            _ => byte.is_ascii_digit(),
        });
        let number = rest.strip_prefix('-').filter(|_| fits)?;
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        (digits > 0).then_some(STAMP + 1 + digits)
    }
}

impl std::fmt::Display for SnapshotBuild {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.timestamp, self.number)
    }
}
