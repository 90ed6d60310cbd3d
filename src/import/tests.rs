//! Tests with pages and texts as people save them, and the metadata found in them. All of them are invented.

use chrono::NaiveDate;

use super::extraction::count_words;
use super::*;

/// Running text, which every article in these tests needs.
const TEXT: &str = "The barriers went up at six, before the first bus, and nobody had told the driver of the school run \
    that the old bridge would be closed for longer than a day.";
const MORE: &str = "Engineers had found cracks in two of the piers in the week before, and the council, which had been asked \
    for money since the spring, met in the evening and decided within the hour.";

fn hints() -> ImportHints {
    let day = NaiveDate::from_ymd_opt(2025, 7, 1).expect("it is a day");
    ImportHints { taken: CaptureDay::inferred(day, "time of the file"), ..ImportHints::default() }
}

fn draft(format: CaptureFormat, bytes: &[u8]) -> ArticleDraft {
    article(format, bytes, &hints()).expect("it can be read")
}

fn page(head: &str, body: &str) -> String {
    format!(
        "<!doctype html><html><head>{head}</head><body><nav><a href=/>Home</a></nav><article>{body}<p>{TEXT}</p><p>{MORE}</p>\
        <p>{MORE}</p></article><footer><p>© Harbour Courier</p></footer></body></html>"
    )
}

/// Title, publisher, author, published, language and address, with `-` for unknown ones.
fn told(draft: &ArticleDraft) -> [String; 6] {
    let ArticleMetadata { title, publisher, author, published, language, url } = &draft.fields;
    [title, publisher, author, published, language, url]
        .map(|guess| guess.as_ref().map_or_else(|| "-".to_owned(), |guess| guess.value.clone()))
}

#[test]
fn a_paragraph_is_no_headline() {
    let draft = draft(CaptureFormat::Text, format!("{TEXT}\n\n{MORE}").as_bytes());
    assert_eq!(draft.fields.title, None);
    assert_eq!(draft.words, count_words(TEXT) + count_words(MORE));
}

#[test]
fn pages_tell_of_themselves_in_many_ways() {
    let cases = [
        (
            "a weblog's page",
            page(
                "<title>Old bridge closed at dawn &#8211; Harbour Courier</title><meta property='og:title' content='Old bridge closed at dawn'>\
                 <meta property='og:site_name' content='Harbour Courier'><meta property='article:published_time' content='2025-06-20T05:10:00+00:00'>\
                 <meta name=author content='By Ann Example'><link rel=canonical href='https://courier.example/2025/06/20/bridge/'>",
                "<h1 class=entry-title>Old bridge closed at dawn</h1>",
            )
            .replace("<html>", "<html lang=en-GB>"),
            ["Old bridge closed at dawn", "Harbour Courier", "Ann Example", "2025-06-20", "en-GB", "https://courier.example/2025/06/20/bridge/"],
        ),
        (
            "linked data with a graph",
            page(
                r##"<title>x</title><script type="application/ld+json">{"@context":"https://schema.org","@graph":[
                {"@type":"Organization","@id":"#org","name":"Evening Wire"},
                {"@type":["NewsArticle"],"headline":"Bridge &amp; harbour shut","datePublished":"2025-06-19T22:00:00Z","inLanguage":"en",
                "author":[{"@type":"Person","name":"Ann Example"},{"name":"Bob Sample"}],"publisher":{"@id":"#org"},"url":"https://wire.example/a"}]}</script>"##,
                "",
            ),
            ["Bridge & harbour shut", "Evening Wire", "Ann Example, Bob Sample", "2025-06-19T22:00Z", "en", "https://wire.example/a"],
        ),
        (
            "marks in the page itself",
            page(
                "<title>Bridge shut for summer | Evening Wire</title>",
                "<h1 itemprop=headline>Bridge shut for summer</h1><span itemprop=author><b itemprop=name>Ann Example</b></span>\
                 <time itemprop=datePublished datetime='2025-06-18'>Wednesday</time>",
            ),
            ["Bridge shut for summer", "Evening Wire", "Ann Example", "2025-06-18", "-", "-"],
        ),
        (
            "times that disagree",
            page(
                "<title>Bridge shut for summer</title><meta property=og:locale content=en_GB>",
                "<h1>Bridge shut for summer</h1><time datetime='2025-06-18T10:00'>18 June</time><time datetime='2025-06-30'></time>",
            ),
            ["Bridge shut for summer", "-", "-", "2025-06-18~", "en-GB", "-"],
        ),
        (
            "a journal",
            page(
                "<title>Piers</title><meta name=citation_title content='On cracks in piers'><meta name=citation_author content='Example, A.'>\
                 <meta name=citation_author content='Sample, B.'><meta name=citation_publication_date content='2025/05/02'>\
                 <meta name=citation_journal_title content='Journal of Piers'>",
                "",
            ),
            ["On cracks in piers", "Journal of Piers", "Example, A., Sample, B.", "2025-05-02", "-", "-"],
        ),
        (
            "a byline and a dateline in print only",
            page("<title>Bridge shut for summer</title>", "<h1>Bridge shut for summer</h1><p>By Ann Example</p><p>Published 20 June 2025, 6:10 am</p>"),
            ["Bridge shut for summer", "-", "Ann Example", "2025-06-20", "-", "-"],
        ),
        (
            "an embedded post",
            page(
                "<title>Bridge shut for summer</title>",
                "<h1>Bridge shut for summer</h1><blockquote><p>Shut!</p>— Harbour Watch (@harbourwatch) <a href=x>June 21, 2025</a></blockquote>",
            ),
            ["Bridge shut for summer", "-", "-", "2025-06-21~", "-", "-"],
        ),
        (
            "an address with a date, noted by the browser",
            page(
                "<title>Bridge shut for summer</title><!-- saved from url=(0041)https://courier.example/2025/06/17/shut.html -->",
                "<h1>Bridge shut for summer</h1>",
            ),
            ["Bridge shut for summer", "-", "-", "2025-06-17~", "-", "https://courier.example/2025/06/17/shut.html"],
        ),
        (
            "a Persian page with a date of its own calendar",
            page("<title>پل بسته شد</title><meta property=article:published_time content='1404-03-31'>", "<h1>پل بسته شد</h1><p>۳۱ خرداد ۱۴۰۴</p>")
                .replace("<html>", "<html lang=fa dir=rtl>"),
            ["پل بسته شد", "-", "-", "-", "fa", "-"],
        ),
        ("nothing in its head", page("", ""), ["-", "-", "-", "-", "-", "-"]),
        (
            "dates that cannot be meant",
            page(
                "<title>Bridge shut for summer</title><meta property=article:published_time content='2031-01-01'><meta name=date content='06/07/2025'>",
                "<h1>Bridge shut for summer</h1>",
            ),
            ["Bridge shut for summer", "-", "-", "-", "-", "-"],
        ),
    ];
    for (name, page, expected) in cases {
        let draft = draft(CaptureFormat::Html, page.as_bytes());
        assert_eq!(told(&draft), expected, "{name}");
    }
}

