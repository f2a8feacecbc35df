//! An item of QTI 2.1, 2.2 or 3.0 → a question of ours.

use std::collections::BTreeMap;

use super::{html, line, processing};
use crate::{
    exchange::{
        Body, Draft, Opt, Pair, clean, gaps,
        gift::{Answers, Maker, Question},
        markup, words,
        xml::{Element, Node},
    },
    item::{Exact, number::Tolerance},
};

/// Interactions that stand within a sentence.
const AMID: &[&str] = &["textEntryInteraction", "inlineChoiceInteraction", "gap"];

/// What is right for one interaction.
#[derive(Debug, Default)]
struct Key {
    is_number: bool,
    correct: Vec<String>,
    /// Answers and what they are worth.
    mapped: Vec<(String, f64)>,
    exact: bool,
}

/// The question, or why it is none.
pub fn draft(item: &Element) -> Result<Draft, String> {
    let body = item.child("itemBody").ok_or("it has no body; left out")?;
    let asked: Vec<&Element> =
        body.deep().into_iter().filter(|it| it.name.ends_with("Interaction")).collect();
    let mut maker = Maker::default();
    maker.losses.extend(processing::differs(item));
    let reading = Reading { item, body, keys: keys(item) };
    let mut draft = match &asked[..] {
        [] => return Err("it asks nothing; left out".to_owned()),
        [one] => reading.one(one, &mut maker)?,
        many if many.iter().all(|it| AMID.contains(&&*it.name)) => {
            reading.gaps(many, &mut maker)?
        }
        _ => return Err("it asks several things at once; left out".to_owned()),
    };
    reading.feedback(&mut draft, &mut maker);
    draft.losses.append(&mut maker.losses);
    Ok(draft)
}

/// Keys by the names of their responses.
fn keys(item: &Element) -> BTreeMap<String, Key> {
    let values = |it: &Element| it.all("value").map(|it| it.text().trim().to_owned()).collect();
    let key = |it: &Element| {
        let entries = it.child("mapping").into_iter().flat_map(|it| it.all("mapEntry"));
        let entries: Vec<&Element> = entries.collect();
        let worth = |it: &Element| it.get("mappedValue").and_then(|it| it.parse().ok());
        Key {
            is_number: matches!(it.get("baseType"), Some("float" | "integer")),
            correct: it.child("correctResponse").map(values).unwrap_or_default(),
            mapped: entries
                .iter()
                .map(|it| {
                    (it.get("mapKey").unwrap_or_default().to_owned(), worth(it).unwrap_or(0.0))
                })
                .collect(),
            exact: !entries.is_empty()
                && entries.iter().all(|it| it.get("caseSensitive") == Some("true")),
        }
    };
    item.all("responseDeclaration")
        .map(|it| (it.get("identifier").unwrap_or_default().to_owned(), key(it)))
        .collect()
}

impl Key {
    /// What is all right; the rest of what is worth something is told.
    fn right(&self, maker: &mut Maker) -> Vec<String> {
        let most = self.mapped.iter().map(|(_, worth)| *worth).fold(0.0, f64::max);
        let mut right = self.correct.clone();
        for (answer, worth) in &self.mapped {
            if *worth >= most && most > 0.0 && !right.contains(answer) {
                right.push(answer.clone());
            } else if *worth > 0.0 && !right.contains(answer) {
                let answer = clean(answer);
                maker.losses.push(format!("`{answer}` was worth {worth}; here it is wrong"));
            }
        }
        right
    }
}

/// An item that is read.
struct Reading<'i> {
    item: &'i Element,
    body: &'i Element,
    keys: BTreeMap<String, Key>,
}

