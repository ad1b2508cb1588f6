import { InvalidArgument, load } from 'elbo-lab';

const lab = await load();
const truth = {
  weights: [0.25, 0.75],
  means: [
    [0, 0],
    [4, 3],
  ],
  covariances: [
    [
      [1, 0],
      [0, 1],
    ],
    [
      [1, 0.5],
      [0.5, 1],
    ],
  ],
};
const { X, z } = lab.gmm.sample(truth, 500, 1);
const { params, responsibilities, objective, iterations, trace } = lab.gmm.fit({ X, k: 2, seed: 1 });
const found = lab.clustering.hardAssignments(responsibilities);
const agreement = lab.clustering.adjustedRandIndex(found, z);
const rises = trace.every(({ bound }, i) => i === 0 || bound >= trace[i - 1].bound - 1e-9);
console.log(JSON.stringify({ weights: [...params.weights], objective, iterations, agreement, rises }));
try {
  lab.gmm.fit({ X, k: 0 });
} catch (error) {
  console.log(error instanceof InvalidArgument, String(error));
}
