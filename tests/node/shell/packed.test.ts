// A table in a link comes back to the last bit, or is not put into one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OwnData } from '../../../web/src/shell/lab.ts';
import { LONGEST, pack, unpack } from '../../../web/src/shell/packed.ts';

const table = (X: readonly number[], z?: readonly number[], classes: readonly string[] = []): OwnData => ({
  name: 'my data.csv',
  columns: ['x/1', 'größe, cm'],
  X: Float64Array.from(X),
  z: z ? Int32Array.from(z) : new Int32Array(X.length / 2).fill(-1),
  classes,
});

const rows = (count: number, value: (i: number) => number) =>
  Array.from({ length: 2 * count }, (_, i) => value(i));

for (const [what, data] of [
  ['whole numbers', table([1, 2, 3, 4, -5, 6])],
  ['decimals', table([0.1, -0.2, 39.1, 18.7, 1e-9, 0])],
  ['large numbers', table([123456789, -987654321, 0, 1])],
  ['classes', table([1, 2, 3, 4], [1, -1], ['Adélie', 'a,b/c=d;e'])],
  ['many digits', table([Math.PI, 1 / 3, -1e-300, 0.1])],
  ['numbers of any size', table([1e200, 1, 5e-324, -1e9], [0, 1], ['A', 'B'])],
  ['many rows', table(rows(800, (i) => (Math.round(1000 * Math.sin(i)) || 0) / 1000))],
] as const) {
  test(`${what} come back to the last bit, in characters that a link may hold`, () => {
    const packed = pack(data);
    assert.ok(packed !== undefined && packed.length <= LONGEST);
    assert.match(packed, /^[\w%/.,()!~*'-]*$/);
    assert.deepEqual(unpack(packed), data);
  });
}

for (const [what, data] of [
  ['too many rows', table(rows(5000, (i) => i % 7))],
  ['too many digits', table(rows(400, (i) => Math.sin(i)))],
] as const) {
  test(`${what} do not go into a link`, () => assert.equal(pack(data), undefined));
}

test('a damaged table is none', () => {
  const packed = pack(table([1, 2, 3, 4], [0, 1], ['A', 'B'])) as string;
  for (const damaged of [
    '',
    'x',
    '////',
    packed.slice(0, -2),
    packed.replace(/.$/, '!'),
    packed.replace('A,B', 'A'),
    packed.replace('/0/', '/x/'),
    packed.replace('/0/', '/f/'),
    packed.replace('/0/', '/99/'),
    packed.replace(/[^/]*$/, '____________'),
    'a/b/c//0/gICAgICAgICAgICAgICAgICAgICAgA',
    '%E0%A4%A/b/c//0/AQIE',
  ])
    assert.equal(unpack(damaged), undefined, damaged);
});
