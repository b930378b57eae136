//! What paragraphs are to each other. Every pair of candidates is judged once, both ways, and remembered where it is akin: choosing
//! which stays asks for it again and again. Where single words alone tell two apart the language model is asked which fit their places.

use super::super::ports::Fault;
use super::spool::Spool;
use super::words::{Sheet, Words};
use crate::corpus::{ParagraphId, linked};
use crate::detect::duplicate::{Likeness, Oddities, Overlap, SharedWords, Tokens, liken, may_be_like, strength};
use crate::detect::spun::{duel, duel_around};
use crate::model::Model;
use crate::text::{Parsed, Parser, Span};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::Mutex;

/// By how many nats the words of one of two paragraphs must fit their places better for the other to be one with words changed by
/// chance, and in how many places at least: words put, and lone words that only one has. A name for a name is no such place. Of 122
/// paragraphs of 297 MB of news that differ from another one in a few single words, and by no word of another kind, 9 are led so; of
/// 263 with one word in twenty or ten changed by chance, 113. With one place 17 more were in 270 MB: “she” for a name.
const MIN_EDITED_LEAD: f64 = 3.0;
const MIN_PLACES: usize = 2;
/// The same where a word stands for one of another kind: it tells that one was edited, and the lead tells which. A guess.
const MIN_LEAD: f64 = 1.0;

/// Judged pairs, of which those are remembered that are akin: of most that share fingerprints neither is a copy of the other.
pub(super) struct Likenesses<'a> {
    words: Words<'a>,
    model: &'a Model,
    /// Sorted.
    akin: Vec<Akin>,
    /// How often a paragraph was the lesser of two that are told apart by words that fit nothing, less how often the better.
    defeats: FxHashMap<ParagraphId, i32>,
    /// How many others are copies of it.
    n_held: FxHashMap<ParagraphId, u32>,
    asked: Mutex<Asked>,
}

/// Pairs that were no candidates, judged when they were asked for: those that are akin, and why one could not be read.
#[derive(Default)]
struct Asked {
    akin: FxHashMap<[ParagraphId; 2], [Way; 2]>,
    fault: Option<Fault>,
}

/// First paragraphs of pairs that a thread takes at a time, most. A guess.
const MAX_GROUPS: usize = 64;

/// Two paragraphs, and what the first is to the second and the second to the first.
#[derive(Clone, Copy, Debug)]
struct Akin {
    ids: [ParagraphId; 2],
    ways: [Way; 2],
}

/// What one paragraph is to another.
#[derive(Clone, Copy, Debug)]
struct Way {
    likeness: Likeness,
    strength: f32,
}

