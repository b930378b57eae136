//! What the family says and leaves unsaid, on invented text with the embedded model.

use super::*;
use crate::corpus::{Index, Raise, Scope};
use crate::findings::{Confidence, Finding, Unit};
use crate::text::{DocKey, Parser};
use proptest::prelude::*;

/// A council story as a person would write it.
const HUMAN: &str = "The city council voted on Tuesday to approve a plan to rebuild the bridge over the river, which has been closed \
since a storm in March. Officials said the project would cost about $40 million and take two years to complete. The mayor told \
reporters that the money would come from a state fund for roads and that no local taxes would be raised. Several members of the \
council had called for a cheaper plan, but they agreed to support the proposal after a long debate. Business owners in the area have \
said they lost customers because of the closing, and some of them have asked the city for help. Work is expected to begin in \
the fall. The council will meet again next week to discuss the details of the contract with the company that won the bid. \
The company has built more than a dozen bridges in the state over the past decade, and its chief executive said he expected \
to hire about 200 people. A spokesman for the governor said the state was pleased with the decision.";

/// The same story, with words put in their synonyms' place.
const SPUN: &str = "The metropolis council balloted on Tuesday to sanction a scheme to reconstruct the bridge over the stream, which has been shut \
since a tempest in March. Functionaries stated the undertaking would cost about $40 million and take two years to consummate. The mayor informed \
journalists that the cash would come from a state fund for roads and that no neighborhood taxes would be lifted. Various members of the \
council had called for a less expensive scheme, but they concurred to prop the proposition after a lengthy deliberation. Commerce proprietors in the region have \
stated they forfeited clients because of the shutting, and some of them have requested the metropolis for aid. Labor is anticipated to commence in \
the autumn. The council will assemble again subsequent week to talk about the particulars of the contract with the firm that triumphed the bid. \
The firm has constructed more than a dozen bridges in the state over the bygone decade, and its boss executive stated he anticipated \
to engage about 200 individuals. A mouthpiece for the governor stated the state was gratified with the determination.";

/// The same story, with words of a list that the model does not hold in their place.
const RARE: &str = "The burgh conciliabule voted on Tuesday to countersign a contrivance to refabricate the bridge over the watercourse, which has been closed \
since a cloudburst in March. Functionnaires vocalized the emprise would cost about $40 million and take two twelvemonths to consummate. The mayor told \
reporters that the moolah would come from a commonweal fund for carriageways and that no local imposts would be aggrandized. Several clubmen of the \
council had bespoken a niggardly plan, but they synergized to encourage the desideratum after a long disputation. Business possessors in the vicinage have \
said they mislaid worldlings because of the closing, and some of them have importuned the burgh for help. Busywork is expected to begin in \
the declension. The council will convoke again next week to dilate the exactitudes of the paction with the copartner that won the bid. \
The company has built more than a dozen bridges in the state over the past decennary, and its chief executive said he expected \
to requisition about 200 denizens. A spokesman for the governor said the commonweal was chuffed with the velleity.";

/// Findings of a text and its score.
fn found(text: &str) -> (Vec<Finding>, f64) {
    found_with(text, None)
}

/// The same where the limit is raised.
fn found_with(text: &str, raise: Option<Raise>) -> (Vec<Finding>, f64) {
    let model = Model::embedded();
    let judgement = model.judgement().expect("the embedded model judges");
    let mut parser = Parser::new();
    let parsed = parser.parse(text);
    let mut findings = Vec::new();
    let limit = Limit::new(judgement, raise, "lannispost.example");
    let value = Reading::new(model, judgement, &parsed, &|_| false)
        .ok()
        .and_then(|reading| report::report(model, &parsed, judgement, &limit, &reading, &RULES[0], &mut findings).ok());
    (findings, value.unwrap_or(0.0))
}

fn is_called_spun(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.unit == Unit::Document && f.confidence == Confidence::Likely)
}

#[test]
fn a_human_article_is_not_called_spun() {
    let (findings, value) = found(HUMAN);
    assert!(findings.is_empty() && value > 0.0, "{value} {findings:?}");
}

#[test]
fn rare_words_of_a_list_that_the_model_does_not_hold_give_a_spinner_away_and_are_told() {
    let (findings, value) = found(RARE);
    assert!(is_called_spun(&findings), "{value} {findings:?}");
    let message = &findings[0].message;
    assert!(message.contains(" very rare words: \"burgh\", "), "{message}");
    // One rare word, however often, is the subject of a text and no spinner's work.
    let subject = HUMAN.replace("bridge", "carriageway").replace("plan", "carriageway");
    let (findings, value) = found(&subject);
    assert!(!is_called_spun(&findings), "{value} {findings:?}");
}

