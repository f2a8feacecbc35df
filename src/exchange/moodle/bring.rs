//! `<question>` → a question of ours.

use super::cloze;
use crate::{
    exchange::{
        Body, Draft, clean,
        gift::{Answers, Choice, Feedback, Maker, Pair, Piece, Quantity, Question},
        xml::Element,
    },
    item::Exact,
};

/// What Moodle says of itself to whoever answers.
const STOCK: &[&str] = &[
    "",
    "Your answer is correct.",
    "Your answer is partially correct.",
    "Your answer is incorrect.",
];

/// The question, or why it is none.
pub fn draft(element: &Element) -> Result<Draft, String> {
    let mut maker = Maker::default();
    let mut draft = match element.get("type").unwrap_or_default() {
        "cloze" | "multianswer" => cloze::asked(&asked(element, Answers::Essay), &mut maker)?,
        "gapselect" => cloze::chosen(element, "selectoption", &mut maker)?,
        "ddwtos" => cloze::chosen(element, "dragbox", &mut maker)?,
        "ordering" => ordering(element, &mut maker)?,
        kind => maker.draft(&asked(element, answers(kind, element)?))?,
    };
    more(element, &mut draft);
    Ok(draft)
}

/// What is asked, with what can be answered.
pub fn asked(element: &Element, answers: Answers) -> Question {
    let stem = element.child("questiontext").map(piece).unwrap_or_default();
    let tags = element
        .child("tags")
        .map(|tags| tags.all("tag").map(|tag| tag.text().trim().to_owned()).collect());
    let is_essay = answers == Answers::Essay;
    let grader = said(element.child("graderinfo")).filter(|_| is_essay);
    Question {
        id: None,
        tags: tags.unwrap_or_default(),
        title: None,
        stem,
        amid: false,
        answers,
        general: grader.or_else(|| said(element.child("generalfeedback"))),
    }
}

/// A text with its format.
pub fn piece(element: &Element) -> Piece {
    let format = match element.get("format").unwrap_or("html") {
        "markdown" => "markdown",
        "plain_text" => "plain",
        "moodle_auto_format" => "moodle",
        _ => "html",
    };
    let text = element.child("text").map_or_else(|| own_text(element), Element::text);
    Piece { format: format.to_owned(), text: text.trim().to_owned() }
}

/// What stands in it and in no element of it.
fn own_text(element: &Element) -> String {
    if element.elements().next().is_some() { String::new() } else { element.text() }
}

fn said(element: Option<&Element>) -> Feedback {
    element.map(piece).filter(|piece| !piece.text.is_empty())
}

fn fraction(answer: &Element) -> f64 {
    answer.get("fraction").and_then(|text| text.trim().parse().ok()).unwrap_or(0.0)
}

fn answers(kind: &str, element: &Element) -> Result<Answers, String> {
    let all = || element.all("answer");
    Ok(match kind {
        "multichoice" | "multichoiceset" => {
            let single = element.said("single").is_none_or(|text| text != "false" && text != "0");
            Answers::Pick(all().map(|answer| choice(answer, single)).collect())
        }
        "truefalse" => truth(element)?,
        "shortanswer" => Answers::Short(all().map(|answer| choice(answer, true)).collect()),
        "numerical" => {
            let numbers =
                all().filter(|answer| piece(answer).text != "*" || fraction(answer) > 0.0);
            let choices = numbers.map(number).collect::<Result<_, _>>()?;
            Answers::Number { choices, alone: false }
        }
        "matching" => {
            let right = |it: &Element| it.child("answer").map(|it| piece(it).text);
            let pair =
                |it: &Element| Pair { left: piece(it), right: right(it).unwrap_or_default() };
            Answers::Match(element.all("subquestion").map(pair).collect())
        }
        "essay" => Answers::Essay,
        "description" => Answers::Description,
        "" => return Err("a question without a type; left out".to_owned()),
        kind => {
            return Err(format!("questions of type `{}` cannot be asked; left out", clean(kind)));
        }
    })
}

fn choice(answer: &Element, single: bool) -> Choice<Piece> {
    let weight = fraction(answer);
    let correct = single && weight >= 100.0;
    Choice {
        correct,
        weight: (!correct).then_some(weight),
        what: piece(answer),
        feedback: said(answer.child("feedback")),
    }
}

