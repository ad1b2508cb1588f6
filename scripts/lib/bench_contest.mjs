// Contestants of `npm run bench`: programs that are given a problem and take turns at it. The protocol is in bench/problem.mjs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Problem, root } from './process.mjs';

// One thread each: scikit-learn, NumPy and Armadillo would share the linear algebra out, the page cannot.
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

const native = (program) => join(root, 'build/native/bench', program);
const inNode = (script, ...options) => ({ command: process.execPath, args: [script], options });
const inPython = (script) => ({ command: '/usr/bin/python3', args: [script] });

/** How far the log-likelihood of who counts in float32 may be off, relatively: a sum over a million points loses that much. */
const FLOAT32 = 1e-3;

/** In the order of the tables; ours first. */
const CONTESTANTS = {
  gmm: [
    { name: 'wasm', ...inNode('bench/gmm_wasm.mjs') },
    { name: 'native', command: native('gmm_native'), args: [] },
    { name: 'javascript', ...inNode('bench/gmm_plain.mjs') },
    { name: 'sklearn', ...inPython('bench/gmm_sklearn.py') },
    { name: 'armadillo', command: native('gmm_armadillo'), args: [] },
    { name: 'tfjs', ...inNode('bench/gmm_tfjs.mjs', 'textbook'), atLeast: FLOAT32 },
    { name: 'tfjs_tuned', ...inNode('bench/gmm_tfjs.mjs', 'tuned'), atLeast: FLOAT32 },
  ],
  sgvb: [
    { name: 'wasm', ...inNode('bench/sgvb_wasm.mjs') },
    { name: 'native', command: native('sgvb_native'), args: [] },
    { name: 'javascript', ...inNode('bench/sgvb_plain.mjs') },
    { name: 'numpy', ...inPython('bench/sgvb_numpy.py') },
  ],
};

/** A contestant at work: `run(m)` gives its seconds and its answer. Nothing if it cannot start. */
async function open({ command, args, options = [] }, file) {
  if (!existsSync(command)) return undefined;
  const child = spawn(command, [...args, file, ...options], {
    cwd: root,
    env: { ...process.env, ...ONE_THREAD },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => (await lines.next()).value;
  if ((await next()) !== 'ready') return undefined;
  return {
    async run(iterations) {
      child.stdin.write(`${iterations}\n`);
      const line = await next();
      if (line === undefined) throw new Problem(`${command} ${args.join(' ')} stopped`);
      const [seconds, answer] = line.split(' ').map(Number);
      return { seconds, answer };
    },
    close: () => child.stdin.end(),
  };
}

const quantile = (values, q) => values.toSorted((a, b) => a - b)[Math.floor(values.length * q)];
export const median = (values) => quantile(values, 1 / 2);

/**
 * Medians of the nanoseconds that an iteration takes, and of the rounds' ratios to ours, by contestant: what slows the whole machine
 * down for a while slows the turns of a round alike. Where the machine is never quiet (`crowded`), lower quartiles, and their ratio:
 * what others do on it can only add to a time. Not the least of the times: ours are differences, and one can come out far too small. Those whose answer differs from ours by more than the tolerance are refused; the
 * others' names say who could not come.
 *
 * @param {'gmm' | 'sgvb'} suite
 * @param {{iterations: number, rounds: number, tolerance: number, crowded?: boolean, only?: string[]}} how
 */
export async function contest(suite, file, { iterations, rounds, tolerance, crowded, only }) {
  const entrants = [];
  const absent = [];
  for (const contestant of CONTESTANTS[suite]) {
    if (only !== undefined && !only.includes(contestant.name)) continue;
    const at = await open(contestant, file);
    if (at === undefined) absent.push(contestant.name);
    else entrants.push({ ...contestant, at, times: [] });
  }
  let expected;
  const refused = {};
  for (let round = 0; round <= rounds; ++round) {
    for (const entrant of entrants) {
      const { seconds, answer } = await entrant.at.run(iterations);
      expected ??= answer;
      const error = Math.abs(answer / expected - 1);
      if (!(error < Math.max(tolerance, entrant.atLeast ?? 0))) refused[entrant.name] = error;
      if (round > 0) entrant.times.push((seconds * 1e9) / iterations); // round 0 warms up
    }
  }
  for (const { at } of entrants) at.close();
  const accepted = entrants.filter(({ name }) => !(name in refused));
  const ours = entrants[0].times;
  const by = (number) => Object.fromEntries(accepted.map((entrant) => [entrant.name, number(entrant.times)]));
  const quartile = (times) => quantile(times, 1 / 4);
  const ns = by(crowded ? quartile : median);
  const ratio = by((times) =>
    crowded ? quartile(times) / quartile(ours) : median(times.map((time, round) => time / ours[round])),
  );
  return { ns, ratio, refused, absent };
}
