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
        needed("code", Shape::Code("exam"), "The vendor's code."),
        optional("from", Shape::Date, "First day; left out, it has always been given."),
        optional("until", Shape::Date, "Last day; left out, no end is known."),
        needed("questions", Shape::Whole(1, 10_000), "Questions in all."),
        optional("unscored", Shape::Whole(0, 10_000), "Those of them that do not count."),
        needed("minutes", Shape::Whole(1, 10_000), "Minutes to answer them."),
        needed("scale", Shape::Map(&SCALE), "How the score is told."),
        optional("kinds", Shape::List(&Shape::Kind), "Kinds asked; left out, all but `recall`."),
        needed("domains", Shape::List(&Shape::Map(&DOMAIN)), "The blueprint; weights sum to 100."),
    ],
};

const SCALE: Thing = Thing {
    noun: "scale",
    keys: &[
        needed("min", Shape::Whole(0, 1_000_000), "Nothing right."),
        needed("max", Shape::Whole(1, 1_000_000), "All right."),
        needed("pass", Shape::Whole(0, 1_000_000), "Enough."),
    ],
};

const DOMAIN: Thing = Thing {
    noun: "domain",
    keys: &[
        needed("id", Shape::Id("domain"), "Names it."),
        needed("title", Shape::Text, "For people."),
        needed("weight", Shape::Whole(1, 100), "Percent of the exam."),
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
    let whole = Shape::List(&Shape::Map(&DOMAIN));
    if !node.get("domains").is_some_and(|list| fits(list, &whole, sink)) {
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
