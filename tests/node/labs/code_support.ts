// Scripts that a lab lets students take away, run as they run them: by Debian's Python, by Node on the package.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { Scripts } from '../../../web/src/shell/takeaway.ts';
import { repository } from '../support.ts';

/** Where Debian has python3-numpy; a python3 that comes first on PATH may be another one without it. */
const PYTHON = process.env.PYTHON ?? '/usr/bin/python3';

const folder = mkdtempSync(join(tmpdir(), 'elbo-lab-code-'));
mkdirSync(join(folder, 'node_modules'));
symlinkSync(repository, join(folder, 'node_modules/elbo-lab'), 'dir');
after(() => rmSync(folder, { recursive: true }));

const LANGUAGES = {
  numpy: {
    program: PYTHON,
    args: ['-W', 'error'],
    file: 'code.py',
    check: /(check\("\w+[^\n]*, )(-?[\d.e+-]+)(\))/g,
  },
  node: {
    program: process.execPath,
    args: [],
    file: 'code.mjs',
    check: /(check\('\w+[^\n]*, )(-?[\d.e+-]+)(\);)/g,
  },
} as const;

export type Language = keyof typeof LANGUAGES;

function run(language: Language, code: string) {
  const { program, args, file } = LANGUAGES[language];
  const path = join(folder, file);
  writeFileSync(path, code);
  return spawnSync(program, [...args, path], { cwd: folder, encoding: 'utf8' });
}

/** Both scripts find the numbers on screen, and would notice if one of these were another. */
export function assertTrue(scripts: Scripts, checks: number): void {
  for (const language of Object.keys(LANGUAGES) as Language[]) {
    const code = scripts[language];
    const { status, stdout, stderr } = run(language, code);
    assert.equal(status, 0, `${language}: ${stdout}${stderr}\n${code.slice(0, 500)}`);
    assert.equal(stderr, '');
    assert.equal(stdout.trim().split('\n').length, checks, `${language} says what it checked: ${stdout}`);
  }
}

/** Another number than the one on screen is noticed, in every check. */
export function assertWatchful(scripts: Scripts): void {
  for (const language of Object.keys(LANGUAGES) as Language[]) {
    const code = scripts[language];
    const matches = [...code.matchAll(LANGUAGES[language].check)];
    assert.ok(matches.length > 0, `${language} has a check`);
    for (const match of matches) {
      const [all, before, value, end] = match as unknown as [string, string, string, string];
      const wrong = Number(value) + 1e-8 * Math.max(1, Math.abs(Number(value)));
      const { status, stderr } = run(language, code.replace(all, `${before}${wrong}${end}`));
      assert.notEqual(status, 0, `${language} takes ${wrong} for ${value}`);
      assert.match(stderr, /AssertionError/);
    }
  }
}
