//! Questions of ours → notes of Anki.

use super::write;
use crate::{
    exchange::{Body, Draft, Loss, Opt, Pair, Sent, draft, gaps, markup, table},
    item::{Cloze, Seed},
    pack::Pack,
    study::Moment,
};

/// A note as it will be written.
#[derive(Debug)]
pub struct Note {
    /// Names it for ever: the id of its question.
    pub guid: String,
    /// Its type.
    pub shape: Shape,
    /// HTML, one for each field of its type.
    pub fields: Vec<String>,
    /// Words.
    pub tags: String,
    /// The deck below that of the pack.
    pub topic: Option<String>,
}

/// The note types we write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// Front and back.
    Recall,
    /// An answer to be typed.
    Typed,
    /// A number to be typed.
    Number,
    /// Gaps.
    Cloze,
    /// So many options.
    Choice(usize),
}

/// Writes all questions that Anki can ask.
pub fn send(pack: &Pack, now: Moment) -> Sent {
    let mut sent = Sent::default();
    let mut notes = Vec::new();
    for item in &pack.items {
        let mut draft = Draft::of(item, pack.scenario(item));
        notes.extend(note(&mut draft));
        let id = &draft.id;
        let told =
            |what: &String| Loss { line: None, question: Some(id.clone()), what: what.clone() };
        sent.losses.extend(draft.losses.iter().map(told));
    }
    sent.questions = notes.len();
    sent.bytes = write::package(&pack.manifest.title, &pack.manifest.id, &notes, now);
    sent
}

fn note(draft: &mut Draft) -> Option<Note> {
    let (shape, mut fields) = body(draft)?;
    fields.push(draft.rationale.as_deref().map(markup::html).unwrap_or_default());
    let links = draft.sources.iter().map(|it| {
        let link = markup::plain(it);
        format!("<a href=\"{link}\">{link}</a>")
    });
    fields.push(links.collect::<Vec<_>>().join(" "));
    let tags = draft.difficulty.map(|it| format!(" {}{it} ", draft::DIFFICULTY));
    Some(Note {
        guid: draft.id.clone(),
        shape,
        // The sign between fields stands in none.
        fields: fields.into_iter().map(|html| html.replace('\u{1f}', " ")).collect(),
        tags: tags.unwrap_or_default(),
        topic: draft.topic.clone(),
    })
}

/// The fields that belong to a kind, or nothing if Anki cannot ask it.
fn body(draft: &mut Draft) -> Option<(Shape, Vec<String>)> {
    let stem = markup::html(&draft.stem);
    Some(match draft.body.clone() {
        Body::Choice { options, shuffle } => {
            if shuffle == Some(false) || options.iter().any(|option| option.pin) {
                draft.lose("that its options keep their order");
            }
            let options = if shuffle == Some(false) { options } else { mixed(&draft.id, &options) };
            (Shape::Choice(options.len()), choice(stem, &options))
        }
        Body::Recall { answer } => (Shape::Recall, vec![stem, markup::html(&answer)]),
        Body::Order { steps, extra } => {
            draft.lose("to put in order; asked as what to recall");
            let pieces = scattered(&[steps.clone(), extra].concat());
            (Shape::Recall, vec![stem + &list("ul", &pieces), list("ol", &steps)])
        }
        Body::Match { pairs, extra } => {
            draft.lose("to match; asked as what to recall");
            (Shape::Recall, matched(stem, &pairs, extra))
        }
        Body::Number { answer, tolerance, unit } => {
            let unit = unit.as_deref().map(markup::plain).unwrap_or_default();
            (Shape::Number, vec![stem, answer, tolerance.unwrap_or_default(), unit])
        }
        Body::Text { accept, pattern: None, exact } => {
            if exact {
                draft.lose("that case and spaces count");
            }
            let mut accept = accept.iter().map(|text| markup::plain(text));
            let first = accept.next()?;
            (Shape::Typed, vec![stem, first, accept.collect::<Vec<_>>().join("<br>")])
        }
        Body::Text { pattern: Some(pattern), .. } => {
            draft.lose(format!("its pattern `{pattern}`, and so the question"));
            return None;
        }
        Body::Cloze => (Shape::Cloze, cloze(&draft.stem)?),
        Body::Place { diagram, .. } => {
            draft.lose(format!("its diagram {diagram}, and so the question"));
            return None;
        }
    })
}

/// Question, options, the letters of the key, reasons.
fn choice(stem: String, options: &[Opt]) -> Vec<String> {
    let right = options.iter().enumerate().filter(|(_, option)| option.correct);
    let key: Vec<String> = right.map(|(at, _)| table::letter(at).to_string()).collect();
    let mut fields = vec![stem];
    fields.extend(options.iter().map(|option| markup::html(&option.text)));
    fields.push(key.join(" "));
    let why = |option: &Opt| option.why.as_deref().map(markup::html).unwrap_or_default();
    fields.extend(options.iter().map(why));
    fields
}

/// Options in an order that tells nothing, since Anki always shows the same;
/// each pinned one at its place.
fn mixed(id: &str, options: &[Opt]) -> Vec<Opt> {
    let mut free: Vec<&Opt> = options.iter().filter(|option| !option.pin).collect();
    free.sort_by_key(|option| Seed::default().of(&format!("{id} {}", option.text)).0);
    let mut free = free.into_iter();
    let next = |option: &Opt| if option.pin { Some(option.clone()) } else { free.next().cloned() };
    options.iter().filter_map(next).collect()
}

fn matched(stem: String, pairs: &[Pair], extra: Vec<String>) -> Vec<String> {
    let lefts: Vec<String> = pairs.iter().map(|pair| pair.left.clone()).collect();
    let rights = pairs.iter().map(|pair| pair.right.clone()).chain(extra).collect::<Vec<_>>();
    let answer: Vec<String> =
        pairs.iter().map(|pair| format!("{} → {}", pair.left, pair.right)).collect();
    let front = stem + &list("ul", &lefts) + &list("ul", &scattered(&rights));
    vec![front, list("ul", &answer)]
}

/// In an order that tells nothing.
fn scattered(texts: &[String]) -> Vec<String> {
    let mut texts = texts.to_vec();
    texts.sort();
    texts
}

fn list(tag: &str, texts: &[String]) -> String {
    let items: Vec<String> = texts.iter().map(|text| markup::html(text)).collect();
    format!("<{tag}><li>{}</li></{tag}>", items.join("</li><li>"))
}

/// The stem with its gaps as Anki writes them, all of one card, and other
/// answers that they accept.
fn cloze(stem: &str) -> Option<Vec<String>> {
    let cloze = Cloze::read(stem).ok()?;
    // Marks that no author types, so that the text around can become HTML.
    let open = cloze.with(gaps::mark).0;
    let mut html = markup::html(open.trim_end());
    let mut also = Vec::new();
    for (place, gap) in cloze.gaps().iter().enumerate() {
        // Two braces in an answer would end its gap.
        let answer = markup::plain(&gap.shown()).replace("}}", "}&#125;").replace("::", ":&#58;");
        html = html.replacen(&gaps::mark(place), &format!("{{{{c1::{answer}}}}}"), 1);
        let others = gap.accept.iter().skip(1);
        also.extend(others.map(|text| format!("{}: {}", place + 1, markup::plain(text))));
    }
    Some(vec![html, also.join("<br>")])
}
