// What comes from outside as text, spoiled at random, the same way every time: tables, links, packed tables. Each is read,
// or refused in words; nothing throws what it should not, and nothing that was read is out of range.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseTable, TableError } from '../../../wasm/api/table.ts';
import type { Lab, SnapshotBase, Values } from '../../../web/src/shell/lab.ts';
import { fromFragment, toFragment } from '../../../web/src/shell/link.ts';
import { pack, unpack } from '../../../web/src/shell/packed.ts';
import { repository } from '../support.ts';

/** Numbers in 0 … n−1, the same ones for the same seed. */
function dice(seed: number): (n: number) => number {
  let state = BigInt(seed) * 2862933555777941757n + 3037000493n;
  return (n) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    return Number((state >> 33n) % BigInt(n));
  };
}

type Dice = ReturnType<typeof dice>;
const one = <T>(items: readonly T[], roll: Dice): T => items[roll(items.length)] as T;
const some = (tokens: readonly string[], most: number, roll: Dice): string =>
  Array.from({ length: roll(most) }, () => one(tokens, roll)).join('');

/** Takes away, doubles or replaces a piece of a text. */
function spoil(text: string, tokens: readonly string[], roll: Dice): string {
  const [a, b] = [roll(text.length + 1), roll(text.length + 1)].sort((x, y) => x - y) as [number, number];
  const middle = one(['', text.slice(a, b).repeat(2), one(tokens, roll)], roll);
  return text.slice(0, a) + middle + text.slice(b);
}

const CELLS = [
  ...['x_1', '1', '-2.5', '1e400', '3,14', '.5', 'NaN', 'null', '', ' ', '"', '""', '"a,b"', '"a\nb"'],
  ...[',', ',', ';', '\t', '\n', '\n', '\r\n', '\r', '\uFEFF', '\0', '\uD800', '🐧', '=1+1'],
  ...['<script>alert(1)</script>', '__proto__', 'constructor', 'x'.repeat(300)],
];

test('tables: as many cells as rows in every column, or a TableError that says where', () => {
  const roll = dice(1);
  let [read, refused] = [0, 0];
  for (let i = 0; i < 4000; ++i) {
    const text = i % 2 === 0 ? some(CELLS, 40, roll) : spoil('x_1,x_2,z\n0,1,a\n2,3,b\n4,5,\n', CELLS, roll);
    try {
      const { columns, rows, lines } = parseTable(text);
      assert.ok(columns.length > 0 && rows > 0 && lines.length === rows, JSON.stringify(text));
      const names = new Set(columns.map(({ name }) => name));
      assert.equal(names.size, columns.length, JSON.stringify(text));
      for (const { values } of columns) assert.equal(values.length, rows, JSON.stringify(text));
      ++read;
    } catch (error) {
      assert.ok(
        error instanceof TableError && error.message.length > 10,
        `${error} of ${JSON.stringify(text)}`,
      );
      ++refused;
    }
  }
  assert.ok(read > 400 && refused > 400, `${read} read, ${refused} refused`);
});

function assertInRange({ controls }: Lab<SnapshotBase>, values: Values, link: string): void {
  assert.deepEqual(Object.keys(values).sort(), Object.keys(controls).sort(), link);
  for (const [name, control] of Object.entries(controls)) {
    const value = values[name];
    const right =
      control.kind === 'choice'
        ? control.options.some((option) => option.value === value)
        : typeof value === 'number' && value >= control.min && value <= control.max;
    assert.ok(right, `${name} = ${value} by ${link}`);
  }
}

for (const id of readdirSync(join(repository, 'web/src/labs')).sort()) {
  test(`links of ${id}: every value in its range, and what was read is written and read again`, async () => {
    const lab = (await import(join(repository, 'web/src/labs', id, 'index.ts'))).default as Lab<SnapshotBase>;
    const roll = dice(2);
    const tokens = [
      ...Object.keys(lab.controls),
      ...Object.values(lab.controls).flatMap((c) =>
        c.kind === 'choice' ? c.options.map((o) => o.value) : [],
      ),
      ...[
        '=',
        '=',
        '=',
        ';',
        ';',
        ';',
        '@5:',
        '@',
        ':',
        ',',
        '%',
        '%E0%A4%A',
        't=',
        'back=',
        'ui=',
        'd=',
        'lesson=',
      ],
      ...['1', '3', '-1', '0.5', 'NaN', 'Infinity', '1e999', '0x10', '9'.repeat(40), '-0', ' ', '#', '/'],
      ...[
        '__proto__',
        'constructor',
        'toString',
        '<img src=x onerror=alert(1)>',
        '🐧',
        '\uD800',
        'A=1.2,-0.4',
      ],
    ];
    for (let i = 0; i < 1500; ++i) {
      const text = `#1;${some(tokens, 30, roll)}`;
      const link = fromFragment(lab, text);
      assertInRange(lab, link.start, text);
      for (const deed of link.deeds) {
        assert.ok(deed.t >= 0 && deed.t < 1e6, text);
        if ('values' in deed) assertInRange(lab, { ...link.start, ...deed.values }, text);
      }
      assert.ok(link.t >= 0 && link.t < 1e6 && Number.isInteger(link.back), text);
      if (/\uD800/.test(JSON.stringify(link.extras))) continue;
      const written = toFragment(lab, link, link.extras);
      const again = fromFragment(lab, written);
      assert.equal(toFragment(lab, again, again.extras), written, text);
      assert.deepEqual([again.start, again.t, again.back], [link.start, link.t, link.back], text);
    }
    assert.equal(({} as { k?: unknown }).k, undefined); // nothing reached Object.prototype
  });
}

test('packed tables: whole, or undefined', () => {
  const roll = dice(3);
  const X = Float64Array.from({ length: 40 }, (_, i) => i / 4);
  const z = Int32Array.from({ length: 20 }, (_, i) => (i % 3) - 1);
  const sound = pack({ name: 'a', columns: ['x', 'y'], X, z, classes: ['p', 'q'] });
  assert.ok(sound !== undefined);
  const tokens = ['/', '%', ',', 'A', '_', '-', '=', '0', '9', '*', '<b>', '////////', 'A'.repeat(500)];
  for (let i = 0; i < 3000; ++i) {
    const data = unpack(spoil(sound, tokens, roll));
    if (data === undefined) continue;
    assert.ok(data.X.length === 2 * data.z.length && data.X.every(Number.isFinite));
    assert.ok(data.z.every((label) => label >= -1 && label < data.classes.length));
  }
});
