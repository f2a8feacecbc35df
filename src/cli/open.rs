//! The program itself: on the terminal, or line by line.

use std::{
    io::stdin,
    path::Path,
    sync::{Arc, mpsc::Receiver},
};

use super::{
    Error,
    args::{Common, SessionArgs},
    clock::Clock,
    keys, offers,
    output::Output,
    select, sync, theme,
};
use crate::{
    plain,
    store::{self, Place, Settings},
    study::{Filter, Occasion, PRACTICE, exam::Sitting},
    tui,
};

/// The home screen.
pub fn home(common: &Common, pack: Option<&str>, output: &mut Output) -> Result<u8, Error> {
    if let Some(pack) = pack {
        select::pack(common, Some(pack))?;
        remember(common, pack)?;
    }
    open(common, pack, None, output)
}

/// The pack that was opened last, if it is still there.
///
/// # Errors
/// If the settings cannot be read.
pub fn last(common: &Common, output: &mut Output) -> Result<Option<String>, Error> {
    let settings = Settings::read(&Place::new(common.data_dir.as_deref())?.settings())?;
    let Some(last) = settings.pack else { return Ok(None) };
    if let Err(error) = select::pack(common, Some(&last)) {
        output.complain(&format!("the pack opened last is not there any more: {error}"));
        return Ok(None);
    }
    Ok(Some(last))
}

/// From now on it opens when no pack is named.
fn remember(common: &Common, pack: &str) -> Result<(), Error> {
    let path = Path::new(pack);
    let whole = if path.is_dir() { std::path::absolute(path).ok() } else { None };
    let name = whole.map_or_else(|| pack.to_owned(), |it| it.to_string_lossy().into_owned());
    let path = Place::new(common.data_dir.as_deref())?.settings();
    let mut settings = Settings::read(&path)?;
    if settings.pack.as_ref() != Some(&name) {
        settings.pack = Some(name);
        settings.write(&path)?;
    }
    Ok(())
}

/// A review of what is due.
pub fn review(
    common: &Common,
    pack: Option<&str>,
    args: &SessionArgs,
    output: &mut Output,
) -> Result<u8, Error> {
    let count = args.count.map_or(usize::MAX, |count| count as usize);
    let session = Wanted::Session(Occasion::Review, select::filter(args)?, count);
    open(common, pack, Some(session), output)
}

/// Practice.
pub fn practise(
    common: &Common,
    pack: Option<&str>,
    args: &SessionArgs,
    output: &mut Output,
) -> Result<u8, Error> {
    let count = args.count.map_or(PRACTICE, |count| count as usize);
    let session = Wanted::Session(Occasion::Practice, select::filter(args)?, count);
    open(common, pack, Some(session), output)
}

/// A mock exam.
pub fn exam(
    common: &Common,
    pack: Option<&str>,
    sitting: Sitting,
    output: &mut Output,
) -> Result<u8, Error> {
    open(common, pack, Some(Wanted::Exam(sitting)), output)
}

/// What is to be begun at once.
enum Wanted {
    Session(Occasion, Filter, usize),
    Exam(Sitting),
}

fn open(
    common: &Common,
    pack: Option<&str>,
    wanted: Option<Wanted>,
    output: &mut Output,
) -> Result<u8, Error> {
    let code = study(common, pack, wanted, output)?;
    for notice in sync::quietly(common, &mut select::store(common)?) {
        output.complain(&notice);
    }
    if let Err(error) = back_up(common) {
        output.complain(&format!("no backup was made: {error}"));
    }
    Ok(code)
}

/// The backup of the day, when the learner leaves.
fn back_up(common: &Common) -> Result<(), Error> {
    let folder = Place::new(common.data_dir.as_deref())?.backups(&common.profile);
    let now = Clock::new(common.now.as_deref())?.now();
    Ok(store::automatic(&select::store(common)?, &folder, now)?)
}

