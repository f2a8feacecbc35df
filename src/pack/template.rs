//! Questions as templates: `vars`, `let`, `where`, and texts with `{{ … }}`.

use std::{collections::HashMap, ops::Range, sync::Arc};

use super::{
    Code,
    kind::{KindOf, QUESTION},
    near::did_you_mean,
    shape::{Form, Key, Need, Shape, Thing, beside, either},
    sink::Sink,
    trial,
    validate::{fits, missing},
    yaml::{Node, Places, Scalar, Style, Value as Tree},
};
use crate::{
    item::{
        Exact, Item, Seed, Template,
        template::{
            self, Expr, ExprFault, Field, LONGEST, Text, Value, Var, VarFault, function_names,
            is_name,
        },
    },
    text::Markdown,
};

/// The keys of a template.
pub(super) const VARS: Shape = Shape::Named(&Shape::Like(&NAME), &Shape::Map(&VAR));
/// Expressions by name.
pub(super) const LET: Shape = Shape::Named(&Shape::Like(&NAME), &Shape::Text);
/// What must hold.
pub(super) const WHERE: Shape = Shape::Either(&Shape::Text, &Shape::List(&Shape::Text));

/// The keys of what a value is drawn from.
const VAR: Thing = Thing {
    noun: "value",
    keys: &[
        either(
            "range",
            Shape::Few(2, 2, &Shape::Like(&NUMBER)),
            "The first and the last number, both of them in: `[1, 20]`. This, or `one_of`.",
        ),
        beside("range", "step", Shape::Like(&NUMBER), "How far apart the numbers are.").or("1"),
        either("one_of", Shape::Few(1, MOST, &Shape::Text), "Numbers or texts to draw from."),
    ],
};

const NUMBER: Form = Form {
    pattern: r"^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,3})?$",
    least: None,
    wanted: "A number is wanted, such as 20 or 0.5.",
};

const NAME: Form = Form {
    pattern: "^[A-Za-z_][A-Za-z0-9_]{0,39}$",
    least: None,
    wanted: "A name is wanted, of letters, digits and `_`; it begins with no digit.",
};

/// Values to draw from.
const MOST: usize = 1_000;
/// Values and what follows from them.
const MOST_NAMES: usize = 64;

/// A template, and where its parts are written.
pub(super) struct Plan<'n, 's> {
    pub template: Template,
    pub lets: Vec<&'n Node<'s>>,
    pub wheres: Vec<&'n Node<'s>>,
    pub fields: Vec<(Field, &'n Node<'s>)>,
}

/// Reads the template that a question is, and tells what there is to say
/// against it. Nothing if it cannot be drawn.
pub(super) fn read<'n, 's>(
    node: &'n Node<'s>,
    kind: &KindOf,
    sink: &mut Sink,
) -> Option<Plan<'n, 's>> {
    let before = sink.errors;
    let shapes = [("vars", VARS), ("let", LET), ("where", WHERE)];
    let sound = |(key, shape): &(&str, Shape)| node.get(key).is_none_or(|it| fits(it, shape, sink));
    if !shapes.iter().all(sound) {
        return None;
    }
    let mut template = Template {
        names: Vec::new(),
        vars: Vec::new(),
        lets: Vec::new(),
        wheres: Vec::new(),
        texts: Vec::new(),
    };
    for entry in node.get("vars").map(Node::entries).unwrap_or_default() {
        add_name(&mut template.names, &entry.key.text, &entry.key.span, sink);
        template.vars.extend(var(&entry.value, sink));
    }
    let mut lets = Vec::new();
    for entry in node.get("let").map(Node::entries).unwrap_or_default() {
        template.lets.extend(expression(&entry.value, &template.names, sink));
        add_name(&mut template.names, &entry.key.text, &entry.key.span, sink);
        lets.push(&entry.value);
    }
    let wheres = wheres(node);
    let expressions = wheres.iter().filter_map(|it| expression(it, &template.names, sink));
    template.wheres = expressions.collect();
    let fields = fields(node, kind);
    for (field, node) in &fields {
        let text = text(node, &template.names, sink);
        template.texts.extend(text.map(|text| (*field, text)));
    }
    (sink.errors == before).then_some(Plan { template, lets, wheres, fields })
}

/// Tells of parts of a template in a question that is none.
pub(super) fn without_vars(node: &Node, sink: &mut Sink) {
    let entries = node.entries().iter();
    let parts = |name: &str| {
        QUESTION.keys.iter().any(|key| key.name == name && key.need == Need::With("vars"))
    };
    for entry in entries.filter(|entry| parts(&entry.key.text)) {
        let message = format!("`{}` is of use only with `vars`", entry.key.text);
        sink.tell(Code::NoVars, &entry.key.span, &message);
    }
}

