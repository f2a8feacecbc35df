//! The whole pack as a page.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use html5gum::{Token, Tokenizer};
use tripos::pack::{self, Files, Pack};

use crate::{
    exam::chromium,
    soak,
    stories::{stdout, tripos},
};

/// What a page is made of, read as a browser would.
#[derive(Default)]
struct Read {
    ids: BTreeMap<String, usize>,
    links: Vec<String>,
    text: String,
}

/// Tags that hold nothing.
const VOID: &[&str] = &["meta", "br", "hr"];
const TAGS: &str = "html head meta title style body h1 h2 h3 h4 h5 h6 p nav section article div \
    figure figcaption pre code span b em s a ul ol li dl dt dd table thead tbody tr th td br hr \
    blockquote";
const ATTRIBUTES: &str = "lang charset name content class id href style type start";

/// Reads a page; fails on what is not well formed or is not ours.
fn read(html: &str) -> Read {
    let (mut read, mut open) = (Read::default(), Vec::new());
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                assert!(TAGS.split_whitespace().any(|it| it == name), "<{name}>");
                for (key, value) in &tag.attributes {
                    let (key, value) =
                        (String::from_utf8_lossy(key), String::from_utf8_lossy(value).into_owned());
                    assert!(ATTRIBUTES.split(' ').any(|it| it == key), "<{name} {key}>");
                    match &*key {
                        "id" => *read.ids.entry(value).or_default() += 1,
                        "href" => read.links.push(value),
                        "style" => assert!(value.starts_with("--w:"), "{value}"),
                        _ => (),
                    }
                }
                if !VOID.contains(&&*name) {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                assert_eq!(open.pop(), Some(name), "{:?}", &read.text[read.text.len() / 2..]);
            }
            Token::String(text) => read.text.push_str(&String::from_utf8_lossy(&text)),
            Token::Error(error) => panic!("{error:?} after {}", read.text),
            Token::Comment(_) => panic!("a comment"),
            Token::Doctype(_) => (),
        }
    }
    assert_eq!(open, Vec::<String>::new());
    read
}

/// Exports a pack; what is told beside it.
fn export(pack: &str, page: &Path, extra: &[&str]) -> String {
    let data = tempfile::tempdir().unwrap();
    let _ = fs::remove_file(page);
    let page = page.to_str().unwrap();
    let out =
        tripos(data.path(), &[&["--pack", pack, "export", "html", "-o", page], extra].concat());
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    stdout(&out)
}

fn sound(read: &Read, pack: &Pack, answers: bool) {
    let of = |sort: char| {
        let of = read.ids.keys().filter(move |id| id.starts_with(&format!("{sort}:")));
        of.map(|id| id[2..].to_owned()).collect::<BTreeSet<_>>()
    };
    assert!(read.ids.values().all(|count| *count == 1), "{:?}", read.ids);
    let items: BTreeSet<String> = pack.items.iter().map(|it| it.id.to_string()).collect();
    assert_eq!(of('q'), items);
    assert_eq!(of('a'), if answers { items } else { BTreeSet::new() });
    assert_eq!(of('d'), pack.diagrams.keys().cloned().collect());
    for lesson in &pack.lessons {
        assert!(of('l').contains(&*lesson.id), "{}", &*lesson.id);
    }
    for link in &read.links {
        let is_there = link.strip_prefix('#').is_some_and(|id| read.ids.contains_key(id));
        let out = ["https://", "http://", "mailto:"].iter().any(|it| link.starts_with(it));
        assert!(is_there || out, "{link} leads nowhere");
    }
}

#[test]
fn every_lesson_drawing_and_question_is_there_once() {
    let folder = tempfile::tempdir().unwrap();
    for name in [".", "tests/packs/kinds", "tests/packs/full"] {
        let (pack, _) = pack::load(&Files::Folder(name.into()));
        // One draw, a drawing to point at, a former id; steps; facts.
        let of = |it: &tripos::item::Item| {
            usize::from(it.template.is_some())
                + usize::from(it.kind.name() == "place")
                + usize::from(!it.was.is_empty())
        };
        let told = pack.items.iter().map(|it| of(it)).sum::<usize>()
            + pack.diagrams.values().filter(|it| !it.steps.is_empty()).count()
            + usize::from(!pack.facts.is_empty());
        // The large one twice only where there is time.
        let both = name != "." || soak::is_full();
        for answers in if both { &[true, false][..] } else { &[true] } {
            let answers = *answers;
            let page = folder.path().join("pack.html");
            let extra: &[&str] = if answers { &[] } else { &["--no-answers"] };
            let said = export(name, &page, extra);
            let html = fs::read_to_string(&page).unwrap();
            sound(&read(&html), &pack, answers);
            let (count, all) = (pack.items.len(), said.lines().count());
            assert!(said.contains(&format!("{count} questions of {count} in ")), "{said}");
            let losses = if told == 0 { 0 } else { told + 1 };
            assert_eq!(all, losses + 1, "{name}: {said}");
            for word in ["<script", "<img", "<link", "src=", "url(", "@import"] {
                assert!(!html.contains(word), "nothing is loaded, nothing runs: {word}");
            }
        }
    }
}

