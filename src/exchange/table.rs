//! Tables: CSV, TSV, and Anki's text files with their `#` headers.
//!
//! A first row that names columns is read by names: `id`, `stem` (or
//! `question`, `front`), `answer` (or `back`, `correct`), `option 1` …, `why 1`
//! …, `rationale` (or `explanation`), `topic` (or `tags`), `difficulty`,
//! `source`. Without one, the first column is asked and the second is the
//! answer to recall.

use super::{
    Body, Brought, Draft, Fault, Loss, Opt, Sent, clean, escaped, html, slug, text, words,
};
use crate::pack::Pack;

/// Options a row has room for when it is written.
const OPTIONS: usize = 6;

/// Reads the questions of a table.
pub(super) fn read(bytes: &[u8]) -> Result<Brought, Fault> {
    let text = text(bytes)?;
    let (head, body) = Head::read(&text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(head.separator.unwrap_or_else(|| separator(body)))
        .from_reader(body.as_bytes());
    let mut table = Table { head, ids: slug::Ids::default(), brought: Brought::default() };
    let mut columns: Option<Columns> = None;
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let line = error.position().map_or(1, |at| at.line() as usize);
                table.brought.lose(table.head.lines + line, "this row cannot be read");
                continue;
            }
        };
        let line = table.head.lines + row.position().map_or(1, |at| at.line() as usize);
        let cells: Vec<&str> = row.iter().map(str::trim).collect();
        if cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        let is_first = columns.is_none();
        let known = columns.get_or_insert_with(|| table.columns(line, &cells));
        if !is_first || !known.in_first_row {
            table.row(line, &cells, known);
        }
    }
    table.brought.some("a table")
}

/// What Anki says before its rows.
#[derive(Debug, Default)]
struct Head {
    /// Lines it takes.
    lines: usize,
    separator: Option<u8>,
    html: bool,
    tags: Option<usize>,
    names: Vec<String>,
}

impl Head {
    fn read(text: &str) -> (Self, &str) {
        let (mut head, mut rest) = (Self::default(), text);
        while let Some((key, value)) = rest.lines().next().and_then(header) {
            head.lines += 1;
            rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
            match key {
                "separator" => head.separator = named_separator(value),
                "html" => head.html = value == "true",
                "tags column" => {
                    head.tags = value.parse::<usize>().ok().and_then(|it| it.checked_sub(1));
                }
                "columns" => {
                    let by = char::from(head.separator.unwrap_or(b'\t'));
                    head.names = value.split(by).map(str::to_owned).collect();
                }
                _ => (),
            }
        }
        (head, rest)
    }

    /// The columns of a table that does not name them in its first row.
    fn columns(&self, count: usize) -> Columns {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let mut columns = Columns::named(&names).unwrap_or_else(|| Columns {
            stem: Some(0),
            answer: Some(1),
            ..Columns::default()
        });
        columns.topic = columns.topic.or(self.tags.filter(|at| *at < count));
        columns
    }
}

/// A line such as `#separator:tab`.
fn header(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.strip_prefix('#')?.split_once(':')?;
    let known = [
        "separator",
        "html",
        "tags column",
        "columns",
        "notetype",
        "deck",
        "notetype column",
        "deck column",
        "guid column",
        "tags",
        "if matches",
    ];
    known.contains(&key).then_some((key, value.trim_end()))
}

fn named_separator(value: &str) -> Option<u8> {
    match value.to_ascii_lowercase().as_str() {
        "tab" | "\\t" => Some(b'\t'),
        "comma" => Some(b','),
        "semicolon" => Some(b';'),
        "pipe" => Some(b'|'),
        "space" => Some(b' '),
        "colon" => Some(b':'),
        other => other.bytes().next(),
    }
}

/// What parts the first row into most cells.
fn separator(body: &str) -> u8 {
    let first = body.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |by: &u8| first.bytes().filter(|byte| byte == by).count();
    // Of equals the last is taken: a tab is never part of a sentence.
    *[b'|', b';', b',', b'\t'].iter().max_by_key(|by| count(by)).unwrap_or(&b',')
}

/// Which column holds what.
#[derive(Clone, Debug, Default)]
struct Columns {
    id: Option<usize>,
    stem: Option<usize>,
    answer: Option<usize>,
    options: Vec<usize>,
    whys: Vec<usize>,
    rationale: Option<usize>,
    topic: Option<usize>,
    difficulty: Option<usize>,
    source: Option<usize>,
    unknown: Vec<String>,
    /// Whether the first row named them.
    in_first_row: bool,
}

impl Columns {
    /// Those that a row names, if it names what is asked and answered.
    fn named(cells: &[&str]) -> Option<Self> {
        let mut columns = Self::default();
        for (at, cell) in cells.iter().enumerate() {
            let name = cell.to_ascii_lowercase();
            let place = match name.trim_end_matches(|c: char| c.is_ascii_digit()).trim() {
                "id" | "guid" => &mut columns.id,
                "stem" | "question" | "front" | "term" => &mut columns.stem,
                "answer" | "answers" | "back" | "correct" | "definition" => &mut columns.answer,
                "rationale" | "explanation" => &mut columns.rationale,
                "topic" | "tags" => &mut columns.topic,
                "difficulty" => &mut columns.difficulty,
                "source" | "sources" => &mut columns.source,
                "option" | "choice" => {
                    columns.options.push(at);
                    continue;
                }
                "why" | "feedback" => {
                    columns.whys.push(at);
                    continue;
                }
                _ => {
                    columns.unknown.push((*cell).to_owned());
                    continue;
                }
            };
            *place = place.or(Some(at));
        }
        (columns.stem.is_some() && columns.answer.is_some()).then_some(columns)
    }
}

