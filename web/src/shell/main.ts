// Entry of every lab's page. Adding a lab is adding a folder: nothing here names one.

import { framed } from './embed/door.ts';
import type { Lab, SnapshotBase } from './lab.ts';
import { msg } from './language.ts';
import { openLab } from './page.ts';
import { showNotice } from './ui/notice.ts';

// Equations wait for their fonts, which the first layout has asked for: in other ones they are of other widths.
requestAnimationFrame(() =>
  document.fonts.ready.then(() => {
    document.documentElement.dataset.fonts = '';
  }),
);

/** A browser does not ask twice for a script that did not come: only a reload does, and the run is in the address. */
function incomplete(): void {
  const bar = document.createElement('div');
  bar.className = 'notices';
  document.querySelector('#transport')?.prepend(bar);
  const action = { label: msg`Reload`, run: () => location.reload() };
  showNotice(
    bar,
    { text: msg`A part of this page could not be loaded: the connection may have failed.`, action },
    () => bar.remove(),
  );
}

let missing: unknown;
addEventListener('vite:preloadError', (event) => {
  missing = (event as Event & { readonly payload: unknown }).payload;
});
// Whoever asked for a part has a better word for it, or else it is said here.
addEventListener('unhandledrejection', (event) => {
  if (event.reason !== missing) return;
  event.preventDefault();
  incomplete();
});

const labs = import.meta.glob<{ default: Lab<SnapshotBase> }>('../labs/*/index.ts');
const id = document.documentElement.dataset.lab ?? '';
const load = labs[`../labs/${id}/index.ts`];
if (!load) throw new Error(msg`There is no lab “${id}”.`);
try {
  await openLab((await load()).default);
} catch (error) {
  console.error(error);
  incomplete();
}

// In a frame what is stored is the other site's.
if (import.meta.env.PROD && !framed && 'serviceWorker' in navigator)
  (globalThis.requestIdleCallback ?? setTimeout)(() => import('./offline.ts').catch(() => {}));
