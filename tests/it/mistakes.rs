//! Mistakes that authors make in lessons, links, diagrams, templates and banks,
//! one at a time in a pack that is sound: each is told once, at its place, and
//! drags no other behind it. Those of YAML itself stand in `pack/mistakes.txt`.

use tripos::pack::{self, Code, Files};

use Code::*;

const PACK: [(&str, &str); 6] = [
    ("pack.yaml", include_str!("mistakes/pack.yaml")),
    ("facts.yaml", include_str!("mistakes/facts.yaml")),
    ("content/keys.md", include_str!("mistakes/keys.md")),
    ("content/sorting.md", include_str!("mistakes/sorting.md")),
    ("assets/cut.diagram", include_str!("mistakes/cut.diagram")),
    ("quizzes/bank.yaml", include_str!("mistakes/bank.yaml")),
];

/// What is written, what a slip makes of it, with `‸` where the fault is told,
/// and which it is. `¶` stands for a line end, `→` for a tab.
#[rustfmt::skip]
const SLIPS: [(&str, &str, &str, Code); 60] = [
    // Manifest.
    ("pack.yaml", "weight: 40", "weight: ‸4O", BadValue),
    ("pack.yaml", "    domains:¶      - {id: storage, title: Storage, weight: 60}", "    ‸domains:¶      - {id: storage, title: Storage, weight: 65}", Weights),
    ("pack.yaml", "until: 2026-11-30", "until: ‸30.11.2026", BadValue),
    ("pack.yaml", "pass: 720", "pass: ‸1720", Scale),
    ("pack.yaml", "unscored: 1", "unscored: ‸3", Unscored),
    ("pack.yaml", "format: 1", "format: ‸\"1\"", BadValue),
    ("pack.yaml", "id: tables¶title", "id: ‸My tables¶title", BadId),
    ("pack.yaml", "{id: safety,", "{id: ‸storage,", DuplicateId),
    ("pack.yaml", "language: en", "‸langauge: en", UnknownKey),
    ("pack.yaml", "topics:¶  - {id: tables, title: Tables}", "topics:¶  - {id: tables, ‸title: }", Empty),
    ("facts.yaml", "checked: 2026-11-01", "checked: ‸2026-13-01", BadValue),
    // Front matter.
    ("content/keys.md", "title: \"Keys: how a table is cut\"", "title: Keys‸: how a table is cut", NeedsQuotes),
    ("content/keys.md", "topic: tables", "topic: ‸table", UnknownId),
    ("content/keys.md", "heading: partition-keys", "heading: ‸partition-key", UnknownHeading),
    ("content/keys.md", "minutes: 5", "minutes: ‸five", BadValue),
    ("content/keys.md", "facts: [T-1]", "facts: [‸T-2]", UnknownId),
    ("content/keys.md", "sources: [https://example.org]", "sources: ‸[https://example.org", Unclosed),
    ("content/sorting.md", "title: Sorting", "‸titel: Sorting", UnknownKey),
    ("content/sorting.md", "---¶title", "‸--¶title", FrontMatter),
    // Links.
    ("content/keys.md", "(sorting.md#sort-keys)", "(‸sortin.md#sort-keys)", MissingFile),
    ("content/keys.md", "(sorting.md#sort-keys)", "(sorting.md#‸sort-key)", UnknownHeading),
    ("content/keys.md", "(#hot-keys)", "(#‸hotkeys)", UnknownHeading),
    ("content/keys.md", "(../assets/cut.diagram)", "(‸assets/cut.diagram)", MissingFile),
    ("content/keys.md", "(../assets/cut.diagram)", "(‸/assets/cut.diagram)", OutsidePack),
    ("content/keys.md", "[one](sorting.md)", "[one](‸../../sorting.md)", OutsidePack),
    ("content/keys.md", "which-key", "‸wich-key", UnknownId),
    ("content/keys.md", "```text¶code¶```", "‸```text¶code", OpenFence),
    ("content/sorting.md", "[the keys][back].¶¶[back]: keys.md#partition-keys", "‸[the keys][back].¶¶[back]: keys.md#partitions", UnknownHeading),
    ("assets/cut.diagram", "(../content/keys.md)", "(‸../keys.md)", MissingFile),
    ("quizzes/bank.yaml", "(../content/keys.md)", "(‸../content/key.md)", MissingFile),
    // Diagrams.
    ("assets/cut.diagram", "title: How a table is cut", "‸title:", Empty),
    ("assets/cut.diagram", "  Router: It", "  ‸Ruter: It", UnknownPart),
    ("assets/cut.diagram", "flow: [Client, Router]", "flow: [Client, Router]‸]", Syntax),
    ("assets/cut.diagram", "flow: [Client, Router]", "flow: [Client, ‸Zone A]", NoPath),
    ("assets/cut.diagram", "fail: [Zone A/Copy]", "fail: [‸Copy]", AmbiguousPart),
    ("assets/cut.diagram", "fail: [Zone A/Copy]", "fail: ‸Zone A/Copy", WrongType),
    ("assets/cut.diagram", "- say: A copy fails.¶    fail", "- ‸fail", MissingKey),
    ("assets/cut.diagram", "note: {Router:", "note: {‸Rooter:", UnknownPart),
    ("assets/cut.diagram", "│ Client ├──►│ Router │", "│ Client ├─‸─ │ Router │", OpenShape),
    ("assets/cut.diagram", "│ Client ├──►│", "│‸→Client ├──►│", ArtCharacter),
    ("assets/cut.diagram", "│ │ Copy  │ │ │ │ Copy  │ │", "│ │ Copy  │ │ │ │ C‸o\u{301}py  │ │", ArtCharacter),
    // Templates.
    ("quizzes/bank.yaml", "{{ size }} KB are", "{{ ‸sizes }} KB are", UnknownName),
    ("quizzes/bank.yaml", "{{ size }} KB are", "{{ size ‸} KB are", BadExpression),
    ("quizzes/bank.yaml", "range: [1, 20], step", "range: ‸[20, 1], step", BadRange),
    ("quizzes/bank.yaml", "range: [1, 20], step: 0.5", "range: ‸[1, 20], step: 0.3", BadRange),
    ("quizzes/bank.yaml", "each: ceil(size / 4)", "each: ‸ceil(size / (size - 2))", DivisionByZero),
    ("quizzes/bank.yaml", "each: ceil(size / 4)", "each: ‸ciel(size / 4)", UnknownName),
    ("quizzes/bank.yaml", "where: [each > 1]", "where: [‸each > 9]", NoDraw),
    ("quizzes/bank.yaml", "answer: \"{{ units }}\"", "answer: ‸{{ units }}", UnquotedBraces),
    ("quizzes/bank.yaml", "    vars:¶", "    ‸varz:¶", UnknownKey),
    // Questions of every kind.
    ("quizzes/bank.yaml", "tolerance: 5%", "tolerance: ‸±5", BadTolerance),
    ("quizzes/bank.yaml", "[[400 KB|400KB]]", "‸[[400 KB|400KB", BadGap),
    ("quizzes/bank.yaml", "domain: {X-1: safety}", "domain: {‸X-2: safety}", UnknownId),
    ("quizzes/bank.yaml", "answer: [Router]", "answer: [‸Routers]", UnknownPart),
    ("quizzes/bank.yaml", "diagram: cut.diagram", "diagram: ‸cut.diagramm", MissingFile),
    ("quizzes/bank.yaml", "left: Number", "left: ‸Day", EqualSides),
    ("quizzes/bank.yaml", "steps: [Ask, Hash, Read]", "‸steps: [Ask]", FewOptions),
    ("quizzes/bank.yaml", "'get ?item'", "‸'get(item'", BadPattern),
    ("quizzes/bank.yaml", "lesson: keys.md#hot-keys", "lesson: ‸key.md#hot-keys", UnknownLesson),
    ("quizzes/bank.yaml", "    scenario: shop", "    scenario: ‸shops", UnknownId),
];

