/// An address as a browser gives it: absolute and already normalised, so taking it apart needs no tables for host names,
/// which would be a third of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageUrl<'a> {
    origin: &'a str,
    host: &'a str,
    path: &'a str,
    query: &'a str,
    fragment: &'a str,
}

impl<'a> PageUrl<'a> {
    /// Takes an http or https address apart; `None` for any other, and for one that carries a user name.
    pub fn parse(url: &'a str) -> Option<Self> {
        let scheme_end = ["https://", "http://"].iter().find(|scheme| url.starts_with(**scheme))?.len();
        let rest = url.get(scheme_end..)?;
        let authority_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(authority_end);
        if authority.is_empty() || authority.contains(['@', '\\', ' ']) {
            return None;
        }
        let (tail, fragment) = tail.split_once('#').unwrap_or((tail, ""));
        let (path, query) = tail.split_once('?').unwrap_or((tail, ""));
        let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
        Some(Self { origin: url.get(..scheme_end + authority_end)?, host, path, query, fragment })
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &'a str {
        self.origin
    }

    /// The host without its port.
    pub fn host(&self) -> &'a str {
        self.host
    }

    /// The parts of the path between slashes, empty ones left out.
    pub fn segments(&self) -> Vec<&'a str> {
        self.path.split('/').filter(|segment| !segment.is_empty()).collect()
    }

    /// A parameter of the query.
    pub fn query(&self, name: &str) -> Option<&'a str> {
        parameter(self.query, name)
    }

    /// A parameter of the part after `#`, where that is written like a query.
    pub fn fragment(&self, name: &str) -> Option<&'a str> {
        parameter(self.fragment, name)
    }

    /// The whole part after `#`.
    pub fn whole_fragment(&self) -> &'a str {
        self.fragment
    }
}

fn parameter<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Whether `text` is a whole positive number as CRMs number their records.
pub(crate) fn is_number(text: &str) -> bool {
    (1..=19).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_comes_apart() {
        let url = PageUrl::parse("https://crm.example.com:8443/odoo/crm//17?debug=1&a=b#id=3&model=x").unwrap();
        assert_eq!((url.origin(), url.host()), ("https://crm.example.com:8443", "crm.example.com"));
        assert_eq!(url.segments(), ["odoo", "crm", "17"]);
        assert_eq!((url.query("a"), url.query("c"), url.fragment("model")), (Some("b"), None, Some("x")));
    }

    #[test]
    fn other_schemes_and_user_names_are_refused() {
        for url in
            ["", "ftp://a/b", "javascript:alert(1)", "https://", "https://user@host/", "chrome://x", "https:///path"]
        {
            assert_eq!(PageUrl::parse(url), None, "{url}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "(https?://)?.{0,60}") {
            let _ = PageUrl::parse(&text).map(|url| (url.segments().len(), url.query("a"), url.fragment("b")));
        }
    }
}
