//! A card → a question of ours.

use super::{
    choice::{self, Key},
    cloze,
    collection::{Note, NoteType},
    template::{self, Fill, render},
};
use crate::{
    exchange::{Body, Draft, clean, draft, gaps, html, markup, table, words},
    item::{Cloze, Exact, number::Tolerance},
};

/// Names of fields that say why.
const RATIONALES: &[&str] = &["rationale", "explanation"];
/// Names of fields that say where it is written.
const SOURCES: &[&str] = &["source", "sources"];
/// Characters of an answer that may be typed.
const TYPED: usize = 120;

/// Whether a field has a place of its own in a question, on a card or not.
pub fn is_known(field: &str) -> bool {
    let own = ["number", "tolerance", "unit", "also right"];
    [RATIONALES, SOURCES, &own].concat().contains(&&*field.to_lowercase())
}

/// One card of a note.
#[derive(Debug)]
pub struct Card<'c> {
    /// The note.
    pub note: &'c Note,
    /// Its type.
    pub kind: &'c NoteType,
    /// Which card, from 0.
    pub place: usize,
    /// The name of its deck.
    pub deck: &'c str,
}

impl Card<'_> {
    /// The question, or why it is none.
    pub fn draft(&self) -> Result<Draft, String> {
        let mut maker = Maker::default();
        let mut draft = match self.choice(&mut maker) {
            Some(draft) => draft,
            None => self.shown(&mut maker)?,
        };
        let more = self.named(RATIONALES).map(|html| maker.markdown(html));
        let said = draft.rationale.take().into_iter().chain(more);
        let is_answer =
            |text: &String| matches!(&draft.body, Body::Recall { answer } if answer == text);
        let said: Vec<String> = said.filter(|text| !text.is_empty() && !is_answer(text)).collect();
        draft.rationale = Some(said.join("\n\n")).filter(|text| !text.is_empty());
        draft.sources = self.named(SOURCES).map(|html| maker.sources(html)).unwrap_or_default();
        draft.difficulty = maker.tags(&self.note.tags);
        draft.losses = maker.losses;
        Ok(draft)
    }

    /// The HTML of a field by its names, if it is there and says something.
    fn named(&self, names: &[&str]) -> Option<&str> {
        let is_named = |name: &String| names.contains(&&*name.to_lowercase());
        let at = self.kind.fields.iter().position(is_named)?;
        self.note.fields.get(at).map(String::as_str).filter(|html| !template::is_blank(html))
    }

    fn choice(&self, maker: &mut Maker) -> Option<Draft> {
        let found = choice::of(self)?;
        let options = found.options.iter().map(|(text, why)| {
            let why = why.as_deref().filter(|why| !template::is_blank(why));
            (maker.markdown(text), why.map(|why| maker.markdown(why)))
        });
        let options: Vec<_> = options.collect();
        let body = match &found.key {
            Key::Places(right) => table::picked(options, right),
            Key::Written(key) => table::picks(options.into_iter(), key),
        };
        match body {
            Ok(body) => {
                self.unused(&found.used, maker);
                let stem = maker.markdown(&found.stem);
                Some(Draft { body, stem, ..Draft::default() })
            }
            Err(why) => {
                maker.losses = vec![format!("its options: {why}; asked as what to recall")];
                None
            }
        }
    }

    /// Tells of fields of a note with options that have no place.
    fn unused(&self, used: &[usize], maker: &mut Maker) {
        for (at, (name, html)) in self.kind.fields.iter().zip(&self.note.fields).enumerate() {
            let known = [RATIONALES, SOURCES].concat().contains(&&*name.to_lowercase());
            if !used.contains(&at) && !known && !template::is_blank(html) {
                let said = words(&html::markdown(html).markdown);
                maker.lose(format!("field `{}`: {said}", clean(name)));
            }
        }
    }

    /// By its templates, as Anki shows it.
    fn shown(&self, maker: &mut Maker) -> Result<Draft, String> {
        let place = if self.kind.is_cloze { 0 } else { self.place };
        let (front, back) =
            self.kind.templates.get(place).ok_or("its note type has no such card")?;
        if self.kind.is_cloze {
            return self.cloze(front, back, maker);
        }
        if let Some(draft) = self.number(maker) {
            return Ok(draft);
        }
        match template::field_of(front, "type") {
            Some(field) => self.typed(front, back, field, maker),
            None => self.recall(front, back, maker),
        }
    }

    fn recall(&self, front: &str, back: &str, maker: &mut Maker) -> Result<Draft, String> {
        let stem = maker.markdown(&self.side(front, Gaps::Shown, false));
        let answer = maker.below(&self.side(back, Gaps::Shown, true), &stem);
        if stem.is_empty() {
            return Err("its front shows nothing".to_owned());
        }
        // Some have nothing on their back but what we take for a reason.
        let answer = match self.named(RATIONALES) {
            Some(html) if answer.is_empty() => maker.markdown(html),
            _ => answer,
        };
        if answer.is_empty() {
            return Err("its back shows nothing".to_owned());
        }
        Ok(Draft { body: Body::Recall { answer }, stem, ..Draft::default() })
    }

    /// A note with a field for a number, as we write it.
    fn number(&self, maker: &mut Maker) -> Option<Draft> {
        let field = |name: &str| {
            let text = words(&html::markdown(self.named(&[name])?).markdown);
            Some(text).filter(|text| !text.is_empty())
        };
        let answer = field("number").filter(|text| Exact::plain(text).is_some())?;
        let tolerance = field("tolerance").filter(|text| Tolerance::read(text).is_some());
        let body = Body::Number { answer, tolerance, unit: field("unit") };
        Some(Draft { body, stem: maker.markdown(self.named(&["question"])?), ..Draft::default() })
    }

    fn typed(
        &self,
        front: &str,
        back: &str,
        field: &str,
        maker: &mut Maker,
    ) -> Result<Draft, String> {
        let html = self.named(&[&field.to_lowercase()]).unwrap_or_default();
        let answer = words(&html::markdown(html).markdown);
        if answer.is_empty() || answer.chars().count() > TYPED {
            return self.recall(front, back, maker);
        }
        let stem = maker.markdown(&self.side(front, Gaps::Shown, false));
        if stem.is_empty() {
            return Err("its front shows nothing".to_owned());
        }
        let others = self.named(&["also right"]).map(|html| maker.markdown(html));
        let others = others.unwrap_or_default();
        let others = others.lines().map(words).filter(|text| !text.is_empty());
        let accept = std::iter::once(answer).chain(others).collect();
        let body = Body::Text { accept, pattern: None, exact: false };
        let side = Side { card: self, gaps: Gaps::Shown, is_back: true, without: Some(field) };
        let rest = maker.below(&render(back, &side), &stem);
        Ok(Draft { body, stem, rationale: Some(rest), ..Draft::default() })
    }

    fn cloze(&self, front: &str, back: &str, maker: &mut Maker) -> Result<Draft, String> {
        let rationale = Some(maker.below(&self.side(back, Gaps::Hidden, true), ""));
        let marked = html::markdown(&self.side(front, Gaps::Marked, false));
        let (stem, answers) = filled(&marked.markdown, &self.also(maker));
        if answers.is_empty() {
            return Err(format!("it has no gap {}", self.place + 1));
        }
        let sound = Cloze::read(&stem).is_ok_and(|it| it.gaps().len() == answers.len());
        if sound && answers.iter().all(|answer| !answer.is_empty()) {
            maker.losses.extend(marked.lost);
            return Ok(Draft { body: Body::Cloze, stem, rationale, ..Draft::default() });
        }
        maker.lose("gaps that nothing can be typed into; asked as what to recall");
        let stem = maker.markdown(&self.side(front, Gaps::Open, false));
        let answer = maker.markdown(&self.side(front, Gaps::Shown, false));
        Ok(Draft { body: Body::Recall { answer }, stem, rationale, ..Draft::default() })
    }

    /// Other answers of gaps, as we write them: `2: four`.
    fn also(&self, maker: &mut Maker) -> Vec<(usize, String)> {
        let text = self.named(&["also right"]).map(|html| maker.markdown(html));
        let text = text.unwrap_or_default();
        let line = |line: &str| {
            let (number, answer) = line.split_once(": ")?;
            Some((number.trim().parse().ok()?, words(answer)))
        };
        text.lines().filter_map(line).collect()
    }

    /// A side as HTML.
    fn side(&self, template: &str, gaps: Gaps, is_back: bool) -> String {
        render(template, &Side { card: self, gaps, is_back, without: None })
    }
}

