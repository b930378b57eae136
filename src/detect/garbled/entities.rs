//! Character references of HTML that were never decoded, once or several times escaped: "&#8217;", "&amp;quot;".

use super::MARKUP_RESIDUE;
use super::codepage::c1_as_windows_1252;
use crate::findings::{Confidence, Finding, Fix, Unit};
use crate::text::Span;

/// Longest reference, in bytes, from `&` to `;`: "&thetasym;" has ten, numbers have up to ten.
const MAX_BYTES: usize = 12;
/// Deepest nesting that is undone ("&amp;amp;amp;lt;"). A guess.
const MAX_LEVELS: usize = 6;

/// Reports references in `text`.
pub(super) fn detect(text: &str, findings: &mut Vec<Finding>) {
    let mut end_of_last = 0;
    for start in memchr::memchr_iter(b'&', text.as_bytes()) {
        if start < end_of_last {
            continue;
        }
        let Some((len, decoded)) = reference(&text[start..]) else { continue };
        let span = Span::new(start, start + len);
        end_of_last = span.end as usize;
        // "&lt;b&gt;" decodes to a tag: that is either markup escaped on purpose or two faults in one. A person must look.
        let opens_tag =
            decoded == "<" && text[end_of_last..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        // "Ann&#191;s": a charset had no apostrophe, and "¿" opens words. What stood there is not to be known.
        let is_lost = matches!(decoded.as_str(), "¿" | "¡") && !opens_a_word(text, span);
        let confidence = if opens_tag || is_lost { Confidence::Suspect } else { Confidence::Certain };
        let message = format!("“{}” is “{decoded}”: a character reference of HTML that was not decoded", span.of(text));
        let finding = Finding::new(MARKUP_RESIDUE, Unit::Span, text, span, message).with_kind("entity");
        findings.push(finding.with_confidence(confidence).with_fix(Fix::replace(decoded)));
    }
}

/// A letter follows, and none comes before.
fn opens_a_word(text: &str, span: Span) -> bool {
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    !before.ends_with(char::is_alphanumeric)
        && after.trim_start_matches(['"', '“', '«', '¿', '¡', '&']).starts_with(char::is_alphanumeric)
}

/// Length of the reference that `text` opens with, and the characters it stands for.
fn reference(text: &str) -> Option<(usize, String)> {
    let mut len = name_len(text)?;
    let mut decoded = decode(&text[..len])?;
    for _ in 1..MAX_LEVELS {
        if decoded != "&" {
            break;
        }
        let tail: String = text[len..].chars().take_while(char::is_ascii).take(MAX_BYTES).collect();
        let inner = format!("&{tail}");
        let Some((inner_len, next)) = name_len(&inner).and_then(|n| Some((n, decode(&inner[..n])?))) else { break };
        len += inner_len - 1;
        decoded = next;
    }
    Some((len, decoded))
}

/// Length of "&name;", "&#123;" or "&#x1f;" at the head of `text`.
fn name_len(text: &str) -> Option<usize> {
    let head = &text.as_bytes()[..text.len().min(MAX_BYTES)];
    let end = head.iter().skip(1).position(|b| !b.is_ascii_alphanumeric() && *b != b'#')? + 1;
    (head[end] == b';' && end > 2).then_some(end + 1)
}

fn decode(reference: &str) -> Option<String> {
    let name = &reference[1..reference.len() - 1];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        let c = char::from_u32(code.ok()?)?;
        // Browsers read the C1 numbers as Windows-1252; what nobody sees goes at once.
        return match c1_as_windows_1252(c).unwrap_or(c) {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' => Some(String::new()),
            '\t' | '\n' | '\r' => Some(" ".to_owned()),
            c if c.is_control() => None,
            c => Some(c.to_string()),
        };
    }
    NAMES.binary_search_by_key(&name, |(n, _)| n).ok().map(|i| NAMES[i].1.to_owned())
}