impl Reading<'_> {
    fn key(&self, asked: &Element) -> Result<&Key, String> {
        let key = asked.get("responseIdentifier").and_then(|name| self.keys.get(name));
        key.ok_or_else(|| "its response is declared nowhere; left out".to_owned())
    }

    /// What is asked by one interaction.
    fn one(&self, asked: &Element, maker: &mut Maker) -> Result<Draft, String> {
        let key = self.key(asked)?;
        let body = match &*asked.name {
            "choiceInteraction" => choice(asked, key, maker)?,
            "orderInteraction" => order(asked, key, maker)?,
            "matchInteraction" => pairs(asked, key, maker)?,
            "associateInteraction" => {
                maker.losses.push("which of each pair stands left is ours".to_owned());
                pairs(asked, key, maker)?
            }
            "extendedTextInteraction" => self.recall(key, maker)?,
            "textEntryInteraction" if key.is_number => self.number(key, maker)?,
            "textEntryInteraction" if self.is_alone(asked) => Body::Text {
                accept: Some(key.right(maker))
                    .filter(|all| !all.is_empty())
                    .ok_or("it has no right answer; left out")?,
                pattern: None,
                exact: key.exact,
            },
            "textEntryInteraction" | "inlineChoiceInteraction" => {
                return self.gaps(&[asked], maker);
            }
            "gapMatchInteraction" => {
                let all = asked.deep().into_iter().filter(|it| it.name == "gap");
                return self.gaps(&all.collect::<Vec<_>>(), maker);
            }
            other => return Err(format!("questions of kind `{}`; left out", clean(other))),
        };
        let stem = maker.markdown(&html(self.stem(&mut |_| String::new())));
        Ok(Draft { body, stem, ..Draft::default() })
    }

    /// The body as HTML, with something in place of what is typed or picked.
    fn stem(&self, amid: &mut dyn FnMut(&Element) -> String) -> String {
        inside(self.body, amid)
    }

    /// Whether it stands in a paragraph of its own.
    fn is_alone(&self, asked: &Element) -> bool {
        let holds = |it: &&Element| it.elements().any(|inner| inner == asked);
        let parent = self.body.deep().into_iter().find(holds);
        parent.is_none_or(|parent| parent.text().trim().is_empty())
    }

    fn number(&self, key: &Key, maker: &mut Maker) -> Result<Body, String> {
        let answer = key.right(maker).into_iter().next().unwrap_or_default();
        let number = Exact::plain(&answer);
        let number =
            number.ok_or_else(|| format!("`{}` is no number; left out", clean(&answer)))?;
        let tolerance = processing::tolerance(self.item).filter(|it| Tolerance::read(it).is_some());
        Ok(Body::Number { answer: number.exactly(), tolerance, unit: None })
    }

    fn recall(&self, key: &Key, maker: &mut Maker) -> Result<Body, String> {
        let rubric = self.body.deep().into_iter().find(|it| it.name == "rubricBlock");
        let said = match rubric {
            Some(rubric) => maker.markdown(&html(inside(rubric, &mut |_| String::new()))),
            None => key.correct.join("\n"),
        };
        if said.is_empty() {
            return Err("a free text without an answer to compare with; left out".to_owned());
        }
        Ok(Body::Recall { answer: said })
    }

    fn gaps(&self, asked: &[&Element], maker: &mut Maker) -> Result<Draft, String> {
        let mut accept = Vec::new();
        for it in asked {
            accept.push(self.gap(it, maker)?);
        }
        let mut place = 0;
        let marked = self.stem(&mut |it| {
            let is_asked = asked.contains(&it);
            place += usize::from(is_asked);
            if is_asked { gaps::mark(place - 1) } else { String::new() }
        });
        let question = question(html(marked).text);
        let stem = maker.markdown(&question.stem);
        let stem = gaps::filled(&stem, &accept)?;
        Ok(maker.around(&question, Body::Cloze, stem))
    }

    /// What belongs into a gap.
    fn gap(&self, asked: &Element, maker: &mut Maker) -> Result<Vec<String>, String> {
        let nothing = || "nothing belongs to a gap of it; left out".to_owned();
        let accept = match &*asked.name {
            "gap" => {
                let all = self.body.deep();
                let outer = all.into_iter().find(|it| it.name == "gapMatchInteraction");
                let outer = outer.ok_or_else(nothing)?;
                let name = asked.get("identifier").unwrap_or_default();
                let right = self.key(outer)?.right(&mut Maker::default());
                let of = |pair: &String| {
                    let (text, gap) = pair.split_once(' ')?;
                    (gap.trim() == name).then(|| text.to_owned())
                };
                named(outer, &right.iter().filter_map(of).collect::<Vec<_>>(), maker)
            }
            "inlineChoiceInteraction" => {
                let all: Vec<String> = asked.elements().map(|it| words(&it.text())).collect();
                maker.losses.push(format!("what could be picked: {}", clean(&all.join(", "))));
                named(asked, &self.key(asked)?.right(maker), maker)
            }
            _ => self.key(asked)?.right(maker),
        };
        if accept.is_empty() { Err(nothing()) } else { Ok(accept) }
    }

    /// What is said after an answer.
    fn feedback(&self, draft: &mut Draft, maker: &mut Maker) {
        let said = self.item.all("modalFeedback");
        let said = said.map(|it| maker.markdown(&html(inside(it, &mut |_| String::new()))));
        let said: Vec<String> = said.filter(|text| !text.is_empty()).collect();
        draft.rationale = Some(said.join("\n\n")).filter(|text| !text.is_empty());
    }
}

