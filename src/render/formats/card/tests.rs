//! Tests that draw cards, decode them and count pixels.

use sha2::{Digest, Sha256};

use super::colours::{CardColours, Ink, Rgb};
use super::fonts::FILES;
use super::mark::{DRAWING, png_chunks};
use super::*;
use crate::text::hex;

const PAPER: Rgb = [0xfd, 0xfc, 0xf9];

/// Words of several scripts, some of them long.
const WORDS: [&str; 14] = [
    "Iran",
    "talks",
    "a",
    "US–Iran",
    "(E3)",
    "Erdoğan",
    "in",
    "non-compliance",
    "Staatsangehörigkeitsangelegenheiten",
    "встреча",
    "Κωνσταντινούπολη",
    "مذاکره‌ای",
    "«ایران»",
    "בז׳נבה",
];

/// A decoded card.
struct DecodedCard(Vec<u8>);

impl DecodedCard {
    fn of(card: &Card) -> Self {
        let file = card.draw(&Fonts::new());
        let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!((info.width, info.height, info.color_type), (1200, 630, png::ColorType::Rgb));
        Self(pixels)
    }

    /// The number of pixels in a rectangle that are not paper.
    fn drawn(&self, left: usize, top: usize, right: usize, bottom: usize) -> usize {
        let row = |y: usize| self.0[(y * 1200 + left) * 3..(y * 1200 + right) * 3].chunks_exact(3);
        (top..bottom).flat_map(row).filter(|pixel| *pixel != PAPER).count()
    }

    /// The number of pixels between the line above a title and the rule below it that are not paper.
    fn title(&self) -> usize {
        self.drawn(300, 212, 1140, 496)
    }

    fn assert_has_margins(&self, of: &str) {
        for (left, top, right, bottom) in [(0, 0, 60, 630), (1140, 0, 1200, 630), (0, 0, 1200, 48), (0, 580, 1200, 630)]
        {
            assert_eq!(self.drawn(left, top, right, bottom), 0, "there is ink in the margin of {of:?}");
        }
        // The right end of the day's column, and the space between the title and the rule below it.
        assert_eq!(self.drawn(306, 212, 318, 496), 0, "{of:?} touches the day");
        assert_eq!(self.drawn(330, 494, 1140, 501), 0, "{of:?} touches the rule below it");
    }
}

fn event(title: &str, status: Status) -> Card {
    let pieces = |words: &[&str]| words.iter().map(|word| TextRun::Soft((*word).to_owned())).collect();
    let day = CardDate { weekday: Some("Wednesday".into()), number: Some("30".into()), rest: "September 2025".into() };
    Card {
        rtl: false,
        name: "Open Chronology".into(),
        aside: Some("The bridge".into()),
        title: title.into(),
        body: CardBody::Entry(EntryCard {
            day: Some(day),
            line: pieces(&["About 12:00", "Tehran"]),
            lines: Vec::new(),
            status: Some(status),
            foot: pieces(&["3 reports", "·", "2 origins"]),
        }),
    }
}

/// The card of a disputed event whose question and answers have these words.
fn disputed(title: &str, words: &str) -> Card {
    let answer = |words: &str, who: &str| CardLine { words: TextRun::Strong(words.into()), aside: Some(who.into()) };
    let ask = CardLine { words: TextRun::Soft(format!("{words}?")), aside: Some("2 of 3 answers".into()) };
    let mut card = event(title, Status::Disputed);
    let CardBody::Entry(entry) = &mut card.body else { unreachable!("an event's card is an entry") };
    entry.lines = vec![ask, answer(words, "The Gazette"), answer("No", words)];
    card
}

#[test]
fn a_dispute_fits_between_the_title_and_the_rule() {
    for words in ["Yes", &"x".repeat(200), &"many words ".repeat(30), "مذاکرات", "伊朗"] {
        for title in ["Talks begin", &"bridge over the river ".repeat(9)] {
            let picture = DecodedCard::of(&disputed(title, words));
            picture.assert_has_margins(words);
            // The marks of the two answers, and at least the name or the answer beside each.
            for base in [438, 480] {
                assert_eq!(picture.drawn(324, base - 20, 330, base), 6 * 20, "an answer of {words:?} has no mark");
                assert!(picture.drawn(344, base - 22, 1140, base) > 100, "an answer of {words:?} was not drawn");
            }
        }
    }
    let mirrored = DecodedCard::of(&Card { rtl: true, ..disputed("مذاکرات", "بله") });
    assert_eq!(mirrored.drawn(1200 - 330, 460, 1200 - 324, 480), 6 * 20);
}

