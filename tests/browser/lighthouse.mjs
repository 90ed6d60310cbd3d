// Lighthouse over a built site: `node lighthouse.mjs SITE [RUNS]`, where RUNS is how often each page is measured (1).
//
// Accessibility, best practices and search engines must have 100 points on the home page, an event and an article.
// Performance depends on the machine and what else runs on it: its median is told, and nothing fails because of it.

import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import lighthouse from "lighthouse";
import * as launcher from "chrome-launcher";
import { browserPath } from "./chromium.mjs";
import { done, fault, finish } from "./report.mjs";
import { host } from "./server.mjs";

const site = resolve(process.argv[2]);
const runs = Number(process.argv[3] ?? 1);
const MUST = ["accessibility", "best-practices", "seo"];

const first = (folder) =>
  `${folder}/${readdirSync(join(site, folder)).find((name) => existsSync(join(site, folder, name, "index.html")))}/`;
const pages = [
  "",
  existsSync(join(site, "events/istanbul-plan")) ? "events/istanbul-plan/" : first("events"),
  first("articles"),
];

const middle = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const server = await host(site);
const chrome = await launcher.launch({
  chromePath: browserPath(),
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
for (const page of pages) {
  const scores = {};
  for (let run = 0; run < runs; run += 1) {
    const { lhr } = await lighthouse(server.url + page, { port: chrome.port, logLevel: "error", output: "json" });
    for (const { id, score } of Object.values(lhr.categories)) (scores[id] ??= []).push(Math.round((score ?? 0) * 100));
    if (run > 0) continue;
    for (const id of MUST) {
      for (const { id: audit, weight } of lhr.categories[id].auditRefs) {
        const { score, title } = lhr.audits[audit];
        if (weight === 0 || score === null || score === 1) continue;
        fault(`Lighthouse: /${page}: ${id}: ${title} (${audit})`);
      }
    }
  }
  const told = Object.entries(scores).map(([id, each]) => `${id} ${middle(each)}`);
  done(`Lighthouse: /${page}: ${told.join(", ")}${runs > 1 ? ` (medians of ${runs})` : ""}`);
}
await chrome.kill();
server.stop();
finish();
