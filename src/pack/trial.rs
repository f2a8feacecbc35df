//! Draws of a template, tried before a learner meets them.

use std::ops::Range;

use super::{
    Code, Diagnostic,
    sink::Sink,
    template::Plan,
    yaml::{Node, Places},
};
use crate::item::{
    Item, Seed,
    template::{At, Fault, Field, Trouble, Unfit, Why},
};

/// How much is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// One sound draw, for a learner who waits.
    Sample,
    /// All draws, or so many of them, for an author.
    Draws(u64),
}

/// Draws that an author's check tries.
pub(super) const ALL: Care = Care::Draws(2_000);

/// Draws by chance of a template whose draws are all tried.
const CHANCES: u64 = 64;

/// Tries draws, and tells of those that come to nothing: each fault once, with
/// the first values that show it.
pub(super) fn run(item: &Item, plan: &Plan, care: Care, sink: &mut Sink) {
    let Care::Draws(most) = care else { return };
    let template = &plan.template;
    let counted = if template.count() <= most { template.count() } else { 0 };
    // Those that can be counted are drawn by chance too, though fewer: whether
    // `where` lets enough of them pass to be met.
    let by_chance = if counted > 0 { CHANCES } else { most };
    let counted = (0..counted).map(|number| template.numbered(number));
    let seeds = (0..by_chance).map(|seed| Seed(seed).of("values").of(&item.id));
    let mut told: Vec<(At, Code)> = Vec::new();
    for draw in counted.chain(seeds.map(|seed| template.draw(seed).map(Some))) {
        let filled = draw.and_then(|draw| draw.map(|draw| item.filled(&draw)).transpose());
        let Err(fault) = filled else { continue };
        let key = (fault.at.clone(), message(&fault).0);
        if !told.contains(&key) {
            tell(&fault, plan, sink);
            told.push(key);
        }
        if fault.why == Why::Never {
            break;
        }
    }
}

/// Tells of a draw that comes to nothing.
pub(super) fn tell(fault: &Fault, plan: &Plan, sink: &mut Sink) {
    let (code, message) = message(fault);
    let words = plan.template.words(&fault.draw);
    let when = if words.is_empty() { String::new() } else { format!(" when {words}") };
    let span = span(&fault.at, plan, sink);
    let it = Diagnostic::new(code, &sink.source, &span, &format!("{message}{when}"));
    let other = match &fault.why {
        Why::Same(other) => plan.fields.iter().find(|(field, _)| field == other),
        _ => None,
    };
    let line = other.map(|(_, node)| sink.source.position(node.span.start).line);
    sink.push(match line {
        Some(line) => it.help(&format!("the other is on line {line}")),
        None => it,
    });
}

/// Where a draw comes to nothing.
fn span(at: &At, plan: &Plan, sink: &Sink) -> Range<usize> {
    let field = |wanted: &Field| {
        let found = plan.fields.iter().find(|(field, _)| field == wanted);
        found.or(plan.fields.first()).map(|(_, node)| *node)
    };
    let whole = |node: Option<&Node>| node.map(|node| node.span.clone()).unwrap_or_default();
    match at {
        At::Let(place) => whole(plan.lets.get(*place).copied()),
        At::Where(place) => whole(plan.wheres.get(*place).copied()),
        At::Text(it) => whole(field(it)),
        At::Part(it, range) => {
            let node = field(it);
            node.map(|node| Places::of(&sink.source.text, node).at(range)).unwrap_or_default()
        }
    }
}

/// What is told of a draw that comes to nothing, up to the values.
pub(super) fn message(fault: &Fault) -> (Code, String) {
    let (code, message) = match &fault.why {
        Why::Never => {
            let message = "of 200 draws none is as `where` wants it; let more of them pass";
            (Code::NoDraw, message.to_owned())
        }
        Why::Trouble(trouble) => trouble_message(trouble),
        Why::Unfit(unfit) => (Code::UnfitDraw, unfit_message(unfit)),
        Why::Same(_) => (Code::EqualDraw, "this comes out the same as another".to_owned()),
    };
    (code, message)
}

fn trouble_message(trouble: &Trouble) -> (Code, String) {
    let message = match trouble {
        Trouble::Zero => return (Code::DivisionByZero, "this divides by zero".to_owned()),
        Trouble::Fuel => return (Code::OutOfFuel, "this takes too long to work out".to_owned()),
        Trouble::Large => "a number here is too large, or too fine".to_owned(),
        Trouble::Sort { wanted, is } => format!("{wanted} is wanted here, not {is},"),
        Trouble::Place => "the list has no such place".to_owned(),
    };
    (Code::NoValue, message)
}

fn unfit_message(unfit: &Unfit) -> String {
    match unfit {
        Unfit::Empty => "this comes out empty".to_owned(),
        Unfit::NotANumber(text) => format!("this comes out as `{text}`, which is no number,"),
        Unfit::Tolerance(text) => format!("this comes out as `{text}`, which is no tolerance,"),
        Unfit::Gap(_) => "the gaps cannot be read".to_owned(),
        Unfit::Nowhere => "this is not part of the question".to_owned(),
    }
}
