//! How a notice came about.
//!
//! Invariant: what was concluded is apart from what was said.

use crate::Text;
use crate::object::List;
use crate::text::Timestamp;

crate::object! {
    /// How a notice came about, where it is not the issuer's own statement about its own act.
    pub struct Provenance {
        /// In which way.
        pub method: Option<Method>,
        /// Which document or table it was taken from.
        pub source: Option<Text>,
        /// When the source was looked at.
        pub observed_at: Option<Timestamp> = "observedAt",
        /// The members that were concluded and not said by the source, with dots between the
        /// names: `effects.nameReuse`.
        pub inferred_fields: List<Text> = "inferredFields",
    }
}

crate::open_enum! {
    /// In which way a notice came about.
    pub enum Method {
        /// The issuer states its own act.
        Issued = "issued",
        /// Made from what the registry says in its own format.
        NativeSignal = "native-signal",
        /// Concluded from the absence of something that was seen before.
        InferredAbsence = "inferred-absence",
        /// Somebody else states it.
        ThirdParty = "third-party",
    }
}
