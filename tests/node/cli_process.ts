/** The built command line in a process of its own, in a folder of its own with a file of data. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { lab, repository } from './support.ts';

export const folder = mkdtempSync(join(tmpdir(), 'elbo-lab-cli-'));
after(() => rmSync(folder, { recursive: true }));

export const cli = join(repository, 'wasm/lib/cli.js');

export function run(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    input,
    encoding: 'utf8',
    cwd: folder,
  });
  return { status, stdout, stderr };
}

export const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

export const params = {
  weights: [0.5, 0.5],
  means: [
    [0, 0],
    [6, 4],
  ],
  covariances: [
    [
      [1, 0],
      [0, 1],
    ],
    [
      [1, 0.5],
      [0.5, 1],
    ],
  ],
};
export const { X, z } = lab.gmm.sample(params, 120, 5);
const rows = (label: (n: number) => string) =>
  Array.from(z.keys(), (n) => `${X.data[2 * n]},${X.data[2 * n + 1]},${label(n)}`).join('\n');
export const data = file(
  'data.csv',
  `x_1,x_2,z\n${rows((n) => (n % 10 === 0 ? String(z[n]) : n % 2 === 0 ? '-1' : ''))}\n`,
);

/** What the facade says to the same file. */
export function byFacade(alpha: number) {
  const pick = (keep: (n: number) => boolean) =>
    Array.from(z.keys())
      .filter(keep)
      .map((n) => [X.data[2 * n] as number, X.data[2 * n + 1] as number]);
  const labelled = { X: pick((n) => n % 10 === 0), z: Array.from(z).filter((_, n) => n % 10 === 0) };
  return lab.gmm.fit({ X: pick((n) => n % 10 !== 0), k: 2, labelled, alpha });
}
