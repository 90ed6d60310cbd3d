// Uses a timeline as its readers do: `node reader.mjs DATELINE SITE [SCREENSHOTS]`.
//
// DATELINE is the program. It builds an invented site twice: with relative links, read from the disk, and for a place
// below a path, read over http; both also cut into pages. Everything that the script offers is used with mouse and keys,
// in three widths, and the pages' own content security policy is in force all the time: nothing may stand in the
// console. The page is read without script, too. At last SITE, the built sample, is read as one reads in earnest: what it
// shows is compared with what its timeline.json says.
//
// Exits 1 if anything is wrong, and says all of it. ONLY="filters 360" runs only what bears all these words.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { close, closePages, launch } from "./chromium.mjs";
import { accessible, fits, shoot, staysAtHome, staysQuiet } from "./look.mjs";
import { done, expect, fault, finish } from "./report.mjs";
import { host } from "./server.mjs";

const dateline = resolve(process.argv[2]);
const sample = resolve(process.argv[3]);
const shots = process.argv[4] && resolve(process.argv[4]);
const work = realpathSync(mkdtempSync(join(tmpdir(), "dateline-reader-")));
const only = process.env.ONLY?.split(" ") ?? [];
const PATIENCE = 5000;

// ---- An invented site ----

const EARLY = "2024-04-13"; // when the sources were published
const LATE = "2024-04-26";
const two = (number) => String(number).padStart(2, "0");
const STATUSES = ["denied", "confirmed", "reported", "confirmed", "reported", "reported"];

// Every trait comes from the number, so that each filter's result can be told beforehand.
const FERRIES = Array.from({ length: 24 }, (_, at) => at + 1).map((number) => ({
  number,
  id: `event-ferry-${two(number)}`,
  people: [number % 2 && "ines", number % 3 === 0 && "rui"].filter(Boolean),
  topics: [number % 5 === 0 ? "storm" : "calm"],
  places: [number % 4 === 0 ? "south-pier" : "north-pier"],
  sources: [number <= 12 && "early-post", (number > 12 || number % 3 === 0) && "late-post"].filter(Boolean),
  status: STATUSES[number % 6],
  key: number % 8 === 0,
  known: number === 9 && EARLY,
}));

function ferry({ number, people, topics, places, sources, status, key, known }) {
  const evidence = sources.map(
    (source) => `[[evidence]]\nsource = "${source}"\nquote = "ferry ${number} left at noon"\n`,
  );
  return `+++
title = "Ferry ${number} leaves the quay"
date = "2024-04-${two(number)}"
status = "${status}"
key = ${key}
${known ? `known = "${known}"` : ""}
actors = ${JSON.stringify(people)}
tags = ${JSON.stringify(topics)}
place = "${places[0]}"
summary = "The crossing takes ${number} minutes."

${evidence.join("\n")}+++
It was on time.
`;
}

const SOURCES = `[[sources]]
id = "early-post"
publisher = "Early Post"
published = "${EARLY}"

[[sources]]
id = "late-post"
publisher = "Late Post"
published = "${LATE}"
`;

// Another one: more people, topics, places and sources than menus offer, with ids in several scripts. Two ferries a day.
const NAMES = ["ines", "مریم", "zoë", "ольга", "ā-tāne", "ไทย", "δάφνη", "łucja", "美咲", "한나", "nguyễn", "אורה", "x-1", "y_2"];
const PAPERS = ["gazette", "روزنامه", "näyttö", "листок", "d", "e", "f", "g", "h"];
const CROWD = Array.from({ length: 36 }, (_, at) => at + 1).map((number) => ({
  number,
  id: `event-ferry-${two(number)}`,
  people: [NAMES[number % 14], "ines"],
  topics: [`t-${NAMES[number % 13]}`],
  places: [NAMES[number % 12]],
  sources: PAPERS.slice(number % 5, (number % 5) + 5),
  status: STATUSES[number % 6],
  key: number % 8 === 0,
}));

const crowded = (one) => `+++
title = "Ferry ${one.number} leaves the quay"
date = "2024-04-${two(Math.ceil(one.number / 2))}"
status = "${one.status}"
key = ${one.key}
actors = ${JSON.stringify([...new Set(one.people)])}
tags = ${JSON.stringify(one.topics)}
place = "${one.places[0]}"
${one.sources.map((source) => `[[evidence]]\nsource = "${source}"\nquote = "ferry ${one.number} left at noon"\n`).join("\n")}+++
`;

class Site {
  constructor(name, baseUrl, perPage = 200, isCrowded = false) {
    this.root = join(work, name);
    this.out = join(work, `${name}-out`);
    for (const folder of ["events", "sources"]) mkdirSync(join(this.root, "content", folder), { recursive: true });
    this.write(
      "site.toml",
      `title = "Ferries"\nbase_url = "${baseUrl}"\nlanguage = "en"\nzone = "Europe/Lisbon"\n` +
        `started = 2024-04-01\n[timeline]\nwindow = "2024-04"\nper_page = ${perPage}\n`,
    );
    if (isCrowded) return this.crowd();
    this.write("content/actors.toml", '[ines]\nname = "Ines Marlow"\n[rui]\nname = "Rui Costa"\n');
    this.write("content/places.toml", '[north-pier]\nname = "North Pier"\n[south-pier]\nname = "South Pier"\n');
    this.write("content/sources/sources.toml", SOURCES);
    for (const one of FERRIES) this.write(`content/events/ferry-${two(one.number)}.md`, ferry(one));
    this.build();
  }

  crowd() {
    const records = NAMES.map((id) => `["${id}"]\nname = "Name ${id}"\n`).join("");
    this.write("content/actors.toml", records);
    this.write("content/places.toml", records);
    const papers = PAPERS.map((id) => `[[sources]]\nid = "${id}"\npublisher = "Paper ${id}"\npublished = "${EARLY}"\n`);
    this.write("content/sources/sources.toml", papers.join("\n"));
    for (const one of CROWD) this.write(`content/events/ferry-${two(one.number)}.md`, crowded(one));
    this.build();
  }

  write(path, text) {
    writeFileSync(join(this.root, path), text);
  }

  build() {
    const made = spawnSync(dateline, ["-q", "build", "-C", this.root, "-o", this.out], { encoding: "utf8" });
    if (made.status !== 0) throw new Error(`dateline build failed: ${made.stderr}`);
  }

