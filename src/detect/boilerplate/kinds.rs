//! The kinds of boilerplate, and what is done about each by default. A kind is cut where leaving it in helps nobody; it is
//! only reported where the words are the newsroom's own and speak of this article.

use crate::findings::Confidence;

/// What a piece of boilerplate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// "Advertisement", affiliate disclosures. Cut: says nothing of the article.
    Advertisement,
    /// Who the writer is. Reported: written for this article, sometimes about its subject.
    AuthorBio,
    /// Who wrote it. Reported: provenance that many corpora keep on purpose.
    Byline,
    /// What a picture shows. Reported: true sentences of the article's subject.
    Caption,
    /// "Leave a reply". Cut.
    CommentPrompt,
    /// How to reach the writers. Cut: names and addresses of private persons, nothing of the article.
    ContactLine,
    /// Who else reported. Reported: provenance.
    ContributorNote,
    /// "We use cookies". Cut.
    CookieNotice,
    /// Who owns it. Cut: corpora keep rights in their records, not in the text.
    CopyrightNotice,
    /// What was wrong in an earlier version. Reported: facts of the article.
    Correction,
    /// Place and agency before the first sentence. Reported: part of the sentence it opens.
    Dateline,
    /// An explainer card set into the article. Cut: the same card stands in every article of its series.
    EmbeddedCard,
    /// A player with its transcript. Cut: other people's words, set into the article by a machine.
    MediaTranscript,
    /// Menus, jumps, breadcrumbs, buttons. Cut.
    Navigation,
    /// "Sign up for our newsletter". Cut.
    NewsletterPrompt,
    /// "This article is for subscribers". Cut.
    PaywallNotice,
    /// Who took the picture. Cut: without its picture it says nothing.
    PhotoCredit,
    /// Links to other articles. Cut: headlines of other texts.
    RelatedLinks,
    /// What the scraper or the page template wrote: dates of publication, reading times, field names. Cut.
    ScrapeMetadata,
    /// "Share this article". Cut.
    SharePrompt,
    /// "Subscribe now", "Log in". Cut.
    SubscribePrompt,
    /// Topics that the article is filed under. Cut.
    Tags,
}

/// Kinds of whose cuts eight and more of different wording were read on clean news, and none was wrong (table of the rule's page):
/// the profile `gentle` acts on them.
#[rustfmt::skip]
pub(super) const PROVEN: &[&str] = &[
    "advertisement", "contact-line", "copyright-notice", "navigation", "newsletter-prompt", "paywall-notice", "photo-credit",
    "related-links", "share-prompt", "subscribe-prompt",
];
/// Reported kinds: the profile `strict` cuts them. What they say is lost, so nothing less bold does.
pub(super) const VENTURED: &[&str] = &["author-bio", "byline", "caption", "contributor-note", "correction", "dateline"];

/// The names of all kinds, in their order, which is that of the alphabet.
pub(super) const NAMES: [&str; Kind::ALL.len()] = {
    let mut names = [""; Kind::ALL.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = Kind::ALL[at].name();
        at += 1;
    }
    names
};

impl Kind {
    /// All of them, in their order.
    pub const ALL: [Kind; 22] = [
        Kind::Advertisement,
        Kind::AuthorBio,
        Kind::Byline,
        Kind::Caption,
        Kind::CommentPrompt,
        Kind::ContactLine,
        Kind::ContributorNote,
        Kind::CookieNotice,
        Kind::CopyrightNotice,
        Kind::Correction,
        Kind::Dateline,
        Kind::EmbeddedCard,
        Kind::MediaTranscript,
        Kind::Navigation,
        Kind::NewsletterPrompt,
        Kind::PaywallNotice,
        Kind::PhotoCredit,
        Kind::RelatedLinks,
        Kind::ScrapeMetadata,
        Kind::SharePrompt,
        Kind::SubscribePrompt,
        Kind::Tags,
    ];

    /// Name in reports and settings.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Advertisement => "advertisement",
            Kind::AuthorBio => "author-bio",
            Kind::Byline => "byline",
            Kind::Caption => "caption",
            Kind::CommentPrompt => "comment-prompt",
            Kind::ContactLine => "contact-line",
            Kind::ContributorNote => "contributor-note",
            Kind::CookieNotice => "cookie-notice",
            Kind::CopyrightNotice => "copyright-notice",
            Kind::Correction => "correction",
            Kind::Dateline => "dateline",
            Kind::EmbeddedCard => "embedded-card",
            Kind::MediaTranscript => "media-transcript",
            Kind::Navigation => "navigation",
            Kind::NewsletterPrompt => "newsletter-prompt",
            Kind::PaywallNotice => "paywall-notice",
            Kind::PhotoCredit => "photo-credit",
            Kind::RelatedLinks => "related-links",
            Kind::ScrapeMetadata => "scrape-metadata",
            Kind::SharePrompt => "share-prompt",
            Kind::SubscribePrompt => "subscribe-prompt",
            Kind::Tags => "tags",
        }
    }

    /// True where the kind is only reported unless the user asks for more.
    pub fn is_report_only(self) -> bool {
        matches!(
            self,
            Kind::AuthorBio | Kind::Byline | Kind::Caption | Kind::ContributorNote | Kind::Correction | Kind::Dateline
        )
    }

    /// True where the words tell of this article whence it comes or what was wrong in it, however often a site prints them.
    pub fn is_provenance(self) -> bool {
        matches!(self, Kind::Byline | Kind::ContributorNote | Kind::Correction | Kind::Dateline)
    }

    /// The confidence of a match of its pattern: a suspicion is never applied by default.
    pub fn confidence(self) -> Confidence {
        if self.is_report_only() { Confidence::Suspect } else { Confidence::Likely }
    }
}
