import { HALF_STEPS } from '../../shell/counting.ts';
import { defineLab } from '../../shell/lab.ts';
import { controls } from './controls.ts';
import { load } from './data.ts';
import { describe, readings, trace } from './describe.ts';
import { type Edit, edit, edits } from './edits.ts';
import { disabled, remedy } from './help.ts';
import { begin, change, moves, step } from './model.ts';

export default defineLab({
  controls,
  dataControl: 'data',
  counting: HALF_STEPS,
  start: async (values, core, own) => begin(await load(values, core, own), values, core),
  moves,
  step: async (snapshot, values, core) => [await step(snapshot, values, core)],
  change,
  edit: async (snapshot, change, _, core) => edit(snapshot, change as Edit, core),
  edits,
  editor: async () => (await import('./editor.ts')).editor,
  describe,
  readings,
  trace,
  disabled,
  remedy,
  restarts: async () => (await import('./restarts.ts')).restarts,
  takeaway: () => import('./takeaway.ts'),
  mount: async (host) => (await import('./view.ts')).mount(host),
});
