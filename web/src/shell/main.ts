// Entry of every lab's page. Adding a lab is adding a folder: nothing here names one.
import { framed } from './embed/door.ts';
import { orTell, tellOfMissingParts } from './incomplete.ts';
import type { Lab, SnapshotBase } from './lab.ts';
import { painted } from './painted.ts';
import './theme.ts';

tellOfMissingParts();

const labs = import.meta.glob<{ default: Lab<SnapshotBase> }>('../labs/*/index.ts');
const views = import.meta.glob('../labs/*/view.ts');
const id = document.documentElement.dataset.lab ?? '';
const load = labs[`../labs/${id}/index.ts`];
if (!load) throw new Error(`There is no lab “${id}”.`);

// What the page says without a script comes first, with the line to itself. A frame may be out of sight, where nothing is
// painted, while the page around it already asks for steps.
if (!framed) await painted();
// What is below is not laid out while the lab starts, or the first seconds where that takes long. Not by an animation, which would
// need no script: where its end met the first layout, Chromium took the section for one that had stood at the page's corner.
const { dataset } = document.documentElement;
dataset.starting = '';
const noLongerStarting = () => delete dataset.starting;
setTimeout(noLongerStarting, 3000);

// Equations come with their fonts: in other ones they are of other widths. Those that a later step may need, and Greek, come
// now too, so that none comes late and moves a word. Not preloaded: what a page preloads and does not use, it is warned of.
const FACES = ['KaTeX_Main', 'KaTeX_Size1', 'KaTeX_Size2', 'KaTeX_Caligraphic', "'Source Sans 3'"];
for (const font of ['italic 17px KaTeX_Math', ...FACES.map((family) => `17px ${family}`)])
  document.fonts.load(font, 'xπ').catch(() => {});
document.documentElement.dataset.math = '';
requestAnimationFrame(() =>
  setTimeout(async () => {
    await document.fonts.ready;
    document.documentElement.dataset.fonts = '';
  }),
);

await orTell(async () => {
  const page = Promise.all([import('./page.ts'), load()]);
  // Asked for again by whoever needs it, and tells then what is amiss; on its way from now on.
  for (const later of [views[`../labs/${id}/view.ts`], () => import('./charts/timeline.ts')])
    later?.().catch(() => {});
  const [{ openLab }, { default: lab }] = await page;
  await openLab(lab);
});

const whenIdle = globalThis.requestIdleCallback ?? setTimeout;
whenIdle(() => noLongerStarting());
// In a frame what is stored is the other site's.
if (import.meta.env.PROD && !framed && 'serviceWorker' in navigator)
  whenIdle(() => import('./offline.ts').catch(() => {}));
