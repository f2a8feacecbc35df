//! `tripos preview`: the program beside an editor. Progress is kept in memory
//! only, so that trying a question is no answer of the author's.

mod desk;
mod eye;

use std::{
    io::{self, stdin},
    path::Path,
    sync::mpsc::{Sender, channel},
    thread,
};

use super::{Error, args::Common, check::sum, clock::Clock, open, output::Output, select};
use crate::{
    store::{self, Store},
    study::{Cards, Fact, Moment},
    tui,
};
use desk::Desk;

/// Shows a pack while it is written, until its author leaves.
pub fn run(common: &Common, folder: &Path, output: &mut Output) -> Result<u8, Error> {
    let name = folder.to_string_lossy();
    if !folder.is_dir() {
        let told = format!("no folder {name}; preview shows the folder of a pack");
        return Err(Error::Usage(told));
    }
    let select::Selected { manifest, folder: shown, .. } = select::pack(common, Some(&name))?;
    let clock = Clock::new(common.now.as_deref())?;
    // `.` would still be there when its folder is gone.
    let root = std::path::absolute(folder)?;
    if select::is_plain(common) {
        return dialogue(Desk::new(root), output);
    }
    let (sender, saves) = channel();
    let now = clock.now();
    let load = move || {
        let desk = Desk::new(root);
        let loaded = begin(&desk, now).map_err(|error| error.to_string())?;
        thread::spawn(move || tell(desk, &sender));
        Ok(loaded)
    };
    let pack = tui::Turned { manifest, folder: shown, offers: Vec::new(), load: Box::new(load) };
    open::screens(common, pack, tui::Route::Home, Some(saves), &clock)
}

/// The pack as it is found, and progress that is nobody's.
fn begin(desk: &Desk, now: Moment) -> Result<(Store, tui::Loaded), store::Error> {
    let mut store = Store::in_memory()?;
    let pack = desk.pack();
    let id = pack.manifest.id.clone();
    store.turn_to(&id, Cards::of(&pack))?;
    // Nobody is asked for the date of an exam.
    store.record(Fact::MinutesADay { minutes: None }, now)?;
    let progress = store.progress(&id)?;
    Ok((store, tui::Loaded { pack, faults: 0, progress: progress.into(), notice: None }))
}

/// Tells what the pack is, and what it becomes, as long as somebody listens.
fn tell(mut desk: Desk, saves: &Sender<tui::Saved>) {
    let mut next = Some(desk.first());
    loop {
        if next.take().is_some_and(|saved| saves.send(saved).is_err()) {
            return;
        }
        next = desk.next();
    }
}

/// Line by line: what is to be mended, after every save; until the input ends.
fn dialogue(mut desk: Desk, output: &mut Output) -> Result<u8, Error> {
    let (sender, saves) = channel();
    let end = sender.clone();
    thread::spawn(move || {
        let _ = io::copy(&mut stdin().lock(), &mut io::sink());
        end.send(None)
    });
    output.line("Every save is told, until the input ends or you press Ctrl-C.")?;
    say(&desk.first(), output)?;
    thread::spawn(move || {
        loop {
            let next = desk.next();
            if next.is_some() && sender.send(next).is_err() {
                return;
            }
        }
    });
    while let Ok(Some(saved)) = saves.recv() {
        output.line("")?;
        output.line(&saved.told)?;
        say(&saved, output)?;
    }
    Ok(0)
}

/// Says what there is to mend in the files that were saved, and how much in all.
fn say(saved: &tui::Saved, output: &mut Output) -> io::Result<()> {
    let all = saved.files.is_empty();
    let told = saved.found.iter().filter(|it| all || saved.files.contains(&it.source.path));
    for diagnostic in told {
        output.line(&format!("{}\n", diagnostic.render().trim_end()))?;
    }
    let errors = saved.found.iter().filter(|it| it.is_error()).count();
    output.line(&sum(errors, saved.found.len() - errors))?;
    output.flush()
}
