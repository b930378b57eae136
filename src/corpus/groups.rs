//! Groups of documents that share lines: what stands in for a site where the records name none. A line speaks for the group to which
//! most of its documents belong, a document goes where its lines speak for, and so on in turns, until nothing changes. A line that
//! many sites print ("Share this story") speaks for none, so it joins only what shares nothing else. Asked by `templates`.
//!
//! Method: label propagation (Raghavan, Albert, Kumara 2007, "Near linear time algorithm to detect community structures in large-scale
//! networks") between documents and lines, all documents and then all lines at a time, ties to the lowest: so no order of work
//! changes it. Time: the places of shared lines, a dozen times at most. Memory: 12 bytes a
//! document while they are learned, 6 a shared line.

use super::census::Census;
use super::paragraphs::ParagraphId;
use super::shared_lines::{Runs, SharedLines};
use super::spill::{Allowance, Lost, Sorter, pair, parts};
use std::cmp::Reverse;

/// Words from which a line links documents. Of 26,000 political articles two that share a line of one word are of one site with
/// precision .23 to .43, of two and three words .55 to .80, of four to seven .88 to .97, of eight and more .94 to 1. Three words
/// do not lower it where lines that stand on several sites link nothing (.994 of pairs in a group are of one site), and one in six documents more is reached.
const MIN_WORDS: u32 = 3;
/// Documents that must share a paragraph of `LONG_WORDS` words before it links them: reports of one event share whole paragraphs. In the same
/// articles the precision of long ones is .76 on two documents, .84 on three and .99 on four and more.
const MIN_DOCUMENTS_LONG: usize = 4;
const LONG_WORDS: u32 = 25;
/// Turns after which what still changes is left. In the same articles nothing changes after the seventh, in 323 raw pages after the
/// fifth. Where nine in ten of the articles get a line in common, some hundreds of them go to and fro; the groups stand.
const MAX_TURNS: usize = 10;
/// Steps of a share in a weight. Fine enough.
const STEPS: usize = 64;

/// No group, or not part of it all.
pub(super) const NONE: u32 = u32::MAX;

/// The group of each document, by its lowest document; `NONE` where it stands alone. `start` has the group at the start: that of
/// documents that `is_settled` stays, the others' is their own number, and they have `NONE` who take no part.
pub(super) fn groups(
    census: &Census,
    lines: &SharedLines,
    start: &[u32],
    is_settled: impl Fn(u32) -> bool,
    allowance: Allowance<'_>,
) -> Result<Vec<u32>, Lost> {
    let by_document = links_by_document(census, lines, is_settled, allowance)?;
    let mut group_of = start.to_vec();
    let mut speaks_for: Vec<u32> = vec![NONE; lines.len()];
    let mut weights: Vec<u16> = vec![0; lines.len()];
    let (mut met, mut votes) = (Vec::new(), Vec::new());
    for turn in 0..MAX_TURNS {
        let mut line = 0;
        lines.each(|_, places| {
            met.clear();
            met.extend(places.iter().map(|&(doc, _)| group_of[doc as usize]));
            met.sort_unstable();
            (speaks_for[line], weights[line]) = if turn == 0 { first_word(&met, census.len()) } else { word(&met) };
            line += 1;
            Ok(())
        })?;
        let mut n_changed = 0;
        by_document.each(|doc, lines| {
            votes.clear();
            votes.extend(lines.iter().map(|&line| (speaks_for[line as usize], weights[line as usize])));
            let chosen = choose(&mut votes).unwrap_or(doc);
            n_changed += usize::from(std::mem::replace(&mut group_of[doc as usize], chosen) != chosen);
            Ok(())
        })?;
        if n_changed == 0 {
            break;
        }
    }
    Ok(group_of)
}

/// For each document that is not settled, the lines that link it.
fn links_by_document(
    census: &Census,
    lines: &SharedLines,
    is_settled: impl Fn(u32) -> bool,
    allowance: Allowance<'_>,
) -> Result<Runs<u32, u32>, Lost> {
    let mut links: Sorter<'_, u64> = Sorter::new(allowance);
    let mut line = 0;
    lines.each(|_, places| {
        let (doc, at) = places[0];
        let n_words = census.paragraph_words(ParagraphId { doc, at });
        if n_words >= MIN_WORDS && (n_words < LONG_WORDS || places.len() >= MIN_DOCUMENTS_LONG) {
            let open = places.iter().filter(|&&(doc, _)| !is_settled(doc));
            links.extend(open.map(|&(doc, _)| pair(doc, line)))?;
        }
        line += 1;
        Ok(())
    })?;
    let mut by_document = Runs::new();
    let mut of_document = Vec::new();
    links.groups(
        |a, b| parts(*a).0 == parts(*b).0,
        |run| {
            of_document.clear();
            of_document.extend(run.iter().map(|&link| parts(link).1));
            by_document.push(parts(run[0]).0, &of_document, allowance)
        },
    )?;
    Ok(by_document)
}