/// What becomes of gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gaps {
    /// What belongs there.
    Shown,
    /// The text they are in is left out.
    Hidden,
    /// What belongs there, between [`OPEN`] and [`CLOSE`].
    Marked,
    /// Dots.
    Open,
}

/// Marks that no author types, around what belongs into a gap.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// A side of a card, to be filled.
struct Side<'c> {
    card: &'c Card<'c>,
    gaps: Gaps,
    is_back: bool,
    /// A field that is left empty.
    without: Option<&'c str>,
}

impl Fill for Side<'_> {
    fn field(&self, name: &str) -> Option<String> {
        let Card { note, kind, place, deck } = self.card;
        let lower = name.to_lowercase();
        // What has a place of its own in a question is not part of the answer.
        let elsewhere = || [RATIONALES, SOURCES, &["also right"]].concat().contains(&&*lower);
        if let Some(at) = kind.fields.iter().position(|field| field == name) {
            let hidden = self.is_back && elsewhere() || self.without == Some(name);
            let html = note.fields.get(at).filter(|_| !hidden);
            return Some(html.cloned().unwrap_or_default());
        }
        match name {
            "FrontSide" => Some(String::new()),
            "Tags" => Some(note.tags.join(" ")),
            "Deck" => Some((*deck).to_owned()),
            "Subdeck" => Some(deck.rsplit("::").next().unwrap_or_default().to_owned()),
            _ => (name == format!("c{}", place + 1)).then(|| "1".to_owned()),
        }
    }

    fn filtered(&self, _: &str, filters: &[&str], html: String) -> String {
        if filters.iter().any(|filter| filter.starts_with("tts")) {
            return String::new();
        }
        if filters.contains(&"cloze") {
            return self.gapped(&html);
        }
        if filters.contains(&"type") && !self.is_back { String::new() } else { html }
    }
}

