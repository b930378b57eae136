//! What the page needs, taken down while the documents go by: sums, and samples that never grow with the corpus. Which findings are shown is
//! told by hashes of their fingerprints, so any number of threads, and any run over the same texts, shows the same.

use super::diff;
use super::evidence::{
    ClusterShown, Evidence, FindingShown, KeptShown, KindShown, MeasureShown, MemberShown, Named, PlaceShown,
    RuleShown, SpunShown, TemplateShown, VERSION,
};
use super::quote::{after, before, clip, head_and_tail};
use super::sample::Smallest;
use super::scales::{Shares, Sizes};
use super::sources::SiteSums;
use super::swapped::swapped;
use super::texts::Texts;
use crate::decide::Plan;
use crate::engine::{Cluster, Fault, Member, Source, Verdict};
use crate::findings::{Action, Confidence, Family, Finding, Related, Rule, Unit};
use crate::text::{Document, Place};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Which sample is drawn. Any number is as good.
const SEED: u64 = 0x756e_7370_756e;
/// How many are shown of each. Guesses: what can be read in ten minutes, and loads at once.
const REMOVALS_OF_RULE: usize = 8;
const NEAR_MISSES_OF_RULE: usize = 3;
const N_CLUSTERS: usize = 12;
const MEMBERS_OF_CLUSTER: usize = 2;
const IDS_OF_CLUSTER: usize = 20;
const N_SPUN: usize = 8;
const N_TEMPLATES: usize = 30;
const EXAMPLES_OF_TEMPLATE: usize = 3;
/// Characters of a text that are held to be compared, of an example, of an id in a list.
const COMPARED_CHARS: usize = 8000;
const EXAMPLE_CHARS: usize = 200;
/// Thousandths of a measure's limit by which near misses are put in order: finer than any measure is.
const MILLI: f64 = 1000.0;

/// The measure of lines that a site puts into its documents: the number of these.
const OF_LINES: &str = "documents";

/// A finding that is to be shown, and where what was kept instead stands.
struct Seen {
    shown: FindingShown,
    text: String,
    witness: Option<Related>,
}

/// A cluster that is to be shown. Of a large one a few copies are held, not all.
struct ClusterSeen {
    size: u64,
    keeper: Place,
    n_keeper_words: u32,
    told: Vec<Member>,
    other_ids: Vec<String>,
}

/// Everything that was taken down.
pub(super) struct Gathering {
    rules: BTreeMap<&'static str, &'static Rule>,
    sums: SiteSums,
    spun_scores: Shares,
    covered: Shares,
    aligned: Shares,
    sizes: Sizes,
    n_clusters: u64,
    /// The largest, and of equal ones those with the copy that has least in common with its keeper.
    clusters: Smallest<(Reverse<usize>, u64, u64), ClusterSeen>,
    spun: Smallest<u64, SpunShown>,
    templates: Smallest<(Reverse<u64>, u64), TemplateShown>,
    kinds: BTreeMap<(&'static str, &'static str), Smallest<u64, KindShown>>,
    removals: BTreeMap<&'static str, Smallest<u64, Seen>>,
    near_misses: BTreeMap<&'static str, Smallest<(u64, u64), Seen>>,
}

impl Gathering {
    pub(super) fn new() -> Gathering {
        Gathering {
            rules: BTreeMap::new(),
            sums: SiteSums::default(),
            spun_scores: Shares::default(),
            covered: Shares::default(),
            aligned: Shares::default(),
            sizes: Sizes::default(),
            n_clusters: 0,
            clusters: Smallest::new(N_CLUSTERS),
            spun: Smallest::new(N_SPUN),
            templates: Smallest::new(N_TEMPLATES),
            kinds: BTreeMap::new(),
            removals: BTreeMap::new(),
            near_misses: BTreeMap::new(),
        }
    }

    /// Takes down a cluster.
    pub(super) fn cluster(&mut self, cluster: &Cluster) {
        self.sizes.add(cluster.members.len() as u64 + 1);
        for member in &cluster.members {
            self.covered.add(member.covered);
            self.aligned.add(member.aligned);
        }
        let least = cluster.members.iter().map(|member| (member.aligned * MILLI) as u64).min();
        let key = (Reverse(cluster.members.len()), least.unwrap_or(0), self.n_clusters);
        self.clusters.offer(key, || cluster_seen(cluster));
        self.n_clusters += 1;
    }

