//! What paragraphs are to each other. Every pair of candidates is judged once, both ways, and remembered: choosing which stays
//! asks for it again and again. Where single words alone tell two apart the language model is asked which fit their places.

use super::super::ports::Fault;
use super::batches::batches;
use super::spool::Spool;
use crate::corpus::{ParagraphId, components};
use crate::detect::duplicate::{Heading, Likeness, Oddities, Overlap, SharedWords, Tokens, liken, strength};
use crate::detect::spun::duel;
use crate::model::Model;
use crate::text::{Parsed, Parser};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::Mutex;

/// By how many nats the words of one of two paragraphs must fit their places better for the other to be one with words changed by
/// chance, and in how many places at least. Of the paragraphs of 270 MB of news that differ from another one in a few single words,
/// and by no word of another kind, 16 are led by 4; half of those with one word in ten changed by chance. With one place 17 more
/// are: “she” for a name.
const MIN_EDITED_LEAD: f64 = 3.0;
const MIN_SINGLES: u32 = 2;
/// The same where a word stands for one of another kind: it tells that one was edited, and the lead tells which. A guess.
const MIN_LEAD: f64 = 1.0;

/// Judged pairs.
pub(super) struct Likenesses<'a> {
    spool: &'a Spool<'a>,
    /// The first as a copy of the second.
    ways: FxHashMap<(ParagraphId, ParagraphId), Way>,
    /// How often a paragraph was the lesser of two that are told apart by words that fit nothing, less how often the better.
    defeats: FxHashMap<ParagraphId, i32>,
    /// How many others may go for it.
    n_held: FxHashMap<ParagraphId, u32>,
    /// Why a pair that was no candidate could not be judged.
    fault: Mutex<Option<Fault>>,
}

/// What one paragraph is to another.
#[derive(Clone, Copy, Debug)]
struct Way {
    likeness: Likeness,
    strength: f64,
}

impl<'a> Likenesses<'a> {
    /// Reads the paragraphs of these pairs, whose documents were put aside, and judges the pairs.
    pub(super) fn of(
        spool: &'a Spool<'a>,
        model: &Model,
        pairs: &[(ParagraphId, ParagraphId)],
    ) -> Result<Likenesses<'a>, Fault> {
        let links: Vec<_> = components(pairs).into_iter().flat_map(|component| component.links).collect();
        let judge = |batch: &[(ParagraphId, ParagraphId)]| {
            let tokens = read(spool, batch)?;
            let judged = batch.iter().map(|&pair| judge(spool, model, &tokens, pair));
            // Most are strangers: they are judged once more where someone asks.
            judged
                .filter(|judged| judged.as_ref().map_or(true, Judged::is_akin))
                .collect::<Result<Vec<Judged>, Fault>>()
        };
        let judged: Vec<Vec<Judged>> = batches(&links).into_par_iter().map(judge).collect::<Result<_, Fault>>()?;
        let (mut ways, mut defeats) = (FxHashMap::default(), FxHashMap::default());
        let mut n_held: FxHashMap<ParagraphId, u32> = FxHashMap::default();
        for Judged { ids: [a, b], ways: [ab, ba], lesser } in judged.into_iter().flatten() {
            ways.insert((a, b), ab);
            ways.insert((b, a), ba);
            *n_held.entry(b).or_default() += u32::from(ab.is_copy());
            *n_held.entry(a).or_default() += u32::from(ba.is_copy());
            if let Some(lesser) = lesser {
                *defeats.entry(lesser).or_default() += 1;
                *defeats.entry(if lesser == a { b } else { a }).or_default() -= 1;
            }
        }
        Ok(Likenesses { spool, ways, defeats, n_held, fault: Mutex::default() })
    }

    /// True where one of the two may go for the other, or is worth a word.
    pub(super) fn are_akin(&self, a: ParagraphId, b: ParagraphId) -> bool {
        self.ways.contains_key(&(a, b))
    }

    /// The strength of the evidence that the second holds what the first says, where that is enough for the first to go.
    pub(super) fn covers(&self, a: ParagraphId, b: ParagraphId) -> Option<f64> {
        let way = match self.ways.get(&(a, b)) {
            Some(&way) => way,
            None => self.ask(a, b)?,
        };
        way.is_copy().then_some(way.strength)
    }

    /// True where the first may be a copy of the second, but is not certain enough to go.
    pub(super) fn is_suspect(&self, a: ParagraphId, b: ParagraphId) -> bool {
        let may_be = |way: &Way| matches!(way.likeness, Likeness::Suspect | Likeness::Undecided | Likeness::Copy);
        self.ways.get(&(a, b)).is_some_and(may_be)
    }

    /// The greater, the more of its words were changed by chance, as far as its copies tell; 0 where nothing tells.
    pub(super) fn defeats(&self, id: ParagraphId) -> i32 {
        self.defeats.get(&id).copied().unwrap_or(0)
    }

    /// How many other paragraphs may go for this one. Copies with words changed by chance hold less of each other than of their
    /// original, so it is the one that holds most.
    pub(super) fn n_held(&self, id: ParagraphId) -> u32 {
        self.n_held.get(&id).copied().unwrap_or(0)
    }

    /// True where the first is a copy of the second but for words changed by chance.
    pub(super) fn is_edit(&self, a: ParagraphId, b: ParagraphId) -> bool {
        self.ways.get(&(a, b)).is_some_and(|way| way.likeness == Likeness::Edited)
    }

    /// Judges a pair that was no candidate; nothing where it cannot be read.
    fn ask(&self, a: ParagraphId, b: ParagraphId) -> Option<Way> {
        match read(self.spool, &[(a, b)]) {
            Ok(tokens) => {
                let (here, there) = (&tokens[&a], &tokens[&b]);
                Some(way(here, there, &SharedWords::of(here, there)).0)
            }
            Err(new) => {
                self.fault.lock().ok()?.get_or_insert(new);
                None
            }
        }
    }

    /// Fails where a pair could not be read.
    pub(super) fn check(&self) -> Result<(), Fault> {
        self.fault.lock().ok().and_then(|mut fault| fault.take()).map_or(Ok(()), Err)
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
    tokens: &FxHashMap<ParagraphId, Tokens>,
    (a, b): (ParagraphId, ParagraphId),
) -> Result<Judged, Fault> {
    let (here, there) = (&tokens[&a], &tokens[&b]);
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
    (Way { likeness, strength: overlap.as_ref().map_or(0.0, strength) }, overlap)
}

