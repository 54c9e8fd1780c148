// Usage: html_page.mjs CHROMIUM CHECK.html TRACE.html FOLDER. Throws when a page does not behave; leaves screenshots in FOLDER.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, check, trace, folder] = process.argv.slice(2);
const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
  "--disable-component-update"];
const browser = await chromium.launch({ executablePath, args });

async function open(file, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const seen = [];
  page.on("console", (message) => seen.push(message.text()));
  page.on("pageerror", (error) => seen.push(String(error)));
  page.on("request", (request) => { if (!request.url().startsWith("file:")) seen.push(request.url()); });
  let requests = 0;
  page.on("request", () => requests++);
  await page.goto(pathToFileURL(file).href);
  return { page, quiet: () => { assert.deepEqual(seen, []); assert.equal(requests, 1); } };
}

const visible = (page) => page.locator(".finding:visible").count();

for (const file of [check, trace]) {
  const { page, quiet } = await open(file);
  assert.ok((await page.locator("svg[role=img]").count()) >= 1, "a picture");
  assert.equal(await page.locator("svg .refuted").count() >= 1, true, "a refuted step");
  assert.ok((await page.locator("details.step.refuted[open]").count()) >= 1, "refuted steps are open");
  quiet();
}

const { page, quiet } = await open(check);
const all = await visible(page);
assert.ok(all >= 3, "findings");
await page.selectOption("select[name=rule]", "oidc-key-mismatch");
assert.equal(await visible(page), 2);
assert.match(await page.textContent("#shown"), /^2 of /);
await page.selectOption("select[name=rule]", "");
await page.selectOption("select[name=file]", { index: 1 });
assert.ok((await visible(page)) < all);
await page.selectOption("select[name=file]", "");
assert.equal(await visible(page), all);
quiet();

// Everything that can be operated is reached by the Tab key.
const wanted = await page.locator("a[href]:visible, summary:visible, select:visible").count();
const reached = new Set();
for (let i = 0; i < 400; i++) {
  await page.keyboard.press("Tab");
  const at = await page.evaluate(() => {
    const element = document.activeElement;
    if (!element.matches("a, summary, select")) return null;
    return [...document.querySelectorAll("a, summary, select")].indexOf(element);
  });
  if (at !== null) reached.add(at);
}
assert.equal(reached.size, wanted, "reached by keyboard");
await page.screenshot({ path: `${folder}/check.png`, fullPage: true });

// Without JavaScript everything is there to read.
const still = await open(check, { javaScriptEnabled: false, colorScheme: "dark" });
assert.equal(await visible(still.page), all);
assert.equal(await still.page.locator(".filters:visible").count(), 0);
await still.page.screenshot({ path: `${folder}/dark.png`, fullPage: true });

await browser.close();
console.log("passed");
