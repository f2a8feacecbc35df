//! Words in a pack: lessons section by section, questions, diagrams.

use super::{Lesson, Pack, framed};
use crate::{
    item::{Content, Item, Kind},
    text::{self, Clean, Markdown, What},
};

/// Something that has all the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// `lesson`, `question` or `diagram`.
    pub sort: &'static str,
    /// Where: a lesson with its heading, a question's id, a diagram's path.
    pub place: String,
    /// What it is called.
    pub title: Clean,
    /// Some of the text around the first word.
    pub snippet: Clean,
    /// How well it fits: the more, the better.
    pub score: u32,
}

/// A text to be searched.
struct Entry {
    sort: &'static str,
    place: String,
    title: Clean,
    text: String,
}

/// Characters of a snippet.
const SNIPPET: usize = 96;
/// Wide enough that no line of text breaks.
const WIDE: u16 = 4000;

/// What has all the words, each at the beginning of a word, letters big or
/// small; the best first.
pub fn search(pack: &Pack, query: &str) -> Vec<Hit> {
    let words: Vec<String> = words(&query.to_lowercase()).map(str::to_owned).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut hits: Vec<Hit> = entries(pack).filter_map(|entry| hit(entry, &words)).collect();
    hits.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.place.cmp(&b.place)));
    hits
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn hit(entry: Entry, wanted: &[String]) -> Option<Hit> {
    let (title, text) = (entry.title.to_lowercase(), entry.text.to_lowercase());
    let mut score = 0;
    for word in wanted {
        let in_title = best(&title, word);
        let in_text = best(&text, word);
        if in_title + in_text == 0 {
            return None;
        }
        score += 10 * in_title + in_text;
    }
    let Entry { sort, place, title, text } = entry;
    let snippet = Clean::new(&snippet(&text, wanted));
    Some(Hit { sort, place, title, snippet, score })
}

/// 2 for the whole word, 1 for its beginning, 0 if it is not there.
fn best(text: &str, wanted: &str) -> u32 {
    let starts = words(text).filter(|word| word.starts_with(wanted));
    starts.map(|word| if word == wanted { 2 } else { 1 }).max().unwrap_or(0)
}

/// The text around the first of the words.
fn snippet(text: &str, wanted: &[String]) -> String {
    let mut place = None;
    let mut from = 0;
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let small = word.to_lowercase();
        if wanted.iter().any(|wanted| small.starts_with(wanted.as_str())) {
            place = Some(text[..from].chars().count());
            break;
        }
        from += word.len();
    }
    let start = place.unwrap_or(0).saturating_sub(SNIPPET / 3);
    let shown: String = text.chars().skip(start).take(SNIPPET).collect();
    let before = if start > 0 { "…" } else { "" };
    let after = if text.chars().count() > start + SNIPPET { "…" } else { "" };
    format!("{before}{}{after}", shown.trim())
}

fn entries(pack: &Pack) -> impl Iterator<Item = Entry> {
    let lessons = pack.lessons.iter().flat_map(sections);
    let questions =
        pack.items.iter().map(|item| item.content.glance(|content| question(pack, item, content)));
    let diagrams = pack.diagrams.iter().map(|(path, diagram)| {
        let names = diagram.art.parts().map(|part| part.name.to_string());
        let said = diagram.steps.iter().map(|step| plain(&step.say));
        let about = diagram.about.values().map(plain);
        let text = names.chain(said).chain(about).collect::<Vec<_>>().join(" · ");
        Entry { sort: "diagram", place: path.clone(), title: diagram.title.clone(), text }
    });
    lessons.chain(questions).chain(diagrams)
}

/// A lesson in pieces, each under its heading.
fn sections(lesson: &Lesson) -> Vec<Entry> {
    let page = text::layout(&text::parse(&lesson.body), &framed(WIDE));
    let mut entries = vec![Entry {
        sort: "lesson",
        place: lesson.id.to_string(),
        title: lesson.title.clone(),
        text: String::new(),
    }];
    let mut headings = page.places.iter().filter_map(|place| match &place.what {
        What::Heading { slug, title, .. } => Some((place.lines.start, slug, title)),
        _ => None,
    });
    let mut next = headings.next();
    for (at, line) in page.lines.iter().enumerate() {
        if let Some((_, slug, title)) = next.filter(|it| it.0 <= at) {
            entries.push(Entry {
                sort: "lesson",
                place: format!("{}#{slug}", &*lesson.id),
                title: Clean::new(&format!("{} · {title}", lesson.title)),
                text: String::new(),
            });
            next = headings.next();
            continue;
        }
        if let Some(entry) = entries.last_mut() {
            entry.text.push_str(line.to_string().trim());
            entry.text.push(' ');
        }
    }
    entries
}

fn question(pack: &Pack, item: &Item, content: &Content) -> Entry {
    let stem = plain(&content.stem);
    let whys = match &content.kind {
        Kind::Choice(choice) => choice.options.iter().filter_map(|it| it.why.as_ref()).collect(),
        _ => Vec::new(),
    };
    let texts = content.kind.texts().into_iter().chain(whys).chain(&content.rationale);
    let shared = || pack.scenarios.get(item.scenario.as_ref()?);
    let scenario = content.situation.as_ref().or_else(shared).map(plain);
    let all = scenario.into_iter().chain([stem.clone()]).chain(texts.map(plain));
    let title: String = stem.chars().take(SNIPPET).collect();
    Entry {
        sort: "question",
        place: item.id.to_string(),
        title: Clean::new(title.trim()),
        text: all.collect::<Vec<_>>().join(" · "),
    }
}

/// A text without its marks.
fn plain(source: &Markdown) -> String {
    let page = text::layout(&text::parse(source), &framed(WIDE));
    let lines: Vec<String> =
        page.lines.iter().map(|line| line.to_string().trim().to_owned()).collect();
    lines.join(" ").trim().to_owned()
}
