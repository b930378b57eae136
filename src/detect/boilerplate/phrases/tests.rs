//! What the tables find and what they leave, as cases.

use super::*;
use crate::text::Parser;

fn check(text: &str, expected: &[(&str, &str)]) {
    let mut parser = Parser::new();
    let found: Vec<_> = find_all(&parser.parse(text)).iter().map(|h| (h.kind.name(), h.span.of(text))).collect();
    assert_eq!(found, expected, "{text}");
}

/// The whole of `text` is one piece of boilerplate of this kind.
fn check_whole(text: &str, kind: &str) {
    check(text, &[(kind, text)]);
}

#[test]
fn every_row_compiles_and_has_cues() {
    for entry in &TABLE.rows {
        let row = entry.row;
        assert!(!row.cues.is_empty() && row.max_words > 0, "{}", row.pattern);
        assert!(!entry.regex().as_str().is_empty());
    }
}

#[test]
fn rows_in_brackets_hold_no_other_bracket() {
    for row in TABLE.rows.iter().map(|e| e.row).filter(|row| row.shape == Shape::Brackets) {
        let inside = row.pattern.strip_prefix(r"\(").unwrap();
        assert!(!inside.contains(r"\("), "{inside}");
        assert!(inside.ends_with(r"\)") || inside.ends_with(r"\)\.?"), "{inside}");
    }
}

#[test]
fn legal_lines_are_found() {
    check_whole("Copyright © 2031 Lannis Courier Ltd. All rights reserved. 9f0c2d", "copyright-notice");
    check_whole("© 2031 Courier", "copyright-notice");
    check_whole("We use cookies to improve your visit.", "cookie-notice");
    check_whole("Wir verwenden Cookies, um unsere Seite zu verbessern.", "cookie-notice");
    check_whole("ADVERTISEMENT", "advertisement");
    check_whole("Privacy Policy | Terms of Use", "navigation");
}

#[test]
fn credits_are_found_alone_and_behind_a_caption() {
    check_whole("Photo: Ann Lee/Reuters", "photo-credit");
    check_whole("ann lee / Agence France-Presse / Getty Images", "photo-credit");
    check("Ferries wait at the pier.Foto: Ann Lee", &[("photo-credit", "Foto: Ann Lee")]);
    check("Ferries wait at the pier. (Ann Lee/Getty Images)", &[("photo-credit", "(Ann Lee/Getty Images)")]);
    check("Ferries wait at the pier. Credit… Ann Lee/The Courier", &[("photo-credit", "Credit… Ann Lee/The Courier")]);
}

#[test]
fn credits_that_bound_themselves_are_found_anywhere() {
    let credits = [
        "(Photo: Ann Lee)",
        "(AP Photo/Ann Lee, File)",
        "(Ann Lee/Courier via Getty Images)",
        "Photo by Ann Lee /AFP via Getty Images",
    ];
    for credit in credits {
        check(&format!("Ferries wait at the pier. {credit} The mayor was glad."), &[("photo-credit", credit)]);
    }
    check(
        "At dawn. (Image: Getty) At noon. (Image: Reuters) The boats ran.",
        &[("photo-credit", "(Image: Getty)"), ("photo-credit", "(Image: Reuters)")],
    );
    check("The Courier (Courier/Reuters) poll asked ferry captains (photo below) again.", &[]);
}

#[test]
fn galleries_are_links_and_their_photographers_are_credits() {
    check_whole("PHOTOS: Ten piers of the bay", "related-links");
    check_whole("RELATED: The ferry of the bay", "related-links");
    check_whole("NOW WATCH: ‘The Ferry of the Bay’", "related-links");
    check_whole("Photos: Ann Lee and Bo Rye/Reuters", "photo-credit");
}

#[test]
fn who_helped_and_what_was_wrong_are_reported() {
    check_whole("— With assistance by Bo Rye, and Ann Lee", "contributor-note");
    check_whole("Lee reported from Port Lannis, Rye from Koru.", "contributor-note");
    check("Lee reported from Port Lannis that the pier was safe, and the mayor was glad.", &[]);
    check_whole("(This story was fixed to clarify that the ferry ran on Monday.)", "correction");
    check_whole("This story has been updated to correct the day on which the ferry ran.", "correction");
}

#[test]
fn handles_are_found_behind_a_sentence() {
    check(
        "Ann Lee writes for the Courier. Follow her on Twitter: @annlee.",
        &[("contact-line", "Follow her on Twitter: @annlee.")],
    );
}

#[test]
fn contacts_are_found_with_a_no_break_space_in_the_shield() {
    check_whole("Write to Ann Lee at [email\u{a0}protected]", "contact-line");
    check_whole("Write to Ann Lee at [email protected], Bo Rye at [email protected]", "contact-line");
    check_whole("ann.lee@courier.example", "contact-line");
}

#[test]
fn prompts_are_found_in_four_languages() {
    check_whole("Leave a Reply", "comment-prompt");
    check_whole("Share this article", "share-prompt");
    check_whole("Share on Facebook Tweet Pin Print", "share-prompt");
    check_whole("Follow us on Facebook and Twitter", "share-prompt");
    check_whole("Enter your email address to sign up", "newsletter-prompt");
    check_whole("Your email address will not be published. Required fields are marked *", "comment-prompt");
    check_whole("Sign up for our morning newsletter", "newsletter-prompt");
    check_whole("Jetzt den Newsletter abonnieren", "newsletter-prompt");
    check_whole("Mit der Anmeldung zum Newsletter stimme ich der Werbung zu.", "newsletter-prompt");
    check_whole("Get the latest updates from the harbour towns.", "newsletter-prompt");
    check_whole("Lesen Sie auch: Der neue Pier", "related-links");
    check_whole("À lire aussi : le nouveau quai", "related-links");
    check_whole("Noticias relacionadas", "related-links");
    check_whole("Already a subscriber? Log in", "subscribe-prompt");
}