impl Side<'_> {
    fn gapped(&self, html: &str) -> String {
        let hinted = |hint: Option<&str>| hint.map_or_else(String::new, |it| format!(" ({it})"));
        let mut gap = |answer: &str, hint: Option<&str>| match self.gaps {
            Gaps::Shown | Gaps::Hidden => answer.to_owned(),
            Gaps::Open => format!("[…]{}", hinted(hint)),
            Gaps::Marked => {
                let marked = html::markdown(answer);
                // A picture cannot be typed.
                let is_text = !marked.lost.iter().any(|lost| lost.starts_with("image"));
                let answer = if is_text { words(&marked.markdown) } else { String::new() };
                format!("{OPEN}{}{CLOSE}{}", markup::plain(&answer), hinted(hint))
            }
        };
        match self.gaps {
            Gaps::Hidden => String::new(),
            _ => cloze::shown(html, self.card.place + 1, &mut gap),
        }
    }
}

/// What stands below the line of an answer, if there is one.
fn below_line(html: &str) -> Option<&str> {
    let at = html.find("<hr id=")?;
    let name = html[at + 7..].trim_start_matches(['"', '\'']);
    let (_, below) = html[at..].split_once('>').filter(|_| name.starts_with("answer"))?;
    Some(below)
}

/// A text with its marked gaps as we write them, and what belongs into each;
/// `also` holds other answers with the numbers of their gaps.
fn filled(marked: &str, also: &[(usize, String)]) -> (String, Vec<String>) {
    let (mut stem, mut answers) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, inside)) = rest.split_once(OPEN) {
        let (answer, after) = inside.split_once(CLOSE).unwrap_or((inside, ""));
        let answer = words(answer);
        let number = answers.len() + 1;
        let others = also.iter().filter(|(of, _)| *of == number).map(|(_, text)| text);
        let accept: Vec<String> =
            std::iter::once(&answer).chain(others).map(|text| gaps::bracketed(text)).collect();
        stem.extend([before, "[[", &accept.join("|"), "]]"]);
        answers.push(answer);
        rest = after;
    }
    stem.push_str(rest);
    (stem, answers)
}

/// A question in the making.
#[derive(Debug, Default)]
struct Maker {
    losses: Vec<String>,
}

impl Maker {
    fn lose(&mut self, what: impl Into<String>) {
        let what = what.into();
        if !self.losses.contains(&what) {
            self.losses.push(what);
        }
    }

    /// HTML as Markdown, sound left out.
    fn markdown(&mut self, html: &str) -> String {
        let mut text = String::with_capacity(html.len());
        let mut rest = html;
        while let Some((before, inside)) = rest.split_once("[sound:") {
            let Some((file, after)) = inside.split_once(']') else { break };
            self.lose(format!("sound `{}` left out", clean(file)));
            text.push_str(before);
            rest = after;
        }
        text.push_str(rest);
        let marked = html::markdown(&text);
        // How a card looks is ours to say.
        for lost in marked.lost.into_iter().filter(|lost| !lost.starts_with("<style>")) {
            self.lose(lost);
        }
        marked.markdown
    }

    /// A back as Markdown without the front that is said again above.
    fn below(&mut self, html: &str, stem: &str) -> String {
        if let Some(below) = below_line(html) {
            return self.markdown(below).trim().to_owned();
        }
        let back = self.markdown(html);
        let rest = back.strip_prefix(stem).filter(|rest| rest.starts_with('\n'));
        rest.unwrap_or(&back).trim().to_owned()
    }

    /// The addresses in a text; other words are lost.
    fn sources(&mut self, html: &str) -> Vec<String> {
        let text = words(&html::markdown(html).markdown);
        let (links, other): (Vec<&str>, Vec<&str>) =
            text.split_whitespace().partition(|word| word.starts_with("http"));
        if !other.is_empty() {
            self.lose(format!("source: {}", clean(&other.join(" "))));
        }
        links.into_iter().map(str::to_owned).collect()
    }

