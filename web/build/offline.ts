// What each page needs when there is no connection: the list that the service worker goes by (src/offline/worker.ts).
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Rolldown } from 'vite';

type Bundle = Rolldown.OutputBundle;
type File = Bundle[string];

/** The module of a model and its glue; which of them a lab uses, its code says: core.linearMixture.… */
const MODEL = /^assets\/(\w+?)(_module-[\w-]+\.js|-[\w-]+\.wasm)$/;

const textOf = (file: File): string => (file.type === 'chunk' ? file.code : String(file.source));
const isText = (name: string): boolean => /\.(html|css|js|svg)$/.test(name);

/** @param pages the paths of the pages, "lab/…/index.html" */
export function offlineList(bundle: Bundle, pages: readonly string[]): string {
  const lists = pages
    .filter((page) => page.endsWith('index.html'))
    .map((page) => {
      const lab = /^lab\/(.*)\/index\.html$/.exec(page)?.[1];
      const files = needed(bundle, page, lab).filter((name) => name !== page);
      return [
        page.replace(/index\.html$/, ''),
        lab === undefined ? [...files, 'offline.html'] : files,
      ] as const;
    });
  const hash = createHash('sha256');
  for (const [, files] of lists) hash.update(files.join('\n'));
  for (const page of pages) hash.update(textOf(bundle[page] as File));
  return JSON.stringify({ build: hash.digest('hex').slice(0, 12), pages: Object.fromEntries(lists) });
}

/** All that the page refers to, and what that refers to in turn, without what is another lab's. */
function needed(bundle: Bundle, page: string, lab: string | undefined): string[] {
  const names = new Map(Object.keys(bundle).map((name) => [basename(name), name]));
  const seen = new Set<string>();
  const later = new Set<string>();
  let code = '';
  const look = (name: string): void => {
    const file = bundle[name];
    if (!file || seen.has(name)) return;
    const owner = file.type === 'chunk' && /\/src\/labs\/([^/]+)\//.exec(file.facadeModuleId ?? '')?.[1];
    if (owner && owner !== lab) return;
    seen.add(name);
    if (file.type === 'chunk') {
      code += file.code;
      // Not by its text: there the build also lists what the chunks behind its dynamic imports need, of any lab.
      const { importedCss = [], importedAssets = [] } = file.viteMetadata ?? {};
      for (const next of [...file.imports, ...file.dynamicImports, ...importedCss, ...importedAssets])
        visit(next);
    } else if (isText(name)) {
      for (const [word] of textOf(file).matchAll(/[\w.-]+\.\w+/g)) visit(names.get(word) ?? '');
    }
  };
  const visit = (name: string): void => void (MODEL.test(name) ? later.add(name) : look(name));
  visit(page);
  for (const name of later) {
    const [, model = ''] = MODEL.exec(name) ?? [];
    const property = model.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    if (code.includes(`.${property}.`)) look(name);
  }
  return [...seen];
}
