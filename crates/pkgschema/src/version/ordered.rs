//! What all version types with a total order have in common.
//!
//! Invariant: equality is that of the order, and `Hash` agrees with it.

/// The traits that follow from a version type's `Ord`, `parse` and `as_str`.
macro_rules! ordered_version {
    ($Name:ident) => {
        impl PartialEq for $Name {
            fn eq(&self, other: &Self) -> bool {
                self.cmp(other).is_eq()
            }
        }

        impl Eq for $Name {}

        impl PartialOrd for $Name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        $crate::version::ordered::version_text!($Name);
    };
}

/// The traits of a type that is read from a text and keeps it.
macro_rules! version_text {
    ($Name:ident) => {
        impl std::fmt::Debug for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($Name)).field(&self.as_str()).finish()
            }
        }

        impl std::fmt::Display for $Name {
            /// The text as read.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $Name {
            type Err = $crate::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }
    };
}

pub(super) use {ordered_version, version_text};
