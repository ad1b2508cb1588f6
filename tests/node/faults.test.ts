/** Numerical failure, memory, traps: each a typed error, and nothing else broken by it. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Core } from '../../wasm/api/core.ts';
import { gmmFacade } from '../../wasm/api/gmm_facade.ts';
import { pack } from '../../wasm/api/gmm_packed.ts';
import { CoreCrashed, InvalidArgument, NumericalError } from '../../wasm/api/index.node.ts';
import { loadCore } from '../../wasm/api/load.ts';
import createModule, { type CoreModule } from '../../wasm/dist/core.mjs';
import { lab } from './support.ts';
import { trap } from './trap.ts';

const X = [[0], [1], [5], [6]];
const params = { weights: [0.5, 0.5], means: [[0], [5]], covariances: [[[1]], [[1]]] };

const wasmBinary = await readFile(new URL('../../wasm/dist/core.wasm', import.meta.url));
type Instrumented = CoreModule & { HEAPF64: Float64Array; count_emval_handles(): number };
/** `Gmm` on a module of the test's own. */
const facade = (module: CoreModule) => gmmFacade(new Core(module));
const newModule = async () => (await createModule({ wasmBinary })) as Instrumented;

const numerical: readonly [
  what: string,
  call: () => unknown,
  component: number | undefined,
  message: RegExp,
][] = [
  [
    'a covariance that is not positive definite',
    () => lab.gmm.eStep({ ...params, covariances: [[[1]], [[0]]] }, X),
    1,
    /covariance 1 is not positive definite/,
  ],
  [
    'a component on one point',
    () =>
      lab.gmm.mStep(X, [
        [1, 0],
        [0, 1],
        [0, 1],
        [0, 1],
      ]),
    0,
    /component 0 has collapsed.*covariance floor/,
  ],
  [
    'a component without mass',
    () =>
      lab.gmm.mStep(X, [
        [1, 0],
        [1, 0],
        [1, 0],
        [1, 0],
      ]),
    1,
    /component 1 has no mass/,
  ],
  ['a start on single points', () => lab.gmm.fit({ X, k: 4 }), 0, /component 0.*covariance is singular/],
  [
    'an example beyond every component',
    () => lab.gmm.eStep(params, [[1e200]]),
    undefined,
    /X row 0 has density 0/,
  ],
  [
    'sampling from a singular mixture',
    () => lab.gmm.sample({ ...params, covariances: [[[-1]], [[1]]] }, 1),
    0,
    /covariance 0 is not positive definite/,
  ],
];

for (const [what, call, component, message] of numerical) {
  test(`NumericalError: ${what}`, () => {
    assert.throws(call, (error: unknown) => {
      assert.ok(error instanceof NumericalError, String(error));
      assert.deepEqual([error.name, error.component], ['NumericalError', component]);
      assert.match(error.message, message);
      return true;
    });
  });
}

test('what cannot fit in WebAssembly memory is refused by name, with the size that is allowed', () => {
  const zeros = (rows: number, cols: number) => ({ rows, cols, data: new Float64Array(rows * cols) });
  const refused = (argument: string, rows: RegExp) => (error: unknown) =>
    error instanceof InvalidArgument && error.argument === argument && rows.test(error.message);
  const wide = zeros(3_000_000, 16);
  assert.throws(
    () => lab.gmm.fit({ X: wide, k: 4 }),
    refused('X', /3000000 rows with 16 columns.*1\.00 GiB is the limit, which allows 159\d{4} rows/),
  );
  assert.throws(() => lab.gmm.fit({ X: zeros(100_000, 1), k: 100_000 }), refused('X', /100000 components/));
  assert.throws(() => lab.gmm.sample(params, 2 ** 31 - 1), refused('count', /2147483647 rows/));
  assert.throws(() => lab.gmm.mStep(zeros(1, 6000), [[1]]), refused('X', /6000 columns and 1 components/));
  assert.throws(() => lab.clustering.hardAssignments(zeros(2 ** 26, 2)), refused('R', /67108864 rows/));
  assert.equal(lab.gmm.fit({ X, k: 2, seed: 3, covarianceFloor: 0.1 }).converged, true);
});

test('what the limit allows does fit: the largest M-step', () => {
  const rows = Math.floor(2 ** 30 / (8 * 4 * 3)) - 1;
  const data = new Float64Array(rows).map((_, n) => n % 2);
  const R = { rows, cols: 1, data: new Float64Array(rows).fill(1) };
  const { means, covariances } = lab.gmm.mStep({ rows, cols: 1, data }, R);
  assert.ok(
    Math.abs((means.data[0] ?? 0) - 0.5) < 1e-6 && Math.abs((covariances[0]?.data[0] ?? 0) - 0.25) < 1e-6,
  );
});

test('memory that runs out all the same is an error of the data, and the module lives', async () => {
  const module = await newModule();
  const theta = {
    weights: Float64Array.of(1),
    means: { rows: 1, cols: 1, data: Float64Array.of(0) },
    covariances: [{ rows: 1, cols: 1, data: Float64Array.of(1) }],
  };
  const tight = facade({ ...module, gmmSample: () => module.gmmSample(pack(theta), 2 ** 28 - 1, 0) });
  assert.throws(() => tight.sample(params, 1), {
    name: 'InvalidArgument',
    argument: 'count',
    message: /does not fit in memory/,
  });
  assert.equal(tight.logLikelihood(params, X), lab.gmm.logLikelihood(params, X));
});

