//! `tripos read`: a lesson or any Markdown file, in the reader or as text.

use std::{
    io::{self, IsTerminal, Read, Write, stdin, stdout},
    ops::Range,
    path::Path,
    sync::Arc,
};

use super::{
    Error,
    args::{Common, ReadArgs, When},
    clock::Clock,
    open,
    output::Output,
    select, theme,
};
use crate::{
    item::{Id, Place, Slug},
    pack::{self, Pack, Reading},
    study::Cards,
    text::{self, Line, Role},
    tui,
};

/// Columns where nobody says how many there are.
const WIDTH: u16 = 80;

/// Shows a lesson or a file: in the reader on a terminal, else as plain text.
pub fn run(
    common: &Common,
    pack: Option<&str>,
    args: &ReadArgs,
    output: &mut Output,
) -> Result<u8, Error> {
    let (reading, slug, folder) = find(common, pack, &args.what)?;
    let place = Place { lesson: reading.lesson, slug };
    let shown = args.width.is_none() && args.color.is_none() && args.what != "-";
    if shown && !select::is_plain(common) {
        return reader(common, reading.pack, place, folder);
    }
    print(common, &reading.pack, &place, args, output)?;
    Ok(0)
}

/// The text of that name: `-`, a file, or a lesson of the pack, with a heading
/// if one is named; and the folder of its pack.
fn find(
    common: &Common,
    pack: Option<&str>,
    what: &str,
) -> Result<(Reading, Option<Slug>, Option<String>), Error> {
    if what == "-" {
        let mut bytes = Vec::new();
        stdin().lock().read_to_end(&mut bytes)?;
        return Ok((pack::loose("standard input", &bytes), None, None));
    }
    let (name, slug) = match what.split_once('#') {
        Some((name, slug)) if !Path::new(what).exists() => (name, Slug::new(slug)),
        _ => (what, None),
    };
    if Path::new(name).exists() {
        let told = |error: pack::CheckError| Error::Usage(error.to_string());
        return Ok((pack::reading(Path::new(name)).map_err(told)?, slug, None));
    }
    let selected = select::pack(common, pack)?;
    let (pack, _) = pack::load(&selected.files);
    let matches = |lesson: &&pack::Lesson| {
        *lesson.id == *name || lesson.file == name || lesson.file == format!("content/{name}")
    };
    let Some(lesson) = pack.lessons.iter().find(matches).map(|lesson| lesson.id.clone()) else {
        let near = pack::nearest(name, pack.lessons.iter().map(|lesson| &*lesson.id));
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        let title = &pack.manifest.title;
        let told = format!("`{name}` is neither a file nor a lesson of {title}{near}");
        return Err(Error::Usage(told));
    };
    Ok((Reading { pack, lesson }, slug, selected.folder))
}

fn reader(common: &Common, pack: Pack, place: Place, folder: Option<String>) -> Result<u8, Error> {
    let store = select::store(common)?;
    let (manifest, route) = (pack.manifest.clone(), tui::Route::Lesson(place));
    let load = move || {
        let mut store = store;
        let id = pack.manifest.id.clone();
        let told = |error: crate::store::Error| error.to_string();
        store.turn_to(&id, Cards::of(&pack)).map_err(told)?;
        let progress = store.progress(&id).map_err(told)?;
        Ok((
            store,
            tui::Loaded {
                pack: Arc::new(pack),
                faults: 0,
                progress: progress.into(),
                notice: None,
            },
        ))
    };
    let clock = Clock::new(common.now.as_deref())?;
    let turned = tui::Turned { manifest, folder, offers: Vec::new(), load: Box::new(load) };
    open::screens(common, turned, route, None, &clock)
}

/// The text on lines, as wide as asked for.
fn print(
    common: &Common,
    pack: &Pack,
    place: &Place,
    args: &ReadArgs,
    output: &mut Output,
) -> Result<(), Error> {
    let Some(lesson) = pack.lesson(&place.lesson) else { return Ok(()) };
    let columns = || tui::columns().map_or(WIDTH, |columns| columns.min(WIDTH));
    let width =
        args.width.unwrap_or_else(|| if stdout().is_terminal() { columns() } else { WIDTH });
    let page = tui::page(pack, &lesson.file, &text::parse(&lesson.body), width);
    let lines = match place.slug.as_deref() {
        None => 0..page.lines.len(),
        Some(slug) => page.under(slug).ok_or_else(|| {
            let known = page.places.iter().filter_map(text::Place::slug);
            let near = pack::nearest(slug, known);
            let near = near.map_or_else(String::new, |near| format!("; did you mean `#{near}`?"));
            Error::Usage(format!("no heading of {} is #{slug}{near}", lesson.title))
        })?,
    };
    let addresses = addresses(&page, &lines, width);
    let lines = page.lines.get(lines).unwrap_or_default();
    let (theme, colours) = match args.color.unwrap_or(When::Auto) {
        When::Always => (theme::coloured(common)?, true),
        When::Never => (theme::theme(common)?, false),
        When::Auto => (theme::theme(common)?, stdout().is_terminal() && !select::is_dumb()),
    };
    write(lines, &theme, colours, output.stream())?;
    Ok(write(&addresses, &theme, colours, output.stream())?)
}

/// Where links on some lines lead that cannot be followed here, once each,
/// below a rule; those that the text shows itself are left out.
fn addresses(page: &text::Page, lines: &Range<usize>, width: u16) -> Vec<Line> {
    let text: String = page.lines.iter().map(ToString::to_string).collect();
    let mut told: Vec<&str> = Vec::new();
    for place in page.places.iter().filter(|place| lines.contains(&place.lines.start)) {
        let text::What::Link { target } = &place.what else { continue };
        let is_new = !told.contains(&target.as_str()) && !text.contains(target.as_str());
        if is_new && pack::is_external(target) {
            told.push(target);
        }
    }
    if told.is_empty() {
        return Vec::new();
    }
    let rule = Line::new(&"─".repeat(usize::from(width.min(8))), Role::Faint);
    let rows = told.into_iter().flat_map(|target| text::wrap(target, Role::Faint, width));
    [Line::default(), rule].into_iter().chain(rows).collect()
}

fn write(lines: &[Line], theme: &tui::Theme, colours: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut text = String::new();
    for line in lines {
        text.clear();
        if colours {
            theme.ansi(line, &mut text);
        } else {
            theme.text(line, &mut text);
        }
        out.write_all(text.trim_end().as_bytes())?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
