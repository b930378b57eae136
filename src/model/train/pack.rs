//! From counts and synonyms to the bytes of a model file.

use super::counted::{BITS, Counted, Grams, UNKNOWN};
use super::neighbours::Neighbour;
use super::thesaurus::{Inflection, Thesaurus};
use crate::model::format::{self, Section};
use crate::model::lexicon::{self, Substitute, WordId};
use crate::model::{Judgement, Model, WordVectors, counts, vectors};
use crate::text::fold_hash;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Words without meaning of their own: no spinner's table has them as such, and every text is full of them.
const FUNCTION_WORDS: &str = "a an the and or but if of to in on at by for from with as is are was were be been being have has had do does did will would shall should can could may might must not no nor so than that \
this these those it its he she they them their his her him we us our you your i me my who whom whose which what when where why how there here then also just only very too into over under out up down \
about after before between during more most other some such own same all any both each few it's don't i'm that's he's she's they're we're you're isn't aren't wasn't weren't doesn't didn't won't can't \
because while until though although since per via mr mrs ms dr himself herself itself themselves";
/// Substitutes of one word from thesauri, and from the text. More make the table larger and slower and add noise; a guess.
const MAX_FROM_THESAURUS: usize = 10;
const MAX_FROM_TEXT: usize = 6;
/// A word must be this frequent to be offered as the one that stood there: rare words are guesses at best.
const MIN_ORIGINAL: u32 = 60;

/// What a model is made of.
#[derive(Debug)]
pub struct Parts<'a> {
    /// The words.
    pub counted: &'a Counted,
    /// Counts of pairs, triples and arounds, each pruned already.
    pub grams: [&'a Grams; 3],
    /// Lists of synonyms.
    pub thesaurus: &'a Thesaurus,
    /// For each rank the words used in the same places.
    pub neighbours: &'a [Vec<Neighbour>],
    /// Vectors of the first words, by rank, and of the classes.
    pub vectors: &'a WordVectors,
    /// A word on where it is from, kept in the file.
    pub description: &'a str,
}

/// The bytes of the model, without a judgement. The same parts give the same bytes.
pub fn pack(parts: &Parts<'_>) -> Vec<u8> {
    let counted = parts.counted;
    let lists = substitutes(parts);
    // Counted words that no n-gram and no list needs still tell a known word from an unknown one, so all are seated.
    let mut spellings: Vec<&str> = counted.words.iter().map(|w| &*w.spelling).collect();
    spellings.extend(lists.keys().map(String::as_str).filter(|w| counted.rank(w).is_none()));
    let mut buffer = String::new();
    let hashes: Vec<u64> = spellings.iter().map(|w| fold_hash(w, &mut buffer)).collect();
    let (slots, seats) = lexicon::seat(&hashes);
    let n_slots = slots.len() / 2;

    let mut word_counts = vec![0u8; n_slots];
    for (word, seat) in counted.words.iter().zip(&seats) {
        if let Some(id) = seat {
            word_counts[id.0 as usize] = lexicon::count_code(word.n);
        }
    }
    let mut of_slot = vec![Vec::new(); n_slots];
    let mut originals: BTreeMap<WordId, &str> = BTreeMap::new();
    for (spelling, seat) in spellings.iter().zip(&seats) {
        let (Some(id), Some(list)) = (seat, lists.get(*spelling)) else { continue };
        for &(original, from_thesaurus) in list {
            let Some(word) = seats[original as usize] else { continue };
            originals.insert(word, &counted.words[original as usize].spelling);
            of_slot[id.0 as usize].push(Substitute { word, from_thesaurus });
        }
    }
    let (ranges, substitutes) = lexicon::pack_substitutes(&of_slot);
    let sorted: Vec<_> = originals.into_iter().collect();
    let (spelling_index, spelling_bytes) = lexicon::pack_spellings(&sorted);
    let [pairs, triples, arounds] = parts.grams;
    let pairs = counts::pack(&seated(pairs, 2, &seats));
    let triples = counts::pack(&seated(triples, 3, &seats));
    let arounds = counts::pack(&seated(arounds, 2, &seats));
    let n_with_vectors = parts.vectors.outer.len() - WordId::N_SPECIAL;
    let vectors = vectors::pack(parts.vectors, &seats[..n_with_vectors], n_slots);
    format::write(
        counted.n_words,
        counted.class_counts(),
        [
            parts.description.as_bytes(),
            &[],
            &slots,
            &word_counts,
            &ranges,
            &substitutes,
            &spelling_index,
            &spelling_bytes,
            &pairs,
            &triples,
            &arounds,
            &vectors,
            &[],
            &[],
        ],
    )
}