#[test]
fn a_long_text_is_cut_between_words() {
    let fonts = Fonts::new();
    let cut = |text: &str, width: f32| shortened(&fonts, FontStack::Label, text, width);
    assert_eq!(cut("one two three", 20.0), "one two three");
    assert_eq!(cut("severe, damaging", 6.0), "severe…");
    assert_eq!(cut("severe damage", 6.0), "severe…");
    // A word that takes most of the line is broken.
    let long = cut("on counterrevolutionaries", 8.0);
    assert!(long.starts_with("on counterre") && long.ends_with('…'), "{long}");
}

#[test]
fn titles_of_any_length_fit_between_the_margins() {
    let mut random = fastrand::Rng::with_seed(11);
    for _ in 0..40 {
        let length = random.usize(10..=200);
        let mut title = String::new();
        while title.chars().count() < length {
            title.push_str(WORDS[random.usize(..WORDS.len())]);
            title.push(if random.u8(..8) == 0 { '-' } else { ' ' });
        }
        let title: String = title.chars().take(length).collect();
        let picture = DecodedCard::of(&event(&title, Status::Reported));
        assert!(picture.title() > 1000, "{title:?} was not drawn");
        picture.assert_has_margins(&title);
    }
}

#[test]
fn a_word_without_end_is_broken_and_a_text_without_end_is_cut() {
    for title in ["x".repeat(200), "word ".repeat(400), "כתב".repeat(300)] {
        let picture = DecodedCard::of(&event(&title, Status::Confirmed));
        assert!(picture.title() > 5000, "{title:?} was not drawn");
        picture.assert_has_margins(&title);
    }
}

#[test]
fn no_line_is_wider_than_its_frame_and_none_is_lost() {
    let fonts = Fonts::new();
    let frame = TextBox { width: 300.0, height: 100.0, sizes: &[40.0, 30.0, 20.0], leading: 1.2 };
    for (text, lines, size) in
        [("short", 1, 40.0), ("two lines of some words", 2, 40.0), (&"some words ".repeat(40), 4, 20.0)]
    {
        let paragraph = paragraph(&fonts, FontStack::Title, text.trim(), &frame);
        assert_eq!((paragraph.lines.len(), paragraph.size), (lines, size), "{text:?}");
        assert!(paragraph.lines.iter().all(|line| line.width * paragraph.size <= frame.width), "{text:?}");
    }
}

#[test]
fn each_status_has_a_picture_of_its_own() {
    let pictures: Vec<DecodedCard> =
        Status::ALL.iter().map(|status| DecodedCard::of(&event("Ceasefire", *status))).collect();
    let marks: Vec<usize> = pictures.iter().map(|picture| picture.drawn(324, 525, 356, 565)).collect();
    for (at, mark) in marks.iter().enumerate() {
        assert!(*mark > 100, "{:?} has no mark", Status::ALL[at]);
        assert!(!marks[..at].contains(mark), "{:?} looks like another status: {marks:?}", Status::ALL[at]);
    }
}

#[test]
fn titles_are_drawn_in_the_scripts_that_there_are_fonts_for() {
    for title in ["Переговоры", "Διαπραγματεύσεις", "مذاکرات", "المفاوضات", "משא ומתן", "Đàm phán", "Erdoğan ʿAlī"]
    {
        let picture = DecodedCard::of(&event(title, Status::Reported));
        assert!(picture.title() > 2000, "{title} was not drawn");
        picture.assert_has_margins(title);
    }
}

#[test]
fn a_title_from_the_right_ends_at_the_right_margin() {
    let picture = DecodedCard::of(&event("مذاکرات", Status::Reported));
    assert_eq!(picture.drawn(306, 212, 700, 496), 0);
    assert!(picture.drawn(1000, 212, 1129, 496) > 1000);
}

#[test]
fn the_card_of_a_site_from_the_right_is_the_other_way_round() {
    let picture = DecodedCard::of(&Card { rtl: true, ..event("مذاکرات", Status::Reported) });
    assert!(picture.drawn(900, 212, 1140, 320) > 1000, "the day does not hang at the right");
    assert_eq!(picture.drawn(0, 212, 60, 496), 0);
}

