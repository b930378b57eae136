//! Paragraphs that come back from document to document of one site; where the record names none, of its folder, of the group of documents
//! that share lines (`groups`), and of the site whose documents most of these are. Counted on kept documents only, once a document: an article with nine copies is no template.

use super::census::Census;
use super::groups::{NONE, groups};
use super::index::{Circle, TemplateUse};
use super::names::Spot;
use super::paragraphs::ParagraphId;
use super::shared_lines::SharedLines;
use super::spill::{Allowance, Lost, Sorter};
use super::survey::SiteKey;
use crate::text::{DocKey, Document, Word, words_template};
use rustc_hash::{FxHashMap, FxHashSet};

/// Counts by circle and paragraph, of those that stand in two documents and more.
#[derive(Debug, Default)]
pub struct Templates {
    uses: FxHashMap<(CircleKey, u64), Use>,
    n_circle_documents: FxHashMap<CircleKey, u32>,
    /// Documents that have a group, ascending, and their groups.
    grouped: Vec<DocKey>,
    groups: Vec<u32>,
    /// The named sites of groups that are of one.
    joined: FxHashMap<u32, CircleKey>,
}

/// What a circle is told by: a site by its odd key, a folder by its even one, a group by twice its lowest document.
type CircleKey = u64;

/// How often, and the first two documents that hold it.
#[derive(Debug)]
struct Use {
    n_documents: u32,
    first: Spot,
    second: Spot,
}

/// Documents that a group needs. Two that share a line are a pair; what they share is left to the duplicate rules. A guess.
const MIN_GROUP_DOCUMENTS: u32 = 3;

impl Templates {
    /// Counts the paragraphs of the documents for which `is_kept` holds.
    pub fn count(census: &Census, is_kept: impl Fn(u32) -> bool, allowance: Allowance<'_>) -> Result<Templates, Lost> {
        let mut templates = Templates::default();
        let mut by_site: Sorter<'_, ([u64; 2], (u32, u32))> = Sorter::new(allowance);
        let mut by_line: Sorter<'_, (u64, (u32, u32))> = Sorter::new(allowance);
        let mut homes = census.has_unsited().then(|| Homes::of(census));
        let mut sites = census.sites();
        census.each_keys((0..census.len()).filter(|&doc| is_kept(doc)), |doc, keys| {
            let site = SiteKey(sites.one(doc as usize)?);
            *templates.n_circle_documents.entry(site.0).or_default() += 1;
            let paragraphs = census.paragraph_range(doc).zip(keys).zip(0u32..);
            let with_words = paragraphs.filter(|((paragraph, _), _)| census.n_words_of(*paragraph) > 0);
            let places = with_words.map(|((_, keys), at)| (keys.template, (doc, at)));
            if let Some(homes) = &mut homes {
                homes.take(doc, site);
                by_line.extend(places.clone())?;
            }
            if site.is_named() {
                by_site.extend(places.map(|(template, place)| ([site.0, template], place)))?;
            }
            Ok(())
        })?;
        by_site.groups(
            |a, b| a.0 == b.0,
            |run| {
                let firsts = run.chunk_by(|a, b| a.1.0 == b.1.0).map(|of_document| of_document[0].1);
                templates.add(census, run[0].0.into(), firsts)
            },
        )?;
        if let Some(homes) = homes {
            let lines = shared_lines(by_line, &homes, allowance)?;
            templates.count_unsited(census, &lines, &homes, allowance)?;
        }
        Ok(templates)
    }

    /// Counts the lines of documents without a named site: in their folders, and in the groups that share them.
    fn count_unsited(
        &mut self,
        census: &Census,
        lines: &SharedLines,
        homes: &Homes,
        allowance: Allowance<'_>,
    ) -> Result<(), Lost> {
        let group_of = groups(census, lines, &homes.start, |doc| homes.is_named(doc), allowance)?;
        let mut n_members: FxHashMap<u32, u32> = FxHashMap::default();
        group_of.iter().filter(|&&group| group != NONE).for_each(|&group| *n_members.entry(group).or_default() += 1);
        n_members.retain(|_, n| *n >= MIN_GROUP_DOCUMENTS);
        for (doc, &group) in (0..).zip(&group_of) {
            if n_members.contains_key(&group) && !homes.is_named(doc) {
                self.grouped.push(census.key(doc));
                self.groups.push(group);
                if homes.is_named(group) {
                    self.joined.insert(group, homes.site(group).0);
                }
            }
        }
        self.n_circle_documents.extend(n_members.iter().map(|(&group, &n)| (group_key(group), n)));
        let mut places_of: Vec<(CircleKey, (u32, u32))> = Vec::new();
        lines.each(|template, places| {
            places_of.clear();
            for &(doc, at) in places {
                let group = group_of[doc as usize];
                let group = n_members.contains_key(&group).then(|| group_key(group));
                let folder = Some(homes.site(doc)).filter(|site| !site.is_named()).map(|site| site.0);
                places_of.extend(group.into_iter().chain(folder).map(|circle| (circle, (doc, at))));
            }
            places_of.sort_unstable();
            let mut circles = places_of.chunk_by(|a, b| a.0 == b.0);
            circles.try_for_each(|run| self.add(census, (run[0].0, template), run.iter().map(|&(_, place)| place)))
        })
    }

