//! The tables of keys: what is in force where.

use ratatui::crossterm::event::{KeyCode, KeyModifiers};

use super::{
    Action, Binding, Context, Key,
    pads::{AWAY, CARRY, CHOICE, GAPS, MATCH, ORDER, PLACE, RATE, RECALL, TYPED},
};

pub(super) const fn plain(code: KeyCode) -> Key {
    Key(code, KeyModifiers::NONE)
}

pub(super) const fn key(c: char) -> Key {
    plain(KeyCode::Char(c))
}

pub(super) const fn shift(code: KeyCode) -> Key {
    Key(code, KeyModifiers::SHIFT)
}

pub(super) const fn ctrl(c: char) -> Key {
    Key(KeyCode::Char(c), KeyModifiers::CONTROL)
}

pub(super) const fn alt(c: char) -> Key {
    Key(KeyCode::Char(c), KeyModifiers::ALT)
}

pub(super) const fn bind(
    keys: &'static [Key],
    action: Action,
    label: &'static str,
    about: &'static str,
) -> Binding {
    Binding { keys, shown: "", action, label, about }
}

pub(super) const fn shown(shown: &'static str, binding: Binding) -> Binding {
    Binding { shown, ..binding }
}

pub(super) const ENTER: Key = plain(KeyCode::Enter);
pub(super) const ESC: Key = plain(KeyCode::Esc);
pub(super) const SPACE: Key = key(' ');
pub(super) const TAB: Key = plain(KeyCode::Tab);

/// Keys in force on every screen.
pub static EVERYWHERE: &[Binding] = &[
    bind(&[key('?')], Action::Help, "help", "all keys"),
    bind(&[ESC, key('q')], Action::Back, "back", "back to where you came from"),
    shown(
        "Ctrl-P",
        bind(
            &[ctrl('p'), key('/')],
            Action::Palette,
            "go to",
            "go to any screen, lesson or question; where text can be searched, / searches it",
        ),
    ),
    bind(&[ctrl('c')], Action::Leave, "", "leave the program; everything is kept"),
    bind(&[ctrl('z')], Action::Suspend, "", "put the program aside; `fg` brings it back"),
];

/// Keys that move through what is longer than the window.
pub static SCROLL: &[Binding] = &[
    shown("↑ ↓", bind(&[plain(KeyCode::Up), key('k')], Action::Up, "", "move a line")),
    bind(&[plain(KeyCode::Down), key('j')], Action::Down, "", ""),
    shown(
        "PgUp PgDn",
        bind(&[plain(KeyCode::PageUp), ctrl('b')], Action::PageUp, "", "move a page"),
    ),
    bind(&[plain(KeyCode::PageDown), ctrl('f')], Action::PageDown, "", ""),
    shown(
        "g G",
        bind(&[key('g'), plain(KeyCode::Home)], Action::Top, "", "to the beginning, to the end"),
    ),
    bind(&[key('G'), plain(KeyCode::End)], Action::Bottom, "", ""),
];

/// Keys of the home screen.
pub static HOME: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "start", "do what is marked: at first what is best done next"),
    bind(&[key('l')], Action::Learn, "", "learn: the lessons"),
    bind(&[key('r')], Action::Review, "", "review what is due"),
    bind(&[key('p')], Action::Practise, "", "practise what was chosen the last time"),
    bind(&[key('P')], Action::Choose, "", "choose what to practise"),
    bind(&[key('m')], Action::Mistakes, "", "my mistakes: what was wrong the last time"),
    bind(&[key('w')], Action::Weakest, "", "weakest first: what you are least likely to know"),
    bind(&[key('c')], Action::GoOn, "", "go on with the practice that was left"),
    bind(&[key('e')], Action::Exam, "", "sit a mock exam, or go on with it"),
    bind(&[key('d')], Action::Diagrams, "", "the diagrams"),
    bind(&[key('s')], Action::Statistics, "", "statistics"),
    bind(&[key('o')], Action::Packs, "", "packs: open another"),
    bind(&[key(',')], Action::Settings, "settings", "settings: the exam date, minutes a day"),
    bind(&[key('q')], Action::Quit, "quit", "quit"),
    bind(&[ESC], Action::Nothing, "", ""),
];

/// Keys of the choice of what to practise.
pub static BUILDER: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "start", "start"),
    shown("↑ ↓", bind(&[plain(KeyCode::Up), key('k')], Action::Up, "choose", "choose a line")),
    bind(&[plain(KeyCode::Down), key('j'), TAB], Action::Down, "", ""),
    shown("← →", bind(&[plain(KeyCode::Left), key('h')], Action::Left, "change", "change it")),
    bind(&[plain(KeyCode::Right), key('l'), SPACE], Action::Right, "", ""),
    bind(&[key('0')], Action::Again, "all", "all of it again"),
];

