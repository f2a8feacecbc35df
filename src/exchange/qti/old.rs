//! An item of QTI 1.2, as Canvas and its like write it → a question of ours.

use std::collections::BTreeSet;

use super::html;
use crate::{
    exchange::{
        Body, Draft, clean,
        draft::Pair,
        gaps,
        gift::{Answers, Choice, Maker, Piece, Quantity, Question},
        markup, words,
        xml::{Element, Node},
    },
    item::Exact,
};

/// Its name: that of the question in the bank it was taken from, if it says so.
pub fn name(item: &Element) -> String {
    let of = field(item, "assessment_question_identifierref");
    of.or_else(|| item.get("ident").map(str::to_owned)).unwrap_or_default()
}

/// A field of its metadata.
fn field(item: &Element, label: &str) -> Option<String> {
    let fields = item.deep().into_iter().filter(|it| it.name == "qtimetadatafield");
    let mut fields = fields.filter(|it| it.said("fieldlabel").is_some_and(|said| said == label));
    fields.next()?.said("fieldentry").filter(|entry| !entry.is_empty())
}

/// The question, or why it is none.
pub fn draft(item: &Element) -> Result<Draft, String> {
    let presentation = item.child("presentation").ok_or("it presents nothing; left out")?;
    let mut reading = Reading::new(item, presentation);
    let kind = field(item, "question_type").unwrap_or_else(|| reading.guess());
    let mut maker = Maker::default();
    let mut draft = match &*kind {
        "fill_in_multiple_blanks_question" | "multiple_dropdowns_question" => {
            reading.blanks(kind.starts_with("multiple"), &mut maker)?
        }
        "matching_question" => reading.matching(&mut maker)?,
        _ => {
            let answers = reading.answers(&kind)?;
            let question = reading.question(answers);
            maker.draft(&question)?
        }
    };
    if let Body::Choice { shuffle, .. } = &mut draft.body {
        let shuffled = item.deep().iter().any(|it| {
            it.name == "render_choice" && it.get("shuffle").is_some_and(|it| it == "Yes")
        });
        // Canvas says elsewhere whether it shuffles.
        if kind.starts_with("true_false") && !shuffled {
            *shuffle = Some(false);
        }
    }
    reading.rest(&mut draft);
    Ok(draft)
}

/// An item that is read.
struct Reading<'i> {
    item: &'i Element,
    presentation: &'i Element,
    /// Conditions, in the order they are tried.
    conditions: Vec<&'i Element>,
    /// Names of feedback that has a place.
    used: BTreeSet<String>,
}

impl<'i> Reading<'i> {
    fn new(item: &'i Element, presentation: &'i Element) -> Self {
        let conditions = item.deep().into_iter().filter(|it| it.name == "respcondition").collect();
        Self { item, presentation, conditions, used: BTreeSet::new() }
    }

    /// What is asked, by how it is answered, if it does not say.
    fn guess(&self) -> String {
        let all = self.presentation.deep();
        let has = |name: &str| all.iter().find(|it| it.name == name);
        let decimal = all.iter().any(|it| {
            it.name == "render_fib"
                && matches!(it.get("fibtype"), Some("Decimal" | "Integer" | "Scientific"))
        });
        let kind = match has("response_lid") {
            Some(lid) if lid.get("rcardinality") == Some("Multiple") => "multiple_answers_question",
            Some(_) => "multiple_choice_question",
            None if has("response_num").is_some() || decimal => "numerical_question",
            None if has("response_str").is_some() && self.right("").is_empty() => "essay_question",
            None if has("response_str").is_some() => "short_answer_question",
            None => "text_only_question",
        };
        kind.to_owned()
    }

    fn answers(&mut self, kind: &str) -> Result<Answers, String> {
        Ok(match kind {
            "multiple_choice_question" | "true_false_question" | "multiple_answers_question" => {
                Answers::Pick(self.picks())
            }
            "short_answer_question" => {
                let right = self.right("");
                let choice = |answer: String| Choice {
                    correct: true,
                    weight: None,
                    feedback: self.said_to(&answer),
                    // A star there stands for itself.
                    what: plain(answer.replace('*', "\\*")),
                };
                Answers::Short(right.into_iter().map(choice).collect())
            }
            "numerical_question" => Answers::Number { choices: self.numbers()?, alone: false },
            "essay_question" => Answers::Essay,
            "text_only_question" => Answers::Description,
            kind => return Err(format!("questions of type `{}`; left out", clean(kind))),
        })
    }

