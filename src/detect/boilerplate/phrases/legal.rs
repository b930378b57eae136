//! Owners, cookies, advertisements: what lawyers and sales departments put round an article.

use super::row::Shape::{Line, Span};
use super::row::{Row, row};
use crate::detect::boilerplate::kinds::Kind::{Advertisement, CookieNotice, CopyrightNotice, Navigation};

/// The rows.
pub(super) static ROWS: &[Row] = &[
    // Copyright: the sign or the word, then a year at once or after the owner's name. "Copyright law changed in 1998" is prose.
    row(
        CopyrightNotice,
        Line,
        60,
        &["©", "(c)", "copyright"],
        r"(?:©|\(c\)|copyright)[ ,:–]*(?:(?:©|\(c\)|copyright|by)[ ,:–]*)*(?:19|20)\d\d\b.*",
    ),
    row(CopyrightNotice, Line, 40, &["©", "(c)"], r"(?:copyright )?(?:©|\(c\)) ?{NAME}[^.]{0,40}\b(?:19|20)\d\d\b.*"),
    row(CopyrightNotice, Line, 25, &["copyright"], r"copyright:? {NAME},? (?:19|20)\d\d\b.*"),
    row(CopyrightNotice, Line, 45, &["all rights reserved"], r".*\ball rights reserved\b.{0,80}"),
    row(
        CopyrightNotice,
        Span,
        40,
        &["all rights reserved"],
        r"(?:(?:copyright|©)[^.]{0,90}\. ?)?all rights reserved\.?",
    ),
    row(
        CopyrightNotice,
        Line,
        30,
        &["rechte vorbehalten", "droits réservés", "derechos reservados", "diritti riservati"],
        r".*(?:alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati).*",
    ),
    row(
        CopyrightNotice,
        Line,
        60,
        &["may not be"],
        r"(?:this material|this article|this content|no part of this|the content of this).{0,60} may not be (?:published|reproduced|copied|reprinted|republished|distributed|used).*",
    ),
    row(
        CopyrightNotice,
        Span,
        40,
        &["may not be"],
        r"this (?:material|content|article) may not be (?:published|reproduced|copied)[^.]{0,160}\.",
    ),
    row(
        CopyrightNotice,
        Line,
        40,
        &["reproduc", "republi"],
        r"(?:reproduction|republication) (?:in whole|of this|or distribution|without).*",
    ),
    row(
        CopyrightNotice,
        Line,
        30,
        &["licensed under", "creative commons"],
        r"(?:except where|this (?:work|article|post)|content).{0,60}(?:licensed under|creative commons licen).*",
    ),
    // Cookies and consent.
    row(
        CookieNotice,
        Line,
        90,
        &["cookie"],
        r"(?:we|this (?:web ?)?site|our (?:web ?)?sites?|our partners|by using this (?:web ?)?site).{0,50}\b(?:uses?|using|store) .{0,30}cookies.*",
    ),
    row(
        CookieNotice,
        Line,
        60,
        &["cookie"],
        r"(?:accept|reject|allow|manage|decline|necessary|about|necessary) (?:all |our |my )?(?:cookies?|cookie (?:settings|preferences|policy))\b.*",
    ),
    row(
        CookieNotice,
        Line,
        6,
        &["cookie"],
        r"(?:your )?cookies?[ –]*(?:settings|policy|preferences|notice|consent|richtlinien?|einstellungen|hinweis)?",
    ),
    row(
        CookieNotice,
        Line,
        60,
        &["cookie"],
        r"(?:wir|unsere (?:web)?seite|diese (?:web)?(?:site|seite)) (?:verwende[nt]|nutzt|nutzen|benutzt|setzen) .{0,60}cookies.*",
    ),
    row(
        CookieNotice,
        Line,
        60,
        &["cookie"],
        r"(?:nous utilisons|ce site utilise|notre site utilise|utilizamos|usamos|este sitio (?:web )?(?:utiliza|usa)|questo sito (?:utilizza|usa)) .{0,40}cookies?.*",
    ),
    row(
        CookieNotice,
        Line,
        60,
        &["by continuing to"],
        r"by continuing to (?:use|browse|visit|access).{0,60}you (?:agree|consent|accept).*",
    ),
    row(
        CookieNotice,
        Line,
        90,
        &["store and/or access", "personal data", "our partners"],
        r"we and our (?:\d+ )?(?:partners|vendors).*",
    ),
    row(CookieNotice, Line, 60, &["recaptcha"], r"this site is protected by recaptcha.*"),
    // Advertisements and their apologies.
    row(
        Advertisement,
        Line,
        5,
        &["advert", "sponsor", "promot", "anzeige", "werbung", "publicité", "publicidad", "pubblicità"],
        r"[–—*\[( ]*(?:advertisements?|advertising|advertorial|sponsored(?: content| post| links?)?|promoted(?: content| stories)?|paid (?:content|post)|anzeige|werbung|publicité|publicidad|pubblicità)[–—*\]):. ]*",
    ),
    row(
        Advertisement,
        Line,
        18,
        &["advertisement"],
        r"(?:story |article )?continue[sd]? (?:reading )?(?:below|after)(?: th(?:is|e))? advertisement.*|this advertisement has not loaded.*|(?:article|story) continue[sd] (?:below|after).*|advertisement[ .:–]+(?:scroll|story|article|skip|continue).*",
    ),
    row(
        Advertisement,
        Line,
        12,
        &[
            "continues below",
            "continued below",
            "continue reading",
            "scroll down",
            "nach der anzeige",
            "unter der anzeige",
        ],
        r"(?:story|article|post) continue[sd] below.{0,30}|scroll down (?:to continue|for more).{0,40}|(?:weiter(?:lesen)? )?(?:nach|unter) der anzeige.{0,20}",
    ),
    row(Advertisement, Line, 4, &["article content"], r"article content(?: continued)?"),
    row(
        Advertisement,
        Line,
        70,
        &["commission", "affiliate", "share of the sale"],
        r"(?:if you (?:buy|purchase|click)|when you (?:buy|purchase|click)|we (?:may|might|could)? ?(?:earn|receive|get)|this (?:article|post|page|site) (?:may )?contains? affiliate|(?:our|some) (?:links|products)|as an amazon associate|purchases (?:made )?through).{0,200}(?:commission|affiliate|share of the sale).*",
    ),
    row(Advertisement, Line, 70, &["affiliate"], r".{0,120}affiliate[ –]links.{0,200}provision.*"),
    // Footer lines.
    row(
        Navigation,
        Line,
        12,
        &[
            "terms of",
            "privacy",
            "do not sell",
            "modern slavery",
            "impressum",
            "datenschutz",
            "mentions légales",
            "aviso legal",
        ],
        r"(?:(?:website |our )?terms (?:of (?:use|service|sale)|and conditions|& conditions)|(?:your |our )?(?:california )?privacy (?:policy|notice|choices|settings|rights|statement)|do not sell(?: or share)? my (?:personal )?info(?:rmation)?|modern slavery(?: act)? statement|impressum|datenschutz(?:erklärung|hinweise|einstellungen)?|mentions légales|aviso legal|agb|and|&|[ |•·,/–])+",
    ),
];
