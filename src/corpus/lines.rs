//! Which candidates share a line? Where templates are counted and no copies are sought, only these are compared: documents that have
//! no paragraph in common are counted for none together, copies or not.

use super::census::Census;
use super::spill::Lost;

/// Those of these pairs of documents, which ascend, of which both hold one paragraph at least, figures apart.
pub fn with_common_line(census: &Census, pairs: &[(u32, u32)]) -> Result<Vec<(u32, u32)>, Lost> {
    let mut found = Vec::new();
    for of_one in pairs.chunk_by(|a, b| a.0 == b.0) {
        let mut lines = lines(census, of_one[0].0)?;
        lines.sort_unstable();
        for &pair in of_one {
            let others = self::lines(census, pair.1)?;
            found.extend(others.iter().any(|line| lines.binary_search(line).is_ok()).then_some(pair));
        }
    }
    Ok(found)
}

/// The template keys of a document's paragraphs that have words.
fn lines(census: &Census, doc: u32) -> Result<Vec<u64>, Lost> {
    let keys = census.paragraph_keys(doc)?;
    let paragraphs = census.paragraph_range(doc).zip(keys);
    let with_words = paragraphs.filter(|(paragraph, _)| census.n_words_of(*paragraph) > 0);
    Ok(with_words.map(|(_, keys)| keys.template).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Survey;
    use crate::text::{Carrier, DocKey, Document, Parser};

    #[test]
    fn figures_and_empty_paragraphs_tell_no_lines_apart() {
        let texts = ["Pier\n\n12 comments", "Boats\n\n3 comments\n\n–", "Ferry\n\n–"];
        let (mut survey, mut parser) = (Survey::default(), Parser::new());
        for (n, text) in texts.into_iter().enumerate() {
            let document = Document {
                key: DocKey::new(0, n as u64),
                path: "a.jsonl".into(),
                id: n.to_string().into(),
                text: text.into(),
                title: None,
                site: "".into(),
                date: None,
                carrier: Carrier::Plain,
            };
            survey.observe_whole(&document, &parser.parse(text));
        }
        let census = Census::new(survey);
        assert_eq!(with_common_line(&census, &[(0, 1), (0, 2), (1, 2)]).unwrap(), [(0, 1)]);
    }
}
