//! Which pairs are worth comparing word by word? Exactly equal documents collapse first; of the rest, those that share a
//! band key, or several rare pieces of skeleton. A bucket of a thousand members costs a thousand pairs, not a million:
//! members are linked to the first and to the one before, and the clustering walks along the links.

use super::census::Census;
use super::parts::{EachPart, PARTS, in_two_steps, part_of, starts_of_pairs};
use super::seen::{Seen, evenly, spread};
use super::spill::{Allowance, Lost, Shelves, Shelving, Sorter, pair, parts};
use std::array;
use std::ops::Range;

/// Largest bucket of which all pairs are compared. A guess: 28 pairs.
pub(super) const ALL_PAIRS_MAX: usize = 8;
/// The same of a piece of skeleton: 276 pairs. A pair must share several pieces, and a copy shares with its original those that other
/// stories of the event have too. Of 317 copies with 30 % of their words edited by chance, in 64 MB of news, all pairs up to 24
/// find all but 4, up to 8 all but 13, at 16 % more candidates.
const ALL_PIECE_PAIRS_MAX: usize = 24;
/// A piece of skeleton in more documents than this ("Prime Minister" + "Tony") tells nothing. A guess.
const COMMON_PIECE_DOCUMENTS: usize = 400;
/// Rare pieces of skeleton that two documents must share, in pieces and as a share of the smaller skeleton. On 6,000
/// articles with 1,008 spun copies the copies share a median of half their pieces; see `spun-copy.md`.
const MIN_SHARED_PIECES: usize = 3;
const MIN_SHARED_SHARE: f64 = 0.12;
/// The same where one document is shorter than three quarters, and than half, of the other: a copy with its words replaced is
/// about as long as its original, one that is a part of it has nearly all its names there. Of 5,307 pairs of copies in 64 MB of news
/// these lose 6, of the 5,325 strangers that only names bring together 2,280.
const MIN_SHORTER_SHARE: f64 = 0.2;
const MIN_PART_SHARE: f64 = 0.3;

/// Documents of equal text, short ones of equal titles too, each set in corpus order, sets of one left out.
pub fn exact_groups(census: &Census, allowance: Allowance<'_>) -> Result<Vec<Vec<u32>>, Lost> {
    let mut by_text: Sorter<'_, ([u64; 2], u32)> = Sorter::new(allowance);
    let mut identities = census.identities();
    for doc in (0..census.len()).filter(|&doc| census.n_words(doc) > 0) {
        by_text.push((identities.one(doc as usize)?, doc))?;
    }
    let mut groups = Vec::new();
    by_text.groups(
        |a, b| a.0 == b.0,
        |same| {
            groups.extend((same.len() > 1).then(|| same.iter().map(|&(_, doc)| doc).collect()));
            Ok(())
        },
    )?;
    Ok(groups)
}

/// Pairs of `members` (sorted; the smaller number first) that share a key in one of these bands, sorted. Of one band at a time
/// those keys are sorted, within the allowance, that may come twice: few do.
pub fn band_pairs(
    census: &Census,
    members: &[u32],
    bands: Range<usize>,
    allowance: Allowance<'_>,
) -> Result<Vec<(u32, u32)>, Lost> {
    let mut pairs = Vec::new();
    let mut seen = Seen::new(members.len(), allowance.most_bytes());
    for band in bands {
        seen.clear();
        census.each_band_key(band, members, |_, key| {
            seen.add(spread(key));
            Ok(())
        })?;
        let mut keyed = Sorter::new(allowance);
        census.each_band_key(band, members, |doc, key| match seen.may_be_twice(spread(key)) {
            true => keyed.push(pair(key, doc)),
            false => Ok(()),
        })?;
        keyed.groups(has_same_first, |bucket| {
            link(bucket, |&keyed| parts(keyed).1, ALL_PAIRS_MAX, usize::MAX, &mut pairs);
            Ok(())
        })?;
        pairs.sort(); // most of them were sorted with the last band: that is seen, and left as it is
        pairs.dedup();
    }
    Ok(pairs)
}

/// Pairs of `members` (sorted; the smaller number first) that share enough rare pieces of skeleton, sorted.
pub fn skeleton_pairs(
    census: &Census,
    members: &[u32],
    allowance: Allowance<'_>,
    each_part: EachPart<'_>,
) -> Result<Vec<(u32, u32)>, Lost> {
    let starts = starts_of_pairs(census.len());
    let pairs = in_two_steps(
        each_part,
        |part| shared_pieces(census, members, part, &starts, allowance.part(PARTS)),
        |shared| pairs_of(census, shared),
    )?;
    Ok(pairs.concat())
}

