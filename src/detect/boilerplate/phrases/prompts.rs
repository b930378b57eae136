//! What the page asks its reader to do: sign up, subscribe, pay, share, comment.

use super::row::Shape::{Line, Opening, Span};
use super::row::{Row, row};
use crate::detect::boilerplate::kinds::Kind::{
    CommentPrompt, NewsletterPrompt, PaywallNotice, SharePrompt, SubscribePrompt,
};

/// The rows.
pub(super) static ROWS: &[Row] = &[
    // Newsletters.
    row(
        NewsletterPrompt,
        Line,
        45,
        &["sign up", "sign-up", "subscribe", "register", "signup"],
        r"(?:[^.!?]{0,60}\? )?(?:please |click here to |to )?(?:sign[ –]?up|subscribe|register)(?: now| here| today| below)?(?: for| to| and get| with)\b.{0,140}\b(?:newsletters?|e–?mails?|inbox|mailing list|alerts?|briefing|updates|podcast)\b[^.!?]*[.!?]?(?: (?:by|you|we|see|no|unsubscribe|manage|click|or|read|terms|sign|delivered|subscribe|get)\b.*)?",
    ),
    row(
        NewsletterPrompt,
        Line,
        35,
        &["inbox", "newsletter"],
        r"(?:get|receive|want|stay|never miss|join|delivered|start|keep up|die besten)\b[^.!?]{0,120}\b(?:in(?:to)?|to|for|with|via|per|unseren?) (?:your (?:e–?mail )?inbox|(?:our |the |this |a )?(?:\S+ ){0,3}newsletters?)\b[^.!?]{0,80}[.!?]?(?: (?:by|you|we|sign|subscribe|no|click|get)\b.*)?",
    ),
    row(
        NewsletterPrompt,
        Line,
        12,
        &["newsletter", "infolettre", "boletín"],
        r"(?:our |the |daily |free |weekly |e–?mail |zum |unser |jetzt )*newsletters?(?: sign[ –]?up| abonnieren| bestellen| anmelden| anmeldung)?[.!:]?|(?:jetzt |hier )?(?:zum |für den |den |unseren )?newsletter (?:abonnieren|anmelden|bestellen).{0,30}|(?:inscrivez–vous|abonnez–vous) à (?:la |notre |nos )?(?:newsletters?|infolettre).{0,60}|(?:suscríbete|suscríbase) a (?:nuestr[oa]|la|el) (?:newsletter|boletín).{0,60}",
    ),
    row(
        NewsletterPrompt,
        Line,
        30,
        &["newsletter", "get the latest", "by registering"],
        r"mit (?:meiner|der|deiner|ihrer) (?:anmeldung|bestellung) (?:zum|des|für den) newsletters?\b.{0,140}|get the latest (?:updates|news|headlines)\b[^.!?]{0,120}[.!?]?|you can save this article by registering\b.{0,60}",
    ),
    row(
        NewsletterPrompt,
        Line,
        20,
        &["email address", "e-mail address", "your email"],
        r"(?:enter |type |please enter |your |what's )+(?:your )?(?:valid )?e–?mail(?: address)?(?: (?:to|for|here|below|and|or|in|so)\b.{0,60})?[ .:*…]*|e–?mail address ?\*?",
    ),
    row(
        NewsletterPrompt,
        Line,
        40,
        &["by signing up", "by subscribing", "by submitting", "by clicking", "by entering", "signing up"],
        r"by (?:signing up|subscribing|submitting|clicking|entering|providing|registering)\b.{0,120}(?:agree|consent|accept|acknowledge|confirm|opt|receive).*|thanks? (?:you )?for (?:signing up|subscribing).{0,40}",
    ),
    row(
        NewsletterPrompt,
        Line,
        16,
        &["whatsapp", "google news", "push", "follow us", "telegram"],
        r"(?:join us on|join our|follow our|get the latest .{0,60} (?:on|via)|folgen sie (?:uns|unserem)|hier geht's zum) .{0,40}(?:whatsapp|telegram|google news|push).{0,30}",
    ),
    row(
        NewsletterPrompt,
        Line,
        30,
        &["news alert", "thanks for reading", "valid email", "valid e-mail"],
        r"(?:get|receive) (?:the latest |breaking |our )?(?:breaking )?news alerts?\b.*|thanks for reading[^.!?]{0,40}! .*|(?:there was an error.{0,5} )?please (?:provide|enter) a valid e–?mail address.{0,5}",
    ),
    // Subscriptions, accounts, apps.
    row(
        SubscribePrompt,
        Line,
        8,
        &[
            "subscri", "sign in", "log in", "login", "account", "register", "abo", "anmelden", "connecte", "iniciar",
            "password",
        ],
        r"(?:(?:subscribe|sign in|sign up|log ?in|sign out|log ?out|my account|register|create (?:an |a free )?account|forgot (?:your )?password|jetzt abonnieren|anmelden|abmelden|registrieren|abo testen|abonnieren|se connecter|connectez–vous|s'abonner|je m'abonne|iniciar sesión|suscríbete|suscribirse)(?: now| today| here| free| or| to| jetzt)?[ |/?!.,•·›»→]*){1,4}",
    ),
    row(
        SubscribePrompt,
        Line,
        25,
        &[
            "already a subscriber",
            "already have an account",
            "don't have an account",
            "don’t have an account",
            "already registered",
            "bereits abonnent",
            "déjà abonné",
        ],
        r"(?:already (?:a (?:subscriber|member)|have an account|registered|subscribed)|don't have an account|not a (?:subscriber|member)|bereits abonnent|déjà abonné).*",
    ),
    row(
        SubscribePrompt,
        Line,
        30,
        &["subscribe"],
        r"subscribe (?:now|today|here|for|to)\b.{0,120}(?:access|continue|reading|month|week|year|unlimited|channel|support|unlock|digital|\$|£|€).*",
    ),
    row(
        SubscribePrompt,
        Line,
        14,
        &[" app"],
        r"(?:click (?:here )?to |please )?(?:get|download|install) (?:the |our )?[^.,;]{0,30}\bapp\b.{0,40}",
    ),
    row(
        SubscribePrompt,
        Line,
        14,
        &["clicking here", "click here"],
        r"(?:get [^.]{3,40} by clicking here|(?:please )?click here (?:to|for) (?:[^.]|\.(?:com|org|net)\b){3,60})[.!]?",
    ),
    row(
        SubscribePrompt,
        Line,
        40,
        &["support our journalism", "support independent", "support quality journalism", "make a donation", "donate"],
        r"(?:please |help (?:us )?|consider )?(?:support(?:ing)? (?:our|independent|quality|local) journalism|make (?:a |your )(?:tax–deductible )?donation|donate (?:now|today|here)).*",
    ),
    row(
        SubscribePrompt,
        Line,
        40,
        &[" as an interest", " journalism"],
        r"(?:interested in .{2,60}\? )?add .{2,60} as an interest\b.*|support [^.!?,;:]{2,30}'s? (?:[a-z–]+ ){0,2}journalism[.!]?",
    ).aside(),
    row(SubscribePrompt, Line, 16, &["subscribe to"], r"subscribe to [^.!?]{2,40} on {NETWORK}\b[^.!?]{0,40}[.!:]?").aside(),
    // Paywalls.
    row(
        PaywallNotice,
        Line,
        40,
        &["full story", "full article", "continue reading", "keep reading", "to read", "weiterlesen", "weiterzulesen"],
        r"(?:to )?(?:read|continue reading|keep reading|access|unlock|view) (?:the (?:full|rest of (?:the|this)|entire)|this|your)(?: full)? (?:story|article|content|report)\b.{0,120}|um (?:diesen artikel )?weiterzulesen.{0,80}|jetzt weiterlesen.{0,60}",
    ),
    row(
        PaywallNotice,
        Line,
        40,
        &["subscribers", "free article", "abonnenten", "abonnés", "suscriptores", "premium"],
        r"(?:this|the) (?:article|content|story|post|page) is (?:for|reserved for|exclusive to|available (?:only )?to|only available to) .{0,40}(?:subscribers|members).*|(?:exclusive to|for) subscribers(?: only)?|you (?:have|'ve|get) (?:\w+ ){0,4}(?:free|complimentary) (?:articles?|stor(?:y|ies)).*|dieser (?:artikel|inhalt) ist .{0,40}abonnenten.*|(?:article |contenu )?réservé aux abonnés.*|(?:contenido )?exclusivo para suscriptores.*",
    ),
    // Sharing.
    row(
        SharePrompt,
        Line,
        12,
        &["share", "tweet", "teilen", "partager", "compartir", "condividi", "gem på"],
        r"(?-i:Click to share|Click to tweet|Share|SHARE|Tweet|TWEET|Pin)(?: (?:this|the|it|full))?(?: (?:article|story|post|page|video|gallery|now))?(?: (?:on|via|by|with|to|in|using) (?:a )?(?:friends?|others|your network|{NETWORK}))?(?:[ ,|/•·:]*(?:{NETWORK}|\(opens in (?:a )?new (?:window|tab)\)))*[.!:]?|(?:artikel |beitrag )?teilen(?: (?:auf|per|via|mit) .{2,20})?|partager(?: (?:sur|cet article|par) ?.{0,20})?|compartir(?: (?:en|por) .{2,20})?|condividi(?: su .{2,20})?",
    ),
    row(
        SharePrompt,
        Line,
        12,
        &["facebook", "twitter", "whatsapp", "linkedin", "instagram", "pinterest"],
        r"(?:(?:share|tweet|print|follow|pin|e–?mail|comments?|teilen|drucken|merken|{NETWORK})(?: (?:on|via|by|auf|per) (?:{NETWORK}))?[ ,|/•·&+]*){1,12}",
    ),
    row(
        SharePrompt,
        Line,
        24,
        &["follow us", "find us", "connect with us", "like us", "folgen sie uns", "suivez", "síguenos", "keep up with"],
        r"(?:you can )?(?:follow|find|like|connect with|join) us(?: (?:on|at|via|in))?\b.{0,100}|folgen sie uns.{0,80}|suivez[ –]nous.{0,60}|síguenos.{0,60}",
    ),
    row(
        SharePrompt,
        Line,
        40,
        &["share this story", "on twitter", "on facebook", "on instagram"],
        r"read or share this story.*|[–•*· ]*follow (?:the |our )[^.!?]{2,30} on {NETWORK}(?: and {NETWORK})*(?:[:,]? ?(?:at )?@\w+)?[.!]?|follow @\w+ on {NETWORK}\b.*",
    ),
    // "Facebook Twitter Pinterest The pier at dawn.": buttons of a picture before its caption.
    row(
        SharePrompt,
        Opening,
        6,
        &["facebook twitter"],
        r"(?-i:Facebook Twitter(?: (?:Pinterest|LinkedIn|WhatsApp|Email|E-mail|Reddit|Tumblr|Google\+)\b)+)",
    ).aside(),
    row(SharePrompt, Span, 20, &["follow us on"], r"follow us (?:on|at) {NETWORK}[^.!?]{0,60}[.!]?"),
    // Comments.
    row(
        CommentPrompt,
        Line,
        8,
        &["leave a", "write a", "post a", "add a", "join the"],
        r"(?:leave|write|post|add|submit) (?:a|your) (?:reply|comment|response)(?: ?cancel(?: reply)?)?[.!:]?|join the (?:conversation|discussion|debate)[.!:]?",
    ),
    row(
        CommentPrompt,
        Line,
        30,
        &["comment"],
        r"(?:view|show|see|read|load|hide|sort|report|all|post|submit|most liked|recent|latest)? ?(?:all |the |more |\d[\d,.]* )*(?:reader )?comments?(?: ?\(?\d*\)?| are closed.{0,40}| policy| below| guidelines| section)?[.!:]?|(?:comments|commenting) (?:are|is) (?:closed|disabled|now closed|off|moderated).*|(?:share your (?:thoughts|views|opinion)|have your say|let us know|tell us|what do you think|join the conversation).{0,80}\bcomments?\b.{0,40}",
    ),
    row(
        CommentPrompt,
        Line,
        30,
        &[
            "save my name",
            "will not be published",
            "required fields",
            "notify me",
            "logged in to",
            "log in to",
            "new replies",
        ],
        r"save my name.*|your e–?mail address will not be (?:published|shared|made public).*|required fields are marked.*|notify me (?:of|by|when|via).*|there are new replies to.*|you must (?:be )?(?:logged|log) in to (?:post|leave|comment|reply).*|(?:log|sign) in to (?:leave|post|join|view|comment|reply).*",
    ),
    row(
        CommentPrompt,
        Line,
        10,
        &["kommentar", "commentaire", "comentario", "respuesta"],
        r"(?:schreiben sie |verfassen sie )?(?:einen? |ihren? |\d+ )?kommentare?(?: schreiben| hinterlassen| verfassen| lesen| abgeben| anzeigen)?|(?:laisser|poster|ajouter|lire|écrire)? ?(?:un |les |\d+ )?commentaires?|(?:deja|dejar|escribe|ver|añadir) (?:un[a]? |los )?(?:comentarios?|respuesta)",
    ),
];
