// Searches a built site as readers do: `node search.mjs SITE SITE-WITH-BASE [SCREENSHOTS]`.
//
// 1. The browser's words are those of the program: tests/fixtures/search-words.json.
// 2. Questions in several scripts, from a disk and below a path of a host, with the site's own security policy.
// 3. Keyboard, address, and the look, wide and narrow, light and dark, under axe-core.
//
// Exits 1 if anything is wrong, and says all of it.

import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { close, launch } from "./chromium.mjs";
import { accessible, fits, shoot, staysQuiet } from "./look.mjs";
import { check, count, done, fault, finish } from "./report.mjs";
import { host } from "./server.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [site, based] = process.argv.slice(2, 4).map((path) => resolve(path));
const shots = process.argv[4] && resolve(process.argv[4]);

// What is asked, and what must be among the first three titles.
const QUESTIONS = [
  ["fordow", /Fordow/i, "a word of a title"],
  ["Araqchi", /Abbas Araghchi/, "another spelling of a name"],
  ["خامنه‌ای", /Ali Khamenei/, "a name in Persian"],
  ["خامنه ای", /Ali Khamenei/, "a name in Persian, with a space"],
  ["cease fire", /ceasefire/i, "a word with a space"],
  ["عراقچي", /Abbas Araghchi/, "a name in Persian, typed with Arabic letters"],
  ["kamenei", /Khamenei/, "a misspelt name"],
  ["pezesh", /Pezeshkian/, "the beginning of a name"],
  ["TÜRKIYE", /Türkiye|Turkey|Istanbul/i, "accents and capitals"],
  ["rompre les relations", /Embassy seizure/, "words of a quotation"],
];

// What is asked, and what must come first: dates as people write them, and names before longer ones.
const FIRST = [
  ...["22 June", "2025-06-22", "June 22, 2025", "22.06.2025", "Sunday, 22nd of June 2025", "۲۰۲۵-۰۶-۲۲", "22/6/2025"].map(
    (words) => [words, /^22 June 2025/, "facts", "the day's events"],
  ),
  ["22 June Fordow", /Fordow/, "title", "a day and a word"],
  ["خامنه‌ای", /^Ali Khamenei$/, "title", "who has most events of those with the name"],
  ["khamenei", /^Ali Khamenei$/, "title", "the same in Latin letters"],
  ["Tehran", /^Tehran$/, "title", "a place that is called just so"],
  ["talks", /^talks$/i, "title", "a topic that is called just so"],
];

const settled = (page) =>
  page.waitForFunction(() => /^(?!Searching)./.test(document.querySelector(".search[open] .said")?.textContent ?? ""));

// As readers do, with the key for it.
async function begin(page, address) {
  await page.goto(address);
  await page.keyboard.press("/");
  await settled(page);
}

// The promise of the answer shows when it is there; typing would have to guess.
async function ask(page, words) {
  await page.fill(".search input", words);
  await page.evaluate((words) => window.dateline.search(words), words);
  await settled(page);
}

const titles = (page) => page.$$eval(".search h3", (list) => list.map((one) => one.textContent));
const said = (page) => page.textContent(".search .said");
const focused = (page) => page.evaluate(() => document.activeElement.tagName);

async function questions(page, where) {
  for (const [words, expected, why] of QUESTIONS) {
    await ask(page, words);
    const found = await titles(page);
    check(
      found.slice(0, 3).some((title) => expected.test(title)),
      `${where}: ${why}, “${words}”, finds ${JSON.stringify(found.slice(0, 3))}`,
    );
    check(/^\d/.test(await said(page)), `${where}: “${words}” says ${await said(page)}`);
  }
  for (const [words, expected, what, why] of FIRST) {
    await ask(page, words);
    const first = await page.$eval(
      ".search li",
      (li, what) => (what === "title" ? li.querySelector("h3") : li.querySelector(".facts-of span:nth-child(2)")).textContent,
      what,
    );
    check(expected.test(first), `${where}: ${why} do not come first for “${words}”, but ${first}`);
  }
  // Questions are results, and what is known of wrong words stands beside them.
  await ask(page, "heavy bombs Fordow");
  const kinds = await page.$$eval(".search li", (list) => list.map((li) => [li.querySelector(".facts-of").textContent, li.querySelector("a").href]));
  check(
    kinds.some(([kind, href]) => /question/i.test(kind) && /disputes\/./.test(href)),
    `${where}: no question is found: ${JSON.stringify(kinds)}`,
  );
  await ask(page, "Mike Pence");
  const known = await page.$$eval(".search .known-of", (list) => list.map((one) => one.textContent));
  check(
    known.some((words) => /Axios names JD Vance/.test(words)),
    `${where}: nothing is said of a wrong name: ${known}`,
  );
  await ask(page, "rompre les relations");
  check(
    (await page.$$(".search .context q[lang=fr] mark")).length > 2,
    `${where}: words of a quotation are not marked in it`,
  );
  await ask(page, "خامنه‌ای");
  const marks = await page.$$eval(".search mark", (list) => list.map((mark) => mark.textContent));
  check(
    marks.some((mark) => mark.includes("خامنه")),
    `${where}: a Persian name is not marked: ${marks}`,
  );
  await ask(page, "zzzzqqqq");
  check(
    (await titles(page)).length === 0 && /“zzzzqqqq”/.test(await said(page)),
    `${where}: nothing found says ${await said(page)}`,
  );
  await ask(page, "<img src=x onerror=alert(1)>");
  check((await page.$$(".search img")).length === 0, `${where}: what is typed became an element`);
}

