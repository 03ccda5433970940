// Opens the pages of a site in headless Chromium, from disk, as a reader would: `node browser.mjs FOLDER [ID WORD]`.
// Some pages of each type, and one of each kind of record, in light, dark and on a phone, with scripts and without. What is wrong goes to
// stdout, a line each; exit 1 if anything is. The packages come from the folder in TECHFILE_TOOLS.

import { createRequire } from 'node:module';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const from = createRequire(join(resolve(process.env.TECHFILE_TOOLS), 'npm', 'package.json'));
const { chromium } = from('playwright-core');
const axe = readFileSync(from.resolve('axe-core/axe.min.js'), 'utf8');

const [folder, id, word] = [resolve(process.argv[2]), process.argv[3], process.argv[4]];
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const VIEWS = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
];

const faults = new Map();
function fault(page, what) {
  const pages = faults.get(what) ?? [];
  if (!pages.includes(page)) pages.push(page);
  faults.set(what, pages);
}

function files(dir) {
  return readdirSync(dir, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((e) => (e.isDirectory() ? files(join(dir, e.name)) : [join(dir, e.name)]));
}

/** For each type of page the largest and the smallest, and for each kind of record (by the letters of its id) the largest. */
function sample() {
  const groups = new Map();
  const all = [];
  for (const path of files(folder).filter((f) => f.endsWith('.html'))) {
    const name = relative(folder, path).split(sep).join('/');
    const type = /<body data-page-type="([^"]*)"/.exec(readFileSync(path, 'utf8'))?.[1];
    if (!type) { fault(name, 'no data-page-type on the body'); continue; }
    all.push(name);
    const size = statSync(path).size;
    const of = (group) => {
      const known = groups.get(group) ?? { largest: { size: -1 }, smallest: { size: Infinity } };
      if (size > known.largest.size) known.largest = { name, size };
      if (size < known.smallest.size) known.smallest = { name, size };
      groups.set(group, known);
    };
    of(`type ${type}`);
    if (type === 'record') of(`kind ${/([A-Za-z]+)[^/]*\.html$/.exec(name)[1]}`);
  }
  const names = [...groups].flatMap(([group, g]) => (group.startsWith('type') ? [g.largest.name, g.smallest.name] : [g.largest.name]));
  return { all, names: [...new Set(names)].sort(), types: [...groups.keys()].filter((g) => g.startsWith('type')).length };
}

/** Four pages at a time. */
async function each(names, look) {
  const left = [...names];
  const work = async () => { for (let name = left.shift(); name; name = left.shift()) await look(name); };
  await Promise.all(Array.from({ length: 4 }, work));
}

const url = (name) => pathToFileURL(join(folder, ...name.split('/'))).href;

/** A page that reports its errors and cannot leave the folder. */
async function open(context, name, where) {
  const page = await context.newPage();
  const said = `${name} (${where})`;
  page.on('console', (m) => { if (['error', 'warning'].includes(m.type())) fault(said, `console ${m.type()}: ${m.text()}`); });
  page.on('pageerror', (e) => fault(said, `script error: ${e.message}`));
  // A release that is not there yet is asked for in vain: the one request that may fail.
  page.on('requestfailed', (r) => { if (!r.url().endsWith('/releases.js')) fault(said, `request failed: ${r.url().replace(url(''), '')}`); });
  await page.route('**', (route) => {
    const target = route.request().url();
    const inside = target.startsWith('data:') || (target.startsWith('file:') && !relative(folder, fileURLToPath(target.split(/[?#]/)[0])).startsWith('..'));
    if (inside || target.endsWith('/releases.js')) return route.continue();
    fault(said, `request to the outside: ${target}`);
    return route.abort();
  });
  await page.goto(url(name), { waitUntil: 'load' });
  return page;
}

async function overflow(page, name, where) {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return null;
    // The innermost of the widest is to blame; a wide page stretches the header too, and what scrolls by itself may be wide.
    const right = (e) => Math.round(e.getBoundingClientRect().right);
    const beyond = [...document.querySelectorAll('main *')].filter((e) => right(e) > width + 1 && !e.closest('.scroll'));
    const widest = beyond.filter((e) => right(e) === Math.max(...beyond.map(right))).pop();
    const path = [];
    for (let e = widest; e && e.tagName !== 'MAIN'; e = e.parentElement) path.unshift(e.tagName.toLowerCase() + (e.classList.length ? `.${[...e.classList].join('.')}` : ''));
    return `${document.documentElement.scrollWidth} > ${width}, ${path.join(' > ') || 'not in main'}: ${(widest?.textContent ?? '').trim().slice(0, 40)}`;
  });
  if (wide) fault(`${name} (${where})`, `scrolls sideways: ${wide}`);
}

async function accessible(page, name, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], preload: false }), WCAG);
  for (const v of violations) for (const n of v.nodes) fault(`${name} (${where})`, `axe ${v.id}: ${v.help}: ${n.target.join(' ')}: ${n.failureSummary.split('\n').slice(1, 2).join(' ').trim()}`);
}

