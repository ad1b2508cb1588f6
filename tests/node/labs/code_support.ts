// Scripts that a lab lets students take away, run as they run them: by Debian's Python, by Node on the package.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { Core, Lab, OwnData, SnapshotBase, Values } from '../../../web/src/shell/lab.ts';
import type { Position, Scripts } from '../../../web/src/shell/takeaway.ts';
import { changesRun, defaults, withValue } from '../../../web/src/shell/values.ts';
import { lab as facade, repository } from '../support.ts';

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

/** What happens on the way: so many steps, controls that change, or something moved by hand. */
export type Way = number | Values | { readonly edit: unknown };

/** A lab's controls with one preset chosen, and others after it. */
export function valuesFor(lab: Pick<Lab<never>, 'controls'>, preset: Values, more: Values = {}): Values {
  const [[name, value] = ['', '']] = Object.entries(preset);
  return { ...withValue(lab.controls, defaults(lab.controls), name, value), ...more };
}

/** A run like the page's; it ends where it stands. */
export async function play<S extends SnapshotBase>(
  lab: Lab<S>,
  values: Values,
  ways: readonly Way[],
  own?: OwnData,
): Promise<Position<S>> {
  // The synchronous facade answers where promises are awaited just as well.
  const core = facade as unknown as Core;
  let current = values;
  const history: S[] = [await lab.start(values, core, own)];
  const last = () => history.at(-1) as S;
  for (const way of ways) {
    if (typeof way === 'number') {
      const wanted = history.length + way;
      while (history.length < wanted)
        history.push(...(await lab.step(last(), current, core, wanted - history.length)));
    } else if ('edit' in way) {
      history.push((await lab.edit?.(last(), way.edit, current, core)) as S);
    } else {
      const before = current;
      current = { ...before, ...(way as Values) };
      if (changesRun(lab.controls, before, current)) history.push(await lab.change(last(), current, core));
    }
  }
  return { history, index: history.length - 1, values: current };
}
