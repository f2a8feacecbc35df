//! Every kind of question on the real program: in a terminal by keys, and from
//! a file of lines. Right, wrong, partly right, and taken back.

use std::{
    fs::{self, File},
    path::Path,
    process::{Command, Output},
};

use tripos::{
    item::{Id, Kind, Outcome, PackId, Response, Seed},
    pack::Pack,
    store::Store,
    study::{Filter, Occasion, Progress, Session as Run, Stage},
};

use crate::{
    answers::{Question, bytes, squash},
    every_kind::KINDS,
    kinds,
    learner::{MORNING, folder},
    pty::{Session, Start, is_restored},
    soak::{figure, full, is_full},
    stories::{desk_in, stderr, stdout, tripos},
};

const PACK: &str = "tests/packs/kinds";
const NOW: &str = "2026-11-22T09:00:00Z";
/// Questions in a session.
fn count() -> usize {
    full(3, 2)
}

/// What a session with a seed asks of a kind.
fn coming(pack: &Pack, kind: &str, seed: u64) -> Vec<Question> {
    let filter = Filter { kind: Some(kind.to_owned()), ..Filter::default() };
    let (wanted, progress) = ((&filter, count()), Progress::default());
    let seed = Seed(seed);
    let mut run = Run::begin(Occasion::Practice, pack, &progress, wanted, MORNING, seed);
    let mut questions = Vec::new();
    while let Stage::Asking(asked) = run.stage() {
        questions.push(Question::new(pack, asked));
        run.next(MORNING.at);
    }
    assert!(questions.len() > 1, "{kind}");
    questions
}

/// Seeds whose first question is of all the sorts of answers that a kind has.
fn seeds(pack: &Pack, kind: &str) -> Vec<u64> {
    let has_parts = ["choice", "order", "match", "cloze", "place"].contains(&kind);
    let is_one = |seed: &u64| coming(pack, kind, *seed)[0].partly.is_some() == has_parts;
    let seeds: Vec<u64> = (1..500).filter(is_one).take(full(10, 1)).collect();
    assert_eq!(seeds.len(), full(10, 1), "{kind}");
    seeds
}

/// The arguments of a session.
fn practise(kind: &str, seed: u64) -> Vec<String> {
    let (count, seed) = (count().to_string(), seed.to_string());
    let args = ["practise", "--pack", PACK, "--kind", kind, "--count", &count, "--seed", &seed];
    args.into_iter().chain(["--now", NOW]).map(str::to_owned).collect()
}

/// Answered and correct in the journal; in full, `stats --json` says so too.
#[track_caller]
fn counted(data: &Path, answered: usize, correct: usize) {
    let store = Store::open(&data.join("profiles/default/progress.db")).unwrap();
    let progress = store.progress(&PackId::new("kinds").unwrap()).unwrap();
    let right: u32 = progress.tallies.values().map(|tally| tally.right).sum();
    assert_eq!((progress.answered_in_all() as usize, right as usize), (answered, correct));
    if is_full() {
        told(data, answered, correct);
    }
}

/// Answered and correct in `stats --json`.
#[track_caller]
fn told(data: &Path, answered: usize, correct: usize) {
    let output = tripos(data, &["stats", "--json", "--pack", PACK, "--now", NOW]);
    assert!(output.status.success(), "{}", stderr(&output));
    let figures: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let figures = (figures["answered"].as_u64(), figures["correct"].as_u64());
    assert_eq!(figures, (Some(answered as u64), Some(correct as u64)));
}

/// What was played.
#[derive(Default)]
struct Played {
    questions: usize,
    answers: usize,
    partly: usize,
    undone: usize,
}

impl Played {
    fn shown(&self) -> String {
        let Self { questions, answers, partly, undone } = self;
        let kinds = KINDS.len();
        format!(
            "{kinds} kinds, {questions} questions, {answers} answers told and counted as they \
             are, {partly} of them partly right, {undone} taken back"
        )
    }
}

/// A session in a terminal whose questions are known.
struct Sitting<'a> {
    data: &'a Path,
    terminal: Session,
    questions: &'a [Question],
    /// Questions answered right and gone on from.
    behind: usize,
    played: &'a mut Played,
}

