/** What a page asks about again and again goes to its worker once, and answers are those about what it asked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, InvalidArgument, type Lvm, type Port, type Remote } from '../../wasm/api/index.node.ts';
import { lasting, Receiver, Sender } from '../../wasm/api/lasting.ts';
import { PROTOCOL, type Request } from '../../wasm/api/port.ts';
import { answer } from '../../wasm/api/serve.ts';
import { lab } from './support.ts';

const LARGE = 5000;
const large = (first: number) => Float64Array.from({ length: LARGE }, (_, i) => first + Math.sin(i));
const matrix = (data: Float64Array) => ({ rows: data.length, cols: 1, data });
const request = (...args: unknown[]): Request => ({
  protocol: PROTOCOL,
  id: 0,
  model: 'gmm',
  fn: 'eStep',
  args,
  progress: false,
});

/** Sends, as a port would, and tells how many numbers travelled. */
function pipe() {
  const [sender, receiver] = [new Sender(), new Receiver()];
  return (...args: unknown[]) => {
    let travelled = 0;
    let arrived: Request | undefined;
    sender.post(request(...args), (packed) => {
      const copy = structuredClone(packed);
      travelled = numbersIn(copy);
      arrived = receiver.unpack(copy) as Request;
    });
    return { travelled, args: arrived?.args ?? [] };
  };
}

function numbersIn(value: unknown): number {
  if (value instanceof Float64Array) return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + numbersIn(part), 0);
}

test('a lasting array travels once, wherever it stands in a request', () => {
  const send = pipe();
  const X = matrix(lasting(large(1)));
  const y = lasting(large(2));
  const R = matrix(large(3));
  assert.equal(send('a', X).travelled, LARGE);
  for (const asked of [[X, 1], [{ X, k: 2 }], [{}, { X, y }], [X, y, R], [{ X: { ...X }, y }, null]]) {
    const { args } = send(...asked);
    assert.deepEqual(args, structuredClone(asked));
  }
  assert.equal(send({ X, y }).travelled, 0);
  assert.equal(send(X, y, R).travelled, LARGE, 'who has promised nothing about R sends it');
});

test('an array that may change is sent as it is then', () => {
  const send = pipe();
  const data = large(1);
  send(matrix(data));
  data[0] = 7;
  const [{ data: second }] = send(matrix(data)).args as [{ data: Float64Array }];
  assert.equal(second[0], 7);
});

test('small arrays are sent, promised or not', () => {
  const send = pipe();
  const small = matrix(lasting(Float64Array.of(1, 2, 3)));
  for (let i = 0; i < 2; ++i) assert.equal(send(small).travelled, 3);
});

test('the worker keeps four, and what it no longer has comes again', () => {
  const send = pipe();
  const tables = Array.from({ length: 5 }, (_, i) => matrix(lasting(large(i))));
  const travels = (i: number) => send(tables[i]).travelled > 0;
  assert.deepEqual([0, 1, 2, 3].map(travels), [true, true, true, true]);
  assert.deepEqual([0, 4].map(travels), [false, true], 'the one asked about longest ago is now 1');
  assert.deepEqual([0, 2, 3, 4].map(travels), [false, false, false, false]);
  assert.deepEqual(send(tables[1]).args, [structuredClone(tables[1])]);
  assert.equal(travels(0), true, 'it gave way to 1');
});

test('what could not be posted has not arrived', () => {
  const [sender, receiver] = [new Sender(), new Receiver()];
  const X = matrix(lasting(large(1)));
  const post = (...args: unknown[]) => {
    let result: unknown;
    sender.post(request(...args), (packed) => {
      result = receiver.unpack(structuredClone(packed));
    });
    return (result as Request).args;
  };
  assert.deepEqual(post(X), [structuredClone(X)]);
  assert.throws(() => post(X, () => 0), { name: 'DataCloneError' });
  assert.deepEqual(post(X), [structuredClone(X)]);
});

test('what is no request passes', () => {
  const receiver = new Receiver();
  for (const other of [undefined, null, 7, 'x', [], { data: { lasting: 0 } }])
    assert.equal(receiver.unpack(other), other);
  const plain = request(matrix(large(1)));
  assert.deepEqual(receiver.unpack(plain), plain, 'nor need one come from a Sender');
});

test('answers and errors through named arrays are those of a local call', async () => {
  const { port1, port2 } = new MessageChannel();
  const [sender, receiver] = [new Sender(), new Receiver()];
  const served: Port = {
    postMessage: (message, transfer) => port2.postMessage(message, transfer),
    addEventListener: (type, listener) =>
      port2.addEventListener(type, (event) =>
        listener({ data: receiver.unpack((event as MessageEvent).data) }),
      ),
    start: () => port2.start(),
  };
  answer(served, async () => lab);
  const asking = {
    postMessage: (message: Request) => sender.post(message, (packed) => port1.postMessage(packed)),
    addEventListener: port1.addEventListener.bind(port1),
    start: () => port1.start(),
  };
  const remote: Remote<Lvm> = connect(asking as unknown as Port);
  try {
    const X = matrix(lasting(large(0)));
    const params = { weights: [0.5, 0.5], means: [[-0.5], [0.5]], covariances: [[[0.4]], [[0.3]]] };
    for (let i = 0; i < 3; ++i)
      assert.deepEqual(await remote.gmm.eHalfStep(params, X), lab.gmm.eHalfStep(params, X));
    const options = { X, k: 2, seed: 3, maxIterations: 5 };
    assert.deepEqual(await remote.gmm.fit(options), lab.gmm.fit(options));
    const bad = matrix(lasting(large(Number.NaN)));
    for (let i = 0; i < 2; ++i) {
      await assert.rejects(
        remote.gmm.eStep(params, bad),
        (error: unknown) => error instanceof InvalidArgument && error.argument === 'X',
      );
    }
  } finally {
    port1.close();
  }
});
