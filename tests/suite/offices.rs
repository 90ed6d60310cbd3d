//! Who held which office when, as sentences say it: the lint on saved texts, and on invented sentences that lay traps.
//!
//! The people and offices are those of the sample site; the sentences are made up.

use camino::Utf8Path;
use chrono_tz::UTC;
use dateline::config::RawHtmlPolicy;
use dateline::date::{UnzonedDate, When};
use dateline::model::Site;
use dateline::verify::lints::office::{OfficeHolders, OfficeMisattribution, misattributions, words};
use dateline::verify::lints::weekday;
use dateline::{load, parse, resolve};

use crate::captures::texts;
use crate::support::{random_from, root};

/// The sample site, as it is resolved.
fn sample() -> Site {
    let loaded = load::load(Utf8Path::from_path(&root()).expect("the repository's path is UTF-8"), None);
    let text = |file| loaded.inputs.files.get(file);
    let file = loaded.inputs.site.expect("the sample has a site.toml");
    let (config, _) = parse::config(file, &text(file).path, &text(file).text);
    let documents: Vec<_> = loaded
        .inputs
        .content
        .iter()
        .map(|(file, kind)| parse::parse(*kind, *file, &text(*file).path, &text(*file).text, RawHtmlPolicy::Escape).0)
        .collect();
    resolve::resolve(&documents, config, false).0
}

fn when(date: &str) -> When {
    When::new(UnzonedDate::parse(date).expect("the tests' dates are EDTF"), UTC).expect("days have no gaps")
}

/// "words | actor | office", for comparing.
fn shown(site: &Site, text: &str, found: &[OfficeMisattribution]) -> Vec<String> {
    found.iter().map(|m| format!("{} | {} | {}", &text[m.range.clone()], site[m.actor].id, site[m.office].id)).collect()
}

#[test]
fn the_saved_texts_give_five_offices_to_people_who_had_left_them() {
    let Some(captures) = texts() else { return };
    let site = sample();
    let roster = OfficeHolders::new(&site);
    let mut found: Vec<String> = Vec::new();
    for source in &site.sources {
        let Some(text) = source.capture.as_ref().and_then(|capture| captures.get(&capture.sha256)) else { continue };
        let date = source.published.as_ref().expect("the sample's articles are dated");
        let of_source = shown(&site, text, &misattributions(text, date, &roster));
        found.extend(of_source.into_iter().map(|line| format!("{}: {line}", source.id)));
    }
    found.sort();
    let expected = [
        "chaspravdy-istanbul: Iranian President Ebrahim Raisi | raisi | president-of-iran",
        "chaspravdy-istanbul: Vice President Mike Pence | pence | vice-president-of-the-united-states",
        "county-local-asked-us: Biden administration | biden | president-of-the-united-states",
        "county-local-asked-us: President Ebrahim Raisi | raisi | president-of-iran",
        "county-local-asked-us: President Ebrahim Raisi | raisi | president-of-iran",
        "county-local-desperate: Biden administration | biden | president-of-the-united-states",
        "county-local-desperate: Biden administration | biden | president-of-the-united-states",
        "county-local-desperate: Iran’s Foreign Minister Mohammad Javad Zarif | zarif | foreign-minister-of-iran",
        "county-local-khamenei-refused: Biden administration | biden | president-of-the-united-states",
    ];
    assert_eq!(found, expected);
}

/// A date, a sentence, and what is wrong in it: "words | actor | office".
type Case = (&'static str, &'static str, &'static [&'static str]);

const PENCE: &str = "Vice President Mike Pence | pence | vice-president-of-the-united-states";

