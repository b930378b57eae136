//! One invented article and three spun copies of it, so that four documents can each be the one to keep.

const ORIGINAL: &str = "The harbour board of Lannis promised on Tuesday to repair the old eastern pier before the winter storms arrive, after \
fishermen complained that the rotten planks were a danger to every crew that landed its catch there. The chairman of the board, Petra \
Holm, said the work would cost about 4 million crowns and would begin in the first week of October.\n\n\
Fishermen have asked for help since a large wave broke the railing last year and a young deckhand fell into the water. Nobody was hurt, \
but the owners of several boats moved their catch to the harbour at Skerrow, which has a modern crane and a wide road. The town lost a \
big part of its income, and two small shops near the pier had to close.\n\n\
Holm said the board had listened to the complaints and had found the money in its own budget. The pier will stay open during the work, \
and a small ferry will carry visitors between the two sides of the bay. The mayor called the decision a good sign for the whole coast \
and thanked the crews for their patience.";

/// What three spinners make of it: the original's words, then those of `spun-first`, `spun-early` and `spun-long`.
const SPUN: [[&str; 4]; 14] = [
    ["promised on", "pledged on", "guaranteed on", "made a promise on"],
    ["repair the old", "mend the antique", "fix the aged", "put right the old"],
    ["rotten planks", "putrid boards", "decayed planks", "gone bad planks"],
    ["were a danger", "were a hazard", "were a threat", "were a risk"],
    ["begin in", "start in", "commence in", "get going in"],
    ["asked for help", "begged for assistance", "requested for aid", "called out for help"],
    ["large wave", "big surge", "huge wave", "sizeable wave"],
    ["several boats", "many vessels", "numerous boats", "quite some boats"],
    ["modern crane", "contemporary crane", "present-day crane", "up to date crane"],
    ["big part", "huge portion", "massive part", "great big part"],
    ["small shops", "tiny stores", "little retailers", "small in size shops"],
    ["stay open", "remain open", "live open", "be left open"],
    ["carry visitors", "transport guests", "convey travelers", "take along visitors"],
    ["good sign", "great signal", "top sign", "good and fine sign"],
];

/// JSON Lines of the four. The first in the corpus, the oldest, the longest and the one that no machine touched are different
/// documents.
pub fn copies() -> String {
    let spun = |which: usize| SPUN.iter().fold(ORIGINAL.to_owned(), |text, words| text.replace(words[0], words[which]));
    let record = |(id, date, which): (&str, &str, usize)| {
        serde_json::json!({"id": id, "date": date, "text": spun(which)}).to_string() + "\n"
    };
    let documents = [
        ("spun-first", "2024-05-03", 1),
        ("original", "2024-05-02", 0),
        ("spun-early", "2024-05-01", 2),
        ("spun-long", "2024-05-04", 3),
    ];
    documents.into_iter().map(record).collect()
}