struct Table {
    head: Head,
    ids: slug::Ids,
    brought: Brought,
}

impl Table {
    /// The columns, by the first row or what stands before it.
    fn columns(&mut self, line: usize, cells: &[&str]) -> Columns {
        let Some(named) = Columns::named(cells) else { return self.head.columns(cells.len()) };
        for name in &named.unknown {
            self.brought.lose(line, format!("the column `{}`", clean(name)));
        }
        Columns { in_first_row: true, ..named }
    }

    fn row(&mut self, line: usize, cells: &[&str], columns: &Columns) {
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).copied().unwrap_or_default();
        let (stem, answer) = (cell(columns.stem), cell(columns.answer));
        if stem.is_empty() || answer.is_empty() {
            let which = if stem.is_empty() { "question" } else { "answer" };
            return self.brought.lose(line, format!("this row has no {which}; left out"));
        }
        let mut losses = Vec::new();
        let mut mark = |text: &str| self.head.markdown(text, &mut losses);
        let mut draft = Draft {
            stem: mark(stem),
            rationale: Some(mark(cell(columns.rationale))).filter(|text| !text.is_empty()),
            ..Draft::default()
        };
        let body = match columns.options.as_slice() {
            options if options.iter().all(|at| cell(Some(*at)).is_empty()) => {
                Ok(Body::Recall { answer: mark(answer) })
            }
            options => picks(
                options.iter().enumerate().map(|(place, at)| {
                    let why = columns.whys.get(place).map(|at| mark(cell(Some(*at))));
                    (mark(cell(Some(*at))), why.filter(|why| !why.is_empty()))
                }),
                answer,
            ),
        };
        match body {
            Ok(body) => draft.body = body,
            Err(why) => {
                return self.brought.lose(line, format!("{why}; left out: {}", clean(stem)));
            }
        }
        draft.id = self.ids.next([cell(columns.id), &words(&draft.stem)]);
        draft.difficulty = cell(columns.difficulty).parse().ok().filter(|it| (1..=3).contains(it));
        draft.sources = cell(columns.source).split_whitespace().map(clean).collect();
        draft.losses = losses;
        topic(cell(columns.topic), &mut draft);
        self.brought.add(line, draft);
    }
}

/// The first tag is the topic; the others are lost.
fn topic(tags: &str, draft: &mut Draft) {
    let mut tags = tags.split_whitespace();
    draft.topic = tags.next().map(slug::id).filter(|id| !id.is_empty());
    for tag in tags {
        draft.lose(format!("tag `{}`", clean(tag)));
    }
}

impl Head {
    fn markdown(&self, cell: &str, losses: &mut Vec<String>) -> String {
        if self.html {
            let marked = html::markdown(cell);
            losses.extend(marked.lost);
            marked.markdown
        } else {
            escaped(&clean(cell))
        }
    }
}

/// Options, the right ones told by their text, by letters or numbers.
pub(super) fn picks(
    options: impl Iterator<Item = (String, Option<String>)>,
    answer: &str,
) -> Result<Body, String> {
    let options: Vec<_> = options.filter(|(text, _)| !text.is_empty()).collect();
    let whole = escaped(&clean(answer));
    let named = match options.iter().position(|(text, _)| *text == whole) {
        Some(at) => Some(vec![at]),
        None => places(answer).filter(|all| all.iter().all(|at| *at < options.len())),
    };
    let named = named.filter(|named| !named.is_empty());
    let named = named.ok_or_else(|| format!("`{}` names none of its options", clean(answer)))?;
    picked(options, &named)
}

/// Options, the right ones told by their places from 0.
pub(super) fn picked(
    options: Vec<(String, Option<String>)>,
    right: &[usize],
) -> Result<Body, String> {
    let option = |(at, (text, why)): (usize, (String, Option<String>))| {
        let text = text.replace('\n', " ");
        Opt { text, correct: right.contains(&at), why, pin: false }
    };
    let options: Vec<Opt> = options.into_iter().enumerate().map(option).collect();
    let count = options.iter().filter(|option| option.correct).count();
    if options.len() < 2 || count == 0 || count == options.len() {
        return Err("its options leave nothing to choose".to_owned());
    }
    Ok(Body::Choice { options, shuffle: None })
}

/// `A C` or `1, 3` as places from 0.
pub(super) fn places(answer: &str) -> Option<Vec<usize>> {
    answer
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '+'))
        .filter(|name| !name.is_empty())
        .map(place)
        .collect()
}

