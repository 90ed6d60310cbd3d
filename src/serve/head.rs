//! Where the head of a page begins and which policies it sets, found as a browser finds them (HTML, 13.2.6.4).
//!
//! In: the bytes of a page, however broken. Out: places in it. Where the tag `<head>` is left out, the head begins before
//! the first element that can stand in it.

use std::ops::Range;

/// The head of a page.
pub(super) struct HtmlHead {
    /// Where its content begins.
    pub start: usize,
    /// Values of `content` of its policies.
    pub policies: Vec<AttributeValue>,
}

/// An attribute's value as it stands in a page.
#[derive(Clone, Debug)]
pub(super) struct AttributeValue {
    pub range: Range<usize>,
    pub quoted: bool,
}

impl HtmlHead {
    pub fn find(page: &[u8]) -> Self {
        let mut reader = HeadTokenizer { page, at: if page.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 } };
        let mut head = Self { start: reader.at, policies: Vec::new() };
        let mut opened = false;
        loop {
            let begin = reader.at;
            match reader.next() {
                HtmlToken::Blank => {}
                HtmlToken::Start(element) if !opened && element.name == b"html" => head.start = reader.at,
                HtmlToken::Doctype if !opened => head.start = reader.at,
                HtmlToken::Start(element) if !opened && element.name == b"head" => {
                    head.start = reader.at;
                    opened = true;
                }
                HtmlToken::Start(element) if may_stand_in_head(&element.name) => {
                    if !opened {
                        head.start = begin;
                        opened = true;
                    }
                    head.policies.extend(element.policy(page));
                    reader.skip_text_of(&element.name);
                }
                HtmlToken::Doctype | HtmlToken::Start(_) | HtmlToken::Other => return head,
            }
        }
    }
}

fn may_stand_in_head(name: &[u8]) -> bool {
    matches!(
        name,
        b"base"
            | b"link"
            | b"meta"
            | b"noscript"
            | b"script"
            | b"style"
            | b"template"
            | b"title"
            | b"basefont"
            | b"bgsound"
    )
}

/// What a page is made of, as far as a head goes.
enum HtmlToken {
    /// White space or a comment.
    Blank,
    Doctype,
    Start(StartTag),
    /// A text, an end tag, the end: a head is over.
    Other,
}

/// A start tag.
struct StartTag {
    /// In small letters.
    name: Vec<u8>,
    /// Names in small letters; of those that stand twice, the first counts.
    attributes: Vec<(Vec<u8>, AttributeValue)>,
}

impl StartTag {
    fn attribute(&self, name: &[u8]) -> Option<&AttributeValue> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// The policy that the element sets.
    fn policy(&self, page: &[u8]) -> Option<AttributeValue> {
        let is_policy = |value: &AttributeValue| {
            str::from_utf8(&page[value.range.clone()])
                .is_ok_and(|text| text.trim_ascii().eq_ignore_ascii_case("content-security-policy"))
        };
        self.attribute(b"http-equiv").filter(|value| self.name == b"meta" && is_policy(value))?;
        self.attribute(b"content").cloned()
    }
}

/// Reads tokens (HTML, 13.2.5) as far as a head needs them.
struct HeadTokenizer<'a> {
    page: &'a [u8],
    at: usize,
}

impl HeadTokenizer<'_> {
    fn next(&mut self) -> HtmlToken {
        let rest = &self.page[self.at..];
        let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if blank > 0 {
            self.at += blank;
            HtmlToken::Blank
        } else if rest.starts_with(b"<!--") {
            self.skip_comment();
            HtmlToken::Blank
        } else if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case(b"<!doctype")) {
            self.skip_behind(b">");
            HtmlToken::Doctype
        } else if rest.starts_with(b"<!") || rest.starts_with(b"<?") {
            // Such as XML's declaration: a browser takes it for a comment.
            self.skip_behind(b">");
            HtmlToken::Blank
        } else if rest.first() == Some(&b'<') && rest.get(1).is_some_and(u8::is_ascii_alphabetic) {
            self.at += 1;
            self.element().map_or(HtmlToken::Other, HtmlToken::Start)
        } else {
            HtmlToken::Other
        }
    }

    fn peek(&self) -> Option<u8> {
        self.page.get(self.at).copied()
    }

    /// Goes on while the bytes are of a kind; returns what was passed.
    fn take(&mut self, kind: impl Fn(u8) -> bool) -> Range<usize> {
        let begin = self.at;
        self.at += self.page[begin..].iter().take_while(|byte| kind(**byte)).count();
        begin..self.at
    }

    /// Goes behind the next place where these letters stand, or to the end.
    fn skip_behind(&mut self, letters: &[u8]) {
        let rest = &self.page[self.at..];
        let found = rest.windows(letters.len()).position(|part| part.eq_ignore_ascii_case(letters));
        self.at += found.map_or(rest.len(), |place| place + letters.len());
    }

    /// Goes behind a comment; `<!-->` and `<!--->` are whole ones.
    fn skip_comment(&mut self) {
        self.at += b"<!--".len();
        let rest = &self.page[self.at..];
        match [&b">"[..], b"->"].iter().find(|end| rest.starts_with(end)) {
            Some(end) => self.at += end.len(),
            None => self.skip_behind(b"-->"),
        }
    }

    /// Goes behind the end tag of an element whose content is text here.
    fn skip_text_of(&mut self, name: &[u8]) {
        if matches!(name, b"noscript" | b"script" | b"style" | b"template" | b"title") {
            self.skip_behind(&[b"</", name].concat());
            self.skip_behind(b">");
        }
    }

    /// A start tag from its name on; `None` where the page ends within it.
    fn element(&mut self) -> Option<StartTag> {
        let page = self.page;
        let lower = |range: Range<usize>| page[range].to_ascii_lowercase();
        let name = lower(self.take(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>')));
        let mut attributes = Vec::new();
        loop {
            self.take(|byte| byte.is_ascii_whitespace() || byte == b'/');
            if self.peek()? == b'>' {
                self.at += 1;
                return Some(StartTag { name, attributes });
            }
            let begin = self.at;
            // A name may begin with an equals sign, and with nothing else that ends one.
            self.at += 1;
            self.take(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>' | b'='));
            let name = lower(begin..self.at);
            attributes.push((name, self.value()?));
        }
    }

    /// The value behind an attribute's name, empty where there is none.
    fn value(&mut self) -> Option<AttributeValue> {
        let behind_name = self.at;
        self.take(|byte| byte.is_ascii_whitespace());
        if self.peek()? != b'=' {
            return Some(AttributeValue { range: behind_name..behind_name, quoted: false });
        }
        self.at += 1;
        self.take(|byte| byte.is_ascii_whitespace());
        match self.peek()? {
            quote @ (b'"' | b'\'') => {
                self.at += 1;
                let range = self.take(|byte| byte != quote);
                self.peek()?;
                self.at += 1;
                Some(AttributeValue { range, quoted: true })
            }
            _ => {
                let range = self.take(|byte| !byte.is_ascii_whitespace() && byte != b'>');
                Some(AttributeValue { range, quoted: false })
            }
        }
    }
}