/// A file with slips in it, and where they should be told.
fn slip(text: &str, slips: &[(&str, &str, Code)]) -> (String, Vec<String>) {
    let mut marked = text.to_owned();
    for (from, to, _) in slips {
        let from = signs(from);
        assert!(marked.contains(&from), "{from}");
        marked = marked.replacen(&from, &signs(to), 1);
    }
    unmarked(&marked)
}

fn signs(text: &str) -> String {
    text.replace('¶', "\n").replace('→', "\t")
}

/// A text without its marks, and where they stood.
fn unmarked(marked: &str) -> (String, Vec<String>) {
    let places = marked.match_indices('‸').map(|(at, _)| place(marked, at));
    (marked.replace('‸', ""), places.collect())
}

/// Line and column, without the marks before it.
fn place(marked: &str, at: usize) -> String {
    let before = &marked[..at];
    let line = before.rsplit('\n').next().unwrap();
    let column = line.chars().filter(|c| *c != '‸').count() + 1;
    format!("{}:{column}", before.matches('\n').count() + 1)
}

fn told(path: &str, text: &str) -> Vec<String> {
    let others = PACK.iter().filter(|(other, _)| *other != path);
    let files = others.copied().chain([(path, text)]);
    let (_, found) = pack::audit(&Files::held(files));
    found.iter().map(|it| format!("{}:{} {}", it.source.path, it.start(), it.code)).collect()
}

