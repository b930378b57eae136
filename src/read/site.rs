//! Who publishes a document: the registrable domain of its address, by the public suffix list.

/// Registrable domain of `url` ("https://www.news.example.co.uk/a" → "example.co.uk"), lower case. The whole host where no
/// public suffix is known (an IP address, a bare name).
pub(super) fn domain_of(url: &str) -> Option<String> {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = after_scheme.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.trim_end_matches('.').to_ascii_lowercase();
    if host.is_empty() || host.contains(char::is_whitespace) || (!host.contains('.') && !url.contains("://")) {
        return None;
    }
    Some(psl::domain_str(&host).unwrap_or(&host).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: Option<&str>) {
        assert_eq!(domain_of(url).as_deref(), expected);
    }

    #[test]
    fn the_site_is_the_registrable_domain() {
        check("https://www.news.example.co.uk/a?b", Some("example.co.uk"));
        check("http://User@Blog.Example.com:8080/", Some("example.com"));
        check("example.org/page", Some("example.org"));
        check("http://localhost/x", Some("localhost"));
        check("not a url", None);
        check("", None);
    }
}
