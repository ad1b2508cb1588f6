import { defineLab } from '../../shell/lab.ts';
import { controls } from './controls.ts';
import { letter, load } from './data.ts';
import { describe, readings, trace } from './describe.ts';
import { begin, change, type MeanMove, moveMean, moves, step } from './model.ts';

export default defineLab({
  controls,
  dataControl: 'data',
  start: async (values, core, own) => begin(await load(values, core, own), values, core),
  moves,
  step: async (snapshot, values, core) => [await step(snapshot, values, core)],
  change,
  edit: (snapshot, edit, _, core) => moveMean(snapshot, edit as MeanMove, core),
  describe,
  readings,
  trace,
  disabled: (name, { data }) =>
    ['alpha', 'weightsFrom'].includes(name) && data.labelled.z.length === 0
      ? 'There are no labelled points: set labels per class above 0.'
      : undefined,
  remedy(error, values) {
    if (error.name !== 'NumericalError' || !('component' in error)) return undefined;
    const name = letter(Number(error.component));
    return {
      message: `Component ${name} has collapsed: it sits on a single point or line, so its variance goes to 0 and the likelihood to infinity. The run stands at its last good step.`,
      label: 'Set a covariance floor of 0.01 and go on',
      values: { ...values, floor: 0.01 },
    };
  },
  mount: async (host) => (await import('./view.ts')).mount(host),
});