#[test]
fn letters_that_no_font_has_are_never_drawn_as_boxes() {
    let without = DecodedCard::of(&event("", Status::Reported));
    assert_eq!(without.title(), 0);
    for title in ["伊朗外长表示", "Talks in 日内瓦", "गिनती"] {
        assert!(DecodedCard::of(&event(title, Status::Reported)).0 == without.0, "{title} was drawn");
    }
    let plain = DecodedCard::of(&event("Talks begin", Status::Reported));
    assert!(DecodedCard::of(&event("Talks 🚀 begin ☃", Status::Reported)).0 == plain.0, "a picture stands in a title");
}

#[test]
fn the_card_of_the_timeline_has_its_strip_and_numbers() {
    let counts = |number: &str| vec![(number.to_owned(), "events".to_owned()), ("9".to_owned(), "sources".to_owned())];
    let card = |strip: Vec<(usize, usize)>, number: &str| Card {
        aside: None,
        body: CardBody::Timeline(TimelineCard { period: Some("June 2025".into()), counts: counts(number), strip }),
        ..event("The bridge", Status::Reported)
    };
    let strip = |picture: &DecodedCard| picture.drawn(60, 430, 1140, 494);
    let (bare, full) = (DecodedCard::of(&card(vec![(0, 0); 30], "0")), DecodedCard::of(&card(vec![(2, 1); 30], "60")));
    assert_eq!(strip(&bare), 0);
    assert!(strip(&full) > 10_000);
    for events in [1, 400] {
        let picture = DecodedCard::of(&card(vec![(events, 0); 120], &"9".repeat(80)));
        for (left, right) in [(0, 60), (1140, 1200)] {
            assert_eq!(picture.drawn(left, 0, right, 630), 0, "the strip or the numbers reach into the margin");
        }
    }
}

#[test]
fn a_card_is_the_same_every_time() {
    let card = event("Talks begin in Geneva", Status::Disputed);
    assert!(card.draw(&Fonts::new()) == card.draw(&Fonts::new()));
}

#[test]
fn a_card_does_not_depend_on_those_that_were_drawn_before_it() {
    let fonts = Fonts::new();
    // Each script twice: first with new shape plans, then with cached ones.
    for title in WORDS.iter().chain(&WORDS) {
        let card = event(title, Status::Reported);
        assert!(card.draw(&fonts) == card.draw(&Fonts::new()), "{title}");
    }
}

/// A card of the whole timeline with a strip.
fn timeline(cells: usize) -> Card {
    let counts = vec![("60".into(), "events".into()), ("9".into(), "distinct origins".into())];
    let strip = (0..cells).map(|at| (at % 7, at % 7 / 2)).collect();
    let body = CardBody::Timeline(TimelineCard { period: Some("June 2025".into()), counts, strip });
    Card { aside: None, body, ..event("The bridge", Status::Reported) }
}

/// Cards that together use all of the drawing: every status, script and size, days in words, both directions.
fn cards_for_reference() -> Vec<Card> {
    let day_in_words = CardDate { weekday: None, number: None, rest: "a day in the autumn of 1847".into() };
    let line = vec![TextRun::Strong("About 12:00".into()), TextRun::Soft("Tehran and 2 other places".into())];
    let undated = EntryCard {
        day: Some(day_in_words),
        line,
        lines: Vec::new(),
        status: None,
        foot: vec![TextRun::Strong("Rests on A".into())],
    };
    let disputes = [1, 4, 9].map(|words| disputed("Talks begin", &"some words ".repeat(words)));
    let sizes = (1..40).step_by(3).map(|words| event(&"bridge over the river ".repeat(words), Status::Reported));
    let statuses = Status::ALL.iter().map(|status| event("Talks begin in Geneva", *status));
    let scripts = WORDS.iter().map(|word| event(word, Status::Disputed));
    let others = [
        Card { body: CardBody::Entry(undated), ..event("A letter", Status::Reported) },
        Card { rtl: true, ..event(&WORDS.join(" "), Status::Denied) },
        event(&"x".repeat(200), Status::Confirmed),
        timeline(30),
        timeline(120),
    ];
    sizes.chain(statuses).chain(scripts).chain(others).chain(disputes).collect()
}

#[test]
fn whoever_changes_the_drawing_gives_it_another_name() {
    let fonts = Fonts::new();
    let mut hasher = Sha256::new();
    for card in cards_for_reference() {
        let file = card.draw(&fonts);
        // All chunks except the mark, which contains the version itself.
        for (kind, data) in png_chunks(&file).filter(|(kind, _)| *kind != b"tEXt") {
            hasher.update(kind);
            hasher.update(data);
        }
    }
    for font in FILES {
        hasher.update(font);
    }
    let drawing = hex(&hasher.finalize()[..8]);
    assert!(
        drawing == DRAWING,
        "cards are drawn or packed in another way than before; in src/render/formats/card/mark.rs, write\n\
         pub(super) const DRAWING: &str = \"{drawing}\";"
    );
}

