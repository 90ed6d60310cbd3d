// Drives the preview server as an editor does: `node serve.mjs DATELINE [SCREENSHOTS]`.
//
// DATELINE is the program. It begins an invented site in a temporary folder and serves it; Chromium keeps pages open
// while files are changed, broken, mended, and while the server is ended and begun again. The pages' own content
// security policy is in force all the time, and nothing may stand in the console that a check does not expect.
//
// Exits 1 if anything is wrong, and says all of it.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { close, closePages, launch } from "./chromium.mjs";
import { accessible, shoot } from "./look.mjs";
import { done, ending, expect, fault, finish } from "./report.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const dateline = resolve(process.argv[2]);
const shots = process.argv[3] && resolve(process.argv[3]);
const work = realpathSync(mkdtempSync(join(tmpdir(), "dateline-serve-")));
const PATIENCE = 15000;
const PART_LIMIT = 180_000; // the slowest part takes 20 seconds

// ---- An invented site ----

const FERRIES = 28;
const two = (number) => String(number).padStart(2, "0");

function ferry(number, { date = `2024-03-${two(number)}`, status = "reported", summary } = {}) {
  const words = summary ?? `Ferry ${number} leaves the quay below the bridge, full to the last bench.`;
  return `+++
title = "Ferry ${number} crosses in place of the bridge"
date = "${date}"
status = "${status}"
summary = "${words}"

[[evidence]]
source = "inspection-report"
quote = "ferry ${number} was on time"
+++
The crossing takes ${number} minutes.
`;
}

class Site {
  constructor(name) {
    this.root = join(work, name);
    const made = spawnSync(dateline, ["-q", "init", this.root], { encoding: "utf8" });
    if (made.status !== 0) throw new Error(`dateline init failed: ${made.stderr}`);
    for (let number = 1; number <= FERRIES; number += 1) this.ferry(number);
    this.write("site.toml", `editor = "vscode"\n${this.read("site.toml")}`);
    mkdirSync(join(this.root, "static"));
    cpSync(join(here, "../../static/style.css"), join(this.root, "static/style.css"));
  }

  read(path) {
    return readFileSync(join(this.root, path), "utf8");
  }

  write(path, text) {
    writeFileSync(join(this.root, path), text);
  }

  ferry(number, how) {
    this.write(`content/events/ferry-${two(number)}.md`, ferry(number, how));
  }
}

// ---- The server ----

const running = new Set();
process.on("exit", () => running.forEach((server) => server.kill("SIGKILL")));

class Server {
  // Begins to serve, and is there when the address has been printed.
  static async start(site, port = 0, args = []) {
    const server = new Server();
    server.said = "";
    server.process = spawn(dateline, ["serve", "-C", site.root, "--port", String(port), ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(server.process);
    server.process.once("exit", () => running.delete(server.process));
    for (const stream of [server.process.stdout, server.process.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => (server.said += text));
    }
    const address = () => /http:\/\/127\.0\.0\.1:(\d+)\/\S*/.exec(server.said);
    await until("the server prints its address", () => address() !== null || server.process.exitCode !== null);
    if (!address()) throw new Error(`dateline serve ended: ${server.said}`);
    [server.url, server.port] = address();
    return server;
  }

  async stop() {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, "exit");
    this.process.kill("SIGKILL");
    await ending(`the server of ${this.url}`, ended);
  }
}

// ---- The browser ----

// Waits for something that is asked again and again: a page that is being loaded gives no answer for a while.
async function until(what, holds, patience = PATIENCE) {
  for (const end = Date.now() + patience; Date.now() < end;) {
    if (await Promise.resolve(holds()).catch(() => false)) return;
    await sleep(25);
  }
  throw new Error(`in vain: ${what}`);
}

class Visitor {
  // Opens the whole timeline of a site.
  static async open(chrome, url, { expected = /^$/, ...options } = {}) {
    const visitor = new Visitor();
    visitor.expected = expected;
    visitor.context = await chrome.newContext({ viewport: { width: 1200, height: 800 }, ...options });
    visitor.page = await visitor.context.newPage();
    const said = (text) => visitor.expected.test(text) || fault(`${visitor.page.url()} says: ${text}`);
    visitor.page.on("console", (message) => ["error", "warning"].includes(message.type()) && said(message.text()));
    visitor.page.on("pageerror", (error) => said(error.message));
    visitor.heads = 0;
    visitor.page.on("response", (response) => (visitor.heads += response.request().method() === "HEAD" ? 1 : 0));
    await visitor.page.goto(new URL("events/", url).href);
    return visitor;
  }

