//! MB/s of the parts of the first read, and of the comparison of two texts. The text is made from a seed.

use divan::{Bencher, counter::BytesCount};
use unspun::corpus::Survey;
use unspun::detect::duplicate::{Overlap, Part, Tokens};
use unspun::text::{DocKey, Document, Parser};

fn main() {
    divan::main();
}

/// About `n_words` words of paragraphs, with names and figures among them.
fn story(n_words: usize, seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut text = String::new();
    for at in 0..n_words {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let draw = state >> 33;
        let word = format!("w{}", (draw % 4_000) * (draw % 3_000) / 3_000);
        match at % 60 {
            59 => text.push_str("end.\n\n"),
            19 | 39 => text.push_str("stop. Then "),
            _ if draw.is_multiple_of(11) => text.push_str(&format!("Bell{} ", draw % 500)),
            _ if draw.is_multiple_of(37) => text.push_str(&format!("{} ", draw % 10_000)),
            _ => text.push_str(&format!("{word} ")),
        }
    }
    text
}

fn document(text: String) -> Document {
    Document { site: "lannis.example".into(), ..Document::plain(DocKey::default(), text) }
}

/// Parsing alone, 600 words: what `observe` comes on top of.
#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let text = story(600, 1);
    let mut parser = Parser::new();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| parser.parse(&text).words.len());
}

/// Sketches, skeleton and paragraph records of one document of 600 words.
#[divan::bench]
fn observe(bencher: Bencher<'_, '_>) {
    let document = document(story(600, 1));
    let mut parser = Parser::new();
    let parsed = parser.parse(&document.text);
    bencher.counter(BytesCount::of_str(&document.text)).with_inputs(Survey::default).bench_local_values(
        |mut survey| {
            survey.observe(&document, &parsed);
            survey
        },
    );
}

/// Two documents of 600 words compared, one way.
#[divan::bench]
fn compare(bencher: Bencher<'_, '_>) {
    let (a, b) = (story(600, 1), story(600, 1).replace("w1", "v1"));
    let tokens = |text: &str| Tokens::of_document(&Parser::new().parse(text), |_| Part::Text);
    let (first, second) = (tokens(&a), tokens(&b));
    bencher.counter(BytesCount::of_str(&a)).bench_local(|| Overlap::of(&first, &second));
}
