//! Traces of translation there and back: sequences of words that nobody writes, small letters after full stops, quotation
//! marks in impossible places, forms made twice ("did not went"). One trace is a slip of any editor; more than news ever has are a machine.

use super::MACHINE_TRANSLATED;
use super::sequences::Sequences;
use crate::findings::{Confidence, Finding, Unit};
use crate::text::{Parsed, Span, Word, fold_hash, is_abbreviation};
use std::sync::LazyLock;

/// Evidence from which a document is reported; there the score is one half. Of 79,073 documents of news 153 reach it.
const SUSPECT: f64 = 8.0;
/// Evidence from which it is likely: 9 of these documents.
const LIKELY: f64 = 16.0;

/// A kind of trace, and what news has of it.
struct Kind {
    /// Traces in 1,000 words of news.
    per_mille: f64,
    /// Traces that any text may have by chance, however short: what is not explained by its length.
    by_chance: f64,
    /// Most evidence that the kind can give: a text with one habit ("sure” , he") is not yet a translation.
    most: f64,
}

/// Sum of the rarities of pairs of words. The rates of all kinds were counted in `allsides`, `bbc`, `reuters21578` and `reuters_fin`;
/// what may stand by chance and the most evidence are guesses, held against the false alarms on the page.
const SEQUENCES: Kind = Kind { per_mille: 2.2, by_chance: 0.3, most: f64::INFINITY };
/// Misplaced quotation marks.
const QUOTES: Kind = Kind { per_mille: 0.016, by_chance: 0.1, most: 6.0 };
/// Small letters after full stops.
const SMALL_LETTERS: Kind = Kind { per_mille: 0.04, by_chance: 0.1, most: 6.0 };
/// Verbs and comparatives formed twice.
const FORMED_TWICE: Kind = Kind { per_mille: 0.0015, by_chance: 0.01, most: 6.0 };

impl Kind {
    /// Evidence of `n` traces in a text: how much likelier they are at the rate that the text has than at the rate of news, as a
    /// natural logarithm (the deviance of a Poisson distribution). 0 where the text has no more than news.
    fn evidence(&self, n: f64, n_words: usize) -> f64 {
        let expected = self.per_mille * n_words as f64 / 1000.0 + self.by_chance;
        if n <= expected { 0.0 } else { (n * (n / expected).ln() - (n - expected)).min(self.most) }
    }
}

/// Traces of one text by kind.
#[derive(Default)]
struct Traces {
    places: Vec<Span>,
    n_small_after_stop: usize,
    n_formed_twice: usize,
}

/// Reports the document where it has more traces than news; gives its score.
pub(super) fn detect(
    parsed: &Parsed<'_>,
    n_quote_faults: usize,
    sequences: &Sequences,
    findings: &mut Vec<Finding>,
) -> f64 {
    let n_words = parsed.words.len();
    if !sequences.say_enough(n_words) {
        return 0.0;
    }
    let traces = traces(parsed);
    let evidence = SEQUENCES.evidence(sequences.rarity, n_words)
        + QUOTES.evidence(n_quote_faults as f64, n_words)
        + SMALL_LETTERS.evidence(traces.n_small_after_stop as f64, n_words)
        + FORMED_TWICE.evidence(traces.n_formed_twice as f64, n_words);
    let score = evidence / (evidence + SUSPECT);
    if evidence >= SUSPECT {
        let message = format!(
            "traces of machine translation, or of other damage to the words: sequences that nobody writes (rarity {:.0} in {n_words} words), {} small \
             letters after full stops, {n_quote_faults} misplaced quotation marks, {} forms made twice (evidence {evidence:.1}, \
             limit {SUSPECT})",
            sequences.rarity, traces.n_small_after_stop, traces.n_formed_twice
        );
        let confidence = if evidence >= LIKELY { Confidence::Likely } else { Confidence::Suspect };
        let finding = Finding::new(MACHINE_TRANSLATED, Unit::Document, parsed.text, parsed.whole(), message);
        findings.push(finding.with_measure("evidence", evidence, SUSPECT).with_confidence(confidence));
        for place in traces.places.iter().chain(&sequences.places) {
            let message = "a trace of machine translation: no editor lets this stand";
            findings
                .push(Finding::new(MACHINE_TRANSLATED, Unit::Span, parsed.text, *place, message).with_kind("trace"));
        }
    }
    score
}

/// Words after which some forms are wrong, and these forms: "did not went", "has became", "more better".
const WRONG_FORMS: [(&str, &str); 4] = [
    ("not", "had has went came took gave knew began wrote spoke became made told thought kept held"),
    ("has", "went came took gave knew began wrote spoke became"),
    ("have", "went came took gave knew began wrote spoke became"),
    (
        "more",
        "better worse bigger larger smaller higher lower greater older younger faster slower easier harder stronger weaker longer \
        shorter cheaper richer poorer",
    ),
];