  ask(question, argument) {
    return this.page.evaluate(question, argument);
  }

  sees(text) {
    return until(`“${text}” on the page`, () => this.ask((text) => document.body.innerText.includes(text), text));
  }

  overlay() {
    return this.ask(() => document.querySelector("dateline-problems")?.shadowRoot.textContent ?? "");
  }

  async seesOverlay(text) {
    await until(`“${text}” in the overlay`, async () => (await this.overlay()).includes(text));
  }

  async seesNoOverlay() {
    await until("the overlay goes", async () => (await this.overlay()) === "");
  }

  // Survives as long as the page is not loaded again.
  leaveMark() {
    return this.ask(() => (globalThis.leftByTheTest = true));
  }

  hasMark() {
    return this.ask(() => globalThis.leftByTheTest === true);
  }

  top(id) {
    return this.ask((id) => document.getElementById(id).getBoundingClientRect().top, id);
  }

  isMarked(id) {
    return this.ask((id) => getComputedStyle(document.getElementById(id)).outlineStyle === "solid", id);
  }

  shoot(name) {
    return shoot(this.page, shots, `serve-${name}`);
  }

  close() {
    return ending(`the page ${this.page.url()}`, this.context.close());
  }
}

// ---- What an editor does ----

async function editing(chrome, site, server) {
  const visitor = await Visitor.open(chrome, server.url);
  const { page } = visitor;
  await visitor.ask(() => {
    for (const id of ["event-ferry-15", "event-ferry-16"]) document.querySelector(`#${id} details`).open = true;
    document.getElementById("event-ferry-15").scrollIntoView({ block: "center" });
    scrollBy(0, 150); // not where the page would put it of its own accord
  });
  const top = await visitor.top("event-ferry-15");
  const scroll = await visitor.ask(() => scrollY);
  expect(scroll > 500, `the test's timeline does not scroll far: ${scroll}`);
  await visitor.leaveMark();

  site.ferry(15, { summary: "Ferry 15 now leaves an hour earlier." });
  await visitor.sees("now leaves an hour earlier");
  expect(!(await visitor.hasMark()), "the page changed without having been loaded");
  await until("the changed event is marked", () => visitor.isMarked("event-ferry-15"));
  await visitor.shoot("marked");
  expect(Math.abs((await visitor.top("event-ferry-15")) - top) < 2, "the place on the page was lost");
  const open = () =>
    visitor.ask(() => [...document.querySelectorAll("details[open]")].map((one) => one.closest("[id]").id));
  expect((await open()).join() === "event-ferry-15,event-ferry-16", `open details: ${await open()}`);
  await until("the mark goes", async () => !(await visitor.isMarked("event-ferry-15")));
  const left = await visitor.ask(() => document.getElementById("event-ferry-15").getAttributeNames().join());
  expect(!/style|class.*class/.test(left), `the mark left something: ${left}`);
  expect(
    (await visitor.ask(() => history.scrollRestoration)) === "auto",
    "the browser's own way with scrolling was lost",
  );
  done("an edited event is current; the place and open details are kept, and it is marked");

  site.ferry(2, { summary: "Ferry 2 has a new captain." });
  await visitor.sees("has a new captain");
  await until("the changed event is in view", async () => {
    const top = await visitor.top("event-ferry-02");
    return top > 0 && top < 700;
  });
  await until("it is marked", () => visitor.isMarked("event-ferry-02"));
  done("an event that changes out of sight comes into view");

  await visitor.ask(() => document.getElementById("event-ferry-20").scrollIntoView({ block: "start" }));
  const before = await visitor.top("event-ferry-20");
  const grown = "A long description that pushes everything below it further down the page. ".repeat(30).trim();
  site.write("site.toml", site.read("site.toml").replace(/^title = .*$/m, `title = "${grown}"`));
  await visitor.sees("pushes everything below it");
  await until("the same lines in view", async () => Math.abs((await visitor.top("event-ferry-20")) - before) < 2);
  done("what grows above the window does not move what is in it");

  await page.goto(new URL("events/ferry-07/", server.url).href);
  await visitor.leaveMark();
  site.ferry(9, { summary: "Ferry 9 is of no concern to ferry 7." });
  const heads = visitor.heads;
  await until("the page asks for itself", () => visitor.heads > heads);
  await sleep(300);
  expect(await visitor.hasMark(), "a page that did not change was loaded again");
  site.ferry(7, { summary: "Ferry 7 carries a brass band." });
  await visitor.sees("carries a brass band");
  done("an event's own page is loaded again for its own change only");

  for (const word of ["one", "two", "three"]) {
    site.ferry(7, { summary: `Ferry 7 is painted for the ${word}th time.` });
    await sleep(30);
  }
  await visitor.sees("painted for the threeth time");
  done("of many changes the last one stays");
  await visitor.close();
}

async function withoutMotion(chrome, site, server) {
  const visitor = await Visitor.open(chrome, server.url, { reducedMotion: "reduce" });
  site.ferry(4, { summary: "Ferry 4 stands still." });
  await visitor.sees("Ferry 4 stands still");
  await until("the mark", () => visitor.isMarked("event-ferry-04"));
  const [early, late] = await visitor.ask(() => {
    const element = document.getElementById("event-ferry-04");
    const [animation] = element.getAnimations();
    animation.pause();
    return [0, 1990].map((time) => {
      animation.currentTime = time;
      return getComputedStyle(element).outlineColor;
    });
  });
  expect(early === late, `the mark fades from ${early} to ${late}`);
  done("who wants no motion gets a still mark");
  await visitor.close();
}

async function styles(chrome, site, server) {
  const visitor = await Visitor.open(chrome, server.url);
  await visitor.leaveMark();
  const style = site.read("static/style.css");
  const sheets = () => visitor.ask(() => document.querySelectorAll("link[rel=stylesheet]").length);
  const before = await sheets();
  const colour = () => visitor.ask(() => getComputedStyle(document.querySelector("h1")).color);
  for (const wanted of ["rgb(1, 2, 3)", "rgb(4, 5, 6)"]) {
    site.write("static/style.css", `${style}\nh1 { color: ${wanted} }\n`);
    await until(`h1 in ${wanted}`, async () => (await colour()) === wanted);
  }
  await until("no more sheets than before", async () => (await sheets()) === before);
  expect(await visitor.hasMark(), "the page was loaded again for a style sheet");
  site.write("static/style.css", style);
  await until("the old colour", async () => !/[156]/.test((await colour()).split(",")[0]));
  expect(await visitor.hasMark(), "the page was loaded again for a style sheet");
  done("style sheets are exchanged in the open page");

  site.write("static/notice.txt", "An asset, invented.\n");
  await until("another asset loads the page again", async () => !(await visitor.hasMark()));
  done("another static file loads the page again");
  await visitor.close();
}

async function breaking(chrome, site, server) {
  const visitor = await Visitor.open(chrome, server.url);
  await visitor.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { page } = visitor;
  await visitor.leaveMark();

  site.ferry(5, { date: "2024-02-30" });
  await visitor.seesOverlay("content/events/ferry-05.md:3:");
  await visitor.sees("Ferry 5 leaves the quay");
  expect(await visitor.hasMark(), "the last good page was loaded again");
  const said = await visitor.overlay();
  for (const part of [
    "1 error keeps the newer version",
    "last version that could be made",
    "date/",
    "2024-02-30",
    "^",
  ]) {
    expect(said.includes(part), `the overlay does not say “${part}”: ${said}`);
  }
  const link = await visitor.ask(() => document.querySelector("dateline-problems").shadowRoot.querySelector("a").href);
  expect(link.startsWith(`vscode://file${encodeURI(site.root)}/content/events/ferry-05.md:3:`), `the link is ${link}`);
  const focus = () =>
    visitor.ask(() => document.querySelector("dateline-problems")?.shadowRoot.activeElement?.localName);
  expect((await focus()) === "section", `the focus is on ${await focus()}`);
  await page.keyboard.press("Tab");
  expect((await focus()) === "button", `Tab leads to ${await focus()}`);
  await page.keyboard.press("Enter");
  await visitor.seesOverlay("Copied");
  const copy = await visitor.ask(() => navigator.clipboard.readText());
  expect(/^error\[date\/[a-z-]+\]: .*\n --> content\/events\/ferry-05\.md:3:/.test(copy), `the copy reads: ${copy}`);
  await visitor.ask(() => {
    navigator.clipboard.writeText("something else");
    navigator.clipboard.writeText = () => Promise.reject(new Error("no leave"));
  });
  await visitor.seesOverlay("Copy");
  await page.getByRole("button", { name: "Copy" }).click();
  await visitor.seesOverlay("Copied");
  expect(
    (await visitor.ask(() => navigator.clipboard.readText())) === copy,
    "without the clipboard's leave nothing is copied",
  );
  await page.emulateMedia({ media: "print" });
  const display = await visitor.ask(() => getComputedStyle(document.querySelector("dateline-problems")).display);
  expect(display === "none", "the overlay would be printed");
  await page.emulateMedia({ media: "screen" });
  site.ferry(5);
  await visitor.seesNoOverlay();
  expect(await visitor.hasMark(), "a page that was current again was loaded");
  done("what is broken is told above the page that stays; what is mended is told no more");

  const markup = "<img src=/nowhere onerror=globalThis.attacked=true><script>globalThis.attacked=true</script>";
  site.ferry(6, { status: markup });
  await visitor.seesOverlay(markup);
  const made = await visitor.ask(() =>
    document.querySelector("dateline-problems").shadowRoot.querySelector("img, script"),
  );
  expect(made === null && !(await visitor.ask(() => globalThis.attacked)), "text became markup");
  done("a message is letters, whatever stands in it");

  await page.keyboard.press("Escape");
  await visitor.seesNoOverlay();
  site.ferry(11, { summary: "Ferry 11 changes while ferry 6 is broken." });
  await sleep(1500);
  expect((await visitor.overlay()) === "", "the same problems came back after Escape");
  await page.reload();
  await sleep(1000);
  expect((await visitor.overlay()) === "", "the same problems came back after a reload");
  site.ferry(8, { date: "soon" });
  await visitor.seesOverlay("2 errors keep");
  await page.getByRole("button", { name: "Dismiss" }).click();
  await visitor.seesNoOverlay();
  site.ferry(6);
  await visitor.seesOverlay("1 error keeps");
  site.ferry(8);
  await visitor.seesNoOverlay();
  await visitor.sees("changes while ferry 6 is broken");
  done("Escape and Dismiss hold until the problems change");

  await visitor.ask(() => {
    const field = document.body.appendChild(document.createElement("textarea"));
    field.id = "typing";
    field.focus({ preventScroll: true });
  });
  site.ferry(8, { date: "soon" });
  await visitor.seesOverlay("1 error keeps");
  expect((await visitor.ask(() => document.activeElement.id)) === "typing", "the overlay took the focus from a text");
  site.ferry(8);
  await visitor.seesNoOverlay();
  done("who types keeps the focus");
  await visitor.close();
}

// Several things wrong at once, looked at in both schemes and three widths.
async function looks(chrome, site, server) {
  site.ferry(5, { date: "2024-02-30" });
  site.ferry(6, { status: "rumoured" });
  site.write("content/events/ferry-08.md", ferry(8).replace("summary =", "sumary ="));
  site.write("content/events/ferry-12.md", ferry(12).replace("inspection-report", "harbour-gazette-of-some-other-day"));
  site.write("content/events/ferry-13.md", ferry(13).replace('date = "2024-03-13"', "date = 13. March 2024"));
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1440, 768, 360]) {
      const at = `overlay, ${colorScheme}, ${width} px`;
      const visitor = await Visitor.open(chrome, server.url, { colorScheme, viewport: { width, height: 800 } });
      await visitor.seesOverlay("ferry-13.md");
      const [wide, high] = await visitor.ask(() => {
        const panel = document.querySelector("dateline-problems").shadowRoot.querySelector("section");
        const beyond = Math.max(
          panel.scrollWidth - panel.clientWidth,
          document.documentElement.scrollWidth - innerWidth,
        );
        return [beyond, panel.getBoundingClientRect().height / innerHeight];
      });
      if (wide > 0) fault(`${at}: ${wide} px wider than the window`);
      if (high > 0.601) fault(`${at}: covers ${Math.round(high * 100)} % of the height`);
      await visitor.shoot(`overlay-${width}-${colorScheme}`);
      await accessible(visitor.page, at, { within: { include: [["dateline-problems"]] } });
      await visitor.close();
    }
  }
  for (const number of [5, 6, 8, 12, 13]) site.ferry(number);
  done("the overlay in both schemes and three widths, with axe-core");
}

