// What a user of the package waits for beside the arithmetic: calls through the facade, and loading. In milliseconds.
import { median } from './bench_contest.mjs';
import { loadingInChromium, loadingInNode } from './bench_loading.mjs';

/** Engines take this many calls until the code of a step is the fast one; after 5000 nothing changes. */
const WARM = 5000;

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

/** @param {import('../../wasm/api/index.ts').Lab} lab */
export async function costs(lab) {
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
    const once = () => lab.gmm.iterate(truth, X, 1).logLikelihoods[0];
    for (let i = 0; i < WARM; ++i) once();
    return cost(15, repeat, once);
  };
  const { X } = lab.gmm.sample(truth, 300, 1);
  const restarts = () =>
    cost(3, 1, () => {
      for (let seed = 0; seed < 200; ++seed) lab.gmm.fit({ X, k: 4, init: 'kmeans++', seed });
    });
  const [one, all] = await loadingInChromium(["'gmm'", '']);
  return [
    {
      what: 'an EM iteration through the facade with its results read, warm, n = 300, d = 2, k = 4',
      ms: step(300, 200),
      asked: 0.02,
    },
    { what: 'the same, n = 10 000', ms: step(10_000, 20), asked: 0.25 },
    { what: '200 restarts from k-means++ to convergence, n = 300, k = 4', ms: restarts(), asked: 1000 },
    {
      what: "`load('gmm')` in a fresh Node, wall-clock time",
      ms: loadingInNode("'gmm'"),
      asked: 15,
    },
    { what: '`load()`, all models, which are in the same module', ms: loadingInNode(''), asked: 15 },
    { what: "`load('gmm')` in Chromium, fresh profile, files from the same machine", ms: one, asked: 60 },
    { what: '`load()` likewise', ms: all, asked: 60 },
  ];
}
