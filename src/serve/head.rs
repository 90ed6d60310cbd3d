//! Finds where the head of a page begins and which policies it sets, as a browser does (HTML, section 13.2.6.4).
//!
//! In: the bytes of a page, however broken. Out: offsets in it. If the tag `<head>` is left out, the head begins before
//! the first element that can be part of it.

use std::ops::Range;

/// The head of a page.
pub(super) struct HtmlHead {
    /// Where its content begins.
    pub start: usize,
    /// The `content` values of its content security policies.
    pub policies: Vec<AttributeValue>,
}

/// The value of an attribute, by its position in the page.
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

/// The tokens that matter for a head.
enum HtmlToken {
    /// White space or a comment.
    Blank,
    Doctype,
    Start(StartTag),
    /// A text, an end tag or the end of the page. It ends the head.
    Other,
}

/// A start tag.
struct StartTag {
    /// In lower case.
    name: Vec<u8>,
    /// Names in lower case. If a name occurs twice, the first one counts.
    attributes: Vec<(Vec<u8>, AttributeValue)>,
}

impl StartTag {
    fn attribute(&self, name: &[u8]) -> Option<&AttributeValue> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// The content security policy that the element sets.
    fn policy(&self, page: &[u8]) -> Option<AttributeValue> {
        let is_policy = |value: &AttributeValue| {
            str::from_utf8(&page[value.range.clone()])
                .is_ok_and(|text| text.trim_ascii().eq_ignore_ascii_case("content-security-policy"))
        };
        self.attribute(b"http-equiv").filter(|value| self.name == b"meta" && is_policy(value))?;
        self.attribute(b"content").cloned()
    }
}

/// Reads tokens (HTML, section 13.2.5) as far as a head needs them.
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
            // An XML declaration, for example, which a browser reads as a comment.
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

    /// Skips bytes of a kind and returns their range.
    fn take(&mut self, kind: impl Fn(u8) -> bool) -> Range<usize> {
        let begin = self.at;
        self.at += self.page[begin..].iter().take_while(|byte| kind(**byte)).count();
        begin..self.at
    }

    /// Skips to the position after the next occurrence of these letters, or to the end.
    fn skip_behind(&mut self, letters: &[u8]) {
        let rest = &self.page[self.at..];
        let found = rest.windows(letters.len()).position(|part| part.eq_ignore_ascii_case(letters));
        self.at += found.map_or(rest.len(), |place| place + letters.len());
    }

    /// Skips a comment. `<!-->` and `<!--->` are complete comments.
    fn skip_comment(&mut self) {
        self.at += b"<!--".len();
        let rest = &self.page[self.at..];
        match [&b">"[..], b"->"].iter().find(|end| rest.starts_with(end)) {
            Some(end) => self.at += end.len(),
            None => self.skip_behind(b"-->"),
        }
    }

    /// Skips the content and the end tag of an element that contains only text here.
    fn skip_text_of(&mut self, name: &[u8]) {
        if matches!(name, b"noscript" | b"script" | b"style" | b"template" | b"title") {
            self.skip_behind(&[b"</", name].concat());
            self.skip_behind(b">");
        }
    }

    /// Reads a start tag from its name on; `None` if the page ends inside it.
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
            // A name may begin with `=`, which ends it in any other position.
            self.at += 1;
            self.take(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>' | b'='));
            let name = lower(begin..self.at);
            attributes.push((name, self.value()?));
        }
    }

    /// The value after an attribute's name; empty if there is none.
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