#[test]
fn look_alike_letters_hide_nothing() {
    let disguised = |text: &str| text.replace('e', "е").replace("op", "ор").replace('c', "с");
    for text in [HUMAN, SPUN] {
        assert_eq!(found(&disguised(text)).1, found(text).1);
    }
}

#[test]
fn a_spun_article_is_found_and_its_substitutes_are_named() {
    let (findings, value) = found(SPUN);
    assert!(is_called_spun(&findings), "{value}");
    let named: Vec<&str> = findings.iter().filter(|f| f.unit == Unit::Span).map(|f| f.span.of(SPUN)).collect();
    for word in ["stated", "anticipated"] {
        assert!(named.contains(&word), "{word} in {named:?}");
    }
}

#[test]
fn a_raised_limit_is_told_and_what_lies_below_it_is_a_suspicion() {
    let raise = |nats| Some(Raise { nats, n_documents: 1_200, scope: Scope::Site });
    let (findings, value) = found_with(SPUN, raise(0.5));
    let why = "for lannispost.example: 1200 documents there look odder";
    assert!(is_called_spun(&findings) && findings[0].message.contains(why), "{value} {}", findings[0].message);
    let (findings, _) = found_with(SPUN, raise(50.0));
    let documents: Vec<_> = findings.iter().filter(|f| f.unit == Unit::Document).map(|f| f.confidence).collect();
    assert_eq!(documents, [Confidence::Suspect]);
}

#[test]
fn a_first_look_says_what_a_reading_says() {
    let mut parser = Parser::new();
    for (text, is_silent) in [(HUMAN, true), (SPUN, false), ("too short", false)] {
        let look = look(Model::embedded(), &parser.parse(text));
        assert_eq!(look.is_silent(), is_silent, "{text}");
        assert!((score(look).value - found(text).1).abs() < 1e-6, "{text}");
    }
}

#[test]
fn scores_that_are_asked_for_order_what_is_not_called_spun_and_change_no_finding() {
    let limit = report::probability(Model::embedded().judgement().expect("the embedded model judges").likely as f32);
    // Between the human text and the spun one stand texts of which a few words were replaced.
    let mildly = |n: usize| {
        let words = RARE.split(' ').take(n).chain(HUMAN.split(' ').skip(n));
        words.collect::<Vec<_>>().join(" ")
    };
    let (mild, milder) = (mildly(60), mildly(30));
    let values: Vec<f64> = [HUMAN, &milder, &mild, RARE]
        .iter()
        .map(|text| {
            let look = look(Model::embedded(), &Parser::new().parse(text));
            let asked = noted_by(text, Some(look), &Selection::all().with_scores());
            let unasked = noted_by(text, Some(look), &Selection::all());
            assert_eq!(format!("{:?}", asked.findings), format!("{:?}", unasked.findings));
            let value = asked.scores[0].value;
            assert_eq!(value >= limit, is_called_spun(&asked.findings), "{value}");
            value
        })
        .collect();
    assert!(values.is_sorted_by(|a, b| a < b), "{values:?}");
    assert!(values[0] < limit && values[3] > limit, "{values:?}");
}

#[test]
fn short_texts_are_never_judged() {
    let short: Vec<&str> = SPUN.split(' ').take(55).collect();
    assert_eq!(found(&short.join(" ")).1, 0.0);
    assert_eq!(found("").1, 0.0);
}

#[test]
fn other_languages_are_never_judged() {
    let german = "Der Stadtrat hat am Dienstag beschlossen, die Brücke über den Fluss neu zu bauen, die seit dem Sturm gesperrt ist. ";
    let french =
        "Le conseil municipal a décidé mardi de reconstruire le pont sur la rivière, fermé depuis la tempête de mars. ";
    for text in [german.repeat(10), french.repeat(10)] {
        let (findings, value) = found(&text);
        assert!(findings.is_empty() && value == 0.0, "{value}: {text}");
    }
}

/// What the detector notes of a text.
fn noted(text: &str) -> Notes {
    noted_by(text, None, &Selection::all())
}

