//! From words on the command line to packs, progress and questions.

use std::{
    collections::BTreeSet,
    env,
    io::{IsTerminal, stdin, stdout},
    path::Path,
    sync::Arc,
};

use clap::CommandFactory;

use super::{
    Error,
    args::{Args, Common, SessionArgs, StateArg},
    sync,
};
use crate::{
    item::{Difficulty, Id, Seed},
    pack::{self, Files, Manifest, Pack, archive::Installed},
    store::{self, Motion, Place, Settings, Store},
    study::{Cards, Filter, Progress, Sorting, State},
    tui::Loaded,
};

/// So many names are told where none is near.
const LISTED: usize = 20;

/// A pack that was asked for, not yet read.
#[derive(Clone, Debug)]
pub struct Selected {
    /// Its files.
    pub files: Files,
    /// What `pack.yaml` says.
    pub manifest: Manifest,
    /// Where it is from, if a folder.
    pub folder: Option<String>,
}

/// The verbs, for words that are none.
fn verbs() -> Vec<String> {
    Args::command().get_subcommands().map(|verb| verb.get_name().to_owned()).collect()
}

/// Words that can be the id of no other pack: verbs, and the built-in one's.
pub fn taken() -> Vec<String> {
    let ours = pack::manifest(&Files::built_in()).0.id.to_string();
    verbs().into_iter().chain([ours]).collect()
}

/// Finds the pack of that name: a folder, or the id of the built-in one or of one
/// that is installed.
///
/// # Errors
/// If there is none; with what may have been meant.
pub fn pack(common: &Common, name: Option<&str>) -> Result<Selected, Error> {
    let built_in = Files::built_in();
    let (ours, _) = pack::manifest(&built_in);
    let Some(name) = name else {
        return Ok(Selected { files: built_in, manifest: ours, folder: None });
    };
    let path = Path::new(name);
    if path.is_dir() {
        if !path.join("pack.yaml").is_file() {
            let told = format!("no pack.yaml in {name}; a pack is a folder with a pack.yaml");
            return Err(Error::Usage(told));
        }
        let files = Files::Folder(path.to_owned());
        let (manifest, _) = pack::manifest(&files);
        return Ok(Selected { files, manifest, folder: Some(name.to_owned()) });
    }
    if name == &*ours.id {
        return Ok(Selected { files: built_in, manifest: ours, folder: None });
    }
    let shelf = super::pack::shelf(common)?;
    if let Some(Installed { manifest, folder, .. }) = shelf.find(name) {
        return Ok(Selected { files: Files::Folder(folder), manifest, folder: None });
    }
    let installed = shelf.list();
    let installed = installed.iter().map(|it| &*it.id);
    let verbs = verbs();
    let known = verbs.iter().map(String::as_str).chain([&*ours.id]).chain(installed);
    let near = pack::nearest(name, known)
        .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    Err(Error::Usage(format!("`{name}` is neither a verb nor a pack{near}")))
}

/// Reads a whole pack and what is known about the learner.
///
/// # Errors
/// If progress cannot be read.
pub fn load(files: &Files, mut store: Store) -> Result<(Store, Loaded), store::Error> {
    let (pack, found) = pack::load(files);
    let id = pack.manifest.id.clone();
    store.turn_to(&id, Cards::of(&pack))?;
    let progress = store.progress_sharing(&id, &|it| pack.known(it))?.into();
    let faults = found.iter().filter(|it| it.is_error()).count();
    Ok((store, Loaded { pack: Arc::new(pack), faults, progress, notice: None }))
}

/// Opens the journal of the profile.
///
/// # Errors
/// If it cannot be opened.
pub fn store(common: &Common) -> Result<Store, Error> {
    let place = Place::new(common.data_dir.as_deref())?;
    Ok(Store::open(&place.database(&common.profile)?)?)
}

/// Opens the journal at the start of a session, made anew if it is damaged; what
/// is to be told about that.
///
/// # Errors
/// If it cannot be opened.
pub fn sound_store(common: &Common) -> Result<(Store, Vec<String>), Error> {
    let place = Place::new(common.data_dir.as_deref())?;
    let backups = place.backups(&common.profile);
    let (store, recovered) = store::open_sound(&place.database(&common.profile)?, &backups)?;
    Ok((store, recovered.iter().map(ToString::to_string).collect()))
}

