//! Exams with their blueprints.

use jiff::{ToSpan, civil::Date};

use super::unique;
use crate::{
    item::DomainId,
    pack::{
        Code, Domain, Exam, Scale,
        shape::{Shape, Thing, needed, optional},
        sink::Sink,
        take,
        validate::fits,
        yaml::Node,
    },
    text::Clean,
};

/// The keys of an exam.
pub(super) const EXAM: Thing = Thing {
    noun: "exam",
    keys: &[
        needed("code", Shape::Code("exam"), "The vendor's code, such as `DVA-C02`."),
        optional(
            "from",
            Shape::Date,
            "The first day it is given, such as `2026-12-01`; left out, always.",
        ),
        optional(
            "until",
            Shape::Date,
            "The last day it is given, such as `2026-11-30`; left out, no end is known.",
        ),
        needed("questions", Shape::Whole(1, 10_000), "Questions in all, unscored ones included."),
        optional("unscored", Shape::Whole(0, 10_000), "How many of them do not count.").or("0"),
        needed("minutes", Shape::Whole(1, 10_000), "Minutes to answer them all."),
        needed(
            "scale",
            Shape::Map(&SCALE),
            "How the score is told: `{min: 100, max: 1000, pass: 720}`.",
        ),
        optional("kinds", Shape::List(&Shape::Kind), "Kinds it asks; left out, all but `recall`."),
        needed("domains", DOMAINS, "The blueprint; the weights sum to 100."),
    ],
};

const DOMAINS: Shape = Shape::Few(1, usize::MAX, &Shape::Map(&DOMAIN));

const SCALE: Thing = Thing {
    noun: "scale",
    keys: &[
        needed("min", Shape::Whole(0, 1_000_000), "The score with nothing right."),
        needed("max", Shape::Whole(1, 1_000_000), "The score with all right."),
        needed("pass", Shape::Whole(0, 1_000_000), "The score that passes."),
    ],
};

const DOMAIN: Thing = Thing {
    noun: "domain",
    keys: &[
        needed("id", Shape::Id("domain"), "Questions name it by this: `domain: …`."),
        needed("title", Shape::Text, "What learners see."),
        needed("weight", Shape::Whole(1, 100), "Percent of the exam; all of them sum to 100."),
    ],
};

/// Reads the exams of a manifest, in order of date; faulty ones are left out.
pub(super) fn exams(node: &Node, sink: &mut Sink) -> Vec<Exam> {
    let nodes = take::list(node, "exams");
    unique(nodes, "exam", sink);
    let mut exams: Vec<(&Node, Exam)> = Vec::new();
    for node in nodes {
        let before = sink.errors;
        check(node, sink);
        let sound = sink.errors == before && fits(node, &Shape::Map(&EXAM), sink);
        exams.extend(exam(node).filter(|_| sound).map(|exam| (node, exam)));
    }
    exams.sort_by_key(|(_, exam)| (exam.from, exam.until.unwrap_or(Date::MAX)));
    calendar(&exams, sink);
    exams.into_iter().map(|(_, exam)| exam).collect()
}

fn exam(node: &Node) -> Option<Exam> {
    Some(Exam {
        code: take::id(node, "code")?,
        from: take::date(node, "from"),
        until: take::date(node, "until"),
        questions: take::whole(node, "questions")?,
        unscored: take::whole(node, "unscored").unwrap_or_default(),
        minutes: take::whole(node, "minutes")?,
        scale: scale(node.get("scale")?)?,
        kinds: take::cleans(node, "kinds"),
        domains: take::list(node, "domains").iter().filter_map(domain).collect(),
    })
}

fn scale(node: &Node) -> Option<Scale> {
    let number = |key| take::whole(node, key);
    Some(Scale { min: number("min")?, max: number("max")?, pass: number("pass")? })
}

fn domain(node: &Node) -> Option<Domain> {
    let id: DomainId = take::id(node, "id")?;
    let title = take::clean(node, "title").unwrap_or_else(|| Clean::new(&id));
    Some(Domain { id, title, weight: take::whole(node, "weight")? })
}

/// What makes a sound-looking exam senseless.
fn check(node: &Node, sink: &mut Sink) {
    let domains = take::list(node, "domains");
    unique(domains, "domain", sink);
    weights(node, domains, sink);
    let (questions, unscored) = (take::whole(node, "questions"), take::whole(node, "unscored"));
    if let (Some(all), Some(some), Some(at)) = (questions, unscored, node.get("unscored"))
        && some >= all
    {
        sink.tell(Code::Unscored, &at.span, "all questions are unscored; some must count");
    }
    if let Some(it) = node.get("scale").and_then(|node| Some((node, scale(node)?))) {
        check_scale(it.0, it.1, sink);
    }
    let (from, until) = (take::date(node, "from"), take::date(node, "until"));
    if let (Some(from), Some(until), Some(at)) = (from, until, node.get("until"))
        && until < from
    {
        sink.tell(Code::Dates, &at.span, &format!("this exam ends before it begins on {from}"));
    }
}

fn weights(node: &Node, domains: &[Node], sink: &mut Sink) {
    if !node.get("domains").is_some_and(|list| fits(list, &DOMAINS, sink)) {
        return;
    }
    let sum: u32 = domains.iter().filter_map(|node| take::whole(node, "weight")).sum();
    let key = node.entries().iter().find(|entry| entry.key.text == "domains");
    if let (Some(entry), true) = (key, sum != 100) {
        let message = format!("the weights of the domains sum to {sum}, not to 100");
        sink.tell(Code::Weights, &entry.key.span, &message);
    }
}

fn check_scale(node: &Node, scale: Scale, sink: &mut Sink) {
    let at = |key| node.get(key).map_or(node.span.clone(), |node| node.span.clone());
    if scale.min >= scale.max {
        sink.tell(Code::Scale, &at("max"), "`max` must be above `min`");
    } else if scale.pass <= scale.min || scale.pass > scale.max {
        sink.tell(Code::Scale, &at("pass"), "`pass` must be above `min` and not above `max`");
    }
}

/// Warns of days with two exams, or with none between two.
fn calendar(exams: &[(&Node, Exam)], sink: &mut Sink) {
    for pair in exams.windows(2) {
        let [(_, one), (node, other)] = pair else { continue };
        let at = node.get("from").map_or(node.head(), |from| from.span.clone());
        let next = one.until.and_then(|until| until.checked_add(1.day()).ok());
        let overlap = one.until.is_none_or(|until| other.from.is_none_or(|from| from <= until));
        if overlap {
            let message =
                format!("exams `{}` and `{}` are given on the same days", one.code, other.code);
            sink.tell(Code::Overlap, &at, &message);
        } else if next < other.from {
            let message = format!("no exam is given between `{}` and `{}`", one.code, other.code);
            sink.tell(Code::Gap, &at, &message);
        }
    }
}
