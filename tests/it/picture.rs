//! The picture in the README, drawn from the real program.

use std::{fmt::Write, fs, time::Duration};

use tripos::study::Progress;

use crate::{learner::MORNING, oracle::Oracle, pty::Start, stories::desk};

const PICTURE: &str = "docs/tripos.svg";
const COLUMN: f64 = 8.4;
const ROW: u16 = 18;

/// With `UPDATE_PICTURES` set the picture is drawn anew; else it must be true.
#[test]
fn the_picture_in_the_readme_is_current() {
    let folder = desk();
    let coming = Oracle::new(3).practice(&Progress::default(), MORNING);
    let args = ["practise", "--kind", "choice", "--now", "2026-11-22T09:00:00Z", "--seed", "3"];
    let start = Start::new(folder.path(), &args).env("COLORTERM", "truecolor");
    let mut session = start.size(80, 28).run();
    session.sees(&coming[0].stem(76)).types("c").types(&coming[0].keys(false)).types("\r");
    session.sees("Not yet").rest(Duration::from_millis(50));
    let drawn = svg(session.screen.screen());
    session.types("\x03");
    session.ends();
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        fs::write(PICTURE, &drawn).unwrap();
    }
    let kept = fs::read_to_string(PICTURE).unwrap_or_default();
    assert!(kept == drawn, "draw it anew: UPDATE_PICTURES=1 cargo test picture");
}

/// A screen as a picture of the same size, dark.
fn svg(screen: &vt100::Screen) -> String {
    let (rows, columns) = (screen.size().0.get(), screen.size().1.get());
    let (width, height) = (f64::from(columns) * COLUMN + 24.0, rows * ROW + 24);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height}\" \
         font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#16181d\"/>\n"
    );
    for row in 0..rows {
        let y = 12 + row * ROW + 13;
        for (column, text, style) in runs(screen, row) {
            let x = 12.0 + f64::from(column) * COLUMN;
            let length = f64::from(text.chars().count() as u32) * COLUMN;
            let _ = writeln!(
                svg,
                "<text x=\"{x:.1}\" y=\"{y}\" textLength=\"{length:.1}\" xml:space=\"preserve\"{style}>{}</text>",
                text.replace('&', "&amp;").replace('<', "&lt;")
            );
        }
    }
    svg + "</svg>\n"
}

/// Pieces of a row that look alike.
fn runs(screen: &vt100::Screen, row: u16) -> Vec<(u16, String, String)> {
    let mut runs: Vec<(u16, String, String)> = Vec::new();
    for column in 0..screen.size().1.get() {
        let Some(cell) = screen.cell(row, column) else { continue };
        let text = if cell.has_contents() { cell.contents() } else { " " };
        let style = style(cell);
        match runs.last_mut() {
            Some((_, run, same)) if *same == style => run.push_str(text),
            _ => runs.push((column, text.to_owned(), style)),
        }
    }
    runs.retain(|(_, text, _)| !text.trim().is_empty());
    runs
}

fn style(cell: &vt100::Cell) -> String {
    let colour = match cell.fgcolor() {
        vt100::Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        _ => "#d8dee6".to_owned(),
    };
    let bold = if cell.bold() { " font-weight=\"bold\"" } else { "" };
    format!(" fill=\"{colour}\"{bold}")
}
