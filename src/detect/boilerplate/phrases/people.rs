//! Who wrote it, who helped, how to reach them.

use super::row::Shape::{Brackets, Line, Opening, Span};
use super::row::{Row, row};
use crate::detect::boilerplate::kinds::Kind::{
    AuthorBio, Byline, ContactLine, ContributorNote, Correction, Dateline, SharePrompt,
};

/// The rows.
pub(super) static ROWS: &[Row] = &[
    row(
        Byline,
        Line,
        14,
        &["by", "von", "par", "por"],
        r"(?-i:By|BY|by|Von|Par|Por|Written by|Reviewed by|Posted by|Published by|Story by|Words by|Text by):? {NAME}(?:(?:,| and| &| und| et| y|;) ?{NAME})*(?:(?: ?[|•·–]|,| in| for| at| on)+ ?(?-i:{UPPER}|\d)[^.!?]{0,50})?",
    ),
    row(
        Dateline,
        Opening,
        8,
        &["–", "—", "-"],
        r"(?-i:{UPPER}{3,}[{UPPER} .'-]{0,24})(?:, [{LETTER}. ]{2,20})?(?:, (?:{LETTER}+\.? \d{1,2}))?(?: ?\((?:reuters|ap|afp|upi|dpa|cnn|bloomberg)\))? – ",
    ),
    row(
        ContributorNote,
        Line,
        60,
        &["contributed"],
        r"[^.]{3,160}\bcontributed (?:reporting|research|to (?:this|the) (?:report|article|story|post)|additional reporting)\b.*",
    ),
    row(
        ContributorNote,
        Span,
        50,
        &["contributed"],
        r"\(?(?-i:{NAME})(?:(?:,| and|, and) {NAME}){0,6},? (?:also )?contributed (?:reporting|research|to this (?:report|article|story))[^.]{0,120}\.\)?",
    ),
    row(
        ContributorNote,
        Brackets,
        60,
        &["reporting by", "editing by", "writing by", "compiled by"],
        r"\((?:additional )?(?:reporting|writing|editing|compiled)(?: and (?:writing|editing|reporting))? by [^()]{3,300}\)",
    ),
    row(
        ContributorNote,
        Line,
        40,
        &["reporting by", "editing by", "writing by", "with files from", "with reporting", "compiled by"],
        r"[(\[]?(?:additional )?(?:reporting|writing|editing|compiled|with files from|with reporting (?:by|from))(?: and (?:writing|editing|reporting))?(?: by)? {NAME}.*",
    ),
    row(
        ContributorNote,
        Line,
        60,
        &["with assistance"],
        r"[–•*_· ]*with (?:the )?assistance (?:by|from|of) (?-i:{NAME}).*",
    ),
    // "Lee reported from Port Lannis, Rye from Koru." A place and no more: what an agency reported is a sentence of the article.
    row(
        ContributorNote,
        Line,
        30,
        &["reported from"],
        r"[–•*_· ]*(?-i:{NAME})(?:(?:,|,? and) {NAME}){0,4} (?:also )?reported from (?-i:{UPPER})[^.:;“”]{2,40}(?:[.;,] ?(?:and )?(?-i:{NAME}) (?:reported )?from (?-i:{UPPER})[^.:;“”]{2,40}){0,4}\.?",
    ),
    row(ContributorNote, Span, 40, &["contributing:"], r"contributing: {NAME}[^.]{0,160}\.?"),
    row(
        AuthorBio,
        Line,
        70,
        &["reporter", "editor", "correspondent", "columnist", "writer", "journalist", "author"],
        r"(?-i:{NAME}),? (?:is|was|has been|covers|writes|joined) (?:an? |the |our )?(?:[{LETTER}–' ,]{0,60})\b(?:reporter|editor|correspondent|columnist|staff writer|writer|journalist|author)\b.{0,30}\b(?:at|for|with|of|based in|who|covering|on)\b.*",
    ),
    row(
        AuthorBio,
        Line,
        8,
        &["about the author", "über den autor", "über die autorin", "à propos de l", "sobre el autor"],
        r"(?:about the authors?|über d(?:en|ie) autor(?:in|en)?|à propos de l'auteur|sobre el autor):?",
    ),
    row(
        Correction,
        Line,
        120,
        &[
            "correction",
            "editor's note",
            "editor’s note",
            "editors' note",
            "editors’ note",
            "clarification",
            "earlier version",
            "previous version",
            "been updated",
            "was updated",
            "been corrected",
            "was corrected",
            "was fixed",
            "been fixed",
            "was amended",
            "been amended",
            "was edited",
            "been edited",
            "to clarify",
            "corrects ",
        ],
        r"(?:correction|corrections|clarification|editor's note|editors' note)\b ?(?:\([^)]{0,40}\))?[:–].*|(?:an |a )?(?:earlier|previous) version of this (?:article|story|report|post).*|[(\[*_– ]*(?:this|the) (?:(?:article|story|post|report|column)|version of (?:this|the) (?:article|story|post|report)) (?:(?:has been|was) (?:\w+ )?(?:updated|corrected|amended|edited|fixed|revised|changed)|corrects)\b.*|\(corrects [^()]{3,200}\).*",
    ),
    row(
        ContactLine,
        Line,
        40,
        &["@", "protected]"],
        r"(?:write to|email|e–mail|contact|reach|to contact|follow|tips\?|got a tip|you can (?:reach|email|contact)).{0,120}(?:{EMAIL}|@\w{2,}).*",
    ),
    row(
        ContactLine,
        Span,
        40,
        &["@", "protected]"],
        r"(?:write to|email|contact|to contact|reach|you can (?:reach|email|contact)) (?-i:{NAME}|the (?:author|reporter|writer|editor)s?|him|her|them|us)[^.@\[]{0,40}(?: at|:) {EMAIL}(?:,? (?:and |or )?(?:{NAME} at )?{EMAIL})*\.?",
    ),
    row(
        ContactLine,
        Line,
        30,
        &["can be reached"],
        r"[–•*· ]*(?-i:{NAME}) can be reached (?:at|by|via|on) [^.]{0,30}(?:{EMAIL}|@\w{2,}).*",
    ),
    row(
        ContactLine,
        Line,
        60,
        &["to contact the"],
        r"\(?to contact the (?:reporter|editor|author|writer|staff)s? (?:on|responsible for|of|for) this (?:story|article).*",
    ),
    row(
        ContactLine,
        Line,
        6,
        &["@", "protected]"],
        r"(?:(?:e–?mail|contact|kontakt)[: ]*)?{EMAIL}(?:[ ,|;]*{EMAIL})*|@\w{3,30}(?: on (?:twitter|instagram|x))?",
    ),
    row(
        ContactLine,
        Line,
        25,
        &["follow"],
        r"(?:you can )?follow (?:{NAME}|him|her|them|me|the author)(?: [^.]{0,30})? (?:on|at|via) (?:{NETWORK}|@).{0,80}",
    ),
    row(
        ContactLine,
        Line,
        14,
        &["twitter.com/", "facebook.com/", "instagram.com/", "x.com/"],
        r"(?:https?://)?(?:www\.)?(?:twitter|facebook|instagram|x)\.com/\S+",
    ),
    // "Follow her on Twitter: @annlee" behind a sentence.
    row(
        ContactLine,
        Span,
        20,
        &["follow"],
        r"follow (?:(?-i:{NAME})|him|her|them|me) on (?:twitter|facebook|instagram|linkedin)(?:(?: at|:|,)? ?(?:@\w{2,30}|(?:https?://|www\.)\S{4,60}\w))?(?: and (?:(?-i:{NAME}) at |(?:on )?(?:twitter|facebook|instagram|linkedin) ?(?:at |: ?)?)?(?:@\w{2,30}|(?:https?://|www\.)\S{4,60}\w)?)?\.?",
    )
    .aside(),
    row(
        SharePrompt,
        Span,
        20,
        &["follow"],
        r"follow us on (?:twitter|facebook|instagram|linkedin)(?:(?: at|:|,)? ?(?:@\w{2,30}|(?:https?://|www\.)\S{4,60}\w))?(?: and (?:(?-i:{NAME}) at |(?:on )?(?:twitter|facebook|instagram|linkedin) ?(?:at |: ?)?)?(?:@\w{2,30}|(?:https?://|www\.)\S{4,60}\w)?)?\.?",
    )
    .aside(),
    row(ContactLine, Line, 25, &["tip"], r"(?:do you have|have|got) a (?:news |story )?(?:tip|story)\b[^.]{0,40}\?.*"),
];
