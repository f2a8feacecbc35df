//! Questions of ours → a package of QTI 2.1.

use std::fmt::Write;

use super::TOPIC;
use crate::{
    exchange::{
        Body, Draft, Loss, Opt, Sent, archive,
        draft::DIFFICULTY,
        gaps,
        markup::{self, plain},
    },
    item::Cloze,
    pack::Pack,
};

/// Writes all questions that QTI can ask, a file each.
pub fn send(pack: &Pack) -> Sent {
    let mut sent = Sent::default();
    let mut files: Vec<(String, String)> = Vec::new();
    let mut resources = String::new();
    for item in &pack.items {
        let mut draft = Draft::of(item, pack.scenario(item));
        if let Some(asked) = asked(&mut draft) {
            let path = format!("items/{}.xml", draft.id);
            resource(&mut resources, &path, &draft);
            files.push((path, file(&draft, &asked)));
        }
        let told = |what: &String| Loss {
            line: None,
            question: Some(draft.id.clone()),
            what: what.clone(),
        };
        sent.losses.extend(draft.losses.iter().map(told));
    }
    sent.questions = files.len();
    files.insert(0, ("imsmanifest.xml".to_owned(), manifest(pack, &resources)));
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    sent.bytes = archive::packed(&files);
    sent
}

fn manifest(pack: &Pack, resources: &str) -> String {
    let id = plain(&pack.manifest.id);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <manifest xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\" \
         xmlns:imsmd=\"http://www.imsglobal.org/xsd/imsmd_v1p2\" identifier=\"m-{id}\">\n\
         <metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>\n\
         <organizations/>\n<resources>\n{resources}</resources>\n</manifest>\n"
    )
}

/// A file of the manifest, with topic and difficulty as keywords.
fn resource(text: &mut String, path: &str, draft: &Draft) {
    let topic = draft.topic.as_ref().map(|topic| format!("{TOPIC}{topic}"));
    let words = topic.into_iter().chain(draft.difficulty.map(|it| format!("{DIFFICULTY}{it}")));
    let words: Vec<String> = words
        .map(|word| {
            format!("<imsmd:keyword><imsmd:langstring>{word}</imsmd:langstring></imsmd:keyword>")
        })
        .collect();
    let words = words.concat();
    let id = plain(&draft.id);
    let _ = writeln!(
        text,
        "<resource identifier=\"r-{id}\" type=\"imsqti_item_xmlv2p1\" href=\"{path}\"><metadata>\
         <imsmd:lom><imsmd:general>{words}</imsmd:general></imsmd:lom></metadata>\
         <file href=\"{path}\"/></resource>"
    );
}

/// What belongs to a kind: declarations, what stands in the body, scoring.
#[derive(Default)]
struct Asked {
    declared: String,
    body: String,
    scoring: String,
}

const MATCHED: &str = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct";
const MAPPED: &str = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response";