/// Keys of a list.
pub static LIST: &[Binding] = &[bind(&[ENTER], Action::Confirm, "open", "open what is marked")];

/// Keys of a lesson.
pub static LESSON: &[Binding] = &[
    shown("PgDn", bind(&[SPACE], Action::PageDown, "on", "move a page")),
    bind(&[TAB], Action::NextField, "next link", "to the next link, diagram or checkpoint"),
    bind(&[plain(KeyCode::BackTab)], Action::LastField, "", "to the one before"),
    bind(
        &[ENTER],
        Action::Confirm,
        "go",
        "go into it: open the link, step through the diagram, answer the checkpoint",
    ),
    bind(&[key('t')], Action::Outline, "outline", "outline: go to a heading"),
    bind(&[key('/')], Action::Find, "find", "find words"),
    shown("n N", bind(&[key('n')], Action::NextMatch, "", "next match, match before")),
    bind(&[key('N')], Action::LastMatch, "", ""),
    bind(&[key('m')], Action::Bookmark, "bookmark", "bookmark this section, or take the mark away"),
    bind(&[key('a')], Action::Note, "note", "write a note of your own about this section"),
    bind(&[key('w')], Action::Glossary, "word", "what a word on the screen means: the glossary"),
    shown(
        "] [",
        bind(&[key(']')], Action::NextLesson, "next lesson", "next lesson, previous lesson"),
    ),
    bind(&[key('[')], Action::LastLesson, "", ""),
];

/// Keys of a diagram.
pub static DIAGRAM: &[Binding] = &[
    shown(
        "→ ←",
        bind(&[plain(KeyCode::Right), SPACE], Action::Step, "step", "next step, step back"),
    ),
    bind(&[plain(KeyCode::Left)], Action::StepBack, "", ""),
    bind(&[key('p')], Action::Play, "play", "play it step by step, or pause"),
    bind(&[TAB], Action::NextField, "select a part", "select the next part"),
    bind(&[plain(KeyCode::BackTab)], Action::LastField, "", "the part before"),
    bind(&[ENTER], Action::Confirm, "", "tell about the selected part"),
    bind(&[key('0')], Action::Again, "from the start", "start again"),
    shown(
        "Shift-← →",
        bind(&[shift(KeyCode::Right)], Action::Right, "", "move a drawing wider than the window"),
    ),
    bind(&[shift(KeyCode::Left)], Action::Left, "", ""),
];

/// Keys of a question that waits for an answer, whatever its kind.
pub static QUESTION: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "answer", "answer"),
    bind(&[key('c')], Action::Sure, "how sure", "say how sure you are: sure, think so, guess"),
    SKIP,
    LESSON_OF,
    UNDO,
    bind(&[key('f')], Action::Flag, "flag", "flag it, or take the flag away"),
    bind(&[key('a')], Action::Note, "note", "write a note of your own"),
    bind(&[key('m')], Action::Bookmark, "", "bookmark it, or take the mark away"),
    bind(&[key('x')], Action::LeaveOut, "", "leave it out from now on"),
    bind(&[key('z')], Action::Bury, "", "bury it until tomorrow, or dig it out"),
    bind(&[key('!')], Action::Report, "", "report it as faulty, in your words"),
    shown("Alt-1 2 3", bind(&[alt('1')], Action::SayGuess, "", "how sure: guess, think so, sure")),
    bind(&[alt('2')], Action::SayThinkSo, "", ""),
    bind(&[alt('3')], Action::SaySure, "", ""),
];

pub(super) const SKIP: Binding =
    bind(&[key('s')], Action::Skip, "skip", "put it off to the end; a second time, for good");
pub(super) const LESSON_OF: Binding =
    bind(&[key('o')], Action::OpenLesson, "lesson", "open the lesson at its heading");
pub(super) const UNDO: Binding = bind(&[key('u')], Action::Undo, "", "take the latest answer back");

/// Keys of a question that was answered.
pub static TOLD: &[Binding] = &[
    bind(&[ENTER, SPACE], Action::Confirm, "next", "go on to the next question"),
    bind(&[key('o')], Action::OpenLesson, "read the lesson", "open the lesson at its heading"),
    bind(&[key('u')], Action::Undo, "undo", "take the answer back"),
    bind(&[key('f')], Action::Flag, "flag", "flag it, or take the flag away"),
    bind(&[key('a')], Action::Note, "note", "write a note of your own"),
    bind(&[key('m')], Action::Bookmark, "", "bookmark it, or take the mark away"),
    bind(&[key('x')], Action::LeaveOut, "", "leave it out from now on"),
    bind(&[key('z')], Action::Bury, "", "bury it until tomorrow, or dig it out"),
    bind(&[key('!')], Action::Report, "", "report it as faulty, in your words"),
];

