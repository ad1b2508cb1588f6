// Each preset shows one phenomenon; tests/node/labs/ checks that it does what its hint says.
import type { Option, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import type { ProblemName } from './problems.ts';

interface Preset extends Option {
  /** One problem, or two side by side. */
  readonly problems: readonly [ProblemName] | readonly [ProblemName, ProblemName];
}

const plain: Values = {
  samples: 10,
  stepSize: 0.01,
  optimizer: 'robbins_monro',
  family: 'factorized',
  objective: 'elbo',
  shift1: 0,
  shift2: 0,
};

const presets: readonly Preset[] = [
  {
    value: 'pair',
    label: msg`Experiments 1 and 2`,
    hint: msg`Two models explain x equally well and share all noise. In one the bound gets tight, in the other not.`,
    problems: ['experiment1', 'experiment2'],
    sets: plain,
  },
  {
    value: 'experiment1',
    label: msg`Experiment 1`,
    hint: msg`Columns of W nearly at a right angle: the posterior is upright, and q can match it.`,
    problems: ['experiment1'],
    sets: plain,
  },
  {
    value: 'experiment2',
    label: msg`Experiment 2`,
    hint: msg`Columns of W nearly parallel: the posterior is a tilted needle, and q shrinks to fit inside.`,
    problems: ['experiment2'],
    sets: plain,
  },
  {
    value: 'angle',
    label: msg`The angle`,
    hint: msg`Turn w₂ towards w₁ and watch the best gap grow. At which angle is it 0.5 nats?`,
    problems: ['angle'],
    sets: { ...plain, angle: 60 },
  },
  {
    value: 'tilt',
    label: msg`A q that may tilt`,
    hint: msg`Experiment 2 with a full covariance: q turns into the posterior, and the gap closes.`,
    problems: ['experiment2'],
    sets: { ...plain, family: 'full' },
  },
  {
    value: 'cs229',
    label: msg`CS229’s settings`,
    hint: msg`Plain steps of 0.001, 10 draws: after 1000 of them both bounds still rise a little.`,
    problems: ['experiment1', 'experiment2'],
    sets: { ...plain, optimizer: 'gradient_ascent', stepSize: 0.001 },
  },
  {
    value: 'point',
    label: msg`Without the entropy`,
    hint: msg`Drop the entropy from the bound, and nothing holds q open: it shrinks onto a point.`,
    problems: ['experiment1'],
    sets: { ...plain, objective: 'without_entropy', optimizer: 'adam', stepSize: 0.05 },
  },
  {
    value: 'overshoot',
    label: msg`A step too long`,
    hint: msg`Along the needle’s thin side each step overshoots by more than it corrects.`,
    problems: ['experiment2'],
    sets: { ...plain, optimizer: 'gradient_ascent', stepSize: 0.03 },
  },
  {
    value: 'four',
    label: msg`Four latent causes`,
    hint: msg`Two pairs of similar causes. Look at different pairs of coordinates: which gaps add up?`,
    problems: ['four'],
    sets: plain,
  },
];

export const options: readonly Option[] = presets.map(({ problems: _, ...option }) => option);

export function problemsOf(preset: string): Preset['problems'] {
  const found = presets.find(({ value }) => value === preset);
  if (!found) throw new Error(msg`There is no model “${preset}”.`);
  return found.problems;
}