/// Those of one part of the pairs that have enough in common.
fn pairs_of(census: &Census, shared: Vec<Shelves<'_, u64>>) -> Result<Vec<(u32, u32)>, Lost> {
    let mut pairs = Vec::new();
    Shelves::groups_of(shared, |of_first| {
        of_first.sort_unstable();
        // Of most pairs there is less: their documents need not be looked at.
        let runs = of_first.chunk_by(|a, b| a == b).filter(|run| run.len() >= MIN_SHARED_PIECES);
        pairs.extend(runs.filter_map(|run| {
            let (a, b) = parts(run[0]);
            let smaller = census.n_skeleton(a).min(census.n_skeleton(b));
            let share = min_shared_share(census.n_words(a), census.n_words(b));
            let wanted = (share * smaller as f64).ceil() as usize;
            (run.len() >= wanted).then_some((a, b))
        }));
        Ok(())
    })?;
    Ok(pairs)
}

/// What `members` have in common by the rare pieces of skeleton of one part: two documents for each piece, the pairs of each part.
fn shared_pieces<'a>(
    census: &Census,
    members: &[u32],
    part: usize,
    starts: &[u32; PARTS],
    allowance: Allowance<'a>,
) -> Result<[Shelves<'a, u64>; PARTS], Lost> {
    let n_pieces = census.n_skeletons() / PARTS;
    let shelving = Shelving::new(0..1 << u32::BITS, n_pieces, size_of::<u64>(), allowance);
    let mut postings = Shelves::new(shelving, |&posting| evenly(parts(posting).0), allowance);
    census.each_skeleton(members, |doc, pieces| {
        let here = pieces.iter().filter(|&&piece| piece as usize % PARTS == part);
        postings.extend(here.map(|&piece| pair(piece, doc)))
    })?;
    let room = allowance.part(PARTS);
    let mut shared = array::from_fn(|part| {
        let end = starts.get(part + 1).copied().unwrap_or(census.len());
        let firsts = u64::from(starts[part])..u64::from(end);
        // A piece that several documents have makes a pair of each with several.
        Shelves::new(Shelving::new(firsts, n_pieces, size_of::<u64>(), room), |&shared| parts(shared).0, room)
    });
    let mut linked = Vec::new();
    postings.groups(|bucket| {
        link(bucket, |&posting| parts(posting).1, ALL_PIECE_PAIRS_MAX, COMMON_PIECE_DOCUMENTS, &mut linked);
        linked.drain(..).try_for_each(|(a, b)| shared[part_of(starts, a)].push(pair(a, b)))
    })?;
    Ok(shared)
}

/// All pairs of these sets, each once, sorted.
pub fn merged<const N: usize>(sets: [Vec<(u32, u32)>; N]) -> Vec<(u32, u32)> {
    let mut pairs = sets.concat();
    pairs.sort(); // runs that are sorted are only merged
    pairs.dedup();
    pairs
}

/// True where two pairs begin with the same number.
fn has_same_first(a: &u64, b: &u64) -> bool {
    parts(*a).0 == parts(*b).0
}

/// Share of the smaller skeleton that two documents of so many words must have in common.
fn min_shared_share(n_words: u32, n_other_words: u32) -> f64 {
    match f64::from(n_words.min(n_other_words)) / f64::from(n_words.max(n_other_words).max(1)) {
        ratio if ratio < 0.5 => MIN_PART_SHARE,
        ratio if ratio < 0.75 => MIN_SHORTER_SHARE,
        _ => MIN_SHARED_SHARE,
    }
}

/// Links the members of one bucket: all pairs of one up to `all_pairs_max`, first and previous member in a large one, none past `limit`.
pub(super) fn link<R, T: Copy>(
    bucket: &[R],
    member: impl Fn(&R) -> T,
    all_pairs_max: usize,
    limit: usize,
    pairs: &mut Vec<(T, T)>,
) {
    let members = bucket.iter().map(&member);
    match bucket.len() {
        0 | 1 => {}
        n if n > limit => {}
        n if n <= all_pairs_max => {
            for (at, a) in members.enumerate() {
                pairs.extend(bucket[at + 1..].iter().map(|b| (a, member(b))));
            }
        }
        _ => {
            let first = member(&bucket[0]);
            pairs.extend(members.skip(1).map(|b| (first, b)));
            pairs.extend(bucket[1..].windows(2).map(|w| (member(&w[0]), member(&w[1]))));
        }
    }
}