/// Keys of an exam, besides those of the pad.
pub static EXAM: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "keep, next", "keep the choice and go on"),
    bind(&[key('f')], Action::Flag, "flag", "flag it for later, or take the flag away"),
    bind(&[key('v')], Action::AnswerSheet, "sheet", "answer sheet: answered, flagged, open"),
    bind(&[key('h')], Action::HandIn, "hand in", "hand in; asks first"),
    shown(
        "[ ]",
        bind(
            &[key('['), plain(KeyCode::Left)],
            Action::LastQuestion,
            "",
            "the question before, the next",
        ),
    ),
    bind(&[key(']'), plain(KeyCode::Right)], Action::NextQuestion, "", ""),
    bind(&[key('c')], Action::Sure, "", "say how sure you are: sure, think so, guess"),
    bind(&[key('a')], Action::Note, "", "write a note of your own"),
    shown("Alt-1 2 3", bind(&[alt('1')], Action::SayGuess, "", "how sure: guess, think so, sure")),
    bind(&[alt('2')], Action::SayThinkSo, "", ""),
    bind(&[alt('3')], Action::SaySure, "", ""),
    bind(&[key('o')], Action::OpenLesson, "", ""),
    bind(&[key('u')], Action::Undo, "", ""),
    bind(&[key('x')], Action::LeaveOut, "", ""),
    bind(&[key('!')], Action::Report, "", ""),
    bind(&[ESC, key('q')], Action::Back, "leave", "leave, or go on: asks first"),
    NO_SEARCH,
];

/// Search would tell too much before the hand-in: the key says so.
const NO_SEARCH: Binding = bind(&[ctrl('p'), key('/')], Action::Palette, "", "");

/// Keys of the answer sheet.
pub static EXAM_SHEET: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "go there", "to the question that is marked"),
    shown(
        "← ↑ ↓ →",
        bind(&[plain(KeyCode::Left), key('[')], Action::Left, "choose", "mark another"),
    ),
    bind(&[plain(KeyCode::Right), key(']')], Action::Right, "", ""),
    bind(&[plain(KeyCode::Up), key('k')], Action::Up, "", ""),
    bind(&[plain(KeyCode::Down), key('j')], Action::Down, "", ""),
    bind(&[key('h')], Action::HandIn, "hand in", "hand in; asks first"),
    bind(&[key('v')], Action::AnswerSheet, "", "back to the question"),
    NO_SEARCH,
];

/// Keys while an exam asks whether to hand in or to leave.
pub static EXAM_ASK: &[Binding] = &[
    bind(&[ENTER, key('y')], Action::Confirm, "yes", "yes"),
    shown("n", bind(&[key('n')], Action::Refuse, "no, go on", "no: back to the question")),
    NO_SEARCH,
];

/// Keys of the report of an exam.
pub static EXAM_REPORT: &[Binding] = &[
    bind(&[key('m')], Action::Missed, "practise the missed", "practise what was missed"),
    bind(
        &[ENTER],
        Action::Confirm,
        "look through",
        "look through the questions; at their end, done",
    ),
    shown("[ ]", bind(&[key('[')], Action::LastQuestion, "", "the question before, the next")),
    bind(&[key(']')], Action::NextQuestion, "", ""),
    bind(&[key('o')], Action::OpenLesson, "lesson", "open the lesson at its heading"),
];

/// Keys of a summary.
pub static SUMMARY: &[Binding] = &[
    bind(&[key('m')], Action::Missed, "practise the missed", "practise the missed once more"),
    bind(&[ENTER], Action::Confirm, "look through", "look through the answers; at their end, done"),
];

/// Keys of a form with fields.
pub static FORM: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "next", "take the field, go to the next"),
    shown("Tab", bind(&[TAB, plain(KeyCode::Down)], Action::NextField, "", "next field")),
    bind(&[plain(KeyCode::BackTab), plain(KeyCode::Up)], Action::LastField, "", "field before"),
    bind(&[ESC], Action::Back, "skip", "leave it open"),
];

/// Keys of a field for text, besides every character.
pub static FIELD: &[Binding] = &[
    bind(&[plain(KeyCode::Backspace), ctrl('h')], Action::Erase, "", "erase"),
    shown("← →", bind(&[plain(KeyCode::Left)], Action::Left, "", "move in the text")),
    bind(&[plain(KeyCode::Right)], Action::Right, "", ""),
    bind(&[plain(KeyCode::Home), ctrl('a')], Action::Home, "", "to its beginning"),
    bind(&[plain(KeyCode::End), ctrl('e')], Action::End, "", "to its end"),
];