test('neither results nor errors leave anything behind in the heap', async () => {
  const module = await newModule();
  const own = facade(module);
  const { X: drawn } = own.sample(params, 200, 1);
  const round = () => {
    own.fit({ X: drawn, k: 2, labelled: { X: [[0]], z: [0] }, maxIterations: 3, onProgress: () => true });
    assert.throws(() => own.fit({ X: drawn, k: 2, labelled: { X: [[0]], z: [7] } }), InvalidArgument);
    assert.throws(() => own.eStep({ ...params, covariances: [[[1]], [[0]]] }, X), NumericalError);
  };
  for (let i = 0; i < 20; ++i) round();
  const [heap, handles] = [module.HEAPF64.byteLength, module.count_emval_handles()];
  for (let i = 0; i < 2000; ++i) round();
  assert.deepEqual([module.HEAPF64.byteLength, module.count_emval_handles()], [heap, handles]);
});

test('a callback that throws, also from within the core, leaves no values behind', async () => {
  const module = await newModule();
  const own = facade(module);
  const handles = module.count_emval_handles();
  const stopped = new Error('stopped');
  const throwing = (onProgress: () => boolean) => () =>
    own.fit({ X, k: 2, covarianceFloor: 0.1, onProgress });
  for (let i = 0; i < 100; ++i) {
    assert.throws(
      throwing(() => {
        throw stopped;
      }),
      stopped,
    );
    assert.throws(
      throwing(() => own.logLikelihood(params, [[1e200]]) > 0),
      NumericalError,
    );
  }
  assert.equal(module.count_emval_handles(), handles);
  assert.equal(own.logLikelihood(params, X), lab.gmm.logLikelihood(params, X));
});

test('a result that JavaScript has no room for is an error, and leaves no values behind', async () => {
  const module = await newModule();
  const own = facade(module);
  const handles = module.count_emval_handles();
  module.HEAPF64.slice = () => {
    throw new RangeError('Array buffer allocation failed');
  };
  assert.throws(() => own.sample(params, 5, 1), {
    name: 'InvalidArgument',
    message: /does not fit in memory/,
  });
  assert.equal(module.count_emval_handles(), handles);
  Reflect.deleteProperty(module.HEAPF64, 'slice');
  assert.equal(own.logLikelihood(params, X), lab.gmm.logLikelihood(params, X));
});

test('errors leave nothing on the stack of the core', async () => {
  const module = await newModule();
  const theta = pack({
    weights: Float64Array.of(1),
    means: { rows: 1, cols: 1, data: Float64Array.of(0) },
    covariances: [{ rows: 1, cols: 1, data: Float64Array.of(1) }],
  });
  const matrix = (rows: number) => ({ rows, cols: 1, data: Float64Array.of(0) });
  // A stack of 1 MB with 16 bytes left by each error would end before.
  for (let i = 0; i < 70_000; ++i) {
    try {
      module.gmmLogLikelihood(theta, matrix(2));
    } catch (error) {
      if ((error as Error).name !== 'InvalidArgument') throw error;
    }
  }
  assert.ok(Number.isFinite(module.gmmLogLikelihood(theta, matrix(1))));
});

test('after a trap the instance refuses, with the reason; a new one works', async () => {
  const broken = facade({ ...(await newModule()), gmmEStep: trap });
  assert.throws(
    () => broken.eStep(params, X),
    (error: unknown) => {
      assert.ok(error instanceof CoreCrashed && error.cause instanceof WebAssembly.RuntimeError);
      assert.match(error.message, /the core has crashed: unreachable/);
      return true;
    },
  );
  assert.throws(() => broken.logLikelihood(params, X), {
    name: 'CoreCrashed',
    message: /crashed before: unreachable/,
  });
  assert.equal(facade(await newModule()).logLikelihood(params, X), lab.gmm.logLikelihood(params, X));
});

test('data that belie their shape are refused by the module too, before they are read', async () => {
  const module = await newModule();
  const one = { rows: 1, cols: 1, data: Float64Array.of(0) };
  const theta = {
    weights: Float64Array.of(1),
    means: one,
    covariances: [{ ...one, data: Float64Array.of(1) }],
  };
  const belied = { name: 'InvalidArgument', argument: 'data', message: /belies its shape/ };
  assert.throws(() => module.gmmLogLikelihood(pack(theta), { ...one, rows: 2 }), belied);
  assert.throws(() => module.gmmLogLikelihood(pack({ ...theta, means: { ...one, rows: 9 } }), one), belied);
  assert.ok(Number.isFinite(module.gmmLogLikelihood(pack(theta), one)));
});

test('a module that cannot be loaded is CoreCrashed', async () => {
  const wrong = { name: 'CoreCrashed', message: /^the core could not be loaded: / };
  const bytes = {
    'not WebAssembly': [1, 2, 3],
    'WebAssembly of somebody else': [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  };
  for (const [what, wrongBytes] of Object.entries(bytes)) {
    await assert.rejects(
      loadCore([], async () => Uint8Array.from(wrongBytes)),
      wrong,
      what,
    );
  }
  await assert.rejects(
    loadCore([], async () => Uint8Array.from(await readFile('/nonexistent/core.wasm'))),
    wrong,
  );
});
