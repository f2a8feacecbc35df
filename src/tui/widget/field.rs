//! A line of text that is typed.

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    text::{self, Clean, Line, Look, Role, Span},
    tui::key::{Action, Msg},
};

/// A field and where the cursor stands in it, in characters as people count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    graphemes: Vec<String>,
    cursor: usize,
}

impl Field {
    /// A field with text in it, the cursor behind.
    pub fn new(text: &str) -> Self {
        let graphemes: Vec<String> = text.graphemes(true).map(str::to_owned).collect();
        Self { cursor: graphemes.len(), graphemes }
    }

    /// What stands in it.
    pub fn text(&self) -> String {
        self.graphemes.concat()
    }

    /// Takes in keys; whether it was one for a field.
    pub fn update(&mut self, msg: &Msg) -> bool {
        match msg {
            Msg::Type(c) => self.insert(&c.to_string()),
            Msg::Paste(text) => self.insert(text),
            Msg::Act(Action::Erase) if self.cursor > 0 => {
                self.cursor -= 1;
                self.graphemes.remove(self.cursor);
            }
            Msg::Act(Action::Left) => self.cursor = self.cursor.saturating_sub(1),
            Msg::Act(Action::Right) => self.cursor = (self.cursor + 1).min(self.graphemes.len()),
            Msg::Act(Action::Home) => self.cursor = 0,
            Msg::Act(Action::End) => self.cursor = self.graphemes.len(),
            _ => return false,
        }
        true
    }

    /// Control characters are dropped.
    fn insert(&mut self, text: &str) {
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        let (before, after) = self.graphemes.split_at(self.cursor);
        let (before, after) = (before.concat() + &text, after.concat());
        self.cursor = before.graphemes(true).count();
        self.graphemes = (before + &after).graphemes(true).map(str::to_owned).collect();
    }

    /// Its rows where it may take several, between what stands before and after it.
    pub fn rows(&self, before: &[Span], after: &[Span], width: u16) -> Vec<Line> {
        let spans = before.iter().cloned().chain(self.line(true).0).chain(after.iter().cloned());
        text::fold(&Line(spans.collect()), width)
    }

    /// How it is drawn; the cursor only where the keys are.
    pub fn line(&self, focused: bool) -> Line {
        let (before, after) = self.graphemes.split_at(self.cursor);
        let mut spans = vec![Span { text: Clean::new(&before.concat()), look: Look::default() }];
        if focused {
            let under = after.first().map_or(" ", String::as_str);
            spans.push(Span::new(under, Role::Found));
            spans.push(Span::new(&after.get(1..).unwrap_or_default().concat(), Role::Body));
        } else {
            spans.push(Span::new(&after.concat(), Role::Body));
        }
        Line(spans)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_edit_the_text() {
        let mut field = Field::new("ab");
        for msg in [
            Msg::Act(Action::Left),
            Msg::Type('é'),
            Msg::Paste("1\u{1b}[2\n3".into()),
            Msg::Act(Action::End),
            Msg::Act(Action::Erase),
            Msg::Act(Action::Home),
            Msg::Type('x'),
        ] {
            assert!(field.update(&msg), "{msg:?}");
        }
        assert_eq!(field.text(), "xaé1[23");
        assert!(!field.update(&Msg::Act(Action::Confirm)));
    }
}
