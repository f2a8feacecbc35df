//! `tripos import` and `tripos export`.

use std::path::Path;

use super::{
    Error,
    args::{ExportPackArgs, ImportArgs},
    file,
    output::Output,
    select,
};
use crate::{
    exchange::{self, FORMATS, Format, LARGEST, Loss},
    pack,
};

/// Makes a pack of a file.
pub fn import(args: &ImportArgs, output: &mut Output) -> Result<u8, Error> {
    let format = named(&args.format)?;
    let Some(read) = format.read else {
        let name = format.name;
        return Err(Error::Usage(format!("{name} is written, not read; see `tripos export`")));
    };
    let bytes = file::read(&args.file, LARGEST)?;
    let shown = args.file.display();
    let brought = read(&bytes).map_err(|fault| Error::Usage(format!("{shown}: {fault}")))?;
    let name = args.file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let name = name.filter(|name| name != "-").unwrap_or_else(|| "imported".to_owned());
    let files = exchange::folder(&name, &brought)
        .map_err(|error| Error::Usage(format!("{shown}: {error}")))?;
    file::write_all(&args.output, &files)?;
    tell(&brought.losses, output)?;
    let count = counted(brought.drafts.len(), "question");
    let folder = args.output.display();
    output.line(&format!("{count} in {folder}; `tripos check {folder}` tells what to add"))?;
    Ok(0)
}

/// Writes the questions of a pack to a file.
pub fn export(
    pack_name: Option<&str>,
    args: &ExportPackArgs,
    output: &mut Output,
) -> Result<u8, Error> {
    let format = named(&args.format)?;
    let Some(write) = format.write else {
        let name = format.name;
        return Err(Error::Usage(format!("{name} is read, not written; see `tripos import`")));
    };
    let (pack, _) = pack::load(&select::pack(pack_name)?.files);
    let sent = write(&pack);
    if args.output == Path::new("-") {
        output.stream().write_all(&sent.bytes)?;
        for loss in &sent.losses {
            output.complain(&loss.to_string());
        }
        return Ok(0);
    }
    file::write(&args.output, &sent.bytes)?;
    tell(&sent.losses, output)?;
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

/// Tells what was lost, a line each, and how much in all.
fn tell(losses: &[Loss], output: &mut Output) -> Result<(), Error> {
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
