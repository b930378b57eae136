//! What paragraphs are to each other. Every pair of candidates is judged once, both ways, and remembered: choosing which stays
//! asks for it again and again. Where single words alone tell two apart the language model is asked which fit their places.

use super::super::ports::Fault;
use super::spool::Spool;
use crate::corpus::ParagraphId;
use crate::detect::duplicate::{Likeness, Overlap, Tokens, liken, lost_figures, strength};
use crate::detect::spun::duel;
use crate::model::Model;
use crate::text::{Parsed, Parser};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// By how many nats the words of one of two paragraphs must fit their places better for the other to be one with words changed by
/// chance, and for it to be the lesser of two that are told by their words. Guesses.
const MIN_EDITED_LEAD: f64 = 4.0;
const MIN_LEAD: f64 = 1.0;

/// Judged pairs, and the words of the paragraphs in them.
pub(super) struct Likenesses {
    tokens: FxHashMap<ParagraphId, Tokens>,
    /// The first as a copy of the second.
    ways: FxHashMap<(ParagraphId, ParagraphId), Way>,
    edited: FxHashSet<ParagraphId>,
}

/// What one paragraph is to another.
#[derive(Clone, Copy, Debug)]
struct Way {
    likeness: Likeness,
    strength: f64,
}

impl Likenesses {
    /// Reads the paragraphs of these pairs, whose documents were put aside, and judges the pairs.
    pub(super) fn of(
        spool: &Spool<'_>,
        model: &Model,
        pairs: &[(ParagraphId, ParagraphId)],
    ) -> Result<Likenesses, Fault> {
        let tokens = read(spool, pairs)?;
        let judge = |&pair: &(ParagraphId, ParagraphId)| judge(spool, model, &tokens, pair);
        let judged: Vec<Judged> = pairs.par_iter().map(judge).collect::<Result<_, Fault>>()?;
        let (mut ways, mut edited) = (FxHashMap::default(), FxHashSet::default());
        for Judged { ids: [a, b], ways: [ab, ba], lesser } in judged {
            ways.insert((a, b), ab);
            ways.insert((b, a), ba);
            edited.extend(lesser);
        }
        Ok(Likenesses { tokens, ways, edited })
    }

    /// True where one of the two may go for the other, or is worth a word.
    pub(super) fn are_akin(&self, a: ParagraphId, b: ParagraphId) -> bool {
        let is_akin = |way: &Way| way.likeness != Likeness::Other;
        [(a, b), (b, a)].iter().filter_map(|pair| self.ways.get(pair)).any(is_akin)
    }

    /// The strength of the evidence that the second holds what the first says, where that is enough for the first to go.
    pub(super) fn covers(&self, a: ParagraphId, b: ParagraphId) -> Option<f64> {
        let way = match self.ways.get(&(a, b)) {
            Some(&way) => way,
            None => way(&self.tokens[&a], &self.tokens[&b]).0,
        };
        matches!(way.likeness, Likeness::Copy | Likeness::Edited).then_some(way.strength)
    }

    /// True where the first may be a copy of the second, but is not certain enough to go.
    pub(super) fn is_suspect(&self, a: ParagraphId, b: ParagraphId) -> bool {
        let may_be = |way: &Way| matches!(way.likeness, Likeness::Suspect | Likeness::Undecided | Likeness::Copy);
        self.ways.get(&(a, b)).is_some_and(may_be)
    }

    /// True for a paragraph that is the lesser of two that are told apart by words changed by chance.
    pub(super) fn is_edited(&self, id: ParagraphId) -> bool {
        self.edited.contains(&id)
    }

    /// True where the first is a copy of the second but for words changed by chance.
    pub(super) fn is_edit(&self, a: ParagraphId, b: ParagraphId) -> bool {
        self.ways.get(&(a, b)).is_some_and(|way| way.likeness == Likeness::Edited)
    }

    /// The words of a paragraph.
    pub(super) fn tokens(&self, id: ParagraphId) -> &Tokens {
        &self.tokens[&id]
    }
}

/// A pair, both ways.
struct Judged {
    ids: [ParagraphId; 2],
    ways: [Way; 2],
    /// The one with words that do not fit, where that decides.
    lesser: Option<ParagraphId>,
}

