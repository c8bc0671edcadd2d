//! Whom a token is meant for.
//!
//! Invariant: a list of audiences is never taken for one audience.

use crate::Text;
use crate::object::Items;

crate::one_of! {
    /// The audience of a token: a text, or a list of them (RFC 7519 section 4.1.3).
    pub enum Audience {
        /// One audience.
        One(Text) = string,
        /// Several audiences, of which there may be one.
        Many(Items<Text>) = array,
    }
}