/// A question with a text and nothing else.
fn question(stem: String) -> Question {
    Question {
        id: None,
        tags: Vec::new(),
        title: None,
        stem: html(stem),
        amid: false,
        answers: Answers::Essay,
        general: None,
    }
}

/// The texts of these identifiers.
fn named(asked: &Element, ids: &[String], maker: &mut Maker) -> Vec<String> {
    let text = |id: &String| {
        let found = asked.deep().into_iter().find(|it| it.get("identifier") == Some(id))?;
        Some(words(&line(maker, inside(found, &mut |_| String::new()))))
    };
    ids.iter().filter_map(text).filter(|text| !text.is_empty()).collect()
}

fn choice(asked: &Element, key: &Key, maker: &mut Maker) -> Result<Body, String> {
    let right: Vec<String> = key.right_ones();
    let mut options = Vec::new();
    for it in asked.all("simpleChoice") {
        let why = it.child("feedbackInline").or_else(|| it.child("feedbackBlock"));
        let why = why.map(|it| maker.markdown(&html(inside(it, &mut |_| String::new()))));
        options.push(Opt {
            text: line(maker, inside(it, &mut |_| String::new())),
            correct: it.get("identifier").is_some_and(|id| right.iter().any(|it| it == id)),
            why: why.filter(|why| !why.is_empty()),
            pin: it.get("fixed") == Some("true"),
        });
    }
    let count = options.iter().filter(|option| option.correct).count();
    if options.len() < 2 || count == 0 || count == options.len() {
        return Err("its answers leave nothing to choose; left out".to_owned());
    }
    let shuffled = asked.get("shuffle").is_some_and(|it| it.eq_ignore_ascii_case("true"));
    Ok(Body::Choice { options, shuffle: (!shuffled).then_some(false) })
}

impl Key {
    /// The options of the key: what is correct, else what is worth something.
    fn right_ones(&self) -> Vec<String> {
        if !self.correct.is_empty() {
            return self.correct.clone();
        }
        self.mapped.iter().filter(|(_, worth)| *worth > 0.0).map(|(id, _)| id.clone()).collect()
    }
}

fn order(asked: &Element, key: &Key, maker: &mut Maker) -> Result<Body, String> {
    let mut steps = Vec::new();
    for id in &key.correct {
        let found = asked.all("simpleChoice").find(|it| it.get("identifier") == Some(id));
        let found = found.ok_or("its key names none of its steps; left out")?;
        steps.push(line(maker, inside(found, &mut |_| String::new())));
    }
    let others = asked
        .all("simpleChoice")
        .filter(|it| it.get("identifier").is_none_or(|id| !key.correct.iter().any(|it| it == id)));
    let extra: Vec<String> =
        others.map(|it| line(maker, inside(it, &mut |_| String::new()))).collect();
    if steps.len() < 2 {
        return Err("fewer than two things to put in order; left out".to_owned());
    }
    Ok(Body::Order { steps, extra })
}

