//! The words of the glossary that are on the screen, told below the text.

use super::{Mode, Reader, Strip, find, laid, width};
use crate::{
    item::{Id, LessonId, Place, Slug},
    text::{self, Clean, Line, Page, Role, Span, What},
    tui::{
        app::Model,
        key::{Action, Msg},
        screen::{Effect, Route},
    },
};

/// The lesson whose headings are the words.
const GLOSSARY: &str = "glossary";

/// Words of the glossary, one of them shown.
#[derive(Debug)]
pub struct Words {
    entries: Vec<Entry>,
    at: usize,
    /// How many lines may be shown of one.
    most: usize,
}

/// A heading of the glossary and what stands below it.
#[derive(Clone, Debug)]
struct Entry {
    title: Clean,
    slug: String,
    lines: Vec<Line>,
}

impl Words {
    /// Of these words, in this order; nothing if there are none.
    fn new(page: &Page, slugs: &[String], height: u16) -> Option<Self> {
        let all = entries(page);
        let found = slugs.iter().filter_map(|slug| all.iter().find(|it| it.slug == *slug));
        let entries: Vec<_> = found.cloned().collect();
        let most = usize::from(height / 2).max(3) - 2;
        (!entries.is_empty()).then_some(Self { entries, at: 0, most })
    }

    fn next(&mut self, by: isize) {
        let count = self.entries.len().cast_signed();
        self.at = (self.at.cast_signed() + by).rem_euclid(count).unsigned_abs();
    }

    /// The word shown, its place among the others, and what it means.
    pub fn lines(&self) -> Vec<Line> {
        let Some(entry) = self.entries.get(self.at) else { return Vec::new() };
        let mut head = vec![Span { text: entry.title.clone(), look: Role::Heading.into() }];
        if self.entries.len() > 1 {
            let told = format!("  {} of {}", self.at + 1, self.entries.len());
            head.push(Span::new(&told, Role::Faint));
        }
        let mut lines = vec![Line(head)];
        lines.extend(entry.lines.iter().take(self.most).cloned());
        if entry.lines.len() > self.most {
            lines.truncate(self.most);
            lines.push(Line::new("… Enter reads on", Role::Faint));
        }
        lines
    }
}

impl Reader {
    /// Shows the first word of the glossary that is on the screen.
    pub(super) fn tell_word(&mut self, model: &Model) -> Vec<Effect> {
        let notice = |told: &str| vec![Effect::Notice(told.to_owned())];
        if *self.place.lesson == *GLOSSARY {
            return notice("this is the glossary; t lists its words");
        }
        let Some((page, file)) = glossary(model) else {
            return notice("this pack has no glossary");
        };
        let mut slugs = self.linked(model, file);
        slugs.extend(named(&page, &self.seen_text(model)));
        let Some(words) = Words::new(&page, &distinct(slugs), model.room.height) else {
            return notice("no word of the glossary is on this screen");
        };
        self.mode = Mode::Strip(Strip::Word(words));
        self.clamp(model);
        Vec::new()
    }

    /// Keys while a word is shown.
    pub(super) fn told_word(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        let Mode::Strip(Strip::Word(words)) = &mut self.mode else { return Vec::new() };
        match msg {
            Msg::Act(Action::Back) => self.mode = Mode::Reading,
            Msg::Act(Action::Glossary) => words.next(1),
            Msg::Act(Action::LastField) => words.next(-1),
            Msg::Act(Action::Confirm) => {
                let slug = words.entries.get(words.at).and_then(|it| Slug::new(&it.slug));
                self.mode = Mode::Reading;
                let place = LessonId::new(GLOSSARY).map(|lesson| Place { lesson, slug });
                return place.map(|place| Effect::Open(Route::Lesson(place))).into_iter().collect();
            }
            msg => {
                let height = self.height(model);
                self.scroll.update(msg, self.sheet.len(), height);
            }
        }
        self.clamp(model);
        Vec::new()
    }

    /// Lays the words out for another window.
    pub(super) fn lay_out_words(&mut self, model: &Model) {
        let Mode::Strip(Strip::Word(words)) = &mut self.mode else { return };
        let slugs: Vec<_> = words.entries.iter().map(|entry| entry.slug.clone()).collect();
        let anew =
            glossary(model).and_then(|(page, _)| Words::new(&page, &slugs, model.room.height));
        if let Some(anew) = anew {
            *words = Words { at: words.at.min(anew.entries.len() - 1), ..anew };
        }
    }

    fn rows_in_sight(&self, model: &Model) -> std::ops::Range<usize> {
        self.scroll.top..self.scroll.top + usize::from(self.height(model))
    }

    /// Where links on the screen lead in the glossary; the one in focus first.
    fn linked(&self, model: &Model, glossary: &str) -> Vec<String> {
        let rows = self.rows_in_sight(model);
        let places = self.page.places.iter().enumerate();
        let seen = places.filter(|(_, it)| {
            it.spots.iter().any(|spot| rows.contains(&self.sheet.row(spot.line)))
        });
        let led = seen.filter_map(|(index, place)| {
            let What::Link { target } = &place.what else { return None };
            let (path, slug) = target.split_once('#')?;
            let path = model.pack.path_of(&self.file, path)?;
            (path == glossary).then(|| (self.focus != Some(index), slug.to_owned()))
        });
        let mut led: Vec<_> = led.collect();
        led.sort_by_key(|(later, _)| *later);
        led.into_iter().map(|(_, slug)| slug).collect()
    }