impl<'a> Likenesses<'a> {
    /// Nothing yet. The words of the pairs to come were laid by.
    pub(super) fn new(words: Words<'a>, model: &'a Model) -> Likenesses<'a> {
        let (defeats, n_held) = (FxHashMap::default(), FxHashMap::default());
        Likenesses { words, model, akin: Vec::new(), defeats, n_held, asked: Mutex::default() }
    }

    /// Judges these pairs, none of which is known as akin. Those with one first come one after the other.
    pub(super) fn learn(&mut self, pairs: &[(ParagraphId, ParagraphId)]) -> Result<(), Fault> {
        let groups: Vec<&[(ParagraphId, ParagraphId)]> = pairs.chunk_by(|x, y| x.0 == y.0).collect();
        let judge = |sheets: &mut [Sheet; 2], group: &&[(ParagraphId, ParagraphId)]| self.judge_group(group, sheets);
        let judged: Vec<Vec<Judged>> = groups
            .par_iter()
            .with_max_len(MAX_GROUPS)
            .map_init(Default::default, judge)
            .collect::<Result<_, Fault>>()?;
        for Judged { ids: [a, b], ways: [ab, ba], lesser } in judged.into_iter().flatten() {
            self.akin.push(Akin { ids: [a, b], ways: [ab, ba] });
            for holder in [ab.is_copy().then_some(b), ba.is_copy().then_some(a)].into_iter().flatten() {
                *self.n_held.entry(holder).or_default() += 1;
            }
            if let Some(lesser) = lesser {
                *self.defeats.entry(lesser).or_default() += 1;
                *self.defeats.entry(if lesser == a { b } else { a }).or_default() -= 1;
            }
        }
        if !self.akin.is_sorted_by_key(|akin| akin.ids) {
            self.akin.sort_unstable_by_key(|akin| akin.ids);
        }
        Ok(())
    }

    /// Those of pairs with one first that are akin.
    fn judge_group(
        &self,
        pairs: &[(ParagraphId, ParagraphId)],
        [here, there]: &mut [Sheet; 2],
    ) -> Result<Vec<Judged>, Fault> {
        let (words, model) = (&self.words, self.model);
        let mut akin = Vec::new();
        let first = words.lay_out(pairs[0].0, here)?;
        let mut tokens = None;
        for &(a, b) in pairs {
            let second = words.lay_out(b, there)?;
            if may_be_like(first.bag, second.bag) {
                let tokens = tokens.get_or_insert_with(|| words.tokens(&first));
                let judged = judge(words.spool(), model, [a, b], [tokens, &words.tokens(&second)])?;
                akin.extend(Some(judged).filter(Judged::is_akin));
            }
        }
        Ok(akin)
    }

    /// The pairs of which one may go for the other, or is worth a word; sorted.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (ParagraphId, ParagraphId)> + Clone {
        self.akin.iter().map(|akin| akin.ids.into())
    }

    /// The pairs that hang together, in turn: each behind the number of those that it hangs together with.
    pub(super) fn linked(&self) -> Vec<(u32, u32)> {
        let census = self.words.spool().census();
        linked(self.pairs().map(|(a, b)| (census.number(a), census.number(b))))
    }

    /// A pair of `linked`.
    pub(super) fn pair(&self, number: u32) -> (ParagraphId, ParagraphId) {
        self.akin[number as usize].ids.into()
    }

    /// What the first is to the second, where the two are akin; they are compared where they were no candidates.
    fn way(&self, a: ParagraphId, b: ParagraphId) -> Option<Way> {
        let ids = [a.min(b), a.max(b)];
        let ways = match self.akin.binary_search_by_key(&ids, |akin| akin.ids) {
            Ok(at) => self.akin[at].ways,
            Err(_) => self.ask(ids)?,
        };
        Some(ways[usize::from(a > b)])
    }

    /// The strength of the evidence that the second holds what the first says, where that is enough for the first to go.
    pub(super) fn covers(&self, a: ParagraphId, b: ParagraphId) -> Option<f64> {
        let way = self.way(a, b)?;
        way.is_copy().then_some(f64::from(way.strength))
    }

    /// The same pairs, and whether the first may be a copy of the second, and the second of the first, but is not certain enough to go.
    pub(super) fn suspects(&self) -> impl Iterator<Item = ([ParagraphId; 2], [bool; 2])> {
        let may_be = |way: Way| matches!(way.likeness, Likeness::Suspect | Likeness::Copy);
        self.akin.iter().map(move |akin| (akin.ids, akin.ways.map(may_be)))
    }

    /// The words of a paragraph of one of these pairs.
    pub(super) fn tokens(&self, id: ParagraphId) -> Result<Tokens, Fault> {
        Ok(self.words.tokens(&self.words.lay_out(id, &mut Sheet::default())?))
    }

    /// The greater, the more of its words were changed by chance, as far as its copies tell; 0 where nothing tells.
    pub(super) fn defeats(&self, id: ParagraphId) -> i32 {
        self.defeats.get(&id).copied().unwrap_or(0)
    }

    /// How many other paragraphs are copies of this one. Copies with words changed by chance hold less of each other than of their
    /// original, so it is the one that holds most.
    pub(super) fn n_held(&self, id: ParagraphId) -> u32 {
        self.n_held.get(&id).copied().unwrap_or(0)
    }

    /// True where the first is a copy of the second but for words changed by chance.
    pub(super) fn is_edit(&self, a: ParagraphId, b: ParagraphId) -> bool {
        self.way(a, b).is_some_and(|way| way.likeness == Likeness::Edited)
    }

    /// Judges a pair that is not known; nothing where the two are not akin, or cannot be read. The smaller number stands first.
    fn ask(&self, ids: [ParagraphId; 2]) -> Option<[Way; 2]> {
        if let Some(&ways) = self.asked.lock().ok()?.akin.get(&ids) {
            return Some(ways);
        }
        // Judged without the lock: another thread that asks for the same pair finds the same.
        let judged = self.judge_group(&[ids.into()], &mut Default::default());
        let mut asked = self.asked.lock().ok()?;
        match judged {
            Ok(akin) => akin.first().map(|judged| *asked.akin.entry(ids).or_insert(judged.ways)),
            Err(new) => {
                asked.fault.get_or_insert(new);
                None
            }
        }
    }

    /// Fails where a pair could not be read.
    pub(super) fn check(&self) -> Result<(), Fault> {
        self.asked.lock().ok().and_then(|mut asked| asked.fault.take()).map_or(Ok(()), Err)
    }
}

/// A pair, both ways.
struct Judged {
    ids: [ParagraphId; 2],
    ways: [Way; 2],
    /// The one with words that do not fit, where that decides.
    lesser: Option<ParagraphId>,
}