async function comingBack(chrome, site, server) {
  const expected = /WebSocket connection|ERR_CONNECTION|Failed to load resource/;
  const visitor = await Visitor.open(chrome, server.url, { expected });
  const sign = () => visitor.ask(() => document.querySelector("dateline-connection")?.shadowRoot.textContent ?? "");
  await sleep(2500);
  expect((await sign()) === "", "a page that is connected says that it is not");
  await server.stop();
  await until("the sign that the connection is lost", async () => (await sign()) === "Preview not connected");
  await visitor.shoot("not-connected");
  site.ferry(18, { summary: "Ferry 18 changed while nobody looked." });
  const again = await Server.start(site, server.port);
  await visitor.sees("changed while nobody looked");
  await until("the sign goes", async () => (await sign()) === "");
  site.ferry(18, { summary: "Ferry 18 changed while somebody looked." });
  await visitor.sees("changed while somebody looked");
  done("a page that was left alone finds its server again, and is current");
  await visitor.close();
  return again;
}

async function brokenAtStart(chrome) {
  const site = new Site("broken");
  site.ferry(3, { date: "2024-13-01" });
  const server = await Server.start(site);
  const visitor = await Visitor.open(chrome, server.url, { expected: /Failed to load resource/ });
  await visitor.seesOverlay("content/events/ferry-03.md:3:");
  expect(
    /keeps the site from being shown/.test(await visitor.overlay()),
    `the overlay says: ${await visitor.overlay()}`,
  );
  await visitor.shoot("broken-at-start");
  site.ferry(3);
  await visitor.sees("Ferry 3 leaves the quay");
  await visitor.seesNoOverlay();
  done("a site that is broken at the start appears when it is mended");
  await visitor.close();
  await server.stop();
}

