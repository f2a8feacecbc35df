//! All integration tests, in one binary.

#![allow(clippy::unwrap_used, reason = "tests may panic")]
#![allow(missing_docs, reason = "tests are read, not documented")]

mod anki;
mod answers;
mod authors;
mod clock;
mod coverage;
mod diagnostics;
mod diagram;
mod diagram_arts;
mod diagram_faults;
mod diagram_random;
mod dialogue;
mod dialogue_kinds;
mod drawings;
mod every_kind;
mod exam;
mod exam_draw;
mod exchange;
mod fixes;
mod formats;
mod keeping;
mod kind_stories;
mod kinds;
mod layers;
mod learner;
mod mermaid;
mod mistakes;
mod moodle;
mod new;
mod oracle;
mod pack;
mod pack_chaos;
mod pack_files;
mod pack_large;
mod pack_look;
mod pads;
mod panic;
mod picture;
mod plan;
mod pty;
mod qti;
mod read;
mod reader;
mod reference;
mod refusals;
mod review;
mod schedule;
mod screens;
mod soak;
mod stories;
mod sync;
mod text;
mod themes;
mod travel;