async function searched(context, query, wanted) {
  const page = await open(context, 'index.html', `search for ${query}`);
  const box = page.locator('input[type=search]');
  if (!(await box.count())) { fault('index.html', 'no search box'); return; }
  await box.fill(query);
  const hits = page.locator('.results a');
  try {
    await hits.first().waitFor({ timeout: 5000 });
    const texts = await hits.allTextContents();
    if (!texts.some((t) => t.toLowerCase().includes(wanted.toLowerCase()))) fault('index.html', `search for "${query}" lists nothing with "${wanted}": ${texts.slice(0, 3).join(' | ')}`);
    const said = await page.locator('form.search .found').first().innerText();
    if (!/^[0-9]+ results?\b/.test(said)) fault('index.html', `search for "${query}" does not say how many it found: "${said}"`);
    await hits.first().click();
    await page.waitForLoadState('load');
    const body = (await page.locator('body').innerText()).toLowerCase();
    if (!body.includes(wanted.toLowerCase())) fault('index.html', `the first page found for "${query}" does not hold "${wanted}"`);
  } catch (e) {
    fault('index.html', `search for "${query}" finds nothing: ${e.message.split('\n')[0]}`);
  }
  await page.close();
}

const executablePath = execFileSync('/bin/sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
// No sandbox: containers run as root, and the pages are our own.
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
const { all, names, types } = sample();
for (const view of VIEWS) {
  const { name: where, ...look } = view;
  const context = await browser.newContext({ ...look, reducedMotion: 'reduce' });
  await each(names, async (name) => {
    const page = await open(context, name, where);
    await overflow(page, name, where);
    await accessible(page, name, where);
    await page.close();
  });
  await context.close();
}
for (const view of [VIEWS[0], VIEWS[2]]) {
  const { name, ...look } = view;
  const context = await browser.newContext({ ...look, javaScriptEnabled: false });
  await each(names, async (path) => {
    const where = `${name}, no script`;
    const page = await open(context, path, where);
    await overflow(page, path, where);
    if (!(await page.locator('main h1').first().isVisible())) fault(`${path} (${where})`, 'no heading to be seen');
    if (!(await page.locator('a:visible').count())) fault(`${path} (${where})`, 'no link to be seen');
    await page.close();
  });
  await context.close();
}
{
  // Wide content is rare and stands anywhere: on a phone, all pages are looked at for that.
  const { name: where, ...look } = VIEWS[2];
  const context = await browser.newContext(look);
  await each(all.filter((name) => !names.includes(name)), async (name) => {
    const page = await open(context, name, where);
    await overflow(page, name, where);
    await page.close();
  });
  await context.close();
}
if (id) {
  const context = await browser.newContext({ viewport: VIEWS[0].viewport });
  await searched(context, id, id);
  await searched(context, word, word);
  await context.close();
}
await browser.close();

for (const [what, pages] of [...faults].sort()) console.log(`${what}\n    ${pages.slice(0, 4).join(', ')}${pages.length > 4 ? ` and ${pages.length - 4} more` : ''}`);
console.log(`${names.length} of ${all.length} pages, of ${types} types, ${VIEWS.length} views; on a phone all: ${faults.size} faults`);
process.exit(faults.size || names.length === 0 ? 1 : 0);
