//! The journal on disk, and what is worked out from it.
//!
//! One `SQLite` file a profile. Table `fact` is the journal: rows are only ever
//! added. The other tables follow from it; they are written in the same
//! transaction and can be dropped and rebuilt.

mod derived;
mod error;
mod journal;
mod open;
mod place;
mod row;
mod settings;
#[cfg(test)]
mod tests;
mod theme;

pub use error::Error;
pub use journal::{Recorded, Store};
pub use place::Place;
pub use row::Written;
pub use settings::{MOTIONS, Motion, Settings};
pub use theme::{ThemeFile, Word};
