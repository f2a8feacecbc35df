//! Gaps: `{{c1::answer::hint}}`, one in another too.

/// A piece of a text with gaps.
#[derive(Debug, PartialEq, Eq)]
enum Part<'t> {
    Text(&'t str),
    Gap { numbers: Vec<usize>, parts: Vec<Self>, hint: Option<&'t str> },
}

/// The text as the card of one number shows it, what is in each of its gaps
/// replaced by `gap`, which is given answer and hint.
pub fn shown(
    html: &str,
    number: usize,
    gap: &mut dyn FnMut(&str, Option<&str>) -> String,
) -> String {
    let mut rest = html;
    render(&parts(&mut rest, false), number, gap)
}

fn render(
    parts: &[Part<'_>],
    number: usize,
    gap: &mut dyn FnMut(&str, Option<&str>) -> String,
) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Gap { numbers, parts, hint } if numbers.contains(&number) => {
                let inside = render(parts, usize::MAX, &mut |_, _| String::new());
                out.push_str(&gap(&inside, *hint));
            }
            Part::Gap { parts, .. } => out.push_str(&render(parts, number, gap)),
        }
    }
    out
}

/// Pieces up to the end, or that of the gap they stand in.
fn parts<'t>(rest: &mut &'t str, inside: bool) -> Vec<Part<'t>> {
    let mut parts = Vec::new();
    let mut from = 0;
    let text = *rest;
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let here = &text[at..];
        if inside && (here.starts_with("}}") || here.starts_with("::")) {
            break;
        }
        if let Some((numbers, body)) = opening(here) {
            let mut body = body;
            let within = self::parts(&mut body, true);
            let (hint, after) = ending(body);
            if let Some(after) = after {
                parts.push(Part::Text(&text[from..at]));
                parts.push(Part::Gap { numbers, parts: within, hint });
                at = text.len() - after.len();
                from = at;
                continue;
            }
        }
        at += c.len_utf8();
    }
    parts.push(Part::Text(&text[from..at]));
    *rest = &text[at..];
    parts
}

/// The numbers of a gap that begins here, and what follows.
fn opening(text: &str) -> Option<(Vec<usize>, &str)> {
    let (numbers, body) = text.strip_prefix("{{c")?.split_once("::")?;
    let numbers: Option<Vec<usize>> = numbers.split(',').map(|it| it.parse().ok()).collect();
    Some((numbers?, body))
}

/// The hint, and what follows the gap if it ends.
fn ending(text: &str) -> (Option<&str>, Option<&str>) {
    let (hint, rest) = match text.strip_prefix("::") {
        Some(rest) => {
            let end = rest.find("}}").unwrap_or(rest.len());
            (Some(&rest[..end]), &rest[end..])
        }
        None => (None, text),
    };
    (hint.filter(|hint| !hint.trim().is_empty()), rest.strip_prefix("}}"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn gaps_are_found_one_in_another_too() {
        let mut gap =
            |answer: &str, hint: Option<&str>| format!("[{answer}|{}]", hint.unwrap_or(""));
        for (text, number, shown) in [
            ("{{c1::11::number}} of {{c2::durability}}", 1, "[11|number] of durability"),
            ("{{c1::11::number}} of {{c2::durability}}", 2, "11 of [durability|]"),
            ("{{c1::a {{c2::b}} c}}.", 1, "[a b c|]."),
            ("{{c1::a {{c2::b}} c}}.", 2, "a [b|] c."),
            ("{{c1,2::a}} {{c1::open", 2, "[a|] {{c1::open"),
            ("{{cx::a}} }} ::", 1, "{{cx::a}} }} ::"),
        ] {
            assert_eq!(super::shown(text, number, &mut gap), shown, "{text}");
        }
    }
}
