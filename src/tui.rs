//! The terminal: one loop that turns events into messages, messages into new
//! state and effects, and state into a picture.

mod app;
mod key;
mod pad;
mod preview;
mod reply;
mod screen;
mod shell;
mod theme;
mod widget;

pub use app::{App, Io, Loaded, Model, Offer, Opening};
pub use key::{Action, Binding, CONTEXTS, Changes, Context, Key, Keymap, Msg, read};
pub use preview::Saved;
pub use screen::{LaidOut, Route, lay_out, page, read_date, read_minutes};
pub use shell::{Ending, Load, Start, Turn, Turned, columns, run};
pub use theme::{Choice, Depth, Shade, THEMES, Theme, ThemeName, unknown_word};