#[test]
fn a_file_tells_which_card_it_is() {
    let cards = cards_for_reference();
    let file = cards[0].draw(&Fonts::new());
    for (at, card) in cards.iter().enumerate() {
        assert_eq!(card.is_drawn_in(&file), at == 0, "{}", card.words());
    }
    // Every part of a card counts, even if there is no room for it.
    let entry = |change: &dyn Fn(&mut EntryCard)| {
        let mut card = event("Talks", Status::Reported);
        let CardBody::Entry(entry) = &mut card.body else { unreachable!("an event's card is an entry") };
        change(entry);
        card
    };
    let file = event("Talks", Status::Reported).draw(&Fonts::new());
    assert!(entry(&|_| {}).is_drawn_in(&file));
    for other in [
        Card { rtl: true, ..event("Talks", Status::Reported) },
        Card { name: String::new(), ..event("Talks", Status::Reported) },
        Card { aside: None, ..event("Talks", Status::Reported) },
        event("Talk", Status::Reported),
        event("Talks", Status::Denied),
        entry(&|entry| entry.day = None),
        entry(&|entry| entry.line[0] = TextRun::Strong("About 12:00".into())),
        entry(&|entry| drop(entry.line.pop())),
        entry(&|entry| entry.lines = vec![CardLine { words: TextRun::Soft("Who?".into()), aside: None }]),
        entry(&|entry| entry.status = None),
        entry(&|entry| drop(entry.foot.pop())),
        timeline(1),
    ] {
        assert!(!other.is_drawn_in(&file), "{}", other.words());
    }
    assert!(timeline(4).is_drawn_in(&timeline(4).draw(&Fonts::new())));
    assert!(!timeline(4).is_drawn_in(&timeline(5).draw(&Fonts::new())));
}

#[test]
fn a_file_that_is_no_card_has_no_mark() {
    let card = event("Talks", Status::Reported);
    let file = card.draw(&Fonts::new());
    for length in (0..400).chain([file.len()]) {
        // The mark comes before the image data, so the beginning of a file is enough.
        assert_eq!(card.is_drawn_in(&file[..length]), length >= 202, "{length}");
    }
    for other in [&b""[..], b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n\xff\xff\xff\xfftEXt", &[0; 400]] {
        assert!(!card.is_drawn_in(other));
    }
}

#[test]
fn a_card_can_be_told_in_words() {
    assert_eq!(
        event("Talks begin", Status::Disputed).words(),
        "Wednesday 30 September 2025. About 12:00 Tehran. Talks begin. Disputed. 3 reports · 2 origins"
    );
    assert_eq!(
        disputed("Talks begin", "Yes").words(),
        "Wednesday 30 September 2025. About 12:00 Tehran. Talks begin. Yes? 2 of 3 answers. Yes: The Gazette. No: Yes. \
         Disputed. 3 reports · 2 origins"
    );
    let counts = "June 2025. 60 events, 9 distinct origins";
    assert_eq!(timeline(3).words(), format!("Open Chronology. The bridge. {counts}"));
    assert_eq!(Card { name: "The bridge".into(), ..timeline(3) }.words(), format!("The bridge. {counts}"));
}

#[test]
fn the_colours_are_those_of_the_style_sheet() {
    let style = include_str!("../../../../static/style.css");
    let token = |name: &str, [red, green, blue]: Rgb| {
        let wanted = format!("--{name}: light-dark(#{red:02x}{green:02x}{blue:02x},");
        assert!(style.contains(&wanted), "style.css has no {wanted}");
    };
    let of = |status: Status, ink: Ink| CardColours::new(status).inks[ink as usize];
    token("paper", CardColours::new(Status::Reported).paper);
    token("ink", of(Status::Reported, Ink::Dark));
    token("soft", of(Status::Reported, Ink::Soft));
    token("rule", of(Status::Reported, Ink::Rule));
    for status in [Status::Confirmed, Status::Reported, Status::Disputed, Status::Denied] {
        token(status.word(), of(status, Ink::Tone));
    }
    assert_eq!(of(Status::Retracted, Ink::Tone), of(Status::Retracted, Ink::Soft));
}
