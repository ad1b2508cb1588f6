import { STEPS } from '../../shell/counting.ts';
import { defineLab } from '../../shell/lab.ts';
import { controls } from './controls.ts';
import { describe, readings, trace } from './describe.ts';
import { edits } from './edits.ts';
import { disabled, remedy } from './help.ts';
import { begin, change, type Edit, moveQ, moves, step } from './model.ts';

export default defineLab({
  controls,
  counting: STEPS,
  start: (values, core) => begin(values, core),
  moves,
  step: async (snapshot, values, core) => [await step(snapshot, values, core)],
  change,
  edits,
  edit: (snapshot, edit, _, core) => moveQ(snapshot, edit as Edit, core),
  describe,
  readings,
  trace,
  disabled: (name, values) => disabled(name, values),
  remedy,
  takeaway: () => import('./takeaway.ts'),
  mount: async (host) => (await import('./view.ts')).mount(host),
});
