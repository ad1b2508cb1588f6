/** The promise twin: the same answers and errors through a port, and no promise that never settles. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import {
  CoreCrashed,
  connect,
  disconnect,
  InvalidArgument,
  type Lvm,
  NumericalError,
  type Port,
  type Remote,
  serve,
} from '../../wasm/api/index.node.ts';
import { lab } from './support.ts';

const X = [[0], [1], [5], [6]];
const params = { weights: [0.5, 0.5], means: [[0], [5]], covariances: [[[1]], [[1]]] };
const singular = { ...params, covariances: [[[1]], [[0]]] };

async function overChannel(
  use: (remote: Remote<Lvm>, near: MessagePort, far: MessagePort) => Promise<void>,
  served = async (): Promise<Lvm> => lab,
) {
  const { port1, port2 } = new MessageChannel();
  serve(port2, served);
  try {
    await use(connect(port1), port1, port2);
  } finally {
    port1.close();
  }
}

async function overWorker(file: string, use: (remote: Remote<Lvm>, worker: Worker) => Promise<void>) {
  const start = new URL('./workers/start.mjs', import.meta.url);
  const worker = new Worker(start, { workerData: new URL(`./workers/${file}`, import.meta.url).href });
  try {
    await use(connect(worker), worker);
  } finally {
    await worker.terminate();
  }
}

async function sameAsLocal(remote: Remote<Lvm>) {
  assert.deepEqual(await remote.build.info(), lab.build.info());
  assert.deepEqual(await remote.gmm.eStep(params, X), lab.gmm.eStep(params, X));
  const options = { X, k: 2, seed: 3, covarianceFloor: 0.1, labelled: { X: [[6]], z: [1] } };
  assert.deepEqual(await remote.gmm.fit(options), lab.gmm.fit(options));
  assert.deepEqual(await remote.clustering.hardAssignments([[0, 1]]), Int32Array.of(1));
  // Typed errors, with what they carry.
  await assert.rejects(remote.gmm.eStep(params, [[Number.NaN]]), (error: unknown) => {
    assert.ok(error instanceof InvalidArgument);
    assert.deepEqual([error.name, error.argument], ['InvalidArgument', 'X']);
    assert.equal(error.message, 'X must be finite; row 0, column 0 is NaN');
    return true;
  });
  await assert.rejects(remote.gmm.eStep(singular, X), (error: unknown) => {
    assert.ok(error instanceof NumericalError);
    assert.equal(error.component, 1);
    assert.throws(() => lab.gmm.eStep(singular, X), { name: 'NumericalError', message: error.message });
    return true;
  });
}

test('over a MessageChannel: the same answers and errors', () => overChannel(sameAsLocal));

test('over a worker thread: the same answers and errors, bit for bit', () =>
  overWorker('core.ts', sameAsLocal));

test('large arrays of a result are handed over, one that is in it twice too; small ones are copied', async () => {
  const large = new Float64Array(10_000).fill(0.5);
  const small = new Float64Array(10).fill(0.25);
  const posterior = { responsibilities: { rows: 10, cols: 1000, data: large }, again: [large, small] };
  const core = { ...lab, gmm: { ...lab.gmm, eStep: () => posterior as never } };
  await overChannel(
    async (remote) => {
      const found = (await remote.gmm.eStep(params, X)) as unknown as typeof posterior;
      assert.deepEqual(found.responsibilities.data, new Float64Array(10_000).fill(0.5));
      assert.equal(found.again[0], found.responsibilities.data);
      assert.deepEqual(found.again[1], small);
      assert.deepEqual([large.byteLength, small.byteLength], [0, 80]);
    },
    async () => core,
  );
});

test('progress crosses, in order, before the result; what it returns is ignored', () =>
  overWorker('core.ts', async (remote) => {
    const local: [number, number][] = [];
    const options = { X: lab.gmm.sample(params, 200, 1).X, k: 3, seed: 3 };
    const want = lab.gmm.fit({ ...options, onProgress: (...args) => local.push(args) });
    const seen: [number, number][] = [];
    const onProgress = (...args: [number, number]) => {
      seen.push(args);
      return false;
    };
    assert.deepEqual(await remote.gmm.fit({ ...options, onProgress }), want);
    assert.notEqual(local.length, 1);
    assert.deepEqual(seen, local);
    const throws = () => {
      throw new RangeError('mine');
    };
    await assert.rejects(remote.gmm.fit({ ...options, onProgress: throws }), {
      name: 'RangeError',
      message: 'mine',
    });
    assert.deepEqual(await remote.gmm.fit(options), want);
  }));

test('calls made before the core has loaded are answered in order', () =>
  overChannel(
    async (remote) => {
      const order: number[] = [];
      const calls = [1, 2, 3].map((n) => remote.gmm.sample(params, n).then(({ z }) => order.push(z.length)));
      await Promise.all(calls);
      assert.deepEqual(order, [1, 2, 3]);
    },
    () => new Promise((resolve) => setImmediate(() => setImmediate(() => resolve(lab)))),
  ));

test('a function the core does not have is an error, whatever its name', () =>
  overChannel(async (remote) => {
    const any = remote as unknown as Record<string, Record<string, () => Promise<unknown>>>;
    for (const [model, fn] of [
      ['gmm', 'nope'],
      ['nope', 'fit'],
      ['constructor', 'assign'],
      ['gmm', '__proto__'],
      ['__proto__', 'toString'],
    ] as const) {
      await assert.rejects(any[model]?.[fn]?.() ?? Promise.resolve(), {
        name: 'TypeError',
        message: `${model}.${fn} is not a function of the core`,
      });
    }
  }));

test('a remote can be awaited and returned from async functions', () =>
  overChannel(async (remote) => {
    assert.equal(await Promise.resolve(remote), remote);
    assert.equal((await Promise.resolve(remote.gmm)) !== undefined, true);
  }));

test('arguments that cannot be cloned are refused; the connection lives', () =>
  overChannel(async (remote) => {
    const hostile = { X: () => 1 } as never;
    await assert.rejects(remote.gmm.fit(hostile), { name: 'InvalidArgument', argument: 'arguments' });
    assert.equal(await remote.gmm.logLikelihood(params, X), lab.gmm.logLikelihood(params, X));
  }));

test('messages of others on the same port are ignored, by either side', () =>
  overChannel(async (remote, near, far) => {
    for (const stray of [
      null,
      'hello',
      7,
      {},
      { id: 0 },
      { id: 0, value: 1 },
      { id: 0, model: 'gmm', fn: 'fit', args: [] },
    ]) {
      near.postMessage(stray);
      far.postMessage(stray);
    }
    assert.equal(await remote.gmm.logLikelihood(params, X), lab.gmm.logLikelihood(params, X));
  }));

const crashed = (message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof CoreCrashed, String(error));
  assert.equal(error.name, 'CoreCrashed');
  assert.match(error.message, message);
  return true;
};

/** One call that brings the core down among others that are waiting: all of them are rejected, and so are later ones. */
async function allFail(remote: Remote<Lvm>, fatal: () => Promise<unknown>, message: RegExp) {
  const pending = [fatal(), remote.gmm.sample(params, 2), remote.gmm.sample(params, 3)];
  for (const call of pending) await assert.rejects(call, crashed(message));
  await assert.rejects(remote.gmm.logLikelihood(params, X), crashed(message));
}

