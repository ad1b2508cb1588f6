import { STEPS } from '../../shell/counting.ts';
import { defineLab } from '../../shell/lab.ts';
import { controls } from './controls.ts';
import { describe, readings, trace } from './describe.ts';
import { edits } from './edits.ts';
import { begin, change, Diverged, type Edit, edit, moves, step } from './model.ts';
import { problemsOf } from './presets.ts';

export default defineLab({
  controls,
  counting: STEPS,
  start: begin,
  moves: () => moves,
  step,
  change: (snapshot, values, core) => change(snapshot, values, core),
  edits,
  edit: (snapshot, wanted, values, core) => edit(snapshot, wanted as Edit, values, core),
  describe,
  readings,
  trace,
  disabled: (name, values) =>
    name === 'angle' && !problemsOf(String(values.preset)).includes('angle')
      ? 'Choose the model “The angle” to turn a column of W.'
      : undefined,
  remedy(error, values) {
    if (!(error instanceof Diverged)) return undefined;
    if (error.collapsed) {
      return {
        message:
          'q has collapsed onto a point: nothing in this objective holds it open. The run stands at its last good step.',
        label: 'Maximize the bound instead',
        values: { ...values, objective: 'elbo' },
      };
    }
    const smaller = Number((Number(values.stepSize) / 3).toPrecision(1));
    return {
      message: `The next step diverges: a step size of ${values.stepSize} overshoots by more than it corrects. The run stands at its last good step.`,
      label: `Go on with a step of ${smaller}`,
      values: { ...values, stepSize: smaller },
    };
  },
  takeaway: () => import('./takeaway.ts'),
  mount: async (host) => (await import('./view.ts')).mount(host),
});
