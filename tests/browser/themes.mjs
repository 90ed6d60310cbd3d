// Looks at the sample in every theme, light and dark, comfortable and compact: `node themes.mjs DATELINE [SCREENSHOTS]`.
//
// DATELINE is the program. One page of each kind, wide and narrow, also from right to left and in forced colours: axe-core
// (WCAG 2.2 AA) finds nothing, nothing overflows sideways, and no request leaves the site. From right to left, the program's
// own words and dates are still read from left to right.
//
// Exits 1 if anything is wrong, and says all of it. THEME=name looks at one theme only.

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { close, launch } from "./chromium.mjs";
import { accessible, allOf, fits, shoot, staysAtHome, unfold } from "./look.mjs";
import { done, fault, finish } from "./report.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const sample = resolve(here, "../..");
const dateline = resolve(process.argv[2]);
const shots = process.argv[3] && resolve(process.argv[3]);
const work = mkdtempSync(join(tmpdir(), "dateline-themes-"));

const FIRST = "reference";
const THEMES = process.env.THEME ? [process.env.THEME] : [FIRST, "docket"];
const PAGES = [
  "index",
  "events/headlines/index",
  "events/istanbul-plan/index",
  "events/us-strikes/index",
  "articles/chaspravdy-istanbul/index",
  "disputes/index",
  "origins/index",
  "actors/index",
  "actors/khamenei/index",
  "tags/index",
  "sources/index",
  "corrections/index",
  "method/index",
  "print/index",
  "404",
];

// The sample with these settings, built. Its own static files and templates are the first theme.
function build(theme, density) {
  const root = join(work, `${theme}-${density}`);
  for (const name of ["site.toml", "content", "evidence.lock"])
    cpSync(join(sample, name), join(root, name), { recursive: true });
  const settings = `\n[theme]\nname = "${theme}"\ndensity = "${density}"\n`;
  writeFileSync(join(root, "site.toml"), readFileSync(join(root, "site.toml"), "utf8") + settings);
  const made = spawnSync(dateline, ["-q", "-C", root, "build", "--base-url", ""], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`${theme} cannot be built: ${made.stderr}`);
  return join(root, "public");
}

// Elements are the same from right to left, and forced colours are the system's: there it is only looked whether all fits.
async function look(chrome, folder, { colorScheme = "light", width, dir = "ltr", forcedColors = "none" }) {
  const options = { colorScheme, forcedColors, viewport: { width, height: 1000 }, bypassCSP: true };
  const page = await (await chrome.newContext(options)).newPage();
  const isNew = dir === "ltr" && forcedColors === "none";
  let at = "";
  staysAtHome(page, () => at);
  for (const name of PAGES) {
    at = [basename(dirname(folder)), name.replace("/index", ""), `${width} px`, colorScheme, dir, forcedColors].join(
      ", ",
    );
    await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
    await page.evaluate((dir) => (document.documentElement.dir = dir), dir);
    await fits(page, at);
    await shoot(page, shots, at);
    await unfold(page);
    await fits(page, `${at}, opened`);
    if (dir === "rtl") await runsLeftToRight(page, at);
    // What is dark differs from what is light in nothing but colours.
    if (isNew) await accessible(page, at, { onlyColours: colorScheme === "dark" });
  }
  await page.context().close();
}

// What the program says, where a number before words or a full stop behind them would change sides with the page.
const OURS = [
  "time, summary, .colophon p, .count, .date, .dateline, .day > h2, .gap, .heads h2, .headlines .when, .label, .number",
  ".outside, .stood > h2, .views a, .when",
].join();
async function runsLeftToRight(page, at) {
  const [looked, wrong] = await page.evaluate((ours) => {
    const wrong = new Set();
    let looked = 0;
    const box = (node, from, to) => {
      const range = new Range();
      range.setStart(node, from);
      range.setEnd(node, to);
      return range.getClientRects()[0];
    };
    const inOrder = (node, first, second) => {
      const [a, b] = [box(node, ...first), box(node, ...second)];
      if (!a?.width || !b?.width || Math.abs(a.top - b.top) > 2) return;
      looked++;
      if (a.left > b.left) wrong.add(node.data.trim());
    };
    for (const element of document.querySelectorAll(ours)) {
      const texts = document.createNodeIterator(element, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const counted = /^\s*(\d[\d:,]*) ([a-z]+)/di.exec(node.data)?.indices;
        if (counted) inOrder(node, counted[1], counted[2]);
        const ended = /([a-z])(\.)\s*$/di.exec(node.data)?.indices;
        if (ended) inOrder(node, ended[1], ended[2]);
      }
    }
    return [looked, [...wrong]];
  }, OURS);
  if (looked === 0) fault(`${at}: nothing of the program's own was looked at`);
  for (const text of wrong.slice(0, 5)) fault(`${at}: the parts of “${text}” stand from right to left`);
}

const chrome = await launch();
try {
  for (const theme of THEMES) {
    const [comfortable, compact] = ["comfortable", "compact"].map((density) => build(theme, density));
    const looks = [
      ...[1440, 360].map((width) => [compact, { width }]),
      ...[1440, 360].map((width) => [comfortable, { width, dir: "rtl" }]),
      [comfortable, { width: 1440, colorScheme: "dark", forcedColors: "active" }],
    ];
    // The first theme, comfortable, is what check.mjs looks at.
    if (theme !== FIRST) {
      looks.push(...[1440, 360].map((width) => [comfortable, { width }]));
      looks.push([comfortable, { width: 1440, colorScheme: "dark" }]);
    }
    await allOf(
      looks.map(
        ([folder, how]) =>
          () =>
            look(chrome, folder, how),
      ),
    );
    done(`${theme}: ${PAGES.length} pages, comfortable and compact`);
  }
} finally {
  await close(chrome);
  rmSync(work, { recursive: true, force: true });
}

finish();
