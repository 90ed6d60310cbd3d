// Looks at a built site as validators and browsers do: `node check.mjs SITE [SCREENSHOTS]`.
//
// 1. Nu Html Checker and html-validate over every page, both without errors.
// 2. xmllint: the feed against a RELAX NG schema of Atom (RFC 4287), the sitemap for well-formedness.
// 3. Chromium with axe-core (WCAG 2.2 AA): one page of each kind, light and dark, wide and narrow; no request leaves the
//    site, nothing overflows sideways.
// 4. The home page with its style sheet stays light.
//
// Exits 1 if anything is wrong, and says all of it.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import vnu from "vnu-jar";
import { HtmlValidate, FileSystemConfigLoader } from "html-validate";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const site = resolve(process.argv[2]);
const shots = process.argv[3] && resolve(process.argv[3]);
const HOME_LIMIT = 30 * 1024; // bytes of HTML and CSS together, gzipped

const faults = [];
const fault = (text) => faults.push(text);
const done = (text) => console.log(`  ok  ${text}`);

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

const pages = files(site).filter((path) => path.endsWith(".html")).sort();
const moved = (path) => readFileSync(path, "utf8").includes('http-equiv="refresh"');

function nuChecker() {
  const result = spawnSync("java", ["-Xss8m", "-jar", vnu, "--errors-only", "--format", "json", "--skip-non-html", site], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (result.error) return fault(`the Nu Html Checker did not run: ${result.error.message}; it needs Java 11 or later`);
  const { messages } = JSON.parse(result.stderr.slice(result.stderr.indexOf("{")));
  for (const m of messages) fault(`vnu: ${relative(site, fileURLToPath(m.url))}:${m.lastLine}:${m.firstColumn ?? 0}: ${m.message}`);
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
    one(/^articles\/[^/]+\/index\.html$/),
    one(/^sources\/index\.html$/),
    one(/^actors\/index\.html$/),
    one(/^actors\/khamenei\/index\.html$/) ?? one(/^actors\/[^/]+\/index\.html$/),
    one(/^tags\/index\.html$/),
    one(/^tags\/[^/]+\/index\.html$/),
    one(/^places\/index\.html$/),
    one(/^places\/[^/]+\/index\.html$/),
    one(/^disputes\/index\.html$/),
    one(/^corrections\/index\.html$/),
    one(/^background\/index\.html$/),
    one(/^method\/index\.html$/) ?? one(/^about\/index\.html$/),
    one(/^404\.html$/),
  ].filter(Boolean);
}

function browserPath() {
  const known = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  return known.find((path) => path && existsSync(path));
}

async function browser() {
  const executablePath = browserPath();
  if (!executablePath) return fault("there is no Chromium; install it, or name it in CHROMIUM");
  const axe = readFileSync(join(here, "node_modules/axe-core/axe.min.js"), "utf8");
  const chrome = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  const list = kinds();
  let looks = 0;
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1440, 768, 360]) {
      const context = await chrome.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      const page = await context.newPage();
      let at = "";
      page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith("file:") && !url.startsWith("data:")) fault(`${at} asks for ${url}`);
      });
      for (const path of list) {
        at = `${path}, ${colorScheme}, ${width} px`;
        await page.goto(pathToFileURL(join(site, path)).href);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) fault(`${at}: the page is ${wide} px wider than the window`);
        if (shots) {
          mkdirSync(shots, { recursive: true });
          const name = `${path.replace(/\/?index\.html$|\.html$/, "").replaceAll("/", "-") || "home"}-${width}-${colorScheme}.png`;
          await page.screenshot({ path: join(shots, name), fullPage: false });
        }
        await page.evaluate(() => document.querySelectorAll("details:not([name])").forEach((details) => (details.open = true)));
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() =>
          globalThis.axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            rules: { "target-size": { enabled: true } },
          }),
        );
        looks += 1;
        for (const v of violations) fault(`axe: ${at}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html).join(" | ")}`);
      }
      await context.close();
    }
  }
  // Once more with the pages' own content security policy in force: nothing of ours may be refused.
  const strict = await (await chrome.newContext()).newPage();
  let at = "";
  strict.on("console", (message) => message.type() === "error" && fault(`${at}: ${message.text()}`));
  for (const path of list) {
    at = `${path}, with its policy`;
    await strict.goto(pathToFileURL(join(site, path)).href);
    const margin = await strict.evaluate(() => getComputedStyle(document.body).marginTop);
    if (margin !== "0px") fault(`${at}: the style sheet was not applied`);
  }
  await chrome.close();
  done(`Chromium and axe-core: ${list.length} kinds of page, ${looks} looks`);
}

function weight() {
  const size = ["index.html", "style.css"].map((file) => gzipSync(readFileSync(join(site, file)), { level: 9 }).length);
  const total = size[0] + size[1];
  if (total > HOME_LIMIT) fault(`the home page weighs ${size[0]} + ${size[1]} = ${total} bytes gzipped, more than ${HOME_LIMIT}`);
  else done(`home page: ${size[0]} bytes of HTML and ${size[1]} of CSS, gzipped`);
}

nuChecker();
await htmlValidate();
xml();
weight();
await browser();

for (const text of faults.slice(0, 200)) console.error(`  !!  ${text}`);
if (faults.length > 0) console.error(`${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
