//! The labelled pages: their texts as a corpus would hold them, and which of their lines are boilerplate.

use crate::score::{shingles, tokens};
use flate2::read::GzDecoder;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

#[derive(Deserialize)]
struct Page {
    page_id: String,
    site: String,
    #[serde(default)]
    lang: String,
    #[serde(default)]
    extractor: String,
    blocks: Vec<Line>,
}

/// A line of a page.
#[derive(Clone, Deserialize)]
pub struct Line {
    pub text: String,
    pub label: String,
    pub zone: String,
    pub kind: String,
    pub n: u32,
}

#[derive(Deserialize)]
struct Gold {
    page_id: String,
    gold: String,
}

/// A page, its lines joined.
pub struct Text {
    pub site: String,
    pub lang: String,
    /// What extracted it; empty for a raw scrape.
    pub extractor: String,
    pub lines: Vec<Line>,
    pub text: String,
    /// Tokens of each line.
    pub line_tokens: Vec<Vec<u64>>,
    /// Shingles of what a reader would keep.
    pub gold_shingles: Vec<u64>,
}

impl Text {
    /// A text of these lines, to learn from: there is nothing to judge it by.
    pub fn of(site: String, lang: String, lines: Vec<Line>) -> Text {
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        let text = texts.join("\n");
        Text { site, lang, extractor: String::new(), lines, text, line_tokens: Vec::new(), gold_shingles: Vec::new() }
    }

    /// Byte ranges of the lines in `text`.
    pub fn places(&self) -> Vec<(usize, usize)> {
        let mut at = 0;
        let place = |line: &Line| {
            let start = at;
            at += line.text.len() + 1;
            (start, start + line.text.len())
        };
        self.lines.iter().map(place).collect()
    }
}

/// The pages of one part: "blocks/news", "blocks/articles" or "residual/news".
pub fn read(data: &Path, part: &str) -> Result<Vec<Text>, Box<dyn Error>> {
    let (_, name) = part.split_once('/').ok_or("a part is a folder and a name")?;
    let golds: Vec<Gold> = rows(&data.join(format!("gold/{name}.jsonl.gz")))?;
    let golds: HashMap<String, String> = golds.into_iter().map(|g| (g.page_id, g.gold)).collect();
    let pages: Vec<Page> = rows(&data.join(format!("{part}.jsonl.gz")))?;
    let text = |page: Page| {
        let texts: Vec<&str> = page.blocks.iter().map(|b| b.text.as_str()).collect();
        Text {
            text: texts.join("\n"),
            line_tokens: texts.iter().map(|t| tokens(t)).collect(),
            gold_shingles: shingles(&tokens(golds.get(&page.page_id).map_or("", String::as_str))),
            site: page.site,
            lang: page.lang,
            extractor: page.extractor,
            lines: page.blocks,
        }
    };
    Ok(pages.into_iter().map(text).collect())
}

fn rows<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Box<dyn Error>> {
    let file = File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let lines = BufReader::new(GzDecoder::new(file)).lines();
    lines.map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

#[derive(Deserialize)]
struct Article {
    text: String,
}

/// The texts of every `step`th line, from line `first` on, of a file of clean articles.
pub fn articles(path: &Path, step: usize, first: usize) -> Result<Vec<String>, Box<dyn Error>> {
    let lines = BufReader::new(File::open(path).map_err(|e| format!("{}: {e}", path.display()))?).lines();
    lines.skip(first).step_by(step).map(|line| Ok(serde_json::from_str::<Article>(&line?)?.text)).collect()
}