/// Names of HTML 4 and "apos", sorted; those of invisible characters stand for nothing.
#[rustfmt::skip]
const NAMES: &[(&str, &str)] = &[
    ("AElig", "Æ"), ("Aacute", "Á"), ("Acirc", "Â"), ("Agrave", "À"), ("Alpha", "Α"), ("Aring", "Å"), ("Atilde", "Ã"),
    ("Auml", "Ä"), ("Beta", "Β"), ("Ccedil", "Ç"), ("Chi", "Χ"), ("Dagger", "‡"), ("Delta", "Δ"), ("ETH", "Ð"),
    ("Eacute", "É"), ("Ecirc", "Ê"), ("Egrave", "È"), ("Epsilon", "Ε"), ("Eta", "Η"), ("Euml", "Ë"), ("Gamma", "Γ"),
    ("Iacute", "Í"), ("Icirc", "Î"), ("Igrave", "Ì"), ("Iota", "Ι"), ("Iuml", "Ï"), ("Kappa", "Κ"), ("Lambda", "Λ"),
    ("Mu", "Μ"), ("Ntilde", "Ñ"), ("Nu", "Ν"), ("OElig", "Œ"), ("Oacute", "Ó"), ("Ocirc", "Ô"), ("Ograve", "Ò"),
    ("Omega", "Ω"), ("Omicron", "Ο"), ("Oslash", "Ø"), ("Otilde", "Õ"), ("Ouml", "Ö"), ("Phi", "Φ"), ("Pi", "Π"),
    ("Prime", "″"), ("Psi", "Ψ"), ("Rho", "Ρ"), ("Scaron", "Š"), ("Sigma", "Σ"), ("THORN", "Þ"), ("Tau", "Τ"),
    ("Theta", "Θ"), ("Uacute", "Ú"), ("Ucirc", "Û"), ("Ugrave", "Ù"), ("Upsilon", "Υ"), ("Uuml", "Ü"), ("Xi", "Ξ"),
    ("Yacute", "Ý"), ("Yuml", "Ÿ"), ("Zeta", "Ζ"), ("aacute", "á"), ("acirc", "â"), ("acute", "´"), ("aelig", "æ"),
    ("agrave", "à"), ("alefsym", "ℵ"), ("alpha", "α"), ("amp", "&"), ("and", "∧"), ("ang", "∠"), ("apos", "'"),
    ("aring", "å"), ("asymp", "≈"), ("atilde", "ã"), ("auml", "ä"), ("bdquo", "„"), ("beta", "β"), ("brvbar", "¦"),
    ("bull", "•"), ("cap", "∩"), ("ccedil", "ç"), ("cedil", "¸"), ("cent", "¢"), ("chi", "χ"), ("circ", "ˆ"),
    ("clubs", "♣"), ("cong", "≅"), ("copy", "©"), ("crarr", "↵"), ("cup", "∪"), ("curren", "¤"), ("dArr", "⇓"),
    ("dagger", "†"), ("darr", "↓"), ("deg", "°"), ("delta", "δ"), ("diams", "♦"), ("divide", "÷"), ("eacute", "é"),
    ("ecirc", "ê"), ("egrave", "è"), ("empty", "∅"), ("emsp", "\u{2003}"), ("ensp", "\u{2002}"), ("epsilon", "ε"),
    ("equiv", "≡"), ("eta", "η"), ("eth", "ð"), ("euml", "ë"), ("euro", "€"), ("exist", "∃"), ("fnof", "ƒ"),
    ("forall", "∀"), ("frac12", "½"), ("frac14", "¼"), ("frac34", "¾"), ("frasl", "⁄"), ("gamma", "γ"), ("ge", "≥"),
    ("gt", ">"), ("hArr", "⇔"), ("harr", "↔"), ("hearts", "♥"), ("hellip", "…"), ("iacute", "í"), ("icirc", "î"),
    ("iexcl", "¡"), ("igrave", "ì"), ("image", "ℑ"), ("infin", "∞"), ("int", "∫"), ("iota", "ι"), ("iquest", "¿"),
    ("isin", "∈"), ("iuml", "ï"), ("kappa", "κ"), ("lArr", "⇐"), ("lambda", "λ"), ("lang", "〈"), ("laquo", "«"),
    ("larr", "←"), ("lceil", "⌈"), ("ldquo", "“"), ("le", "≤"), ("lfloor", "⌊"), ("lowast", "∗"), ("loz", "◊"),
    ("lrm", ""), ("lsaquo", "‹"), ("lsquo", "‘"), ("lt", "<"), ("macr", "¯"), ("mdash", "—"), ("micro", "µ"),
    ("middot", "·"), ("minus", "−"), ("mu", "μ"), ("nabla", "∇"), ("nbsp", "\u{a0}"), ("ndash", "–"), ("ne", "≠"),
    ("ni", "∋"), ("not", "¬"), ("notin", "∉"), ("nsub", "⊄"), ("ntilde", "ñ"), ("nu", "ν"), ("oacute", "ó"),
    ("ocirc", "ô"), ("oelig", "œ"), ("ograve", "ò"), ("oline", "‾"), ("omega", "ω"), ("omicron", "ο"), ("oplus", "⊕"),
    ("or", "∨"), ("ordf", "ª"), ("ordm", "º"), ("oslash", "ø"), ("otilde", "õ"), ("otimes", "⊗"), ("ouml", "ö"),
    ("para", "¶"), ("part", "∂"), ("permil", "‰"), ("perp", "⊥"), ("phi", "φ"), ("pi", "π"), ("piv", "ϖ"),
    ("plusmn", "±"), ("pound", "£"), ("prime", "′"), ("prod", "∏"), ("prop", "∝"), ("psi", "ψ"), ("quot", "\""),
    ("rArr", "⇒"), ("radic", "√"), ("rang", "〉"), ("raquo", "»"), ("rarr", "→"), ("rceil", "⌉"), ("rdquo", "”"),
    ("real", "ℜ"), ("reg", "®"), ("rfloor", "⌋"), ("rho", "ρ"), ("rlm", ""), ("rsaquo", "›"), ("rsquo", "’"),
    ("sbquo", "‚"), ("scaron", "š"), ("sdot", "⋅"), ("sect", "§"), ("shy", ""), ("sigma", "σ"), ("sigmaf", "ς"),
    ("sim", "∼"), ("spades", "♠"), ("sub", "⊂"), ("sube", "⊆"), ("sum", "∑"), ("sup", "⊃"), ("sup1", "¹"),
    ("sup2", "²"), ("sup3", "³"), ("supe", "⊇"), ("szlig", "ß"), ("tau", "τ"), ("there4", "∴"), ("theta", "θ"),
    ("thetasym", "ϑ"), ("thinsp", "\u{2009}"), ("thorn", "þ"), ("tilde", "˜"), ("times", "×"), ("trade", "™"),
    ("uArr", "⇑"), ("uacute", "ú"), ("uarr", "↑"), ("ucirc", "û"), ("ugrave", "ù"), ("uml", "¨"), ("upsih", "ϒ"),
    ("upsilon", "υ"), ("uuml", "ü"), ("weierp", "℘"), ("xi", "ξ"), ("yacute", "ý"), ("yen", "¥"), ("yuml", "ÿ"),
    ("zeta", "ζ"), ("zwj", ""), ("zwnj", ""),
];

