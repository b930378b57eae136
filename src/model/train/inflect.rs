//! Plain English inflection: enough to carry a pair of synonyms over to their other forms.

/// An ending that synonyms keep: `attack` and `assault` also give `attacked` and `assaulted`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Base,
    Plural,
    Past,
    Gerund,
    Adverb,
}

impl Form {
    pub(super) const ALL: [Form; 5] = [Form::Base, Form::Plural, Form::Past, Form::Gerund, Form::Adverb];
}

/// Past tenses (and participles) that do not end in -ed, of verbs that news uses.
const IRREGULAR_PAST: &[(&str, &[&str])] = &[
    ("become", &["became"]), ("begin", &["began", "begun"]), ("bring", &["brought"]), ("build", &["built"]),
    ("buy", &["bought"]), ("catch", &["caught"]), ("choose", &["chose", "chosen"]), ("come", &["came"]),
    ("deal", &["dealt"]), ("draw", &["drew", "drawn"]), ("drive", &["drove", "driven"]), ("eat", &["ate", "eaten"]),
    ("fall", &["fell", "fallen"]), ("feel", &["felt"]), ("fight", &["fought"]), ("find", &["found"]),
    ("fly", &["flew", "flown"]), ("forget", &["forgot", "forgotten"]), ("get", &["got", "gotten"]),
    ("give", &["gave", "given"]), ("go", &["went", "gone"]), ("grow", &["grew", "grown"]), ("hear", &["heard"]),
    ("hide", &["hid", "hidden"]), ("hold", &["held"]), ("keep", &["kept"]), ("know", &["knew", "known"]),
    ("lead", &["led"]), ("leave", &["left"]), ("lend", &["lent"]), ("lie", &["lay", "lain"]), ("lose", &["lost"]),
    ("make", &["made"]), ("mean", &["meant"]), ("meet", &["met"]), ("pay", &["paid"]), ("ride", &["rode", "ridden"]),
    ("rise", &["rose", "risen"]), ("run", &["ran"]), ("say", &["said"]), ("see", &["saw", "seen"]),
    ("seek", &["sought"]), ("sell", &["sold"]), ("send", &["sent"]), ("shake", &["shook", "shaken"]),
    ("shoot", &["shot"]), ("show", &["showed", "shown"]), ("sit", &["sat"]), ("speak", &["spoke", "spoken"]),
    ("spend", &["spent"]), ("stand", &["stood"]), ("steal", &["stole", "stolen"]), ("strike", &["struck"]),
    ("swear", &["swore", "sworn"]), ("take", &["took", "taken"]), ("teach", &["taught"]), ("tell", &["told"]),
    ("think", &["thought"]), ("throw", &["threw", "thrown"]), ("understand", &["understood"]), ("win", &["won"]),
    ("wear", &["wore", "worn"]), ("write", &["wrote", "written"]),
];

/// Appends the forms of `base` to `out`; more than one where usage or spelling differs, wrong ones among them: whoever asks
/// keeps those that occur.
pub(super) fn forms(base: &str, form: Form, out: &mut Vec<String>) {
    let stem = base.strip_suffix('e').unwrap_or(base);
    let soft_y = base.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'i', 'o', 'u']));
    match (form, soft_y) {
        (Form::Base, _) => out.push(base.to_owned()),
        (Form::Plural, Some(stem)) => out.push(format!("{stem}ies")),
        (Form::Plural, None) if base.ends_with(['s', 'x', 'z']) || base.ends_with("ch") || base.ends_with("sh") => {
            out.push(format!("{base}es"));
        }
        (Form::Plural, None) => out.push(format!("{base}s")),
        (Form::Past, soft_y) => {
            match irregular_past(base) {
                Some(pasts) => out.extend(pasts.iter().map(|&p| p.to_owned())),
                None => out.extend(doubled(base).map(|d| format!("{d}ed"))),
            }
            out.push(soft_y.map_or_else(|| format!("{stem}ed"), |stem| format!("{stem}ied")));
        }
        (Form::Gerund, _) => {
            out.extend(doubled(base).map(|d| format!("{d}ing")));
            out.push(format!("{stem}ing"));
        }
        (Form::Adverb, Some(stem)) => out.push(format!("{stem}ily")),
        (Form::Adverb, None) => match base.strip_suffix("le") {
            Some(stem) => out.push(format!("{stem}ly")),
            None => out.push(format!("{base}ly")),
        },
    }
}

fn irregular_past(base: &str) -> Option<&'static [&'static str]> {
    IRREGULAR_PAST.binary_search_by(|(verb, _)| verb.cmp(&base)).ok().map(|i| IRREGULAR_PAST[i].1)
}

/// `plan` doubles its last letter before an ending: consonant, vowel, consonant.
fn doubled(base: &str) -> Option<String> {
    let [.., a, b, c] = base.as_bytes() else { return None };
    let vowel = |x: &u8| b"aeiou".contains(x);
    (!vowel(a) && vowel(b) && !vowel(c) && !b"wxy".contains(c)).then(|| format!("{base}{}", *c as char))
}
