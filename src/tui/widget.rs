//! Parts that several screens draw with.

pub mod bar;
pub mod field;
pub mod footer;
pub mod list;
pub mod pane;
pub mod prose;