  // The whole timeline.
  get home() {
    return pathToFileURL(join(this.out, "events/index.html")).href;
  }
}

// ---- The browser ----

// Whether an event of the data is disputed, or a part of it.
const hasDispute = ({ status, disputed = [] }) => status === "disputed" || disputed.length > 0;

class Reader {
  static async open(chrome, { home, width, name, ...options }, query = "") {
    const reader = new Reader();
    Object.assign(reader, { home, name: `${name}, ${width} px`, width });
    reader.context = await chrome.newContext({ viewport: { width, height: 900 }, ...options });
    reader.page = await reader.context.newPage();
    staysAtHome(reader.page, () => reader.name);
    staysQuiet(reader.page, () => reader.name);
    await reader.go(query);
    return reader;
  }

  go(query = "") {
    return this.page.goto(this.home + query);
  }

  ask(question, argument) {
    return this.page.evaluate(question, argument);
  }

  // What is being loaded comes a little later.
  async sees(what, answer, wanted) {
    let got;
    for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(20)) {
      got = JSON.stringify(await Promise.resolve(answer()).catch((error) => error.message));
      if (got === JSON.stringify(wanted)) return;
    }
    throw new Error(`${what}: ${got} in place of ${JSON.stringify(wanted)}`);
  }

  // The ids of the events that can be seen, in their order; of invented ones their numbers.
  ids() {
    return this.ask(() => {
      const events = [...document.querySelectorAll(".event")].filter((event) => event.checkVisibility());
      return events.map(({ id }) => id.replace("event-", ""));
    });
  }

  shown() {
    return this.ids().then((ids) => ids.map((id) => Number(id.slice(-2))));
  }

  seesFerries(what, is) {
    const numbers = FERRIES.filter(is).map(({ number }) => number);
    return this.sees(what, () => this.shown(), numbers);
  }

  seesEvents(what, list) {
    const ids = list.map(({ id }) => id).toSorted();
    return this.sees(what, () => this.ids().then((ids) => ids.toSorted()), ids);
  }

  text(selector) {
    return this.ask(
      (selector) => document.querySelector(selector)?.innerText.replace(/\s+/g, " ").trim() ?? null,
      selector,
    );
  }

  query() {
    return this.ask(() => location.search);
  }

  entry(name) {
    return this.page.locator(".filters :is(li a, dt *, .view button)", { hasText: name }).first();
  }

  async menu(name, entry) {
    const menu = this.page.locator(".filters .menu", { has: this.page.locator("summary", { hasText: name }) });
    if ((await menu.getAttribute("open")) === null) await menu.locator("summary").click();
    if (entry) await this.entry(entry).click();
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  press(...keys) {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }

  focused() {
    return this.ask(() => document.activeElement.closest("[id]")?.id ?? "");
  }

  async fits(what) {
    const at = `${this.name}, ${what}`;
    await fits(this.page, at);
    if (this.home.startsWith("http")) return; // the same page as on the disk
    await accessible(this.page, at);
    await shoot(this.page, shots, at);
  }

  close() {
    return this.context.close();
  }
}

// ---- What a reader does ----

async function filters(chrome, at) {
  const reader = await Reader.open(chrome, at);
  await reader.fits("all events");
  await reader.seesFerries("without a filter", () => true);

  await reader.menu("People", "Ines Marlow");
  await reader.seesFerries("one person", ({ people }) => people.includes("ines"));
  await reader.sees("the region", () => reader.text(".result [role=status]"), "12 of 24 events shown, 12 hidden");
  await reader.fits("one person");
  await reader.menu("People", "Rui Costa");
  await reader.seesFerries("one or the other person", ({ people }) => people.length > 0);
  await reader.sees("the address", () => reader.query(), "?people=ines,rui");
  await reader.menu("Topics", "storm");
  await reader.seesFerries("and a topic", ({ people, topics }) => people.length > 0 && topics.includes("storm"));
  const counts = async (name) => (await reader.entry(name).innerText()).split(/\s/).at(-1);
  const both = FERRIES.filter(({ people, topics }) => people.length > 0 && topics[0] === "storm");
  for (const [place, name] of [
    ["north-pier", "North Pier"],
    ["south-pier", "South Pier"],
  ]) {
    await reader.menu("Places");
    await reader.sees(
      `the count of ${name}`,
      () => counts(name),
      String(both.filter(({ places }) => places[0] === place).length),
    );
  }
  await reader.menu("People");
  const stormy = FERRIES.filter(({ topics, people }) => topics[0] === "storm" && people.includes("rui")).length;
  await reader.sees("a count in the menu of a choice", () => counts("Rui Costa"), String(stormy));
  await reader.sees("a choice is said to be one", () => reader.entry("Rui Costa").getAttribute("aria-pressed"), "true");
  await reader.menu("Places", "South Pier");
  await reader.sees("nothing", () => reader.shown(), []);
  await reader.sees("it is said", () => reader.text(".result [role=status]"), "No event matches all of this");
  await reader.press("Escape");
  await reader.fits("nothing matches");
  await reader.button(`Without South Pier: ${both.length} events`).click();
  await reader.seesFerries("one choice taken away", (one) => both.includes(one));
  await reader.button("Show all").click();
  await reader.seesFerries("all again", () => true);
  await reader.sees("an address without choices", () => reader.query(), "");
  expect(
    await reader.ask(() => document.querySelector(".filters").contains(document.activeElement)),
    "the focus was lost",
  );

  for (const status of ["Confirmed", "Reported", "Denied"]) {
    await reader.menu("Status", status);
    await reader.seesFerries(status, (one) => one.status === status.toLowerCase());
    await reader.menu("Status", status);
  }
  for (const [id, name] of [
    ["early-post", "Early Post"],
    ["late-post", "Late Post"],
  ]) {
    await reader.menu("Sources", name);
    await reader.seesFerries(name, ({ sources }) => sources.includes(id));
    await reader.menu("Sources", name);
  }
  await reader.press("Escape");
  await reader.menu("View", "Only key events");
  await reader.seesFerries("key events", ({ key }) => key);
  await reader.sees(
    "days without an event go",
    () => reader.ask(() => [...document.querySelectorAll(".day, .gap")].filter((e) => e.checkVisibility()).length),
    3,
  );
  await reader.sees(
    "the strip counts what is shown",
    () =>
      reader.ask(() => [...document.querySelectorAll(".strip a")].map((a) => a.style.getPropertyValue("--n")).join("")),
    FERRIES.map(({ key }) => (key ? 1 : 0)).join(""),
  );
  await reader.button("Key events ×").click();
  await reader.seesFerries("a choice taken away", () => true);
  done(`${reader.name}: filters, their numbers and their words`);
  await reader.close();
}

