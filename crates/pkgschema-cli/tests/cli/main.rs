//! The built command, run as users run it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod advisory;
mod bills;
mod check;
mod convert;
mod convert_many;
mod files;
mod inspect;
mod ndjson;
mod outputs;
mod parents;
mod provenance;
mod publisher;
mod purl;
mod releases;
mod run;
mod schema;
mod shell;
mod takedown;
mod takedown_exchange;
mod takedown_feed;
mod takedown_log;
mod takedown_signals;
mod takedown_status;
mod validate;
mod version;
