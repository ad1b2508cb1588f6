// How long `await load()` takes, wall-clock, each time in a process that never saw the modules. What is timed begins when the entry
// of the package is there and ends when the models answer: reading or fetching, compiling and instantiating.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { median } from './bench_contest.mjs';
import { root, which } from './process.mjs';

const timed = (entry, model) => `const { load } = await import('${entry}');
const start = performance.now();
await load(${model});
const took = performance.now() - start;`;

/** @param {string} model what `load` is told, as source; nothing loads them all */
export function loadingInNode(model, rounds = 15) {
  const script = `${timed('./wasm/lib/index.node.js', model)}\nconsole.log(took);`;
  const once = () =>
    Number(
      spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' })
        .stdout,
    );
  return median(Array.from({ length: rounds }, once));
}

const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** The package as a server without a bundler gives it. */
async function serve() {
  const server = createServer(({ url = '/' }, response) => {
    const path = new URL(url, 'http://localhost').pathname;
    const file = join(root, path);
    const ours = /^\/wasm\/(lib|dist)\/[\w.]+$/.test(path) && existsSync(file);
    const type = ours ? (TYPES[extname(path)] ?? 'text/plain') : 'text/html';
    response.writeHead(200, { 'content-type': type }).end(ours ? readFileSync(file) : '<!doctype html>');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** In a fresh profile each time, which has neither files nor compiled code in its caches; from this machine, so without a network. */
export async function loadingInChromium(models, rounds = 9) {
  const { chromium } = await import('playwright-core');
  const executablePath = process.env.CHROMIUM || which('chromium');
  const server = await serve();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const once = async (model) => {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${server.address().port}/`);
      const took = await page.evaluate(
        `(async () => { ${timed('/wasm/lib/index.js', model)} return took; })()`,
      );
      await page.close();
      return took;
    };
    const found = [];
    for (const model of models) {
      const times = [];
      for (let round = 0; round < rounds; ++round) times.push(await once(model));
      found.push(median(times));
    }
    return found;
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}
