/**
 * The content security policy of every page, as a meta element because a static host sets no headers (which is
 * also why frame-ancestors, that a meta element may not carry, is absent). 'wasm-unsafe-eval' lets WebAssembly
 * compile and nothing else.
 */
const POLICY: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' data: blob:",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/** No text becomes markup or code, but by lit's own policy and by web/src/shell/trusted.ts. */
const BUILT: Readonly<Record<string, string>> = {
  'require-trusted-types-for': "'script'",
  'trusted-types': 'lit-html default',
};

/** Hot reload injects style elements and opens a socket; nothing of this reaches dist/. */
const DEV: Readonly<Record<string, string>> = {
  'style-src': "'self' 'unsafe-inline'",
  'connect-src': "'self' ws: wss:",
};

export function contentSecurityPolicy(dev: boolean): string {
  const policy = { ...POLICY, ...(dev ? DEV : BUILT) };
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
}