/// For whom a line speaks at first, when all stand alone, and how loud: for the lowest, the rarer the louder. Else the documents of
/// all sites would follow the line that all of them print.
fn first_word(groups: &[u32], n_all: u32) -> (u32, u16) {
    (groups[0], (magnitude(n_all as usize) + 1).saturating_sub(magnitude(groups.len())))
}

/// For whom a line speaks whose documents have these groups, which are sorted, and how loud: for the group of half of them, two at least, of two halves
/// for the lower one; the wider and the more of one mind, the louder. So the line of a whole site draws together what its rarer lines
/// hold apart, and one of many sites that is one site's by a hair does not.
fn word(groups: &[u32]) -> (u32, u16) {
    let most = groups.chunk_by(|a, b| a == b).max_by_key(|same| (same.len(), Reverse(same[0])));
    let Some(most) = most.filter(|same| same.len() >= 2 && same.len() * 2 >= groups.len()) else { return (NONE, 0) };
    let lead = (most.len() * 2 - groups.len()) * STEPS / groups.len();
    (most[0], 1 + magnitude(groups.len()) * lead as u16)
}

/// Binary digits of a number: its logarithm, the same on all machines.
fn magnitude(n: usize) -> u16 {
    (usize::BITS - n.leading_zeros()) as u16
}

/// The group with most of the votes, of equal ones the lowest.
fn choose(votes: &mut [(u32, u16)]) -> Option<u32> {
    votes.sort_unstable();
    let sum = |same: &[(u32, u16)]| same.iter().map(|&(_, weight)| u32::from(weight)).sum::<u32>();
    let cast = votes.chunk_by(|a, b| a.0 == b.0).filter(|same| same[0].0 != NONE);
    cast.max_by_key(|same| (sum(same), Reverse(same[0].0))).map(|same| same[0].0)
}

#[cfg(test)]
mod tests {
    use crate::corpus::spill::memory::Memory;
    use crate::corpus::spill::{Allowance, Scratch};
    use crate::corpus::{Census, Circle, Survey, Templates};
    use crate::text::{Carrier, DocKey, Document, Parser, Site, template_key};
    use proptest::prelude::*;

    const ALL: Allowance<'static> = Allowance { n_bytes: usize::MAX, scratch: None };

    fn document(record: usize, site: Site, lines: &[String]) -> Document {
        Document {
            key: DocKey::new(0, record as u64),
            path: "dump.jsonl".into(),
            id: "".into(),
            text: lines.join("\n"),
            title: None,
            site,
            date: None,
            carrier: Carrier::Plain,
        }
    }

    /// Documents of these lines in one folder, or on the named site.
    fn documents(lines: &[(Option<&str>, Vec<String>)]) -> Vec<Document> {
        let site = |name: Option<&str>| name.map_or_else(|| Site::folder("dump"), Site::from);
        lines.iter().enumerate().map(|(record, (name, lines))| document(record, site(*name), lines)).collect()
    }

    fn count(documents: &[Document], allowance: Allowance<'_>) -> Templates {
        let (mut parser, mut survey) = (Parser::new(), Survey::default());
        documents.iter().for_each(|d| survey.observe(d, &parser.parse(&d.text)));
        Templates::count(&Census::new(survey), |_| true, allowance).expect("nothing is lost in memory")
    }

    /// Documents of the circle that hold the line, and all of it, as the document sees it.
    fn seen(documents: &[Document], doc: usize, circle: Circle, line: &str) -> Option<(u32, u32)> {
        let templates = count(documents, ALL);
        let mut parser = Parser::new();
        let parsed = parser.parse(line);
        let key = template_key(&parsed, &parsed.blocks[0]);
        let mut found = templates.find(&documents[doc], key).filter(|known| known.circle == circle);
        found.next().map(|known| (known.n_documents, known.n_circle_documents))
    }

    fn page(own: usize, lines: &[&str]) -> (Option<&'static str>, Vec<String>) {
        let own = format!("What page {} alone says of boat w{own}", "x".repeat(own + 1));
        (None, std::iter::once(own).chain(lines.iter().map(|l| (*l).to_owned())).collect())
    }

