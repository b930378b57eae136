//! Pictures: who took them and what they show. A credit leaves with its picture; a caption is only reported.

use super::row::Shape::{Brackets, Inside, Line, Opening, Tail};
use super::row::{Row, row};
use crate::detect::boilerplate::kinds::Kind::{Caption, PhotoCredit};

const CREDIT_WORDS: &[&str] =
    &["photo", "image", "picture", "credit", "foto", "bild", "crédit", "video", "illustration", "graphic", "courtesy"];

/// The rows.
pub(super) static ROWS: &[Row] = &[
    // "Photo: Ann Lee/Reuters", "Image credit: …", "Foto: …".
    row(
        PhotoCredit,
        Line,
        12,
        CREDIT_WORDS,
        r"[(\[]?(?:file |composite |cover |featured )?(?:photo(?:graph)?|images?|picture|fotos?|bild(?:er|quelle|nachweis)?|illustration|crédits?(?: photo)?|credits?|graphic)(?: ?[/&] ?(?:photo|image|video|illustration|graphic))*(?: credits?| courtesy(?: of)?| source)? ?(?:by )?(?::|…|\.\.\.) ?\S.*",
    ),
    // "Photos: Ann Lee and Bo Rye/Reuters"; other words behind such a label are the title of a gallery or a video.
    row(
        PhotoCredit,
        Line,
        12,
        &["photos", "photographs", "pictures", "video"],
        r"[(\[]?(?:(?:photo(?:graph)?s|pictures|videos?)(?: credits?| courtesy(?: of)?)? ?(?:by ?)?(?::|…|\.\.\.) ?(?-i:{PERSON}|{AGENCY})(?:(?:,|;| and| und| &| ?[/|]| via| for) ?(?-i:{PERSON}|{AGENCY}))*[.)\]]*|(?:photo(?:graph)?s|pictures|videos?) source: ?\S.*)",
    ),
    row(
        PhotoCredit,
        Line,
        12,
        &["photo", "image", "courtesy", "picture"],
        r"(?:(?:photo|image|picture|photograph|video)s? )?courtesy(?: of|:) .+|(?:photo(?:graph)?|image|picture|illustration|video)s? (?:by|via|from) {NAME}.{0,60}",
    ),
    row(
        PhotoCredit,
        Line,
        10,
        &["hide caption", "toggle caption", "view image", "back to gallery"],
        r".{0,80}(?:hide caption|toggle caption)|view image in fullscreen|back to gallery",
    ),
    row(PhotoCredit, Line, 14, &["enlarge this image"], r"enlarge this image\b.{0,120}").aside(),
    row(PhotoCredit, Line, 8, &["image copyright"], r"image copyright [^.!?]{2,50}").aside(),
    row(
        PhotoCredit,
        Line,
        4,
        &["pixabay", "unsplash", "pexels", "(getty", "(shutterstock"],
        r"\((?:pixabay|unsplash|pexels|getty(?: images)?|shutterstock)\)",
    )
    .aside(),
    // Before "Image caption …".
    row(PhotoCredit, Opening, 8, &["image copyright"], r"image copyright {AGENCY}(?: ?[/,] ?{AGENCY})?").aside(),
    // Whoever is named between the two labels; the second one stays with its caption (see `CAPTION_LABEL`).
    row(PhotoCredit, Inside, 14, &["image copyright"], r"(?-i:Image copyright [^.!?]{2,60}? Image caption)\b").aside(),
    // "Ann Lee / Reuters / Getty Images", "Ann Lee (REUTERS)", "via AP".
    row(
        PhotoCredit,
        Line,
        12,
        // A comma alone also parts a speaker from his paper; it needs a picture library after it.
        &["/", "|", "getty", "shutterstock", "alamy", "istock", "via", "("],
        r"[^.!?:]{2,60}?(?:(?: ?[/|] ?| via |[/ ]?\()(?:[^.!?/]{2,40}[/|] ?)?{AGENCY}|(?: – |, )(?:getty(?: images)?|shutterstock|alamy|istock))(?: ?[/|,] ?[^.!?]{2,40})?\)?",
    ),
    row(
        PhotoCredit,
        Line,
        8,
        &["getty", "reuters", "ap photo", "afp", "shutterstock", "istock", "alamy", "dpa"],
        r"(?:{AGENCY}[ /|,]*){1,4}",
    ),
    row(PhotoCredit, Line, 10, &["©"], r"© ?[^.!?\d]{2,80}"),
    // At the end of a caption.
    row(
        PhotoCredit,
        Tail,
        14,
        &["credit", "photo", "image", "picture", "foto", "bild", "video"],
        r"(?-i:(?:Credit |Photo |Image |Picture |Video )?(?:Image credit|Photo credit|Picture credit|Credits?|Photo(?:graph)?s?|Image|Picture|Foto|Bild)) ?(?:by)?(?::|…|\.\.\.) ?{NAME}[^!?;]{0,80}",
    ),
    row(
        PhotoCredit,
        Tail,
        14,
        &["photo", "video", "illustration"],
        r"(?-i:(?:Composite |Cover )?(?:Photo|Video|Illustration|Image)(?: ?[/&] ?(?:Photo|Video|Illustration|Image))+) ?: ?{NAME}[^!?;]{0,60}",
    ),
    row(
        PhotoCredit,
        Brackets,
        14,
        &["("],
        r"\((?:(?:photo|image|picture|credit|foto|bild|video)s?(?: credit| by| courtesy of)?:? [^()]{2,70}|[^()]{2,50}[/|] ?{AGENCY}[^()]{0,40}|{AGENCY} ?[/|] ?[^()]{2,50}|{AGENCY} photos?[^()]{0,50}|[^()]{2,40} via {AGENCY})\)\.?",
    ),
    row(PhotoCredit, Tail, 8, &["©"], r"© ?[^.!?\d©]{2,70}"),
    // Anywhere, since what was run together has no paragraph that a credit could end: "(Photo: Ann Lee)", "(AP Photo/Ann Lee, File)",
    // "(Ann Lee/Courier via Getty Images)". The slash stands behind two names: "(Courier/Reuters)" polls.
    row(
        PhotoCredit,
        Inside,
        16,
        &["(photo", "(image", "(picture", "(credit", "(foto", "(bild", "(video"],
        r"\((?:photo(?:graph)?|image|picture|foto|bild|video|credit)s?(?: credits?)?(?: ?:| by| courtesy of) ?[^()]{2,70}\)\.?",
    )
    .aside(),
    row(
        PhotoCredit,
        Inside,
        16,
        &[
            "photo/",
            "photo |",
            "photo by",
            "reuters/",
            "getty",
            "afp",
            "/ap)",
            "/reuters)",
            "via ap",
            "via reuters",
            "shutterstock",
        ],
        r"\((?:(?:ap|afp|reuters|epa) photos?\b[^()]{0,60}|(?:reuters|ap|afp|epa) ?[/|] ?(?-i:{PERSON})[^()]{0,40}|(?-i:{PERSON})(?: ?/ ?[^()/]{2,30})? ?/ ?{AGENCY}(?: for [^()]{2,30})?|(?-i:{UPPER})[^()]{1,60} via {AGENCY}|(?:getty(?: images)?|shutterstock)(?: for [^()]{2,40})?)\)\.?",
    )
    .aside(),
    // "Photo by Ann Lee /AFP via Getty Images", "Credit: Reuters/Ann Lee", "Ann Lee/Getty Images": a label and an agency, or names and a library.
    row(
        PhotoCredit,
        Inside,
        14,
        &["photo by", "photograph by", "photo:", "image:", "picture:", "credit:", "foto:", "bild:"],
        r"(?-i:Photo|Photograph|Image|Picture|Credit|Foto|Bild)s?(?: credit)?(?: by|:) ?(?-i:(?:{PERSON} ?(?:[/|,]| via ) ?(?:{AGENCY} ?(?:/|,|via) ?){0,2}{AGENCY}|{AGENCY}/{PERSON}))",
    )
    .aside(),
    row(
        PhotoCredit,
        Inside,
        12,
        &["getty images"],
        r"(?-i:(?:[|] |Photographer: |(?:[Pp]hoto(?:graph)? )?by )?{PERSON} ?/ ?(?:via )?(?:[{LETTER} ]{2,24} ?/ ?)?(?:AFP via |AP via |Anadolu via )?Getty Images)",
    )
    .aside(),
    // What a picture shows.
    row(Caption, Line, 80, &["file"], r"(?-i:FILE(?: PHOTO)?) ?[–:] ?.*"),
    row(
        Caption,
        Line,
        60,
        &["image caption", "pictured", "caption"],
        r"(?:image caption|media caption|caption|pictured|above|left|right)[ :,]+(?-i:{UPPER}).*",
    ),
    row(
        Caption,
        Line,
        60,
        &["file photo", "file picture", "photo,"],
        r".{0,60}\b(?:in|on) this (?:\w+\.? \d{1,2}, \d{4},? )?(?:file|undated|handout) (?:photo|image|picture|photograph)\b.*",
    ),
];
