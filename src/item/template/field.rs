//! Which texts of a question values are filled into.

use crate::{
    item::{
        Cloze, Item, Kind,
        cloze::GapFault,
        number::{Tolerance, written},
        text::{Accept, key},
    },
    text::{Clean, Markdown},
};

/// A text of a question, by its place as authored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The stem.
    Stem,
    /// The scenario shown with it.
    Scenario,
    /// The rationale.
    Rationale,
    /// An option.
    Option(usize),
    /// Why an option is right or wrong.
    Why(usize),
    /// A step.
    Step(usize),
    /// A step or right side too many.
    Extra(usize),
    /// The left side of a pair.
    Left(usize),
    /// The right side of a pair.
    Right(usize),
    /// The number that is right.
    Number,
    /// How far off is still right.
    Tolerance,
    /// A text that is right.
    Accept(usize),
    /// What is to be recalled.
    Recall,
}

/// Why a text does not fit its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is empty.
    Empty,
    /// It is no number.
    NotANumber(String),
    /// It is no tolerance.
    Tolerance(String),
    /// Its gaps cannot be read.
    Gap(GapFault),
    /// The question has no such place.
    Nowhere,
}

impl Field {
    /// Whether it is Markdown.
    pub fn is_markdown(self) -> bool {
        !matches!(self, Self::Number | Self::Tolerance | Self::Accept(_))
    }
}

impl Item {
    /// Puts a text in its place.
    pub(super) fn put(&mut self, field: Field, text: String) -> Result<(), Unfit> {
        if text.trim().is_empty() {
            return Err(Unfit::Empty);
        }
        let line = || Markdown(text.trim().to_owned());
        let place = match (field, &mut self.kind) {
            (Field::Stem, Kind::Cloze(cloze)) => {
                *cloze = Cloze::read(&text).map_err(|(fault, _)| Unfit::Gap(fault))?;
                self.stem = cloze.blank();
                return Ok(());
            }
            (Field::Number, Kind::Number(it)) => {
                it.answer = written(&text).ok_or(Unfit::NotANumber(text))?;
                return Ok(());
            }
            (Field::Tolerance, Kind::Number(it)) => {
                it.tolerance = Tolerance::read(&text).ok_or(Unfit::Tolerance(text))?;
                return Ok(());
            }
            (Field::Accept(place), Kind::Text(it)) => {
                let Accept::OneOf(accept) = &mut it.accept else { return Err(Unfit::Nowhere) };
                *accept.get_mut(place).ok_or(Unfit::Nowhere)? = Clean::new(text.trim());
                return Ok(());
            }
            (Field::Stem, _) => Some(&mut self.stem),
            (Field::Scenario, _) => Some(self.situation.get_or_insert_default()),
            (Field::Rationale, _) => Some(self.rationale.get_or_insert_default()),
            (field, kind) => kind.place(field),
        };
        *place.ok_or(Unfit::Nowhere)? = line();
        Ok(())
    }

    /// Two texts that say the same and must not, the later one first.
    pub(super) fn same(&self) -> Option<(Field, Field)> {
        let apart = self.kind.apart();
        let said: Vec<_> = apart.iter().map(|(_, text)| key(text, true)).collect();
        let twin = |(place, text): (usize, &String)| {
            let before = said.iter().take(place).position(|it| it == text)?;
            Some((apart.get(place)?.0, apart.get(before)?.0))
        };
        said.iter().enumerate().find_map(twin)
    }
}

impl Kind {
    /// The place of a text that belongs to a kind alone.
    fn place(&mut self, field: Field) -> Option<&mut Markdown> {
        match (self, field) {
            (Self::Choice(it), Field::Option(at)) => it.options.get_mut(at).map(|it| &mut it.text),
            (Self::Choice(it), Field::Why(at)) => it.options.get_mut(at)?.why.as_mut(),
            (Self::Order(it), Field::Step(at)) => it.steps.get_mut(at),
            (Self::Order(it), Field::Extra(at)) => it.extra.get_mut(at),
            (Self::Match(it), Field::Left(at)) => it.pairs.get_mut(at).map(|it| &mut it.left),
            (Self::Match(it), Field::Right(at)) => it.pairs.get_mut(at).map(|it| &mut it.right),
            (Self::Match(it), Field::Extra(at)) => it.extra.get_mut(at),
            (Self::Recall(it), Field::Recall) => Some(&mut it.answer),
            _ => None,
        }
    }

    /// Texts of which no two may say the same, or nobody could answer.
    fn apart(&self) -> Vec<(Field, &str)> {
        fn row<'t>(
            all: impl Iterator<Item = &'t Markdown>,
            field: fn(usize) -> Field,
        ) -> Vec<(Field, &'t str)> {
            all.enumerate().map(|(at, text)| (field(at), text.0.as_str())).collect()
        }
        match self {
            Self::Choice(it) => row(it.options.iter().map(|it| &it.text), Field::Option),
            Self::Order(it) => {
                let mut steps = row(it.steps.iter(), Field::Step);
                // A step may come twice; an extra may not be one.
                steps.sort_by_key(|(field, text)| (*text, *field));
                steps.dedup_by_key(|(_, text)| *text);
                steps.into_iter().chain(row(it.extra.iter(), Field::Extra)).collect()
            }
            Self::Match(it) => row(it.pairs.iter().map(|it| &it.left), Field::Left),
            _ => Vec::new(),
        }
    }
}
