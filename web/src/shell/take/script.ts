// What scripts of every lab have alike: data written out, a head that says what it is, and the check at the end.
import { type Rows, rowsOf } from './rows.ts';

/** The page's address, where there is a page: scripts are also made without one. */
export interface Subject {
  readonly lab: string;
  readonly t: number;
  /** What is computed, sentence by sentence. */
  readonly about: readonly string[];
}

/** A number on the screen, and the expression that computes it. */
export interface Check {
  readonly name: string;
  readonly value: number;
  readonly numpy: string;
  readonly node: string;
}

/** Lists are wrapped before this many characters. */
const WIDTH = 100;

/** Each number in the fewest digits that give it back; NumPy and JavaScript read it alike. */
export function list(values: ArrayLike<number>, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const text of Array.from(values, String)) {
    if (line && line.length + text.length + 2 > WIDTH) {
      lines.push(line);
      line = '';
    }
    line += line ? `, ${text}` : text;
  }
  lines.push(line);
  return lines.length === 1
    ? `[${line}]`
    : `[\n${lines.map((l) => `${indent}  ${l},`).join('\n')}\n${indent}]`;
}

/** A number on screen may be infinite: that is an answer too. */
const literal = (value: number, infinity: string): string => String(value).replace('Infinity', infinity);

/** A matrix as a list of rows, one a line. */
export function rows(matrix: Rows, indent = ''): string {
  const lines = rowsOf(matrix).map((row) => `${indent}  ${list(row)},`);
  return lines.length === 0 ? '[]' : `[\n${lines.join('\n')}\n${indent}]`;
}

/** As NumPy has it; without rows it still has columns. */
export const array = (matrix: Rows): string =>
  matrix.rows === 0 ? `np.zeros((0, ${matrix.cols}))` : `np.array(${rows(matrix)}, dtype=float)`;

/** The same of one dimension; whole numbers are real numbers too. */
export const vector = (values: ArrayLike<number>): string => `np.array(${list(values)}, dtype=float)`;

/** As the package takes it. */
export const matrix = (m: Rows): string =>
  m.rows === 0 ? `{ rows: 0, cols: ${m.cols}, data: [] }` : rows(m);

const SAME = 'The last lines check this against what the page showed, to 1e-9.';

export function numpyScript({ lab, t, about }: Subject, body: string, checks: readonly Check[]): string {
  return `"""${lab} in ELBO Lab, at t = ${t}.

${[...about, SAME].join('\n')}
Needs NumPy, and nothing else.
"""
import numpy as np

${body.trim()}


def check(name, here, on_screen):
    print(f"{name}: {here!r} here, {on_screen!r} on screen")
    assert here == on_screen or abs(here - on_screen) <= 1e-9 * max(1, abs(on_screen)), name


${checks.map(({ name, numpy, value }) => `check("${name}", float(${numpy}), ${literal(value, 'np.inf')})`).join('\n')}
`;
}

export function nodeScript({ lab, t, about }: Subject, body: string, checks: readonly Check[]): string {
  return `// ${lab} in ELBO Lab, at t = ${t}.
//
${[...about, SAME].map((line) => `// ${line}`).join('\n')}
// Needs Node 20 or newer and the package elbo-lab.
import assert from 'node:assert/strict';
import { load } from 'elbo-lab';

${body.trim()}

function check(name, here, onScreen) {
  console.log(\`\${name}: \${here} here, \${onScreen} on screen\`);
  assert.ok(here === onScreen || Math.abs(here - onScreen) <= 1e-9 * Math.max(1, Math.abs(onScreen)), name);
}

${checks.map(({ name, node, value }) => `check('${name}', ${node}, ${value});`).join('\n')}
`;
}
