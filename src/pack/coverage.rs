//! What a pack teaches and asks, as a table in Markdown.

use std::{collections::BTreeSet, fmt::Write};

use super::{Lesson, Objective, Pack};
use crate::item::{Difficulty, Item, ObjectiveId};

/// Questions that an objective needs, so that a learner meets a new one.
const VARIANTS: usize = 3;

/// A pack as it covers its objectives and its exams.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Tables in Markdown: objectives by lesson, and domains by exam.
    pub tables: String,
    /// Where there is too little, one sentence each.
    pub gaps: Vec<String>,
}

impl Pack {
    /// Objectives by lesson with their questions, and domains by exam.
    pub fn coverage(&self) -> Coverage {
        let mut gaps = Vec::new();
        let mut rows = vec![row([
            "Lesson",
            "Objective",
            "Diagrams",
            "Questions",
            "By kind",
            "Difficulty 1/2/3",
            "Sources",
        ])];
        for lesson in &self.lessons {
            rows.extend(self.lesson_rows(lesson, &mut gaps));
        }
        let loose = self.items.iter().filter(|item| item.objective.is_none());
        gaps.extend(loose.map(|item| format!("question `{}` has no objective", item.id)));
        let objectives = table(&rows);
        let exams = table(&self.exam_rows(&mut gaps));
        Coverage { tables: format!("{objectives}\n{exams}"), gaps }
    }

    fn lesson_rows(&self, lesson: &Lesson, gaps: &mut Vec<String>) -> Vec<Vec<String>> {
        if lesson.sources.is_empty() {
            gaps.push(format!("lesson `{}` has no sources", lesson.id));
        }
        let drawn = lesson.body.0.matches(".diagram)").count();
        let sources = lesson.sources.len();
        let head = [lesson.id.to_string(), String::new(), drawn.to_string()];
        let rest = [String::new(), String::new(), String::new(), sources.to_string()];
        let mut rows = vec![head.into_iter().chain(rest).collect()];
        rows.extend(lesson.objectives.iter().map(|it| self.objective_row(it, gaps)));
        rows
    }

    fn objective_row(&self, objective: &Objective, gaps: &mut Vec<String>) -> Vec<String> {
        let items: Vec<&Item> = self.asked(&objective.id);
        if items.len() < VARIANTS {
            let count = items.len();
            gaps.push(format!("objective `{}` has {count} of {VARIANTS} questions", objective.id));
        }
        let drawn = items.iter().filter(|item| is_drawn(item)).count();
        let sources: BTreeSet<&str> =
            items.iter().flat_map(|item| item.sources.iter()).map(|it| &**it).collect();
        vec![
            String::new(),
            objective.id.to_string(),
            drawn.to_string(),
            items.len().to_string(),
            kinds(&items),
            difficulties(&items),
            sources.len().to_string(),
        ]
    }

    fn asked(&self, id: &ObjectiveId) -> Vec<&Item> {
        self.variants(id).map(|item| &**item).collect()
    }

    fn exam_rows(&self, gaps: &mut Vec<String>) -> Vec<Vec<String>> {
        let mut rows = vec![row(["Exam", "Domain", "Weight", "Questions"])];
        for exam in &self.manifest.exams {
            for domain in &exam.domains {
                let is_of = |item: &Item| item.domain.in_exam(&exam.code) == Some(&domain.id);
                let count = self.items.iter().filter(|item| is_of(item)).count();
                if count == 0 {
                    gaps.push(format!("{}: domain `{}` has no questions", exam.code, domain.id));
                }
                let weight = format!("{} %", domain.weight);
                rows.push(row([&exam.code, &domain.id, &weight, &count.to_string()]));
            }
        }
        rows
    }
}

fn is_drawn(item: &Item) -> bool {
    item.kind.name() == "place" || item.stem.0.contains(".diagram)")
}

/// Such as `choice 3, number 1`.
fn kinds(items: &[&Item]) -> String {
    let names: BTreeSet<&str> = items.iter().map(|item| item.kind.name()).collect();
    let count = |name: &str| items.iter().filter(|item| item.kind.name() == name).count();
    let told: Vec<_> = names.into_iter().map(|name| format!("{name} {}", count(name))).collect();
    told.join(", ")
}

fn difficulties(items: &[&Item]) -> String {
    let count = |wanted| items.iter().filter(|item| item.difficulty == Some(wanted)).count();
    let all = [Difficulty::Recall, Difficulty::Apply, Difficulty::Analyse].map(count);
    all.map(|count| count.to_string()).join("/")
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// A table in Markdown with columns of even width; the first row is the head.
fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width =
        |at: usize| rows.iter().filter_map(move |row| row.get(at)).map(|it| it.chars().count());
    let widths: Vec<usize> = (0..columns).map(|at| width(at).max().unwrap_or(0)).collect();
    let mut told = String::new();
    for (number, row) in rows.iter().enumerate() {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        let _ = writeln!(told, "| {} |", cells.collect::<Vec<_>>().join(" | "));
        if number == 0 {
            let rules = widths.iter().map(|width| "-".repeat(*width));
            let _ = writeln!(told, "| {} |", rules.collect::<Vec<_>>().join(" | "));
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use crate::pack::{self, Files};

    const PACK: [(&str, &str); 3] = [
        (
            "pack.yaml",
            "format: 1\nid: p\ntitle: P\nexams:\n  - {code: X, questions: 1, minutes: 1, scale: {min: 0, max: 10, pass: 5}, domains: [{id: d, title: D, weight: 60}, {id: e, title: E, weight: 40}]}\n",
        ),
        (
            "content/a.md",
            "---\nobjectives: [one]\nsources: [https://example.org]\n---\n# A\n\n![d](../assets/d.diagram)\n",
        ),
        (
            "quizzes/a.yaml",
            "questions:\n  - {id: q1, kind: number, stem: \"Two?\", answer: 2, objective: one, difficulty: 2, domain: d}\n  - {id: q2, kind: number, stem: \"Three?\", answer: 3}\n",
        ),
    ];

    #[test]
    fn tables_count_and_gaps_are_told() {
        let (pack, _) = pack::load(&Files::held(PACK));
        let coverage = pack.coverage();
        let cells = |line: &str| {
            line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>().join("|")
        };
        let lines: Vec<String> = coverage.tables.lines().map(cells).collect();
        for wanted in ["|a||1||||1|", "||one|0|1|number 1|0/1/0|0|", "|X|d|60 %|1|", "|X|e|40 %|0|"]
        {
            assert!(lines.iter().any(|line| line == wanted), "{wanted}: {lines:#?}");
        }
        assert_eq!(
            coverage.gaps,
            [
                "objective `one` has 1 of 3 questions",
                "question `q2` has no objective",
                "X: domain `e` has no questions",
            ]
        );
    }
}