async function keyboard(page, where) {
  await ask(page, "ceasefire");
  const count = await page.locator(".search li").count();
  check(count > 2, `${where}: “ceasefire” finds ${count}`);
  await page.focus(".search input");
  await page.keyboard.press("ArrowDown");
  check((await focused(page)) === "A", `${where}: the arrow does not reach the first result`);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  check((await focused(page)) === "INPUT", `${where}: arrows do not come back to the field`);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.type("s");
  check((await focused(page)) === "INPUT", `${where}: typing does not come back to the field`);
  await page.keyboard.press("Escape");
  check(!(await page.$(".search[open]")), `${where}: Escape does not close`);
  check(!page.url().includes("q="), `${where}: a closed search stays in the address`);
}

async function answers(page, where, home) {
  staysQuiet(page, () => where);
  await begin(page, home);
  check((await focused(page)) === "INPUT", `${where}: the field is not ready to be typed into`);
  await questions(page, where);
  await keyboard(page, where);
  // A linked search, from a page deeper down, and where a result leads.
  await page.goto(new URL(home.endsWith(".html") ? "disputes/index.html?q=fordow" : "disputes/?q=fordow", home).href);
  await settled(page);
  check((await page.inputValue(".search input")) === "fordow", `${where}: the words of the address are not asked`);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/(events|actors|places|tags|articles|sources)\//);
  check(/fordow/i.test(await page.textContent("main")), `${where}: a result leads to ${page.url()}`);
}

async function fixtures(page) {
  const pairs = JSON.parse(readFileSync(join(here, "../fixtures/search-words.json"), "utf8"));
  const found = await page.evaluate(
    (texts) => texts.map((text) => window.dateline.words(text)),
    pairs.map(([text]) => text),
  );
  pairs.forEach(([text, words], at) => {
    const differing = words.findIndex((word, n) => word !== found[at][n]);
    check(
      JSON.stringify(words) === JSON.stringify(found[at]),
      `the browser has other words in ${text.slice(0, 40)}: ${found[at][differing]} for ${words[differing]}, ${found[at].length} for ${words.length}`,
    );
  });
  return pairs.length;
}

async function look(browser, home) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1440, 768, 360]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      const page = await context.newPage();
      await begin(page, home);
      for (const words of ["", "khamenei", "خامنه‌ای", "rompre les relations", "kamenei", "zzzzqqqq"]) {
        await ask(page, words);
        const at = `search, ${width} px, ${colorScheme}, ${words || "empty"}`;
        await fits(page, at, ".search");
        await shoot(page, shots, at);
      }
      await ask(page, "khamenei");
      await accessible(page, `search, ${width} px, ${colorScheme}`, { within: ".search" });
      await context.close();
    }
  }
}

const browser = await launch();
const server = await host(based, "/june/");
const homes = [
  ["from a disk", pathToFileURL(join(site, "index.html")).href],
  ["below a path", server.url],
];
for (const [where, home] of homes) {
  for (const width of [1440, 360]) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    page.setDefaultTimeout(15_000);
    const before = count();
    await answers(page, `${where}, ${width} px`, home).catch((error) =>
      fault(`${where}, ${width} px: ${error.message}`),
    );
    if (width === 360 && where === "from a disk") {
      await begin(page, home);
      done(`words of ${await fixtures(page)} texts compared`);
    }
    if (count() === before) done(`search ${where}, ${width} px: ${QUESTIONS.length} questions, keyboard, address`);
    await page.close();
  }
}
await look(browser, homes[0][1]).catch((error) => fault(error.message));
await close(browser);
server.stop();
finish();
