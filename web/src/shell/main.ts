// Entry of every lab's page. Adding a lab is adding a folder: nothing here names one.

import { framed } from './embed/door.ts';
import type { Lab, SnapshotBase } from './lab.ts';
import { msg } from './language.ts';
import { openLab } from './page.ts';

// Equations wait for their fonts, which the first layout has asked for: in other ones they are of other widths.
requestAnimationFrame(() =>
  document.fonts.ready.then(() => {
    document.documentElement.dataset.fonts = '';
  }),
);

const labs = import.meta.glob<{ default: Lab<SnapshotBase> }>('../labs/*/index.ts');
const id = document.documentElement.dataset.lab ?? '';
const load = labs[`../labs/${id}/index.ts`];
if (!load) throw new Error(msg`There is no lab “${id}”.`);
await openLab((await load()).default);

// In a frame what is stored is the other site's.
if (import.meta.env.PROD && !framed && 'serviceWorker' in navigator)
  (globalThis.requestIdleCallback ?? setTimeout)(() => import('./offline.ts'));
