//! Signs for fonts without ours.

/// What stands for a sign of the program or of a drawing in fonts without it.
pub fn plain(symbol: &str) -> Option<&'static str> {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return None };
    sign(c)
}

/// Adds text with plain signs.
pub fn push(text: &str, out: &mut String) {
    for c in text.chars() {
        match sign(c) {
            Some(plain) => out.push_str(plain),
            None => out.push(c),
        }
    }
}

fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '─' | '━' | '═' | '–' | '—' | '╌' | '▃' | '▄' => "-",
        '│' | '┃' | '║' | '▏' | '▌' | '┊' => "|",
        '▸' | '▶' | '►' | '→' | '›' => ">",
        '◀' | '◄' | '←' | '‹' => "<",
        '▲' | '↑' | '▴' => "^",
        '▼' | '↓' | '▾' => "v",
        '▁' | '▂' => "_",
        '█' | '■' | '▓' | '▇' => "#",
        '░' | '·' | '…' | '▒' => ".",
        '✗' | '☒' => "x",
        '●' | '•' => "*",
        '⚑' => "F",
        '○' | '□' | '☐' => "o",
        '↕' | '▅' | '▆' => "=",
        '↪' => "\\",
        '\u{2018}' | '\u{2019}' => "'",
        '\u{201c}' | '\u{201d}' => "\"",
        '✓' | '☑' | '\u{2500}'..='\u{257f}' => "+",
        _ => return None,
    })
}