fn pairs(asked: &Element, key: &Key, maker: &mut Maker) -> Result<Body, String> {
    let mut pairs: Vec<(String, Pair)> = Vec::new();
    let mut used = Vec::new();
    let choices: Vec<&Element> =
        asked.deep().into_iter().filter(|it| it.name == "simpleAssociableChoice").collect();
    let find = |id: &str| choices.iter().find(|it| it.get("identifier") == Some(id)).copied();
    for pair in &key.right_ones() {
        let (left, right) = pair.split_once(char::is_whitespace).unwrap_or((pair, ""));
        let (Some(one), Some(other)) = (find(left), find(right.trim())) else {
            return Err("its key names what is not there; left out".to_owned());
        };
        if pairs.iter().any(|(id, _)| id == left) {
            return Err("one of its left sides has several partners; left out".to_owned());
        }
        let mut text = |it| line(maker, inside(it, &mut |_| String::new()));
        pairs.push((left.to_owned(), Pair { left: text(one), right: text(other) }));
        used.extend([left.to_owned(), right.trim().to_owned()]);
    }
    let mut sets = asked.all("simpleMatchSet");
    let lefts: Vec<&str> = sets
        .next()
        .into_iter()
        .flat_map(Element::elements)
        .filter_map(|it| it.get("identifier"))
        .collect();
    let mut extra = Vec::new();
    for it in &choices {
        let id = it.get("identifier").unwrap_or_default();
        if used.iter().any(|used| used == id) {
            continue;
        }
        let text = line(maker, inside(it, &mut |_| String::new()));
        if lefts.contains(&id) {
            maker.losses.push(format!("`{text}`, which has no partner"));
        } else {
            extra.push(text);
        }
    }
    if pairs.len() < 2 {
        return Err("it has fewer than two pairs; left out".to_owned());
    }
    Ok(Body::Match { pairs: pairs.into_iter().map(|(_, pair)| pair).collect(), extra })
}

/// What is in an element as HTML; `amid` makes what stands for a gap.
fn inside(element: &Element, amid: &mut dyn FnMut(&Element) -> String) -> String {
    let mut out = String::new();
    for node in &element.nodes {
        match node {
            Node::Text(text) => out.push_str(&markup::plain(text)),
            Node::Element(it) => whole(it, &mut out, amid),
        }
    }
    out
}

