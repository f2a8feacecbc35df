//! Questions of ours → Moodle XML.

use std::fmt::Write;

use crate::{
    exchange::{Body, Draft, Loss, Opt, Pair, Sent, clean, draft, gaps, words},
    item::{Cloze, Exact, number::Tolerance},
    pack::Pack,
};

/// Writes all questions of a pack.
pub fn send(pack: &Pack) -> Sent {
    let mut sent = Sent::default();
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n".to_owned();
    let mut topic = None;
    for item in &pack.items {
        let mut draft = Draft::of(item, pack.scenario(item));
        let asked = asked(&mut draft);
        if topic != draft.topic {
            let name = draft.topic.as_deref().unwrap_or("top");
            let _ = writeln!(
                text,
                "<question type=\"category\"><category><text>{name}</text></category></question>"
            );
            topic.clone_from(&draft.topic);
        }
        sent.questions += usize::from(asked.is_some());
        question(&mut text, &draft, asked);
        let told = |what: &String| Loss {
            line: None,
            question: Some(draft.id.clone()),
            what: what.clone(),
        };
        sent.losses.extend(draft.losses.iter().map(told));
    }
    text.push_str("</quiz>\n");
    sent.bytes = text.into_bytes();
    sent
}

/// What a question is there: its type, its text, and the elements that only
/// this type has.
struct Asked {
    kind: &'static str,
    stem: String,
    rest: String,
}

fn question(text: &mut String, draft: &Draft, asked: Option<Asked>) {
    for loss in &draft.losses {
        comment(text, &format!("not carried over: {loss}"));
    }
    let Some(Asked { kind, stem, rest }) = asked else {
        return comment(text, &format!("{}: {}", draft.id, draft.stem));
    };
    let id = &draft.id;
    let _ = writeln!(text, "<question type=\"{kind}\">\n<name><text>{id}</text></name>");
    element(text, "questiontext", "", &stem);
    element(text, "generalfeedback", "", &draft.said().unwrap_or_default());
    let _ = writeln!(text, "<idnumber>{id}</idnumber>\n{rest}");
    if let Some(difficulty) = draft.difficulty {
        let tag = format!("{}{difficulty}", draft::DIFFICULTY);
        let _ = writeln!(text, "<tags><tag><text>{tag}</text></tag></tags>");
    }
    text.push_str("</question>\n");
}

/// Two hyphens would end a comment.
fn comment(text: &mut String, said: &str) {
    let said = clean(said).replace("--", "- -");
    let _ = writeln!(text, "<!-- {} -->", said.trim_end_matches('-'));
}

/// An element that holds a text in Markdown.
fn element(text: &mut String, name: &str, attributes: &str, markdown: &str) {
    let said = cdata(markdown);
    let _ = writeln!(text, "<{name}{attributes} format=\"markdown\"><text>{said}</text></{name}>");
}

/// Text that is not looked into.
fn cdata(text: &str) -> String {
    format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>"))
}

/// How it is asked, or nothing if Moodle cannot.
fn asked(draft: &mut Draft) -> Option<Asked> {
    let body = draft.body.clone();
    let mut rest = String::new();
    let mut stem = draft.stem.clone();
    let kind = match body {
        Body::Choice { options, shuffle } => {
            if options.iter().any(|option| option.pin) {
                draft.lose("that an option keeps its place");
            }
            choice(&mut rest, &options, shuffle);
            "multichoice"
        }
        Body::Order { steps, extra } => {
            if !extra.is_empty() {
                draft.lose("its extra steps");
            }
            ordered(&mut rest, &steps);
            "ordering"
        }
        Body::Match { pairs, extra } => {
            matched(&mut rest, &pairs, &extra);
            "matching"
        }
        Body::Number { answer, tolerance, unit } => {
            number(&mut rest, &answer, tolerance.as_deref(), unit.as_deref())?;
            "numerical"
        }
        Body::Text { accept, pattern: None, exact } => {
            let _ = writeln!(rest, "<usecase>{}</usecase>", u8::from(exact));
            for answer in &accept {
                right(&mut rest, &answer.replace('*', "\\*"), "");
            }
            "shortanswer"
        }
        Body::Cloze => {
            stem = cloze(draft)?;
            "cloze"
        }
        Body::Recall { answer } => {
            element(&mut rest, "graderinfo", "", &answer);
            "essay"
        }
        Body::Text { pattern: Some(pattern), .. } => {
            draft.lose(format!("its pattern `{pattern}`, and so the question"));
            return None;
        }
        Body::Place { diagram, .. } => {
            draft.lose(format!("its diagram {diagram}, and so the question"));
            return None;
        }
    };
    Some(Asked { kind, stem, rest })
}