/// The bytes of `model` with a fitted judgement put in.
pub fn with_judgement(model: &Model, judgement: &Judgement) -> Vec<u8> {
    with_sections(model, &[(Section::Judgement, &format::write_judgement(judgement))])
}

/// What is known of the language beside the counted text.
#[derive(Clone, Copy, Debug)]
pub struct Language<'a> {
    /// Lists whose words are known as rare where they were not counted.
    pub dictionary: &'a Thesaurus,
    /// Words of the language at large, the most frequent first.
    pub ranking: &'a [String],
}

/// The bytes of `model` with what is known of the language put in; what the model has of a kind stays where nothing is given.
pub fn with_language(model: &Model, language: &Language<'_>) -> Vec<u8> {
    let rare_words = rare_words(language.dictionary, model.section(Section::Words));
    let ranks = ranks(language.ranking, model);
    let mut changed: Vec<(Section, &[u8])> = Vec::new();
    if language.dictionary.words().next().is_some() {
        changed.push((Section::RareWords, &rare_words));
    }
    if !language.ranking.is_empty() {
        changed.push((Section::Ranks, &ranks));
    }
    with_sections(model, &changed)
}

/// The codes of the ranks of the model's words, slot by slot. Rankings part the possessive from its word, which gives it its rank here.
fn ranks(ranking: &[String], model: &Model) -> Vec<u8> {
    let (lens, mut buffer) = (model.lens(), String::new());
    let mut codes = vec![lexicon::rank_code(None); model.section(Section::WordCounts).len()];
    for (rank, word) in ranking.iter().enumerate().rev() {
        for spelling in [&format!("{word}'s"), word] {
            if let Some(id) = lens.word(fold_hash(spelling, &mut buffer)) {
                codes[id.index() as usize] = lexicon::rank_code(Some(rank));
            }
        }
    }
    codes
}

/// The table of words of a dictionary that are not seated in `slots`: a word that is seated is known already, as a counted word or as a substitute.
fn rare_words(dictionary: &Thesaurus, slots: &[u8]) -> Vec<u8> {
    let mut buffer = String::new();
    let hashes = dictionary.words().map(|word| fold_hash(word, &mut buffer));
    let unseated: Vec<u64> = hashes.filter(|hash| lexicon::find_slot(slots, *hash).is_none()).collect();
    lexicon::seat(&unseated).0
}

fn with_sections(model: &Model, changed: &[(Section, &[u8])]) -> Vec<u8> {
    let sections: [&[u8]; Section::COUNT] = std::array::from_fn(|i| {
        let section = Section::ALL[i];
        let new = changed.iter().find(|(changed, _)| *changed as usize == section as usize);
        new.map_or_else(|| model.section(section), |(_, bytes)| bytes)
    });
    let special_counts = model.layout.special_counts.map(|c| c as u32);
    format::write(model.layout.n_words, special_counts, sections)
}

/// True where nobody replaces the word.
pub(super) fn is_function_word(word: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| FUNCTION_WORDS.split_whitespace().collect());
    word.len() < 3 || WORDS.contains(word)
}

/// N-grams of `order` ranks as n-grams of word ids.
fn seated(grams: &Grams, order: u32, seats: &[Option<WordId>]) -> Grams {
    let mask = (1u64 << BITS) - 1;
    let id = |rank: u64| match rank {
        r if r >= u64::from(UNKNOWN) => Some(r),
        r => seats[r as usize].map(|id| u64::from(id.0)),
    };
    let translate =
        |key: u64| (0..order).rev().try_fold(0u64, |out, i| Some(out << BITS | id(key >> (i * BITS) & mask)?));
    grams.iter().filter_map(|&(key, n)| translate(key).map(|key| (key, n))).collect()
}