    /// Takes down a document.
    pub(super) fn verdict(&mut self, verdict: &Verdict) {
        self.sums.add(verdict);
        for score in &verdict.scores {
            let is_judged = !verdict.unjudged.iter().any(|unjudged| unjudged.rule == score.rule);
            if is_judged && score.rule.family == Family::Spun {
                self.spun_scores.add(score.value);
            }
        }
        for finding in &verdict.findings {
            self.finding(&verdict.document, finding);
        }
        match &verdict.plan {
            Plan::Drop(because) => self.removal(verdict, because, None),
            Plan::Keep(edits) => {
                for edit in edits {
                    self.removal(verdict, &edit.findings, Some(&edit.put));
                }
                verdict.findings.iter().for_each(|finding| self.near_miss(&verdict.document, finding));
            }
        }
    }

    fn finding(&mut self, document: &Document, finding: &Finding) {
        let rule = finding.rule;
        self.rules.entry(rule.name).or_insert(rule);
        if let (Unit::Document, Some(measure)) = (finding.unit, finding.measure) {
            match measure.name {
                "containment" => self.covered.limit(rule.name, measure.threshold),
                "aligned" => self.aligned.limit(rule.name, measure.threshold),
                _ if rule.family == Family::Spun => self.spun_scores.limit(rule.name, measure.threshold),
                _ => {}
            }
        }
        if let Some(kind) = finding.kind {
            let example = || KindShown {
                rule: rule.name.to_owned(),
                kind: kind.to_owned(),
                place: place(&document.place(finding.span)),
                text: clip(finding.span.of(&document.text), EXAMPLE_CHARS).to_owned(),
            };
            self.kinds
                .entry((rule.name, kind))
                .or_insert_with(|| Smallest::new(1))
                .offer(lot(document, finding), example);
        }
        if rule.family == Family::Spun && finding.unit == Unit::Document && finding.confidence >= Confidence::Likely {
            self.spun.offer(lot(document, finding), || spun(document, finding));
        }
        self.template(document, finding);
    }

    fn template(&mut self, document: &Document, finding: &Finding) {
        let Some(measure) = finding.measure.filter(|measure| measure.name == OF_LINES) else { return };
        let key = (Reverse(measure.value as u64), line(&document.site, finding.span.of(&document.text)));
        let shown = || TemplateShown {
            site: document.site.to_string(),
            text: clip(finding.span.of(&document.text), EXAMPLE_CHARS).to_owned(),
            documents: measure.value as u64,
            limit: measure.threshold as u64,
            cut: 0,
            examples: Vec::new(),
        };
        self.templates.offer_and(key, shown, |template| {
            template.cut += u64::from(finding.fix.action != Action::None);
            if template.examples.len() < EXAMPLES_OF_TEMPLATE {
                template.examples.push(place(&document.place(finding.span)));
            }
        });
    }

    /// One removal: its document, or one edit of it.
    fn removal(&mut self, verdict: &Verdict, because: &[usize], put: Option<&str>) {
        let first = &verdict.findings[because[0]];
        let sample = self.removals.entry(first.rule.name).or_insert_with(|| Smallest::new(REMOVALS_OF_RULE));
        sample.offer(lot(&verdict.document, first), || {
            let mut seen = seen(&verdict.document, first);
            seen.shown.put = put.filter(|put| !put.is_empty()).map(str::to_owned);
            seen.shown.named = because.iter().map(|&i| named(&verdict.document, &verdict.findings[i])).collect();
            seen
        });
    }

    /// A finding that was let be. Words of spun text are evidence of what is said of their document, and left out.
    fn near_miss(&mut self, document: &Document, finding: &Finding) {
        let is_evidence = finding.rule.family == Family::Spun && finding.unit == Unit::Span;
        if finding.fix.action != Action::None || finding.confidence != Confidence::Suspect || is_evidence {
            return;
        }
        let distance = finding.measure.map_or(u64::MAX, |m| {
            let share = (m.value - m.threshold).abs() / m.threshold.abs().max(f64::EPSILON);
            (share * MILLI) as u64
        });
        let sample = self.near_misses.entry(finding.rule.name).or_insert_with(|| Smallest::new(NEAR_MISSES_OF_RULE));
        sample.offer((distance, lot(document, finding)), || seen(document, finding));
    }