fn whole(it: &Element, out: &mut String, amid: &mut dyn FnMut(&Element) -> String) {
    let name = &*it.name;
    match name {
        _ if AMID.contains(&name) => out.push_str(&amid(it)),
        "gapMatchInteraction" => {
            for inner in it.elements().filter(|it| it.name != "gapText" && it.name != "gapImg") {
                whole(inner, out, amid);
            }
        }
        "prompt" => out.extend(["<p>", &*inside(it, amid), "</p>"]),
        "rubricBlock" | "feedbackInline" | "feedbackBlock" => (),
        _ if name.ends_with("Interaction") => {
            if let Some(prompt) = it.child("prompt") {
                whole(prompt, out, amid);
            }
        }
        _ => {
            out.extend(["<", name]);
            for (key, value) in &it.attributes {
                out.extend([" ", key, "=\"", &*markup::plain(value), "\""]);
            }
            out.push('>');
            if !matches!(name, "br" | "img" | "hr") {
                out.extend([&*inside(it, amid), "</", name, ">"]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::xml;

    /// A question of one response with this key, cardinality and base type.
    fn asked(kind: &str, key: &str, body: &str, scoring: &str) -> Result<Draft, String> {
        let (cardinality, base) = kind.split_once(' ').unwrap();
        let text = format!(
            "<assessmentItem identifier='x'><responseDeclaration identifier='R' \
             cardinality='{cardinality}' baseType='{base}'>{key}</responseDeclaration>\
             <itemBody>{body}</itemBody>{scoring}</assessmentItem>"
        );
        draft(&xml::read(text.as_bytes()).unwrap().root)
    }

    fn key(values: &[&str]) -> String {
        let values: Vec<String> =
            values.iter().map(|value| format!("<value>{value}</value>")).collect();
        format!("<correctResponse>{}</correctResponse>", values.concat())
    }

    #[test]
    fn gaps_within_a_text() {
        let inline = "<p>Use <inlineChoiceInteraction responseIdentifier='R'>\
                      <inlineChoice identifier='A'>S3</inlineChoice>\
                      <inlineChoice identifier='B'>EBS</inlineChoice></inlineChoiceInteraction> now.</p>";
        let draft = asked("single identifier", &key(&["B"]), inline, "").unwrap();
        assert_eq!((&*draft.stem, draft.losses.len()), ("Use [[EBS]] now.", 1));
        let gap = "<gapMatchInteraction responseIdentifier='R'><prompt>Fill.</prompt>\
                   <gapText identifier='W'>winter</gapText><gapText identifier='S'>summer</gapText>\
                   <blockquote><p>Now is the <gap identifier='G1'/> made <gap identifier='G2'/>.</p>\
                   </blockquote></gapMatchInteraction>";
        let draft = asked("multiple directedPair", &key(&["W G1", "S G2"]), gap, "").unwrap();
        assert_eq!(draft.stem, "Fill.\n\nNow is the [[winter]] made [[summer]].");
        let none = asked("multiple directedPair", &key(&["W G1"]), gap, "");
        assert!(none.unwrap_err().contains("nothing belongs to a gap"));
    }

    #[test]
    fn pairs_of_two_sets() {
        let side = |ids: &[&str]| {
            let one = |id: &&str| {
                format!("<simpleAssociableChoice identifier='{id}'>{id}</simpleAssociableChoice>")
            };
            format!("<simpleMatchSet>{}</simpleMatchSet>", ids.iter().map(one).collect::<String>())
        };
        let body = format!(
            "<matchInteraction responseIdentifier='R'><prompt>P</prompt>{}{}</matchInteraction>",
            side(&["a", "b", "c"]),
            side(&["x", "y", "z"])
        );
        let draft = asked("multiple directedPair", &key(&["a x", "b y"]), &body, "").unwrap();
        let Body::Match { pairs, extra } = &draft.body else { panic!() };
        assert_eq!((pairs.len(), extra.join(" "), draft.losses.len()), (2, "z".to_owned(), 1));
        let twice = asked("multiple directedPair", &key(&["a x", "a y"]), &body, "");
        assert!(twice.unwrap_err().contains("several partners"));
    }

    #[test]
    fn keys_and_scoring() {
        let body = "<choiceInteraction responseIdentifier='R' shuffle='true'><prompt>P</prompt>\
                    <simpleChoice identifier='A'>a</simpleChoice>\
                    <simpleChoice identifier='B'>b</simpleChoice></choiceInteraction>";
        let mapped = "<mapping><mapEntry mapKey='B' mappedValue='2'/>\
                      <mapEntry mapKey='A' mappedValue='-1'/></mapping>";
        let draft = asked("single identifier", mapped, body, "").unwrap();
        let Body::Choice { options, shuffle } = &draft.body else { panic!() };
        assert_eq!((options[0].correct, options[1].correct, *shuffle), (false, true, None));
        let other = "<responseProcessing><lookupOutcomeValue identifier='S'/></responseProcessing>";
        let draft = asked("single identifier", &key(&["A"]), body, other).unwrap();
        assert!(draft.losses[0].contains("its own scoring (<lookupOutcomeValue>)"));
        assert!(asked("single identifier", "", body, "").is_err());
        let two = format!("{body}{body}");
        assert!(
            asked("single identifier", &key(&["A"]), &two, "").unwrap_err().contains("several")
        );
        let unknown = "<hotspotInteraction responseIdentifier='R'/>";
        assert!(asked("single identifier", "", unknown, "").unwrap_err().contains("hotspot"));
    }

    #[test]
    fn numbers_and_texts() {
        let body = "<p>How long?</p><p><textEntryInteraction responseIdentifier='R'/></p>";
        let scoring = "<responseProcessing><equal toleranceMode='relative' tolerance='5 5'/>\
                       </responseProcessing>";
        let draft = asked("single float", &key(&["24.0"]), body, scoring).unwrap();
        let number =
            Body::Number { answer: "24".to_owned(), tolerance: Some("5%".to_owned()), unit: None };
        assert_eq!((draft.body, &*draft.stem), (number, "How long?"));
        assert!(asked("single float", &key(&["x"]), body, "").unwrap_err().contains("no number"));
        let free = "<p>Why?</p><extendedTextInteraction responseIdentifier='R'/>";
        assert!(asked("single string", "", free, "").unwrap_err().contains("free text"));
        let draft = asked("single string", &key(&["Since."]), free, "").unwrap();
        assert_eq!(draft.body, Body::Recall { answer: "Since.".to_owned() });
    }
}
