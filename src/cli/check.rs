//! `tripos check`.

use std::path::{Path, PathBuf};

use super::{
    Error,
    args::{CheckArgs, Common, Deny, Format},
    output::Output,
    watch::watched,
};
use crate::pack::{self, Checked, Diagnostic, Pace};

/// Tells every fault; 1 if one of them counts as an error.
pub fn run(common: &Common, args: &CheckArgs, output: &mut Output) -> Result<u8, Error> {
    if let Some(code) = &args.explain {
        return explain(code, output);
    }
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &here[..] } else { &args.paths };
    if args.coverage {
        return coverage(paths, args.deny, output);
    }
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut notes = Vec::new();
    for path in paths {
        let checked = if args.fix {
            fix(path, args.format, output)?
        } else {
            let pace = Pace::default();
            watched(&pace, common.ascii, || pack::check_at(path, &pace))
                .map_err(|error| Error::Usage(error.to_string()))?
        };
        found.extend(checked.found);
        notes.extend(checked.note);
    }
    for diagnostic in &found {
        match args.format {
            Format::Text => output.line(&format!("{}\n", diagnostic.render().trim_end()))?,
            Format::Json => output.line(&diagnostic.to_json())?,
            Format::Github => output.line(&diagnostic.to_github())?,
        }
    }
    let errors = found.iter().filter(|it| it.is_error()).count();
    let warnings = found.len() - errors;
    if args.format == Format::Text {
        for note in notes {
            output.line(&format!("note: {note}"))?;
        }
        output.line(&sum(errors, warnings))?;
    }
    let denied = args.deny == Some(Deny::Warnings) && warnings > 0;
    Ok(u8::from(errors > 0 || denied))
}

/// Puts right what has one answer, and tells each change; to machines only
/// what is left.
fn fix(path: &Path, format: Format, output: &mut Output) -> Result<Checked, Error> {
    let (edits, checked) = pack::fix(path).map_err(|error| Error::Usage(error.to_string()))?;
    for it in edits.iter().filter(|_| format == Format::Text) {
        let change = match (&*it.before, &*it.after) {
            ("", after) => format!("`{after}` added"),
            (before, after) => format!("`{before}` is now `{after}`"),
        };
        output.line(&format!("mended: {}:{}: {change}", it.file, it.at))?;
    }
    if !edits.is_empty() && format == Format::Text {
        output.line("")?;
    }
    Ok(checked)
}

/// Tells what a code means.
fn explain(written: &str, output: &mut Output) -> Result<u8, Error> {
    let Some(code) = pack::code(written) else {
        let names = pack::LINTS.iter().map(|lint| lint.name);
        let near = pack::nearest(written, names);
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let message = format!("`{written}` is no code{near} (write it like E012)");
        return Err(Error::Usage(message));
    };
    output.line(pack::explain(code).trim_end())?;
    Ok(0)
}

/// Shows what packs teach and ask, and tells where that is too little.
fn coverage(paths: &[PathBuf], deny: Option<Deny>, output: &mut Output) -> Result<u8, Error> {
    let mut gaps = 0;
    for path in paths {
        let coverage = pack::coverage(path).map_err(|error| Error::Usage(error.to_string()))?;
        output.line(&coverage.tables)?;
        for gap in &coverage.gaps {
            output.line(&format!("gap: {gap}"))?;
        }
        gaps += coverage.gaps.len();
    }
    output.line(&match gaps {
        0 => "no gaps".to_owned(),
        1 => "1 gap".to_owned(),
        gaps => format!("{gaps} gaps"),
    })?;
    Ok(u8::from(gaps > 0 && deny == Some(Deny::Warnings)))
}

/// Such as `1 error, 2 warnings`.
pub fn sum(errors: usize, warnings: usize) -> String {
    let count = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    match (errors, warnings) {
        (0, 0) => "no faults".to_owned(),
        (errors, warnings) => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    }
}
