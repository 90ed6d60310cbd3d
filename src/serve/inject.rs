//! Adds the script to pages: one tag in the head, and permission for it in the page's content security policy.
//!
//! In: a page as `build` writes it. Out: the same bytes with the tag. Nothing else in the page changes, and a page
//! without a policy gets none.

use quick_xml::escape::escape;

use super::head::{AttributeValue, HtmlHead};
use super::policy::{TextEdit, allow};
use super::state::PreviewState;

/// The address of the script on the host, whatever the path of the site.
pub(super) const SCRIPT: &str = "/__dateline/client.js";

/// The tag for a page with the fingerprint `page`.
pub(super) fn tag(state: &PreviewState, page: &str) -> String {
    let versions = state.versions();
    format!(
        r#"<script src="{SCRIPT}" data-build="{}" data-page="{}" data-styles="{}" data-assets="{}" data-changed="{}" defer></script>"#,
        state.build,
        escape(page),
        escape(&*versions.styles),
        escape(&*versions.assets),
        escape(&*state.changed),
    )
}

/// Adds the tag to a page that was requested at `host`.
pub(super) fn inject(page: &[u8], tag: &str, host: &str) -> Vec<u8> {
    let head = HtmlHead::find(page);
    let mut edits = vec![TextEdit { range: head.start..head.start, text: tag.to_owned() }];
    for policy in head.policies {
        edits.extend(leave(page, &policy, host));
    }
    edits.sort_by_key(|edit| edit.range.start);
    apply(page, &edits)
}

fn apply(page: &[u8], edits: &[TextEdit]) -> Vec<u8> {
    let more: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut out = Vec::with_capacity(page.len() + more);
    let mut done = 0;
    for edit in edits {
        out.extend_from_slice(&page[done..edit.range.start]);
        out.extend_from_slice(edit.text.as_bytes());
        done = edit.range.end;
    }
    out.extend_from_slice(&page[done..]);
    out
}