#[test]
fn what_is_handed_out_tells_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("pack.html");
    let (pack, _) = pack::load(&Files::Folder("tests/packs/kinds".into()));
    export("tests/packs/kinds", &page, &["--no-answers"]);
    let without = read(&fs::read_to_string(&page).unwrap()).text;
    export("tests/packs/kinds", &page, &[]);
    let whole = read(&fs::read_to_string(&page).unwrap()).text;
    let (questions, answers) = whole.rsplit_once("\nAnswers\n").unwrap();
    let whys = pack.items.iter().filter_map(|it| it.rationale.as_ref());
    let whys: Vec<&str> =
        whys.map(|it| &*it.0).filter(|it| !it.contains(['*', '`', '|', '[', '\n'])).collect();
    assert!(whys.len() > 3);
    for why in whys {
        let why = why.trim();
        assert!(
            !questions.contains(why) && !without.contains(why) && answers.contains(why),
            "{why}"
        );
    }
    let data = tempfile::tempdir().unwrap();
    let args = ["export", "gift", "--no-answers", "-o", page.to_str().unwrap()];
    assert_eq!(tripos(data.path(), &args).status.code(), Some(2));
}

const HOSTILE: &[(&str, &str)] = &[
    (
        "pack.yaml",
        "format: 1\nid: bad\ntitle: '</title><script>alert(1)</script>'\nversion: '\"><img src=x>'\n\
         language: 'en\" onload=\"x'\nlicense: '<b>'\ntopics:\n  - {id: t, title: '<i onclick=x>'}\n",
    ),
    (
        "content/a.md",
        "---\nid: a\ntitle: '<h1 id=x>\"'\ntopic: t\nobjectives:\n  - {id: o, text: '<u>'}\n---\n\n\
         ## <script>alert(1)</script>\n\n[x](javascript:alert(1)) ![y](https://e.example/y.png)\n\
         [z](https://e.example/\"onmouseover=\"alert(1))\n\n<iframe src=\"https://e.example\">\n\n\
         ![\"><script>](../assets/d.diagram)\n\n```python\n</pre><script>\"&amp;\n```\n\n\
         |<td>|\n|-|\n|</table><script>|\n\n`</code>` &lt;script&gt; <!-- [gone](data:text/html,x)\n",
    ),
    (
        "assets/d.diagram",
        "title: '<script>'\nart: |\n  ┌──────┐    ┌───┐\n  │ <hr> ├───►│ B │\n  └──────┘    └───┘\nsteps:\n\
         \x20 - {say: '<img src=x>', note: {B: '</pre>'}}\n",
    ),
    (
        "quizzes/q.yaml",
        "questions:\n  - id: one\n    kind: choice\n    topic: t\n    stem: '</article><script>x</script>'\n\
         \x20   options:\n      - {text: '<input onfocus=x>', correct: true, why: '</li>'}\n\
         \x20     - {text: '[a](JavaScript:x)', why: '<style>'}\n    rationale: '</body>'\n\
         \x20   sources: ['javascript:alert(1)', 'https://e.example/\"><script>']\n\
         \x20 - id: two\n    kind: text\n    stem: 'Type it.'\n    accept: ['<b>\"']\n\
         \x20 - id: three\n    kind: cloze\n    stem: 'a [[<hr>]] b'\n\
         \x20 - id: four\n    kind: number\n    stem: 'n'\n    answer: 4\n    unit: '<kbd>'\n",
    ),
];

#[test]
fn nothing_a_pack_says_becomes_a_tag() {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in HOSTILE {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let page = folder.path().join("pack.html");
    export(folder.path().to_str().unwrap(), &page, &[]);
    let html = fs::read_to_string(&page).unwrap();
    let (pack, _) = pack::load(&Files::Folder(folder.path().into()));
    assert_eq!((pack.items.len(), pack.lessons.len(), pack.diagrams.len()), (4, 1, 1));
    let read = read(&html);
    sound(&read, &pack, true);
    for said in ["alert(1)</script>", "<input onfocus=x>", "</table><script>", "<hr>", "<kbd>"] {
        assert!(read.text.contains(said), "{said} is shown as it is written");
    }
}

#[test]
fn a_browser_shows_and_prints_it() {
    let folder = tempfile::tempdir().unwrap();
    let name = if soak::is_full() { "." } else { "tests/packs/kinds" };
    let page = folder.path().join("pack.html");
    export(name, &page, &[]);
    let pdf = folder.path().join("pack.pdf");
    let wanted = format!("--print-to-pdf={}", pdf.display());
    let Some(_) = chromium(&page, &[&wanted]) else { return };
    let pdf = fs::read(pdf).unwrap();
    let is_page = |it: &&[u8]| it.starts_with(b"/Type /Page") && it != b"/Type /Pages";
    let pages = pdf.windows(12).filter(is_page).count();
    assert!(pdf.starts_with(b"%PDF") && pages > 5, "{pages} pages");
    let dom = String::from_utf8(chromium(&page, &["--dump-dom"]).unwrap()).unwrap();
    let (pack, _) = pack::load(&Files::Folder(name.into()));
    assert_eq!(dom.matches("<article").count(), 2 * pack.items.len(), "each asked, each answered");
    soak::figure("a pack as a page in Chromium", &format!("{name}: {pages} pages printed"));
}