    fn question(&mut self, answers: Answers) -> Question {
        let general = self.feedback("general_fb");
        Question {
            id: None,
            tags: Vec::new(),
            title: None,
            stem: html(material(self.presentation)),
            amid: false,
            answers,
            general,
        }
    }

    /// The text of a feedback, which has a place then.
    fn feedback(&mut self, name: &str) -> Option<Piece> {
        let all = self.item.deep();
        let found = all
            .into_iter()
            .find(|it| it.name == "itemfeedback" && it.get("ident") == Some(name))?;
        self.used.insert(name.to_owned());
        Some(html(texts(found))).filter(|piece| !piece.text.trim().is_empty())
    }

    /// What is said to whoever gives this answer.
    fn said_to(&mut self, answer: &str) -> Option<Piece> {
        let shows = self.conditions.iter().find_map(|condition| {
            let is_scored = condition.child("setvar").is_some();
            let equal: Vec<String> = equals(condition).into_iter().map(|(_, it)| it).collect();
            let shown = condition.child("displayfeedback")?.get("linkrefid")?;
            (!is_scored && equal == [answer]).then(|| shown.to_owned())
        });
        self.feedback(&shows?)
    }

    /// What is compared in the conditions that score, `not` left out, for one
    /// response or for any.
    fn right(&self, response: &str) -> Vec<String> {
        let scores = |it: &&&Element| {
            it.all("setvar").any(|it| it.text().trim().parse::<f64>().is_ok_and(|by| by > 0.0))
        };
        let mut right = Vec::new();
        for condition in self.conditions.iter().filter(scores) {
            for (name, value) in equals(condition) {
                if (response.is_empty() || name == response) && !right.contains(&value) {
                    right.push(value);
                }
            }
        }
        right
    }

    fn picks(&mut self) -> Vec<Choice<Piece>> {
        let right = self.right("");
        let several = right.len() > 1;
        let labels = self.presentation.deep();
        let labels: Vec<&Element> =
            labels.into_iter().filter(|it| it.name == "response_label").collect();
        let share = 100.0 / f64::from(u32::try_from(right.len()).unwrap_or(1).max(1));
        let mut choices = Vec::new();
        for label in labels {
            let name = label.get("ident").unwrap_or_default();
            let is_right = right.iter().any(|it| it == name);
            choices.push(Choice {
                correct: is_right && !several,
                weight: several.then_some(if is_right { share } else { 0.0 }),
                what: html(material(label)),
                feedback: self.said_to(name),
            });
        }
        choices
    }

    /// Each number that is right, as one, or from one to another.
    fn numbers(&mut self) -> Result<Vec<Choice<Quantity>>, String> {
        let mut choices = Vec::new();
        let conditions = self.conditions.clone();
        for condition in conditions {
            if condition.child("setvar").is_none() {
                continue;
            }
            let all = condition.deep();
            let of = |names: [&str; 2]| {
                let it = all.iter().find(|it| names.contains(&&*it.name))?;
                Exact::plain(it.text().trim())
            };
            let low = of(["vargte", "vargt"]);
            let high = of(["varlte", "varlt"]);
            let what = match (of(["varequal", "varequal"]), low, high) {
                (_, Some(low), Some(high)) if low != high => Quantity::Between(low, high),
                (Some(number), ..) | (None, Some(number), _) => Quantity::Just(number),
                _ => continue,
            };
            let shown: Vec<String> = condition
                .all("displayfeedback")
                .filter_map(|it| it.get("linkrefid"))
                .filter(|name| *name != "correct_fb")
                .map(str::to_owned)
                .collect();
            let feedback = shown.first().and_then(|name| self.feedback(name));
            choices.push(Choice { correct: true, weight: None, what, feedback });
        }
        if choices.is_empty() {
            return Err("no number is right; left out".to_owned());
        }
        Ok(choices)
    }