/// The changes to one policy of a page.
fn leave(page: &[u8], AttributeValue { range, quoted }: &AttributeValue, host: &str) -> Vec<TextEdit> {
    let Ok(raw) = str::from_utf8(&page[range.clone()]) else { return Vec::new() };
    let mut edits = allow(raw, *quoted, host);
    for edit in &mut edits {
        edit.range = range.start + edit.range.start..range.start + edit.range.end;
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: &str = "<script></script>";

    fn injected(page: &str) -> String {
        String::from_utf8(inject(page.as_bytes(), TAG, "localhost:4000")).expect("UTF-8 stays UTF-8")
    }

    /// The page with a bar in place of the tag.
    fn marked(page: &str) -> String {
        injected(page).replace(TAG, "|")
    }

    /// The policy of a plain page after the change.
    fn policy(content: &str) -> String {
        let page =
            injected(&format!("<head><meta http-equiv=\"Content-Security-Policy\" content=\"{content}\"></head>"));
        let rest = page.split_once("content=\"").expect("there is a policy").1;
        rest.split_once('"').expect("it ends").0.replace("&apos;", "'")
    }

    #[test]
    fn the_tag_stands_directly_behind_the_heads_tag() {
        assert_eq!(
            marked("<!DOCTYPE html>\n<html lang=en>\n<head>\n<title>a"),
            "<!DOCTYPE html>\n<html lang=en>\n<head>|\n<title>a"
        );
        assert_eq!(
            marked("<HTML><HEAD class='a>b' data-x=\"</head>\" y>z"),
            "<HTML><HEAD class='a>b' data-x=\"</head>\" y>|z"
        );
        assert_eq!(marked("<!-- <head> --><head/><p>"), "<!-- <head> --><head/>|<p>");
        assert_eq!(marked("<!--><head>-->"), "<!--><head>|-->");
        assert_eq!(marked("<head =a=b c = d>x"), "<head =a=b c = d>|x");
    }

    #[test]
    fn a_page_without_a_heads_tag_takes_the_tag_where_its_head_would_begin() {
        assert_eq!(marked(""), "|");
        assert_eq!(marked("<p>a <head> b"), "|<p>a <head> b");
        assert_eq!(marked("<header>a</header>"), "|<header>a</header>");
        assert_eq!(marked("words"), "|words");
        assert_eq!(marked("\u{feff}words"), "\u{feff}|words");
        // A tag before the document type would switch the browser to quirks mode.
        assert_eq!(marked("<!doctype html><title>a</title>"), "<!doctype html>|<title>a</title>");
        assert_eq!(marked("<!doctype html>\n<html><body>"), "<!doctype html>\n<html>|<body>");
        assert_eq!(marked("<?xml version='1.0'?>\n<!doctype html><p>"), "<?xml version='1.0'?>\n<!doctype html>|<p>");
        assert_eq!(marked("<html"), "|<html");
        assert_eq!(marked("<!-- never closed <head>"), "|<!-- never closed <head>");
    }

    #[test]
    fn pages_without_a_policy_are_otherwise_unchanged_byte_by_byte() {
        for page in [
            &b"<head><meta charset=utf-8><meta name=a content='script-src'><title>x</title></head><body>"[..],
            b"<head><title>\xe4\xff</title></head>\xf6",
            b"\xff\xfe<head>",
            b"",
            b"<",
            b"<head",
            b"<head a",
            b"<head a=",
            b"<head a='",
            b"<head><script>",
            b"<head><meta http-equiv=content-security-policy>",
            b"<head><meta http-equiv=content-security-policy content",
        ] {
            let page = page.to_vec();
            let with = inject(&page, TAG, "localhost");
            let place = with.windows(TAG.len()).position(|part| part == TAG.as_bytes()).expect("the tag is there");
            assert_eq!([&with[..place], &with[place + TAG.len()..]].concat(), page);
        }
    }

    #[test]
    fn a_page_that_breaks_off_anywhere_keeps_its_bytes() {
        let page = "<!doctype html><!-- a --><html lang='ö'><head a=b/ c><title>x</title><meta name=\"a\" content = b><?a?></head>";
        for end in 0..=page.len() {
            let with = inject(&page.as_bytes()[..end], TAG, "localhost");
            let place = with.windows(TAG.len()).position(|part| part == TAG.as_bytes()).expect("the tag is there");
            assert_eq!([&with[..place], &with[place + TAG.len()..]].concat(), page.as_bytes()[..end]);
        }
        let page = "<head><meta http-equiv=content-security-policy content='script-src &#x27;none&#x27; &; é'>";
        for end in 0..=page.len() {
            assert!(inject(&page.as_bytes()[..end], TAG, "localhost").len() >= end + TAG.len());
        }
    }

    #[test]
    fn a_policy_lets_the_script_in_and_its_connection_out() {
        assert_eq!(
            policy("default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'"),
            "default-src 'none'; script-src 'self'; connect-src 'self' ws://localhost:4000; base-uri 'none'"
        );
        assert_eq!(
            policy("default-src 'none'"),
            "default-src 'none'; script-src 'self'; connect-src 'self' ws://localhost:4000"
        );
        assert_eq!(
            policy("default-src 'none'; "),
            "default-src 'none'; script-src 'self'; connect-src 'self' ws://localhost:4000; "
        );
        assert_eq!(
            policy("default-src https: 'unsafe-inline'"),
            "default-src https: 'unsafe-inline'; script-src https: 'unsafe-inline' 'self'; connect-src https: 'unsafe-inline' 'self' ws://localhost:4000"
        );
        assert_eq!(policy("default-src 'self'"), "default-src 'self'; connect-src 'self' ws://localhost:4000");
        assert_eq!(
            policy("script-src-elem 'nonce-a'; script-src 'self'; connect-src 'none'"),
            "script-src-elem 'nonce-a' 'self'; script-src 'self'; connect-src 'self' ws://localhost:4000"
        );
        assert_eq!(policy("SCRIPT-SRC 'SELF';Connect-Src"), "SCRIPT-SRC 'SELF';Connect-Src 'self' ws://localhost:4000");
        assert_eq!(policy("script-src; script-src 'self'"), "script-src 'self'; script-src 'self'");
        assert_eq!(policy("img-src 'none'; report-uri /r?a=1&b=2;"), "img-src 'none'; report-uri /r?a=1&b=2;");
    }

    #[test]
    fn a_policy_is_edited_in_the_way_that_it_is_written() {
        let head = |meta: &str| marked(&format!("<head>{meta}</head>"));
        assert_eq!(
            head(
                "<meta content='script-src &#x27;self&#x27;; connect-src &#39;self&#39;  ; img-src a&amp;b' HTTP-EQUIV=content-security-policy>"
            ),
            "<head>|<meta content='script-src &#x27;self&#x27;; connect-src &#39;self&#39; ws://localhost:4000  ; img-src a&amp;b' HTTP-EQUIV=content-security-policy></head>"
        );
        assert_eq!(
            head("<META HTTP-EQUIV = \" Content-Security-Policy \" CONTENT = 'connect-src &apos;none&apos;'/>"),
            "<head>|<META HTTP-EQUIV = \" Content-Security-Policy \" CONTENT = 'connect-src &apos;self&apos; ws://localhost:4000'/></head>"
        );
        assert_eq!(
            head("<meta http-equiv=Content-Security-Policy content=script-src>"),
            "<head>|<meta http-equiv=Content-Security-Policy content=\"script-src &apos;self&apos;\"></head>"
        );
        let unread = "<meta http-equiv=Content-Security-Policy content='script-src https&colon;//a.example'>";
        assert_eq!(head(unread), format!("<head>|{unread}</head>"));
    }

    #[test]
    fn only_policies_of_the_head_are_touched() {
        let meta = "<meta http-equiv=Content-Security-Policy content='script-src a'>";
        let edited = "<meta http-equiv=Content-Security-Policy content='script-src a &apos;self&apos;'>";
        for around in [
            "<head><title>{}</title></head>",
            "<head><script>{}</script>",
            "<head><style>{}</STYLE >",
            "<head><noscript>{}</noscript>",
            "<head><!-- {} -->",
            "<head></head>{}",
            "<head><body>{}",
            "<head>words{}",
            "<p>{}",
        ] {
            let page = around.replace("{}", meta);
            assert_eq!(injected(&page).replace(TAG, ""), page);
        }
        for around in
            ["<head>{}</head>", "<head><title></head></title>{}", "{}", "<!doctype html>{}<p>", "<head>{}<link>{}"]
        {
            let page = around.replace("{}", meta);
            assert_eq!(injected(&page).replace(TAG, ""), around.replace("{}", edited));
        }
    }
}
