//! What is otherwise when one exam of a pack takes the place of another.

use jiff::civil::Date;

use crate::pack::{Domain, Exam, Manifest};

/// What is to be told to a learner of this exam: what comes after it once it is
/// no longer given, or what it changes in the one that is still given today.
pub fn moves(exam: &Exam, manifest: &Manifest, today: Date) -> Option<String> {
    let exams = &manifest.exams;
    if let Some(until) = exam.until
        && let Some(next) = exams.iter().find(|it| it.from.is_some_and(|from| from > until))
    {
        let (day, changes) = (in_words(until), changes(exam, next));
        let verb = if today > until { "was given" } else { "is given" };
        return Some(format!(
            "{} {verb} until {day}; then comes {}: {changes}.",
            exam.code, next.code
        ));
    }
    let from = exam.from?;
    let earlier = |it: &&Exam| it.until.is_some_and(|until| today <= until && until < from);
    let before = exams.iter().rev().find(earlier)?;
    let (day, changes) = (in_words(from), changes(before, exam));
    Some(format!("{} comes in place of {} on {day}: {changes}.", exam.code, before.code))
}

fn in_words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// The domains that weigh otherwise or have another title, that are new, and
/// that are gone.
fn changes(before: &Exam, after: &Exam) -> String {
    let mut told: Vec<String> = Vec::new();
    for domain in &after.domains {
        let title = &domain.title;
        match before.domains.iter().find(|it| it.id == domain.id) {
            Some(old) => told.extend(change(old, domain)),
            None => told.push(format!("{title} {} %, new", domain.weight)),
        }
    }
    let gone = before.domains.iter().filter(|it| after.domains.iter().all(|new| new.id != it.id));
    told.extend(gone.map(|it| format!("{} no more", it.title)));
    if told.is_empty() { "with the same weights".to_owned() } else { told.join(", ") }
}

fn change(old: &Domain, new: &Domain) -> Option<String> {
    if old == new {
        return None;
    }
    let was = if old.title == new.title { String::new() } else { format!(" (was {})", old.title) };
    let weights = match new.weight {
        same if same == old.weight => format!("{same} % as before"),
        other => format!("{} % → {other} %", old.weight),
    };
    Some(format!("{}{was} {weights}", new.title))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        item::Id,
        pack::{self, Files},
        text::Clean,
    };

    fn manifest() -> Manifest {
        let (pack, _) = pack::load(&Files::Folder("tests/packs/full".into()));
        let mut manifest = pack.manifest;
        let mut before = manifest.exams.remove(0);
        let mut after = before.clone();
        before.until = Some(date(2026, 11, 30));
        (after.code, after.from) = (Id::new("EX-2").unwrap(), Some(date(2026, 12, 1)));
        after.domains[0].weight = 30;
        after.domains[1].title = Clean::new("Drawing");
        let (id, title) = (Id::new("resting").unwrap(), Clean::new("Resting"));
        after.domains[3] = Domain { id, title, weight: 20 };
        manifest.exams = vec![before, after];
        manifest
    }

    #[test]
    fn a_learner_is_told_what_moves_whichever_of_the_two_is_sat() {
        let manifest = manifest();
        let what = "Reading 32 % → 30 %, Drawing (was Writing) 26 % as before, Resting 20 %, new, Waiting no more";
        for (exam, today, told) in [
            (
                0,
                date(2026, 11, 22),
                format!("EX-1 is given until 30 November 2026; then comes EX-2: {what}."),
            ),
            (
                0,
                date(2026, 12, 5),
                format!("EX-1 was given until 30 November 2026; then comes EX-2: {what}."),
            ),
            (
                1,
                date(2026, 11, 30),
                format!("EX-2 comes in place of EX-1 on 1 December 2026: {what}."),
            ),
        ] {
            assert_eq!(moves(&manifest.exams[exam], &manifest, today), Some(told));
        }
        assert_eq!(moves(&manifest.exams[1], &manifest, date(2026, 12, 1)), None);
    }

    #[test]
    fn exams_that_weigh_alike_are_told_so_and_a_lone_one_moves_nothing() {
        let mut manifest = manifest();
        manifest.exams[1].domains = manifest.exams[0].domains.clone();
        let told = moves(&manifest.exams[0], &manifest, date(2026, 11, 22)).unwrap();
        assert!(told.ends_with("EX-2: with the same weights."), "{told}");
        manifest.exams.truncate(1);
        assert_eq!(moves(&manifest.exams[0], &manifest, date(2026, 11, 22)), None);
    }
}