/// For each word the ranks of those that may have stood in its place, best first, and whether a thesaurus says so.
fn substitutes(parts: &Parts<'_>) -> BTreeMap<String, Vec<(u32, bool)>> {
    let counted = parts.counted;
    let mut weights: BTreeMap<String, FxHashMap<u32, f32>> = BTreeMap::new();
    parts.thesaurus.for_each_form(Inflection::Kept, |substitute, original, weight| {
        if let Some(rank) = counted.rank(original)
            && counted.words[rank as usize].n >= MIN_ORIGINAL
        {
            if !weights.contains_key(substitute) {
                weights.insert(substitute.to_owned(), FxHashMap::default());
            }
            let entry = weights.get_mut(substitute).expect("inserted above").entry(rank).or_default();
            *entry = entry.max(weight);
        }
    });
    let mut lists: BTreeMap<String, Vec<(u32, bool)>> = BTreeMap::new();
    for (substitute, originals) in &weights {
        let near = counted.rank(substitute).and_then(|r| parts.neighbours.get(r as usize));
        let value = |rank: u32, weight: f32| {
            let cosine = near.and_then(|n| n.iter().find(|n| n.rank == rank)).map_or(0.0, |n| n.cosine);
            weight * (1.0 + 10.0 * cosine) * (counted.words[rank as usize].n as f32).ln()
        };
        let mut ranked: Vec<(f32, u32)> = originals.iter().map(|(&r, &w)| (value(r, w), r)).collect();
        ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(MAX_FROM_THESAURUS);
        lists.insert(substitute.clone(), ranked.into_iter().map(|(_, r)| (r, true)).collect());
    }
    for (rank, near) in parts.neighbours.iter().enumerate() {
        let word = &counted.words[rank].spelling;
        let frequent = near.iter().filter(|n| counted.words[n.rank as usize].n >= MIN_ORIGINAL);
        let list = lists.entry(word.to_string()).or_default();
        let fresh: Vec<_> = frequent.map(|n| (n.rank, false)).filter(|n| list.iter().all(|l| l.0 != n.0)).collect();
        list.extend(fresh.into_iter().take(MAX_FROM_TEXT));
    }
    lists.retain(|word, list| !list.is_empty() && !is_function_word(word));
    for list in lists.values_mut() {
        list.retain(|&(rank, _)| !is_function_word(&counted.words[rank as usize].spelling));
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::train::{Gram, Tally, neighbours, vectors};
    use crate::text::Parser;

    fn model_of(texts: &[&str], n_parts: usize) -> Vec<u8> {
        let tally_of = |texts: &[&str]| {
            let mut tally = Tally::default();
            texts.iter().for_each(|text| tally.observe(&Parser::new().parse(text)));
            tally
        };
        let tally = texts.chunks(texts.len().div_ceil(n_parts)).map(tally_of).reduce(Tally::merge).unwrap();
        let counted = Counted::new(tally);
        let grams = [(Gram::Pair, 5), (Gram::Triple, 5), (Gram::Around, 5)].map(|(g, min)| counted.grams(g, min));
        let mut thesaurus = Thesaurus::default();
        thesaurus.read("noun\tferry|barge\nverb\tdepart|leave\n");
        let mut dictionary = Thesaurus::default();
        dictionary.read("ferry,wherry,barge\n");
        let neighbours = neighbours(&counted, &grams[1], counted.words.len(), 4);
        let [pairs, triples, arounds] = &grams;
        let parts = Parts {
            counted: &counted,
            grams: [pairs, triples, arounds],
            thesaurus: &thesaurus,
            neighbours: &neighbours,
            vectors: &vectors(&counted),
            description: "",
        };
        let ranking = ["the", "pier", "ferry"].map(str::to_owned);
        let language = Language { dictionary: &dictionary, ranking: &ranking };
        with_language(&Model::from_bytes(&pack(&parts)).unwrap(), &language)
    }

    #[test]
    fn the_same_text_in_parts_of_any_size_gives_the_same_bytes() {
        let texts = ["The ferry left at 9.", "A barge departed; the ferry stayed.", "The ferry left late, said Anna."]
            .repeat(40);
        assert_eq!(model_of(&texts, 1), model_of(&texts, 3));
    }

    #[test]
    fn counts_and_substitutes_are_there() {
        let texts = ["the old ferry left the pier"].repeat(100);
        let bytes = model_of(&texts, 1);
        let model = Model::from_bytes(&bytes).unwrap();
        let lens = model.lens();
        let word = |w: &str| lens.word(fold_hash(w, &mut String::new()));
        let (old, ferry, left) = (word("old").unwrap(), word("ferry").unwrap(), word("left").unwrap());
        assert!((70.0..140.0).contains(&lens.triple(old, ferry, left)));
        assert!((70.0..140.0).contains(&lens.around(old, left)));
        assert_eq!(lens.pair(ferry, old), 0.0);
        let barge = word("barge").expect("known as a substitute though never counted");
        assert!(lens.is_uncounted(barge) && !lens.is_uncounted(ferry));
        let is_rare = |w: &str| lens.is_rare(fold_hash(w, &mut String::new()));
        assert!(word("wherry").is_none() && is_rare("wherry"));
        assert!(!is_rare("ferry") && !is_rare("barge") && !is_rare("pier"));
        let ranks = [word("the"), word("ferry"), word("old")].map(|w| lens.log_rank(w.unwrap()));
        assert!((ranks[0] - 10f32.ln()).abs() < 0.03 && (ranks[1] - 12f32.ln()).abs() < 0.03 && ranks[2] > 12.8);
        let originals: Vec<_> = lens.substitutes(barge).filter_map(|s| lens.spelling(s.word)).collect();
        assert_eq!(originals, ["ferry"]);
        let departed = word("departed").expect("inflected");
        assert!(lens.substitutes(departed).any(|s| s.word == left && s.from_thesaurus));
    }
}