    /// Everything for the page. What was kept instead is read from `source`.
    ///
    /// # Errors
    /// Where the corpus cannot be read any more.
    pub(super) fn finish(self, source: &dyn Source, audited: bool) -> Result<Evidence, Fault> {
        let clusters: Vec<ClusterSeen> = self.clusters.into_items().map(|(_, cluster, _)| cluster).collect();
        let removals: Vec<(Seen, u64)> = self.removals.into_values().flat_map(in_order).collect();
        let near_misses: Vec<(Seen, u64)> = self.near_misses.into_values().flat_map(in_order).collect();
        let witnesses = removals.iter().chain(&near_misses).filter_map(|(seen, _)| seen.witness.as_ref());
        let of_clusters = clusters
            .iter()
            .flat_map(|cluster| cluster.told.iter().map(|member| &member.place).chain([&cluster.keeper]));
        let texts = Texts::read(source, witnesses.map(|witness| &witness.place).chain(of_clusters))?;
        let (sources, families) = self.sums.finish();
        Ok(Evidence {
            report: VERSION,
            audited,
            rules: self.rules.into_values().map(rule_shown).collect(),
            families,
            sources,
            spun_scores: self.spun_scores.finish(),
            covered: self.covered.finish(),
            aligned: self.aligned.finish(),
            cluster_sizes: self.sizes.finish(),
            n_clusters: self.n_clusters,
            clusters: clusters.iter().map(|cluster| cluster_shown(cluster, &texts)).collect(),
            spun: self.spun.into_items().map(|(_, spun, _)| spun).collect(),
            templates: self.templates.into_items().map(|(_, template, _)| template).collect(),
            kinds: self.kinds.into_values().flat_map(|kind| kind.into_items().map(|(_, kind, _)| kind)).collect(),
            removals: removals.into_iter().map(|seen| compared(seen, &texts)).collect(),
            near_misses: near_misses.into_iter().map(|seen| compared(seen, &texts)).collect(),
        })
    }
}

/// The place of a finding in the draw: that of its text. Lines of a site that differ in figures alone are one.
fn lot(document: &Document, finding: &Finding) -> u64 {
    match finding.measure {
        Some(measure) if measure.name == OF_LINES => line(&document.site, finding.span.of(&document.text)),
        _ => xxh3_64_with_seed(&finding.fingerprint.to_le_bytes(), SEED),
    }
}

/// Hash of a line of a site, its figures apart: of small letters, and of one digit for each word that has any.
fn line(site: &str, text: &str) -> u64 {
    let mut folded = format!("{site}\0");
    for word in text.split_whitespace() {
        match word.chars().any(char::is_numeric) {
            true => folded.push('0'),
            false => folded.extend(word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase)),
        }
        folded.push(' ');
    }
    xxh3_64_with_seed(folded.as_bytes(), SEED)
}

fn in_order<K: Ord>(sample: Smallest<K, Seen>) -> impl Iterator<Item = (Seen, u64)> {
    sample.into_items().map(|(_, seen, n)| (seen, n))
}

fn seen(document: &Document, finding: &Finding) -> Seen {
    let shown = FindingShown {
        rule: finding.rule.name.to_owned(),
        kind: finding.kind.map(str::to_owned),
        family: finding.rule.family.name().to_owned(),
        unit: finding.unit.name().to_owned(),
        confidence: finding.confidence.name().to_owned(),
        action: finding.fix.action.name().to_owned(),
        message: finding.message.clone(),
        measure: measure(finding),
        place: place(&document.place(finding.span)),
        site: document.site.to_string(),
        n_alike: 1,
        named: vec![named(document, finding)],
        before: before(&document.text, finding.span),
        text: Vec::new(),
        after: after(&document.text, finding.span),
        put: None,
        kept: None,
    };
    let text = finding.span.of(&document.text);
    let witness = finding.related.first().cloned();
    Seen { shown, text: clip(text, COMPARED_CHARS).to_owned(), witness }
}

