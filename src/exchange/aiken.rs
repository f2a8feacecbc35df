//! Aiken: a stem, options with letters, and `ANSWER: B`.

use super::{Body, Brought, Draft, Fault, Opt, clean, escaped, slug, text};

/// Reads the questions of a file; what cannot be read is told, and the rest goes on.
pub(super) fn read(bytes: &[u8]) -> Result<Brought, Fault> {
    let text = text(bytes)?;
    let mut brought = Brought::default();
    let mut ids = slug::Ids::default();
    let mut block = Block::default();
    for (line, at) in text.lines().map(str::trim).zip(1..) {
        if line.is_empty() {
            // A blank line may stand between stem and options, not after them.
            if !block.options.is_empty() {
                block.broken(&mut brought, "no `ANSWER:` follows its options");
            }
        } else if let Some(key) = line.strip_prefix("ANSWER:") {
            block.answered(key.trim(), at, &mut ids, &mut brought);
        } else if let Some((letter, option)) = option(line).filter(|_| !block.stem.is_empty()) {
            block.options.push((letter, option.to_owned()));
        } else if block.options.is_empty() {
            block.line = if block.stem.is_empty() { at } else { block.line };
            block.stem.push(line.to_owned());
        } else {
            block.broken(&mut brought, "no `ANSWER:` follows its options");
            block = Block { line: at, stem: vec![line.to_owned()], ..Block::default() };
        }
    }
    if !block.stem.is_empty() {
        block.broken(&mut brought, "the file ends before its `ANSWER:`");
    }
    brought.some("Aiken")
}

/// `A) text` or `A. text`.
fn option(line: &str) -> Option<(char, &str)> {
    let letter = line.chars().next().filter(char::is_ascii_uppercase)?;
    let rest = line[1..].strip_prefix([')', '.'])?;
    rest.starts_with(char::is_whitespace).then(|| (letter, rest.trim()))
}

/// A question as far as it was read.
#[derive(Debug, Default)]
struct Block {
    line: usize,
    stem: Vec<String>,
    options: Vec<(char, String)>,
}

impl Block {
    fn broken(&mut self, brought: &mut Brought, why: &str) {
        let stem = clean(&self.stem.join(" "));
        brought.lose(self.line, format!("{why}; left out: {stem}"));
        *self = Self::default();
    }

    fn answered(&mut self, key: &str, at: usize, ids: &mut slug::Ids, brought: &mut Brought) {
        let letters: Vec<char> = self.options.iter().map(|(letter, _)| *letter).collect();
        let doubled = (1..letters.len()).any(|at| letters[..at].contains(&letters[at]));
        let key: Option<char> =
            Some(key).filter(|key| key.len() == 1).and_then(|key| key.chars().next());
        self.line = if self.line == 0 { at } else { self.line };
        let why = match key {
            _ if self.stem.is_empty() => "this answer has no question",
            _ if self.options.len() < 2 => "it has fewer than two options",
            _ if doubled => "two of its options have one letter",
            Some(key) if letters.contains(&key) => {
                let draft = self.draft(key, ids);
                brought.add(self.line, draft);
                *self = Self::default();
                return;
            }
            _ => "its `ANSWER:` names none of its options",
        };
        self.broken(brought, why);
    }

    fn draft(&self, key: char, ids: &mut slug::Ids) -> Draft {
        let stem = self.stem.join("\n");
        let options = self.options.iter().map(|(letter, text)| Opt {
            text: escaped(&clean(text)),
            correct: *letter == key,
            ..Opt::default()
        });
        Draft {
            id: ids.next([&*stem]),
            body: Body::Choice { options: options.collect(), shuffle: None },
            stem: escaped(&clean(&stem)),
            ..Draft::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_blocks_are_told_and_the_rest_goes_on() {
        let file = "What is 2 * 2?\nA) 3\nB) 4\nANSWER: B\n\n\
                    No answer?\nA. x\nB. y\n\n\
                    Which?\n\nA. one\nB. two\nANSWER: C\n\n\
                    Last\r\nA. one\r\nB. two\r\nANSWER: A\r\n\
                    Cut\nA) one\n";
        let brought = read(file.as_bytes()).unwrap();
        let stems: Vec<&str> = brought.drafts.iter().map(|draft| &*draft.stem).collect();
        assert_eq!(stems, ["What is 2 \\* 2?", "Last"]);
        let lines: Vec<Option<usize>> = brought.losses.iter().map(|loss| loss.line).collect();
        assert_eq!(lines, [Some(6), Some(10), Some(20)]);
        let Body::Choice { options, .. } = &brought.drafts[0].body else { panic!() };
        assert_eq!(options.iter().map(|it| it.correct).collect::<Vec<_>>(), [false, true]);
        assert!(matches!(read(b"\n"), Err(Fault::Nothing(_))));
        assert_eq!(read(b"a\n\xff"), Err(Fault::Encoding { line: 2 }));
    }
}
