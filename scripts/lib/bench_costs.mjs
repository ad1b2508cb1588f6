// What a user of the package waits for beside the arithmetic: calls through the facade, and loading. In milliseconds.
import { spawnSync } from 'node:child_process';
import { median } from './bench_contest.mjs';
import { root } from './process.mjs';

const LOAD = `const { load } = await import('./wasm/lib/index.node.js');
const start = performance.now();
await load();
console.log(performance.now() - start);`;

/** Processor time, so that what else the machine does takes no part; the median of the rounds. */
function cost(rounds, repeat, call) {
  const times = [];
  for (let round = 0; round <= rounds; ++round) {
    const before = process.cpuUsage();
    for (let i = 0; i < repeat; ++i) call(i);
    const { user, system } = process.cpuUsage(before);
    if (round > 0) times.push((user + system) / 1000 / repeat);
  }
  return median(times);
}

function loading() {
  const once = () =>
    Number(spawnSync(process.execPath, ['--input-type=module', '-e', LOAD], { cwd: root }).stdout);
  return median(Array.from({ length: 9 }, once));
}

/** @param {import('../../wasm/api/index.ts').Lab} lab */
export function costs(lab) {
  const truth = {
    weights: [0.25, 0.25, 0.25, 0.25],
    means: [
      [0, 0],
      [3, 0],
      [0, 3],
      [3, 3],
    ],
    covariances: Array.from({ length: 4 }, () => [
      [1, 0.2],
      [0.2, 0.6],
    ]),
  };
  const step = (n, repeat) => {
    const { X } = lab.gmm.sample(truth, n, 1);
    return cost(15, repeat, () => lab.gmm.iterate(truth, X, 1).logLikelihoods[0]);
  };
  const { X } = lab.gmm.sample(truth, 300, 1);
  const restarts = () =>
    cost(3, 1, () => {
      for (let seed = 0; seed < 200; ++seed) lab.gmm.fit({ X, k: 4, init: 'kmeans++', seed });
    });
  return [
    { what: 'an EM iteration through the facade, n = 300, d = 2, k = 4', ms: step(300, 200), asked: 0.02 },
    { what: 'the same, n = 10 000', ms: step(10_000, 20), asked: 0.25 },
    { what: '200 restarts from k-means++ to convergence, n = 300, k = 4', ms: restarts(), asked: 1000 },
    { what: 'loading all modules in Node, wall-clock time', ms: loading(), asked: 15 },
  ];
}