fn written(path: &str) -> &'static str {
    PACK.iter().find(|(other, _)| *other == path).unwrap().1
}

#[test]
fn a_slip_is_told_once_at_its_place() {
    assert_eq!(told("pack.yaml", written("pack.yaml")), [""; 0]);
    let mut wrong = Vec::new();
    for (path, from, to, code) in SLIPS {
        let (text, places) = slip(written(path), &[(from, to, code)]);
        let wanted = [format!("{path}:{} {code}", places[0])];
        let told = told(path, &text);
        if told != wanted {
            wrong.push(format!("{to}\n  wanted {wanted:?}\n  told {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Slips of which no two touch the same line, nor what another is about.
const TWENTY: [usize; 20] =
    [0, 2, 4, 5, 10, 13, 15, 19, 25, 29, 31, 37, 34, 33, 42, 44, 46, 51, 56, 57];

#[test]
fn twenty_slips_in_six_files_are_twenty() {
    let slips: Vec<_> = TWENTY.iter().map(|at| SLIPS[*at]).collect();
    let (mut files, mut wanted) = (Vec::new(), Vec::new());
    for (path, text) in PACK {
        let own = slips.iter().filter(|slip| slip.0 == path);
        let own: Vec<_> = own.map(|(_, from, to, code)| (*from, *to, *code)).collect();
        let (text, places) = slip(text, &own);
        wanted.extend(places.iter().map(|place| format!("{path}:{place}")));
        files.push((path, text));
    }
    let (_, found) = pack::audit(&Files::held(files));
    let mut told: Vec<_> =
        found.iter().map(|it| format!("{}:{}", it.source.path, it.start())).collect();
    told.sort();
    wanted.sort();
    assert_eq!(told, wanted);
    let mut codes: Vec<_> = found.iter().map(|it| it.code).collect();
    let mut meant: Vec<_> = slips.iter().map(|slip| slip.3).collect();
    codes.sort_unstable();
    meant.sort_unstable();
    assert_eq!(codes, meant);
}

const QUESTION: &str = "  - id: q
    stem: What?
    options:
      - text: A
        correct: true
        why: It is.
      - text: B
        why: It is not.
    rationale: Because.
    difficulty: 2
";

/// One for each question of a bank.
#[rustfmt::skip]
const IN_ONE_FILE: [(&str, &str, Code); 20] = [
    ("stem: What?", "‸stme: What?", UnknownKey),
    ("stem: What?", "stem: ‸\"What?", Unclosed),
    ("stem: What?", "stem: Say‸: what?", NeedsQuotes),
    ("stem: What?", "stem: ‸@What?", NeedsQuotes),
    ("stem: What?", "stem: \"Wh‸\\qat?\"", Escape),
    ("    stem: What?", "‸→stem: What?", Tab),
    ("    stem: What?", "     ‸stem: What?", Indentation),
    ("    options:", "    ‸option:", UnknownKey),
    ("- text: B", "‸-text: B", Syntax),
    ("      - text: B", "       ‸- text: B", Indentation),
    ("text: B¶        why", "‸why", MissingKey),
    ("text: B", "text: ‸`B`", NeedsQuotes),
    ("text: B", "text: ‸[B", Unclosed),
    ("text: B", "text: ‸A", EqualOptions),
    ("correct: true", "correct: ‸yes", BadValue),
    ("    options:¶      - text: A¶        correct: true", "    ‸options:¶      - text: A", NoCorrect),
    ("rationale: Because.", "‸rationale:", Empty),
    ("rationale: Because.", "rationale: Because.¶    ‸stem: Why?", DuplicateKey),
    ("difficulty: 2", "difficulty: ‸two", BadValue),
    ("difficulty: 2", "topic: ‸table", UnknownId),
];

#[test]
fn twenty_slips_in_one_file_are_twenty() {
    let head = "sources: [https://example.org]\nquestions:\n";
    let question = |(at, slip): (usize, &(&str, &str, Code))| {
        let (from, to, _) = slip;
        let text = QUESTION.replace("id: q", &format!("id: q-{at}"));
        text.replacen(&signs(from), &signs(to), 1)
    };
    let questions: String = IN_ONE_FILE.iter().enumerate().map(question).collect();
    let (text, places) = unmarked(&format!("{head}{questions}"));
    let codes = IN_ONE_FILE.iter().map(|(_, _, code)| code);
    let wanted: Vec<_> = places
        .iter()
        .zip(codes)
        .map(|(place, code)| format!("quizzes/more.yaml:{place} {code}"))
        .collect();
    assert_eq!(told("quizzes/more.yaml", &text), wanted);
}

#[test]
fn a_file_in_latin_1_is_told_and_nothing_else_missed() {
    for (path, text) in PACK {
        let latin = [text.as_bytes(), b"# M\xfcller\n"].concat();
        let others = PACK.iter().filter(|(other, _)| *other != path);
        let files = others.map(|(path, text)| (*path, text.as_bytes().to_vec()));
        let (_, found) = pack::audit(&Files::held(files.chain([(path, latin)])));
        let told: Vec<_> = found.iter().map(|it| it.message.to_string()).collect();
        assert_eq!(found.len(), 1, "{path}: {told:?}");
        assert_eq!(found[0].code, NotUtf8);
        assert_eq!(found[0].start().to_string(), format!("{}:4", text.lines().count() + 1));
        assert!(found[0].help.as_ref().is_some_and(|help| help.contains("Latin-1")));
    }
}

#[test]
fn line_ends_of_windows_and_a_mark_change_nothing() {
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let read = |files: Vec<(&str, String)>| {
        let (pack, found) = pack::audit(&Files::held(files));
        let told = |it: &pack::Diagnostic| format!("{}:{} {}", it.source.path, it.start(), it.code);
        (pack.lessons, pack.items, found.iter().map(told).collect::<Vec<_>>())
    };
    let plain = read(PACK.map(|(path, text)| (path, text.to_owned())).to_vec());
    assert!(read(PACK.map(|(path, text)| (path, windows(text))).to_vec()) == plain);
    for (path, from, to, _) in SLIPS.iter().step_by(5) {
        let (text, _) = slip(written(path), &[(from, to, BadId)]);
        assert_eq!(told(path, &windows(&text)), told(path, &text), "{to}");
    }
}