    /// The difficulty, if a tag tells it; other tags are lost.
    fn tags(&mut self, tags: &[String]) -> Option<u8> {
        let mut difficulty = None;
        for tag in tags {
            match tag.strip_prefix(draft::DIFFICULTY).and_then(|digit| digit.parse().ok()) {
                Some(digit @ 1..=3) => difficulty = Some(digit),
                _ => self.lose(format!("tag `{}`", clean(tag))),
            }
        }
        difficulty
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A question of a note type with one front and back.
    fn asked(fields: &[(&str, &str)], front: &str, back: &str) -> Result<Draft, String> {
        let kind = NoteType {
            is_cloze: front.contains("cloze:"),
            fields: fields.iter().map(|(name, _)| (*name).to_owned()).collect(),
            templates: vec![(front.to_owned(), back.to_owned())],
        };
        let note = Note {
            guid: "x".to_owned(),
            kind: 1,
            tags: Vec::new(),
            fields: fields.iter().map(|(_, html)| (*html).to_owned()).collect(),
        };
        Card { note: &note, kind: &kind, place: 0, deck: "A::B" }.draft()
    }

    #[test]
    fn options_are_found_by_the_names_of_fields() {
        let all = [
            ("Question", "Which?"),
            ("QType (0=kprim,1=mc,2=sc)", "1"),
            ("Q_1", "one"),
            ("Q_2", "two<br>lines"),
            ("Q_3", ""),
            ("Answers", "0 1"),
            ("Extra 1", "more"),
        ];
        let draft = asked(&all, "{{Question}}", "{{Answers}}").unwrap();
        let Body::Choice { options, .. } = &draft.body else { panic!("{draft:?}") };
        let options: Vec<(&str, bool)> =
            options.iter().map(|option| (&*option.text, option.correct)).collect();
        assert_eq!(options, [("one", false), ("two lines", true)]);
        assert_eq!(draft.losses.len(), 2, "{:?}", draft.losses);
        let wrong = [
            ("Question", "Which?"),
            ("A1", ""),
            ("Option 1", "x"),
            ("Option 2", "y"),
            ("Key", "z"),
        ];
        let draft = asked(&wrong, "{{Question}} {{Option 1}} {{Option 2}}", "{{Key}}").unwrap();
        assert_eq!(draft.body, Body::Recall { answer: "z".to_owned() });
        assert!(draft.losses[0].contains("asked as what to recall"), "{:?}", draft.losses);
    }

    #[test]
    fn sides_are_read_as_anki_shows_them() {
        let fields =
            [("Front", "<b>F</b>"), ("Back", "B"), ("Explanation", "Since."), ("Empty", "")];
        for (front, back, stem, answer, rationale) in [
            ("{{Front}}", "{{FrontSide}}<hr id=\"answer\">{{Back}}", "**F**", "B", Some("Since.")),
            ("{{Front}}", "<div>{{Front}}</div><div>{{Back}}</div>", "**F**", "B", Some("Since.")),
            (
                "{{hint:Front}} ({{Subdeck}})",
                "{{Back}} {{Explanation}}",
                "**F** (B)",
                "B",
                Some("Since."),
            ),
            ("{{Front}}", "{{Explanation}}", "**F**", "Since.", None),
            (
                "{{#Empty}}no{{/Empty}}{{Front}}",
                "{{tts en_US:Front}}{{Back}}",
                "**F**",
                "B",
                Some("Since."),
            ),
        ] {
            let draft = asked(&fields, front, back).unwrap();
            assert_eq!((&*draft.stem, draft.rationale.as_deref()), (stem, rationale), "{front}");
            assert_eq!(draft.body, Body::Recall { answer: answer.to_owned() }, "{back}");
        }
        assert!(asked(&fields, "{{Empty}}", "{{Back}}").unwrap_err().contains("front"));
        assert!(asked(&fields, "{{Front}}", "{{Empty}}").is_ok(), "the explanation is the answer");
    }

    #[test]
    fn gaps_that_cannot_be_typed_are_told() {
        let text = [("Text", "{{c1::<img src=x.png>}} is {{c1::it}}"), ("Back Extra", "")];
        let draft = asked(&text, "{{cloze:Text}}", "{{cloze:Text}}<br>{{Back Extra}}").unwrap();
        assert_eq!(
            (&*draft.stem, draft.losses.len()),
            ("\\[…\\] is \\[…\\]", 2),
            "{:?}",
            draft.losses
        );
        let none = [("Text", "{{c2::x}}")];
        assert!(asked(&none, "{{cloze:Text}}", "").unwrap_err().contains("no gap 1"));
    }
}