fn file(draft: &Draft, asked: &Asked) -> String {
    let id = name(&draft.id);
    let Asked { declared, body, scoring } = asked;
    let rationale = draft.said().map_or_else(String::new, |text| {
        format!(
            "<modalFeedback outcomeIdentifier=\"FEEDBACK\" identifier=\"rationale\" \
             showHide=\"hide\">{}</modalFeedback>\n",
            xhtml(&text)
        )
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" identifier=\"{id}\" \
         title=\"{id}\" adaptive=\"false\" timeDependent=\"false\">\n{declared}\
         <outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\"/>\n\
         <outcomeDeclaration identifier=\"FEEDBACK\" cardinality=\"multiple\" \
         baseType=\"identifier\"/>\n\
         <itemBody>\n{body}</itemBody>\n{scoring}{rationale}</assessmentItem>\n"
    )
}

/// Markdown as XHTML that stands in a block.
fn xhtml(markdown: &str) -> String {
    let html = inline(markdown);
    let is_block = ["<p>", "<ul", "<ol", "<pre", "<table", "<h", "<blockquote"];
    if is_block.iter().any(|tag| html.starts_with(tag)) { html } else { format!("<p>{html}</p>") }
}

/// Markdown as XHTML.
fn inline(markdown: &str) -> String {
    markup::html(markdown).replace("<br>", "<br/>")
}

fn declared(name: &str, cardinality: &str, base: &str, correct: &[String], more: &str) -> String {
    let values: Vec<String> =
        correct.iter().map(|it| format!("<value>{}</value>", plain(it))).collect();
    let correct = if values.is_empty() {
        String::new()
    } else {
        format!("<correctResponse>{}</correctResponse>", values.concat())
    };
    format!(
        "<responseDeclaration identifier=\"{name}\" cardinality=\"{cardinality}\" \
         baseType=\"{base}\">{correct}{more}</responseDeclaration>\n"
    )
}

fn scored(template: &str) -> String {
    format!("<responseProcessing template=\"{template}\"/>\n")
}

/// How it is asked, or nothing if QTI cannot.
fn asked(draft: &mut Draft) -> Option<Asked> {
    let prompt = format!("<div>{}</div>\n", xhtml(&draft.stem));
    Some(match draft.body.clone() {
        Body::Choice { options, shuffle } => choice(&prompt, &options, shuffle),
        Body::Order { steps, extra } => order(&prompt, &steps, &extra),
        Body::Match { pairs, extra } => {
            let lefts = pairs.iter().map(|pair| pair.left.clone()).collect::<Vec<_>>();
            let rights =
                pairs.iter().map(|pair| pair.right.clone()).chain(extra).collect::<Vec<_>>();
            let correct: Vec<String> = (0..lefts.len()).map(|at| format!("L{at} R{at}")).collect();
            let body = format!(
                "{prompt}<matchInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\" \
                 maxAssociations=\"{}\">{}{}</matchInteraction>\n",
                lefts.len(),
                side("L", &lefts),
                side("R", &rights)
            );
            let declared = declared("RESPONSE", "multiple", "directedPair", &correct, "");
            Asked { declared, body, scoring: scored(MATCHED) }
        }
        Body::Number { answer, tolerance, unit } => {
            if let Some(unit) = unit {
                draft.lose(format!("its unit, {unit}"));
            }
            number(&prompt, &answer, tolerance.as_deref())
        }
        Body::Text { accept, pattern: None, exact } => {
            let more = mapping(&accept, exact);
            let declared = declared("RESPONSE", "single", "string", accept.get(..1)?, &more);
            Asked { declared, body: entry(&prompt), scoring: scored(MAPPED) }
        }
        Body::Cloze => cloze(&draft.stem)?,
        Body::Recall { answer } => {
            let body = format!(
                "{prompt}<rubricBlock view=\"scorer\">{}</rubricBlock>\n\
                 <extendedTextInteraction responseIdentifier=\"RESPONSE\"/>\n",
                xhtml(&answer)
            );
            let declared = declared("RESPONSE", "single", "string", &[], "");
            Asked { declared, body, scoring: String::new() }
        }
        Body::Text { pattern: Some(pattern), .. } => {
            draft.lose(format!("its pattern `{pattern}`, and so the question"));
            return None;
        }
        Body::Place { diagram, .. } => {
            draft.lose(format!("its diagram {diagram}, and so the question"));
            return None;
        }
    })
}

fn entry(prompt: &str) -> String {
    format!("{prompt}<p><textEntryInteraction responseIdentifier=\"RESPONSE\"/></p>\n")
}

fn choice(prompt: &str, options: &[Opt], shuffle: Option<bool>) -> Asked {
    let names = options.iter().enumerate().filter(|(_, option)| option.correct);
    let correct: Vec<String> = names.map(|(at, _)| format!("C{at}")).collect();
    let is_single = correct.len() == 1;
    let mut body = format!(
        "{prompt}<choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"{}\" \
         maxChoices=\"{}\">\n",
        shuffle != Some(false),
        correct.len()
    );
    for (at, option) in options.iter().enumerate() {
        let fixed = if option.pin { " fixed=\"true\"" } else { "" };
        let why = option.why.as_deref().map_or_else(String::new, |why| feedback(at, why));
        let text = inline(&option.text);
        let _ =
            writeln!(body, "<simpleChoice identifier=\"C{at}\"{fixed}>{text}{why}</simpleChoice>");
    }
    body.push_str("</choiceInteraction>\n");
    let cardinality = if is_single { "single" } else { "multiple" };
    let declared = declared("RESPONSE", cardinality, "identifier", &correct, "");
    // What was picked is what feedback is shown for, and all else is plain.
    let shown = if is_single {
        "<multiple><variable identifier=\"RESPONSE\"/></multiple>"
    } else {
        "<variable identifier=\"RESPONSE\"/>"
    };
    let condition = "<match><variable identifier=\"RESPONSE\"/><correct identifier=\"RESPONSE\"/>\
                     </match>";
    let scoring = conditions(
        condition,
        &format!("<setOutcomeValue identifier=\"FEEDBACK\">{shown}</setOutcomeValue>"),
    );
    Asked { declared, body, scoring }
}

/// What is said to whoever picks an option; paragraphs stand in a block.
fn feedback(at: usize, why: &str) -> String {
    let said = inline(why);
    let name = if said == xhtml(why) { "feedbackBlock" } else { "feedbackInline" };
    format!(
        "<{name} outcomeIdentifier=\"FEEDBACK\" identifier=\"C{at}\" showHide=\"show\">{said}</{name}>"
    )
}

/// The name of an item: one that begins with a digit would be none.
fn name(id: &str) -> String {
    let digit = id.starts_with(|c: char| c.is_ascii_digit());
    format!("{}{}", if digit { "_" } else { "" }, plain(id))
}

/// One point if a condition holds.
fn conditions(condition: &str, more: &str) -> String {
    let worth = |points| {
        format!(
            "<setOutcomeValue identifier=\"SCORE\"><baseValue baseType=\"float\">{points}\
             </baseValue></setOutcomeValue>"
        )
    };
    format!(
        "<responseProcessing><responseCondition><responseIf>{condition}{}</responseIf>\
         <responseElse>{}</responseElse></responseCondition>{more}</responseProcessing>\n",
        worth(1),
        worth(0)
    )
}

fn order(prompt: &str, steps: &[String], extra: &[String]) -> Asked {
    let correct: Vec<String> = (0..steps.len()).map(|at| format!("S{at}")).collect();
    let mut body = format!(
        "{prompt}<orderInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\" \
         maxChoices=\"{}\">\n",
        steps.len()
    );
    for (at, step) in steps.iter().chain(extra).enumerate() {
        let _ =
            writeln!(body, "<simpleChoice identifier=\"S{at}\">{}</simpleChoice>", inline(step));
    }
    body.push_str("</orderInteraction>\n");
    let declared = declared("RESPONSE", "ordered", "identifier", &correct, "");
    Asked { declared, body, scoring: scored(MATCHED) }
}

fn side(letter: &str, texts: &[String]) -> String {
    let mut set = "<simpleMatchSet>\n".to_owned();
    for (at, text) in texts.iter().enumerate() {
        let text = inline(text);
        let _ = writeln!(
            set,
            "<simpleAssociableChoice identifier=\"{letter}{at}\" matchMax=\"1\">{text}\
             </simpleAssociableChoice>"
        );
    }
    set + "</simpleMatchSet>\n"
}

fn number(prompt: &str, answer: &str, tolerance: Option<&str>) -> Asked {
    let declared = declared("RESPONSE", "single", "float", &[answer.to_owned()], "");
    let (mode, by) = match tolerance.map(|it| it.split_once('%').ok_or(it)) {
        None => ("exact", String::new()),
        Some(Err(by)) => ("absolute", format!(" tolerance=\"{by} {by}\"")),
        Some(Ok((by, _))) => ("relative", format!(" tolerance=\"{by} {by}\"")),
    };
    let condition = format!(
        "<equal toleranceMode=\"{mode}\"{by}><variable identifier=\"RESPONSE\"/>\
         <correct identifier=\"RESPONSE\"/></equal>"
    );
    Asked { declared, body: entry(prompt), scoring: conditions(&condition, "") }
}

/// Answers that are each worth one point.
fn mapping(accept: &[String], exact: bool) -> String {
    let entry = |it: &String| {
        let key = plain(it);
        format!("<mapEntry mapKey=\"{key}\" mappedValue=\"1\" caseSensitive=\"{exact}\"/>")
    };
    let entries: Vec<String> = accept.iter().map(entry).collect();
    format!("<mapping defaultValue=\"0\">{}</mapping>", entries.concat())
}

fn cloze(stem: &str) -> Option<Asked> {
    let cloze = Cloze::read(stem).ok()?;
    // Marks that no author types, so that the text around can become HTML.
    let open = cloze.with(gaps::mark).0;
    let mut asked =
        Asked { body: format!("<div>{}</div>\n", xhtml(open.trim_end())), ..Asked::default() };
    let mut sum = String::new();
    for (place, gap) in cloze.gaps().iter().enumerate() {
        let name = format!("RESPONSE{place}");
        let accept: Vec<String> = gap.accept.iter().map(ToString::to_string).collect();
        let more = mapping(&accept, false);
        asked.declared += &declared(&name, "single", "string", accept.get(..1)?, &more);
        let entry = format!("<textEntryInteraction responseIdentifier=\"{name}\"/>");
        asked.body = asked.body.replacen(&gaps::mark(place), &entry, 1);
        let _ = write!(sum, "<mapResponse identifier=\"{name}\"/>");
    }
    let all = cloze.gaps().len();
    let condition =
        format!("<gte><sum>{sum}</sum><baseValue baseType=\"float\">{all}</baseValue></gte>");
    asked.scoring = conditions(&condition, "");
    Some(asked)
}