#[cfg(test)]
mod tests {
    use super::super::testing::applied;
    use super::*;

    /// The text after every likely and certain fix.
    fn repair(text: &str) -> String {
        let mut findings = Vec::new();
        detect(text, &mut findings);
        applied(text, findings)
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(repair(text), expected);
        assert_eq!(repair(expected), expected, "a second run changes nothing");
    }

    #[test]
    fn entities_are_decoded_to_the_bottom() {
        check("the mayor&#8217;s caf&eacute; &amp; bar", "the mayor’s café & bar");
        check("&amp;quot;No,&amp;quot; she said", "\"No,\" she said");
        check("&amp;amp;#39;", "'");
        check("it&#146;s &#x2014; late&shy;ness", "it’s — lateness");
    }

    #[test]
    fn ampersands_that_people_write_stay() {
        for text in ["AT&T; R&D", "x?a=1&copy=2", "Q&A;", "&#0;", "& so on;", "fish &chips;", "&“amp;"] {
            check(text, text);
        }
    }

    #[test]
    fn a_question_mark_upside_down_that_opens_no_word_is_only_shown() {
        check("the mayor&#191;s pier &#191; and", "the mayor&#191;s pier &#191; and");
        check("&#191;Qui&eacute;n? &iexcl;Ann!", "¿Quién? ¡Ann!");
    }

    #[test]
    fn an_escaped_tag_is_only_shown() {
        check("&lt;b&gt;", "&lt;b>");
    }
}
