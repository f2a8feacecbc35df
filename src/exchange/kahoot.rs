//! Kahoot: its spreadsheet (`.xlsx`), of which the first sheet is read.

use std::collections::BTreeMap;

use super::{
    Body, Brought, Draft, Fault, Opt,
    archive::Archive,
    clean, escaped, slug, xml,
    xml::{Element, Tree},
};

/// Bytes of one file in it that are read.
const FILE: usize = 64 << 20;

/// A row: its number and its cells by column.
type Row = (usize, BTreeMap<String, String>);

/// Reads the questions of a spreadsheet.
pub(super) fn read(bytes: &[u8]) -> Result<Brought, Fault> {
    let mut archive = Archive::open(bytes)?;
    let mut tree = |name: &str| -> Result<Option<Tree>, Fault> {
        archive.file(name, FILE)?.map(|file| xml::read(&file)).transpose()
    };
    let shared = tree("xl/sharedStrings.xml")?.map(|tree| strings(&tree.root)).unwrap_or_default();
    let none = || Fault::Broken("there is no sheet in it; is it a spreadsheet (.xlsx)?".to_owned());
    let sheet = tree("xl/worksheets/sheet1.xml")?.ok_or_else(none)?;
    let rows = rows(&sheet.root, &shared);
    let head = rows.iter().position(|(_, cells)| Columns::of(cells).is_some());
    let Some((head, columns)) = head.and_then(|at| Some((at, Columns::of(&rows[at].1)?))) else {
        let said = "no row of it names `Question`, `Answer 1` … and `Correct answer(s)`";
        return Err(Fault::Broken(said.to_owned()));
    };
    let mut brought = Brought::default();
    let mut ids = slug::Ids::default();
    for (number, cells) in &rows[head + 1..] {
        match columns.draft(cells) {
            Some(Ok(mut draft)) => {
                draft.id = ids.next([&*draft.stem]);
                brought.add(*number, draft);
            }
            Some(Err(why)) => brought.lose(*number, why),
            None => (),
        }
    }
    brought.cut_at(sheet.cut);
    brought.some("a spreadsheet of Kahoot")
}

/// Texts that cells name by number.
fn strings(root: &Element) -> Vec<String> {
    root.all("si").map(shown).collect()
}

/// The text of a cell, runs joined, without how it is spoken.
fn shown(element: &Element) -> String {
    let runs = element.elements().filter(|it| matches!(&*it.name, "t" | "r"));
    runs.map(|it| if it.name == "r" { it.said("t").unwrap_or_default() } else { it.text() })
        .collect()
}

fn rows(root: &Element, shared: &[String]) -> Vec<Row> {
    let Some(data) = root.child("sheetData") else { return Vec::new() };
    let row = |(at, row): (usize, &Element)| {
        let number = row.get("r").and_then(|text| text.parse().ok()).unwrap_or(at);
        let cells = row.all("c").filter_map(|cell| {
            let column = cell.get("r")?.trim_end_matches(|c: char| c.is_ascii_digit());
            let value = match cell.get("t") {
                Some("inlineStr") => cell.child("is").map(shown)?,
                Some("s") => {
                    let number: usize = cell.said("v")?.parse().ok()?;
                    shared.get(number)?.clone()
                }
                _ => cell.said("v")?,
            };
            let value = value.trim().to_owned();
            (!value.is_empty()).then(|| (column.to_owned(), value))
        });
        (number, cells.collect())
    };
    (1..).zip(data.all("row").filter(|row| row.whole)).map(row).collect()
}

/// Which column holds what.
struct Columns {
    question: String,
    answers: Vec<String>,
    correct: String,
    time: Option<String>,
}

impl Columns {
    fn of(cells: &BTreeMap<String, String>) -> Option<Self> {
        let find = |start: &str| {
            let is_it = |text: &String| text.to_lowercase().starts_with(start);
            cells.iter().find(|(_, text)| is_it(text)).map(|(column, _)| column.clone())
        };
        let answers: Vec<String> = (1..=6).map_while(|at| find(&format!("answer {at}"))).collect();
        Some(Self {
            question: find("question")?,
            answers: Some(answers).filter(|all| all.len() > 1)?,
            correct: find("correct answer")?,
            time: find("time limit"),
        })
    }

    /// The question of a row, if there is one.
    fn draft(&self, cells: &BTreeMap<String, String>) -> Option<Result<Draft, String>> {
        let stem = cells.get(&self.question)?;
        Some(self.asked(stem, cells))
    }

    fn asked(&self, stem: &str, cells: &BTreeMap<String, String>) -> Result<Draft, String> {
        let correct = cells.get(&self.correct).map_or("", String::as_str);
        let right: Vec<usize> = correct
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|number| number.parse().ok())
            .collect();
        let option = |(number, column): (usize, &String)| {
            let text = escaped(&clean(cells.get(column)?).replace('\n', " "));
            Some(Opt { text, correct: right.contains(&number), ..Opt::default() })
        };
        let options: Vec<Opt> = (1..).zip(&self.answers).filter_map(option).collect();
        let count = options.iter().filter(|option| option.correct).count();
        if options.len() < 2 || count == 0 || count == options.len() {
            let stem = clean(stem);
            return Err(format!("`{}` leaves nothing to choose; left out: {stem}", clean(correct)));
        }
        let mut draft = Draft {
            body: Body::Choice { options, shuffle: None },
            stem: escaped(&clean(stem)),
            ..Draft::default()
        };
        if let Some(seconds) = self.time.as_ref().and_then(|column| cells.get(column)) {
            draft.lose(format!("its time limit of {} s", clean(seconds)));
        }
        Ok(draft)
    }
}