/// By how many nats the words of the first fit their places better than those of the second, where one stands for the other, and
/// whether that tells which was edited. One that lost figures was, whatever its words.
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
    let (mut first, mut second) = (Parser::new(), Parser::new());
    let (copy, witness) = (spool.document(a.doc)?, spool.document(b.doc)?);
    let first = parse(spool, &mut first, &copy.text, a);
    let second = parse(spool, &mut second, &witness.text, b);
    let lead = duel(model, &first, &second, &overlap.replacements);
    let is_told = match oddities.n_misfits {
        0 => lead.abs() >= MIN_EDITED_LEAD && oddities.n_singles >= MIN_SINGLES,
        _ => lead.abs() >= MIN_LEAD,
    };
    Ok((lead, is_told))
}

/// One paragraph of a text, parsed.
pub(super) fn parse<'p>(spool: &Spool<'_>, parser: &'p mut Parser, text: &'p str, id: ParagraphId) -> Parsed<'p> {
    parser.parse_paragraphs(text, [spool.census().paragraph_span(id)].into_iter())
}

fn read(spool: &Spool<'_>, pairs: &[(ParagraphId, ParagraphId)]) -> Result<FxHashMap<ParagraphId, Tokens>, Fault> {
    let mut wanted: Vec<ParagraphId> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut parser = Parser::new();
    let mut found = FxHashMap::default();
    for ids in wanted.chunk_by(|a, b| a.doc == b.doc) {
        let document = spool.document(ids[0].doc)?;
        let parsed = parser.parse_paragraphs(&document.text, ids.iter().map(|&id| spool.census().paragraph_span(id)));
        let n_words = spool.census().n_words(ids[0].doc) as usize;
        let heading = Heading::of_part(&document, n_words);
        let tokens =
            parsed.blocks.iter().map(|block| Tokens::of_paragraph(&parsed, block).with_heading(heading.clone()));
        found.extend(ids.iter().copied().zip(tokens));
    }
    Ok(found)
}