test('a WebAssembly trap in the worker: CoreCrashed for every pending and later call', () =>
  overWorker('faulty.ts', async (remote) => {
    assert.equal(await remote.gmm.logLikelihood(params, X), lab.gmm.logLikelihood(params, X));
    await allFail(remote, () => remote.gmm.eStep(params, X), /the core has crashed: unreachable/);
  }));

test('a worker that exits: CoreCrashed', () =>
  overWorker('faulty.ts', (remote) =>
    allFail(remote, () => remote.gmm.sample(params, 1), /exited with code 3/),
  ));

test('a worker that is terminated in the middle of a call: CoreCrashed', () =>
  overWorker('core.ts', async (remote, worker) => {
    await remote.build.info();
    const long = remote.gmm.fit({
      X: Array.from({ length: 5000 }, (_, n) => [n % 97, n % 89]),
      k: 8,
      tolerance: 1e-300,
      maxIterations: 1e6,
    });
    const ended = assert.rejects(long, crashed(/exited with code 1/));
    await worker.terminate();
    await ended;
  }));

test('a worker that cannot start: CoreCrashed', () =>
  overWorker('absent.ts', (remote) => assert.rejects(remote.gmm.sample(params, 1), crashed(/absent/))));

test('a port that closes: CoreCrashed', () =>
  overChannel(async (remote, _, far) => {
    await remote.build.info();
    far.close();
    await allFail(remote, () => remote.gmm.sample(params, 1), /the port closed/);
  }));

test('disconnect rejects what is pending, and later calls', async () => {
  const { port1, port2 } = new MessageChannel();
  const remote = connect(port1); // nobody serves port2
  const never = remote.gmm.sample(params, 1);
  disconnect(remote);
  await assert.rejects(never, crashed(/connection was closed/));
  await assert.rejects(remote.build.info(), crashed(/connection was closed/));
  port1.close();
  port2.close();
});

test('a core that does not load rejects every call with its reason', () =>
  overChannel(
    (remote) => allFail(remote, () => remote.build.info(), /core\.wasm is missing/),
    () => Promise.reject(new Error('core.wasm is missing')),
  ));

test("a browser's Worker: error and messageerror events reject what is pending", async () => {
  for (const [type, message, expected] of [
    ['error', 'Script error', /Script error/],
    ['error', '', /failed to start/],
    ['messageerror', '', /could not be read/],
  ] as const) {
    // What a browser's Worker is to connect(): an EventTarget with postMessage and without start.
    const worker = Object.assign(new EventTarget(), { postMessage() {} });
    const remote = connect(worker as Port);
    const pending = remote.gmm.sample(params, 1);
    worker.dispatchEvent(Object.assign(new Event(type), message === '' ? {} : { message }));
    await assert.rejects(pending, crashed(expected));
  }
});