impl Judged {
    /// True where one of the two may go for the other, or is worth a word.
    fn is_akin(&self) -> bool {
        self.ways.iter().any(|way| way.likeness != Likeness::Other)
    }
}

fn judge(
    spool: &Spool<'_>,
    model: &Model,
    [a, b]: [ParagraphId; 2],
    [here, there]: [&Tokens; 2],
) -> Result<Judged, Fault> {
    let shared = SharedWords::of(here, there);
    let (mut ab, on_b) = way(here, there, &shared);
    let (mut ba, on_a) = way(there, here, &shared.turned());
    let seen = |way: &Way, overlap: Option<Overlap>| overlap.filter(|overlap| way.asks_words(overlap));
    let (lead, is_told) = match (seen(&ab, on_b), seen(&ba, on_a)) {
        (Some(overlap), _) => lead(spool, model, [a, b], [here, there], &overlap)?,
        (None, Some(overlap)) => {
            let (lead, is_told) = lead(spool, model, [b, a], [there, here], &overlap)?;
            (-lead, is_told)
        }
        (None, None) => return Ok(Judged { ids: [a, b], ways: [ab, ba], lesser: None }),
    };
    ab.settle(-lead, is_told);
    ba.settle(lead, is_told);
    let lesser = if lead > 0.0 { b } else { a };
    Ok(Judged { ids: [a, b], ways: [ab, ba], lesser: is_told.then_some(lesser) })
}

impl Way {
    fn is_copy(&self) -> bool {
        matches!(self.likeness, Likeness::Copy | Likeness::Edited)
    }

    /// True where single words may tell which of the two was edited.
    fn asks_words(&self, overlap: &Overlap) -> bool {
        match self.likeness {
            Likeness::Edited | Likeness::Undecided => true,
            Likeness::Copy => overlap.n_replaced + overlap.n_facts_changed > 0,
            Likeness::Suspect | Likeness::Other => false,
        }
    }

    /// Decides whether a paragraph is one that was changed by chance, where the words of the other fit better by `lead` nats.
    fn settle(&mut self, lead: f64, is_told: bool) {
        self.likeness = match self.likeness {
            Likeness::Edited if is_told && lead < 0.0 => Likeness::Suspect, // it is the original
            Likeness::Undecided if is_told && lead > 0.0 => Likeness::Edited,
            Likeness::Undecided => Likeness::Suspect,
            likeness => likeness,
        };
    }
}

fn way(paragraph: &Tokens, passage: &Tokens, shared: &SharedWords) -> (Way, Option<Overlap>) {
    let (likeness, overlap) = liken(paragraph, passage, shared);
    (Way { likeness, strength: overlap.as_ref().map_or(0.0, |overlap| strength(overlap) as f32) }, overlap)
}

/// By how many nats the words of the first fit their places better than those of the second, where one stands for the other or has
/// none in its place, and whether that tells which was edited. The first was, whatever its words, where it has misfits and lost figures.
fn lead(
    spool: &Spool<'_>,
    model: &Model,
    [a, b]: [ParagraphId; 2],
    [here, there]: [&Tokens; 2],
    overlap: &Overlap,
) -> Result<(f64, bool), Fault> {
    let oddities = Oddities::of(here, there, overlap);
    if oddities.has_lost_figures && oddities.n_misfits > 0 {
        return Ok((-MIN_EDITED_LEAD, true));
    }
    let (first, second) = (Paragraph::read(spool, a)?, Paragraph::read(spool, b)?);
    let (first, second) = (first.parsed(), second.parsed());
    let lone = overlap.lone_words();
    let lead = duel(model, &first, &second, &overlap.replacements) + duel_around(model, &first, &second, &lone);
    let n_places = overlap.replacements.len() + lone.len();
    let is_told = match oddities.n_misfits {
        0 => lead.abs() >= MIN_EDITED_LEAD && n_places >= MIN_PLACES,
        _ => lead.abs() >= MIN_LEAD,
    };
    Ok((lead, is_told))
}

/// One paragraph, read alone.
pub(super) struct Paragraph<'a> {
    text: Cow<'a, str>,
    parser: Parser,
}

impl<'a> Paragraph<'a> {
    /// A paragraph of a document that was put aside.
    pub(super) fn read(spool: &'a Spool<'_>, id: ParagraphId) -> Result<Paragraph<'a>, Fault> {
        let text = spool.text(id.doc, spool.census().paragraph_span(id)?)?;
        let mut parser = Parser::new();
        parser.parse_paragraphs(&text, [Span::new(0, text.len())].into_iter());
        Ok(Paragraph { text, parser })
    }

    /// Its words.
    pub(super) fn parsed(&self) -> Parsed<'_> {
        self.parser.parsed(&self.text)
    }
}
