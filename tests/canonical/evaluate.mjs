// The canonical runs through the package. Plain JavaScript: Node, a worker and a page all run this very file.

const TERMS = ['elbo', 'logLikelihood', 'supervised', 'bound', 'objective', 'gap'];
const numbersOf = (point) => TERMS.map((term) => point[term]);
const traceOf = ({ trace }) => trace.flatMap(numbersOf);
const flat = ({ covariances }) => covariances.flatMap(({ data }) => [...data]);
const columns = ({ rows, cols, data }, from, to) =>
  Array.from({ length: rows }, (_, n) => [...data.subarray(n * cols + from, n * cols + to)]);

function gmm(lab, { name, truth, rows, dataSeed, labelled, alpha, weightsFrom, ...options }) {
  const { X, z } = lab.gmm.sample(truth, rows, dataSeed);
  const all = columns(X, 0, X.cols);
  const known = { X: all.slice(0, labelled), z: z.subarray(0, labelled) };
  const fit = lab.gmm.fit({ ...options, X: all.slice(labelled), labelled: known, alpha, weightsFrom });
  const { weights, means } = fit.params;
  const e = lab.gmm.eHalfStep(fit.params, all.slice(labelled), { ...known, alpha, weightsFrom });
  const m = lab.gmm.mHalfStep(all.slice(labelled), fit.responsibilities, undefined, options.covarianceFloor);
  return [
    ...[...traceOf(fit), ...weights, ...means.data, ...flat(fit.params), ...fit.responsibilities.data],
    ...[...numbersOf(e.evaluation), ...e.responsibilities.data],
    ...[...numbersOf(m.evaluation), ...m.params.means.data, ...flat(m.params)],
  ];
}

function linearMixture(lab, { name, truth, rows, dataSeed, ...options }) {
  const { X: drawn } = lab.gmm.sample(truth, rows, dataSeed);
  const y = columns(drawn, 1, 2).flat();
  const X = columns(drawn, 0, 1).map(([x]) => [1, x]);
  const fit = lab.linearMixture.fit({ ...options, X, y, init: 'random_lines' });
  const { weights, W, variances } = fit.params;
  const e = lab.linearMixture.eHalfStep(fit.params, X, y);
  const m = lab.linearMixture.mHalfStep(X, y, fit.responsibilities, undefined, options.varianceFloor);
  return [
    ...[...traceOf(fit), ...weights, ...W.data, ...variances],
    ...[...numbersOf(e.evaluation), ...e.responsibilities.data],
    ...[...numbersOf(m.evaluation), ...m.params.W.data, ...m.params.variances],
  ];
}

function linearGaussian(lab, { name, experiment, ...options }) {
  const { model, x } = experiment === 1 ? lab.linearGaussian.experiment1() : lab.linearGaussian.experiment2();
  const { trace } = lab.linearGaussian.fit({ ...options, model, x });
  return trace.flatMap(({ step, estimate, elbo, gap, objective, q }) => [
    ...[step, estimate.value, estimate.standardError, elbo, gap, objective],
    ...q.mean,
    ...('lower' in q ? [...q.logDiagonal, ...q.lower.data] : q.logSigma),
  ]);
}

function bbvi(lab, { name, mean, logSigma, ...options }) {
  const run = lab.bbvi.run({ ...options, q: { mean, logSigma } });
  return [...run.elbo, ...run.parameters.data];
}

function divergence(lab, { name, ...options }) {
  return lab.divergence
    .fit(options)
    .trace.flatMap(({ q, value, gradient }) => [
      ...[q.mean, q.logSigma, value],
      ...[gradient.mean, gradient.logSigma],
    ]);
}

const MODELS = { gmm, linearMixture, linearGaussian, bbvi, divergence };

export const evaluate = (lab, runs) =>
  Object.fromEntries(
    Object.entries(MODELS).flatMap(([model, run]) =>
      runs[model].map((options) => [`${model}: ${options.name}`, run(lab, options)]),
    ),
  );
