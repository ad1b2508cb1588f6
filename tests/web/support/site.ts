import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/** Where `npm run build` leaves the site. */
export const DIST = join(REPOSITORY, 'dist');

/** The ids of the labs, as folders. */
export const LABS = readdirSync(join(REPOSITORY, 'web/src/labs'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.csv': 'text/csv; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

export interface ServedSite {
  /** Address of the site's root, ending with a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves a folder as the plainest static host does: no header beyond type and length, directories by their
 * index.html. `base` is the path that the site lies under, as on a host shared with others; `port` any free one, or the one
 * where a site was served before; `compressed` as most hosts send it.
 */
export async function serveSite({
  root = DIST,
  base = '/',
  port: wanted = 0,
  compressed = false,
} = {}): Promise<ServedSite> {
  if (!existsSync(join(root, 'index.html'))) {
    throw new Error(`${root} holds no site: run "npm run build" first`);
  }
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const below = path.startsWith(base) ? normalize(path.slice(base.length)) : undefined;
    let file = below === undefined || below.startsWith('..') ? undefined : join(root, below);
    if (file && existsSync(file) && statSync(file).isDirectory()) {
      if (!path.endsWith('/')) {
        response.writeHead(301, { Location: `${path}/` }).end();
        return;
      }
      file = join(file, 'index.html');
    }
    if (!file?.startsWith(root + (root.endsWith(sep) ? '' : sep)) || !existsSync(file)) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found');
      return;
    }
    const body = compressed ? gzipSync(readFileSync(file)) : readFileSync(file);
    response.writeHead(200, {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Length': body.length,
      ...(compressed ? { 'Content-Encoding': 'gzip' } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
