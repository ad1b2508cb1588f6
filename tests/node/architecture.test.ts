/** The layers of ARCHITECTURE and their one direction, read from what the files import and mention. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { test } from 'node:test';
import { repository } from './support.ts';

interface Source {
  /** From the root of the repository. */
  readonly path: string;
  /** Without comments. */
  readonly code: string;
  readonly lines: number;
}

const FOLDERS = ['core', 'wasm/api', 'wasm/bindings', 'wasm/cli', 'web/src', 'tests', 'scripts'];
const GENERATED = /^(wasm\/(dist|lib)|tests\/.*\/fixtures)\//;

function sourcesIn(folder: string): Source[] {
  return readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.([cm]?[jt]s|[ch]pp)$/.test(entry.name))
    .map((entry) => normalize(relative(repository, join(entry.parentPath ?? entry.path, entry.name))))
    .filter((path) => !GENERATED.test(path))
    .map((path) => {
      const text = readFileSync(join(repository, path), 'utf8');
      const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');
      return { path, code, lines: text.trimEnd().split('\n').length };
    });
}

const sources = FOLDERS.flatMap(sourcesIn);
const within = (folder: string) => sources.filter(({ path }) => path.startsWith(`${folder}/`));
const labsOf = () => [...new Set(within('web/src/labs').map(({ path }) => path.split('/')[3] as string))];

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
}

/** What a TypeScript file imports; relative paths resolved from the root of the repository. */
function importsOf({ path, code }: Source): Import[] {
  const statements = code.matchAll(/^\s*(import|export)\b([^'";]*?\bfrom)?\s*['"]([^'"]+)['"]/gm);
  const dynamic = code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g);
  const resolve = (from = '') => (from.startsWith('.') ? normalize(join(dirname(path), from)) : from);
  return [
    ...Array.from(statements, ([, , clause = '', from]) => ({
      from: resolve(from),
      typeOnly: isTypeOnly(clause),
    })),
    ...Array.from(dynamic, ([, from]) => ({ from: resolve(from), typeOnly: false })),
  ];
}

function isTypeOnly(clause: string): boolean {
  if (/^\s*type\b/.test(clause)) return true;
  const names = /^\s*\{([^}]*)\}/
    .exec(clause)?.[1]
    ?.split(',')
    .filter((name) => name.trim() !== '');
  return names?.every((name) => /^\s*type\s/.test(name)) ?? false;
}

/** Every place where one of the files holds what it must not. */
const mentions = (files: readonly Source[], forbidden: RegExp): string[] =>
  files.flatMap(({ path, code }) =>
    forbidden.test(code) ? [`${path}: ${forbidden.exec(code)?.[0].trim()}`] : [],
  );

const importing = (
  files: readonly Source[],
  forbidden: (imported: Import, file: Source) => boolean,
): string[] =>
  files.flatMap((file) =>
    importsOf(file).flatMap((imported) =>
      forbidden(imported, file) ? [`${file.path} imports ${imported.from}`] : [],
    ),
  );

test('the reader of sources sees all of them, and their imports', () => {
  for (const path of [
    'core/src/gmm.cpp',
    'wasm/bindings/marshal.hpp',
    'wasm/api/index.ts',
    'web/src/labs/gmm/model.ts',
  ]) {
    assert.ok(
      sources.some((source) => source.path === path),
      path,
    );
  }
  const code =
    "import a, { b } from './a.ts';\nimport type { C } from '../c.ts';\nexport * from 'd';\nimport './e.ts';\nimport {\n  type F,\n  type G,\n} from 'f';\nconst h = await import('./h.ts');\n";
  const found = importsOf({ path: 'x/y/z.ts', code, lines: 0 });
  assert.deepEqual(
    found.map(({ from, typeOnly }) => `${from} ${typeOnly}`),
    ['x/y/a.ts false', 'x/c.ts true', 'd false', 'x/y/e.ts false', 'f true', 'x/y/h.ts false'],
  );
});

