//! The journal on disk, and what is worked out from it.
//!
//! One `SQLite` file a profile. Table `fact` is the journal: rows are only ever
//! added. The other tables follow from it; they are written in the same
//! transaction and can be dropped and rebuilt.

mod backup;
mod derived;
mod doctor;
mod error;
mod journal;
mod open;
mod place;
mod profiles;
mod rebuild;
mod recover;
mod refit;
mod row;
mod salvage;
mod seat;
mod settings;
mod sync;
#[cfg(test)]
mod tests;
mod theme;

pub use backup::{automatic, named, newest, restore};
pub use doctor::{Repaired, Report, discard as remove, examine, repair};
pub use error::Error;
pub use journal::{Recorded, Store, Taken};
pub use place::Place;
pub use profiles::{delete, profiles, rename};
pub use recover::{Recovered, open_sound, recover};
pub use row::Written;
pub use salvage::salvaged;
pub use settings::{MOTIONS, Motion, Settings};
pub use sync::{Synced, sync};
pub use theme::{ThemeFile, Word};
