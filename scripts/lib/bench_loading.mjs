// How long `await load()` takes, wall-clock, each time in a process that never saw the modules. What is timed begins when the entry
// of the package is there and ends when the models answer: reading or fetching, compiling and instantiating.
import { spawnSync } from 'node:child_process';
import { median } from './bench_contest.mjs';
import { root } from './process.mjs';
import { launchChromium, serve } from './site.mjs';

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

/** In a fresh profile each time, which has neither files nor compiled code in its caches; from this machine, so without a network. */
export async function loadingInChromium(models, rounds = 9) {
  const server = await serve('wasm');
  const browser = await launchChromium();
  try {
    const once = async (model) => {
      const page = await browser.newPage();
      await page.goto(server.url); // nothing is there, and so a page without anything
      const took = await page.evaluate(`(async () => { ${timed('/lib/index.js', model)} return took; })()`);
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
  }
}
