//! `tripos progress`: what is kept of the learner.

use serde_json::{Value, json};

use super::{
    Error,
    args::{Common, ExportArgs},
    output::Output,
    select,
};
use crate::store::Written;

/// Sorts of facts that an instructor learns from.
const ANONYMOUS: &[&str] = &["answered", "undone", "reported"];

/// Tells the journal, one entry a line.
pub fn export(common: &Common, args: &ExportArgs, output: &mut Output) -> Result<u8, Error> {
    let store = select::store(common)?;
    let mut lines = Vec::new();
    store.written(&mut |entry| {
        if !args.anonymous {
            lines.push(whole(&entry));
        } else if ANONYMOUS.contains(&&*entry.kind) {
            lines.push(anonymous(&entry));
        }
    })?;
    for line in lines {
        output.line(&line.to_string())?;
    }
    Ok(0)
}

fn whole(entry: &Written) -> Value {
    let Written { id, device, seq, moment, kind, body } = entry;
    let (at, offset) = (moment.at.0, moment.offset.0);
    json!({
        "id": id, "device": device, "seq": seq, "at": at, "offset": offset,
        "kind": kind, "body": read(body),
    })
}

/// What is needed to count an answer, and when, by the universal clock.
fn anonymous(entry: &Written) -> Value {
    let Written { id, moment, kind, body, .. } = entry;
    json!({ "id": id, "at": moment.at.0, "kind": kind, "body": read(body) })
}

/// A body as JSON, or as it is if a damaged one is not.
fn read(body: &str) -> Value {
    serde_json::from_str(body).unwrap_or_else(|_| Value::from(body))
}
