//! Study for a certification exam in the terminal.
//!
//! Modules are listed from the bottom up: each may use only those above it.
//! `tests/it/layers.rs` checks that; `docs/architecture.md` says why.

pub mod text;

pub mod diagram;

pub mod item;
pub mod pack;
pub mod study;

pub mod store;

pub mod exchange;

pub mod tui;

pub mod plain;

pub mod cli;
