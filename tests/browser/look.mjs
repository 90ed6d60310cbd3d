// How a page is looked at: whether everybody can use it, whether it fits its window, and what it asks for.

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fault } from "./report.mjs";

const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const ALL = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
};
const COLOURS = { runOnly: ["color-contrast"] };

// axe-core over what the page holds, or a part of it: WCAG 2.2 AA, or its colours only.
export async function accessible(page, at, { within = "html", onlyColours = false } = {}) {
  await page.evaluate(axe);
  // From a disk, style sheets are refused to a script that would load them beforehand.
  const options = { ...(onlyColours ? COLOURS : ALL), preload: false };
  const { violations } = await page.evaluate(
    ([within, options]) => globalThis.axe.run(within, options),
    [within, options],
  );
  for (const { id, help, nodes } of violations) {
    const told = nodes.slice(0, 3).map(({ html }) => html);
    fault(`axe: ${at}: ${id}: ${help}: ${told.join(" | ")}`);
  }
}

// Nothing, or a part of the page, is wider than its place.
export async function fits(page, at, part = "html") {
  const wide = await page.evaluate((part) => {
    const { scrollWidth, clientWidth } = document.querySelector(part);
    return scrollWidth - clientWidth;
  }, part);
  if (wide > 0) fault(`${at}: the ${part === "html" ? "page" : part} is ${wide} px too wide`);
}

// No request leaves the site, and nothing stands in the console; `at` says where the page is.
export function staysAtHome(page, at) {
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!["file:", "data:"].includes(protocol) && hostname !== "127.0.0.1") fault(`${at()} asks for ${request.url()}`);
  });
}
export function staysQuiet(page, at) {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) fault(`${at()} says: ${message.text()}`);
  });
  page.on("pageerror", (error) => fault(`${at()} says: ${error.message}`));
}

// Opens what can be opened, but for menus, of which one is open at a time.
export const unfold = (page) =>
  page.evaluate(() => document.querySelectorAll("details:not([name])").forEach((details) => (details.open = true)));

// Does several things, two at a time: a browser waits more than it works.
export async function allOf(things) {
  const left = [...things];
  const worker = async () => {
    while (left.length > 0) await left.shift()();
  };
  await Promise.all([worker(), worker()]);
}

// What can be seen, as a picture in a folder, where one is wanted.
export async function shoot(page, folder, name) {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name.replaceAll(/[ ,/]+/g, "-")}.png`) });
}