/// `B` or `2` as a place from 0.
pub(super) fn place(name: &str) -> Option<usize> {
    match name.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => {
            Some(usize::from(letter.to_ascii_uppercase() - b'A'))
        }
        _ => name.parse::<usize>().ok()?.checked_sub(1),
    }
}

/// Writes choices and what is to be recalled; markup as it is.
pub(super) fn write(pack: &Pack) -> Sent {
    let mut sent = Sent::default();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut head: Vec<String> =
        ["id", "topic", "difficulty", "stem", "answer"].map(str::to_owned).into();
    head.extend((1..=OPTIONS).map(|at| format!("option {at}")));
    head.extend((1..=OPTIONS).map(|at| format!("why {at}")));
    head.extend(["rationale", "source"].map(str::to_owned));
    // A vector takes all that is written.
    let _ = writer.write_record(&head);
    for item in &pack.items {
        let mut draft = Draft::of(item, pack.scenario(item));
        if let Some(row) = row(&mut draft) {
            sent.questions += 1;
            let _ = writer.write_record(&row);
        }
        let id = &draft.id;
        sent.losses.extend(draft.losses.iter().map(|what| Loss {
            line: None,
            question: Some(id.clone()),
            what: what.clone(),
        }));
    }
    sent.bytes = writer.into_inner().unwrap_or_default();
    sent
}

/// The key so that it can mean nothing else: the text of one right option, the
/// numbers of several, or letters where a text is such a list of numbers.
fn key(options: &[Opt]) -> String {
    let right: Vec<(usize, &Opt)> =
        (0..).zip(options).filter(|(_, option)| option.correct).collect();
    if let [(_, one)] = right[..] {
        return words(&one.text);
    }
    let listed = |name: &dyn Fn(usize) -> String| {
        right.iter().map(|(at, _)| name(*at)).collect::<Vec<_>>().join(" ")
    };
    let numbers = listed(&|at| (at + 1).to_string());
    let is_text = options.iter().any(|option| words(&option.text) == numbers);
    if is_text { listed(&|at| letter(at).to_string()) } else { numbers }
}

/// The letter of a place from 0.
pub(super) fn letter(place: usize) -> char {
    u8::try_from(place).ok().filter(|place| *place < 26).map_or('?', |at| char::from(b'A' + at))
}

fn row(draft: &mut Draft) -> Option<Vec<String>> {
    let (answer, options) = match draft.body.clone() {
        Body::Choice { options, .. } if options.len() > OPTIONS => {
            draft.lose(format!("it has more than {OPTIONS} options, and so the question"));
            return None;
        }
        Body::Choice { options, shuffle } => {
            if shuffle == Some(false) || options.iter().any(|option| option.pin) {
                draft.lose("the order of its options");
            }
            (key(&options), options)
        }
        Body::Recall { answer } => (words(&answer), Vec::new()),
        _ => {
            draft.lose("questions of its kind have no row, and so the question");
            return None;
        }
    };
    let cell = |at: usize, what: fn(&Opt) -> String| options.get(at).map(what).unwrap_or_default();
    let mut row = vec![
        draft.id.clone(),
        draft.topic.clone().unwrap_or_default(),
        draft.difficulty.map(|it| it.to_string()).unwrap_or_default(),
        words(&draft.stem),
        answer,
    ];
    row.extend((0..OPTIONS).map(|at| cell(at, |option| words(&option.text))));
    row.extend(
        (0..OPTIONS)
            .map(|at| cell(at, |option| option.why.as_deref().map(words).unwrap_or_default())),
    );
    row.push(draft.rationale.as_deref().map(words).unwrap_or_default());
    row.push(draft.sources.join(" "));
    Some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_read_by_their_names() {
        let file = "Question;Option 1;Option 2;Option 3;Correct;Points\n\
                    Which *two*?;a;b;c;\"1, 3\";5\n\
                    Which?;a;b;c;b;5\n\
                    None?;a;b;;D;5\n";
        let brought = read(file.as_bytes()).unwrap();
        let keys: Vec<Vec<bool>> = brought
            .drafts
            .iter()
            .map(|draft| match &draft.body {
                Body::Choice { options, .. } => options.iter().map(|it| it.correct).collect(),
                _ => Vec::new(),
            })
            .collect();
        assert_eq!(keys, [vec![true, false, true], vec![false, true, false]]);
        assert_eq!(brought.drafts[0].stem, "Which \\*two\\*?");
        let lines: Vec<Option<usize>> = brought.losses.iter().map(|loss| loss.line).collect();
        assert_eq!(lines, [Some(1), Some(4)]);
    }

    #[test]
    fn notes_of_anki_are_read_by_their_header() {
        let file =
            "#separator:tab\n#html:true\n#tags column:3\nWhat is <b>RDS</b>?\tA service\taws db\n";
        let brought = read(file.as_bytes()).unwrap();
        let draft = &brought.drafts[0];
        assert_eq!(draft.stem, "What is **RDS**?");
        assert_eq!(draft.body, Body::Recall { answer: "A service".into() });
        assert_eq!((draft.topic.as_deref(), draft.losses.len()), (Some("aws"), 1));
        assert_eq!(brought.losses[0].line, Some(4));
    }
}
