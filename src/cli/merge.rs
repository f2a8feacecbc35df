//! `tripos progress merge`: what other devices wrote.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Error, args::Common, file, output::Output, select};
use crate::{
    store::{Store, Taken, Written, salvaged},
    study::{Millis, Moment, Offset},
};

/// Bytes of an export that are read.
const LARGEST: usize = 1 << 30;

/// Takes in databases and exports.
pub fn run(common: &Common, files: &[PathBuf], output: &mut Output) -> Result<u8, Error> {
    // Nothing is written before all of them could be read.
    let read = files.iter().map(|path| entries(path)).collect::<Result<Vec<_>, _>>()?;
    let mut store = select::store(common)?;
    for (path, entries) in files.iter().zip(read) {
        let Taken { added, known, refused } = store.take_in(&entries)?;
        let path = path.display();
        output.line(&format!("{path}: {added} new facts, {known} known already"))?;
        if refused > 0 {
            output.line(&format!(
                "{path}: {refused} facts left out, whose numbers other facts have here: was the \
                 folder of one device copied to another?"
            ))?;
        }
    }
    Ok(0)
}

/// Takes in a database.
pub fn take_in(store: &mut Store, path: &Path) -> Result<Taken, Error> {
    Ok(store.take_in(&entries(path)?)?)
}

fn entries(path: &Path) -> Result<Vec<Written>, Error> {
    let bytes = file::read(path, LARGEST)?;
    if bytes.starts_with(b"SQLite format 3\0") {
        return Ok(salvaged(path)?);
    }
    let told = |line: usize, why: &str| {
        Error::Usage(format!("{}, line {line}: {why}; nothing was changed", path.display()))
    };
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| told(1, "neither a database nor an export of Tripos"))?;
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let read = |(at, line): (usize, &str)| -> Result<Written, Error> {
        let exported: Exported = serde_json::from_str(line).map_err(|error| {
            let is_anonymous = error.to_string().contains("missing field `device`");
            told(
                at,
                if is_anonymous {
                    "an anonymous export names no devices"
                } else {
                    "no line of an export"
                },
            )
        })?;
        Ok(exported.written())
    };
    lines.map(read).collect()
}

/// A line of `tripos progress export`.
#[derive(Deserialize)]
struct Exported {
    id: uuid::Uuid,
    device: uuid::Uuid,
    seq: i64,
    at: i64,
    offset: i16,
    kind: String,
    body: serde_json::Value,
}

impl Exported {
    fn written(self) -> Written {
        let Self { id, device, seq, at, offset, kind, body } = self;
        let moment = Moment { at: Millis(at), offset: Offset(offset) };
        Written { id, device, seq, moment, kind, body: body.to_string() }
    }
}
