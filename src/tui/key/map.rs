//! Keys as the learner has them: what `settings.yaml` changes in the tables.

use std::collections::BTreeMap;

use ratatui::crossterm::event::{KeyCode, KeyModifiers};

use super::{
    AWAY, Action, Binding, CARRY, CHOICE, CONTEXTS, Context, DIAGRAM, EVERYWHERE, EXAM, FIELD,
    GAPS, HOME, Key, LESSON, LIST, MATCH, ORDER, PLACE, QUESTION, SCROLL, SUMMARY, TOLD, TYPED,
};

/// What the learner wrote: by the name of a context, for a usual key the one to
/// take its place.
pub type Changes = BTreeMap<String, BTreeMap<String, String>>;

/// The tables of keys in force.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    /// The usual table, and what stands in its place.
    changed: Vec<(&'static [Binding], &'static [Binding])>,
}

/// Tables that are in force at once, and must not take keys from each other.
/// Where a near table is meant to hide a key of a far one, they are not together.
pub(super) const TOGETHER: &[&[&[Binding]]] = &[
    &[QUESTION, CHOICE],
    &[QUESTION, ORDER],
    &[QUESTION, CARRY],
    &[QUESTION, MATCH],
    &[QUESTION, PLACE],
    &[QUESTION, AWAY],
    &[TYPED, FIELD],
    &[GAPS, FIELD],
];

/// Screens from which a changed key must not take what works everywhere.
const SCREENS: &[&[Binding]] =
    &[HOME, LIST, LESSON, DIAGRAM, QUESTION, TOLD, EXAM, SUMMARY, SCROLL];

impl Keymap {
    /// The keys with the learner's changes; what was wrong with these. A table
    /// with a fault stays as it usually is.
    pub fn new(changes: &Changes) -> (Self, Vec<String>) {
        let mut map = Self::default();
        let mut faults = Vec::new();
        for (name, keys) in changes {
            let Some(context) = CONTEXTS.iter().find(|it| it.name == name) else {
                let known = CONTEXTS.iter().map(|it| it.name);
                let near = crate::pack::nearest(name, known)
                    .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                faults.push(format!("no keys are called `{name}`{near}"));
                continue;
            };
            match changed(context, keys) {
                Ok(table) => map.changed.push((context.bindings, table)),
                Err(fault) => faults.push(format!("{name}: {fault}")),
            }
        }
        let clashes = map.clashes();
        if !clashes.is_empty() {
            faults.extend(clashes);
            map = Self::default();
        }
        (map, faults)
    }

    /// A table as the learner has it.
    pub fn table(&self, usual: &'static [Binding]) -> &'static [Binding] {
        let changed = self.changed.iter().find(|(table, _)| *table == usual);
        changed.map_or(usual, |(_, table)| table)
    }

    /// All tables, for people.
    pub fn contexts(&self) -> impl Iterator<Item = Context> + '_ {
        let own = |it: &Context| Context { name: it.name, bindings: self.table(it.bindings) };
        CONTEXTS.iter().map(own)
    }

    /// How the key is written that means something in a table.
    pub fn shown(&self, usual: &'static [Binding], action: Action) -> String {
        let binding = self.table(usual).iter().find(|binding| binding.action == action);
        binding.map(Binding::key_shown).unwrap_or_default()
    }

    /// Keys that mean two things at once because of a change.
    fn clashes(&self) -> Vec<String> {
        let screens = SCREENS.iter().map(|screen| [*screen, EVERYWHERE]);
        let pairs = screens.map(|pair| pair.to_vec()).chain(TOGETHER.iter().map(|it| it.to_vec()));
        let mut clashes = Vec::new();
        for tables in pairs {
            let [near, far] = tables[..] else { continue };
            let (own, other) = (self.table(near), self.table(far));
            let is_changed = own != near || other != far;
            for (key, here) in keys(own).filter(|_| is_changed) {
                let there = keys(other).find(|(it, action)| *it == key && *action != here);
                let usual = keys(near).any(|it| it == (key, here))
                    && there.is_some_and(|it| keys(far).any(|other| other == it));
                if there.is_some() && !usual {
                    let names = (name(near), name(far));
                    clashes.push(format!(
                        "`{key}` would mean two things, in `{}` and in `{}`",
                        names.0, names.1
                    ));
                }
            }
        }
        clashes
    }
}

fn keys(table: &[Binding]) -> impl Iterator<Item = (Key, Action)> + '_ {
    table.iter().flat_map(|it| it.keys.iter().map(|key| (*key, it.action)))
}