    /// The places that are answered, by what they ask.
    fn places(&self) -> Vec<&'i Element> {
        let all = self.presentation.deep();
        all.into_iter().filter(|it| it.name == "response_lid").collect()
    }

    fn blanks(&mut self, are_picked: bool, maker: &mut Maker) -> Result<Draft, String> {
        let mut marked = material(self.presentation);
        let mut accept: Vec<(usize, Vec<String>)> = Vec::new();
        for (number, place) in self.places().into_iter().enumerate() {
            let labels: Vec<&Element> =
                place.deep().into_iter().filter(|it| it.name == "response_label").collect();
            let right = self.right(place.get("ident").unwrap_or_default());
            let is_right = |it: &&&Element| {
                !are_picked || it.get("ident").is_some_and(|id| right.iter().any(|it| it == id))
            };
            let text = |it: &&Element| words(&maker_text(it));
            accept.push((number, labels.iter().filter(is_right).map(text).collect()));
            if are_picked {
                let all: Vec<String> = labels.iter().map(text).collect();
                maker.losses.push(format!("what could be picked: {}", all.join(", ")));
            }
            let blank = format!("[{}]", texts_of(place.child("material")));
            marked = marked.replacen(&blank, &gaps::mark(number), 1);
        }
        let accept: Vec<Vec<String>> = accept.into_iter().map(|(_, texts)| texts).collect();
        let question = self.question(Answers::Essay);
        let stem = maker.markdown(&html(marked));
        let stem = gaps::filled(&stem, &accept)?;
        Ok(maker.around(&question, Body::Cloze, stem))
    }

    fn matching(&mut self, maker: &mut Maker) -> Result<Draft, String> {
        let (mut pairs, mut rights) = (Vec::new(), Vec::new());
        for place in self.places() {
            let labels = place.deep().into_iter().filter(|it| it.name == "response_label");
            let labels: Vec<(String, String)> = labels
                .map(|it| (it.get("ident").unwrap_or_default().to_owned(), maker_text(it)))
                .collect();
            let left = maker.line(&html(texts_of(place.child("material"))));
            let right = self.right(place.get("ident").unwrap_or_default());
            match labels.iter().find(|(id, _)| right.contains(id)) {
                Some((_, right)) => pairs.push(Pair { left, right: right.clone() }),
                None => maker.losses.push(format!("`{left}`, which has no partner")),
            }
            rights = labels;
        }
        if pairs.len() < 2 {
            return Err("it has fewer than two pairs; left out".to_owned());
        }
        let extra = rights.into_iter().map(|(_, text)| text);
        let extra = extra.filter(|text| !pairs.iter().any(|pair| pair.right == *text)).collect();
        let question = self.question(Answers::Essay);
        let stem = maker.markdown(&question.stem);
        Ok(maker.around(&question, Body::Match { pairs, extra }, stem))
    }

    /// Tells of feedback that has no place.
    fn rest(&self, draft: &mut Draft) {
        for it in self.item.deep().into_iter().filter(|it| it.name == "itemfeedback") {
            let name = it.get("ident").unwrap_or_default();
            let said = words(&maker_text(it));
            if self.used.contains(name) || said.is_empty() {
                continue;
            }
            let when = match name {
                "correct_fb" => "said to right answers".to_owned(),
                "general_incorrect_fb" => "said to wrong answers".to_owned(),
                name => format!("feedback `{}`", clean(name)),
            };
            draft.lose(format!("{when}: {said}"));
        }
    }
}

/// What a condition compares, what it must not be left out: response and value.
fn equals(condition: &Element) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for it in condition.elements().filter(|it| it.name != "not") {
        if it.name == "varequal" {
            let name = it.get("respident").unwrap_or_default().to_owned();
            found.push((name, it.text().trim().to_owned()));
        } else {
            found.extend(equals(it));
        }
    }
    found
}

fn plain(text: String) -> Piece {
    Piece { format: "plain".to_owned(), text }
}

/// The texts of an element, on one line of Markdown.
fn maker_text(element: &Element) -> String {
    Maker::default().line(&html(texts(element)))
}

fn texts_of(element: Option<&Element>) -> String {
    element.map(texts).unwrap_or_default()
}

/// What is shown itself, not what is shown of its responses, as HTML.
fn material(element: &Element) -> String {
    let parts = element.elements().filter(|it| matches!(&*it.name, "material" | "flow"));
    let parts = parts.map(|it| if it.name == "flow" { material(it) } else { texts(it) });
    parts.collect::<Vec<_>>().join("\n")
}

/// All `<mattext>` of an element as HTML, and formulas as they are.
fn texts(element: &Element) -> String {
    let mut out = String::new();
    for node in &element.nodes {
        let Node::Element(it) = node else { continue };
        match (&*it.name, it.get("texttype")) {
            ("mattext", Some("text/html" | "text/xhtml" | "TEXT/HTML")) => out.push_str(&it.text()),
            ("mattext", _) => out.push_str(&markup::plain(&it.text())),
            ("math", _) => {
                out.extend(["<math>", &*markup::plain(&it.text()), "</math>"]);
            }
            ("matimage", _) => {
                let source = it.get("uri").unwrap_or_default();
                out.extend(["<img src=\"", &*markup::plain(source), "\">"]);
            }
            _ => out.push_str(&texts(it)),
        }
    }
    out
}
