// Steps of gradient ascent as a user of the package has them, in Node: a fit, noise included, that evaluates its ends only.
import { load } from '../wasm/lib/index.node.js';
import { serve, timed } from './problem.mjs';
import { readSgvbProblem, STEP_SIZE } from './sgvb_problem.mjs';

const { N, d, m, gamma, W, b, x } = readSgvbProblem(process.argv[2]);
const { linearGaussian } = await load();
const options = {
  model: { W: { rows: d, cols: m, data: W }, b, gamma },
  x,
  samples: N,
  stepSize: STEP_SIZE,
  traceEvery: 1_000_000,
  evaluationSamples: 2,
};
const fit = (steps) => timed(() => linearGaussian.fit({ ...options, steps }));
for (let warm = 0; warm < 20; ++warm) fit(2);

// What a call costs beside its steps the others do not pay either.
await serve((steps) => {
  const { seconds: call } = fit(1);
  const { seconds, result } = fit(steps + 1);
  return { seconds: seconds - call, logLikelihood: result.q.mean.reduce((sum, value) => sum + value, 0) };
});