fn judge(
    spool: &Spool<'_>,
    model: &Model,
    tokens: &FxHashMap<ParagraphId, Tokens>,
    (a, b): (ParagraphId, ParagraphId),
) -> Result<Judged, Fault> {
    let (here, there) = (&tokens[&a], &tokens[&b]);
    let ((mut ab, on_b), (mut ba, on_a)) = (way(here, there), way(there, here));
    let is_told_by_words = |way: &Way| matches!(way.likeness, Likeness::Edited | Likeness::Undecided);
    if ![ab, ba].iter().any(is_told_by_words) {
        return Ok(Judged { ids: [a, b], ways: [ab, ba], lesser: None });
    }
    let overlap_of = |way: &Way, overlap: Option<Overlap>| overlap.filter(|_| is_told_by_words(way));
    let lead = match (overlap_of(&ab, on_b), overlap_of(&ba, on_a)) {
        (Some(overlap), _) => lead(spool, model, a, b, &overlap, lost_figures(here, there, &overlap))?,
        (None, Some(overlap)) => -lead(spool, model, b, a, &overlap, lost_figures(there, here, &overlap))?,
        (None, None) => 0.0,
    };
    ab.settle(-lead);
    ba.settle(lead);
    let lesser = match lead {
        _ if lead >= MIN_LEAD => Some(b),
        _ if lead <= -MIN_LEAD => Some(a),
        _ => None,
    };
    Ok(Judged { ids: [a, b], ways: [ab, ba], lesser })
}

impl Way {
    /// Decides whether a paragraph is one that was changed by chance, where the words of the other fit better by `lead` nats.
    fn settle(&mut self, lead: f64) {
        self.likeness = match self.likeness {
            Likeness::Edited if lead <= -MIN_LEAD => Likeness::Suspect, // it is the original
            Likeness::Undecided if lead >= MIN_EDITED_LEAD => Likeness::Edited,
            Likeness::Undecided => Likeness::Suspect,
            likeness => likeness,
        };
    }
}

fn way(paragraph: &Tokens, passage: &Tokens) -> (Way, Option<Overlap>) {
    let (likeness, overlap) = liken(paragraph, passage);
    (Way { likeness, strength: overlap.as_ref().map_or(0.0, strength) }, overlap)
}

/// By how many nats the words of the first fit their places better than those of the second, where one stands for the other. One that
/// lost figures was edited, whatever its words.
fn lead(
    spool: &Spool<'_>,
    model: &Model,
    a: ParagraphId,
    b: ParagraphId,
    overlap: &Overlap,
    has_lost_figures: bool,
) -> Result<f64, Fault> {
    if has_lost_figures {
        return Ok(-MIN_EDITED_LEAD);
    }
    let (mut here, mut there) = (Parser::new(), Parser::new());
    let (first, second) = (spool.document(a.doc)?, spool.document(b.doc)?);
    let here = parse(spool, &mut here, &first.text, a);
    let there = parse(spool, &mut there, &second.text, b);
    Ok(duel(model, &here, &there, &overlap.replacements))
}

/// One paragraph of a text, parsed.
pub(super) fn parse<'p>(spool: &Spool<'_>, parser: &'p mut Parser, text: &'p str, id: ParagraphId) -> Parsed<'p> {
    parser.parse_paragraphs(text, [spool.census().paragraph_span(id)].into_iter())
}

fn read(
    spool: &Spool<'_>,
    pairs: &[(ParagraphId, ParagraphId)],
) -> Result<FxHashMap<ParagraphId, Tokens>, Fault> {
    let mut wanted: Vec<ParagraphId> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let of_documents: Vec<&[ParagraphId]> = wanted.chunk_by(|a, b| a.doc == b.doc).collect();
    let read = |parser: &mut Parser, ids: &[ParagraphId]| {
        let document = spool.document(ids[0].doc)?;
        let parsed = parser.parse_paragraphs(&document.text, ids.iter().map(|&id| spool.census().paragraph_span(id)));
        let tokens = parsed.blocks.iter().map(|block| Tokens::of_paragraph(&parsed, block));
        Ok(ids.iter().copied().zip(tokens).collect())
    };
    let found: Result<Vec<Vec<(ParagraphId, Tokens)>>, Fault> =
        of_documents.into_par_iter().map_init(Parser::new, read).collect();
    Ok(found?.into_iter().flatten().collect())
}