fn wheres<'n, 's>(node: &'n Node<'s>) -> Vec<&'n Node<'s>> {
    match node.get("where") {
        Some(list) if list.is_list() => list.list().iter().collect(),
        one => one.into_iter().collect(),
    }
}

/// The texts that values are filled into.
fn fields<'n, 's>(node: &'n Node<'s>, kind: &KindOf) -> Vec<(Field, &'n Node<'s>)> {
    let own = [(Field::Stem, "stem"), (Field::Rationale, "rationale")];
    let own = own.into_iter().filter_map(|(field, key)| Some((field, node.get(key)?)));
    let all = own.chain((kind.fields)(node));
    all.filter(|(_, node)| node.text().is_some_and(|text| text.contains("{{"))).collect()
}

fn add_name(names: &mut Vec<String>, name: &str, at: &Range<usize>, sink: &mut Sink) {
    if !is_name(name) {
        let message = format!("a value cannot be named `{name}`");
        let help = "use letters, digits and `_`, and no word of the expressions themselves";
        sink.tell_with_help(Code::BadName, at, &message, help);
    } else if names.iter().any(|it| it == name) {
        sink.tell(Code::BadName, at, &format!("there is a value `{name}` already"));
    } else if names.len() == MOST_NAMES {
        sink.tell(Code::TooLarge, at, &format!("a template has at most {MOST_NAMES} values"));
    }
    names.push(name.to_owned());
}

/// What a value is drawn from.
fn var(node: &Node, sink: &mut Sink) -> Option<Var> {
    match (node.get("range"), node.get("one_of")) {
        (Some(range), None) => range_of(range, node.get("step"), sink),
        (None, Some(list)) => one_of(list, node.get("step"), sink),
        (Some(_), Some(other)) => {
            let message = "a value has `range` or `one_of`, not both";
            sink.tell(Code::BadRange, &other.span, message);
            None
        }
        (None, None) => {
            let either = [Key { need: Need::Must, ..VAR.keys[0] }];
            missing(node, VAR.noun, &either.iter().collect::<Vec<_>>(), sink);
            None
        }
    }
}

fn one_of(list: &Node, step: Option<&Node>, sink: &mut Sink) -> Option<Var> {
    if let Some(step) = step {
        sink.tell(Code::BadRange, &step.span, "`step` is of use only with `range`");
    }
    let values: Vec<Value> = list.list().iter().filter_map(Node::scalar).map(literal).collect();
    if values.is_empty() || values.len() > MOST {
        let message = format!("there must be something to draw from, {MOST} values at most");
        sink.tell(Code::BadRange, &list.span, &message);
        return None;
    }
    Some(Var::OneOf(values))
}

/// A number if it looks like one and is not quoted, else a text.
fn literal(scalar: &Scalar) -> Value {
    let number = Exact::plain(&scalar.text).filter(|_| scalar.style == Style::Plain);
    number.map_or_else(|| Value::Text(scalar.text.to_string()), Value::Number)
}

fn range_of(range: &Node, step: Option<&Node>, sink: &mut Sink) -> Option<Var> {
    let [from, to] = range.list() else {
        let message = "a range is two numbers, the first and the last: `[1, 20]`";
        sink.tell(Code::BadRange, &range.span, message);
        return None;
    };
    let (from, to) = (number(from, sink), number(to, sink));
    let by = step.map_or(Some(Exact::whole(1)), |step| number(step, sink));
    let (from, to, by) = (from?, to?, by?);
    let fault = match Var::range(from, to, by) {
        Ok(var) => return Some(var),
        Err(fault) => fault,
    };
    let message = match fault {
        VarFault::Backwards => format!("this range ends at {to}, before it begins at {from}"),
        VarFault::Step => "steps must be above zero".to_owned(),
        VarFault::Missed => format!("steps of {by} from {from} do not lead to {to}"),
        VarFault::Many => "this range has more than a million numbers".to_owned(),
    };
    let at = step.filter(|_| fault == VarFault::Step).unwrap_or(range);
    sink.tell(Code::BadRange, &at.span, &message);
    None
}

fn number(node: &Node, sink: &mut Sink) -> Option<Exact> {
    let text = node.text()?;
    let number = Exact::plain(text);
    if number.is_none() {
        sink.tell(Code::BadRange, &node.span, &format!("`{text}` is no number"));
    }
    number
}

fn expression(node: &Node, names: &[String], sink: &mut Sink) -> Option<Expr> {
    let source = node.text()?;
    let expr = template::parse(source, names);
    expr.map_err(|(fault, at)| tell(&fault, &at, node, names, sink)).ok()
}

