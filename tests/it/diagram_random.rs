//! Art that nobody would draw: nothing panics, everything stays in its bounds.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tripos::{
    diagram::{Art, Diagram, PartId, Step, View},
    text::{Clean, Markdown},
};
use unicode_width::UnicodeWidthStr;

use crate::soak::full;

const INK: &str = "      ──││┌┐└┘├┤┬┴┼╭╮╰╯━┃┏┓═║╔╗╚╝╫╪►◄▲▼--||+++<>^vab é日🚀\t\u{301}";

fn grid() -> impl Strategy<Value = String> {
    let ink: Vec<char> = INK.chars().collect();
    let row = prop::collection::vec(prop::sample::select(ink), 0..30);
    let rows = prop::collection::vec(row, 0..16);
    rows.prop_map(|rows| {
        let rows: Vec<String> = rows.into_iter().map(|row| row.into_iter().collect()).collect();
        rows.join("\n")
    })
}

/// Boxes here and there, with noise over them: near to what is drawn.
fn boxes() -> impl Strategy<Value = String> {
    let corner = (0..20usize, 0..10usize, 3..12usize, 3..6usize, any::<bool>());
    let noise = (
        0..14usize,
        0..30usize,
        prop::sample::select(INK.chars().filter(|c| *c != '\t').collect::<Vec<_>>()),
    );
    let frames = prop::collection::vec(corner, 1..6);
    (frames, prop::collection::vec(noise, 0..20)).prop_map(|(frames, noise)| {
        let mut rows = vec![vec![' '; 32]; 16];
        for (left, top, width, height, ascii) in frames {
            frame(&mut rows, [left, top, width, height], ascii);
        }
        for (row, col, c) in noise {
            rows[row][col] = c;
        }
        let rows: Vec<String> = rows.into_iter().map(|row| row.into_iter().collect()).collect();
        rows.join("\n")
    })
}

fn frame(rows: &mut [Vec<char>], [left, top, width, height]: [usize; 4], ascii: bool) {
    let [rule, side, corners] =
        if ascii { ["-", "|", "++++"] } else { ["─", "│", "┌┐└┘"] };
    let corners: Vec<char> = corners.chars().collect();
    let (right, bottom) = (left + width - 1, top + height - 1);
    for row in [top, bottom] {
        rows[row][left..=right].fill(rule.chars().next().unwrap());
    }
    for row in &mut rows[top..=bottom] {
        (row[left], row[right]) = (side.chars().next().unwrap(), side.chars().next().unwrap());
    }
    (rows[top][left], rows[top][right]) = (corners[0], corners[1]);
    (rows[bottom][left], rows[bottom][right]) = (corners[2], corners[3]);
    rows[top + 1][left + 1] = 'n';
}

fn diagram(art: Art, picks: &[usize]) -> Diagram {
    let pick = |i: usize| vec![PartId(picks.get(i).copied().unwrap_or(0))];
    let note = BTreeMap::from([(PartId(picks[0]), Clean::new("a note 日本"))]);
    let flow = picks.iter().map(|pick| PartId(*pick)).collect();
    let step = Step { fail: pick(0), hide: pick(1), flow, note, ..Step::default() };
    let next =
        Step { hide: pick(2), show: pick(1), say: Markdown("*said*".into()), ..Step::default() };
    Diagram { title: Clean::default(), about: BTreeMap::new(), steps: vec![step, next], art }
}

fn check(source: &str, picks: &[usize], view: View) -> Result<(), TestCaseError> {
    let (art, faults) = Art::parse(source);
    for fault in &faults {
        prop_assert!(source.get(fault.span.clone()).is_some(), "{fault:?}");
    }
    let mut spans: Vec<_> = faults.iter().map(|fault| (fault.span.start, fault.what)).collect();
    spans.dedup();
    prop_assert_eq!(spans.len(), faults.len());
    let (width, height) = (art.width(), art.height());
    let diagram = diagram(art, picks);
    let lines = diagram.picture(view);
    prop_assert!(lines.len() >= height);
    for line in lines.iter().take(height) {
        prop_assert!(line.to_string().width() <= width, "{line}");
    }
    let _ = (diagram.words(view.step), diagram.overview());
    for from in diagram.art.parts() {
        for to in diagram.art.neighbours(from.id) {
            let path = diagram.art.route(from.id, to);
            prop_assert!(path.is_some_and(|path| !path.is_empty()));
            prop_assert!(diagram.art.is_joined(to, from.id), "joined one way only");
        }
    }
    Ok(())
}

fn view() -> impl Strategy<Value = View> {
    let selected = prop::option::of((0..9usize).prop_map(PartId));
    (0..4usize, prop::option::of(0..40usize), selected, any::<bool>())
        .prop_map(|(step, beat, selected, ascii)| View { step, beat, selected, ascii })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(full(2000, 80) as u32) })]

    #[test]
    fn grids_of_ink(source in grid(), picks in prop::array::uniform4(0..8usize), view in view()) {
        check(&source, &picks, view)?;
    }

    #[test]
    fn boxes_with_noise(source in boxes(), picks in prop::array::uniform4(0..8usize), view in view()) {
        check(&source, &picks, view)?;
    }

    #[test]
    fn any_text(source in any::<String>(), view in view()) {
        check(&source, &[0, 1, 2, 3], view)?;
    }
}
