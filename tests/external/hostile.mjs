// Opens every page of a site of which the input wanted to run something, and follows every link to files of the input, from
// disk and from a server: `node hostile.mjs FOLDER`. Nothing of the input may run, nothing may be asked for elsewhere, and our
// own pages may break no rule of their own. What is wrong goes to stdout, a line each; exit 1 if anything is.

import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { extname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const from = createRequire(join(resolve(process.env.TECHFILE_TOOLS), 'npm', 'package.json'));
const { chromium } = from('playwright-core');
const folder = resolve(process.argv[2]);

// What a usual server says; what it does not know, it sends without a type.
const MIME = {
  '.html': 'text/html', '.xhtml': 'application/xhtml+xml', '.xml': 'text/xml', '.svg': 'image/svg+xml', '.js': 'text/javascript', '.mjs': 'text/javascript',
  '.css': 'text/css', '.txt': 'text/plain', '.json': 'application/json', '.csv': 'text/csv', '.png': 'image/png', '.pdf': 'application/pdf',
};

const faults = new Set();
const files = (dir) => readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  .flatMap((e) => (e.isDirectory() ? files(join(dir, e.name)) : [join(dir, e.name)]));
const pages = files(folder).filter((f) => f.endsWith('.html')).map((f) => relative(folder, f).split(sep).join('/'));

const server = createServer((request, response) => {
  const path = join(folder, decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
  if (!path.startsWith(folder) || !existsSync(path)) return response.writeHead(404).end();
  const type = MIME[extname(path).toLowerCase()];
  response.writeHead(200, type ? { 'Content-Type': type } : {}).end(readFileSync(path));
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));

const places = [pathToFileURL(`${folder}${sep}`).href, `http://127.0.0.1:${server.address().port}/`];
const executablePath = execFileSync('/bin/sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });

/** Opens an address; what is said, asked for or run there is a fault. Returns where its links lead. */
async function open(context, base, url, ours) {
  const page = await context.newPage();
  const name = url.replace(base, '');
  const fault = (what) => faults.add(`${base.slice(0, 5)} ${name}: ${what}`);
  page.on('console', (m) => { if (ours && ['error', 'warning'].includes(m.type())) fault(`console: ${m.text()}`); });
  page.on('pageerror', (e) => fault(`script error: ${e.message}`));
  page.on('dialog', (d) => { fault(`dialog: ${d.message()}`); d.dismiss(); });
  // The viewer of PDF is a part of the browser.
  page.on('request', (r) => { if (!r.url().startsWith(base) && !/^(data|chrome|chrome-extension):/.test(r.url())) fault(`asks for ${r.url()}`); });
  let links = [];
  try {
    await page.goto(url, { waitUntil: 'load' });
    const seen = await page.evaluate(() => ({ ran: [window.ran, document.title].join(' '), links: [...document.querySelectorAll('a[href]')].map((a) => a.href) }));
    if (/\bRAN\b/.test(seen.ran)) fault('the input ran');
    links = seen.links;
    if (ours && (await page.evaluate(() => !document.documentElement.classList.contains('js')))) fault('our own script did not run');
  } catch (e) {
    // What a browser saves instead of showing it runs nowhere.
    if (!/Download is starting|ERR_ABORTED/.test(e.message)) fault(e.message.split('\n')[0]);
  }
  await page.close();
  return links;
}

/** The parts of a page that need scripts do what they are for. */
async function works(context, base, name) {
  const page = await context.newPage();
  const fault = (what) => faults.add(`${base.slice(0, 5)} ${name}: ${what}`);
  page.on('console', (m) => { if (['error', 'warning'].includes(m.type())) fault(`console: ${m.text()}`); });
  await page.goto(base + name, { waitUntil: 'load' });
  await page.locator('input[type=search]').fill('SRS-0');
  try {
    await page.locator('.results a').first().waitFor({ timeout: 5000 });
  } catch { fault('the search finds nothing'); }
  await page.keyboard.press('Escape');
  const theme = () => page.evaluate(() => document.documentElement.getAttribute('data-theme'));
  const before = await theme();
  await page.locator('button.theme').click();
  if ((await theme()) === before) fault('the theme does not change');
  if ((await page.evaluate(() => getComputedStyle(document.querySelector('header.top')).position)) !== 'sticky') fault('the style is not there');
  const frozen = await page.evaluate(() => document.documentElement.dataset.version);
  if (frozen && !(await page.locator('.versions summary').count())) fault('the other releases are not listed');
  if (frozen === '1.0.0' && !(await page.locator('.banner').count())) fault('nothing says that there is a newer release');
  await page.close();
}

let followed = 0;
for (const base of places) {
  const context = await browser.newContext({ acceptDownloads: false });
  const foreign = new Set();
  for (const name of pages) {
    const url = base + name.split('/').map(encodeURIComponent).join('/');
    for (const link of await open(context, base, url, true)) {
      const target = link.split('#')[0];
      if (target.startsWith(base) && !pages.includes(decodeURIComponent(target.slice(base.length)))) foreign.add(target);
    }
  }
  for (const target of foreign) await open(context, base, target, false);
  followed += foreign.size;
  for (const name of pages.filter((p) => p.split('/').pop() === 'index.html')) await works(context, base, name);
  await context.close();
}
await browser.close();
server.close();

for (const fault of [...faults].sort()) console.log(fault);
console.log(`${pages.length} pages, ${followed} links to files: ${faults.size} faults`);
process.exit(faults.size || !pages.length || !followed ? 1 : 0);