fn text(node: &Node, names: &[String], sink: &mut Sink) -> Option<Text> {
    let source = node.text()?;
    let text = Text::parse(source, names);
    text.map_err(|(fault, at)| tell(&fault, &at, node, names, sink)).ok()
}

/// Tells of an expression that cannot be read, where it is written.
fn tell(fault: &ExprFault, at: &Range<usize>, node: &Node, names: &[String], sink: &mut Sink) {
    let span = Places::of(&sink.source.text, node).at(at);
    let (code, message) = message(fault, names);
    sink.tell(code, &span, &message);
}

/// What is told of an expression that cannot be read.
pub(super) fn message(fault: &ExprFault, names: &[String]) -> (Code, String) {
    let message = match fault {
        ExprFault::Long => format!("an expression has at most {LONGEST} characters"),
        ExprFault::Open => {
            "`{{` is never closed; write `}}` after it, or `\\{{` for plain text".to_owned()
        }
        ExprFault::Syntax(why) => format!("this expression cannot be read: {why}"),
        ExprFault::Without(what) => format!("templates do without {what}"),
        ExprFault::Count(name) => format!("`{name}` takes another number of values"),
        ExprFault::Name(name) => {
            let near = did_you_mean(name, names.iter().map(String::as_str));
            return (Code::UnknownName, format!("no value is named `{name}`{near}"));
        }
        ExprFault::Function(name) => {
            let near = did_you_mean(name, function_names());
            return (Code::UnknownName, format!("no function is named `{name}`{near}"));
        }
    };
    (Code::BadExpression, message)
}

/// A template whose scenario is to be filled in too. The scenario may stand in
/// another file, and other questions may name it, so what is wrong with it is
/// told where it is named.
pub(super) fn in_scenario(
    mut item: Item,
    scenario: &Markdown,
    at: &Range<usize>,
    sink: &mut Sink,
) -> Option<Item> {
    const TRIES: u64 = 64;
    let template = Arc::make_mut(item.template.as_mut()?);
    match Text::parse(&scenario.0, &template.names) {
        Ok(text) => template.texts.push((Field::Scenario, text)),
        Err((fault, _)) => {
            let (code, message) = message(&fault, &template.names);
            sink.tell(code, at, &format!("in this scenario: {message}"));
            return None;
        }
    }
    let template = Arc::clone(item.template.as_ref()?);
    let mut sample = None;
    for seed in 0..TRIES {
        let draw = template.draw(Seed(seed).of("values").of(&item.id));
        match draw.and_then(|draw| item.filled(&draw)) {
            Ok(filled) => sample = sample.or(Some(filled)),
            Err(fault) => {
                let (code, message) = trial::message(&fault);
                let words = template.words(&fault.draw);
                sink.tell(code, at, &format!("in this scenario: {message} when {words}"));
                return None;
            }
        }
    }
    sample
}

impl<'s> Plan<'_, 's> {
    /// The question with values filled in, its texts where they were; of a few
    /// draws, the first with which nothing is wrong. Nothing, and told, if no
    /// draw can be filled in.
    pub fn sample(
        &self,
        node: &Node<'s>,
        is_sound: impl Fn(&Node<'s>) -> bool,
        sink: &mut Sink,
    ) -> Option<Node<'s>> {
        const TRIES: u64 = 20;
        let id = node.get_text("id").unwrap_or_default();
        let mut first = None;
        for seed in 0..TRIES {
            let draw = self.template.draw(Seed(seed).of("values").of(id));
            let texts = draw.and_then(|draw| self.template.texts(&draw));
            match texts {
                Err(fault) => trial::tell(&fault, self, sink),
                Ok(texts) => {
                    let sample = self.filled(node, &texts);
                    if is_sound(&sample) {
                        return Some(sample);
                    }
                    first = first.or(Some(sample));
                    continue;
                }
            }
            return None;
        }
        first
    }

    fn filled(&self, node: &Node<'s>, texts: &[(Field, String)]) -> Node<'s> {
        let place = |(field, text): &(Field, String)| {
            let (_, node) = self.fields.iter().find(|(it, _)| it == field)?;
            Some((node.span.start, text.clone()))
        };
        fill(node, &texts.iter().filter_map(place).collect())
    }
}

/// A tree with other texts at some places.
fn fill<'s>(node: &Node<'s>, texts: &HashMap<usize, String>) -> Node<'s> {
    let mut node = node.clone();
    match &mut node.value {
        Tree::Scalar(scalar) => {
            if let Some(text) = texts.get(&node.span.start) {
                scalar.text = text.clone().into();
            }
        }
        Tree::List(nodes) => {
            for node in nodes {
                *node = fill(node, texts);
            }
        }
        Tree::Map(entries) => {
            for entry in entries {
                entry.value = fill(&entry.value, texts);
            }
        }
        Tree::Broken => (),
    }
    node
}