/// The date of publication found in a page with this moment in its metadata and these lines below the headline.
fn published(data: &str, head: &str, lines: &str) -> String {
    let head =
        format!("<title>Vote on the bridge</title><meta property='article:published_time' content='{data}'>{head}");
    told(&draft(CaptureFormat::Html, page(&head, &format!("<h1>Vote on the bridge</h1>{lines}")).as_bytes()))[3].clone()
}

#[test]
fn a_moment_in_utc_is_the_day_that_the_page_shows_or_stays_a_moment() {
    let late = "2025-05-01T03:20:00Z";
    for (data, head, lines, expected) in [
        (late, "", "", "2025-05-01T03:20Z"),
        ("2025-05-01T03:20:07.123+00:00", "", "", "2025-05-01T03:20:07Z"),
        ("Thu, 01 May 2025 03:20:00 GMT", "", "", "2025-05-01T03:20Z"),
        ("20250501T032000Z", "", "", "2025-05-01T03:20Z"),
        ("Apr 30, 2025 11:20 p.m. -0400", "", "", "2025-04-30"),
        (late, "", "<p>April 30, 2025, 11:20 p.m. ET</p>", "2025-04-30"),
        (late, "", "<p>30 avril 2025 à 23h20</p>", "2025-04-30"),
        (late, "", "<p>Miércoles 30 de abril de 2025, 22:20 h</p>", "2025-04-30"),
        (late, "", "<p>30. April 2025, 22:20 Uhr</p>", "2025-04-30"),
        (
            late,
            "",
            "<p>Posted on <time datetime='2025-04-30T23:20:00-04:00'>April 30, 2025</time> by x</p>",
            "2025-04-30",
        ),
        (late, "<meta name=pubdate content='2025-04-30T22:20-0500'>", "", "2025-04-30"),
        (late, "<link rel=canonical href='https://courier.example/2025/04/30/vote/'>", "", "2025-04-30"),
        // A day on which the moment cannot have been anywhere belongs to something else.
        (late, "", "<p>12 April 2025</p>", "2025-05-01T03:20Z"),
        (late, "<link rel=canonical href='https://courier.example/2025/04/12/vote/'>", "", "2025-05-01T03:20Z"),
        // Midnight in UTC most likely stands for a day without a clock time.
        ("2025-05-01T00:00:00Z", "", "", "2025-05-01~"),
        ("2025-05-01T00:00:00Z", "", "<p>1 May 2025</p>", "2025-05-01"),
        ("2025-05-01T01:30:00+02:00", "", "", "2025-05-01"),
        ("2025-05-01T01:30:00", "", "", "2025-05-01"),
        ("2025-05-01", "", "", "2025-05-01"),
    ] {
        assert_eq!(published(data, head, lines), expected, "{data} {head} {lines}");
        assert!(crate::date::UnzonedDate::parse(expected).is_ok(), "{expected} is no date");
    }
}

