//! Which of two copies in other words is the author's? Only the words in which they differ are looked at: each stands beside
//! the same neighbours, so the two are held against each other place by place, and what the texts have in common, an unusual
//! subject above all, does not count. A spinner's words fit their places less well than those that stood there.

use super::evidence::fit;
use super::field::id_of;
use crate::model::{Lens, Model, WordId};
use crate::text::{Parsed, Word};

/// Places that are looked at, evenly spread, of a pair that differs in more. A guess: each tells about a nat.
const MAX_PLACES: usize = 48;
/// One wild place must not outweigh the others, in nats.
const MAX_GAIN: f32 = 4.0;

/// By how many nats the words of `here` fit their places better than those of `there`, over the `places` (positions of words)
/// where one has another word than the other. About 0 where the model does not know the language.
pub fn duel(model: &Model, here: &Parsed<'_>, there: &Parsed<'_>, places: &[(u32, u32)]) -> f64 {
    let lens = model.lens();
    let stride = places.len().div_ceil(MAX_PLACES).max(1);
    let gain = |&(i, j): &(u32, u32)| {
        let (ours, theirs) = (log_fit(&lens, here, i as usize), log_fit(&lens, there, j as usize));
        f64::from((ours - theirs).clamp(-MAX_GAIN, MAX_GAIN))
    };
    places.iter().step_by(stride).map(gain).sum()
}

/// The same where one text has a lone word more than the other: by how many nats the two words around it fit better in `here`.
/// `around` are their positions, here and there, before and after it. A word that the model does not know tells nothing.
pub fn duel_around(model: &Model, here: &Parsed<'_>, there: &Parsed<'_>, around: &[[(u32, u32); 2]]) -> f64 {
    let lens = model.lens();
    let gain = |&[before, after]: &[(u32, u32); 2]| {
        let is_here = after.0 - before.0 > 1;
        let lone = if is_here { here.words.get(before.0 as usize + 1) } else { there.words.get(before.1 as usize + 1) };
        if lone.is_none_or(|word| id_of(&lens, if is_here { here } else { there }.text, word) == WordId::UNKNOWN) {
            return 0.0;
        }
        let lead = |at: (u32, u32)| log_fit(&lens, here, at.0 as usize) - log_fit(&lens, there, at.1 as usize);
        f64::from((lead(before) + lead(after)).clamp(-MAX_GAIN, MAX_GAIN))
    };
    around.iter().take(MAX_PLACES).map(gain).sum()
}

fn log_fit(model: &Lens<'_>, parsed: &Parsed<'_>, at: usize) -> f32 {
    let Some(word) = parsed.words.get(at) else { return 0.0 };
    let id = |word: &Word| id_of(model, parsed.text, word);
    let previous = match at.checked_sub(1).filter(|_| !word.opens_sentence()) {
        Some(before) => id(&parsed.words[before]),
        None => WordId::BREAK,
    };
    let next = parsed.words.get(at + 1).filter(|next| !next.opens_sentence()).map_or(WordId::BREAK, id);
    fit(model, previous, id(word), next).ln()
}
