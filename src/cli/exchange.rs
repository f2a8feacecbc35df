//! `tripos import` and `tripos export`.

use std::path::Path;

use super::{
    Error,
    args::{Common, ExportPackArgs, ImportArgs},
    clock::Clock,
    file, history,
    output::Output,
    select,
};
use crate::{
    exchange::{self, Brought, FORMATS, Format, Loss},
    pack,
    store::{Store, Taken},
};

/// The formats that are read, or written, a line each.
pub fn formats(are_told: fn(&Format) -> bool) -> String {
    let told = FORMATS.iter().filter(|format| are_told(format));
    let lines = told.map(|format| format!("  {:<12} {}", format.name, format.about));
    format!("Formats:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// Makes a pack of a file.
pub fn import(common: &Common, args: &ImportArgs, output: &mut Output) -> Result<u8, Error> {
    let format = named(&args.format)?;
    let Some(read) = format.read else {
        let name = format.name;
        return Err(Error::Usage(format!("{name} is written, not read; see `tripos export`")));
    };
    let bytes = file::read(&args.file, format.largest)?;
    let shown = args.file.display();
    let brought = read(&bytes).map_err(|fault| Error::Usage(format!("{shown}: {fault}")))?;
    let count = counted(brought.drafts.len(), "question");
    if let Some(why) = brought.cut.as_ref().filter(|_| !args.keep) {
        let said = format!("{shown}: {why}; {count} before that: `--keep` keeps what can be read");
        return Err(Error::Usage(said));
    }
    let name = args.file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let name = name.filter(|name| name != "-").unwrap_or_else(|| "imported".to_owned());
    let files = exchange::folder(&name, &brought)
        .map_err(|error| Error::Usage(format!("{shown}: {error}")))?;
    // The journal is opened first: without it nothing is to be half done.
    let store = args.history.then(|| select::store(common)).transpose()?;
    file::write_all(&args.output, &files)?;
    tell(&brought, output)?;
    let folder = args.output.display();
    output.line(&format!("{count} in {folder}; `tripos check {folder}` tells what to add"))?;
    match store {
        Some(store) => history(store, &name, &brought, Clock::new(common.now.as_deref())?, output)?,
        None if !brought.reviews.is_empty() => {
            let reviews = counted(brought.reviews.len(), "review");
            output.line(&format!("{reviews} in it; `--history` takes them into your progress"))?;
        }
        None => (),
    }
    Ok(0)
}

/// Takes reviews into the journal; those that are there already stay as they are.
fn history(
    mut store: Store,
    name: &str,
    brought: &Brought,
    clock: Clock,
    output: &mut Output,
) -> Result<(), Error> {
    let entries = history::entries(&exchange::pack_id(name), brought, clock.now().offset);
    let Taken { added, known, .. } = store.take_in(&entries)?;
    let added = counted(added, "review");
    output.line(&format!("{added} taken into your progress, {known} known already"))?;
    Ok(())
}

/// Writes the questions of a pack to a file.
pub fn export(
    common: &Common,
    pack_name: Option<&str>,
    args: &ExportPackArgs,
    output: &mut Output,
) -> Result<u8, Error> {
    let format = named(&args.format)?;
    let Some(write) = format.write else {
        let name = format.name;
        return Err(Error::Usage(format!("{name} is read, not written; see `tripos import`")));
    };
    if args.no_answers && format.name != "html" {
        return Err(Error::Usage("only `html` can be written with --no-answers".to_owned()));
    }
    let (pack, _) = pack::load(&select::pack(common, pack_name)?.files);
    let sent = if args.no_answers {
        exchange::without_answers(&pack)
    } else {
        write(&pack, Clock::new(common.now.as_deref())?.now())
    };
    if args.output == Path::new("-") {
        output.stream().write_all(&sent.bytes)?;
        for loss in &sent.losses {
            output.complain(&loss.to_string());
        }
        return Ok(0);
    }
    file::write(&args.output, &sent.bytes)?;
    losses(&sent.losses, output)?;
    let count = counted(sent.questions, "question");
    output.line(&format!("{count} of {} in {}", pack.items.len(), args.output.display()))?;
    Ok(0)
}

fn named(name: &str) -> Result<&'static Format, Error> {
    Format::named(name).ok_or_else(|| {
        let names = FORMATS.iter().map(|format| format.name);
        let near = pack::nearest(name, names.clone())
            .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        let all = names.collect::<Vec<_>>().join(", ");
        Error::Usage(format!("`{name}` is no format that is known{near} (there are {all})"))
    })
}

/// Tells why a file breaks off, if it does, and what was lost.
fn tell(brought: &Brought, output: &mut Output) -> Result<(), Error> {
    if let Some(why) = &brought.cut {
        output.line(&format!("{why}; what follows is missing"))?;
    }
    losses(&brought.losses, output)
}

/// Tells what was lost, a line each, and how much in all.
fn losses(losses: &[Loss], output: &mut Output) -> Result<(), Error> {
    for loss in losses {
        output.line(&loss.to_string())?;
    }
    if !losses.is_empty() {
        let count = counted(losses.len(), "thing");
        output.line(&format!("{count} not carried over"))?;
    }
    Ok(())
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
