/** Mixtures of regressions against independent numbers, and what must hold of every fit. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { LinearMixtureParamsLike } from '../../wasm/api/index.node.ts';
import { parseTable } from '../../wasm/api/table.ts';
import { splitTable } from '../../wasm/api/table_split.ts';
import { allClose, close, golden, lab, matrix, sharedIsMissing, sharedPath } from './support.ts';

const { linearMixture: lm } = lab;

interface Run {
  init: { pi: number[]; W: number[][]; rho: number[] };
  loglik_init: number;
  trace?: {
    iter: number;
    elbo_after_E: number;
    elbo_after_M: number;
    loglik: number;
    // In some of the rows only.
    pi?: number[];
    W?: number[][];
    rho?: number[];
  }[];
}

function data() {
  const { X } = splitTable(parseTable(readFileSync(sharedPath('data/mlr/mlr.csv'), 'utf8')), [
    'x0',
    'x1',
    'y',
  ]);
  const y = X.data.filter((_, i) => i % 3 === 2);
  return { X: matrix(X.rows, 2, [...X.data.filter((_, i) => i % 3 !== 2)]), y };
}

test('NTU HW3 Problem 5: every half-step from each fixed start', { skip: sharedIsMissing }, () => {
  const { X, y } = data();
  for (const [name, run] of Object.entries<Run>(golden('mlr_em').runs)) {
    const { init, trace = [] } = run;
    const { pi, W, rho } = init;
    let params: LinearMixtureParamsLike = { weights: pi, W, variances: rho };
    close(lm.logLikelihood(params, X, y), run.loglik_init, 1e-8, 'log-likelihood at the start');
    const fit = lm.fit({ X, y, init: params, tolerance: 1e-300, maxIterations: trace.length });
    trace.forEach((row, i) => {
      const { responsibilities } = lm.eStep(params, X, y);
      close(lm.elbo(params, X, y, responsibilities), row.elbo_after_E, 1e-8, `${name} E ${row.iter}`);
      const next = lm.mStep(X, y, responsibilities);
      const after = lm.evaluate(next, X, y, responsibilities);
      close(after.bound, row.elbo_after_M, 1e-8, `${name} M ${row.iter}`);
      close(after.objective, row.loglik, 1e-8, `${name} log-likelihood ${row.iter}`);
      close(lm.objective(next, X, y), row.loglik, 1e-8);
      if (row.pi) allClose(next.weights, row.pi, 1e-8, 'weights');
      if (row.W) allClose(next.W.data, row.W.flat(), 1e-8, 'W');
      if (row.rho) allClose(next.variances, row.rho, 1e-8, 'variances');
      close(fit.trace[2 * i + 1]?.objective ?? 0, row.loglik, 1e-8, 'trace of fit');
      params = next;
    });
  }
});

const line = (n: number) => n / 7;
const X = Array.from({ length: 24 }, (_, n) => [line(n)]);
const noise = (n: number) => 0.1 * Math.sin(12.9898 * n);
const y = X.map(([x = 0], n) => (n % 2 ? 1 + 2 * x : 4 - x) + noise(n));
const z = X.map((_, n) => n % 2);

test('an intercept is a column of ones: fit adds it, or the caller does', () => {
  const design = lm.withIntercept(X);
  assert.deepEqual([design.rows, design.cols, design.data[0], design.data[3]], [24, 2, 1, line(1)]);
  const options = { y, k: 2, seed: 3 };
  const fit = lm.fit({ ...options, X, intercept: true });
  assert.deepEqual(fit, lm.fit({ ...options, X: design }));
  assert.deepEqual(
    lm.init({ ...options, X, intercept: true, init: 'random lines' as never }),
    lm.init({ ...options, X: design }),
  );
  assert.deepEqual([fit.params.W.rows, fit.params.W.cols], [2, 2]);
  const { responsibilities } = lm.eStep(fit.params, design, y);
  assert.deepEqual(fit.responsibilities, responsibilities);
  const hard = lab.clustering.hardAssignments(responsibilities);
  assert.ok(lab.clustering.adjustedRandIndex(hard, z) > 0.7);
  const intercepts = [...fit.params.W.data].filter((_, i) => i % 2 === 0).sort();
  allClose(intercepts, [1, 4], 0.1, 'intercept');
});

test('the objective never falls; after E the gap is 0', () => {
  for (const init of ['random_split', 'random_lines'] as const) {
    const { trace, objective } = lm.fit({ X, y, k: 2, init, seed: 1, intercept: true });
    trace.forEach(({ phase, gap, bound }, i) => {
      if (phase === 'E') assert.ok(Math.abs(gap) < 1e-9);
      assert.ok(i === 0 || bound >= (trace[i - 1]?.bound ?? 0) - 1e-9);
    });
    assert.equal(objective, trace.at(-1)?.objective);
  }
});

test('labelled examples take part, in both conventions', () => {
  const labelled = { X: X.slice(0, 6), y: y.slice(0, 6), z: z.slice(0, 6) };
  for (const weightsFrom of ['all', 'unlabelled'] as const) {
    const options = { X: X.slice(6), y: y.slice(6), k: 2, intercept: true, seed: 2 };
    const { params, objective } = lm.fit({ ...options, labelled, alpha: 20, weightsFrom });
    const rows = {
      X: lm.withIntercept(options.X),
      labelled: { ...labelled, X: lm.withIntercept(labelled.X) },
    };
    const known = { ...rows.labelled, alpha: 20, weightsFrom };
    close(lm.objective(params, rows.X, options.y, known), objective, 1e-10);
    // The labels decide which line is which.
    close(params.W.data[0] ?? 0, 4, 0.1);
    close(params.W.data[2] ?? 0, 1, 0.1);
  }
});

test('one line is least squares; equal lines stay equal', () => {
  const design = lm.withIntercept(X);
  const one = lm.mStep(
    design,
    y,
    X.map(() => [1]),
  );
  const residuals = lm.predictions(one, design).data.map((p, n) => (y[n] ?? 0) - p);
  close(
    residuals.reduce((a, b) => a + b),
    0,
    1e-10,
    'sum of residuals',
  );
  const twins = {
    weights: [0.5, 0.5],
    W: [
      [1, 1],
      [1, 1],
    ],
    variances: [1, 1],
  };
  const { params } = lm.fit({ X: design, y, init: twins, maxIterations: 5 });
  assert.deepEqual(params.W.data.slice(0, 2), params.W.data.slice(2));
});