impl Sitting<'_> {
    /// The question is asked, and nothing is told of an answer.
    #[track_caller]
    fn is_asked(&mut self) -> &mut Self {
        let (at, all) = (self.behind, self.questions.len());
        let header = squash(&format!("{} of {all} · {at} right", at + 1));
        let stem = self.questions[at].stem();
        self.terminal.until(&format!("{header} {stem}"), |screen| {
            let shown = squash(screen);
            let told = shown.contains("✓Right") || shown.contains("✗Notyet");
            shown.contains(&header) && shown.contains(&stem) && !told
        });
        counted(self.data, at, at);
        self
    }

    /// Answers; what comes of it is told part by part, and counted.
    #[track_caller]
    fn answers(&mut self, response: &Response) -> &mut Self {
        let question = &self.questions[self.behind];
        self.terminal.types(&bytes(&question.keys(response)));
        let mut wanted = [question.shown(response), question.key()].concat();
        wanted.push(verdict(question, response));
        self.terminal.until(&wanted.join(" "), |screen| {
            let shown = squash(screen);
            wanted.iter().all(|text| shown.contains(text))
        });
        let right = question.asked.item.kind.grade(response) == Some(Outcome::Right);
        counted(self.data, self.behind + 1, self.behind + usize::from(right));
        self.played.answers += 1;
        self
    }

    /// Takes the answer back; its question is asked again.
    #[track_caller]
    fn undoes(&mut self) -> &mut Self {
        self.terminal.types("u");
        self.played.undone += 1;
        self.is_asked()
    }

    /// Goes on to another question and takes the answer back from there.
    #[track_caller]
    fn undoes_later(&mut self) -> &mut Self {
        self.terminal.types("\r");
        self.behind += 1;
        self.is_asked();
        if is_typed(&self.questions[self.behind]) {
            leaves_the_field(&mut self.terminal);
        }
        self.behind -= 1;
        self.undoes()
    }
}

/// Esc on its own: with a key right after it, it would be Alt with that key.
#[track_caller]
fn leaves_the_field(terminal: &mut Session) {
    terminal.types("\x1b").until("the keys of a question", |screen| {
        screen.contains("c how sure") && !screen.contains("leave the field")
    });
}

fn is_typed(question: &Question) -> bool {
    matches!(question.asked.item.kind, Kind::Number(_) | Kind::Text(_) | Kind::Cloze(_))
}

/// What the screen says of an answer as a whole.
fn verdict(question: &Question, response: &Response) -> String {
    let kind = &question.asked.item.kind;
    let parts = kind.parts_right(response);
    let right = parts.iter().filter(|right| **right).count();
    squash(&match kind.grade(response).unwrap() {
        Outcome::Right if matches!(kind, Kind::Recall(_)) => "✓ Recalled.".to_owned(),
        Outcome::Right => "✓ Right.".to_owned(),
        Outcome::Wrong if right > 0 => format!("✗ Not yet: {right} of {} right.", parts.len()),
        Outcome::Wrong => "✗ Not yet.".to_owned(),
    })
}

/// Each question wrong, partly right and right, each taken back; then right.
fn sit(kind: &str, seed: u64, questions: &[Question], played: &mut Played) {
    let folder = desk_in(folder());
    let data = folder.path();
    let args = practise(kind, seed);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    // High enough for all that is told of an answer.
    let terminal = Start::new(data, &args).size(100, 60).run();
    let mut sitting = Sitting { data, terminal, questions, behind: 0, played };
    for (at, question) in questions.iter().enumerate() {
        sitting.is_asked().answers(&question.wrong).undoes();
        if let Some(partly) = &question.partly {
            sitting.answers(partly).undoes();
            sitting.played.partly += 1;
        }
        sitting.answers(&question.right);
        if at + 1 < questions.len() {
            sitting.undoes_later();
        } else {
            sitting.undoes();
        }
        sitting.answers(&question.right);
        sitting.terminal.types("\r");
        sitting.behind += 1;
        sitting.played.questions += 1;
    }
    let Sitting { mut terminal, .. } = sitting;
    terminal.sees(&format!("{0} of {0} right", questions.len())).types("\x03");
    let (status, screen) = terminal.ends();
    assert_eq!(status.exit_code(), 0);
    is_restored(screen.screen());
    told(data, questions.len(), questions.len());
}

#[test]
fn every_kind_is_answered_by_keys() {
    let (pack, mut played) = (kinds::kinds(), Played::default());
    for kind in KINDS {
        for seed in seeds(&pack, kind) {
            sit(kind, seed, &coming(&pack, kind, seed), &mut played);
        }
    }
    figure("kinds in a terminal", &played.shown());
}

/// A field is left half-way, gone back into, and what was typed is still there.
#[test]
fn a_field_is_left_and_gone_back_into() {
    let pack = kinds::kinds();
    for kind in ["number", "text", "cloze"] {
        let questions = coming(&pack, kind, 1);
        let (folder, args) = (desk_in(folder()), practise(kind, 1));
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let terminal = Start::new(folder.path(), &args).size(100, 60).run();
        let (data, mut played) = (folder.path(), Played::default());
        let mut sitting =
            Sitting { data, terminal, questions: &questions, behind: 0, played: &mut played };
        let terminal = &mut sitting.is_asked().terminal;
        let right = &questions[0].right;
        let keys = bytes(&questions[0].keys(right));
        let (first, rest) = keys.split_at(keys.chars().next().unwrap().len_utf8());
        leaves_the_field(terminal.types(first));
        terminal.types("i").sees("leave the field").types(rest);
        terminal.sees("✓ Right.").types("\x03");
        assert_eq!(sitting.terminal.ends().0.exit_code(), 0);
        counted(data, 1, 1);
    }
}

/// A line of a file, and how many are answered and correct after it.
struct Line {
    text: String,
    counted: (usize, usize),
}

