//! The address at which a site is published.

use url::Url;

/// The absolute address of the site's root, always with a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BaseUrl(Url);

/// Why an address cannot be a [`BaseUrl`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadBaseUrl {
    /// The problem; completes "`base_url` …".
    pub why: &'static str,
    /// The corrected address, if there is one.
    pub instead: Option<String>,
}

impl BaseUrl {
    /// Accepts an absolute `http` or `https` address of a host and a folder on it, without user name, query or
    /// fragment.
    pub fn new(text: &str) -> Result<Self, BadBaseUrl> {
        let no_address = BadBaseUrl { why: "is not the address of a site", instead: None };
        let Ok(mut url) = Url::parse(text) else { return Err(no_address) };
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(no_address);
        }
        let folders: Vec<&str> = url.path().split('/').filter(|folder| !folder.is_empty()).collect();
        let file = folders.last().is_some_and(|last| last.ends_with(".html") && !url.path().ends_with('/'));
        let why = if !url.username().is_empty() || url.password().is_some() {
            Some("has a name or password, which everybody could read")
        } else if url.query().is_some() || url.fragment().is_some() {
            Some("has something behind its path")
        } else if url.path().contains("//") {
            // A link that begins with two slashes leads to another host.
            Some("has two slashes in a row in its path")
        } else if file {
            Some("names a file, not the folder that the site stands in")
        } else {
            None
        };
        let kept = &folders[..folders.len() - usize::from(file)];
        let path = kept.iter().fold("/".to_owned(), |path, folder| path + folder + "/");
        url.set_path(&path);
        let Some(why) = why else { return Ok(Self(url)) };
        url.set_query(None);
        url.set_fragment(None);
        let has_host_only = url.set_username("").and_then(|()| url.set_password(None)).is_ok();
        Err(BadBaseUrl { why, instead: has_host_only.then(|| url.into()) })
    }

    /// The whole address, with a slash at the end.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The path part: `/` or `/june/`.
    pub fn path(&self) -> &str {
        self.0.path()
    }

    /// The host, which is part of permanent ids.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[test]
    fn a_base_url_is_a_host_and_a_folder() {
        for (text, taken) in [
            ("https://ferry.example", "https://ferry.example/"),
            ("http://ferry.example:8080/line", "http://ferry.example:8080/line/"),
            ("https://ferry.example/a/../linha%20um/", "https://ferry.example/linha%20um/"),
            ("https://ferry.example/café", "https://ferry.example/caf%C3%A9/"),
        ] {
            assert_eq!(BaseUrl::new(text).map(|base| base.as_str().to_owned()).as_deref(), Ok(taken));
        }
        for text in ["", "ferry.example", "/line/", "ftp://ferry.example/", "https://", "file:///srv/site/"] {
            assert_eq!(BaseUrl::new(text).unwrap_err().instead, None, "{text}");
        }
    }

    #[test]
    fn what_a_base_url_cannot_have_is_left_out_of_what_is_proposed() {
        for (text, instead) in [
            ("https://ferry.example//line/", "https://ferry.example/line/"),
            ("https://ferry.example//", "https://ferry.example/"),
            ("https://ferry.example/line//one///", "https://ferry.example/line/one/"),
            ("https://ana:secret@ferry.example/line/", "https://ferry.example/line/"),
            ("https://ana@ferry.example", "https://ferry.example/"),
            ("https://ferry.example/line/?page=1", "https://ferry.example/line/"),
            ("https://ferry.example/line/#top", "https://ferry.example/line/"),
            ("https://ferry.example/line/index.html", "https://ferry.example/line/"),
            ("https://ana:b@ferry.example//line//index.html?a#b", "https://ferry.example/line/"),
        ] {
            let bad = BaseUrl::new(text).unwrap_err();
            assert_eq!(bad.instead.as_deref(), Some(instead), "{text}");
            assert_eq!(BaseUrl::new(instead).map(|base| base.as_str().to_owned()).as_deref(), Ok(instead));
        }
    }
}