#[test]
fn a_time_element_in_utc_names_no_day() {
    let told = |lines: &str| {
        let body = format!("<h1>Vote on the bridge</h1>{lines}");
        told(&draft(CaptureFormat::Html, page("<title>Vote on the bridge</title>", &body).as_bytes()))[3].clone()
    };
    assert_eq!(told("<time datetime='2025-05-01T03:20:00Z'>8 hours ago</time>"), "2025-05-01T03:20Z");
    assert_eq!(told("<time datetime='2025-05-01T03:20:00Z'>April 30, 2025</time>"), "2025-04-30");
}

#[test]
fn bylines_are_read_in_the_language_of_the_page() {
    for (language, line, expected) in [
        ("fr", "Par Léa Exemple et Paul Modèle", "Léa Exemple et Paul Modèle"),
        ("fr", "Par Léa Exemple, le 3 mai 2025", "Léa Exemple"),
        ("de", "Von Karla Muster und Jan Probe", "Karla Muster und Jan Probe"),
        ("es", "Por Lucía Muestra | 3 de mayo de 2025", "Lucía Muestra"),
        ("pt-BR", "Por Lúcia Amostra", "Lúcia Amostra"),
        ("it", "di Carla Esempio", "Carla Esempio"),
        ("nl", "Door Piet Voorbeeld", "Piet Voorbeeld"),
        ("fa", "نویسنده: نمونه آزمایشی", "نمونه آزمایشی"),
        ("ar", "بقلم: مثال تجريبي", "مثال تجريبي"),
        ("he", "מאת: דוגמה לדוגמה", "דוגמה לדוגמה"),
        ("tr", "Yazan: Ayşe Örnek", "Ayşe Örnek"),
        ("ru", "Автор: Анна Пример", "Анна Пример"),
        ("zh", "作者：张样本", "张样本"),
        ("en", "Door County Example", "-"),
        ("en", "Von Trapp Example", "-"),
    ] {
        let head = "<title>Bridge shut for summer</title>";
        let page = page(head, &format!("<h1>Bridge shut for summer</h1><p>{line}</p>"));
        let page = page.replace("<html>", &format!("<html lang={language}>"));
        assert_eq!(told(&draft(CaptureFormat::Html, page.as_bytes()))[2], expected, "{line}");
    }
    let head = "<title>Bridge shut</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Bridge shut\",\
        \"author\":[{\"name\":\"Por LUCÍA MUESTRA\"},{\"name\":\"Por Ana Ejemplo\"}]}</script>";
    let page = page(head, "<h1>Bridge shut</h1>").replace("<html>", "<html lang=es>");
    assert_eq!(told(&draft(CaptureFormat::Html, page.as_bytes()))[2], "LUCÍA MUESTRA, Ana Ejemplo");
}

#[test]
fn the_day_of_saving_is_what_the_page_notes_or_what_is_known_of_the_file() {
    let taken = |head: &str, hints: &ImportHints| {
        let page = page(&format!("{head}<title>Bridge shut</title>"), "<h1>Bridge shut</h1>");
        let draft = article(CaptureFormat::Html, page.as_bytes(), hints).expect("it can be read");
        (draft.taken.day.to_string(), draft.taken.how, draft.file())
    };
    let single_file = "<!--\n Page saved with SingleFile \n url: https://courier.example/a \n saved date: Fri Jun 20 2025 23:15:12 \
        GMT+0200 (Central European Summer Time)\n-->";
    let (day, how, file) = taken(single_file, &hints());
    assert_eq!((&*day, how), ("2025-06-20", "SingleFile noted it"));
    assert!(file.contains("taken = 2025-06-20 }\n"), "{file}");
    let monolith = "<!-- Saved from https://courier.example/a at 2025-06-19T23:15:12Z using monolith v2.8.3 -->";
    assert_eq!(taken(monolith, &hints()).0, "2025-06-19");
    assert_eq!(
        taken("<meta name='savepage-date' content='Thu Jun 19 2025 08:00:00 GMT+0100'>", &hints()).0,
        "2025-06-19"
    );
    let (day, how, file) = taken("<!-- saved date: 2025-06-20 -->", &hints());
    assert_eq!((&*day, how), ("2025-07-01", "time of the file"));
    assert!(file.contains("taken = 2025-07-01 }    # taken: time of the file; check it\n"), "{file}");
    let told = CaptureDay::sure(NaiveDate::from_ymd_opt(2025, 7, 2).expect("it is a day"), "as you say");
    assert_eq!(taken(single_file, &ImportHints { taken: told, ..ImportHints::default() }).0, "2025-07-02");
}