fn choice(text: &mut String, options: &[Opt], shuffle: Option<bool>) {
    let right = options.iter().filter(|option| option.correct).count();
    let shuffled = shuffle != Some(false);
    let _ = writeln!(text, "<single>{}</single>", right == 1);
    let _ = writeln!(text, "<shuffleanswers>{shuffled}</shuffleanswers>");
    let share = Exact::whole(100)
        .over(Exact::whole(i64::try_from(right).unwrap_or(i64::MAX)))
        .and_then(|share| share.round(5))
        .map(|share| share.to_string())
        .unwrap_or_default();
    for option in options {
        let fraction = match (right, option.correct) {
            (_, true) => &*share,
            (1, false) => "0",
            (_, false) => "-100",
        };
        let why = option.why.as_deref().map(cdata).unwrap_or_default();
        let said = cdata(&option.text);
        let _ = writeln!(
            text,
            "<answer fraction=\"{fraction}\" format=\"markdown\"><text>{said}</text>\
             <feedback format=\"markdown\"><text>{why}</text></feedback></answer>"
        );
    }
}

fn ordered(text: &mut String, steps: &[String]) {
    text.push_str("<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype>\n");
    for (place, step) in (1..).zip(steps) {
        let place: usize = place;
        element(text, "answer", &format!(" fraction=\"{place}\""), step);
    }
}

fn matched(text: &mut String, pairs: &[Pair], extra: &[String]) {
    text.push_str("<shuffleanswers>true</shuffleanswers>\n");
    for pair in pairs {
        sides(text, &pair.left, &pair.right);
    }
    for right in extra {
        sides(text, "", right);
    }
}

fn sides(text: &mut String, left: &str, right: &str) {
    let (left, right) = (cdata(left), cdata(&words(right)));
    let _ = writeln!(
        text,
        "<subquestion format=\"markdown\"><text>{left}</text><answer><text>{right}</text></answer>\
         </subquestion>"
    );
}

/// An answer that is all right, and plain.
fn right(text: &mut String, answer: &str, more: &str) {
    let answer = cdata(answer);
    let _ = writeln!(
        text,
        "<answer fraction=\"100\" format=\"plain_text\"><text>{answer}</text>{more}</answer>"
    );
}

fn number(
    text: &mut String,
    answer: &str,
    tolerance: Option<&str>,
    unit: Option<&str>,
) -> Option<()> {
    let by = match tolerance.map(Tolerance::read) {
        None => Exact::ZERO,
        Some(Some(Tolerance::Absolute(by))) => by,
        Some(Some(Tolerance::Percent(by))) => {
            Exact::plain(answer)?.size().times(by)?.over(Exact::whole(100))?
        }
        Some(None) => return None,
    };
    right(text, answer, &format!("<tolerance>{by}</tolerance>"));
    if let Some(unit) = unit {
        let unit = cdata(unit);
        let _ = writeln!(
            text,
            "<units><unit><multiplier>1</multiplier><unit_name>{unit}</unit_name></unit></units>"
        );
    }
    Some(())
}

/// The stem with its gaps as Moodle writes them.
fn cloze(draft: &mut Draft) -> Option<String> {
    let cloze = Cloze::read(&draft.stem).ok()?;
    if cloze.gaps().iter().flat_map(|gap| &gap.accept).any(|text| text.contains('\\')) {
        draft.lose("its gaps with a backslash, and so the question");
        return None;
    }
    let gap = |place: usize| {
        let accept = cloze.gaps().get(place).map(|gap| &*gap.accept).unwrap_or_default();
        let answers: Vec<String> = accept.iter().map(|text| format!("={}", escape(text))).collect();
        format!("{{1:SHORTANSWER:{}}}", answers.join("~"))
    };
    // Marks that no author types, so that gaps are not taken for Markdown.
    let mut stem = cloze.with(gaps::mark).0.trim_end().to_owned();
    for place in 0..cloze.gaps().len() {
        stem = stem.replacen(&gaps::mark(place), &gap(place), 1);
    }
    Some(stem)
}

/// An answer in a gap: a star that stands for itself, signs that do not end it.
fn escape(text: &str) -> String {
    text.chars().fold(String::new(), |mut escaped, c| {
        escaped.extend(Some('\\').filter(|_| matches!(c, '}' | '#' | '~' | '*')));
        escaped.push(c);
        escaped
    })
}
