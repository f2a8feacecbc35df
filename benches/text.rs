//! How long 1 MB of Markdown takes to parse and to lay out.

use divan::{Bencher, counter::BytesCount};
use tripos::text::{Frame, Markdown, layout, parse};

fn main() {
    divan::main();
}

/// About 1 MB: a specification, five times.
fn source() -> Markdown {
    Markdown(include_str!("../tests/fixtures/markdown/commonmark.txt").repeat(5))
}

#[divan::bench]
fn parsing(bencher: Bencher<'_, '_>) {
    let source = source();
    bencher.counter(BytesCount::of_str(&source.0)).bench(|| parse(&source));
}

#[divan::bench(args = [40, 80, 120])]
fn laying_out(bencher: Bencher<'_, '_>, width: u16) {
    let source = source();
    let doc = parse(&source);
    let bytes = BytesCount::of_str(&source.0);
    bencher.counter(bytes).bench(|| layout(&doc, &Frame::plain(width)));
}
