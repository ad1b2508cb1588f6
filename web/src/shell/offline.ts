// Asks the service worker to keep this page for when there is no connection. Comes last: nothing that a student waits for is
// behind it.
import './trusted.ts';

async function keep(): Promise<void> {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } };
  if (connection?.saveData) return;
  const root = new URL('../../', location.href);
  await navigator.serviceWorker.register(new URL('sw.js', root), { updateViaCache: 'none' });
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ keep: location.pathname.replace(/index\.html$/, '').slice(root.pathname.length) });
}

// A browser may refuse, as in a private window; then the lab needs its connection, as any page does.
keep().catch(() => undefined);