    const SHARE: &str = "Share this story with friends";
    const COURIER: &str = "Letters to the Lannis Courier";
    const WATCH: &str = "Boats are the subject of the Harbour Watch";

    #[test]
    fn documents_that_share_lines_are_a_group_and_what_all_print_joins_none() {
        let courier = (0..4).map(|i| page(i, &[COURIER, SHARE, "More news"]));
        let watch = (4..9).map(|i| page(i, &[SHARE, WATCH, "More news"]));
        let lone = [page(9, &[]), page(10, &["More news"])];
        let corpus = documents(&courier.chain(watch).chain(lone).collect::<Vec<_>>());
        assert_eq!(seen(&corpus, 0, Circle::Group, COURIER), Some((4, 4)));
        assert_eq!(seen(&corpus, 8, Circle::Group, WATCH), Some((5, 5)));
        assert_eq!(seen(&corpus, 0, Circle::Group, SHARE), Some((4, 4)));
        assert_eq!(seen(&corpus, 8, Circle::Group, SHARE), Some((5, 5)));
        assert_eq!(seen(&corpus, 0, Circle::Folder, SHARE), Some((9, 11)));
        for lone in [9, 10] {
            assert_eq!(seen(&corpus, lone, Circle::Group, "More news"), None, "two words link nothing");
        }
    }

    #[test]
    fn a_chain_of_pairs_is_no_group() {
        let line = |i: usize| format!("Boat number {} is here", "i".repeat(i + 1));
        let chain: Vec<_> = (0..40).map(|i| page(i, &[&line(i), &line(i + 1), "More news"])).collect();
        let corpus = documents(&chain);
        let largest = (0..40).filter_map(|doc| seen(&corpus, doc, Circle::Group, "More news")).map(|(n, _)| n).max();
        assert!(largest.is_none_or(|n| n <= 4), "{largest:?}");
    }

    #[test]
    fn reports_that_share_a_long_quotation_are_no_group() {
        let quotation = "The pier will be closed until the last of its piles has been looked at by someone who knows \
                         what a pile should look like, said the mayor of Lannis, who has seen many";
        let corpus = documents(&(0..3).map(|i| page(i, &[quotation])).collect::<Vec<_>>());
        assert_eq!(seen(&corpus, 0, Circle::Group, quotation), None);
        let corpus = documents(&(0..4).map(|i| page(i, &[quotation])).collect::<Vec<_>>());
        assert_eq!(seen(&corpus, 0, Circle::Group, quotation), Some((4, 4)));
    }

    #[test]
    fn a_document_joins_the_site_whose_lines_it_has_and_changes_nothing_there() {
        let pages: Vec<_> = (0..6).map(|i| page(i, &[COURIER, "More news"])).collect();
        let mut corpus = pages.clone();
        corpus[..4].iter_mut().for_each(|(site, _)| *site = Some("lannis.example"));
        let corpus = documents(&corpus);
        assert_eq!(seen(&corpus, 5, Circle::Joined, "More news"), Some((4, 4)));
        assert_eq!(seen(&corpus, 5, Circle::Group, "More news"), Some((6, 6)));
        assert_eq!(seen(&corpus, 0, Circle::Site, "More news"), Some((4, 4)));
        assert_eq!(seen(&corpus, 0, Circle::Group, "More news"), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn groups_are_the_same_in_any_memory(
            pages in prop::collection::vec((any::<bool>(), prop::collection::btree_set(0usize..12, 0..6)), 1..60),
            n_bytes in 16usize..4_000,
        ) {
            let line = |i: &usize| format!("Line of letters {}", "i".repeat(*i + 1));
            let lines = |(named, lines): &(bool, std::collections::BTreeSet<usize>)| {
                (named.then_some("lannis.example"), lines.iter().map(line).collect::<Vec<_>>())
            };
            let corpus = documents(&pages.iter().map(lines).collect::<Vec<_>>());
            let scarce = Allowance { n_bytes, scratch: Some(&Memory as &dyn Scratch) };
            let (here, there) = (count(&corpus, ALL), count(&corpus, scarce));
            let mut parser = Parser::new();
            for document in &corpus {
                let parsed = parser.parse(&document.text);
                for block in parsed.blocks {
                    let key = template_key(&parsed, block);
                    let told = |templates: &Templates| {
                        templates.find(document, key).map(|known| format!("{known:?}")).collect::<Vec<_>>()
                    };
                    prop_assert_eq!(told(&here), told(&there));
                }
            }
        }
    }
}