fn name(table: &'static [Binding]) -> &'static str {
    CONTEXTS.iter().find(|it| it.bindings == table).map_or("", |it| it.name)
}

/// A table with keys changed. It is made once, at the start, and never given
/// back: screens tell their keys as what lives as long as the program.
fn changed(
    context: &Context,
    changes: &BTreeMap<String, String>,
) -> Result<&'static [Binding], String> {
    let mut table = context.bindings.to_vec();
    for (usual, wanted) in changes {
        let (old, new) = (read(usual)?, read(wanted)?);
        let place = context.bindings.iter().position(|it| it.keys.contains(&old));
        let Some(binding) = place.and_then(|at| table.get_mut(at)) else {
            return Err(format!("`{usual}` means nothing there; `tripos keys` tells what does"));
        };
        let keys: Vec<Key> =
            binding.keys.iter().map(|key| if *key == old { new } else { *key }).collect();
        *binding = Binding { keys: keys.leak(), shown: "", ..*binding };
    }
    let mut seen: Vec<(Key, Action)> = Vec::new();
    for (key, action) in keys(&table) {
        if seen.iter().any(|(other, meant)| *other == key && *meant != action) {
            return Err(format!("`{key}` would mean two things"));
        }
        seen.push((key, action));
    }
    Ok(table.leak())
}

/// Keys with a name.
const NAMED: &[KeyCode] = &[
    KeyCode::Enter,
    KeyCode::Esc,
    KeyCode::Tab,
    KeyCode::BackTab,
    KeyCode::Backspace,
    KeyCode::Delete,
    KeyCode::Insert,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::Char(' '),
];
/// Arrows as they can be typed.
const ARROWS: &[(&str, &str)] = &[("Up", "↑"), ("Down", "↓"), ("Left", "←"), ("Right", "→")];

/// Reads a key as the help screen writes it: `x`, `Ctrl-X`, `Alt-1`, `F5`, `PgUp`.
///
/// # Errors
/// If it is none, with what to write.
fn read(text: &str) -> Result<Key, String> {
    let (held, rest) = match text.split_once('-') {
        Some(("Ctrl", rest)) if !rest.is_empty() => (KeyModifiers::CONTROL, rest),
        Some(("Alt", rest)) if !rest.is_empty() => (KeyModifiers::ALT, rest),
        _ => (KeyModifiers::NONE, text),
    };
    let rest = ARROWS.iter().find(|(word, _)| *word == rest).map_or(rest, |it| it.1);
    let mut letters = rest.chars();
    let code = match (letters.next(), letters.next()) {
        (Some(c), None) if !"↑↓←→ ".contains(c) => {
            let small = held == KeyModifiers::CONTROL;
            Some(KeyCode::Char(if small { c.to_ascii_lowercase() } else { c }))
        }
        _ => {
            let functions = (1..=12).map(KeyCode::F);
            let plain = |code: &KeyCode| Key(*code, KeyModifiers::NONE).to_string() == rest;
            NAMED.iter().copied().chain(functions).find(plain)
        }
    };
    code.map(|code| Key(code, held)).ok_or_else(|| {
        format!("`{text}` is no key; write it as `tripos keys` does, such as x, Ctrl-X, F5, PgUp")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(text: &[(&str, &str, &str)]) -> (Keymap, Vec<String>) {
        let mut changes = Changes::new();
        for (context, usual, wanted) in text {
            let keys = changes.entry((*context).to_owned()).or_default();
            keys.insert((*usual).to_owned(), (*wanted).to_owned());
        }
        Keymap::new(&changes)
    }

    #[test]
    fn every_key_of_the_tables_can_be_written_and_read() {
        for key in CONTEXTS.iter().flat_map(|it| keys(it.bindings)).map(|it| it.0) {
            if !key.1.contains(KeyModifiers::SHIFT) {
                assert_eq!(read(&key.to_string()), Ok(key));
            }
        }
        assert_eq!(read("Left"), read("←"));
        assert!(read("Hyper-X").unwrap_err().contains("`Hyper-X` is no key"));
    }

    #[test]
    fn a_key_moves_and_nothing_else_does() {
        let (map, faults) = map(&[("question", "f", "F5"), ("home", "s", "S")]);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(map.shown(QUESTION, Action::Flag), "F5");
        assert_eq!(map.shown(HOME, Action::Statistics), "S");
        assert_eq!(map.table(LESSON), LESSON);
        let differ = map.table(QUESTION).iter().zip(QUESTION).filter(|(own, usual)| own != usual);
        assert_eq!(differ.count(), 1);
    }

    #[test]
    fn a_clash_is_told_and_the_usual_keys_hold() {
        for (context, usual, wanted, told) in [
            ("question", "f", "s", "question: `s` would mean two things"),
            ("question", "f", "1", "`1` would mean two things, in `question` and in `choice`"),
            ("question", "f", "?", "`?` would mean two things, in `question` and in `everywhere`"),
            ("questions", "f", "x", "no keys are called `questions`; did you mean `question`?"),
            ("question", "y", "x", "question: `y` means nothing there"),
            ("question", "f", "Fn", "`Fn` is no key"),
        ] {
            let (map, faults) = map(&[(context, usual, wanted)]);
            assert!(faults.join("\n").contains(told), "{told}: {faults:?}");
            assert_eq!(map.table(QUESTION), QUESTION, "{told}");
        }
    }
}
