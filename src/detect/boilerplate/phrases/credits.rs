//! Pictures: who took them and what they show. A credit leaves with its picture; a caption is only reported.

use super::row::Shape::{Brackets, Line, Opening, Tail};
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
        r"[(\[]?(?:file |composite |cover |featured )?(?:photo(?:graph)?s?|images?|pictures?|fotos?|bild(?:er|quelle|nachweis)?|illustration|crédits?(?: photo)?|credits?|video|graphic)(?: ?[/&] ?(?:photo|image|video|illustration|graphic))*(?: credits?| courtesy(?: of)?| source)? ?(?:by )?(?::|…|\.\.\.) ?\S.*",
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
