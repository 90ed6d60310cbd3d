// Looks at a built site as validators and browsers do: `node check.mjs SITE [SCREENSHOTS]`.
//
// 1. Nu Html Checker and html-validate over every page, both without errors.
// 2. xmllint: the feed against a RELAX NG schema of Atom (RFC 4287), the sitemap for well-formedness.
// 3. Chromium with axe-core (WCAG 2.2 AA): one page of each kind, light and dark, wide and narrow; no request leaves the
//    site, nothing overflows sideways.
//    No text has a space before a comma or a full stop, names keep their case, the heading of a day is one line, and what
//    a link within the page leads to is not hidden by what sticks to the window's edge.
//    With the Tab key alone, everything that takes the focus is reached and seen; with the pages' own content security
//    policy, nothing is refused.
// 4. The home page with its style sheets stays light.
//
// Exits 1 if anything is wrong, and says all of it.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import vnu from "vnu-jar";
import { HtmlValidate, FileSystemConfigLoader } from "html-validate";
import { close, launch } from "./chromium.mjs";
import { accessible, allOf, fits, shoot, staysAtHome, staysQuiet, unfold } from "./look.mjs";
import { done, fault, finish } from "./report.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const site = resolve(process.argv[2]);
const shots = process.argv[3] && resolve(process.argv[3]);
const HOME_LIMIT = 16 * 1024; // bytes of HTML and CSS together, gzipped

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

const pages = files(site)
  .filter((path) => path.endsWith(".html"))
  .sort();
const moved = (path) => readFileSync(path, "utf8").includes('http-equiv="refresh"');