    /// Takes down a paragraph of a circle with its places, one a document, where there are two and more.
    fn add(
        &mut self,
        census: &Census,
        key: (CircleKey, u64),
        mut places: impl Iterator<Item = (u32, u32)>,
    ) -> Result<(), Lost> {
        let spot = |(doc, at): (u32, u32)| -> Result<Spot, Lost> {
            Ok(census.spot(doc, census.paragraph_span(ParagraphId { doc, at })?))
        };
        if let (Some(first), Some(second)) = (places.next(), places.next()) {
            let n_documents = 2 + places.count() as u32;
            self.uses.insert(key, Use { n_documents, first: spot(first)?, second: spot(second)? });
        }
        Ok(())
    }

    /// The documents that are named as examples.
    pub fn examples(&self) -> impl Iterator<Item = DocKey> {
        self.uses.values().flat_map(|template| [template.first.document, template.second.document])
    }

    /// The paragraph on the document's site, else in its folder, its group and the site that it joined.
    pub(super) fn find(&self, document: &Document, template_key: u64) -> impl Iterator<Item = TemplateUse> {
        let (site, document) = (SiteKey::of(&document.site), document.key);
        let of_site = (if site.is_named() { Circle::Site } else { Circle::Folder }, site.0);
        let group = (!site.is_named()).then(|| self.group_of(document)).flatten();
        let of_group = group.map(|group| (Circle::Group, group_key(group)));
        let of_joined = group.and_then(|group| Some((Circle::Joined, *self.joined.get(&group)?)));
        std::iter::once(of_site).chain(of_group).chain(of_joined).filter_map(move |(circle, key)| {
            let found = self.uses.get(&(key, template_key))?;
            let is_first = found.first.document == document;
            Some(TemplateUse {
                circle,
                n_documents: found.n_documents,
                n_circle_documents: self.n_circle_documents.get(&key).copied().unwrap_or(0),
                example: if is_first { found.second } else { found.first },
            })
        })
    }

    fn group_of(&self, document: DocKey) -> Option<u32> {
        self.grouped.binary_search(&document).ok().map(|at| self.groups[at])
    }
}

fn group_key(group: u32) -> CircleKey {
    u64::from(group) << 1
}

/// Where each document belongs before anything is learned.
struct Homes {
    /// Sites by their numbers.
    sites: Vec<SiteKey>,
    /// Number and first document of each.
    first_of: FxHashMap<SiteKey, (u32, u32)>,
    /// By document, the number of its site.
    site_of: Vec<u32>,
    /// By document, the first one of its named site, else itself; `NONE` for one that is not counted.
    start: Vec<u32>,
}

impl Homes {
    fn of(census: &Census) -> Homes {
        let none = vec![NONE; census.len() as usize];
        Homes { sites: Vec::new(), first_of: FxHashMap::default(), site_of: none.clone(), start: none }
    }

    fn take(&mut self, doc: u32, site: SiteKey) {
        let (number, first) = *self.first_of.entry(site).or_insert_with(|| {
            self.sites.push(site);
            (self.sites.len() as u32 - 1, doc)
        });
        self.site_of[doc as usize] = number;
        self.start[doc as usize] = if site.is_named() { first } else { doc };
    }

    fn site(&self, doc: u32) -> SiteKey {
        self.sites[self.site_of[doc as usize] as usize]
    }

    fn is_named(&self, doc: u32) -> bool {
        self.site(doc).is_named()
    }
}

/// Lines of several documents, of which one at least has no named site: nobody asks for the others.
fn shared_lines(
    by_line: Sorter<'_, (u64, (u32, u32))>,
    homes: &Homes,
    allowance: Allowance<'_>,
) -> Result<SharedLines, Lost> {
    let mut lines = SharedLines::new();
    let mut places = Vec::new();
    by_line.groups(
        |a, b| a.0 == b.0,
        |run| {
            places.clear();
            places.extend(run.chunk_by(|a, b| a.1.0 == b.1.0).map(|of_document| of_document[0].1));
            match places.len() > 1 && places.iter().any(|&(doc, _)| !homes.is_named(doc)) {
                true => lines.push(run[0].0, &places, allowance),
                false => Ok(()),
            }
        },
    )?;
    Ok(lines)
}

/// Short paragraphs that stand in many documents, whatever the site: navigation, notices, "read more". They say nothing of
/// their document, so it may go without them.
#[derive(Debug, Default)]
pub struct CommonLines {
    templates: FxHashSet<u64>,
}

impl CommonLines {
    /// Longest such paragraph in words, and the fewest documents that hold it. Guesses: the longest notices have about 30
    /// words, and eight copies of one story that all have a line of their own are rare.
    pub(super) const MAX_WORDS: u32 = 30;
    const MIN_DOCUMENTS: usize = 8;

    /// Counts the short paragraphs of these documents, which ascend.
    pub fn count(census: &Census, members: &[u32], allowance: Allowance<'_>) -> Result<CommonLines, Lost> {
        let mut stands: Sorter<'_, (u64, u32)> = Sorter::new(allowance);
        census.each_keys(members.iter().copied(), |doc, keys| {
            let paragraphs = census.paragraph_range(doc).zip(keys);
            let short = paragraphs.filter(|(paragraph, _)| census.n_words_of(*paragraph) <= Self::MAX_WORDS);
            stands.extend(short.map(|(_, keys)| (keys.template, doc)))
        })?;
        let mut templates = FxHashSet::default();
        stands.groups(
            |a, b| a.0 == b.0,
            |run| {
                let n_documents = run.chunk_by(|a, b| a == b).count();
                templates.extend((n_documents >= Self::MIN_DOCUMENTS).then_some(run[0].0));
                Ok(())
            },
        )?;
        Ok(CommonLines { templates })
    }

    /// True where these words are such a line.
    pub fn has_line(&self, words: &[Word]) -> bool {
        words.len() <= Self::MAX_WORDS as usize && self.templates.contains(&words_template(words))
    }
}