fn study(
    common: &Common,
    pack: Option<&str>,
    wanted: Option<Wanted>,
    output: &mut Output,
) -> Result<u8, Error> {
    let clock = Clock::new(common.now.as_deref())?;
    theme::theme(common)?;
    let selected = select::pack(common, pack)?;
    if let Some(Wanted::Session(_, filter, _)) = &wanted {
        select::known(&selected, filter)?;
    }
    let (store, notices) = select::sound_store(common)?;
    for notice in &notices {
        output.complain(notice);
    }
    if select::is_plain(common) {
        return dialogue(common, &selected, store, &clock, wanted, output);
    }
    let route = match wanted {
        None => tui::Route::Home,
        Some(Wanted::Session(occasion, filter, count)) => {
            tui::Route::Session(occasion, filter, count)
        }
        Some(Wanted::Exam(sitting)) => tui::Route::Exam(sitting),
    };
    let notices = [notices, keys::keymap(common)?.1].concat();
    let offers = offers::offers(common, selected.folder.as_deref())?;
    let turned = turned(common, selected, store, notices, offers);
    screens(common, turned, route, None, &clock)
}

/// A pack that the program can go on with.
fn turned(
    common: &Common,
    selected: select::Selected,
    store: store::Store,
    notices: Vec<String>,
    offers: Vec<tui::Offer>,
) -> tui::Turned {
    let select::Selected { files, manifest, folder } = selected;
    let own = common.clone();
    let load = move || {
        let loaded = select::load_sound(&own, &files, store, notices);
        loaded.map_err(|error| error.to_string())
    };
    tui::Turned { manifest, folder, offers, load: Box::new(load) }
}

/// Another pack, from within the program; it is the one opened last from now on.
fn turn(common: &Common, name: &str) -> Result<tui::Turned, Error> {
    let selected = select::pack(common, Some(name))?;
    let (store, notices) = select::sound_store(common)?;
    remember(common, name)?;
    let offers = offers::offers(common, selected.folder.as_deref())?;
    Ok(turned(common, selected, store, notices, offers))
}

/// The program on the terminal, until the learner leaves; `saves`: what the pack
/// becomes while it is shown.
pub fn screens(
    common: &Common,
    pack: tui::Turned,
    route: tui::Route,
    saves: Option<Receiver<tui::Saved>>,
    clock: &Clock,
) -> Result<u8, Error> {
    let start = tui::Start {
        manifest: pack.manifest,
        folder: pack.folder,
        theme: theme::theme(common)?,
        seed: select::seed(common),
        motion: select::motion(common)?,
        keymap: keys::keymap(common)?.0,
        offers: pack.offers,
        turn: &|name| turn(common, name).map_err(|error| error.to_string()),
        route,
        load: pack.load,
        saves,
        clock: &|| clock.now(),
    };
    match tui::run(start)? {
        tui::Ending::Left => Ok(0),
        tui::Ending::Signal(signal) => Ok(u8::try_from(128 + signal).unwrap_or(u8::MAX)),
        tui::Ending::Failed(why) => Err(Error::Usage(why)),
    }
}

fn dialogue(
    common: &Common,
    selected: &select::Selected,
    store: store::Store,
    clock: &Clock,
    wanted: Option<Wanted>,
    output: &mut Output,
) -> Result<u8, Error> {
    let (store, loaded) = select::load_sound(common, &selected.files, store, Vec::new())?;
    if let Some(notice) = &loaded.notice {
        output.complain(notice);
    }
    if loaded.faults > 0 {
        let told = format!("{} faults in the pack; `tripos check` tells them", loaded.faults);
        output.complain(&told);
    }
    let seed = select::seed(common);
    let note = offers::told(common, selected)?;
    let progress = Arc::unwrap_or_clone(loaded.progress);
    let mut desk = plain::Desk { pack: &loaded.pack, progress, store, seed, note };
    let place = match wanted {
        None => plain::Place::Home,
        Some(Wanted::Session(occasion, filter, count)) => {
            plain::Place::Session(occasion, filter, count)
        }
        Some(Wanted::Exam(sitting)) => plain::Place::Exam(sitting),
    };
    let now = || clock.now();
    let mut input = stdin().lock();
    let mut shell = plain::Shell::new(&mut input, output.stream(), &now);
    plain::run(&mut desk, place, &mut shell)?;
    Ok(0)
}