const WRONG: &[Case] = &[
    ("2025-06-21", "Aides packed for Vice President Mike Pence and two envoys.", &[PENCE]),
    (
        "2025-06-21",
        "The letter was addressed to President Ebrahim Raisi.",
        &["President Ebrahim Raisi | raisi | president-of-iran"],
    ),
    (
        "2025-06-21",
        "Iranian President Ebrahim Raisi, who rarely travels, stayed at home.",
        &["Iranian President Ebrahim Raisi | raisi | president-of-iran"],
    ),
    ("2025-06-21", "Nobody had asked president Raisi.", &["president Raisi | raisi | president-of-iran"]),
    ("2025-06-21", "PRESIDENT RAISI SPEAKS TONIGHT", &["PRESIDENT RAISI | raisi | president-of-iran"]),
    (
        "2025-06-21",
        "The call reached Foreign Minister Mohammad Javad Zarif at noon.",
        &["Foreign Minister Mohammad Javad Zarif | zarif | foreign-minister-of-iran"],
    ),
    (
        "2025-06-21",
        "Iran's Foreign Minister Javad Zarif has no such plans.",
        &["Iran's Foreign Minister Javad Zarif | zarif | foreign-minister-of-iran"],
    ),
    (
        "2025-06-21",
        "Ebrahim Raisi, the president of Iran, is waiting for an answer.",
        &["Ebrahim Raisi, the president of Iran | raisi | president-of-iran"],
    ),
    (
        "2025-06-21",
        "Mike Pence, the U.S. vice president, will fly to Muscat.",
        &["Mike Pence, the U.S. vice president | pence | vice-president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "Raisi, who is president of Iran, sees no hurry.",
        &["Raisi, who is president of Iran | raisi | president-of-iran"],
    ),
    (
        "2025-06-21",
        "The Biden administration is weighing its options.",
        &["Biden administration | biden | president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "Diplomats say Biden's administration has grown impatient.",
        &["Biden's administration | biden | president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "Talks with the Biden administration are now on hold.",
        &["Biden administration | biden | president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "The Raisi government wants the sanctions lifted.",
        &["Raisi government | raisi | president-of-iran"],
    ),
    (
        "2025-06-21",
        "U.S. President Joe Biden called the harbour master.",
        &["U.S. President Joe Biden | biden | president-of-the-united-states"],
    ),
    (
        "2023-05-02",
        "President Donald Trump cut the ribbon himself.",
        &["President Donald Trump | trump | president-of-the-united-states"],
    ),
    (
        "2023-05-02",
        "Iranian President Masoud Pezeshkian welcomed the rowers.",
        &["Iranian President Masoud Pezeshkian | pezeshkian | president-of-iran"],
    ),
    (
        "2025-06-21",
        "President JD Vance thanked the volunteers.",
        &["President JD Vance | vance | president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "Iranian President Abbas Araghchi declined to comment.",
        &["Iranian President Abbas Araghchi | araghchi | president-of-iran"],
    ),
    (
        "2025-06-21",
        "Iran's president, Ebrahim Raisi, has a garden.",
        &["Iran's president, Ebrahim Raisi | raisi | president-of-iran"],
    ),
    (
        "2025-06-21",
        "The president of Iran Ebrahim Raisi keeps bees.",
        &["president of Iran Ebrahim Raisi | raisi | president-of-iran"],
    ),
    (
        "2025-06-21",
        "On 20 June 2025 President Ebrahim Raisi opened a library.",
        &["President Ebrahim Raisi | raisi | president-of-iran"],
    ),
    ("2025-06-21", "The plan, inspired by the 2015 agreement, was sent to Vice President Mike Pence.", &[PENCE]),
    ("2025-06", "The month began badly for Vice President Mike Pence.", &[PENCE]),
    (
        "2025-06-21~",
        "At dawn President Raisi and the emir walked along the quay.",
        &["President Raisi | raisi | president-of-iran"],
    ),
    (
        "2025-06-21",
        "Vice-President Mike Pence stayed behind.",
        &["Vice-President Mike Pence | pence | vice-president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "Iran’s leadership, above all under President Ebrahim Raisi, has chosen patience.",
        &["President Ebrahim Raisi | raisi | president-of-iran"],
    ),
    (
        "2025-06-21",
        "The boats had left, nobody at the pier knew of it, said Vice\nPresident Mike Pence, and the tide would not wait for President Ebrahim\nRaisi, either.",
        &[
            "Vice\nPresident Mike Pence | pence | vice-president-of-the-united-states",
            "President Ebrahim\nRaisi | raisi | president-of-iran",
        ],
    ),
    (
        "2025-06-21",
        "President Dr. Ebrahim Raisi signed the guest book.",
        &["President Dr. Ebrahim Raisi | raisi | president-of-iran"],
    ),
    (
        "2025-06-21",
        "Ebrahim Raisi is the president of Iran.",
        &["Ebrahim Raisi is the president of Iran | raisi | president-of-iran"],
    ),
    (
        "2025-06-21",
        "Supreme Leader Ebrahim Raisi has the last word.",
        &["Supreme Leader Ebrahim Raisi | raisi | supreme-leader-of-iran"],
    ),
    (
        "2025-06-21",
        "Ministers fear that the Biden administration will walk away.",
        &["Biden administration | biden | president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "Tehran is again in contact with the Biden administration.",
        &["Biden administration | biden | president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "Zarif (Iran’s foreign minister) left early.",
        &["Zarif (Iran’s foreign minister | zarif | foreign-minister-of-iran"],
    ),
    (
        "2025-06-21",
        "Prime Minister Benjamin Netanyahu telephoned Vice President Pence.",
        &["Vice President Pence | pence | vice-president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "Joe Biden – the American president – is said to be furious.",
        &["Joe Biden – the American president | biden | president-of-the-united-states"],
    ),
    // A second round, written after the first was read without a fault.
    (
        "2025-06-21",
        "The White House said Vice President Pence would attend.",
        &["Vice President Pence | pence | vice-president-of-the-united-states"],
    ),
    ("2025-06-21", "‘We are ready,’ President Raisi told reporters.", &["President Raisi | raisi | president-of-iran"]),
    (
        "2025-06-21",
        "Iranian Foreign Minister Zarif's remarks surprised nobody.",
        &["Iranian Foreign Minister Zarif | zarif | foreign-minister-of-iran"],
    ),
    (
        "2025-06-21",
        "The Biden administration's latest offer is on the table.",
        &["Biden administration | biden | president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "A spokesman for President Biden declined to answer.",
        &["President Biden | biden | president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "Tehran has told the Biden administration that it will wait.",
        &["Biden administration | biden | president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "On Friday the Biden administration announced new tariffs on rope.",
        &["Biden administration | biden | president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "Iran's hardline president Ebrahim Raisi will speak at dawn.",
        &["president Ebrahim Raisi | raisi | president-of-iran"],
    ),
    ("2025-06-21", "Vice President Mike Pence and Secretary of State Marco Rubio are on board.", &[PENCE]),
    (
        "2025-06-21",
        "Rubio said President Biden’s letter had arrived.",
        &["President Biden | biden | president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "It is up to Mike Pence, vice president of the United States, to break the tie.",
        &["Mike Pence, vice president of the United States | pence | vice-president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "Secretary of State Mike Pence landed.",
        &["Secretary of State Mike Pence | pence | secretary-of-state-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "IRAN’S PRESIDENT EBRAHIM RAISI CALLS FOR CALM",
        &["IRAN’S PRESIDENT EBRAHIM RAISI | raisi | president-of-iran"],
    ),
    ("2025-06-21", "Raisi’s government has not replied.", &["Raisi’s government | raisi | president-of-iran"]),
    // A third round.
    (
        "2025-06-21",
        "Officials close to President Ebrahim Raisi, however, deny the report.",
        &["President Ebrahim Raisi | raisi | president-of-iran"],
    ),
    (
        "2025-06-21",
        "The Biden administration hopes for a reply by Monday.",
        &["Biden administration | biden | president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "In Washington, President Joe Biden faces a choice.",
        &["President Joe Biden | biden | president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "Negotiators led by Iranian Foreign Minister Mohammad Javad Zarif are waiting in Geneva.",
        &["Iranian Foreign Minister Mohammad Javad Zarif | zarif | foreign-minister-of-iran"],
    ),
    (
        "2025-06-21",
        "Both President Trump and Vice President Pence watched from the Situation Room.",
        &["Vice President Pence | pence | vice-president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "Critics of the Biden administration say it is too late.",
        &["Biden administration | biden | president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "The message from US President Biden, sources said, was brief.",
        &["US President Biden | biden | president-of-the-united-states"],
    ),
    (
        "2025-06-21",
        "The Iranian president, Ebrahim Raisi, said no.",
        &["Iranian president, Ebrahim Raisi | raisi | president-of-iran"],
    ),
    (
        "2025-06-21",
        "On June 20, 2025, President Joe Biden waved from the balcony.",
        &["President Joe Biden | biden | president-of-the-united-states"],
    ),
];

const RIGHT: &[Case] = &[
    ("2023-05-02", "Former President Trump played golf.", &[]),
    ("2023-05-02", "The former US President Donald Trump and Vice President Mike Pence once shared a stage here.", &[]),
    ("2025-06-21", "The ex-president Joe Biden was not invited.", &[]),
    ("2025-06-21", "The order was signed by then-President Joe Biden.", &[]),
    ("2025-06-21", "Iran's late President Ebrahim Raisi was fond of the square.", &[]),
    ("2024-12-01", "President-elect Donald Trump named a cook.", &[]),
    ("2025-06-21", "During the Obama administration the pier was rebuilt.", &[]),
    ("2025-06-21", "The two sides had met often during the Obama administration, which ended with a handshake.", &[]),
    ("2023-05-02", "The United States left the accord in 2018 under President Trump.", &[]),
    ("2023-05-02", "The Trump administration’s withdrawal in 2018 is still felt.", &[]),
    ("2022-03-01", "President Ebrahim Raisi received the fishermen.", &[]),
    ("2025-06-21", "Ali Raisi, a shopkeeper, saw nothing.", &[]),
    ("2025-06-21", "Ali Raisi, the president of Iran Rowing Club, saw nothing either.", &[]),
    ("2025-06-21", "President Mike Smith of the rowing club disagreed with Pence.", &[]),
    ("2025-06-21", "Vice President JD Vance landed at dusk.", &[]),
    ("2025-06-21", "Iran's deputy foreign minister Majid Takht-Ravanchi was blunt.", &[]),
    ("2019-05-02", "Deputy Foreign Minister Abbas Araghchi was blunt.", &[]),
    ("2025-06-21", "President Raisins are sold by the pound.", &[]),
    ("2025-06-21", "President Erdoğan offered his house.", &[]),
    ("2025-06-21", "PRESIDENT ERDOĞAN OFFERS HIS HOUSE", &[]),
    ("2025-06-21", "Turkish President Recep Tayyip Erdogan and US President Donald Trump spoke twice.", &[]),
    ("2025-06-21", "Iran’s Foreign Minister, Abbas Araghchi, has packed.", &[]),
    ("2024-05-19", "President Ebrahim Raisi boarded a helicopter.", &[]),
    ("2024", "President Ebrahim Raisi and the weather.", &[]),
    ("2021-01-20", "President Joe Biden replaced President Donald Trump at noon.", &[]),
    ("2025-06-21", "Foreign Minister Hakan Fidan and the Omani Foreign Minister Badr Albusaidi agreed.", &[]),
    ("2025-06-21", "After the death of President Ebrahim Raisi the road was closed.", &[]),
    ("2025-06-21", "Pezeshkian succeeded President Ebrahim Raisi.", &[]),
    ("2025-06-21", "In May last year President Ebrahim Raisi died in the fog.", &[]),
    ("2025-06-21", "Back when President Obama held the door, nobody complained.", &[]),
    ("2025-06-21", "The Obama administration negotiated the first treaty.", &[]),
    ("2025-06-21", "The treaty that the Obama administration negotiated is still in the drawer.", &[]),
    ("2025-06-21", "A former Biden administration official is now a baker.", &[]),
    ("2025-06-21", "He served in the Biden administration and is now a baker.", &[]),
    ("2025-06-21", "Trump, the president of France and the chancellor are expected.", &[]),
    ("2025-06-21", "Obama, the president, and the first lady are expected.", &[]),
    ("2025-06-21", "The company president Mike Pence met is unknown.", &[]),
    ("2025-06-21", "Mike Pence, the vice president of a bank, disagrees.", &[]),
    ("2025-06-21", "Mike Pence, the vice president’s predecessor, disagrees.", &[]),
    ("2025-06-21", "Raisi, who was president of Iran until 2024, liked the square.", &[]),
    ("2025-06-21", "Raisi, president of Iran at the time, liked the square.", &[]),
    ("2025-06-21", "Raisi, president of Iran from 2021 to 2024, liked the square.", &[]),
    ("2025-06-21", "What would a President Vance do?", &[]),
    ("2025-06-21", "President Donald Trump Jr. does not exist, and neither does President Biden Sr.", &[]),
    ("2025-06-21", "The Biden-Harris administration and anti-Raisi government circles left leaflets.", &[]),
    ("2025-06-21", "President Raisi Street is closed.", &[]),
    ("2025-06-21", "Vice President Vance Smith of the rowing club is no politician.", &[]),
    ("2025-06-21", "Vice President Joe Biden took the train in 2015.", &[]),
    ("2025-06-21", "Earlier this year President Joe Biden left by the back door.", &[]),
    ("2025-01-24", "On Monday President Joe Biden left by the back door.", &[]),
    ("2025-01-24", "Last week the Biden administration was still packing.", &[]),
    ("2015-07-14", "Foreign Minister Mohammad Javad Zarif smiled from the balcony.", &[]),
    ("2016-07-14", "The Obama administration is pleased.", &[]),
    ("2025-06-21", "Bank President Mike Pence is a namesake.", &[]),
    ("2018-06-21", "Prime Minister Benjamin Netanyahu opened the bridge.", &[]),
    ("2025-06-21", "Trump's first-term vice president Mike Pence disagrees.", &[]),
    ("2025-06-21", "Sanctions were lifted under President Obama.", &[]),
    ("2025-06-21", "They trumped the president, Biden said.", &[]),
    ("2025-06-21", "A day after the Iranian president, Zarif and Putin arrived.", &[]),
    ("20XX", "President Ebrahim Raisi received the fishermen.", &[]),
    ("2025-06-21", "There was no word from the foreign minister. Zarif was abroad.", &[]),
    ("2025-06-21", "A message from the vice president\nMike Pence is writing his memoirs", &[]),
    ("2025-06-21", "The so-called “President” Raisi is an actor on the stage.", &[]),
    ("2025-06-21", "Fifty pence and a trump card will not make you vice president, Vance joked.", &[]),
    // A second round, written after the first was read without a fault.
    ("2025-06-21", "As vice president, Mike Pence had broken many ties.", &[]),
    ("2025-06-21", "Mike Pence, Trump's vice president in his first term, is at home.", &[]),
    ("2025-06-21", "Mike Pence, a former vice president, is at home.", &[]),
    ("2025-06-21", "The former vice president, Mike Pence, is at home.", &[]),
    ("2025-06-21", "The former vice president of the United States Mike Pence is at home.", &[]),
    ("2025-06-21", "Pezeshkian won the election after President Raisi was killed in a crash.", &[]),
    ("2025-06-21", "The helicopter of President Raisi crashed in May 2024.", &[]),
    ("2025-06-21", "The crash that killed President Ebrahim Raisi is still a riddle.", &[]),
    ("2025-06-21", "Ebrahim Raisi, the president of Iran, was killed on the way home from the dam.", &[]),
    ("2025-06-21", "Under the Obama administration, the ferry ran twice a day.", &[]),
    ("2025-06-21", "Sanctions that the Biden administration had imposed are gone.", &[]),
    ("2025-06-21", "Unlike the Biden administration, the White House is silent.", &[]),
    ("2025-06-21", "Trump blames the Biden administration for the bill.", &[]),
    ("2025-06-21", "It was President Obama who signed the accord in 2015.", &[]),
    ("2025-06-21", "Trump's predecessor, President Joe Biden, left a note.", &[]),
    ("2025-06-21", "The Obama-era deal, which President Obama called historic, is history.", &[]),
    ("2025-06-21", "He worked for Vice President Mike Pence from 2017 to 2020.", &[]),
    ("2025-06-21", "She was an aide to then Vice President Mike Pence.", &[]),
    ("2025-06-21", "As foreign minister in 2015, Mohammad Javad Zarif smiled often.", &[]),
    ("2025-06-21", "President Trump called Erdoğan; Foreign Minister Araghchi called nobody.", &[]),
    ("2025-06-21", "US Vice President Vance and Iranian President Pezeshkian have never met.", &[]),
    ("2025-06-21", "They drove down President Obama Boulevard to the sea.", &[]),
    ("2025-06-21", "Would-be President Vance smiled.", &[]),
    ("2025-06-21", "If Vance became president, Rubio would leave.", &[]),
    ("2025-06-21", "Iran’s vice president Mohammad Javad Zarif resigned in March.", &[]),
    ("2025-03-05", "Vice President Mohammad Javad Zarif resigned on Monday.", &[]),
    ("2025-06-21", "Israel’s Defence Minister Israel Katz spoke with U.S. Defense Secretary Pete Hegseth.", &[]),
    ("2025-06-21", "The president of the club, Ebrahim Raisi, is a baker.", &[]),
    (
        "2025-06-21",
        "Prime Minister and Foreign Minister Sheikh Mohammed bin Abdulrahman Al Thani thanked the emir.",
        &[],
    ),
    ("2025-06-21", "The sanctions were lifted by the U.S. President Pezeshkian said he was glad.", &[]),
    ("2025-06-21", "In a speech that recalled President Ebrahim Raisi’s last, he named no one.", &[]),
    ("2025-06-21", "Foreign ministers Hakan Fidan and Abbas Araghchi met.", &[]),
    ("2025-06-21", "The library of President George Biden, a fictional man, is closed.", &[]),
    ("2024-12-15", "The incoming Trump administration is hiring.", &[]),
    ("2025-06-21", "The first Trump administration is remembered for its hats.", &[]),
    ("2025-06-21", "Next would be a Vance administration.", &[]),
    // A third round.
    ("2025-06-21", "The question dogged the Biden administration for four years.", &[]),
    ("2025-06-21", "A Biden administration holdover remains in his post.", &[]),
    ("2025-06-21", "The vice president, Pence loyalists say, is a quiet man.", &[]),
    ("2025-06-21", "Obama, Biden, the president and the Pope are on the cover.", &[]),
    ("2025-06-21", "When he was foreign minister, Zarif wrote a book.", &[]),
    ("2025-06-21", "Zarif, foreign minister from 2013 to 2021, wrote a book.", &[]),
    ("2025-06-21", "Iran's ex-foreign minister Mohammad Javad Zarif wrote a book.", &[]),
    ("2025-06-21", "The portrait shows the late Iranian president Ebrahim Raisi.", &[]),
    ("2025-06-21", "The road was named after President Ebrahim Raisi.", &[]),
    ("2025-06-21", "In 2016 Vice President Biden visited the yard.", &[]),
    ("2025-06-21", "The accord, struck by President Obama a decade ago, is dead.", &[]),
    ("2025-06-21", "As a senator, Biden, later vice president, voted for it.", &[]),
    ("2025-06-21", "Before Pezeshkian, President Raisi had refused.", &[]),
    ("2025-06-21", "Mrs Biden administers the fund.", &[]),
    ("2025-06-21", "Trump ended what the Obama administration began.", &[]),
    ("2025-06-21", "President Donald Trump, Vice President JD Vance and Secretary of State Marco Rubio watched.", &[]),
    ("2025-06-21", "Macron, president of France, spoke to Pezeshkian, president of Iran, on the telephone.", &[]),
    ("2025-06-21", "Kaja Kallas, the EU foreign policy chief, and Foreign Minister Jean-Noël Barrot arrived.", &[]),
    ("2025-06-21", "Netanyahu’s government is divided.", &[]),
    ("2025-06-21", "On 14 January 2025 President Joe Biden waved from the balcony.", &[]),
    ("2025-06-21", "Early in 2025 President Joe Biden waved from the balcony.", &[]),
];

#[test]
fn sentences_are_read_as_a_careful_reader_would() {
    let site = sample();
    let roster = OfficeHolders::new(&site);
    let (mut hits, mut false_alarms, mut misses) = (0_u32, Vec::new(), Vec::new());
    for (date, sentence, expected) in WRONG.iter().chain(RIGHT) {
        let found = shown(&site, sentence, &misattributions(sentence, &when(date), &roster));
        for line in &found {
            if expected.contains(&line.as_str()) {
                hits += 1;
            } else {
                false_alarms.push(format!("{date}: {sentence} → {line}"));
            }
        }
        let missed = expected.iter().filter(|line| !found.iter().any(|known| known == *line));
        misses.extend(missed.map(|line| format!("{date}: {sentence} → {line}")));
    }
    let share = |wrong: usize| f64::from(hits) / f64::from(hits + u32::try_from(wrong).unwrap());
    let (precision, recall) = (share(false_alarms.len()), share(misses.len()));
    println!("{} sentences: precision {precision:.3}, recall {recall:.3}", WRONG.len() + RIGHT.len());
    assert!(false_alarms.is_empty(), "false alarms:\n{}\nmisses:\n{}", false_alarms.join("\n"), misses.join("\n"));
    assert!(misses.is_empty(), "misses:\n{}", misses.join("\n"));
}

#[test]
fn a_finding_names_who_held_the_office_and_when_the_other_did() {
    let site = sample();
    let roster = OfficeHolders::new(&site);
    let (text, date) = ("The letter was addressed to President Ebrahim Raisi.", when("2025-06-20"));
    let found = misattributions(text, &date, &roster);
    let (fault, help) = words(&site, &found[0], &date);
    assert_eq!(fault, "Ebrahim Raisi was not President of Iran on 20 June 2025");
    assert_eq!(
        help,
        "President of Iran was then Masoud Pezeshkian (since 28 July 2024); Ebrahim Raisi held it from 3 August 2021 to 19 \
         May 2024"
    );
}

#[test]
fn no_jumble_of_words_brings_the_reader_down() {
    const PARTS: &[&str] = &[
        "President",
        "vice",
        "Iran’s",
        "U.S.",
        "Raisi",
        "Mike Pence",
        "Biden",
        "administration",
        "former",
        "the",
        "is",
        "who",
        "under",
        "2015",
        "Monday",
        "June",
        "16th",
        "a",
        "and",
        "Erdoğan",
        "ابراهیم رئیسی",
        "é\u{301}",
        "’s",
        "-",
        "–",
        ",",
        ".",
        "(",
        "\n",
        "\n\n",
        "\u{200c}",
        "“",
        "…",
        "J.",
        "...",
        "'",
        "\u{a0}",
    ];
    let mut random = random_from(16);
    let site = sample();
    let roster = OfficeHolders::new(&site);
    let date = when("2025-06-21");
    let mut found = 0;
    for _ in 0..20_000 {
        let text: String = (0..random.usize(1..16))
            .map(|_| PARTS[random.usize(..PARTS.len())].to_owned() + if random.bool() { " " } else { "" })
            .collect();
        for office in misattributions(&text, &date, &roster) {
            assert!(!text[office.range.clone()].is_empty(), "{text:?}");
            assert!(words(&site, &office, &date).0.contains(&*site[office.actor].name), "{text:?}");
            found += 1;
        }
        for day in weekday::mismatches(&text, &date) {
            assert!(!text[day.range.clone()].is_empty(), "{text:?}");
        }
    }
    assert!(found > 100, "only {found} offices in the jumble");
}