    /// The text on the screen.
    fn seen_text(&self, model: &Model) -> String {
        let lines = self.rows_in_sight(model).filter_map(|row| self.sheet.get(&self.page, row));
        lines.map(Line::to_string).collect::<Vec<_>>().join(" ")
    }
}

/// The glossary on lines, and its file.
fn glossary(model: &Model) -> Option<(Page, &str)> {
    let lesson = find(model, &LessonId::new(GLOSSARY)?)?;
    let doc = text::parse(&lesson.body);
    Some((laid::page(&model.pack, &lesson.file, &doc, width(model)), &lesson.file))
}

/// Headings below the first level with text of their own.
fn entries(page: &Page) -> Vec<Entry> {
    let headings = page.places.iter().filter_map(|place| match &place.what {
        What::Heading { level, slug, title } => Some((*level, slug, title, place.lines.clone())),
        _ => None,
    });
    let ends = headings.clone().skip(1).map(|it| it.3.start).chain([page.lines.len()]);
    let entries = headings.zip(ends).filter_map(|((level, slug, title, lines), end)| {
        let is_empty = |line: &&Line| line.width() == 0;
        let body = page.lines.get(lines.end..end)?;
        let before = body.iter().take_while(is_empty).count();
        let after = body.iter().rev().take_while(is_empty).count();
        let lines =
            body.get(before..body.len() - after).filter(|it| level > 1 && !it.is_empty())?;
        Some(Entry { title: title.clone(), slug: slug.clone(), lines: lines.to_vec() })
    });
    entries.collect()
}

/// Slugs of the words that a text names, in the order in which it does; of two
/// at one place the longer.
fn named(page: &Page, text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut hits: Vec<(usize, usize, String)> = Vec::new();
    for entry in entries(page) {
        for name in names(&entry.title) {
            let is_capitals = !name.chars().any(char::is_lowercase);
            let found =
                if is_capitals { spot(text, &name) } else { spot(&lower, &name.to_lowercase()) };
            hits.extend(found.map(|at| (at, at + name.len(), entry.slug.clone())));
        }
    }
    let within = |a: &(usize, usize, String), b: &(usize, usize, String)| {
        a.0 >= b.0 && a.1 <= b.1 && a.1 - a.0 < b.1 - b.0
    };
    let all = hits.clone();
    hits.retain(|hit| !all.iter().any(|other| within(hit, other)));
    hits.sort_by_key(|hit| hit.0);
    hits.into_iter().map(|hit| hit.2).collect()
}

/// What a heading such as `Time to live (TTL)` is called in a text.
fn names(title: &str) -> Vec<String> {
    let names = title.split(['(', ')', '/']).map(str::trim);
    names.filter(|name| name.chars().count() > 1).map(str::to_owned).collect()
}

/// Where a text has a name as words of its own, or with the ending of a plural.
fn spot(text: &str, name: &str) -> Option<usize> {
    let is_letter = |c: char| c.is_alphanumeric();
    let ends = |rest: &str| {
        let plural = [rest.strip_prefix("es"), rest.strip_prefix('s'), Some(rest)];
        plural.into_iter().flatten().any(|rest| !rest.starts_with(is_letter))
    };
    let mut all = text.match_indices(name).map(|(at, _)| at);
    all.find(|at| {
        let before = text.get(..*at).is_none_or(|before| !before.ends_with(is_letter));
        before && text.get(at + name.len()..).is_some_and(ends)
    })
}

fn distinct(slugs: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    slugs.into_iter().filter(|slug| seen.insert(slug.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Frame, Markdown, layout, parse};

    const SOURCE: &str = "# Glossary\n\nWhat the words mean.\n\n## A\n\n### Availability Zone \
        (AZ)\n\nOne or more data centres.\n\n### GET\n\nReads.\n\n## R\n\n### Replica\n\nA copy.\n\n\
        It lags.\n\n### Read replica\n\nA copy that takes reads.\n";

    fn page() -> Page {
        layout(&parse(&Markdown(SOURCE.to_owned())), &Frame::plain(40))
    }

    #[test]
    fn an_entry_is_a_heading_with_text() {
        let entries = entries(&page());
        let told: Vec<_> = entries.iter().map(|it| (&*it.slug, it.lines.len())).collect();
        assert_eq!(
            told,
            [("availability-zone-az", 1), ("get", 1), ("replica", 3), ("read-replica", 1)]
        );
    }

    #[test]
    fn words_are_found_as_words() {
        for (text, wanted) in [
            (
                "Two availability zones, each with a replica.",
                &["availability-zone-az", "replica"] as &[_],
            ),
            ("An AZ fails.", &["availability-zone-az"]),
            ("In azure one can get replicate.", &[]),
            ("GET it", &["get"]),
            ("Read replicas lag.", &["read-replica"]),
            ("A replica is no read replica", &["replica", "read-replica"]),
            ("the glossary", &[]),
        ] {
            assert_eq!(named(&page(), text), wanted, "{text}");
        }
    }

    #[test]
    fn a_long_entry_is_cut_with_a_mark() {
        let words = |height| Words::new(&page(), &["replica".to_owned()], height).unwrap();
        let shown = |words: &Words| words.lines().iter().map(Line::to_string).collect::<Vec<_>>();
        assert_eq!(shown(&words(20)), ["Replica", "A copy.", "", "It lags."]);
        assert_eq!(shown(&words(8)), ["Replica", "A copy.", "… Enter reads on"]);
        assert_eq!(shown(&words(2)), ["Replica", "… Enter reads on"]);
    }
}