/// The same where a first read thought that of it, and those rules and scores are asked for.
fn noted_by(text: &str, look: Option<Look>, selection: &Selection) -> Notes {
    let document = Document { site: "invented.example".into(), ..Document::plain(DocKey::default(), text) };
    let (mut parser, index) = (Parser::new(), Index::default());
    let parsed = parser.parse(&document.text);
    let scene =
        Scene { document: &document, parsed: &parsed, index: &index, model: Model::embedded(), look, selection };
    let mut notes = Notes::default();
    Spun.detect(&scene, &mut notes);
    notes
}

fn check_hindrance(text: &str, expected: Option<Hindrance>) {
    let notes = noted(text);
    assert_eq!(notes.unjudged.first().map(|unjudged| unjudged.why), expected, "{text}");
    assert!(expected.is_none() || notes.findings.is_empty() && notes.scores[0].value == 0.0, "{text}");
}

#[test]
fn what_is_judged_and_why_the_rest_is_not() {
    let short = |n_words| Some(Hindrance::Short { n_words, least_words: 60 });
    check_hindrance(HUMAN, None);
    check_hindrance(SPUN, None);
    check_hindrance("", short(0));
    let first = |n: usize| format!("{}.", SPUN.split(' ').take(n).collect::<Vec<_>>().join(" "));
    check_hindrance(&first(41), short(41));
    check_hindrance(&first(59), short(59));
    check_hindrance(&first(60), None);
    // Menus and quotations are no running text, however many words they hold.
    check_hindrance(&format!("{}\n\n{}", "Home News Sport\n".repeat(40), first(41)), short(41));
    let quoted: String = HUMAN.split(' ').take(60).collect::<Vec<_>>().join(" ");
    check_hindrance(&format!("{} “{quoted}” he said.", first(20)), short(22));
    let french =
        "Le conseil municipal a décidé mardi de reconstruire le pont sur la rivière, fermé depuis la tempête de mars. ";
    check_hindrance(&french.repeat(5), Some(Hindrance::Language("fr")));
}

#[test]
fn an_english_text_with_a_french_beginning_is_not_called_spun() {
    let french =
        "Le conseil municipal a décidé mardi de reconstruire le pont sur la rivière, fermé depuis la tempête de mars. ";
    check_hindrance(&format!("{}\n\n{SPUN}", french.repeat(20)), Some(Hindrance::Language("fr")));
}

#[test]
fn the_page_tells_how_short_is_too_short() {
    assert!(RULES[0].page.contains(&format!("Fewer than {} words outside quotations", reading::MIN_WORDS)));
}

#[test]
fn findings_carry_the_words_that_give_them_away() {
    let notes = noted(SPUN);
    let whole = notes.findings.iter().find(|f| f.unit == Unit::Document).expect("it is found");
    let pairs: Vec<(&str, &str)> = whole.substitutions.iter().map(|s| (s.span.of(SPUN), s.original.as_str())).collect();
    assert!(pairs.contains(&("stated", "said")), "{pairs:?}");
    let mut words: Vec<String> = pairs.iter().map(|(now, _)| now.to_lowercase()).collect();
    words.sort();
    words.dedup();
    assert_eq!(words.len(), pairs.len(), "each word once: {pairs:?}");
    let stated = whole.substitutions.iter().find(|s| s.span.of(SPUN) == "stated").expect("it is listed");
    assert!(stated.original_counts.before > stated.now_counts.before, "{stated:?}");
    let (now, original) = pairs[0];
    assert!(whole.message.contains(&format!("\"{now}\" where \"{original}\" would be")), "{}", whole.message);
    for span in notes.findings.iter().filter(|f| f.unit == Unit::Span) {
        assert_eq!(span.substitutions.len(), 1);
        assert_eq!(span.substitutions[0].span, span.span);
    }
}

#[test]
fn quotations_are_not_judged() {
    let quoted: Vec<String> = SPUN.split(". ").map(|sentence| format!("“{sentence},” he said.")).collect();
    assert_eq!(found(&quoted.join(" ")).1, 0.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn scores_are_shares_and_spans_lie_on_characters(cut in 0usize..400, noise in "\\PC{0,40}", n in 1usize..4) {
        let words: Vec<&str> = SPUN.split(' ').collect();
        let text = format!("{noise} {} {noise} {}", words[cut.min(words.len() - 1)..].join(" "), "é ".repeat(n));
        let (findings, value) = found(&text);
        prop_assert!((0.0..=1.0).contains(&value));
        for finding in findings {
            prop_assert!(text.is_char_boundary(finding.span.start as usize));
            prop_assert!(text.is_char_boundary(finding.span.end as usize));
        }
    }
}