/// Reads pack and progress as [`load`] does, with what other devices left in the
/// sync folder; a journal that turns out to be damaged is made anew.
///
/// # Errors
/// If progress cannot be read.
pub fn load_sound(
    common: &Common,
    files: &Files,
    mut store: Store,
    mut notices: Vec<String>,
) -> Result<(Store, Loaded), Error> {
    let backups = &Place::new(common.data_dir.as_deref())?.backups(&common.profile);
    let path = store.path().to_owned();
    notices.extend(sync::quietly(common, &mut store));
    let (store, mut loaded) = match load(files, store) {
        Err(error @ store::Error::Damaged(_)) => {
            notices.push(store::recover(&path, backups, error)?.to_string());
            load(files, Store::open(&path)?)?
        }
        done => done?,
    };
    loaded.notice = (!notices.is_empty()).then(|| notices.join("; "));
    Ok((store, loaded))
}

/// A pack, read, with what is known about the learner.
pub fn progress(
    common: &Common,
    name: Option<&str>,
) -> Result<(Store, Arc<Pack>, Progress), Error> {
    let selected = pack(common, name)?;
    let (store, Loaded { pack, progress, .. }) = load(&selected.files, store(common)?)?;
    Ok((store, pack, Arc::unwrap_or_clone(progress)))
}

/// Whether things may move on the screen, from the settings.
///
/// # Errors
/// If they cannot be read.
pub fn motion(common: &Common) -> Result<Motion, Error> {
    let place = Place::new(common.data_dir.as_deref())?;
    Ok(Settings::read(&place.settings())?.motion.unwrap_or_default())
}

/// Whether the terminal can do nothing but write lines.
pub fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Whether to go line by line.
pub fn is_plain(common: &Common) -> bool {
    common.plain || is_dumb() || !stdin().is_terminal() || !stdout().is_terminal()
}

/// Where chance comes from.
pub fn seed(common: &Common) -> Seed {
    Seed(common.seed.unwrap_or_else(rand::random))
}

/// Which questions.
///
/// # Errors
/// If a word is no id.
pub fn filter(args: &SessionArgs) -> Result<Filter, Error> {
    Ok(Filter {
        topic: id(args.topic.as_deref())?,
        domain: id(args.domain.as_deref())?,
        objective: id(args.objective.as_deref())?,
        kind: args.kind.clone(),
        difficulty: args.difficulty.map(|difficulty| match difficulty {
            1 => Difficulty::Recall,
            2 => Difficulty::Apply,
            _ => Difficulty::Analyse,
        }),
        state: args.state.map(|state| match state {
            StateArg::New => State::New,
            StateArg::Due => State::Due,
            StateArg::Missed => State::Missed,
            StateArg::Guessed => State::Guessed,
            StateArg::Flagged => State::Flagged,
            StateArg::Bookmarked => State::Bookmarked,
            StateArg::Suspended => State::Suspended,
            StateArg::Leech => State::Leech,
        }),
        only: None,
        order: Sorting::default(),
    })
}

/// Whether the pack has what is asked for.
///
/// # Errors
/// If it has not; with what may have been meant.
pub fn known(selected: &Selected, filter: &Filter) -> Result<(), Error> {
    let manifest = &selected.manifest;
    let topics = manifest.topics.iter().map(|topic| &*topic.id);
    has("topic", filter.topic.as_deref(), topics)?;
    let domains = manifest.exams.iter().flat_map(|exam| &exam.domains);
    has("domain", filter.domain.as_deref(), domains.map(|domain| &*domain.id))?;
    has("kind", filter.kind.as_deref(), pack::KINDS.iter().map(|kind| kind.name))?;
    if filter.objective.is_some() {
        let (pack, _) = pack::load(&selected.files);
        let objectives = pack.lessons.iter().flat_map(|lesson| &lesson.objectives);
        has("objective", filter.objective.as_deref(), objectives.map(|it| &*it.id))?;
    }
    Ok(())
}

/// Whether a name is among those there are.
///
/// # Errors
/// If it is not; with what may have been meant.
pub fn has<'a>(
    what: &str,
    wanted: Option<&str>,
    names: impl Iterator<Item = &'a str>,
) -> Result<(), Error> {
    let Some(wanted) = wanted else { return Ok(()) };
    let mut seen = BTreeSet::new();
    let names: Vec<&str> = names.filter(|name| seen.insert(*name)).collect();
    if names.contains(&wanted) {
        return Ok(());
    }
    let hint = match pack::nearest(wanted, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if names.is_empty() => format!("the pack names no {what}"),
        None if names.len() <= LISTED => format!("there are {}", names.join(", ")),
        None => format!("{} are there; P on the first screen lets you choose", names.len()),
    };
    Err(Error::Usage(format!("no {what} `{wanted}`; {hint}")))
}

fn id<T: Id>(text: Option<&str>) -> Result<Option<T>, Error> {
    let read = |text: &str| {
        T::new(text).ok_or_else(|| Error::Usage(format!("`{text}` cannot name a {}", T::NOUN)))
    };
    text.map(read).transpose()
}
