//! `tripos pack`: packs that travel.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{
    Error,
    args::{Common, PackVerb},
    ask, file,
    output::Output,
    select,
};
use crate::{
    item::ItemId,
    pack::{
        Files, Pack,
        archive::{self, Installed, Shelf},
        audit, load,
    },
    store::Place,
};

/// Does what is to be done with packs.
pub fn run(common: &Common, verb: &PackVerb, output: &mut Output) -> Result<u8, Error> {
    let shelf = || shelf(common);
    match verb {
        PackVerb::Build { folder, output: to } => build(folder, to.as_deref(), output),
        PackVerb::Install { source, name } => {
            let it = shelf()?.install(source, name.as_deref(), &select::taken())?;
            output.line(&format!("{} is installed as `{}`", it.manifest.title, &*it.id))?;
            output.line(&format!("version {}, sum {}", it.manifest.version, it.sum))?;
            output.line(&format!("  tripos {}    opens it", &*it.id))?;
            Ok(0)
        }
        PackVerb::List => list(&shelf()?, output),
        PackVerb::Update { id, source } => update(&shelf()?, id, source.as_deref(), output),
        PackVerb::Remove { id, yes } => {
            let shelf = shelf()?;
            let question = format!("take the pack `{id}` away (what you learnt of it is kept)?");
            ask::sure(&question, *yes)?;
            shelf.remove(id)?;
            output.line(&format!("`{id}` is gone; progress on it is kept"))?;
            Ok(0)
        }
    }
}

/// Where packs are installed.
///
/// # Errors
/// If there is no folder for them.
pub fn shelf(common: &Common) -> Result<Shelf, Error> {
    Ok(Shelf::new(Place::new(common.data_dir.as_deref())?.data()))
}

fn build(folder: &Path, to: Option<&Path>, output: &mut Output) -> Result<u8, Error> {
    let shown = folder.display();
    if !folder.join("pack.yaml").is_file() {
        let told = format!("no pack.yaml in {shown}; a pack is a folder with a pack.yaml");
        return Err(Error::Usage(told));
    }
    let files = Files::Folder(folder.to_owned());
    let (pack, found) = audit(&files);
    let errors = found.iter().filter(|it| it.is_error()).count();
    if errors > 0 {
        let told =
            format!("{shown} has errors, {errors} in all; `tripos check {shown}` tells them");
        return Err(Error::Usage(told));
    }
    let held = archive::gather(&files).map_err(Error::Usage)?;
    let name = format!("{}-{}.tripos", &*pack.manifest.id, pack.manifest.version);
    let path = to.map_or_else(|| PathBuf::from(name), Path::to_owned);
    file::write(&path, &archive::build(&held))?;
    output.line(&format!("{}: {} files", path.display(), held.len()))?;
    output.line(&format!("sum {}", archive::sum(&held)))?;
    Ok(0)
}

fn list(shelf: &Shelf, output: &mut Output) -> Result<u8, Error> {
    let (built_in, _) = crate::pack::manifest(&Files::built_in());
    output.line(&format!("{}  {}  built in", &*built_in.id, built_in.version))?;
    output.line(&format!("  {}", built_in.title))?;
    for Installed { id, manifest, sum, source, .. } in shelf.list() {
        output.line(&format!("{}  {}  from {}", &*id, manifest.version, source.display()))?;
        output.line(&format!("  {}", manifest.title))?;
        output.line(&format!("  sum {sum}"))?;
    }
    Ok(0)
}

fn update(
    shelf: &Shelf,
    id: &str,
    source: Option<&Path>,
    output: &mut Output,
) -> Result<u8, Error> {
    let (before, now) = shelf.update(id, source)?;
    let (before, _) = load(&before);
    let (after, _) = load(&Files::Folder(now.folder.clone()));
    let (was, is) = (before.manifest.version.to_string(), after.manifest.version.to_string());
    output.line(&format!("`{id}`: version {was} → {is}, sum {}", now.sum))?;
    let told = changes(&before, &after);
    if told.is_empty() {
        output.line("nothing else changed")?;
    }
    for line in told {
        output.line(&format!("  {line}"))?;
    }
    output.line("what you learnt of it is kept")?;
    Ok(0)
}

/// What a learner finds otherwise.
fn changes(before: &Pack, after: &Pack) -> Vec<String> {
    let questions = |pack: &Pack| -> BTreeMap<ItemId, String> {
        pack.items.iter().map(|it| (it.id.clone(), format!("{:?}{:?}", it.stem, it.kind))).collect()
    };
    let (old, new) = (questions(before), questions(after));
    let renamed: Vec<(&ItemId, &ItemId)> = after
        .items
        .iter()
        .filter(|it| !old.contains_key(&it.id))
        .filter_map(|it| Some((it.was.iter().find(|was| old.contains_key(*was))?, &it.id)))
        .collect();
    let ids = |wanted: &dyn Fn(&ItemId) -> bool, from: &BTreeMap<ItemId, String>| {
        from.keys().filter(|id| wanted(id)).map(ToString::to_string).collect::<Vec<_>>()
    };
    let added = ids(&|id| !old.contains_key(id) && renamed.iter().all(|(_, to)| *to != id), &new);
    let removed =
        ids(&|id| !new.contains_key(id) && renamed.iter().all(|(from, _)| *from != id), &old);
    let changed = ids(&|id| new.get(id).is_some_and(|it| old.get(id) != Some(it)), &old);
    let renamed = renamed.iter().map(|(from, to)| format!("{} → {}", &**from, &***to)).collect();
    let lessons =
        |pack: &Pack| pack.lessons.iter().map(|it| it.title.to_string()).collect::<Vec<_>>();
    let (had, has) = (lessons(before), lessons(after));
    let fresh = has.iter().filter(|it| !had.contains(it)).cloned().collect();
    let gone = had.iter().filter(|it| !has.contains(it)).cloned().collect();
    let line = |(what, ids): (&str, Vec<String>)| (!ids.is_empty()).then(|| told(what, &ids));
    [
        ("new questions", added),
        ("changed questions", changed),
        ("renamed questions", renamed),
        ("removed questions", removed),
        ("new lessons", fresh),
        ("removed lessons", gone),
    ]
    .into_iter()
    .filter_map(line)
    .collect()
}

fn told(what: &str, ids: &[String]) -> String {
    const SHOWN: usize = 8;
    let shown = ids.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    match ids.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        Some(more) => format!("{} {what}: {shown} and {more} more", ids.len()),
        None => format!("{} {what}: {shown}", ids.len()),
    }
}
