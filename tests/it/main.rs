//! All integration tests, in one binary.

mod diagram;
mod pack;
