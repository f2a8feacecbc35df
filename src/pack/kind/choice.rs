//! Pick one or more of the options.

use super::{LEAST, MOST, Scope, inner, key_span, too_many, twins};
use crate::{
    item::{Choice, Kind, choice::Opt, template::Field},
    pack::{
        Code,
        shape::{Key, Shape, Thing, needed, optional, wanted},
        sink::Sink,
        take,
        validate::{fits, is_missing},
        yaml::Node,
    },
};

/// The keys of a choice.
pub(super) const KEYS: &[Key] = &[
    needed("options", OPTIONS, "What can be picked, two options or more."),
    optional("shuffle", Shape::Flag, "`false` shows the options in the order they are written."),
];

const OPTIONS: Shape = Shape::Few(LEAST, MOST, &Shape::Map(&OPTION));

/// The keys of an option.
const OPTION: Thing = Thing {
    noun: "option",
    keys: &[
        needed("text", Shape::Markdown, "What can be picked, in inline Markdown."),
        optional("correct", Shape::Flag, "`true` on each option that is right.").or("false"),
        wanted("why", Shape::Markdown, "Why it is right or wrong, in Markdown."),
        optional("pin", Shape::Flag, "`true` keeps it where it is written.").or("false"),
    ],
};

/// Reads a choice, and tells what there is to say against it.
pub(super) fn decode(node: &Node, scope: &Scope, sink: &mut Sink) -> Option<Kind> {
    let options = take::list(node, "options");
    for option in options {
        reasons(option, sink);
    }
    if let Some(list) = node.get("options").filter(|list| fits(list, &OPTIONS, sink)) {
        check(node, list.list(), sink);
    }
    let shuffle = take::flag(node, "shuffle").unwrap_or(scope.shuffle);
    let options = options.iter().map(decode_option).collect::<Option<Vec<_>>>()?;
    Some(Kind::Choice(Choice { options, shuffle }))
}

/// Its texts.
pub(super) fn fields<'n, 's>(node: &'n Node<'s>) -> Vec<(Field, &'n Node<'s>)> {
    let options = take::list(node, "options");
    let whys = inner(options, "why", Field::Why);
    inner(options, "text", Field::Option).chain(whys).collect()
}

fn decode_option(node: &Node) -> Option<Opt> {
    Some(Opt {
        text: take::line(node, "text")?,
        correct: is_correct(node),
        why: take::markdown(node, "why"),
        pin: take::flag(node, "pin").unwrap_or_default(),
    })
}

fn is_correct(node: &Node) -> bool {
    take::flag(node, "correct").unwrap_or_default()
}

/// Tells of an option that teaches nothing.
fn reasons(option: &Node, sink: &mut Sink) {
    let keys: Vec<&Key> = OPTION.keys.iter().collect();
    if !option.entries().is_empty() && is_missing(option, "why", &keys) {
        let message = "this option has no `why`: say why it is right or wrong";
        sink.tell(Code::MissingWhy, &option.head(), message);
    }
}

/// Tells of what makes a choice unfit to be asked.
fn check(node: &Node, options: &[Node], sink: &mut Sink) {
    let at = &key_span(node, "options");
    let correct = options.iter().filter(|option| is_correct(option)).count();
    if options.len() < LEAST {
        sink.tell(Code::FewOptions, at, "a choice needs at least two options");
    } else if correct == 0 {
        sink.tell(
            Code::NoCorrect,
            at,
            "no option is correct; write `correct: true` in one or more",
        );
    } else if correct == options.len() {
        sink.tell(Code::AllCorrect, at, "every option is correct, so there is nothing to choose");
    }
    too_many(options.len(), "options", at, sink);
    let texts = options.iter().filter_map(|option| option.get("text"));
    twins(texts, "option", Code::EqualOptions, sink);
}
