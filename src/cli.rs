//! The command line: arguments, exit codes, one file a verb.

mod args;
mod ask;
mod check;
mod clock;
mod docs;
mod exam;
mod exchange;
mod file;
mod fit;
mod history;
mod keys;
mod merge;
mod new;
mod offers;
mod open;
mod output;
mod pack;
mod preview;
mod profile;
mod progress;
mod read;
mod report;
mod schema;
mod search;
mod select;
mod set;
mod stats;
mod sync;
mod theme;
mod watch;

use std::{ffi::OsString, io, process::ExitCode};

use clap::Parser;

use args::{Args, Verb};
use output::Output;

/// Why a verb could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was asked makes no sense.
    #[error("{0}")]
    Usage(String),
    /// Progress or settings cannot be kept.
    #[error(transparent)]
    Store(#[from] crate::store::Error),
    /// A pack cannot be installed, updated or removed.
    #[error(transparent)]
    Shelf(#[from] crate::pack::archive::ShelfError),
    /// Nothing can be read or said any more.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Could not be done.
const FAILED: u8 = 2;

/// Runs the program with these arguments.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut output = Output::default();
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => return unusable(&error, &mut output),
    };
    match dispatch(args, &mut output).and_then(|code| Ok(output.flush().map(|()| code)?)) {
        Ok(code) => ExitCode::from(code),
        Err(Error::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            output.complain(&error.to_string());
            ExitCode::from(FAILED)
        }
    }
}

/// Does what a verb says; gives the exit code.
fn dispatch(args: Args, output: &mut Output) -> Result<u8, Error> {
    let Args { common, open, verb } = args;
    let named = common.pack.clone().or(open);
    let pack = match named {
        None if verb.as_ref().is_none_or(Verb::is_about_a_pack) => open::last(&common, output)?,
        named => named,
    };
    match verb {
        None => open::home(&common, pack.as_deref(), output),
        Some(Verb::Read(wanted)) => read::run(&common, pack.as_deref(), &wanted, output),
        Some(Verb::Review(session)) => open::review(&common, pack.as_deref(), &session, output),
        Some(Verb::Practise(session)) => open::practise(&common, pack.as_deref(), &session, output),
        Some(Verb::Exam(wanted)) => exam::run(&common, pack.as_deref(), &wanted, output),
        Some(Verb::Stats(wanted)) => stats::run(&common, pack.as_deref(), &wanted, output),
        Some(Verb::Progress(wanted)) => progress::run(&common, pack.as_deref(), &wanted, output),
        Some(Verb::Profile(wanted)) => profile::run(&common, &wanted, output),
        Some(Verb::Set(wanted)) => set::run(&common, pack.as_deref(), &wanted, output),
        Some(Verb::Pack(wanted)) => pack::run(&common, &wanted, output),
        Some(Verb::Search(wanted)) => search::run(&common, pack.as_deref(), &wanted, output),
        Some(Verb::Report(wanted)) => report::run(&common, pack.as_deref(), &wanted, output),
        Some(Verb::New { folder }) => new::run(&folder, output),
        Some(Verb::Check(wanted)) => check::run(&common, &wanted, output),
        Some(Verb::Preview { folder }) => preview::run(&common, &folder, output),
        Some(Verb::Schema(wanted)) => schema::run(&wanted, output),
        Some(Verb::Import(wanted)) => exchange::import(&common, &wanted, output),
        Some(Verb::Export(wanted)) => exchange::export(&common, pack.as_deref(), &wanted, output),
        Some(Verb::Keys) => keys::run(&common, output),
        Some(Verb::Completions { shell }) => docs::completions(shell, output),
        Some(Verb::Man) => docs::man(output),
    }
}

/// Help and version are what was asked for; anything else is one line of complaint.
fn unusable(error: &clap::Error, output: &mut Output) -> ExitCode {
    use clap::error::ErrorKind::{DisplayHelp, DisplayVersion};
    if matches!(error.kind(), DisplayHelp | DisplayVersion) {
        let said = output.write(&error.to_string()).and_then(|()| output.flush());
        return match said {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(FAILED),
            _ => ExitCode::SUCCESS,
        };
    }
    let text = error.to_string();
    let lines = text.lines().map(str::trim);
    let told: Vec<&str> = lines
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"))
        .filter(|line| !line.is_empty())
        .collect();
    let told = told.join(" ").replace("error: ", "").replace(" tip: ", "; ");
    output.complain(&format!("{told}; see `tripos --help`"));
    ExitCode::from(FAILED)
}
