import { STEPS } from '../../shell/counting.ts';
import { defineLab } from '../../shell/lab.ts';
import { controls, disabled, hides } from './controls.ts';
import { begin, change, describe, moves, readings, step, trace } from './model.ts';

export default defineLab({
  controls,
  counting: STEPS,
  start: begin,
  moves,
  step,
  change,
  describe,
  readings,
  trace,
  hides,
  disabled: (name, values) => disabled(name, values),
  takeaway: () => import('./takeaway.ts'),
  mount: async (host) => (await import('./view.ts')).mount(host),
});
