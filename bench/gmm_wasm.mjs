// The core as a user of the package has it, in Node.
import { load } from '../wasm/lib/index.node.js';
import { readProblem, serve, timed } from './problem.mjs';

const { N, D, K, weights, means, covariances, X } = readProblem(process.argv[2]);
const lab = await load();
const data = { rows: N, cols: D, data: X };
const start = {
  weights,
  means: { rows: K, cols: D, data: means },
  covariances: covariances.map((entries) => ({ rows: D, cols: D, data: entries })),
};
const iterate = (iterations) => timed(() => lab.gmm.iterate(start, data, iterations));
for (let warm = 0; warm < 20; ++warm) iterate(2); // until the engine's best compiler is through

// What one call costs beside its iterations (data and parameters in, parameters out) the others do not pay either.
await serve((iterations) => {
  const { seconds: call } = iterate(1);
  const { seconds, result } = iterate(iterations + 1);
  return { seconds: seconds - call, logLikelihood: result.logLikelihoods[iterations - 1] };
});