/// Keys while words to find are typed.
pub static FIND: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "stay here", "stay at the match; n and N go on to others"),
    shown(
        "↑ ↓",
        bind(&[plain(KeyCode::Up)], Action::LastMatch, "match", "match before, next match"),
    ),
    bind(&[plain(KeyCode::Down), TAB], Action::NextMatch, "", ""),
    bind(&[ESC], Action::Back, "back", "back to where you were"),
];

/// Keys while a note is written.
pub static NOTE: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "keep", "keep the note; an empty one is taken away"),
    bind(&[ESC], Action::Back, "leave it", "leave it as it was"),
];

/// Keys of the outline of a lesson.
pub static OUTLINE: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "go", "go to the heading"),
    bind(&[key('t')], Action::Back, "", "back to the text"),
];

/// Keys of a link that leads out of the pack.
pub static LINK: &[Binding] =
    &[bind(&[ENTER, key('y')], Action::Confirm, "copy it", "copy the address")];

/// Keys while a word of the glossary is shown.
pub static WORD: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "open the glossary", "open the glossary at this word"),
    shown(
        "w",
        bind(&[key('w'), TAB], Action::Glossary, "next word", "the next word on the screen"),
    ),
    bind(&[plain(KeyCode::BackTab)], Action::LastField, "", "the word before"),
    bind(&[ESC], Action::Back, "back", "back to the text"),
];

/// Keys of the palette.
pub static PALETTE: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "go", "go there"),
    shown("↑ ↓", bind(&[plain(KeyCode::Up), ctrl('k')], Action::Up, "choose", "choose")),
    bind(&[plain(KeyCode::Down), ctrl('j')], Action::Down, "", ""),
    bind(&[ESC], Action::Back, "back", "stay where you were"),
];

/// Pages beside each other.
pub static TABS: &[Binding] = &[
    bind(&[TAB, plain(KeyCode::Right), key('l')], Action::NextField, "next page", "the next page"),
    shown(
        "← →",
        bind(&[plain(KeyCode::BackTab)], Action::LastField, "", "the page before, the next"),
    ),
    bind(&[plain(KeyCode::Left), key('h')], Action::LastField, "", ""),
];

/// Keys of a preview, wherever one is; they work in a field too.
pub static PREVIEW: &[Binding] = &[
    bind(&[ctrl('n')], Action::NextFault, "", "to the next fault, and what it is about"),
    bind(&[ctrl('r')], Action::LastFault, "", "to the fault before"),
    bind(&[ctrl('o')], Action::WholeFault, "", "the fault in full, with what to do"),
];

/// Keys while a fault is shown in full.
pub static FAULT: &[Binding] = &[
    bind(&[key('n'), TAB], Action::NextFault, "next", "the next fault"),
    bind(&[key('N'), plain(KeyCode::BackTab)], Action::LastFault, "before", "the fault before"),
    bind(&[ENTER], Action::Confirm, "go there", "to what it is about"),
];

/// All keys, for people.
pub static CONTEXTS: &[Context] = &[
    Context { name: "everywhere", bindings: EVERYWHERE },
    Context { name: "moving about", bindings: SCROLL },
    Context { name: "home", bindings: HOME },
    Context { name: "what to practise", bindings: BUILDER },
    Context { name: "statistics", bindings: TABS },
    Context { name: "lists", bindings: LIST },
    Context { name: "lesson", bindings: LESSON },
    Context { name: "outline", bindings: OUTLINE },
    Context { name: "finding", bindings: FIND },
    Context { name: "a note", bindings: NOTE },
    Context { name: "a link out of the pack", bindings: LINK },
    Context { name: "a word of the glossary", bindings: WORD },
    Context { name: "diagram", bindings: DIAGRAM },
    Context { name: "question", bindings: QUESTION },
    Context { name: "choice", bindings: CHOICE },
    Context { name: "order", bindings: ORDER },
    Context { name: "order, a step taken up", bindings: CARRY },
    Context { name: "match", bindings: MATCH },
    Context { name: "number, text", bindings: TYPED },
    Context { name: "text with gaps", bindings: GAPS },
    Context { name: "number, text, gaps: the field left", bindings: AWAY },
    Context { name: "place", bindings: PLACE },
    Context { name: "recall", bindings: RECALL },
    Context { name: "recall, the answer shown", bindings: RATE },
    Context { name: "question, answered", bindings: TOLD },
    Context { name: "exam", bindings: EXAM },
    Context { name: "answer sheet", bindings: EXAM_SHEET },
    Context { name: "exam: hand in? leave?", bindings: EXAM_ASK },
    Context { name: "report of an exam", bindings: EXAM_REPORT },
    Context { name: "summary", bindings: SUMMARY },
    Context { name: "first start, settings", bindings: FORM },
    Context { name: "field", bindings: FIELD },
    Context { name: "palette", bindings: PALETTE },
    Context { name: "preview", bindings: PREVIEW },
    Context { name: "preview: a fault in full", bindings: FAULT },
];
