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
    item::{Item, ItemId, Kind, LessonId},
    pack::{
        Files, Pack,
        archive::{self, Installed, Shelf},
        audit, load,
    },
    store::Place,
    text::Markdown,
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
    let old: BTreeMap<&ItemId, &Item> = before.items.iter().map(|it| (&it.id, &**it)).collect();
    let new: BTreeMap<&ItemId, &Item> = after.items.iter().map(|it| (&it.id, &**it)).collect();
    let was = |it: &Item| it.was.iter().find(|was| old.contains_key(*was)).cloned();
    let fresh = || new.values().filter(|it| !old.contains_key(&it.id));
    let renamed: Vec<(ItemId, &Item)> = fresh().filter_map(|it| Some((was(it)?, *it))).collect();
    let gone = |id: &ItemId| !new.contains_key(id) && renamed.iter().all(|(was, _)| was != id);
    let kept = old.values().filter_map(|it| Some((*it, *new.get(&it.id)?)));
    let changed =
        kept.filter_map(|(was, is)| Some(format!("{} ({})", &*is.id, difference(was, is)?)));
    let lessons = |pack: &'_ Pack| -> BTreeMap<LessonId, (String, Markdown)> {
        let lessons = pack.lessons.iter();
        lessons.map(|it| (it.id.clone(), (it.title.to_string(), it.body.clone()))).collect()
    };
    let (had, has) = (lessons(before), lessons(after));
    let titles = |wanted: &dyn Fn(&LessonId) -> bool, from: &BTreeMap<_, (String, Markdown)>| {
        from.iter().filter(|(id, _)| wanted(id)).map(|(_, it)| it.0.clone()).collect::<Vec<_>>()
    };
    let rewritten = |id: &LessonId| had.get(id).is_some_and(|it| has.get(id) != Some(it));
    let line = |(what, ids): (&str, Vec<String>)| (!ids.is_empty()).then(|| told(what, &ids));
    [
        (
            "new question",
            fresh().filter(|it| was(it).is_none()).map(|it| it.id.to_string()).collect(),
        ),
        ("changed question", changed.collect()),
        (
            "renamed question",
            renamed.iter().map(|(was, it)| format!("{} → {}", &**was, &*it.id)).collect(),
        ),
        ("removed question", old.keys().filter(|id| gone(id)).map(ToString::to_string).collect()),
        ("new lesson", titles(&|id| !had.contains_key(id), &has)),
        ("changed lesson", titles(&rewritten, &has)),
        ("removed lesson", titles(&|id| !has.contains_key(id), &had)),
    ]
    .into_iter()
    .filter_map(line)
    .collect()
}

/// What is different about a question, in a few words.
fn difference(was: &Item, is: &Item) -> Option<String> {
    let asked = |it: &Item| (it.stem.clone(), it.scenario.clone(), it.situation.clone());
    let options = |it: &Item| match &it.kind {
        Kind::Choice(choice) => choice.options.iter().map(|it| it.text.clone()).collect(),
        _ => Vec::new(),
    };
    let key = |it: &Item| match &it.kind {
        Kind::Choice(choice) => format!("{:?}", choice.key()),
        kind => format!("{kind:?}{:?}", it.template),
    };
    let reasons = |it: &Item| {
        let whys = match &it.kind {
            Kind::Choice(choice) => choice.options.iter().map(|it| it.why.clone()).collect(),
            _ => Vec::new(),
        };
        (it.rationale.clone(), whys, it.sources.clone())
    };
    let place = |it: &Item| (it.objective.clone(), it.domain.clone(), it.topic.clone());
    let parts = [
        ("stem", asked(was) != asked(is)),
        ("options", options(was) != options(is)),
        ("key", key(was) != key(is)),
        ("reasons", reasons(was) != reasons(is)),
        ("where it belongs", place(was) != place(is)),
    ];
    let told: Vec<&str> = parts.iter().filter(|(_, differs)| *differs).map(|it| it.0).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// So many of something, the first by name.
fn told(what: &str, ids: &[String]) -> String {
    const SHOWN: usize = 8;
    let plural = if ids.len() == 1 { "" } else { "s" };
    let shown = ids.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    let more = ids.len().checked_sub(SHOWN).filter(|more| *more > 0);
    let more = more.map_or_else(String::new, |more| format!(" and {more} more"));
    format!("{} {what}{plural}: {shown}{more}", ids.len())
}