/// The finding beside what was kept instead.
fn compared((seen, n_alike): (Seen, u64), texts: &Texts) -> FindingShown {
    let mut shown = seen.shown;
    shown.n_alike = n_alike;
    let kept = seen.witness.as_ref().and_then(|witness| texts.at(&witness.place));
    let (text, kept_text) = match kept {
        Some(kept) => diff::compare(&seen.text, kept),
        None => (head_and_tail(&seen.text), Vec::new()),
    };
    shown.text = text;
    shown.kept = seen.witness.map(|witness| KeptShown {
        place: place(&witness.place),
        label: witness.label.to_owned(),
        text: kept_text,
    });
    shown
}

fn named(document: &Document, finding: &Finding) -> Named {
    let own_id = *document.id != *format!("{}#{}", document.path, document.key.record());
    Named {
        fingerprint: format!("{:016x}", finding.fingerprint),
        rule: finding.rule.name.to_owned(),
        document: (finding.unit == Unit::Document && own_id).then(|| document.id.to_string()),
    }
}

fn spun(document: &Document, finding: &Finding) -> SpunShown {
    SpunShown {
        place: place(&document.place(finding.span)),
        site: document.site.to_string(),
        message: finding.message.clone(),
        action: finding.fix.action.name().to_owned(),
        measure: measure(finding),
        text: swapped(&document.text, &finding.substitutions),
    }
}

/// The copies that have least in common with their keeper are shown: those that a reader doubts.
fn cluster_seen(cluster: &Cluster) -> ClusterSeen {
    let mut members: Vec<&Member> = cluster.members.iter().collect();
    members.sort_by(|a, b| a.aligned.total_cmp(&b.aligned));
    let others = members.split_off(MEMBERS_OF_CLUSTER.min(members.len()));
    ClusterSeen {
        size: cluster.members.len() as u64 + 1,
        keeper: cluster.keeper.clone(),
        n_keeper_words: cluster.n_keeper_words,
        told: members.into_iter().cloned().collect(),
        other_ids: others.iter().take(IDS_OF_CLUSTER).map(|member| member.place.id.to_string()).collect(),
    }
}

fn cluster_shown(cluster: &ClusterSeen, texts: &Texts) -> ClusterShown {
    ClusterShown {
        size: cluster.size,
        keeper: place(&cluster.keeper),
        keeper_words: cluster.n_keeper_words,
        other_ids: cluster.other_ids.clone(),
        n_others: cluster.size - 1 - cluster.told.len() as u64,
        members: cluster.told.iter().map(|member| member_shown(cluster, member, texts)).collect(),
    }
}

fn member_shown(cluster: &ClusterSeen, member: &Member, texts: &Texts) -> MemberShown {
    let (copy, kept) = (texts.at(&member.place), texts.at(&cluster.keeper));
    let (copy_text, kept_text) = match (copy, kept) {
        (Some(copy), Some(kept)) => diff::compare(copy, kept),
        _ => (Vec::new(), Vec::new()),
    };
    MemberShown {
        place: place(&member.place),
        rule: member.rule.name.to_owned(),
        n_words: member.n_words,
        covered: member.covered,
        aligned: member.aligned,
        jaccard: member.jaccard,
        n_replaced: member.n_replaced,
        kept_text,
        copy_text,
    }
}

fn rule_shown(rule: &Rule) -> RuleShown {
    RuleShown {
        name: rule.name.to_owned(),
        family: rule.family.name().to_owned(),
        summary: rule.summary.to_owned(),
        page: rule.page.to_owned(),
    }
}

fn measure(finding: &Finding) -> Option<MeasureShown> {
    finding.measure.map(|m| MeasureShown { name: m.name.to_owned(), value: m.value, limit: m.threshold })
}

fn place(place: &Place) -> PlaceShown {
    PlaceShown { path: place.path.to_string(), record: place.record, id: place.id.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_site_are_one_but_for_figures() {
        let of = |text: &str| line("a.example", text);
        assert_eq!(of("Support us from £3 a month."), of("Support us  from £4.50 a month"));
        assert_ne!(of("Support us from £3 a month."), of("Support us from £3 a year."));
        assert_ne!(of("Support us."), line("b.example", "Support us."));
    }
}