/// `WRONG_FORMS` by hash, and the verbs that must stand before "not".
struct Forms {
    /// "not" stands first.
    before: [u64; WRONG_FORMS.len()],
    wrong: [Vec<u64>; WRONG_FORMS.len()],
    before_not: [u64; 3],
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let hash = |word: &str| fold_hash(word, &mut String::new());
    Forms {
        before: WRONG_FORMS.map(|(word, _)| hash(word)),
        wrong: WRONG_FORMS.map(|(_, forms)| forms.split_whitespace().map(hash).collect()),
        before_not: ["did", "does", "do"].map(hash),
    }
});

impl Forms {
    /// Word `i` has a form that cannot follow the word before it.
    fn is_wrong(&self, words: &[Word], i: usize) -> bool {
        let before = words[i - 1].hash;
        // Nearly always false, so all four are looked at without a branch.
        if !self.before.iter().fold(false, |is_any, hash| is_any | (*hash == before)) {
            return false;
        }
        let n = self.before.iter().position(|hash| *hash == before).expect("one of them is equal");
        let is_verb = n != 0 || i >= 2 && self.before_not.contains(&words[i - 2].hash);
        is_verb && self.wrong[n].contains(&words[i].hash)
    }
}

fn traces(parsed: &Parsed<'_>) -> Traces {
    let (text, bytes, words) = (parsed.text, parsed.text.as_bytes(), parsed.words);
    let forms = &*FORMS;
    let mut traces = Traces::default();
    for i in 1..words.len() {
        let (left, right) = (words[i - 1], words[i]);
        let end = left.span.end as usize;
        if bytes[end] == b'.' {
            let is_next = right.span.start as usize == end + 2 && bytes[end + 1] == b' ';
            let is_word = !right.is_capitalised() && !right.has_digit() && !is_address(right.span.of(text));
            if is_next && is_word && ends_sentence(left.span.of(text), left.is_capitalised()) {
                traces.n_small_after_stop += 1;
                traces.places.push(left.span.join(right.span));
            }
        } else if forms.is_wrong(words, i) && right.span.start as usize == end + 1 {
            traces.n_formed_twice += 1;
            traces.places.push(left.span.join(right.span));
        }
    }
    traces
}

/// The first word of a web address.
fn is_address(word: &str) -> bool {
    ["http", "https", "pic", "www"].contains(&word)
}

/// A word long enough to be no abbreviation, in letters.
fn ends_sentence(word: &str, is_capitalised: bool) -> bool {
    let n_letters = word.chars().filter(|c| c.is_alphabetic()).count();
    n_letters >= if is_capitalised { 6 } else { 3 }
        && !is_abbreviation(word)
        && word.chars().skip(1).all(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::super::sequences;
    use super::*;

    /// Nothing to find, and long enough to be judged.
    const CLEAN: &str =
        "The ferry left the pier at noon and came back in the evening with the last of the day's visitors. "; // 19 words

    fn score(text: &str, n_quote_faults: usize) -> f64 {
        let text = format!("{}{text}", CLEAN.repeat(8));
        let (mut findings, mut parser) = (Vec::new(), crate::text::Parser::new());
        let parsed = parser.parse(&text);
        detect(&parsed, n_quote_faults, &sequences::find(&parsed), &mut findings)
    }

    #[test]
    fn several_kinds_of_traces_are_a_translation() {
        let text = "They did not had a plan. we waited for the harbour. it was late in Norland. and cold.";
        assert!(score(text, 3) >= 0.5);
    }

    #[test]
    fn a_form_made_twice_is_a_trace() {
        for slip in ["They did not went.", "She has became rich.", "That was more better.", "He does not has it."] {
            assert!(score(slip, 0) > 0.0, "{slip}");
        }
        for sentence in ["Had they not had a plan?", "They did not have it.", "The best had more, better boats."] {
            assert_eq!(score(sentence, 0), score("", 0), "{sentence}");
        }
    }

    #[test]
    fn sequences_that_nobody_writes_are_one_if_there_are_many() {
        let text = "The his office said of the its plan that by will be for to the her work of until a the end.";
        assert!(score(text, 0) < score(&text.repeat(2), 0));
        assert!(score(&text.repeat(2), 0) > 0.5);
    }

    #[test]
    fn one_habit_is_none() {
        assert!(score("It was late. we left. then rain. and snow. then sun. and wind. then hail.", 0) < 0.5);
        assert!(score("The harbour closed at noon.", 30) < 0.5);
        assert_eq!(score("", 0), 0.0);
    }

    #[test]
    fn more_traces_never_give_less_evidence() {
        for kind in [SEQUENCES, QUOTES, SMALL_LETTERS, FORMED_TWICE] {
            let evidence: Vec<f64> = (0..200).map(|n| kind.evidence(f64::from(n), 400)).collect();
            assert!(evidence.is_sorted() && evidence[0] == 0.0 && evidence[199] > 0.0);
        }
    }

    #[test]
    fn abbreviations_and_addresses_follow_no_full_stop() {
        let n = |text: &str| traces(&crate::text::Parser::new().parse(text)).n_small_after_stop;
        assert_eq!(
            n("He met the gov. of Norland Inc. and left. At 5 p.m. we left, etc. and so on. www.example.org"),
            0
        );
        assert_eq!(n("He met the harbour master. of course we left."), 1);
    }
}