test('core knows statistics, nothing else: no JavaScript, I/O, clock, threads or library randomness', () => {
  const headers =
    /#include\s*[<"](emscripten\S*|iostream|fstream|sstream|chrono|ctime|random|thread|mutex|filesystem)[>"]/;
  assert.deepEqual(mentions(within('core'), headers), []);
  assert.deepEqual(
    mentions(
      within('core'),
      /\bstd::(cout|cerr|rand|getenv|abort|exit|f?open)\b|\b(v?f?printf|f?puts|putchar|fopen)\s*\(/,
    ),
    [],
  );
});

test('no normal_distribution anywhere: standard libraries differ', () => {
  const cpp = sources.filter(({ path }) => /pp$/.test(path));
  assert.ok(cpp.length > 10);
  assert.deepEqual(mentions(cpp, /\bnormal_distribution\b|\brandom_device\b|\bmt19937\b/), []);
});

test('exp, log and the like are computed in one way, that of lvm/elementary.hpp', () => {
  const own = /\/(elementary|kernels\/simd)\.[ch]pp$/;
  const cpp = [...within('core'), ...within('wasm/bindings')].filter(({ path }) => !own.test(path));
  const names =
    'exp|exp2|expm1|log|log2|log10|log1p|pow|cbrt|hypot|sin|cos|tan|atan|atan2|sinh|cosh|tanh|erf|fmod';
  assert.deepEqual(mentions(cpp, new RegExp(`\\bstd::(${names})\\b`)), []); // the C library's
  assert.deepEqual(mentions(cpp, new RegExp(`\\.(${names})\\(\\)`)), []); // Eigen's
  // Without the header <cmath>'s would be taken.
  const bare = cpp.filter(({ code }) => new RegExp(`(?<![\\w:.])(${names})\\(`).test(code));
  assert.ok(bare.length > 10);
  assert.deepEqual(
    bare.filter(({ code }) => !code.includes('#include "lvm/elementary.hpp"')).map(({ path }) => path),
    [],
  );
});

test('bindings are names and shapes: no mathematics, and only marshal.hpp knows memory', () => {
  const bindings = within('wasm/bindings');
  assert.deepEqual(mentions(bindings, /#include\s*<(cmath|math\.h|numeric|algorithm|Eigen\/\S+)>/), []);
  const models = bindings.filter(({ path }) => path.endsWith('.cpp'));
  assert.deepEqual(mentions(models, /typed_memory_view|\.data\(\)|\bmalloc\b/), []);
});

test('the package imports itself, the glue and, in its Node files, Node; tables also their parser', () => {
  const allowed = ({ from }: Import, { path }: Source) =>
    from.startsWith('wasm/api/') ||
    /^wasm\/dist\/\w+\.mjs$/.test(from) ||
    (path.endsWith('.node.ts') && from.startsWith('node:')) ||
    (path === 'wasm/api/table.ts' && from === 'papaparse');
  assert.deepEqual(
    importing(within('wasm/api'), (imported, file) => !allowed(imported, file)),
    [],
  );
  const cli = ({ from }: Import) =>
    from.startsWith('wasm/api/') || from.startsWith('wasm/cli/') || from.startsWith('node:');
  assert.deepEqual(
    importing(within('wasm/cli'), (imported) => !cli(imported)),
    [],
  );
});

test('the entry points reach neither the CSV parser nor, in a browser, Node', () => {
  const reach = (path: string, seen = new Set<string>()): Set<string> => {
    const file = sources.find((source) => source.path === path);
    if (seen.has(path)) return seen;
    seen.add(path);
    for (const { from, typeOnly } of file === undefined ? [] : importsOf(file))
      if (!typeOnly) reach(from, seen);
    return seen;
  };
  const glues = (entry: string) =>
    [...reach(`wasm/api/${entry}.ts`)].filter((path) => path.startsWith('wasm/dist/'));
  // The package has one module, a page one for each model: what has both makes users load code twice.
  for (const entry of ['index', 'index.node', 'worker', 'worker.node'])
    assert.deepEqual(glues(entry), ['wasm/dist/core.mjs']);
  assert.deepEqual(
    glues('worker_by_model').sort(),
    ['bbvi', 'divergence', 'gmm', 'linear_gaussian', 'linear_mixture'].map((name) => `wasm/dist/${name}.mjs`),
  );
  for (const entry of ['index', 'worker', 'worker_by_model']) {
    const browser = [...reach(`wasm/api/${entry}.ts`)];
    assert.deepEqual(
      browser.filter((path) => path === 'papaparse' || path.startsWith('node:') || path.includes('table')),
      [],
    );
  }
  for (const entry of ['index.node', 'worker.node'])
    assert.ok(![...reach(`wasm/api/${entry}.ts`)].includes('papaparse'));
});

const DOM =
  /\b(document|window|localStorage|navigator|HTML\w*Element|SVG\w*Element|CanvasRenderingContext2D)\b/;
const DRAWING = /^(lit|lit-html|chart\.js|katex)(\/|$)/;

test("a lab's model is without DOM, charts and views; of the core it knows types", () => {
  const models = within('web/src/labs').filter(({ path }) => path.endsWith('/model.ts'));
  assert.ok(models.length > 0);
  assert.deepEqual(mentions(models, DOM), []);
  assert.deepEqual(
    importing(models, ({ from }) => DRAWING.test(from) || /\/(view|scene)\.ts$/.test(from)),
    [],
  );
  assert.deepEqual(
    importing(models, ({ from, typeOnly }) => from.startsWith('wasm/') && !typeOnly),
    [],
  );
});

test('a view computes no statistics: it has no values of the core', () => {
  const views = within('web/src/labs').filter(({ path }) => path.endsWith('/view.ts'));
  assert.ok(views.length > 0);
  assert.deepEqual(
    importing(views, ({ from, typeOnly }) => from.startsWith('wasm/') && !typeOnly),
    [],
  );
});

test('a lab does not know another lab, and the shell knows none', () => {
  const other = ({ from }: Import, { path }: Source) =>
    from.startsWith('web/src/labs/') && from.split('/')[3] !== path.split('/')[3];
  assert.deepEqual(importing(within('web/src/labs'), other), []);
  assert.deepEqual(
    importing(within('web/src/shell'), ({ from }) => from.startsWith('web/src/labs/')),
    [],
  );
  const named = new RegExp(`\\blabs?/(${labsOf().join('|')})\\b|['"\`](${labsOf().join('|')})['"\`]`);
  assert.deepEqual(mentions(within('web/src/shell'), named), []);
});

test('the shell has no word for a lab’s steps, save in those it has ready, and in the chart of labs that climb a bound by halves', () => {
  const everyLab = within('web/src/shell').filter(
    ({ path }) => !/\/(bound(-panel)?|counting)\.ts$/.test(path),
  );
  assert.ok(everyLab.length > 20);
  assert.deepEqual(mentions(everyLab, /half-step|['"`>]iterations? /i), []);
});

test('time and chance belong to the shell: no timer, clock or Math.random elsewhere', () => {
  const elsewhere = [...within('web/src'), ...within('wasm')].filter(
    ({ path }) => !path.startsWith('web/src/shell/'),
  );
  const forbidden =
    /\b(setTimeout|setInterval|requestAnimationFrame|requestIdleCallback|Math\.random)\b|\bnew Date\b|\bDate\.now\b|\bperformance\.now\b/;
  assert.deepEqual(mentions(elsewhere, forbidden), []);
  assert.deepEqual(mentions(within('web/src'), /\bMath\.random\b/), []);
});

test('no file is longer than 300 lines', () => {
  const long = sources.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path}: ${lines}`);
  assert.deepEqual(long, []);
});

test('data never becomes markup', () => {
  assert.deepEqual(
    mentions(
      within('web/src'),
      /\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|\bdocument\.write\b|\beval\(|\bnew Function\b/,
    ),
    [],
  );
});
