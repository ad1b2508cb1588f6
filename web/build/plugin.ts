import { join, relative, sep } from 'node:path';
import { normalizePath, type Plugin, type ViteDevServer } from 'vite';
import { speak } from '../src/shell/language.ts';
import { translate, translator } from './language.ts';
import { offlineList } from './offline.ts';
import { pagePaths, readTemplates, renderPage } from './pages.ts';
import { addPreloads } from './preload.ts';
import { oneSheetEach } from './sheets.ts';
import { buildSite, type Site } from './site.ts';

/** Generated style sheets, as files that seem to lie in the web root so that a page can link to them. */
const SHEETS: Readonly<Record<string, (site: Site) => string>> = {
  'math.css': (site) => site.mathCss,
  'fonts.css': (site) => site.fontsCss,
};
/** Scripts of their own beside the index, under names that stay: what pages elsewhere include, and the service worker. */
const ALONE: Readonly<Record<string, string>> = {
  'src/embed/element.ts': 'embed.js',
  'src/offline/worker.ts': 'sw.js',
};

/** Asks for the same module in the other notation. */
const OTHER = '?cs229';
// The dev server preloads nothing, so a font that is optional would often be missing there.
const forDev = (css: string): string => css.replaceAll('font-display: optional', 'font-display: swap');

/**
 * Makes the site from the folders in `web/src/labs`: one page per lab and the list of labs (both from the
 * templates in `web/pages`, neither a file on disk), `*.tex` and `lesson.md` modules, rendered, and the style
 * sheets with the fonts that these need. A new folder is a new page; nothing else has to know. Its texts are in the
 * given language.
 */
export function elboPages(web: string, language: string): Plugin[] {
  const root = normalizePath(web);
  const labsDir = join(web, 'src/labs');
  const say = translator(join(web, 'languages'), language);
  speak(say); // the build's own texts too
  let dev = false;
  let current: Promise<Site> | undefined;
  const site = (): Promise<Site> => {
    current ??= buildSite(labsDir, language);
    return current;
  };
  const html = async (path: string): Promise<string | undefined> =>
    renderPage(await site(), path, readTemplates(join(web, 'pages')), dev);

  const pages: Plugin = {
    name: 'elbo-pages',
    enforce: 'pre',

    async config(_, { command }) {
      dev = command === 'serve';
      // Absolute ids of files that do not exist: Vite places each page in dist/ by its path below the root.
      const input = [...pagePaths(await site()), ...Object.keys(ALONE)].map((path) => `${root}/${path}`);
      const entryFileNames = ({ facadeModuleId }: { readonly facadeModuleId: string | null }): string =>
        ALONE[facadeModuleId?.slice(root.length + 1) ?? ''] ?? 'assets/[name]-[hash].js';
      return { build: { rolldownOptions: { input, output: { entryFileNames } } } };
    },

    resolveId(source) {
      // A query stays: the dev server tells a linked sheet from an imported one by it.
      const [, name = '', query = ''] = /^(?:virtual:|\/)?([\w.]+)(\?.*)?$/.exec(source) ?? [];
      const alone = Object.entries(ALONE).find(([, file]) => file === name && file !== 'sw.js')?.[0];
      if (alone) return `${root}/${alone}`; // on the dev server, where nothing is kept for later
      if (SHEETS[name]) return `${root}/${name}${query}`;
      // Pages are entries, which come with their absolute id.
      return source.startsWith(`${root}/`) && source.endsWith('.html') ? source : undefined;
    },

    async load(id) {
      const file = id.replace(/\?.*$/, '');
      if (!file.startsWith(`${root}/`)) return undefined;
      const path = file.slice(root.length + 1);
      const sheet = SHEETS[path];
      if (sheet) return dev ? forDev(sheet(await site())) : sheet(await site());
      if (path.endsWith('.html')) return html(path);
      const [, folder, rendered] = /^src\/labs\/([^/]+)\/(equations\.tex|lesson\.md)$/.exec(path) ?? [];
      if (folder === undefined) return undefined;
      const lab = (await site()).labs.find(({ id }) => id === folder);
      const other = id.endsWith(OTHER);
      const value =
        rendered === 'lesson.md'
          ? ((other ? lab?.lessonOther : lab?.lesson) ?? [])
          : ((other ? lab?.renderedOther : lab?.rendered) ?? {});
      // What is written otherwise in the other notation is a file of its own, for those who choose it.
      const inOther = lab?.renderedOther && rendered === 'equations.tex' && !other;
      const more = inOther ? `() => import('./equations.tex${OTHER}')` : 'undefined';
      return {
        code: `export default ${JSON.stringify(value)};\nexport const inOther = ${more};`,
        moduleType: 'js',
      };
    },

    transform(code, id) {
      if (!id.endsWith('.ts') || !id.startsWith(`${root}/src/`)) return undefined;
      if (/\/(shell\/language|embed\/element)\.ts$/.test(id))
        return code.replace("LANGUAGE: string = 'en'", `LANGUAGE = '${language}'`);
      if (!code.includes('msg`')) return undefined;
      return translate(code, say, (key) => this.warn(`web/languages/${language}: nothing for “${key}”`));
    },

    generateBundle: {
      order: 'post', // after the pages are in it
      handler(_, bundle) {
        for (const [source, name] of Object.entries(ALONE)) {
          const file = bundle[name];
          if (file?.type !== 'chunk' || file.imports.length > 0)
            throw new Error(`${source} must stand alone`);
          // A plain script would share the names in it with the page that includes it.
          file.code = `(()=>{${file.code.trim()}})();\n`;
        }
        const joined = oneSheetEach(bundle, (name, source) =>
          this.getFileName(this.emitFile({ type: 'asset', name, source })),
        );
        for (const old of joined) delete bundle[old];
      },
    },

    transformIndexHtml: {
      order: 'post',
      handler(html, { path, bundle }) {
        return bundle ? addPreloads(html, bundle, path) : html;
      },
    },

    configureServer(server) {
      watch(server);
      // Before Vite's own middlewares, which would look for the files.
      server.middlewares.use((request, response, next) => {
        const url = (request.originalUrl ?? '/').replace(/[?#].*$/, '');
        const path = `${url.slice(1)}${url.endsWith('/') ? 'index.html' : ''}`;
        html(path)
          .then(async (page) => {
            if (page === undefined) return next();
            response.setHeader('Content-Type', 'text/html; charset=utf-8');
            response.end(await server.transformIndexHtml(`/${path}`, page, request.originalUrl));
          })
          .catch(next);
      });
    },
  };

  // A plugin of its own, for what another has put into the bundle is there only when the next one is asked.
  const offline: Plugin = {
    name: 'elbo-offline',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const source = offlineList(bundle, pagePaths(await site()));
        this.emitFile({ type: 'asset', fileName: 'offline.json', source });
      },
    },
  };
  return [pages, offline];

  /** Text, equations and templates change every page: forget what was rendered and load again. */
  function watch(server: ViteDevServer): void {
    server.watcher.add([labsDir, join(web, 'pages')]);
    server.watcher.on('all', (_, file) => {
      const path = relative(web, file).split(sep).join('/');
      if (!/^(src\/labs\/.*\.(md|tex|svg)|pages\/.*)$/.test(path)) return;
      current = undefined;
      server.moduleGraph.invalidateAll();
      server.ws.send({ type: 'full-reload' });
    });
  }
}
