// Prints a built site to PDF and reads what comes out: `node print.mjs SITE [FOLDER]`; the PDFs stay in FOLDER, if given.
//
// The home page, the timeline for paper, an event and an article, on A4 and Letter:
// 1. Every quotation, note and address that paper is to show stands in the PDF's text.
// 2. No word reaches into the margins: nothing is cut off at the side or between two pages.
// 3. Shapes that tell statuses apart, the strip's bars and the lines of hours are printed by browsers that leave out
//    backgrounds; the day that was being read is not white on white.
// 4. No page is nearly empty but the last, and there are not more pages than the text asks for.
//
// Needs Chromium and pdftotext (poppler-utils). Exits 1 if anything is wrong, and says all of it.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { close, launch } from "./chromium.mjs";
import { done, fault, finish } from "./report.mjs";

const site = resolve(process.argv[2]);
const kept = process.argv[3] && resolve(process.argv[3]);
const folder = kept || mkdtempSync(join(tmpdir(), "print-"));
mkdirSync(folder, { recursive: true });

const POINTS_PER_MM = 72 / 25.4;
const MARGIN = 15 * POINTS_PER_MM - 1; // as print.css has it, and a point for rounding
const FEWEST_LETTERS = 150; // on a page that is not the last
const LETTERS_A_PAGE = 700; // on average, at least, in a text of some length
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufefc]/; // pdftotext puts these in the order in which they look

// In the page: what is drawn with a background and would be left out, or is white.
const lost = () => {
  const wrong = [];
  const drawn = [
    [".event", "::before"],
    [".status", "::before"],
    [".clock", ""],
    [".clock", "::after"],
    [".strip u", ""],
    [".terms i", "::before"],
  ];
  for (const [selector, part] of drawn) {
    for (const element of document.querySelectorAll(selector)) {
      const { backgroundImage, backgroundColor, printColorAdjust, content } = getComputedStyle(element, part || null);
      const isDrawn = backgroundImage !== "none" || backgroundColor !== "rgba(0, 0, 0, 0)";
      if (isDrawn && content !== "none" && printColorAdjust !== "exact") wrong.push(`${selector}${part} is not printed`);
    }
  }
  for (const day of document.querySelectorAll(".strip b")) {
    const { color, backgroundColor } = getComputedStyle(day);
    const isLight = /^rgb\(25\d, 25\d, 2[45]\d\)$/.test(color);
    if (isLight || backgroundColor !== "rgba(0, 0, 0, 0)") wrong.push(`${day.textContent} is printed in ${color}`);
  }
  return [...new Set(wrong)];
};

const plain = (text) => text.replace(/\s+/g, "");

const read = (...args) => execFileSync("pdftotext", [...args, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });

// What a reader of the paper must find.
const wanted = () => {
  const shown = [
    ...document.querySelectorAll("q, .asserts, .event h3, .references p, .note p, .event > p:not([class])"),
  ];
  return shown.map((element) => element.textContent);
};

function words(pdf) {
  const pages = read("-bbox", pdf)
    .split(/<page /)
    .slice(1);
  return pages.map((page) => {
    const [, width, height] = page.match(/width="([\d.]+)" height="([\d.]+)"/).map(Number);
    const found = [
      ...page.matchAll(/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</g),
    ];
    return { width, height, words: found.map(([, ...w]) => ({ box: w.slice(0, 4).map(Number), text: w[4] })) };
  });
}

function check(at, pdf, texts) {
  const text = plain(read("-layout", pdf)) + plain(read("-raw", pdf));
  const missing = texts.map(plain).filter((t) => t && !RIGHT_TO_LEFT.test(t) && !text.includes(t));
  for (const t of missing.slice(0, 5)) fault(`${at}: not in the PDF: ${t}`);
  if (missing.length > 5) fault(`${at}: and ${missing.length - 5} other texts`);
  const pages = words(pdf);
  let letters = 0;
  pages.forEach((page, n) => {
    let own = 0;
    for (const {
      box: [left, top, right, bottom],
      text,
    } of page.words) {
      // The page's number stands in the margin.
      if (top > page.height - MARGIN - 10 && /^[\d/]+$/.test(text)) continue;
      own += text.length;
      const isInside =
        left >= MARGIN && right <= page.width - MARGIN && top >= MARGIN - 4 && bottom <= page.height - MARGIN;
      if (!isInside) fault(`${at}, page ${n + 1}: “${text}” reaches into the margin`);
    }
    if (own < FEWEST_LETTERS && n + 1 < pages.length) fault(`${at}, page ${n + 1} is nearly empty: ${own} letters`);
    letters += own;
  });
  const most = Math.ceil(letters / LETTERS_A_PAGE) + 1;
  if (pages.length > most) fault(`${at} has ${pages.length} pages for ${letters} letters, more than ${most}`);
  return pages.length;
}

const one = (kind, name) => `${kind}/${existsSync(join(site, kind, name)) ? name : readdirSync(join(site, kind))[0]}/`;
const paths = ["", "print/", one("events", "us-strikes"), one("articles", "chaspravdy-istanbul"), "share/"];

const chrome = await launch();
for (const format of ["A4", "Letter"]) {
  const counts = [];
  for (const path of paths) {
    const page = await chrome.newPage();
    await page.goto(pathToFileURL(join(site, path, "index.html")).href);
    await page.emulateMedia({ media: "print" });
    const texts = await page.evaluate(wanted);
    for (const told of await page.evaluate(lost)) fault(`/${path}: ${told}`);
    const pdf = join(folder, `${path.replaceAll("/", "-") || "home-"}${format}.pdf`);
    await page.pdf({ path: pdf, format });
    counts.push(`/${path} ${check(`/${path} on ${format}`, pdf, texts)}`);
    await page.close();
  }
  done(`${format}, pages: ${counts.join(", ")}`);
}
await close(chrome);
if (!kept) rmSync(folder, { recursive: true });

finish();