async function belowAPath(chrome) {
  const site = new Site("below");
  const server = await Server.start(site, 0, ["--base-url", "https://example.org/june/"]);
  expect(new URL(server.url).pathname === "/june/", `the address is ${server.url}`);
  const visitor = await Visitor.open(chrome, server.url);
  await visitor.page.click("#event-ferry-10 h3 a");
  await until("the event's page", () => visitor.page.url().endsWith("/june/events/ferry-10/"));
  site.ferry(10, { summary: "Ferry 10 sails below a path." });
  await visitor.sees("Ferry 10 sails below a path");
  site.ferry(10, { date: "never" });
  await visitor.seesOverlay("ferry-10.md:3:");
  site.ferry(10);
  await visitor.seesNoOverlay();
  done("a site below a path is served below it, and kept current");
  await visitor.close();
  await server.stop();
}

const chrome = await launch();
// A part that fails, or is not at its end in time, is told, and the next one goes on.
async function part(action, ...args) {
  try {
    const late = sleep(PART_LIMIT, undefined, { ref: false }).then(() => {
      throw new Error(`not at its end after ${PART_LIMIT / 60_000} minutes`);
    });
    return await Promise.race([action(chrome, ...args), late]);
  } catch (error) {
    fault(`${action.name}: ${error.message}`);
    await closePages(chrome);
    return undefined;
  }
}

try {
  const site = new Site("ferries");
  const server = await Server.start(site);
  for (const action of [editing, withoutMotion, styles, breaking, looks, comingBack]) {
    await part(action, site, server);
    // What a part that failed has left broken is not the next one's concern.
    for (let number = 1; number <= FERRIES; number += 1) site.ferry(number);
    await sleep(500);
  }
  await part(brokenAtStart);
  await part(belowAPath);
} catch (error) {
  fault(error.message);
} finally {
  await close(chrome);
  rmSync(work, { recursive: true, force: true });
}

finish();
