//! `tripos progress`: what is kept of the learner.

use std::path::Path;

use serde_json::{Value, json};

use super::{
    Error,
    args::{Common, ExportArgs, ProgressVerb},
    ask,
    clock::Clock,
    fit, merge,
    output::Output,
    select, sync,
};
use crate::{
    store::{self, Place, Store, Written},
    study::{Fact, items},
};

/// Does what is to be done with progress.
pub fn run(
    common: &Common,
    pack: Option<&str>,
    verb: &ProgressVerb,
    output: &mut Output,
) -> Result<u8, Error> {
    match verb {
        ProgressVerb::Export(wanted) => export(common, wanted, output),
        ProgressVerb::Backup { file } => backup(common, file.as_deref(), output),
        ProgressVerb::Restore { file, yes } => restore(common, file, *yes, output),
        ProgressVerb::Merge { files } => merge::run(common, files, output),
        ProgressVerb::Sync => sync::run(common, output),
        ProgressVerb::Doctor { repair } => doctor(common, *repair, output),
        ProgressVerb::Fit { usual } => fit::run(common, pack, *usual, output),
        ProgressVerb::Reset { yes } => reset(common, *yes, output),
    }
}

fn backup(common: &Common, file: Option<&Path>, output: &mut Output) -> Result<u8, Error> {
    let path = match file {
        Some(file) => file.to_owned(),
        None => fresh(common, "backup")?,
    };
    select::store(common)?.copy_to(&path)?;
    output.line(&format!("everything is in {}", path.display()))?;
    Ok(0)
}

/// A free name among the backups of the profile.
fn fresh(common: &Common, why: &str) -> Result<std::path::PathBuf, Error> {
    let place = Place::new(common.data_dir.as_deref())?;
    let now = Clock::new(common.now.as_deref())?.now();
    Ok(store::named(&place.backups(&common.profile), why, now))
}

fn restore(common: &Common, file: &Path, yes: bool, output: &mut Output) -> Result<u8, Error> {
    if !file.is_file() {
        return Err(Error::Usage(format!("{}: no such file", file.display())));
    }
    let question =
        format!("put {} in place of what profile `{}` has?", file.display(), common.profile);
    ask::sure(&question, yes)?;
    let path = Place::new(common.data_dir.as_deref())?.database(&common.profile)?;
    let kept = if path.exists() {
        let kept = fresh(common, "before-restore")?;
        Store::open(&path)?.copy_to(&kept)?;
        Some(kept)
    } else {
        Store::open(&path)?.close()?;
        None
    };
    let facts = store::restore(file, &path)?;
    output.line(&format!("{facts} facts are there again"))?;
    if let Some(kept) = kept {
        output.line(&format!("what was there is kept in {}", kept.display()))?;
    }
    Ok(0)
}

fn doctor(common: &Common, repair: bool, output: &mut Output) -> Result<u8, Error> {
    let path = Place::new(common.data_dir.as_deref())?.database(&common.profile)?;
    if !path.exists() {
        output.line("nothing is kept yet")?;
        return Ok(0);
    }
    let report = store::examine(&path)?;
    for fault in &report.faults {
        output.line(fault)?;
    }
    if report.faults.is_empty() {
        output.line(&format!("{} facts, all in order", report.facts))?;
        return Ok(0);
    }
    if !repair {
        output.line(&format!(
            "{} facts can be read; `tripos progress doctor --repair` makes a new journal of all \
             that hold and keeps the old file",
            report.facts
        ))?;
        return Ok(1);
    }
    let repaired = store::repair(&path)?;
    output.line(&format!("{} facts are in the new journal", repaired.facts))?;
    output.line(&format!("the old one is kept: {}", repaired.old.display()))?;
    let backups = Place::new(common.data_dir.as_deref())?.backups(&common.profile);
    if let Some(backup) = store::newest(&backups) {
        let taken = merge::take_in(&mut Store::open(&path)?, &backup)?;
        output.line(&format!("{} more were in {}", taken.added, backup.display()))?;
    }
    Ok(0)
}

fn reset(common: &Common, yes: bool, output: &mut Output) -> Result<u8, Error> {
    let path = Place::new(common.data_dir.as_deref())?.database(&common.profile)?;
    if !path.exists() {
        output.line("nothing is kept yet")?;
        return Ok(0);
    }
    ask::sure(&format!("begin anew with profile `{}`?", common.profile), yes)?;
    let kept = fresh(common, "before-reset")?;
    let store = Store::open(&path)?;
    store.copy_to(&kept)?;
    store.close()?;
    store::remove(&path)?;
    output.line(&format!("what was there is kept in {}", kept.display()))?;
    Ok(0)
}

/// Tells the journal, one entry a line.
pub fn export(common: &Common, args: &ExportArgs, output: &mut Output) -> Result<u8, Error> {
    let mut store = select::store(common)?;
    if args.csv {
        return table(&store, output);
    }
    if args.anonymous {
        store.name_student(Clock::new(common.now.as_deref())?.now())?;
    }
    let mut written = Vec::new();
    store.written(&mut |entry| written.push(entry))?;
    if args.anonymous {
        let entries: Vec<_> = written.iter().filter_map(Written::entry).collect();
        for line in items::handed_in(&entries) {
            output.line(&line)?;
        }
        return Ok(0);
    }
    for entry in &written {
        output.line(&whole(entry).to_string())?;
    }
    Ok(0)
}

/// Answers that were not undone, a row each.
fn table(store: &Store, output: &mut Output) -> Result<u8, Error> {
    let mut entries = Vec::new();
    store.written(&mut |written| entries.extend(written.entry()))?;
    let undone: std::collections::HashSet<_> =
        entries.iter().filter_map(crate::study::undoes).collect();
    output.line("at,pack,version,question,outcome,sure,rating,milliseconds,occasion")?;
    for entry in entries.iter().filter(|entry| !undone.contains(&entry.id)) {
        let Fact::Answered(it) = &entry.fact else { continue };
        let word = |value: Value| value.as_str().unwrap_or_default().to_owned();
        let at = jiff::Timestamp::from_millisecond(entry.moment.at.0).unwrap_or_default();
        let sure = it.sure.map(|sure| word(json!(sure))).unwrap_or_default();
        let version = it.version.replace('"', "\"\"");
        output.line(&format!(
            "{at},{},\"{version}\",{},{},{sure},{},{},{}",
            &*it.pack,
            &*it.question,
            word(json!(it.outcome)),
            word(json!(it.rating)),
            it.took.0,
            word(json!(it.occasion)),
        ))?;
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

/// A body as JSON, or as it is if a damaged one is not.
fn read(body: &str) -> Value {
    serde_json::from_str(body).unwrap_or_else(|_| Value::from(body))
}