function nuChecker() {
  const args = ["-Xss8m", "-jar", vnu, "--errors-only", "--format", "json", "--skip-non-html", site];
  const result = spawnSync("java", args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (result.error) return fault(`the Nu Html Checker did not run: ${result.error.message}; it needs Java 11 or later`);
  const { messages } = JSON.parse(result.stderr.slice(result.stderr.indexOf("{")));
  for (const m of messages)
    fault(`vnu: ${relative(site, fileURLToPath(m.url))}:${m.lastLine}:${m.firstColumn ?? 0}: ${m.message}`);
  if (messages.length === 0) done(`Nu Html Checker: ${pages.length} pages, 0 errors`);
}

async function htmlValidate() {
  const loader = new FileSystemConfigLoader(JSON.parse(readFileSync(join(here, ".htmlvalidate.json"), "utf8")));
  const validator = new HtmlValidate(loader);
  let errors = 0;
  for (const page of pages) {
    const report = await validator.validateString(readFileSync(page, "utf8"), page);
    for (const result of report.results) {
      for (const m of result.messages.filter((m) => m.severity === 2)) {
        errors += 1;
        fault(`html-validate: ${relative(site, page)}:${m.line}:${m.column}: ${m.message} (${m.ruleId})`);
      }
    }
  }
  if (errors === 0) done(`html-validate: ${pages.length} pages, 0 errors`);
}

function xml() {
  const check = (file, args) => {
    if (!existsSync(join(site, file))) return;
    try {
      execFileSync("xmllint", ["--noout", ...args, join(site, file)], { stdio: "pipe" });
      done(`xmllint: ${file}`);
    } catch (error) {
      if (error.code === "ENOENT") fault("xmllint is missing; it is in libxml2-utils");
      else fault(`xmllint: ${file}: ${error.stderr}`);
    }
  };
  check("atom.xml", ["--relaxng", join(here, "atom.rng")]);
  check("sitemap.xml", []);
}

// One page of each kind, as far as this site has it.
function kinds() {
  const names = pages.filter((page) => !moved(page)).map((page) => relative(site, page));
  const one = (pattern) => names.find((page) => pattern.test(page));
  return [
    one(/^index\.html$/),
    one(/^events\/istanbul-plan\/index\.html$/) ?? one(/^events\/[^/]+\/index\.html$/),
    one(/^events\/us-strikes\/index\.html$/),
    one(/^events\/newest\/index\.html$/),
    one(/^events\/headlines\/index\.html$/),
    one(/^events\/key\/index\.html$/),
    one(/^articles\/[^/]+\/index\.html$/),
    one(/^sources\/index\.html$/),
    one(/^actors\/index\.html$/),
    one(/^actors\/khamenei\/index\.html$/) ?? one(/^actors\/[^/]+\/index\.html$/),
    one(/^tags\/index\.html$/),
    one(/^tags\/[^/]+\/index\.html$/),
    one(/^map\/index\.html$/),
    one(/^places\/index\.html$/),
    one(/^places\/[^/]+\/index\.html$/),
    one(/^disputes\/index\.html$/),
    one(/^disputes\/.+\/index\.html$/),
    one(/^origins\/index\.html$/),
    one(/^corrections\/index\.html$/),
    one(/^background\/index\.html$/),
    one(/^method\/index\.html$/) ?? one(/^about\/index\.html$/),
    one(/^share\/index\.html$/),
    one(/^embed\/index\.html$/),
    one(/^embed\/us-strikes\/index\.html$/),
    one(/^404\.html$/),
  ].filter(Boolean);
}

const WINDOWS = [
  { colorScheme: "light", width: 1440 },
  { colorScheme: "light", width: 768 },
  { colorScheme: "light", width: 360 },
  { colorScheme: "dark", width: 1440 },
  { colorScheme: "dark", width: 360 },
];

async function browser() {
  const chrome = await launch();
  const list = kinds();
  // The page for paper has nothing to press that others have not.
  const looks = WINDOWS.map((window) => () => look(chrome, [...list, "print/index.html"], window));
  const walks = [1440, 360].map((width) => () => walk(chrome, list, width));
  await allOf([...walks, ...looks]);
  await close(chrome);
  done(`Chromium and axe-core: ${list.length} kinds of page, each in ${WINDOWS.length} windows`);
}

async function look(chrome, list, { colorScheme, width }) {
  const context = await chrome.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
  const page = await context.newPage();
  let at = "";
  staysAtHome(page, () => at);
  for (const path of list) {
    at = `${path}, ${colorScheme}, ${width} px`;
    await page.goto(pathToFileURL(join(site, path)).href);
    await fits(page, at);
    await shoot(page, shots, `${path.replace(/\/?index\.html$|\.html$/, "") || "home"}-${width}-${colorScheme}`);
    await unfold(page);
    await accessible(page, at, { onlyColours: colorScheme === "dark" }); // the rest is the same in both
    if (colorScheme === "light") for (const told of await page.evaluate(typeset)) fault(`${at}: ${told}`);
    if (colorScheme === "light") await anchored(page, at);
  }
  await context.close();
}

// In the page: what is wrong with its letters and lines.
function typeset() {
  const wrong = [];
  const blocks = document.querySelectorAll("p, li, dt, dd, h1, h2, h3, td, th, summary, div");
  for (const block of blocks) {
    if (block.querySelector("p, li, dt, dd, div, td") || block.closest("pre, dialog") || !block.checkVisibility()) continue;
    const [space] = / [,.;:!?)](?=\s|$)|\( /.exec(block.innerText.replace(/\s+/g, " ")) ?? [];
    if (space) wrong.push(`“${space}” in “${block.innerText.slice(0, 80)}”`);
  }
  for (const link of document.querySelectorAll("a, bdi, cite, q")) {
    const first = getComputedStyle(link, "::first-letter").textTransform;
    const cases = [getComputedStyle(link).textTransform, first];
    if (cases.some((one) => one !== "none")) wrong.push(`the case of “${link.innerText}” is changed`);
  }
  for (const heading of document.querySelectorAll(".day:not(.undated) > h2")) {
    // Beside the day on a wide screen it has lines of its own.
    const isBeside = heading.getBoundingClientRect().right < heading.nextElementSibling.getBoundingClientRect().left + 1;
    const lines = heading.clientHeight / parseFloat(getComputedStyle(heading).lineHeight);
    if (!isBeside && lines > 2) wrong.push(`the heading “${heading.innerText}” has ${Math.round(lines)} lines`);
  }
  return wrong;
}

// What the page's own links lead to can be seen: neither bar at an edge of the window lies over it.
async function anchored(page, at) {
  const hashes = await page.evaluate(() => {
    const own = [...document.querySelectorAll("a[href*='#']")].filter((a) => a.pathname === location.pathname && a.hash);
    const others = [...document.querySelectorAll("main [id]")].map(({ id }) => `#${encodeURIComponent(id)}`);
    const all = [...new Set([...own.map(({ hash }) => hash), ...others])];
    return all.filter((_, n) => n % Math.ceil(all.length / 30) === 0);
  });
  for (const hash of hashes) {
    const told = await page.evaluate(async (hash) => {
      location.hash = hash;
      await new Promise((drawn) => requestAnimationFrame(drawn));
      const target = document.getElementById(decodeURIComponent(hash.slice(1)));
      if (!target) return "is not there";
      if (!target.checkVisibility()) return "";
      const { left, top, width, height } = target.getBoundingClientRect();
      if (!width || !height) return "";
      const there = document.elementFromPoint(Math.max(left + width / 2, 1), top + Math.min(height / 2, 20));
      if (!there) return `is out of sight at ${top}`;
      const isHeading = there.closest("h2")?.parentNode === target;
      return target.contains(there) || there.contains(target) || isHeading ? "" : `lies under ${there.outerHTML.slice(0, 60)}`;
    }, hash);
    if (told) fault(`${at}: ${hash} ${told}`);
  }
}

// With nothing but the Tab key: everything that takes the focus is reached, shows it, and is not hidden by what sticks to
// the window's edge (WCAG 2.4.7 and 2.4.11). The pages' own policy is in force: nothing of ours may be refused.
async function walk(chrome, list, width) {
  const page = await (await chrome.newContext({ viewport: { width, height: 900 } })).newPage();
  let [at, stops] = ["", 0];
  staysQuiet(page, () => at);
  for (const path of list) {
    at = `${path}, by keyboard, ${width} px`;
    await page.goto(pathToFileURL(join(site, path)).href);
    const margin = await page.evaluate(() => getComputedStyle(document.body).marginTop);
    if (margin !== "0px") fault(`${at}: the style sheet was not applied`);
    const all = await page.evaluate(() => {
      const focusable = "a[href], button, input, select, textarea, summary, [tabindex='0']";
      const list = [...document.querySelectorAll(focusable)];
      globalThis.left = new Set(list.filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled));
      return globalThis.left.size;
    });
    for (let step = 0; step <= all; step += 1) {
      await page.keyboard.press("Tab");
      const told = await page.evaluate(focus);
      if (told === "end") break;
      if (told) fault(`${at}: ${told}`);
      stops += 1;
    }
    const left = await page.evaluate(() => [...globalThis.left].map((e) => e.outerHTML.slice(0, 100)));
    if (left.length > 0) fault(`${at}: ${left.length} of ${all} are not reached, such as ${left[0]}`);
  }
  await page.context().close();
  done(`keyboard alone, ${width} px: ${stops} stops, each reached and seen`);
}

