//! Addresses written bare, as GFM finds them.

/// Parts of a text in order, each with its target if it is an address.
pub fn split(text: &str) -> Vec<(&str, Option<String>)> {
    let mut parts = vec![];
    let mut start = 0;
    let mut from = 0;
    while let Some(at) = candidate(text, from) {
        from = at + 1;
        if let Some((first, end, target)) = address(text, at, start) {
            parts.push((text.get(start..first).unwrap_or_default(), None));
            parts.push((text.get(first..end).unwrap_or_default(), Some(target)));
            (start, from) = (end, end);
        }
    }
    parts.push((text.get(start..).unwrap_or_default(), None));
    parts
}

/// Where the next sign of an address is: `://`, `www.` or `@`.
fn candidate(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    let sign = |(i, byte): (usize, &u8)| match byte {
        b':' => bytes.get(i..)?.starts_with(b"://").then_some(i),
        b'w' => bytes.get(i..)?.starts_with(b"www.").then_some(i),
        b'@' => Some(i),
        _ => None,
    };
    bytes.iter().enumerate().find_map(sign).map(|i| from + i)
}

/// The address around a sign: start, end and target. It does not reach back
/// over `floor`, where the address before it ended.
fn address(text: &str, at: usize, floor: usize) -> Option<(usize, usize, String)> {
    let before = text.get(floor..at)?;
    match text.as_bytes().get(at)? {
        b':' => {
            let scheme = ["https", "http", "ftp"].into_iter().find(|s| ends_with(before, s))?;
            let first = at - scheme.len();
            let end =
                at + 3 + url_length(text.get(at + 3..).filter(|_| starts_word(text, first))?)?;
            Some((first, end, text.get(first..end)?.to_owned()))
        }
        b'w' => {
            let end = at + url_length(text.get(at..).filter(|_| starts_word(text, at))?)?;
            Some((at, end, format!("http://{}", text.get(at..end)?)))
        }
        _ => {
            let (back, on) = email(before, text.get(at + 1..)?)?;
            let (first, end) = (at - back, at + 1 + on);
            Some((first, end, format!("mailto:{}", text.get(first..end)?)))
        }
    }
}

/// Whether a text ends with a scheme, in whatever case.
fn ends_with(text: &str, scheme: &str) -> bool {
    let tail = text.len().checked_sub(scheme.len()).and_then(|at| text.get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(scheme))
}

/// Whether a web address may start here.
fn starts_word(text: &str, at: usize) -> bool {
    let last = text.get(..at).and_then(|before| before.chars().next_back());
    last.is_none_or(|c| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '(' | '"' | '\'' | '['))
}

/// Bytes of a web address; none if its host has no dot.
fn url_length(rest: &str) -> Option<usize> {
    let ends = |c: char| c.is_whitespace() || c == '<';
    let host_end = rest.find(|c: char| ends(c) || matches!(c, '/' | '?' | '#'));
    let host = rest.get(..host_end.unwrap_or(rest.len()))?;
    let named = host.starts_with(|c: char| c.is_alphanumeric());
    if !named || !host.trim_end_matches('.').contains('.') {
        return None;
    }
    let end = rest.find(ends).unwrap_or(rest.len());
    Some(trimmed(rest.get(..end)?))
}

/// Length without the punctuation that ends a sentence.
fn trimmed(whole: &str) -> usize {
    let mut rest = whole;
    let mut spare = whole.matches(')').count().saturating_sub(whole.matches('(').count());
    loop {
        let shorter = match rest.as_bytes().last() {
            Some(b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"' | b']') => 1,
            Some(b')') if spare > 0 => {
                spare -= 1;
                1
            }
            Some(b';') => entity(rest).unwrap_or(1),
            _ => return rest.len(),
        };
        rest = rest.get(..rest.len() - shorter).unwrap_or_default();
    }
}

/// Length of what looks like an entity at the end, such as `&amp;`.
fn entity(text: &str) -> Option<usize> {
    let body = text.strip_suffix(';')?.as_bytes();
    let letters =
        body.iter().rev().take(32).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let amp = body.get(body.len().checked_sub(letters + 1)?)?;
    (letters > 0 && *amp == b'&').then_some(letters + 2)
}

/// Bytes of a mail address before and after its `@`.
fn email(before: &str, after: &str) -> Option<(usize, usize)> {
    let local =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+');
    let host = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let back = before.bytes().rev().take_while(local).count();
    let on = after.bytes().take_while(host).count();
    let name = after.get(..on)?.trim_end_matches('.');
    let good = back > 0 && name.contains('.') && !name.ends_with(['-', '_']);
    (good && !name.starts_with('.')).then_some((back, name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_addresses_are_found() {
        let cases: [(&str, &[&str]); 16] = [
            ("see https://a.example/x?y=1.", &["https://a.example/x?y=1"]),
            ("(https://a.example/x_(y)) end", &["https://a.example/x_(y)"]),
            ("www.commonmark.org/help, now", &["http://www.commonmark.org/help"]),
            ("HTTP://A.example!", &["HTTP://A.example"]),
            ("https://a.example/x&copy;", &["https://a.example/x"]),
            ("https://a.example/x&copy;y", &["https://a.example/x&copy;y"]),
            ("http://commonmark.org/<b", &["http://commonmark.org/"]),
            ("xhttps://a.example", &[]),
            ("arn:aws:s3:::bucket and std::mem", &[]),
            ("https://localhost:80", &[]),
            ("foo@bar.baz and a.b-c_d@a.b.", &["mailto:foo@bar.baz", "mailto:a.b-c_d@a.b"]),
            ("a.b-c_d@a.b- a.b-c_d@a.b_ @x.y", &[]),
            ("a@b.c@d.e", &["mailto:a@b.c"]),
            ("ftp://foo.bar.baz", &["ftp://foo.bar.baz"]),
            ("größe www.größe.example ende", &["http://www.größe.example"]),
            ("www.", &[]),
        ];
        for (text, targets) in cases {
            let parts = split(text);
            let found: Vec<_> = parts.iter().filter_map(|(_, target)| target.as_deref()).collect();
            assert_eq!(found, targets, "{text}");
            let all: String = parts.iter().map(|(part, _)| *part).collect();
            assert_eq!(all, text);
        }
    }
}
