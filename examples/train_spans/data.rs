//! What is learned from: articles with their boilerplate marked by characters, pages with labelled paragraphs, clean news.

use serde_json::Value;
use std::error::Error;
use unspun::detect::boilerplate::spans::Atom;
use unspun::text::fold_hash;

/// Folds of sites.
pub const N_FOLDS: usize = 5;

/// Bytes and kind of a piece of boilerplate.
pub type Piece = (usize, usize, String);

/// An article with what does not belong to it.
pub struct Article {
    pub site: String,
    pub style: String,
    pub text: String,
    /// Its boilerplate, in order.
    pub spans: Vec<Piece>,
}

/// A page's paragraphs, each with whether it is boilerplate; those of doubt left out.
pub struct Page {
    pub site: String,
    pub blocks: Vec<(String, bool)>,
}

/// The fold of a site.
pub fn fold_of(site: &str) -> usize {
    (fold_hash(site, &mut String::new()) % N_FOLDS as u64) as usize
}

fn records(path: &str) -> Result<Vec<Value>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("read {path}: {e}"))?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn string(record: &Value, field: &str) -> String {
    record[field].as_str().unwrap_or_default().to_owned()
}

/// Articles of a JSON Lines file with `site`, `style`, `text` and `spans` of `[from, to, kind, zone]` in characters.
pub fn articles(path: &str) -> Result<Vec<Article>, Box<dyn Error>> {
    let article = |r: &Value| {
        let text = string(r, "text");
        let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        bytes.push(text.len());
        let at = |v: &Value| bytes[v.as_u64().unwrap_or(0) as usize];
        let span = |s: &Value| (at(&s[0]), at(&s[1]), s[2].as_str().unwrap_or_default().to_owned());
        let spans = r["spans"].as_array().map_or(Vec::new(), |spans| spans.iter().map(span).collect());
        Article { site: string(r, "site"), style: string(r, "style"), text, spans }
    };
    Ok(records(path)?.iter().map(article).collect())
}

/// Pages of a JSON Lines file with `site` and `blocks` of `text` and `label`.
pub fn pages(path: &str) -> Result<Vec<Page>, Box<dyn Error>> {
    let page = |r: &Value| {
        let blocks = r["blocks"].as_array().into_iter().flatten();
        let told = blocks.filter(|b| b["label"] == "content" || b["label"] == "boilerplate");
        let blocks = told.map(|b| (string(b, "text"), b["label"] == "boilerplate")).collect();
        Page { site: string(r, "site"), blocks }
    };
    Ok(records(path)?.iter().map(page).collect())
}

/// Every `step`th text of a JSON Lines file.
pub fn texts(path: &str, step: usize) -> Result<Vec<String>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("read {path}: {e}"))?;
    let record = |line: &str| Ok(string(&serde_json::from_str(line)?, "text"));
    text.lines().step_by(step).map(record).collect()
}

impl Article {
    /// The piece of boilerplate that an atom is of, more than half of whose bytes are boilerplate.
    pub fn piece_of(&self, atom: &Atom) -> Option<&Piece> {
        let (from, to) = (atom.span.start as usize, atom.span.end as usize);
        let shared = |s: &Piece| s.1.min(to).saturating_sub(s.0.max(from));
        let n: usize = self.spans.iter().map(shared).sum();
        self.spans.iter().max_by_key(|s| shared(s)).filter(|_| n * 2 > to - from)
    }
}