async function addresses(chrome, at) {
  const reader = await Reader.open(chrome, at, "?people=rui,nobody&status=confirmed&key=0");
  await reader.seesFerries("from an address", ({ people, status }) => people.includes("rui") && status === "confirmed");
  await reader.menu("People", "Ines Marlow");
  await reader.seesFerries("one more", ({ people, status }) => people.length > 0 && status === "confirmed");
  await reader.sees("ids that nobody knows go", () => reader.query(), "?people=rui,ines&status=confirmed");
  await reader.page.goBack();
  await reader.seesFerries("after Back", ({ people, status }) => people.includes("rui") && status === "confirmed");
  await reader.page.goForward();
  await reader.seesFerries("after Forward", ({ people, status }) => people.length > 0 && status === "confirmed");

  await reader.go();
  await reader.menu("People");
  await reader.entry("Ines Marlow").focus();
  await reader.press("Space");
  await reader.seesFerries("with the space bar", ({ people }) => people.includes("ines"));
  await reader.press("Enter");
  await reader.seesFerries("and with Enter", () => true);
  const opened = reader.context.waitForEvent("page");
  await reader.entry("Ines Marlow").click({ modifiers: ["ControlOrMeta"] });
  const other = await opened;
  await other.waitForLoadState();
  expect(/actors\/ines\//.test(other.url()), `a modified click opened ${other.url()}`);
  await reader.seesFerries("and changed nothing here", () => true);
  await reader.page.locator("h1").click();
  await reader.sees("a click elsewhere closes the menu", () => reader.page.locator(".menu[open]").count(), 0);
  await reader.menu("People", "All people");
  await reader.page.waitForURL(/actors\/(index\.html)?$/);
  done(`${reader.name}: addresses, Back, modified clicks`);
  await reader.close();
}

// Every address of a filter is restored: of key events, and of whoever and whatever no menu offers, in every script and
// however a program encodes it.
async function restored(chrome, at) {
  const reader = await Reader.open(chrome, at);
  await reader.menu("View", "Only key events");
  const isKey = ({ key }) => key;
  const seesOwn = async (what, is) => {
    const own = await reader.ask(() => [...document.querySelectorAll(".event")].map(({ id }) => id));
    const numbers = CROWD.filter((one) => is(one) && own.includes(one.id)).map(({ number }) => number);
    await reader.sees(what, () => reader.shown().then((list) => list.toSorted((a, b) => a - b)), numbers);
    const far = CROWD.filter((one) => is(one) && !own.includes(one.id)).length;
    const words = far ? `; ${far} on other pages` : "";
    await reader.sees(`${what}: elsewhere`, () => told().then((text) => text.replace(/^[^;]*/, "")), words);
  };
  const told = () => reader.text(".result [role=status]");
  await reader.sees("key events in the address", () => reader.query(), "?key=1");
  await reader.go("?key=1");
  await seesOwn("key events, from the address", isKey);
  await reader.page.reload();
  await seesOwn("key events, after a reload", isKey);
  await reader.button("Key events ×").click();
  await reader.sees("all", () => reader.query(), "");
  await reader.page.goBack();
  await seesOwn("key events, after Back", isKey);

  const encoded = (id) => [id, encodeURIComponent(id), encodeURIComponent(id.normalize("NFD")), `+${id},`, id.toUpperCase()];
  for (const name of ["zoë", "مریم", "ไทย", "nguyễn", "y_2"]) {
    const ways = name === "nguyễn" ? encoded(name) : encoded(name).slice(0, 2);
    for (const id of ways) {
      await reader.go(`?people=${id}`);
      await seesOwn(`people=${id}`, ({ people }) => people.includes(name));
      await reader.sees(`people=${id} is named`, () => reader.page.locator(".result button", { hasText: `Name ${name}` }).count(), 1);
    }
  }
  await reader.go(`?places=${encodeURIComponent("łucja")}&people=ines`);
  await seesOwn("a place", ({ places }) => places.includes("łucja"));
  await reader.menu("Places");
  const offered = reader.page.locator(".menu[open] li a", { hasText: "Name łucja" });
  await reader.sees("which now is in its menu", () => offered.getAttribute("aria-pressed"), "true");
  await reader.press("Escape");
  await reader.go(`?topics=${encodeURIComponent("t-한나")}`);
  await seesOwn("a topic", ({ topics }) => topics.includes("t-한나"));
  for (const paper of ["gazette", "روزنامه", "näyttö", "листок", "h"]) {
    await reader.go(`?sources=${encodeURIComponent(paper)}`);
    await seesOwn(`sources=${paper}`, ({ sources }) => sources.includes(paper));
  }
  await reader.page.goBack();
  await seesOwn("Back", ({ sources }) => sources.includes("листок"));

  await reader.go("?people=nobody-here");
  await reader.sees(
    "what nobody knows is said",
    () => reader.text(".notice:not(:empty)"),
    "Not known here, and left out: “nobody-here”.",
  );
  done(`${reader.name}: addresses of filters`);
  await reader.close();
}

// What is on is told at every place of the page, from the first screen on, and hides nothing that has the focus.
async function inView(chrome, at) {
  const reader = await Reader.open(chrome, at, "?status=denied");
  const isDenied = ({ status }) => status === "denied";
  const some = CROWD.filter(isDenied).length;
  const words = `${some} of 36 events shown, ${36 - some} hidden`;
  const seen = () =>
    reader.ask(() => {
      const bar = document.querySelector(".result:has(button)");
      const { top, bottom, height } = bar.getBoundingClientRect();
      const status = bar.querySelector("[role=status]").innerText;
      return top >= 0 && bottom <= innerHeight + 0.5 && height < innerHeight / 4 ? status : `${top} to ${bottom}`;
    });
  await reader.sees("on the first screen", seen, words);
  for (const where of [0.3, 0.6, 1]) {
    await reader.ask((where) => scrollTo(0, document.documentElement.scrollHeight * where), where);
    await reader.sees(`at ${where} of the page`, seen, words);
  }
  const reached = await reader.ask(() => {
    const footer = document.querySelector(".colophon").getBoundingClientRect();
    return footer.bottom <= document.querySelector(".result").getBoundingClientRect().top;
  });
  expect(reached, "the bar hides the end of the page");
  const heading = () => reader.ask(() => {
    const day = [...document.querySelectorAll(".day:not([hidden])")][0];
    return [day.querySelector("h2 small").innerText, day.querySelectorAll(".event:not([hidden])").length];
  });
  await reader.sees("a day counts what is shown", heading, ["1 of 2 events", 1]);
  await reader.go("?known=2024-04-12");
  await reader.sees("as known on a day", seen, "No event was in print by then");
  await reader.sees("which is named", () => reader.button("As known on 12 April 2024 ×").count(), 1);
  await reader.fits("known, in view");
  await reader.button("As known on 12 April 2024 ×").click();
  await reader.sees("and taken away", () => reader.query(), "");
  await reader.sees("a day has all", heading, ["2 events", 2]);

  // What a link or a key leads to lies between what sticks to the top and what sticks to the bottom.
  await reader.go("?people=ines&status=confirmed,reported,denied");
  await reader.sees("the bar", () => reader.page.locator(".result button").count().then((count) => count > 3), true);
  const covered = (selector) =>
    reader.ask((selector) => {
      const node = document.getElementById(selector.slice(1));
      const { left, top } = (node.matches(".day") ? node.querySelector("h2") : node).getBoundingClientRect();
      const there = document.elementFromPoint(left + 4, top + 4);
      return node.contains(there) || there?.contains(node) ? "" : `${selector} lies under ${there?.outerHTML.slice(0, 60)}`;
    }, selector);
  for (const hash of ["#event-ferry-20", "#2024-04-09", "#event-ferry-36", "#event-ferry-02"]) {
    await reader.ask((hash) => (location.hash = hash), hash);
    await sleep(50);
    await reader.sees(`${hash} is seen`, () => covered(hash), "");
  }
  // With the Tab key, too: what has the focus does not lie under the bar, which has its own turn.
  for (let n = 0; n < 60; n += 1) {
    await reader.press("Tab");
    const hidden = await reader.ask(() => {
      const bar = document.querySelector(".result").getBoundingClientRect();
      const { top, bottom } = document.activeElement.getBoundingClientRect();
      const isUnder = !document.activeElement.closest(".result") && bottom > bar.top && top < bar.bottom;
      return isUnder ? document.activeElement.outerHTML.slice(0, 80) : "";
    });
    expect(!hidden, `the bar hides what has the focus: ${hidden}`);
  }
  await reader.ask(() => {
    document.activeElement.blur();
    scrollTo(0, 0);
  });
  for (let n = 0; n < 40; n += 1) {
    await reader.press("j");
    const told = await reader.ask(() => {
      const { left, top } = document.activeElement.getBoundingClientRect();
      return document.activeElement.contains(document.elementFromPoint(left + 4, top + 4));
    });
    expect(told, `an event that j leads to is hidden: ${await reader.focused()}`);
  }
  done(`${reader.name}: what is on is told, and hides nothing`);
  await reader.close();
}

// The views of the timeline are pages, the same with and without script.
async function views(chrome, at) {
  for (const javaScriptEnabled of [true, false]) {
    const reader = await Reader.open(chrome, { ...at, javaScriptEnabled });
    const tab = async (name) => {
      await reader.page.locator(".views a", { hasText: name }).click();
      await reader.sees(`${name} is the current tab`, () => reader.page.locator(".views [aria-current=page]").innerText(), name);
      if (javaScriptEnabled) await reader.fits(name);
    };
    const ids = async (selector) => {
      const nodes = await reader.page.locator(selector).all();
      return Promise.all(nodes.map((node) => node.getAttribute("id")));
    };
    await tab("Newest first");
    await reader.sees("the newest come first", () => ids(".event"), FERRIES.map(({ id }) => id).toReversed());
    expect((await reader.page.locator(".filters").count()) === 0, "a view has filters");
    await reader.sees("and their days", () => reader.page.locator("main > .day").first().getAttribute("id"), "2024-04-24");
    if (javaScriptEnabled) {
      await reader.press("j");
      await reader.sees("j goes to the newest event", () => reader.focused(), FERRIES.at(-1).id);
    }
    await tab("Headlines");
    await reader.sees("every event in a line", () => ids(".headlines li"), FERRIES.map(({ id }) => id));
    await tab("Key events 3");
    const keys = FERRIES.filter(({ key }) => key).map(({ id }) => id);
    await reader.sees("key events alone", () => ids(".event"), keys);
    await tab("Every event 24");
    await reader.sees("all again", () => ids(".event"), FERRIES.map(({ id }) => id));
    await reader.close();
  }
  done(`${at.name}, ${at.width} px: views`);
}

async function keyboard(chrome, at) {
  const reader = await Reader.open(chrome, at);
  await reader.press("j");
  await reader.sees("j goes to the first event", () => reader.focused(), FERRIES[0].id);
  await reader.press("j", "j");
  await reader.sees("j goes on", () => reader.focused(), FERRIES[2].id);
  await reader.press("k");
  await reader.sees("k goes back", () => reader.focused(), FERRIES[1].id);
  const top = await reader.ask(() => {
    const under = getComputedStyle(document.querySelector(".strip")).position === "sticky" ? ".strip" : ".day > h2";
    return document.activeElement.getBoundingClientRect().top - document.querySelector(under).offsetHeight;
  });
  expect(top >= 0, `what sticks to the top covers ${-top} px of the event`);
  const details = reader.page.locator(`#${FERRIES[1].id} details`);
  if (await details.count()) {
    await reader.press("e");
    await reader.sees("e opens the evidence", () => details.getAttribute("open"), "");
    await reader.press("e");
    await reader.sees("e closes it", () => details.getAttribute("open"), null);
  }
  await reader.press("Control+j", "Alt+k");
  await reader.sees("keys with others do nothing", () => reader.focused(), FERRIES[1].id);

  await reader.press("/");
  const field = () => reader.ask(() => document.activeElement.matches("dialog[open] input"));
  await reader.sees("/ searches", field, true);
  await reader.press("Escape");
  await reader.sees("Esc ends the search", () => reader.page.locator("dialog[open]").count(), 0);
  await reader.button("Search").click();
  await reader.sees("the button searches, too", field, true);
  await reader.press("d", "Escape");
  await reader.sees("what is typed there is no key", () => reader.query(), "");

  await reader.press("?");
  await reader.sees("? lists the keys", () => reader.page.locator("dialog[open] dt").count(), 8);
  await reader.fits("keys");
  await reader.press("j");
  await reader.sees("no key works below the list", () => reader.page.locator("dialog[open]").count(), 1);
  await reader.press("Escape");
  await reader.sees("Esc closes the list", () => reader.page.locator("dialog[open]").count(), 0);

  await reader.press("d");
  await reader.sees("d shows what is disputed, which is nothing here", () => reader.query(), "?status=disputed");
  await reader.press("d");
  await reader.sees("and all again", () => reader.query(), "");
  await reader.menu("Status", "Denied");
  await reader.press("Escape");
  await reader.sees("Esc closes the menu first", () => reader.page.locator(".menu[open]").count(), 0);
  await reader.sees("and keeps the filter", () => reader.query(), "?status=denied");
  await reader.press("j", "j");
  await reader.sees("j goes to what is shown", () => reader.focused(), "event-ferry-12");
  await reader.press("Escape");
  await reader.sees("Esc clears the filter", () => reader.query(), "");

  await reader.press("?");
  await reader.button("Turn these keys off").click();
  await reader.press("Escape", "d");
  await reader.sees("keys can be turned off", () => reader.query(), "");
  await reader.go();
  await reader.press("d");
  await reader.sees("for good", () => reader.query(), "");
  await reader.menu("View", "Keys…");
  await reader.button("Turn these keys off").click();
  await reader.button("Close").click();

  await reader.press("j");
  const [first] = await reader.shown();
  await reader.press("o");
  await reader.page.waitForURL(new RegExp(`events/ferry-${two(first)}/`));
  done(`${reader.name}: keys`);
  await reader.close();
}

async function strip(chrome, at) {
  const reader = await Reader.open(chrome, at);
  const current = () =>
    reader.ask(() => [...document.querySelectorAll(".strip [aria-current=date]")].map((a) => a.hash).join());
  for (const day of ["2024-04-08", "2024-04-19", "2024-04-03"]) {
    await reader.ask((day) => document.getElementById(day).scrollIntoView(), day);
    await reader.sees("the day being read", current, `#${day}`);
  }
  await reader.fits("strip");
  done(`${reader.name}: the day being read`);
  await reader.close();
}

async function knownOn(chrome, at) {
  const reader = await Reader.open(chrome, at, "?known=2024-04-14");
  const early = ({ sources }) => sources.includes("early-post");
  await reader.seesFerries("what was in print", early);
  const notice = () => reader.text(".known [role=status]");
  const words = (some, day) =>
    `${some} of 24 events were in print by ${day}; ${24 - some} were not. ` +
    "Titles are today’s; summaries, notes and statuses stand only where all their sources were.";
  await reader.sees("the notice", notice, words(12, "14 April 2024"));
  await reader.sees(
    "the numbers of that day",
    () => reader.text("#event-ferry-03 .evidence :is(summary, a:has(b))"),
    "1 report · 1 origin",
  );
  await reader.fits("known on");
  const ownWords = (id) =>
    reader.ask((id) => {
      const event = document.getElementById(id);
      const shown = (node) => Boolean(node && !node.hidden);
      return [event.querySelector(".status"), event.querySelector(".held")].map(shown).concat(event.dataset.status ?? "");
    }, id);
  await reader.sees("what may rest on a later source is held back", () => ownWords("event-ferry-03"), [false, true, ""]);
  await reader.sees("what rests on early sources stands", () => ownWords("event-ferry-05"), [true, false, "reported"]);
  await reader.sees("what the editor says was known stands", () => ownWords("event-ferry-09"), [true, false, "confirmed"]);
  await reader.go("?known=2024-04-14&status=confirmed");
  const confirmed = FERRIES.filter((one) => one.status === "confirmed" && early(one) && (one.known || !one.sources.includes("late-post")));
  await reader.sees("filters know no status that is held back", () => reader.shown(), confirmed.map(({ number }) => number));
  await reader.go("?known=2024-04-14");
  const late = () =>
    reader.ask(
      () =>
        [...document.querySelectorAll("#event-ferry-03 .evidence li")].filter(
          (li) => /Late/.test(li.innerText) && !li.hidden,
        ).length,
    );
  await reader.ask(() => document.querySelectorAll(".evidence").forEach((details) => (details.open = true)));
  await reader.sees("evidence that came later is away", late, 0);
  await reader.button("Day before").click();
  await reader.sees("the day before", notice, words(12, "13 April 2024"));
  await reader.button("Day before").click();
  await reader.sees("two days before", notice, words(0, "12 April 2024"));
  await reader.sees("nothing was in print", () => reader.shown(), []);
  await reader.sees("the address", () => reader.query(), "?known=2024-04-12");
  await reader.page.goBack();
  await reader.seesFerries("after Back", early);
  await reader.button("Day after").click();
  await reader.page.getByLabel("As known on", { exact: true }).fill("2024-04-27");
  await reader.sees("a day that was typed", notice, words(24, "27 April 2024"));
  await reader.page.getByLabel("As known on", { exact: true }).fill("2024-04-20");
  await reader.menu("People", "Rui Costa");
  await reader.seesFerries("with a filter", (one) => early(one) && one.people.includes("rui"));
  await reader.press("Escape");
  await reader.fits("known on and a filter");
  await reader.button("Back to today").click();
  await reader.seesFerries("today, the filter stays", ({ people }) => people.includes("rui"));
  await reader.sees(
    "today's numbers",
    () => reader.text("#event-ferry-03 .evidence :is(summary, a:has(b))"),
    "2 reports · 2 origins",
  );
  await reader.sees("today's words", () => ownWords("event-ferry-03"), [true, false, "confirmed"]);
  await reader.press("Escape");
  await reader.seesFerries("everything", () => true);

  await reader.ask(() => document.getElementById("2024-04-13").scrollIntoView());
  await sleep(200);
  await reader.menu("View", "As known on…");
  await reader.sees(
    "it opens with a day that is read or the last",
    () => reader.query().then((query) => query.startsWith("?known=2024-04-")),
    true,
  );
  await reader.sees("and the field has the focus", () => reader.ask(() => document.activeElement.type), "date");
  done(`${reader.name}: as known on a day`);
  await reader.close();
}

async function news(chrome, at) {
  const reader = await Reader.open(chrome, at);
  const line = () => reader.text("p.news");
  const AN_HOUR = 3600 * 1000;
  const later = () =>
    reader.ask((by) => {
      for (const [key, text] of Object.entries(localStorage)) {
        const memory = JSON.parse(text);
        localStorage.setItem(key, JSON.stringify({ ...memory, at: memory.at - by }));
      }
    }, AN_HOUR);
  await sleep(300);
  await reader.sees("a first visit has no news", line, null);
  await reader.go();
  await sleep(300);
  await reader.sees("nor has the same visit", line, null);
  await later();
  // What stands in the store is what the pages were; two of them are made to be another and unknown.
  await reader.ask(() => {
    for (const [key, text] of Object.entries(localStorage)) {
      const memory = JSON.parse(text);
      memory.seen["event-ferry-04"] = "another";
      delete memory.seen["event-ferry-07"];
      delete memory.seen["event-ferry-09"];
      localStorage.setItem(key, JSON.stringify(memory));
    }
  });
  await reader.go();
  await reader.sees(
    "the news",
    () => line().then((text) => /^2 new and 1 changed since your visit on \d+ \w+ Show only these 3$/.test(text)),
    true,
  );
  await reader.sees("a mark", () => reader.text("#event-ferry-07 b.news"), "New");
  await reader.sees("another mark", () => reader.text("#event-ferry-04 b.news"), "Changed");
  await reader.fits("news");
  await reader.page.getByRole("button", { name: "Show only these" }).click();
  await reader.sees("only these", () => reader.shown(), [4, 7, 9]);
  await reader.sees("which the address does not tell", () => reader.query(), "");
  await reader.button("Show all").click();
  await reader.seesFerries("all", () => true);
  await reader.go();
  await reader.sees(
    "the same visit keeps them",
    () => line().then((text) => text.startsWith("2 new and 1 changed")),
    true,
  );
  await later();
  await reader.go();
  await sleep(300);
  await reader.sees("the next visit has none", line, null);

  await reader.ask(() => {
    for (const key of Object.keys(localStorage)) localStorage.setItem(key, "{ broken");
  });
  await reader.go();
  await reader.seesFerries("a broken memory breaks nothing", () => true);
  done(`${reader.name}: new since the last visit`);
  await reader.close();
}

async function copying(chrome, at) {
  const reader = await Reader.open(chrome, { ...at, permissions: ["clipboard-read", "clipboard-write"] });
  await reader.go(at.home.endsWith(".html") ? "/../ferry-03/index.html" : "ferry-03/");
  await reader.button("Copy").first().click();
  await reader.sees("it says so", () => reader.page.locator(".copying").first().innerText(), "Copied");
  expect((await reader.page.locator(".copying").first().getAttribute("role")) === "status", "it is not announced");
  await reader.fits("copy");
  await reader.go();
  const open = () => reader.page.locator("main details[open]").count();
  const closed = await open();
  await reader.ask(() => dispatchEvent(new Event("beforeprint")));
  const all = await reader.page.locator("main details:not(.menu)").count();
  await reader.sees("paper has all evidence", open, all);
  await reader.ask(() => dispatchEvent(new Event("afterprint")));
  await reader.sees("and the page as before", open, closed);
  done(`${reader.name}: copying and printing`);
  await reader.close();
}

// The other pages of the timeline: what they hold is told, and links to them carry the choices.
async function pages(chrome, at) {
  const reader = await Reader.open(chrome, at, "?people=rui");
  const own = await reader.ask(() => document.querySelectorAll(".event").length);
  const mine = FERRIES.slice(0, own).filter(({ people }) => people.includes("rui"));
  const far = FERRIES.slice(own).filter(({ people }) => people.includes("rui")).length;
  await reader.sees(
    "what is shown here",
    () => reader.shown(),
    mine.map(({ number }) => number),
  );
  const told = () => reader.text(".result [role=status]");
  await reader.sees("what is elsewhere", () => told().then((text) => text.replace(/^[^;]*/, "")), `; ${far} on other pages`);
  await reader.menu("People");
  await reader.sees(
    "counts are of the whole timeline",
    () =>
      reader
        .entry("Rui Costa")
        .innerText()
        .then((text) => text.split(/\s/).at(-1)),
    String(mine.length + far),
  );
  await reader.press("Escape");
  await reader.fits("pages");
  for (const link of [".pager [rel=next]", ".strip li:last-child a, .strip li:nth-child(24) a"]) {
    const href = await reader.page.locator(link).first().getAttribute("href");
    expect(href.includes("?people=rui"), `${link} leads to ${href}`);
  }
  // All that match, of all pages, in one list.
  const all = FERRIES.filter(({ people }) => people.includes("rui"));
  const listed = () =>
    reader.ask(() => [...document.querySelectorAll(".listed li")].map((li) => li.innerText.replace(/\s+/g, " ").trim()));
  const capital = (word) => word[0].toUpperCase() + word.slice(1);
  const lines = all.map(({ number, status }) => `${number} April 2024 Ferry ${number} leaves the quay ${capital(status)}`);
  const seesList = (what) => reader.sees(what, () => listed().then((list) => list.toSorted()), lines.toSorted());
  await reader.button(`List all ${all.length}`).click();
  await seesList("the list of all that match");
  await reader.sees("in place of the days", () => reader.shown(), []);
  await reader.fits("list of all");
  await reader.sees("its address", () => reader.query(), "?people=rui&list=all");
  await reader.page.reload();
  await seesList("the list, after a reload");
  await reader.menu("Topics", "storm");
  await reader.sees(
    "narrowed further",
    () => listed().then(({ length }) => length),
    all.filter(({ topics }) => topics[0] === "storm").length,
  );
  await reader.menu("Topics", "storm");
  await reader.press("Escape");
  await seesList("and widened again");
  await reader.page.locator(".listed a").last().click();
  await reader.page.waitForURL(/events\/ferry-24\//);
  await reader.page.goBack();
  await seesList("the list, after Back");
  await reader.button("Back to the days").click();
  await reader.sees("the days again", () => reader.shown(), mine.map(({ number }) => number));
  // "As known on" holds for the other pages, too.
  await reader.go("?people=rui&known=2024-04-14");
  const early = FERRIES.filter(({ people, sources }) => people.includes("rui") && sources.includes("early-post"));
  const farEarly = early.filter(({ number }) => number > own).length;
  await reader.sees(
    "what was in print elsewhere",
    () => told().then((text) => text.replace(/^[^;]*/, "")),
    farEarly ? `; ${farEarly} on other pages` : "",
  );
  // Without a filter, too, the list holds what was in print.
  await reader.go("?known=2024-04-14");
  const printed = FERRIES.filter(({ sources }) => sources.includes("early-post")).length;
  await reader.button(`List all ${printed}`).click();
  await reader.sees("the list of all in print", () => listed().then(({ length }) => length), printed);
  await reader.sees("its address", () => reader.query(), "?known=2024-04-14&list=all");
  await reader.page.reload();
  await reader.sees("the same, after a reload", () => listed().then(({ length }) => length), printed);
  await reader.button("As known on 14 April 2024 ×").click();
  await reader.sees("an address without choices", () => reader.query(), "");
  await reader.go("?people=rui");
  await reader.page.locator(".pager [rel=next]").click();
  await reader.page.waitForURL(/page\/2\//);
  await reader.sees(
    "the filter holds there",
    () => reader.shown().then((list) => list.every((number) => number % 3 === 0) && list.length > 0),
    true,
  );
  await reader.button("Show all").click();
  await reader.go();
  await reader.menu("People", "Rui Costa");
  await reader.sees(
    "what is elsewhere, once more",
    () => told().then((text) => text.includes(" on other pages")),
    true,
  );
  done(`${reader.name}: several pages`);
  await reader.close();
}

// Right to left, forced colours, a window zoomed to the double.
async function otherReaders(chrome, at) {
  const reader = await Reader.open(chrome, { ...at, forcedColors: "active", colorScheme: "dark" }, "?people=rui");
  await reader.seesFerries("in forced colours", ({ people }) => people.includes("rui"));
  await reader.ask(() => (document.documentElement.dir = "rtl"));
  for (const name of ["People", "Status", "Legend", "View"]) {
    await reader.menu(name);
    await reader.fits(`right to left ${name}`);
  }
  await reader.close();
  const dark = await Reader.open(chrome, { ...at, colorScheme: "dark" }, "?known=2024-04-14");
  for (const name of ["People", "Status", "Legend", "View"]) {
    await dark.menu(name);
    await dark.fits(`dark ${name}`);
  }
  done(`${dark.name}: dark, right to left, forced colours`);
  await dark.close();
}

async function withoutScript(chrome, at) {
  const reader = await Reader.open(chrome, { ...at, javaScriptEnabled: false }, "?people=ines");
  await sleep(200);
  const page = reader.page;
  expect((await page.locator(".event").count()) === 24, "events are missing");
  expect((await page.locator("button, .result, [aria-pressed]").count()) === 0, "there are controls that do nothing");
  for (const name of ["People", "Topics", "Places", "Sources", "Status"]) {
    await reader.go();
    await page.locator(".filters summary", { hasText: name }).click();
    const link = page.locator(".menu[open] a").first();
    await link.click();
    await page.waitForURL((url) => !/june\/$|out\/index\.html$/.test(url.pathname));
    expect((await page.locator("h1").count()) === 1, `${name} leads to ${page.url()}`);
  }
  done(`${reader.name}: without script`);
  await reader.close();
}

// ---- The sample, in earnest ----

const DAY = "2025-06-16";
const PERSIAN = "خامنه\u200cای";

// What the program says of the sample to other programs.
function told() {
  const { events, sources } = JSON.parse(readFileSync(join(sample, "timeline.json"), "utf8"));
  // The last day that a date can mean.
  const lastDay = ({ published }) => {
    const last = published?.edtf.split("/").at(-1).slice(0, 10).replace(/[~?%]/g, "") ?? "";
    return last && last + "-12-31".slice(last.length - 4);
  };
  const days = new Map(sources.map((source) => [source.id, lastDay(source)]));
  const within = events.filter(({ era }) => era === "within");
  const inPrint = ({ reports }) => reports.some((id) => days.get(id) && days.get(id) <= DAY);
  return { within, inPrint };
}

async function sampled(chrome, at) {
  const { within, inPrint } = told();
  const trump = within.filter(({ actors }) => actors.some(({ id }) => id === "trump"));
  const disputed = trump.filter(hasDispute);
  expect(disputed.length > 0 && disputed.length < trump.length, "two filters say no more than one");
  const reader = await Reader.open(chrome, at, "?people=trump&status=disputed");
  await reader.seesEvents("disputed, about one person", disputed);
  await reader.fits("two filters");
  await reader.menu("Status", "Disputed");
  await reader.seesEvents("all about the person", trump);
  await reader.page.goBack();
  await reader.seesEvents("after Back", disputed);
  await reader.press("Escape", "Escape");
  await reader.seesEvents("all", within);
  await reader.page.goBack();
  await reader.seesEvents("after Back again", disputed);

  await reader.go(`?known=${DAY}`);
  const known = within.filter(inPrint);
  expect(known.length > 0 && known.length < within.length, "the day does not divide the sample");
  await reader.seesEvents(`known on ${DAY}`, known);
  await reader.fits("known on a day");

  await reader.go();
  await reader.press("/");
  await reader.sees("the search", () => reader.ask(() => document.activeElement.matches(".search input")), true);
  await reader.page.keyboard.insertText(PERSIAN);
  const person = reader.page.locator(".search h3 a", { hasText: /^Ali Khamenei$/ });
  await reader.sees("a name in Persian", () => person.count(), 1);
  await reader.fits("searching");
  for (let n = 0; n < 3 && !(await person.evaluate((a) => a === document.activeElement)); n += 1)
    await reader.press("ArrowDown");
  await reader.press("Enter");
  await reader.page.waitForURL(/actors\/khamenei\//);
  await reader.page.goBack();
  await reader.sees("Back leads to the search", () => reader.page.locator(".search input").inputValue(), PERSIAN);
  done(`${reader.name}: filters, Back, known on ${DAY}, search`);
  await reader.close();
}

// The strip leads to days, the day being read is marked, keys go from event to event.
async function walked(chrome, at) {
  const { within } = told();
  const reader = await Reader.open(chrome, at);
  const cells = reader.page.locator(".strip a");
  const current = () => reader.ask(() => document.querySelector(".strip [aria-current=date]")?.hash ?? null);
  for (const n of [4, 12, -1]) {
    const cell = cells.nth(n);
    const hash = await cell.evaluate((a) => a.hash);
    await cell.click();
    await reader.sees("the strip leads to a day", () => reader.ask(() => location.hash), hash);
    await reader.sees(
      "which is where its day begins",
      () => reader.ask(() => Math.abs(document.querySelector(":target").getBoundingClientRect().top) < innerHeight),
      true,
    );
    await reader.sees("and is marked", () => current().then((now) => now !== null), true);
  }
  await reader.go();
  for (let n = 0; n < 5; n += 1) await reader.press("j");
  const fifth = await reader.ask(() => document.querySelectorAll(".event")[4].id);
  await reader.sees("j, five times", () => reader.focused(), fifth);
  await reader.press("d");
  await reader.seesEvents(
    "d",
    within.filter(hasDispute),
  );

  // What this browser keeps is made to be two events short, and an hour old.
  await reader.go();
  await sleep(300);
  await reader.ask(() => {
    for (const [key, text] of Object.entries(localStorage)) {
      const memory = JSON.parse(text);
      for (const id of Object.keys(memory.seen).slice(3, 5)) delete memory.seen[id];
      localStorage.setItem(key, JSON.stringify({ ...memory, at: memory.at - 3600 * 1000 }));
    }
  });
  await reader.go();
  await reader.sees(
    "two are new",
    () => reader.text("p.news").then((text) => text.startsWith("2 new since your visit")),
    true,
  );
  await reader.page.getByRole("button", { name: "Show only these" }).click();
  await reader.sees("and shown", () => reader.ids().then(({ length }) => length), 2);
  done(`${reader.name}: strip, keys, new since the last visit`);
  await reader.close();
}

// A window at 200 %, forced colours, and no motion: nothing is cut off, nothing moves.
async function zoomed(chrome, at) {
  const options = { deviceScaleFactor: 2, forcedColors: "active", reducedMotion: "reduce" };
  const reader = await Reader.open(chrome, { ...at, ...options }, "?people=trump");
  for (const name of ["People", "Topics", "Places", "Sources", "Status", "Legend", "View"]) {
    await reader.menu(name);
    await fits(reader.page, `${reader.name}, ${name}`);
    const beyond = await reader.ask(() => {
      const { left, right } = document.querySelector(".menu[open] > :not(summary)").getBoundingClientRect();
      return left < 0 || right > innerWidth;
    });
    expect(!beyond, `the menu ${name} is cut off`);
  }
  await reader.press("Escape");
  await reader.fits("200 %, forced colours");
  const moving = () => reader.ask(() => document.getAnimations().filter((one) => one.playState === "running").length);
  await reader.press("j", "j");
  await reader.sees("nothing moves", moving, 0);
  const behaviour = await reader.ask(() => getComputedStyle(document.documentElement).scrollBehavior);
  expect(behaviour === "auto", `it scrolls ${behaviour}`);
  for (const action of ["?known=2025-06-16", `?q=${encodeURIComponent(PERSIAN)}`]) {
    await reader.go(action);
    await sleep(300);
    await fits(reader.page, `${reader.name}, ${action}`);
  }
  done(`${reader.name}: at 200 %, forced colours, without motion`);
  await reader.close();
}

// ---- All of it ----

const chrome = await launch();
// A part that fails is told, and the next one goes on.
async function part(action, at) {
  const words = [action.name, at.name, String(at.width)];
  if (!only.every((word) => words.includes(word))) return;
  try {
    await action(chrome, at);
  } catch (error) {
    fault(`${action.name}, ${at.name}, ${at.width} px: ${error.message}`);
    await closePages(chrome);
  }
}

const servers = [];
try {
  const disk = new Site("disk", "");
  const web = new Site("web", "https://example.org/june/");
  const cut = new Site("cut", "", 8);
  const cutWeb = new Site("cut-web", "https://example.org/june/", 8);
  const crowd = new Site("crowd", "", 200, true);
  const crowdCut = new Site("crowd-cut", "https://example.org/june/", 12, true);
  servers.push(await host(web.out, "/june/"), await host(cutWeb.out, "/june/"), await host(crowdCut.out, "/june/"));
  const [onDisk, onWeb] = [
    { name: "disk", home: disk.home },
    { name: "web", home: `${servers[0].url}events/` },
  ];
  const [cutOnDisk, cutOnWeb] = [
    { name: "cut", home: cut.home },
    { name: "cut web", home: `${servers[1].url}events/` },
  ];
  const all = [filters, addresses, views, keyboard, strip, knownOn, news, copying, otherReaders, withoutScript];
  for (const action of all) {
    await part(action, { ...onDisk, width: 1440 });
    await part(action, { ...onWeb, width: 360 });
  }
  // What depends on the width and is neither wide nor narrow.
  for (const action of [filters, keyboard, knownOn, otherReaders]) await part(action, { ...onDisk, width: 768 });
  await part(pages, { ...cutOnDisk, width: 360 });
  await part(pages, { ...cutOnWeb, width: 1440 });
  await part(restored, { name: "crowd", home: crowd.home, width: 360 });
  await part(restored, { name: "crowd cut", home: `${servers[2].url}events/`, width: 1440 });
  for (const width of [360, 768, 1440]) await part(inView, { name: "crowd", home: crowd.home, width });
  const real = { name: "sample", home: pathToFileURL(join(sample, "events/index.html")).href };
  for (const width of [1440, 360]) {
    await part(sampled, { ...real, width });
    await part(walked, { ...real, width });
  }
  await part(zoomed, { ...real, width: 720 });
} catch (error) {
  fault(error.message);
} finally {
  await close(chrome);
  for (const server of servers) server.stop();
  rmSync(work, { recursive: true, force: true });
}

finish();