// In the page: what is wrong with what has the focus.
function focus() {
  const e = document.activeElement;
  if (!e || e === document.body) return "end";
  globalThis.left.delete(e);
  const { outlineStyle, outlineWidth } = getComputedStyle(e);
  const name = e.outerHTML.slice(0, 100);
  if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return `no focus is shown on ${name}`;
  const points = [...e.getClientRects()].flatMap(({ left, right, top, bottom }) => [
    [(left + right) / 2, (top + bottom) / 2],
    [left + 2, top + 2],
    [right - 2, bottom - 2],
  ]);
  const isSeen = points.some(([x, y]) => {
    const there = document.elementFromPoint(x, y);
    return there && (e.contains(there) || there.contains(e));
  });
  return isSeen ? "" : `the focus is out of sight on ${name}`;
}

function weight() {
  const weigh = (file) => gzipSync(readFileSync(join(site, file)), { level: 9 }).length;
  const html = readFileSync(join(site, "index.html"), "utf8");
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="(?:\.\/)?([^"?]+)/g)].map(([, file]) => file);
  const [own, css] = [weigh("index.html"), sheets.map(weigh).reduce((sum, size) => sum + size, 0)];
  const told = `home page: ${own} bytes of HTML and ${css} of CSS in ${sheets.length} files, gzipped`;
  if (own + css > HOME_LIMIT) fault(`${told}: more than ${HOME_LIMIT}`);
  else done(told);
}

nuChecker();
await htmlValidate();
xml();
weight();
await browser();

finish();
