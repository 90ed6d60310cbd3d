//! Tests with saved files of many kinds and the words extracted from them.

use encoding_rs::{UTF_8, WINDOWS_1251, WINDOWS_1252, WINDOWS_1256};

use super::*;

const RUSSIAN: &str =
    "Мост через гавань закрыли в понедельник утром. Городской совет сообщил об этом за час до начала движения.";
const FRENCH: &str = "Le pont a été fermé à l’aube ; la mairie s’était déjà excusée auprès des élèves.";
const PERSIAN: &str = "پل قدیمی شهر صبح دوشنبه بسته شد و شهردار از مردم عذرخواهی کرد.";

fn words(format: CaptureFormat, bytes: &[u8]) -> String {
    read(format, bytes).expect("it can be read").text.to_string()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn text_is_read_in_whatever_encoding_it_was_saved() {
    let marked = format!("\u{feff}{FRENCH}");
    let cases: &[(Vec<u8>, &str)] = &[
        (FRENCH.as_bytes().to_vec(), FRENCH),
        (marked.as_bytes().to_vec(), FRENCH),
        (WINDOWS_1252.encode(FRENCH).0.into_owned(), FRENCH),
        (WINDOWS_1251.encode(RUSSIAN).0.into_owned(), RUSSIAN),
        (WINDOWS_1256.encode("پل قديمي شهر صبح دوشنبه بسته شد").0.into_owned(), "پل قديمي شهر صبح دوشنبه بسته شد"),
        (utf16(&marked, u16::to_le_bytes), FRENCH),
        (utf16(&marked, u16::to_be_bytes), FRENCH),
        (utf16(FRENCH, u16::to_le_bytes), FRENCH),
        (utf16(PERSIAN, u16::to_be_bytes), PERSIAN),
    ];
    for (number, (bytes, expected)) in cases.iter().enumerate() {
        assert_eq!(words(CaptureFormat::Text, bytes), *expected, "case {number}");
    }
}

#[test]
fn one_wrong_byte_does_not_spoil_the_other_letters() {
    let mut bytes = RUSSIAN.as_bytes().to_vec();
    bytes.truncate(bytes.len() - 2);
    assert!(words(CaptureFormat::Text, &bytes).starts_with("Мост через гавань"));
}

#[test]
fn a_text_keeps_its_lines_and_a_page_does_not() {
    let saved = read(CaptureFormat::Text, b"one\r\ntwo\rthree\0\xef\xbf\xbd").expect_err("a zero is no letter");
    assert_eq!(saved.message, "it is no text");
    let saved = read(CaptureFormat::Text, b"one\r\ntwo\rthree").expect("it is a text");
    assert_eq!((&*saved.text, saved.is_own_text), ("one\ntwo\nthree", true));
    assert_eq!(saved.sha256, sha256(b"one\r\ntwo\rthree"));
    assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert!(!read(CaptureFormat::Html, b"<p>one").expect("it is a page").is_own_text);
}

#[test]
fn markdown_gives_its_words() {
    let markdown = "+++\ntitle = \"Not this\"\n+++\n# The *old* bridge\n\nIt [was closed](https://example.org/a_b) at\nsix.\n\n\
        - one\n- `two`\n\n> said <b>the</b> mayor\n\n<div>raw <script>no()</script>words</div>\n\n| a | b |\n|---|---|\n| c | d |\n";
    let expected = "The old bridge\n\nIt was closed at six.\n\none\ntwo\n\nsaid the mayor\n\nraw words\n\na b\nc d";
    assert_eq!(words(CaptureFormat::Markdown, markdown.as_bytes()), expected);
}

#[test]
fn a_page_gives_what_a_reader_sees_and_its_title() {
    let page = "<!doctype html><html lang=fa><title>Bridge &amp; harbour &mdash; Courier</title><style>p{}</style>\
        <nav><ul><li>Home<li>News</ul></nav><h1>Bridge <em>closed</em></h1><script>var a = '<p>no</p>'</script>\
        <p>The barri<wbr>ers went\n up<br>at six.<p>No bus<sup>1</sup> crossed.<table><tr><td>a<td>b<tr><td>c</table>\
        <svg><title>Drawing</title><text>no</text></svg><figure><img alt=no><figcaption>A barrier</figcaption></figure>\
        <blockquote>A post</blockquote><select><option>no</select><footer>&copy; Courier</footer>";
    let expected = "Bridge & harbour — Courier\n\nHome\nNews\n\nBridge closed\n\nThe barriers went up\nat six.\n\n\
        No bus1 crossed.\n\na b\nc\n\nA barrier\n\nA post\n\n© Courier";
    assert_eq!(words(CaptureFormat::Html, page.as_bytes()), expected);
}

#[test]
fn a_pages_encoding_is_what_its_letters_and_its_head_say() {
    let heads = [
        "<meta charset=windows-1251>",
        "<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\">",
        "<?xml version='1.0' encoding='windows-1251'?>",
    ];
    for head in heads {
        let page = format!("{head}<p>Мост</p>");
        assert_eq!(words(CaptureFormat::Html, &WINDOWS_1251.encode(&page).0), "Мост", "{head}");
        // Saved again as UTF-8, while its head still names the old encoding.
        assert_eq!(words(CaptureFormat::Html, &UTF_8.encode(&page).0), "Мост", "{head}");
    }
    let silent = format!("<p>{RUSSIAN}</p>");
    assert_eq!(words(CaptureFormat::Html, &WINDOWS_1251.encode(&silent).0), RUSSIAN);
}

#[test]
fn an_element_that_never_ends_does_not_swallow_the_page() {
    assert_eq!(words(CaptureFormat::Html, b"<svg><title>x</title><p>seen</p>"), "seen");
    assert_eq!(words(CaptureFormat::Html, b"<select><option>a<div>seen</div>"), "seen");
}

#[test]
fn what_holds_no_words_says_so() {
    let cases: &[(CaptureFormat, &[u8], &str)] = &[
        (CaptureFormat::Text, b"", "there are no words in it"),
        (CaptureFormat::Text, b"%PDF-1.7 ...", "it is a PDF, whatever its name says"),
        (CaptureFormat::Html, b"\x00\x01\x02\x03\xff", "it is no text"),
        (CaptureFormat::Html, b"From: <Saved by Blink>\r\n\r\n<p>The ferry =\r\nstays", "it is a web archive (MHTML)"),
        (
            CaptureFormat::Html,
            b"<div id=app></div><script>render()</script>",
            "the page holds no words; it may show them only by script",
        ),
    ];
    for (format, bytes, message) in cases {
        assert_eq!(read(*format, bytes).expect_err("there is nothing to read").message, *message);
    }
}

#[test]
fn hostile_pages_cost_what_their_length_costs() {
    let deep = format!("{}words", "<div>".repeat(100_000));
    assert_eq!(words(CaptureFormat::Html, deep.as_bytes()), "words");
    let marked = format!("{}words", "<time><b itemprop=author>".repeat(100_000));
    assert_eq!(words(CaptureFormat::Html, marked.as_bytes()), "words");
    let attributes = (0..200_000).fold(String::from("<a"), |tag, n| tag + &format!(" a{n}")) + ">words";
    assert_eq!(words(CaptureFormat::Html, attributes.as_bytes()), "words");
    let mut random = fastrand::Rng::with_seed(7);
    let garbage: Vec<u8> =
        (0..2 << 20).map(|_| *random.choice(b"<>/=\"' &;!-abcps\n").expect("there are some")).collect();
    assert!(!PageText::of(String::from_utf8(garbage).expect("it is ASCII")).text.is_empty());
}

#[test]
fn names_and_beginnings_tell_the_format() {
    let names = [
        ("a.txt", Some(CaptureFormat::Text)),
        ("a.b.HTM", Some(CaptureFormat::Html)),
        ("a.xhtml", Some(CaptureFormat::Html)),
    ];
    for (name, format) in
        names.into_iter().chain([("a.markdown", Some(CaptureFormat::Markdown)), ("a.pdf", None), ("txt", None)])
    {
        assert_eq!(CaptureFormat::of(name), format, "{name}");
    }
    for format in CaptureFormat::ALL {
        assert_eq!(CaptureFormat::of(&format!("a.{}", format.ending())), Some(format));
    }
    assert_eq!(CaptureFormat::sniff(b"\xef\xbb\xbf\n<!DOCTYPE html><p>"), CaptureFormat::Html);
    assert_eq!(CaptureFormat::sniff(&utf16("<html><p>words", u16::to_le_bytes)), CaptureFormat::Html);
    assert_eq!(CaptureFormat::sniff(b"Bridge closed\n\n5 < 6"), CaptureFormat::Text);
}