#[test]
fn what_players_galleries_and_buttons_leave_is_found() {
    check_whole("( Also on the Courier: Ferry fares to rise)", "related-links");
    check_whole("Ferry fares to rise Ferry fares to rise Listen · 5:08 5:08", "navigation");
    check_whole("• Ann Lee can be reached at [email protected] or @annlee on Twitter.", "contact-line");
    check_whole("( PHOTOS: Ten piers in winter)", "related-links");
    check_whole("More On This...", "related-links");
    check_whole("More on this… Ferry fares to rise in Port Lannis", "related-links");
    check_whole("Click for more from the Courier.", "related-links");
    check_whole("CLICK HERE FOR THE NEW COURIER.COM", "subscribe-prompt");
    check_whole("Slideshow (4 Images)", "navigation");
    check_whole("prev Image 2 of 2", "navigation");
    check_whole("Image 1 of / 9", "navigation");
    check_whole("Play Video 1:49 The pier in the storm – video report", "navigation");
    check_whole("- Follow the Pilot on Twitter: @CourierPilot", "share-prompt");
    check_whole("Read or Share this story: https://courier.example/7", "share-prompt");
    check_whole("Support the Courier’s harbour journalism", "subscribe-prompt");
    check_whole("This article is tagged under: Ferries", "tags");
    check_whole("Enlarge this image toggle caption Ann Lee/The Courier", "photo-credit");
    check_whole("Image copyright Ann Lee", "photo-credit");
    check_whole("(Pixabay)", "photo-credit");
    check("Facebook Twitter Pinterest The pier at dawn.", &[("share-prompt", "Facebook Twitter Pinterest")]);
    let (credit, caption) = ("Image copyright Thames Rye Police", "Image caption Ann Lee at the pier");
    check(&format!("{credit} {caption}"), &[("photo-credit", credit)]);
    check(&format!("The ferry sailed. {credit} {caption} The mayor was glad."), &[("photo-credit", credit)]);
    let playback = "Media playback is unsupported on your device";
    check(&format!("{playback} The pier in the storm"), &[("navigation", playback)]);
}

#[test]
fn sentences_that_open_as_buttons_do_stay() {
    for text in [
        "(Also on Monday the council met: the ferry sailed without a captain)",
        "More on this when the council has met.",
        "Image 3 of the moon shows a pier.",
        "Facebook Twitter and the Courier agreed on rules for posts.",
        "He told them to follow the ferry on Facebook, where the captain writes of each day that he spends at sea.",
        "Support for the Courier’s journalism fell by a third.",
        "The gallery is open.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn the_rest_of_a_broken_line_is_no_prompt() {
    check("The harbour office was not immediately available for\ncomment.", &[]);
    check("The ferries ran.\nComments", &[("comment-prompt", "Comments")]);
    check("Updated at 3:15 p.m.: Ferries stop", &[]);
    check("Updated at 3:15 p.m. -- Ferries stop", &[]);
    check("Updated at 3:15 p.m. Storm takes the pier and two ferries with it", &[]);
}

#[test]
fn a_line_that_introduces_a_quotation_is_no_link() {
    let quoted =
        "“The pier is safe, and the ferries will run again on Monday as they did before the storm,” she wrote.";
    check(&format!("More from the mayor’s letter:\n{quoted}"), &[]);
    check("More from the Courier:\nMayor opens second pier", &[("related-links", "More from the Courier:")]);
    check("Search Warrants", &[]);
}

#[test]
fn what_was_wrong_in_an_article_is_a_correction() {
    check_whole("Editors’ Note: The second paragraph named the wrong pier.", "correction");
}

#[test]
fn what_the_scraper_wrote_is_found_at_the_start() {
    check("date 2031-02-10 Image Ferries at the pier", &[("scrape-metadata", "date 2031-02-10 Image")]);
    check_whole("Published: 22:04, 22 Apr 2031", "scrape-metadata");
    check_whole("5 min read", "scrape-metadata");
}

#[test]
fn prompts_are_found_among_sentences() {
    check(
        "The pier is safe. Sign up for our newsletter. Work began.",
        &[("newsletter-prompt", "Sign up for our newsletter.")],
    );
    check("The pier is safe.Leave a Reply", &[("comment-prompt", "Leave a Reply")]);
    check("The pier is safe. “Leave a comment,” she said.", &[]);
}

#[test]
fn prose_that_begins_alike_is_left() {
    for text in [
        "Copyright law has not kept up with the pace of change in the harbour towns.",
        "Read the letter again, she told the council, and you will see who signed it.",
        "Share prices fell by a third after the ferry company lost its licence.",
        "Follow the money, the inspector said.",
        "More on the ferries was promised for Tuesday, but the council never met.",
        "By Monday the harbour was closed.",
        "Images from the pier showed a queue of lorries.",
        "He was seen with a Reuters reporter.",
        "The minister told Reuters / Ipsos pollsters that he would stay.",
        "Comments by the mayor drew laughter.",
        "Ann Lee, Reuters",
        "share.",
        "June 20, 2031",
    ] {
        check(text, &[]);
    }
}
