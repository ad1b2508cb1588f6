/**
 * Every function of the facade with one or two arguments spoiled, thousands of times, the same ones every time:
 * a right answer or a typed error that names what is wrong; no trap, no hang, no NaN, nothing left behind.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidArgument, type Lvm, NumericalError } from '../../wasm/api/index.node.ts';
import { SPECIMENS } from './specimens.ts';
import { lab } from './support.ts';

/** Mulberry32: the same sequence everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

class OfTheCaller extends Error {}

const throwing = (key: string): object =>
  Object.defineProperty({}, key, {
    enumerable: true,
    get() {
      throw new OfTheCaller('my own getter');
    },
  });

const detached = (): Float64Array => {
  const data = new Float64Array(4);
  structuredClone(data.buffer, { transfer: [data.buffer] });
  return data;
};

const revoked = (of: object): object => {
  const { proxy, revoke } = Proxy.revocable(of, {});
  revoke();
  return proxy;
};

const HOSTILE: readonly (() => unknown)[] = [
  () => Number.NaN,
  () => Infinity,
  () => -Infinity,
  () => -0,
  () => 5e-324,
  () => -1e-310,
  () => Number.MAX_VALUE,
  () => -1e300,
  () => 1e150,
  () => 1e-150,
  () => 0,
  () => -1,
  () => 0.5,
  () => 2 ** 31 - 1,
  () => 2 ** 31,
  () => 2 ** 32,
  () => 2 ** 53,
  () => undefined,
  () => null,
  () => '',
  () => '1',
  () => '__proto__',
  () => 'constructor',
  () => true,
  () => 10n,
  () => Symbol('s'),
  () => [],
  () => [[]],
  () => [[], [1]],
  () => [1],
  () => [[1, 2], [3]],
  () => new Array(2 ** 32 - 1),
  () => [new Array(2 ** 31)],
  () => ({}),
  () => Object.create(null),
  () => ({ rows: 2, cols: 2, data: new Float64Array(3) }),
  () => ({ rows: 2, cols: 2, data: detached() }),
  () => ({ rows: 2 ** 31 - 1, cols: 2 ** 31 - 1, data: new Float64Array(4) }),
  () => ({ rows: 0, cols: 0, data: new Float64Array(0) }),
  () => ({ rows: -2, cols: -2, data: new Float64Array(4) }),
  detached,
  () => new Float32Array(2),
  () => BigInt64Array.of(1n, 2n),
  () => new DataView(new ArrayBuffer(16)),
  () => new Float64Array(new SharedArrayBuffer(16)),
  () => Object.create(Float64Array.prototype),
  () => new Proxy([1, 2], {}),
  () => revoked({}),
  () => revoked([]),
  () => throwing('rows'),
  () => throwing('weights'),
  () => throwing('X'),
  () => () => 1,
  () => new Date(0),
  () => JSON.parse('{"__proto__": {"rows": 1}, "rows": 1}'),
];

type Path = readonly (string | number)[];

/** Every place in the arguments that can be spoiled, the arguments themselves among them. */
function* places(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value))
    yield* places((value as Record<string, unknown>)[key], [...path, key]);
}

function spoil(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (typeof value !== 'object' || value === null) return value; // spoiled already, further up
  if (Array.isArray(value) && value.length > 100) return value;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  copy[key] = spoil((value as Record<string, unknown>)[key], rest, by);
  return copy;
}

/** Where a NaN is an answer: the standard error of one sample. */
const MAY_BE_NAN = new Set(['standardError']);

function findNaN(value: unknown, path: Path = []): Path | undefined {
  if (typeof value === 'number') return Number.isNaN(value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof Float64Array) return value.some(Number.isNaN) ? path : undefined;
  for (const [key, entry] of Object.entries(value)) {
    const found = MAY_BE_NAN.has(key) ? undefined : findNaN(entry, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Functions = Readonly<Record<string, (...args: unknown[]) => unknown>>;
const functionsOf = (model: string) => lab[model as keyof Lvm] as unknown as Functions;

/** Calls, and says what is wrong with the answer; undefined where nothing is. */
function complaint(call: () => unknown): string | undefined {
  try {
    const at = findNaN(call());
    return at === undefined ? undefined : `a NaN at ${at.join('.') || 'the result'}`;
  } catch (error) {
    // What the caller's own getter or proxy throws passes through as it is.
    const own = error instanceof OfTheCaller || /proxy that has been revoked/.test(String(error));
    if (own || error instanceof NumericalError) return undefined;
    if (!(error instanceof InvalidArgument)) return `${(error as Error).name}: ${(error as Error).message}`;
    const named = error.argument !== '' && error.message.startsWith(`${error.argument} `);
    return named ? undefined : `an error that names nothing: ${error.message}`;
  }
}

test('there is a right call of every function, and it is right', () => {
  for (const [model, functions] of Object.entries(SPECIMENS)) {
    assert.deepEqual(Object.keys(functionsOf(model)).sort(), Object.keys(functions).sort());
    for (const [fn, args] of Object.entries(functions)) functionsOf(model)[fn]?.(...args);
  }
});

test('every place of every call spoiled in every way: an answer or a typed error', {
  timeout: 60_000,
}, () => {
  const random = generator(Number(process.env.FUZZ_SEED ?? 8)); // another seed tries others
  const wrong = new Map<string, string>();
  let calls = 0;
  for (const [model, functions] of Object.entries(SPECIMENS)) {
    for (const [fn, args] of Object.entries(functions)) {
      const all = [...places(args)];
      const right = JSON.stringify(functionsOf(model)[fn]?.(...args));
      for (let round = 0; round < 10 * HOSTILE.length; ++round) {
        const path = all[Math.floor(random() * all.length)];
        if (path === undefined) continue;
        const hostile = HOSTILE[round % HOSTILE.length] as () => unknown;
        let given = spoil(args, path, hostile()) as unknown[];
        if (random() < 0.2) {
          const other = all[Math.floor(random() * all.length)] as Path;
          const second = HOSTILE[Math.floor(random() * HOSTILE.length)] as () => unknown;
          try {
            given = spoil(given, other, second()) as unknown[];
          } catch {
            // What was spoiled first cannot even be copied.
          }
        }
        ++calls;
        const found = complaint(() => functionsOf(model)[fn]?.(...given));
        if (found !== undefined) wrong.set(`${model}.${fn}: ${found}`, `${path.join('.')} by ${hostile}`);
      }
      assert.equal(JSON.stringify(functionsOf(model)[fn]?.(...args)), right, `${model}.${fn} remembers`);
    }
  }
  assert.deepEqual(
    [...wrong].map((pair) => pair.join(' <- ')),
    [],
  );
  assert.ok(calls > 40_000, `${calls} calls`);
});