#[test]
fn a_page_in_an_old_encoding_is_read() {
    let page =
        page("<meta charset=windows-1251><title>Мост закрыт</title>", "<h1>Мост закрыт</h1>").replace("©", "(c)");
    let draft = draft(CaptureFormat::Html, &encoding_rs::WINDOWS_1251.encode(&page).0);
    assert_eq!(told(&draft)[0], "Мост закрыт");
}

#[test]
fn texts_tell_of_themselves_in_their_lines() {
    let list = "Another headline of the day\n".repeat(12);
    let sections = "Home\nNews\nSport\nCulture\nWeather\nTraffic\nFerries\nArchive\nContact\n";
    let cases = [
        (
            "By without a name",
            format!("Bridge shut for summer\n\nBy | June 20, 2025\n\n{TEXT}"),
            ["Bridge shut for summer", "-", "2025-06-20"],
        ),
        (
            "By with a name and a date",
            format!("Bridge shut for summer\nBy ANN EXAMPLE | June 20, 2025\n{TEXT}"),
            ["Bridge shut for summer", "ANN EXAMPLE", "2025-06-20"],
        ),
        (
            "a month behind the name",
            format!("Bridge shut for summer\nBy Ann de la Example June 20, 2025\n{TEXT}"),
            ["Bridge shut for summer", "Ann de la Example", "2025-06-20"],
        ),
        (
            "a label before the title",
            format!("Title: Bridge shut: the whole story\n{TEXT}"),
            ["Bridge shut: the whole story", "-", "-"],
        ),
        (
            "headlines and a column first",
            format!("{list}Notebook\n\nBridge shut for summer\n\nPhoto by Bob Sample\n\n{TEXT}"),
            ["Bridge shut for summer", "-", "-"],
        ),
        (
            "headlines first, then a blank line",
            format!("{list}\nBridge shut for summer\nWhy nobody was told of it\n\n{TEXT}"),
            ["Bridge shut for summer", "-", "-"],
        ),
        (
            "a menu first",
            format!("{sections}\nBridge shut for summer\n20.06.2025\n\n{TEXT}"),
            ["Bridge shut for summer", "-", "2025-06-20"],
        ),
        (
            "an update",
            format!("Bridge shut for summer\nLast updated Friday, 20 June 2025\n{TEXT}"),
            ["Bridge shut for summer", "-", "2025-06-20~"],
        ),
        (
            "a wire's opening",
            format!("Bridge shut for summer\nSALTMOUTH, June 20, 2025 (Wire) — {TEXT}"),
            ["Bridge shut for summer", "-", "2025-06-20~"],
        ),
        (
            "a post",
            format!("Bridge shut for summer\n{TEXT}\nShut!\n— Harbour Watch (@harbourwatch) June 21, 2025\n{MORE}"),
            ["Bridge shut for summer", "-", "2025-06-21~"],
        ),
        (
            "a date in the story is not the article's",
            format!("Bridge shut for summer\n{TEXT}\nIt was built on 3 May 1931 by the port.\n{MORE}"),
            ["Bridge shut for summer", "-", "-"],
        ),
        (
            "a date at the end",
            format!("Bridge shut for summer\n{TEXT}\n{MORE}\n{MORE}\n{MORE}\n{MORE}\nPublished 20 June 2025"),
            ["Bridge shut for summer", "-", "2025-06-20"],
        ),
        (
            "a name in a sentence is no byline",
            format!("Bridge shut for summer\nBy noon the ferries were full\n{TEXT}"),
            ["Bridge shut for summer", "-", "-"],
        ),
    ];
    for (name, text, [title, author, published]) in cases {
        let [found_title, _, found_author, found_published, ..] = told(&draft(CaptureFormat::Text, text.as_bytes()));
        assert_eq!([&*found_title, &*found_author, &*found_published], [title, author, published], "{name}");
    }
    let wide: Vec<u8> =
        format!("\u{feff}Bridge shut for summer\r\n\r\n{TEXT}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(told(&draft(CaptureFormat::Text, &wide))[0], "Bridge shut for summer");
}

#[test]
fn the_pages_furniture_is_set_aside_and_told() {
    let list = "Another headline of the day\n".repeat(9);
    let text = format!(
        "{list}Notebook\n\nBridge shut for summer\n\nBy Ann Example\n\n{TEXT}\n\nAdvertisement\n\nYou may also like: ten ferries\n\n{MORE}\n\n\
         Share prices fell at once\n\nLeave a Reply\n\nYour email address will not be published.\n\nComment *\n"
    );
    let draft = draft(CaptureFormat::Text, text.as_bytes());
    assert_eq!(
        draft.furniture.to_string(),
        "9 headlines and 1 other line before the article, “Advertisement” and 1 more line within it, “Leave a Reply” and 2 more lines after it"
    );
    assert_eq!(draft.words, count_words(TEXT) + count_words(MORE) + 5);
    assert_eq!(Boilerplate::default().to_string(), "nothing");
}

#[test]
fn a_page_without_its_frame_has_the_words_of_its_article() {
    let page = page("<title>Bridge shut for summer</title>", "<h1>Bridge shut for summer</h1>");
    let draft = draft(CaptureFormat::Html, page.as_bytes());
    assert_eq!(draft.words, count_words(TEXT) + 2 * count_words(MORE));
    assert_eq!(draft.furniture.to_string(), "“Home” before the article, “© Harbour Courier” after it");
}

#[test]
fn what_a_person_says_goes_before_every_guess() {
    let hints = ImportHints {
        title: Some("A \"title\" \\ with \u{7f}".to_owned()),
        publisher: Some("Courier".to_owned()),
        published: Some("2025-06~".to_owned()),
        url: Some("https://courier.example/2025/06/17/x".to_owned()),
        ..hints()
    };
    let draft = article(CaptureFormat::Text, format!("Bridge shut\nBy | June 20, 2025\n{TEXT}").as_bytes(), &hints)
        .expect("it is text");
    assert_eq!(told(&draft)[..4], ["A \"title\" \\ with \u{7f}", "Courier", "-", "2025-06~"]);
    let file = draft.file();
    let front = file.split("+++\n").nth(1).expect("there is front matter");
    let front = toml::de::DeTable::parse(front).expect("it is TOML").into_inner();
    // A character that no page can contain is not written.
    assert_eq!(front["title"].get_ref().as_str().map(str::trim_end), Some("A \"title\" \\ with"));
    let capture = front["capture"].get_ref().as_table().expect("it is a table");
    assert_eq!(capture["sha256"].get_ref().as_str(), Some(&*draft.sha256));
}

#[test]
fn what_nothing_tells_is_left_out_of_the_file_with_a_word() {
    let file = draft(
        CaptureFormat::Text,
        format!("Bridge shut for summer\n{TEXT}\n— Watch (@watch) June 21, 2025").as_bytes(),
    )
    .file();
    assert!(file.contains("\n# publisher = \"\"      # nothing tells it: write it here\n"), "{file}");
    assert!(file.contains("\npublished = \"2025-06-21~\"    # date of the embedded post; check it\n"), "{file}");
}

#[test]
fn hostile_pages_neither_hang_nor_overflow() {
    let pages = [
        "<div>".repeat(100_000) + TEXT,
        "<p><b>x".repeat(30_000) + TEXT,
        "<font a><table><td>".repeat(30_000) + TEXT,
        (0..50_000).fold(String::new(), |page, n| page + &format!("<p><b class=c{n}>{n}</i></p>")),
        "<b><div></b>".repeat(30_000) + TEXT,
        format!("<script type=application/ld+json>{}{}</script>{TEXT}", "[".repeat(100_000), "]".repeat(100_000)),
    ];
    for page in pages {
        assert!(draft(CaptureFormat::Html, page.as_bytes()).words > 0, "{}", &page[..40]);
    }
}

#[test]
fn a_text_of_many_equal_lines_is_read_line_by_line() {
    // Each of these lines can be the name of a column, and none can be a headline.
    let draft = draft(CaptureFormat::Text, "Harbour\n".repeat(5_000).as_bytes());
    assert_eq!((draft.words, draft.fields.title.map(|title| title.value).as_deref()), (4_999, Some("Harbour")));
}
