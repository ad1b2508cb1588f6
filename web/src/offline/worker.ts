// The service worker: labs that were visited work without a connection. Pages come from the network whenever there is one, so
// that nobody stays on an old build; files with a hash in their name never change, so they come from the cache. It knows no
// build: what belongs to a page stands in offline.json, which is written anew by each.

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Extendable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Told extends Extendable {
  readonly data: { readonly keep?: unknown } | null;
}
/** As much of a service worker's scope as is used; the types of the page's scope do not have it. */
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listener: (event: Asked) => void): void;
  addEventListener(type: 'message', listener: (event: Told) => void): void;
}

interface Offline {
  readonly build: string;
  /** Files of each page below the site's root, by the page's path: "" is the index. */
  readonly pages: Readonly<Record<string, readonly string[]>>;
}

const worker = self as unknown as Scope;
const ROOT = worker.registration.scope;
const ASSETS = `${ROOT}assets/`;
const OFFLINE = `${ROOT}offline.html`;
/** Caches belong to the whole origin, which others may share. */
const PREFIX = `elbo-lab ${ROOT} `;

worker.addEventListener('install', (event) => {
  worker.skipWaiting();
  event.waitUntil(keep(''));
});
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('message', (event) => {
  const page = event.data?.keep;
  // Without a connection there is nothing new to keep.
  if (typeof page === 'string') event.waitUntil(keep(page).catch(() => undefined));
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(ROOT)) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (request.url.startsWith(ASSETS)) event.respondWith(asset(request));
});

/** Nothing where storage is denied or broken: the network may still have it. */
const cached = (url: string | Request) =>
  caches.match(url, { ignoreSearch: true, ignoreVary: true }).catch(() => undefined);

const asset = async (request: Request): Promise<Response> => (await cached(request)) ?? fetch(request);

async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request, { cache: 'no-cache' });
  } catch {
    const { origin, pathname, search } = new URL(request.url);
    const path = origin + pathname.replace(/index\.html$/, '');
    if (!path.endsWith('/')) return Response.redirect(`${path}/${search}`);
    return (await cached(path)) ?? offline();
  }
}

/** Says so, with the labs that there are. Its addresses are of the root, wherever it stands in for a page. */
async function offline(): Promise<Response> {
  const text = (await (await cached(OFFLINE))?.text()) ?? '';
  const kept = await keptOf([...text.matchAll(/<li data-page="([^"]*)"/g)].map(([, path = '']) => path));
  const html = text
    .replace(/<li data-page="([^"]*)"[\s\S]*?<\/li>/g, (item, path: string) =>
      kept.includes(path) ? item : '',
    )
    .replaceAll('="./', `="${ROOT}`);
  return new Response(html, { status: 503, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}

async function keptOf(pages: readonly string[]): Promise<string[]> {
  const found = await Promise.all(pages.map((path) => cached(ROOT + path)));
  return pages.filter((_, i) => found[i]);
}

/** One after the other: two pages that ask at once would fetch the same files. */
let queue: Promise<unknown> = Promise.resolve();
function keep(path: string): Promise<void> {
  const done = queue.then(() => keepNow(path));
  queue = done.catch(() => undefined);
  return done;
}

/** The page and what it needs, and all other pages that were kept of an earlier build, which is then forgotten. */
async function keepNow(path: string): Promise<void> {
  const { build, pages } = (await (await fresh(`${ROOT}offline.json`)).json()) as Offline;
  if (!Object.hasOwn(pages, path)) return;
  const before = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== PREFIX + build);
  const cache = await caches.open(PREFIX + build);
  for (const wanted of new Set(['', path, ...(await keptOf(Object.keys(pages)))]))
    await keepPage(cache, ROOT + wanted, pages[wanted] ?? []);
  for (const name of before) await caches.delete(name);
}

/** The page last: while it is not there, what it needs may not be either. */
async function keepPage(cache: Cache, url: string, files: readonly string[]): Promise<void> {
  if (await cache.match(url)) return;
  await Promise.all(
    files.map(async (file) => {
      const address = ROOT + file;
      if (await cache.match(address)) return;
      const hashed = address.startsWith(ASSETS);
      const response = hashed
        ? ((await cached(address)) ?? (await fetch(address, { cache: 'force-cache' })))
        : await fresh(address);
      await cache.put(address, good(response));
    }),
  );
  const html = await fresh(url);
  const text = await html.clone().text();
  // Right after a deploy a host may give the page of one build and the list of another.
  for (const [, name = ''] of text.matchAll(/(assets\/[\w.-]+)"/g))
    if (!files.includes(name)) throw new Error(`${name} is of another build`);
  await cache.put(url, html);
}

const fresh = async (url: string): Promise<Response> => good(await fetch(url, { cache: 'no-cache' }));

function good(response: Response): Response {
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response;
}

export {};
