// Everything that a link holds. The bars, the mixture and the start have no widget of the panel: the stage and its table have them.
import type { Controls, NumberControl, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { codesOptions, convexOptions, fitOptions, likelihoodOptions } from './presets.ts';

export type Pane = 'codes' | 'convex' | 'likelihood' | 'fit';

export const PANES: readonly { readonly value: Pane; readonly label: string; readonly title: string }[] = [
  { value: 'codes', label: msg`1 Codes`, title: msg`Divergence as the cost of the wrong code` },
  {
    value: 'convex',
    label: msg`2 Mixing`,
    title: msg`Joint convexity: mixing two pairs never adds divergence`,
  },
  {
    value: 'likelihood',
    label: msg`3 Likelihood`,
    title: msg`Maximum likelihood as least divergence from the data`,
  },
  { value: 'fit', label: msg`4 Two fits`, title: msg`Inclusive against exclusive divergence` },
];

/** A number that the stage and a table change, and the panel does not. */
const placed = (
  { label, help }: Pick<NumberControl, 'label' | 'help'>,
  min: number,
  max: number,
  value: number,
  step = 0.001,
): NumberControl => ({
  kind: 'number',
  widget: 'stepper',
  label,
  help,
  effect: 'restart',
  min,
  max,
  step,
  value,
});

/** Called by its symbol. */
const named = (name: string) => ({ label: name, help: msg`Set ${name}.` });

const group = (names: readonly string[], make: (name: string, i: number) => NumberControl): Controls =>
  Object.fromEntries(names.map((name, i) => [name, make(name, i)]));

const four = (letter: string) => [0, 1, 2, 3].map((i) => `${letter}${i}`);
const three = (letter: string) => [0, 1, 2].map((i) => `${letter}${i}`);

/** Names of the controls of a distribution over four outcomes: p and q of part 1; a, b and u, v the two pairs of part 2. */
export const BARS = {
  p: four('p'),
  q: four('q'),
  a: four('a'),
  b: four('b'),
  u: four('u'),
  v: four('v'),
} as const;
export const COUNTS = four('n');
export const MIXTURE = { weights: three('w'), means: three('m'), sigmas: three('s') } as const;
export const START = ['start', 'rho'] as const;

export const controls = {
  pane: {
    kind: 'choice',
    label: msg`Part`,
    help: msg`Choose one of the four parts of this lab.`,
    effect: 'restart',
    options: PANES.map(({ value, label }) => ({ value, label })),
    value: 'codes',
  },
  codes: {
    kind: 'choice',
    label: msg`Example code`,
    help: msg`Choose what is sent and which code it is sent with.`,
    effect: 'restart',
    header: true,
    options: codesOptions,
    value: 'asymmetry',
  },
  convex: {
    kind: 'choice',
    label: msg`Example pairs`,
    help: msg`Choose two pairs of distributions to mix.`,
    effect: 'restart',
    header: true,
    options: convexOptions,
    value: 'opposite',
  },
  likelihood: {
    kind: 'choice',
    label: msg`Example data`,
    help: msg`Choose the data that the model is fitted to.`,
    effect: 'restart',
    header: true,
    options: likelihoodOptions,
    value: 'inside',
  },
  fit: {
    kind: 'choice',
    label: msg`Example mixture`,
    help: msg`Choose a mixture, a start and a step size.`,
    effect: 'restart',
    header: true,
    options: fitOptions,
    value: 'seeking',
  },
  seed: {
    kind: 'number',
    widget: 'seed',
    label: msg`Seed`,
    help: msg`Set the number that the message is drawn from; the same seed gives the same message.`,
    effect: 'restart',
    header: true,
    min: 0,
    max: 4294967295,
    step: 1,
    value: 1,
  },
  unit: {
    kind: 'choice',
    label: msg`Unit`,
    help: msg`Choose bits (logarithms to base 2) or nats (natural logarithms); 1 nat is 1.443 bits.`,
    effect: 'continue',
    options: [
      { value: 'bits', label: msg`bits` },
      { value: 'nats', label: msg`nats` },
    ],
    value: 'bits',
  },
  lambda: {
    kind: 'number',
    widget: 'stepper',
    label: msg`Start λ`,
    help: msg`Set the share of pair 1 that the sweep starts from; each step adds 0.05.`,
    effect: 'restart',
    min: 0,
    max: 1,
    step: 0.01,
    value: 0,
  },
  theta: {
    kind: 'number',
    widget: 'stepper',
    label: msg`Start θ`,
    help: msg`Set the chance of success that the walk downhill starts from.`,
    effect: 'restart',
    min: 0,
    max: 1,
    step: 0.01,
    value: 0.9,
  },
  walk: {
    kind: 'choice',
    label: msg`Steps`,
    help: msg`Choose what a step is: gradient descent of both fits, or α moved from one divergence to the other.`,
    effect: 'restart',
    options: [
      { value: 'descent', label: msg`gradient descent` },
      { value: 'down', label: msg`α from 1 to 0` },
      { value: 'up', label: msg`α from 0 to 1` },
    ],
    value: 'descent',
  },
  stepSize: {
    kind: 'number',
    widget: 'log',
    label: msg`Step size`,
    help: msg`Set how far along the gradient a step goes; small steps stay in the valley they start in.`,
    effect: 'later',
    min: 0.001,
    max: 2,
    smallest: 0.001,
    step: 0.001,
    value: 0.1,
  },
  sigma: {
    kind: 'choice',
    label: msg`Width σ of q`,
    help: msg`Choose whether descent may change the width of q or its mean only.`,
    effect: 'restart',
    options: [
      { value: 'free', label: msg`free` },
      { value: 'fixed', label: msg`as at the start` },
    ],
    value: 'free',
  },
  map: {
    kind: 'choice',
    label: msg`Landscape of`,
    help: msg`Choose the divergence that the map shows, with its valleys and their lowest points.`,
    effect: 'restart',
    options: [
      { value: 'exclusive', label: msg`KL(q ‖ p), exclusive` },
      { value: 'inclusive', label: msg`KL(p ‖ q), inclusive` },
    ],
    value: 'exclusive',
  },
  ...group(Object.values(BARS).flat(), (name) => placed(named(name), 0, 1, 0.25)),
  ...group(COUNTS, (name) => placed(named(name), 0, 40, 5, 1)),
  ...group(MIXTURE.weights, (name) => placed(named(name), 0, 1, 0.5, 0.01)),
  ...group(MIXTURE.means, (name) => placed(named(name), -6, 6, 0, 0.01)),
  ...group(MIXTURE.sigmas, (name) => placed(named(name), 0.1, 4, 1, 0.01)),
  start: placed({ label: msg`the mean of the start`, help: msg`Set the mean of the start.` }, -8, 8, 1, 0.01),
  rho: placed({ label: msg`ln σ of the start`, help: msg`Set ln σ of the start.` }, -2.5, 2, 0, 0.01),
} satisfies Controls;

/** The controls of the panel and the header that each part has. */
const SHOWN: Readonly<Record<Pane, readonly string[]>> = {
  codes: ['codes', 'seed', 'unit'],
  convex: ['convex', 'lambda', 'unit'],
  likelihood: ['likelihood', 'theta', 'unit'],
  fit: ['fit', 'walk', 'stepSize', 'sigma', 'map'],
};

export const hides = (name: string, values: Values): boolean => !SHOWN[values.pane as Pane].includes(name);

/** Descent alone has a step size. */
export const disabled = (name: string, values: Values): string | undefined =>
  values.walk !== 'descent' && (name === 'stepSize' || name === 'sigma')
    ? msg`Here a step moves α: choose gradient descent above.`
    : undefined;
