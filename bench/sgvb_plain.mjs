/**
 * Steps of gradient ascent in plain JavaScript with typed arrays, sample by sample: O(m d) each. Normals by Box and Muller, both
 * of a pair, from Math.random.
 */
import { serve, timed } from './problem.mjs';
import { readSgvbProblem, STEP_SIZE } from './sgvb_problem.mjs';

const { N, d, m, gamma, W, b, x } = readSgvbProblem(process.argv[2]);
const V = W.map((w) => w / gamma);
const centred = x.map((value, i) => (value - b[i]) / gamma);

function fillNormals(eps) {
  for (let i = 0; i < eps.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
    const angle = 2 * Math.PI * Math.random();
    eps[i] = radius * Math.cos(angle);
    if (i + 1 < eps.length) eps[i + 1] = radius * Math.sin(angle);
  }
}

function run(steps) {
  const [mean, rho, sigma, z] = Array.from({ length: 4 }, () => new Float64Array(m));
  const [pull, meanPull, scalePull] = Array.from({ length: 3 }, () => new Float64Array(m));
  const eps = new Float64Array(N * m);
  for (let step = 0; step < steps; ++step) {
    fillNormals(eps);
    meanPull.fill(0);
    scalePull.fill(0);
    for (let i = 0; i < m; ++i) sigma[i] = Math.exp(rho[i]);
    for (let n = 0; n < N; ++n) {
      for (let i = 0; i < m; ++i) z[i] = mean[i] + sigma[i] * eps[n * m + i];
      pull.fill(0);
      for (let r = 0; r < d; ++r) {
        const row = r * m;
        let residual = centred[r];
        for (let i = 0; i < m; ++i) residual -= V[row + i] * z[i];
        for (let i = 0; i < m; ++i) pull[i] += V[row + i] * residual;
      }
      for (let i = 0; i < m; ++i) {
        meanPull[i] += pull[i];
        scalePull[i] += pull[i] * eps[n * m + i];
      }
    }
    for (let i = 0; i < m; ++i) {
      mean[i] += STEP_SIZE * (meanPull[i] / N - mean[i]);
      rho[i] += STEP_SIZE * ((scalePull[i] / N) * sigma[i] - sigma[i] * sigma[i] + 1);
    }
  }
  return mean.reduce((sum, value) => sum + value, 0);
}

for (let warm = 0; warm < 20; ++warm) run(2);
await serve((steps) => {
  const { seconds, result } = timed(() => run(steps));
  return { seconds, logLikelihood: result };
});
