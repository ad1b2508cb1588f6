// Known vulnerabilities of what ships: the packages that the sources of the page and of the package import, or whose files the
// build takes in, with all that these need. Tools are not counted: nobody downloads them with the page.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryFiles } from './lib/files.mjs';
import { entry, Problem, root, stream } from './lib/process.mjs';

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;

const imported = (name) => name.replace(/^((?:@[^/]+\/)?[^/]+).*/, '$1');

/** The build takes style sheets and fonts out of these. */
const FILES_OF = ['katex', '@fontsource-variable/source-sans-3'];

function shipped() {
  const sources = repositoryFiles().filter((path) =>
    /^(web\/src|wasm\/(api|cli))\/.*(?<!\.d)\.ts$/.test(path),
  );
  const named = sources.flatMap((path) =>
    Array.from(
      readFileSync(join(root, path), 'utf8').matchAll(/(?:\bfrom |\bimport\()'([^'.][^':]*)'/g),
      ([, name]) => imported(name),
    ),
  );
  const found = new Set();
  const visit = (name) => {
    const entry = lock[`node_modules/${name}`];
    if (entry === undefined || found.has(name)) return;
    found.add(name);
    for (const next of Object.keys(entry.dependencies ?? {})) visit(next);
  };
  for (const name of [...FILES_OF, ...named]) visit(name);
  return found;
}

await entry(async () => {
  const ships = shipped();
  console.log(`what ships: ${[...ships].sort().join(', ')}`);
  const { output } = await stream('npm', ['audit', '--json', '--loglevel=silent'], { quiet: true });
  const report = JSON.parse(output.slice(output.indexOf('{')));
  if (report.vulnerabilities === undefined) {
    // Some mirrors serve packages and no advisories. That is no verdict, and is not made to look like one.
    console.log(
      `not audited, for the registry gave no advisories: ${report.message ?? report.error?.summary}`,
    );
    return;
  }
  const bad = Object.values(report.vulnerabilities).filter(({ name }) => ships.has(name));
  for (const { name, severity, range } of bad) console.log(`${severity}: ${name} ${range}`);
  if (bad.length > 0) throw new Problem('audit: something that ships is known to be vulnerable');
});
