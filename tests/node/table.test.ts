/** CSV as it really comes: from spreadsheets, R, pandas and by hand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTable, type Table, TableError } from '../../wasm/api/table.ts';
import { byLabel, defaultColumns, splitTable } from '../../wasm/api/table_split.ts';

const column = (table: Table, name: string) => {
  const found = table.columns.find((each) => each.name === name);
  assert.ok(found !== undefined, `no column ${name} in ${table.columns.map((each) => each.name)}`);
  return found;
};
const values = (text: string, name: string) => [...column(parseTable(text), name).values];

test('numbers, words and missing values', () => {
  const table = parseTable('x_1,x_2,species\n1,-2.5e-3,Adelie\n,NA,\n.5,+7.,Gentoo\n');
  assert.equal(table.rows, 3);
  assert.deepEqual(column(table, 'x_1'), {
    name: 'x_1',
    numeric: true,
    values: Float64Array.of(1, Number.NaN, 0.5),
    missing: 1,
  });
  assert.deepEqual(column(table, 'x_2'), {
    name: 'x_2',
    numeric: true,
    values: Float64Array.of(-0.0025, Number.NaN, 7),
    missing: 1,
  });
  assert.deepEqual(column(table, 'species'), {
    name: 'species',
    numeric: false,
    values: ['Adelie', '', 'Gentoo'],
    missing: 1,
    firstText: 0,
  });
  assert.deepEqual([...table.lines], [2, 3, 4]);
});

const same: readonly [what: string, text: string][] = [
  ['a byte-order mark', '\uFEFFa,b\n1,2\n3,4.5'],
  ['CRLF', 'a,b\r\n1,2\r\n3,4.5\r\n'],
  ['old Mac line ends', 'a,b\r1,2\r3,4.5\r'],
  ['mixed line ends', 'a,b\r\n1,2\n3,4.5\r\n'],
  ['quotes around everything', '"a","b"\n"1","2"\n"3","4.5"\n'],
  ['semicolons', 'a;b\n1;2\n3;4.5\n'],
  ['semicolons and decimal commas', 'a;b\n1;2\n3;4,5\n'],
  ['tabs', 'a\tb\n1\t2\n3\t4.5\n'],
  ['tabs and decimal commas', 'a\tb\n1\t2\n3\t4,5\n'],
  ['blanks around cells', ' a , b \n 1 , 2 \n 3 , 4.5 \n'],
  ['empty lines before, between and after', '\n\na,b\n1,2\n\n3,4.5\n\n\n'],
  ['empty rows of a spreadsheet', 'a,b\n1,2\n3,4.5\n,\n,\n'],
];
for (const [what, text] of same) {
  test(`the same table with ${what}`, () => {
    const { columns, rows } = parseTable(text);
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['a', 'b'],
    );
    assert.deepEqual(
      columns.map((each) => [...each.values]),
      [
        [1, 3],
        [2, 4.5],
      ],
    );
    assert.equal(rows, 2);
  });
}

test('a quoted cell may hold delimiters, quotes and line ends; lines are still counted', () => {
  const table = parseTable('note,x\n"a,b",1\n"two\nlines",2\n"say ""hi""",3\nend,4');
  assert.deepEqual([...column(table, 'note').values], ['a,b', 'two\nlines', 'say "hi"', 'end']);
  assert.deepEqual([...table.lines], [2, 3, 5, 6]);
  assert.deepEqual([...column(table, 'x').values], [1, 2, 3, 4]);
});

test('a decimal comma is read only where nothing speaks against it', () => {
  assert.deepEqual(values('a;b\n1,5;x\n-,25e2;y', 'a'), [1.5, -25]);
  assert.deepEqual(values('a;b\n1,5;2.5\n2;3', 'a'), ['1,5', '2'], 'points elsewhere');
  assert.deepEqual(values('a;b\n1,234,567;1\n2;3', 'a'), ['1,234,567', '2'], 'thousands');
});

test('every spelling of missing', () => {
  const spellings = ['', '""', 'NA', 'N/A', 'nan', 'NaN', 'null', 'NULL'];
  const read = values(`x,y\n${spellings.map((cell) => `${cell},1`).join('\n')}\n2,2`, 'x');
  assert.deepEqual(read, [...spellings.map(() => Number.NaN), 2]);
  assert.deepEqual(values('x;y\n;1\nna;2', 'x'), [Number.NaN, Number.NaN]);
});

test('what looks like a number and is none stays text', () => {
  for (const cell of ['0x10', 'Infinity', '1e999', '1 000', '1_000', '--1', '1e', '.', '５']) {
    assert.equal(column(parseTable(`a,b\n${cell},1\n2,3`), 'a').numeric, false, cell);
  }
});

test('columns without a name, and with the same one', () => {
  const { columns } = parseTable(',x,x,,x\n0,1,2,3,4\n');
  assert.deepEqual(
    columns.map(({ name }) => name),
    ['column 1', 'x', 'x (2)', 'column 4', 'x (3)'],
  );
});

test('markup in a cell is text like any other', () => {
  assert.deepEqual(values('a,<b>\n<script>alert(1)</script>,1', 'a'), ['<script>alert(1)</script>']);
  assert.deepEqual(values('__proto__,constructor\n1,2', '__proto__'), [1]);
});

const errors: readonly [what: string, text: string, line: number | undefined, message: RegExp][] = [
  ['nothing', '', undefined, /the text is empty; the first line must name the columns/],
  ['blanks only', ' \n\n', undefined, /the text is empty/],
  ['a header only', 'x_1,x_2\n', undefined, /no row below the header/],
  ['no header', '1,2\n3,4\n', 1, /must name the columns, as in x_1,x_2; found only numbers: 1, 2/],
  ['no header, after empty lines', '\n\n1;2,5\n', 3, /must name the columns/],
  ['a short row', 'a,b,c\n1,2,3\n4,5\n', 3, /as many cells as the header, 3; has 2/],
  ['a long row', 'a,b\n1,2\n\n3,4,5\n', 4, /as many cells as the header, 2; has 3/],
  ['a quote that never closes', 'a,b\n1,2\n"3,4\n5,6\n', 3, /quotation mark is opened and not closed/],
];
for (const [what, text, line, message] of errors) {
  test(`TableError: ${what}`, () => {
    assert.throws(
      () => parseTable(text),
      (error: unknown) => {
        assert.ok(error instanceof TableError, String(error));
        assert.deepEqual([error.name, error.line], ['TableError', line]);
        assert.match(error.message, message);
        if (line !== undefined) assert.ok(error.message.startsWith(`line ${line}: `), error.message);
        return true;
      },
    );
  });
}

test('100 000 lines take well under a second, more than a million are refused', () => {
  const body = Array.from(
    { length: 100_000 },
    (_, n) => `${n / 7},${n % 13},${n % 3 === 0 ? '' : n % 4}`,
  ).join('\n');
  // Processor time: other processes on the machine do not count.
  const start = process.cpuUsage();
  const { X, z } = splitTable(parseTable(`x_1,x_2,z\n${body}`), ['x_1', 'x_2'], 'z');
  const { user, system } = process.cpuUsage(start);
  const elapsed = (user + system) / 1000;
  assert.deepEqual([X.rows, z?.length, X.data[2 * 99_999]], [100_000, 100_000, 99_999 / 7]);
  assert.ok(elapsed < 1000, `${elapsed} ms`);
  assert.throws(() => parseTable(`x\n${'1\n'.repeat(1_000_001)}`), /more than 1000000 rows/);
});

const penguins = parseTable(
  'bill,depth,species,z\n39.1,18.7,Adelie,0\nNA,17.4,Adelie,\n46.5,17.9,Chinstrap,-1\n50,16.3,,2\n',
);

test('splitTable: complete rows of the chosen columns, labels, and how many rows were dropped', () => {
  const split = splitTable(penguins, ['depth', 'bill'], 'z');
  assert.deepEqual(split.X, { rows: 3, cols: 2, data: Float64Array.of(18.7, 39.1, 17.9, 46.5, 16.3, 50) });
  assert.deepEqual(split.z, Int32Array.of(0, -1, 2));
  assert.deepEqual([split.columns, split.classes, split.dropped], [['depth', 'bill'], ['0', '1', '2'], 1]);
  assert.equal(splitTable(penguins, ['depth']).dropped, 0);
  assert.equal(splitTable(penguins, ['depth']).z, undefined);
});

test('splitTable: words as labels, in order of appearance', () => {
  const { z, classes } = splitTable(penguins, ['depth'], 'species');
  assert.deepEqual([z, classes], [Int32Array.of(0, 0, 1, -1), ['Adelie', 'Chinstrap']]);
  assert.deepEqual(splitTable(parseTable('x,z\n1,b\n2,-1\n3,a'), ['x'], 'z').z, Int32Array.of(0, -1, 1));
});

test('byLabel: those with a label and those without', () => {
  const { X, z } = splitTable(penguins, ['depth'], 'z');
  assert.ok(z !== undefined);
  const { unlabelled, labelled } = byLabel(X, z);
  assert.deepEqual(unlabelled, { rows: 2, cols: 1, data: Float64Array.of(17.4, 17.9) });
  assert.deepEqual(labelled, {
    X: { rows: 2, cols: 1, data: Float64Array.of(18.7, 16.3) },
    z: Int32Array.of(0, 2),
  });
});

test('defaultColumns: x_1 .. x_d in the order of their numbers, or all numeric ones but the label', () => {
  assert.deepEqual(defaultColumns(parseTable('x_10,id,x_2,x_1,z\n1,2,3,4,0')), ['x_1', 'x_2', 'x_10']);
  assert.deepEqual(defaultColumns(penguins, 'z'), ['bill', 'depth']);
});

const splits: readonly [
  what: string,
  text: string,
  columns: string[],
  label: string | undefined,
  line: number | undefined,
  message: RegExp,
][] = [
  [
    'a word among numbers',
    'x,y\n1,2\n3,four\n',
    ['x', 'y'],
    undefined,
    3,
    /^line 3, column y: must be a finite number.*found "four"$/,
  ],
  [
    'a column that is not there',
    'x,y\n1,2\n',
    ['w'],
    undefined,
    undefined,
    /no column w; the columns are x, y/,
  ],
  ['no column', 'x,y\n1,2\n', [], undefined, undefined, /no numeric column/],
  [
    'no complete row',
    'x,y\n1,\n,2\n',
    ['x', 'y'],
    undefined,
    undefined,
    /no row has a number in every one of x, y/,
  ],
  [
    'a label of 0.5',
    'x,z\n1,0\n2,0.5\n',
    ['x'],
    'z',
    3,
    /^line 3, column z: must be an integer label.*found 0.5$/,
  ],
  ['a label of -2', 'x,z\n1,-2\n', ['x'], 'z', 2, /found -2/],
  ['a label beyond all rows', 'x,z\n1,1e9\n', ['x'], 'z', 2, /found 1000000000/],
  [
    'a word among integer labels',
    'x,z\n1,0\n2,one\n',
    ['x'],
    'z',
    3,
    /^line 3, column z: must be an integer label.*found "one"$/,
  ],
];
for (const [what, text, columns, label, line, message] of splits) {
  test(`TableError from splitTable: ${what}`, () => {
    assert.throws(
      () => splitTable(parseTable(text), columns, label),
      (error: unknown) => {
        assert.ok(error instanceof TableError, String(error));
        assert.equal(error.line, line);
        assert.match(error.message, message);
        return true;
      },
    );
  });
}