/// The lines of a story: one that cannot be used, then wrong, partly right and
/// right, each taken back; then right.
fn story(question: &Question) -> Vec<Line> {
    let line = |text: &str, answered, correct| {
        let text = text.to_owned();
        Line { text, counted: (answered, correct) }
    };
    let answer = |response, correct| line(&question.line(response), 1, correct);
    let undo = || line(":undo", 0, 0);
    let (unusable, _) = unusable(question);
    let mut lines = vec![line(unusable, 0, 0), answer(&question.wrong, 0), undo()];
    if let Some(partly) = &question.partly {
        lines.extend([answer(partly, 0), undo()]);
    }
    let right = || answer(&question.right, 1);
    lines.extend([right(), undo(), right()]);
    lines
}

/// A line that is no answer, and what is told about it.
fn unusable(question: &Question) -> (&'static str, &'static str) {
    match &question.asked.item.kind {
        Kind::Choice(_) | Kind::Place(_) => ("99", "`99` is not a number from 1 to "),
        Kind::Order(_) => ("1 1", "`1` is there twice."),
        Kind::Match(_) => ("1z", "`1z`: no right side has that letter."),
        Kind::Number(_) => ("much", "Write a number, such as 1.5 or 1,000."),
        Kind::Text(_) => ("", "Write an answer; :skip puts it off."),
        Kind::Cloze(_) => ("", "Write 2 answers with | between, not 1."),
        Kind::Recall(_) => ("3", "First the answer: an empty line shows it."),
    }
}

/// Runs a session whose input is a file of lines.
fn from_file(data: &Path, kind: &str, seed: u64, lines: &[Line]) -> Output {
    let text: String = lines.iter().map(|line| line.text.clone() + "\n").collect();
    let path = data.join("lines");
    fs::write(&path, text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tripos"));
    command.args(practise(kind, seed)).arg("--plain").env("TRIPOS_DATA_DIR", data);
    command.stdin(File::open(path).unwrap()).output().unwrap()
}

/// The story, ended after each of its lines: what is counted then.
fn read(kind: &str, seed: u64, questions: &[Question], played: &mut Played) {
    let lines = story(&questions[0]);
    let mut said = String::new();
    for end in 0..=lines.len() {
        let folder = folder();
        let output = from_file(folder.path(), kind, seed, &lines[..end]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert_eq!(stderr(&output), "");
        let (answered, correct) = end.checked_sub(1).map_or((0, 0), |last| lines[last].counted);
        counted(folder.path(), answered, correct);
        said = stdout(&output);
        assert!(said.chars().all(|c| c == '\n' || !c.is_control()), "{said:?}");
        let done = format!("Done: {correct} of {answered} right.\n");
        assert!(said.ends_with(&done), "no `{done}` in\n{said}");
    }
    is_asked_again(&questions[0], &said);
    is_told(questions, &said, played);
    played.questions += 1;
}

/// After a line that cannot be used, the same is asked for.
fn is_asked_again(question: &Question, said: &str) {
    let (_, told) = unusable(question);
    let mut lines = said.lines().skip_while(|line| !line.contains(told));
    let (prompt, _) = lines.next().and_then(|line| line.split_once(told)).unwrap();
    assert!(lines.next().unwrap().starts_with(prompt), "not asked again:\n{said}");
}

/// What is told between one `:undo` and the next.
fn is_told(questions: &[Question], said: &str, played: &mut Played) {
    let question = &questions[0];
    let partly = question.partly.iter();
    let right = [&question.right, &question.right];
    let answers: Vec<&Response> =
        [&question.wrong].into_iter().chain(partly).chain(right).collect();
    let said = squash(said);
    let told: Vec<&str> = said.split("Takenback.").collect();
    assert_eq!(told.len(), answers.len(), "{said}");
    for (told, response) in told.iter().zip(&answers) {
        let is_right = question.asked.item.kind.grade(response) == Some(Outcome::Right);
        let verdict = if is_right { "Right." } else { "Wrong." };
        let heading = squash(&format!("Practise: question 1 of {}.", questions.len()));
        let mut wanted = [question.said(response), question.key()].concat();
        wanted.extend([heading, verdict.to_owned(), question.stem()]);
        for text in wanted {
            assert!(told.contains(&text), "no `{text}` in\n{told}");
        }
    }
    let next = squash(&format!("Practise: question 2 of {}.", questions.len()));
    let asked = told.last().and_then(|told| told.split_once(&next));
    assert!(asked.is_some_and(|(_, asked)| asked.contains(&questions[1].stem())), "{said}");
    played.answers += answers.len();
    played.undone += answers.len() - 1;
    played.partly += usize::from(question.partly.is_some());
}

#[test]
fn every_kind_is_answered_from_a_file_of_lines() {
    let (pack, mut played) = (kinds::kinds(), Played::default());
    for kind in KINDS {
        for seed in seeds(&pack, kind) {
            read(kind, seed, &coming(&pack, kind, seed), &mut played);
        }
    }
    figure("kinds in lines from a file", &played.shown());
}