fn truth(element: &Element) -> Result<Answers, String> {
    let of =
        |word: &str| element.all("answer").find(|it| piece(it).text.eq_ignore_ascii_case(word));
    let (Some(yes), Some(no)) = (of("true"), of("false")) else {
        return Err("true or false, without both answers; left out".to_owned());
    };
    let feedback = |it: &Element| said(it.child("feedback"));
    let is_true = fraction(yes) > fraction(no);
    Ok(Answers::Truth { is_true, of_true: feedback(yes), of_false: feedback(no) })
}

fn number(answer: &Element) -> Result<Choice<Quantity>, String> {
    let text = piece(answer).text;
    let read = |text: &str| Exact::plain(text.trim());
    let number = read(&text).ok_or_else(|| format!("`{}` is no number; left out", clean(&text)))?;
    let by = answer.said("tolerance").and_then(|text| read(&text)).unwrap_or(Exact::ZERO);
    let what = if by == Exact::ZERO { Quantity::Just(number) } else { Quantity::About(number, by) };
    let feedback = said(answer.child("feedback"));
    Ok(Choice { correct: true, weight: Some(fraction(answer)), what, feedback })
}

/// Steps, each with its place as fraction.
fn ordering(element: &Element, maker: &mut Maker) -> Result<Draft, String> {
    let mut steps: Vec<(f64, String)> = element
        .all("answer")
        .map(|answer| (fraction(answer), maker.line(&piece(answer))))
        .collect();
    steps.sort_by(|left, right| left.0.total_cmp(&right.0));
    if steps.len() < 2 {
        return Err("fewer than two things to put in order; left out".to_owned());
    }
    let question = asked(element, Answers::Essay);
    let steps = steps.into_iter().map(|(_, text)| text).collect();
    let body = Body::Order { steps, extra: Vec::new() };
    let stem = maker.markdown(&question.stem);
    Ok(maker.around(&question, body, stem))
}

/// What only Moodle says of a question.
fn more(element: &Element, draft: &mut Draft) {
    let is = |name: &str, value: &str| element.said(name).is_some_and(|text| text == value);
    match &mut draft.body {
        Body::Choice { shuffle, .. }
            if is("shuffleanswers", "0") || is("shuffleanswers", "false") =>
        {
            *shuffle = Some(false);
        }
        Body::Text { exact, .. } => *exact = is("usecase", "1"),
        Body::Number { unit, .. } => *unit = units(element, &mut draft.losses),
        Body::Recall { .. } if said(element.child("graderinfo")).is_some() => {
            let mut maker = Maker::default();
            let general = said(element.child("generalfeedback"));
            draft.rationale = general.map(|piece| maker.markdown(&piece));
            draft.losses.append(&mut maker.losses);
        }
        _ => (),
    }
    if is("hidden", "1") {
        draft.lose("that it was hidden");
    }
    for hint in element.all("hint") {
        draft.lose(format!("hint: {}", short(hint)));
    }
    for name in ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"] {
        let words = element.child(name).map(short).unwrap_or_default();
        if !STOCK.contains(&&*words) {
            draft.lose(format!("{name}: {words}"));
        }
    }
    for file in element.deep().into_iter().filter(|it| it.name == "file") {
        let name = clean(file.get("name").unwrap_or("without a name"));
        let bytes = file.text().trim().len() / 4 * 3;
        draft.lose(format!("file `{name}` of {} KB left out", bytes.div_ceil(1024)));
    }
}

fn short(element: &Element) -> String {
    let mut maker = Maker::default();
    crate::exchange::words(&maker.markdown(&piece(element)))
}

/// What a number counts; units to choose from are lost.
fn units(element: &Element, losses: &mut Vec<String>) -> Option<String> {
    let mut unit = None;
    for it in element.child("units").into_iter().flat_map(|units| units.all("unit")) {
        let name = clean(&it.said("unit_name").unwrap_or_default());
        let is_plain = it.said("multiplier").and_then(|text| text.parse::<f64>().ok()) == Some(1.0);
        if is_plain && unit.is_none() && !name.is_empty() {
            unit = Some(name);
        } else {
            losses.push(format!("unit `{name}`"));
        }
    }
    unit
}
