// The run as code: SGVB in NumPy as CS229's problem has it, noise and all, and with this package in Node. No DOM.
import { noiseNumpy } from '../../shell/take/noise.ts';
import {
  array,
  type Check,
  list,
  matrix,
  nodeScript,
  numpyScript,
  type Subject,
  vector,
} from '../../shell/take/script.ts';
import type { Position, Scripts } from '../../shell/takeaway.ts';
import type { Case, Settings, Snapshot } from './model.ts';
import { SGVB } from './numpy.ts';
import { isFull, logScales } from './shape.ts';

/** Steps in a row under the same optimizer. */
interface Stretch {
  readonly steps: number;
  readonly optimizer: Settings['optimizer'];
  readonly stepSize: number;
}

/** The core's stream of the noise of steps. */
const STEPS = 0x73670001;

/** Which terms each objective has: likelihood, prior, entropy. */
const TERMS: Readonly<Record<Settings['objective'], readonly [number, number, number]>> = {
  elbo: [1, 1, 1],
  without_entropy: [1, 1, 0],
  without_prior_kl: [1, 0, 0],
  kl_only: [0, 1, 1],
};

export function scripts({ history, index }: Position<Snapshot>): Scripts {
  const here = history[index] as Snapshot;
  const begins = history.findLastIndex(({ made }, i) => i <= index && made !== 'step');
  const from = history[begins] as Snapshot;
  const stretches = stretchesOf(history.slice(begins + 1, index + 1));
  const { samples, seed, objective } = here.settings;
  const subject: Subject = {
    lab: 'Stochastic gradient variational Bayes for a linear Gaussian model',
    t: here.t,
    about: [
      from.made === 'start'
        ? 'Start: q is the prior.'
        : `Start: q after the last change by hand, at t = ${from.t}.`,
      `Each step averages ${samples} draws of q; the noise of step t is a function of (seed, t), seed ${seed}.`,
      `What is maximized: ${objective}.`,
    ],
  };
  return {
    numpy: numpyScript(subject, numpy(from, here, stretches), checksOf(here)),
    node: nodeScript(subject, node(from, here, stretches), checksOf(here)),
  };
}

function stretchesOf(steps: readonly Snapshot[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { settings } of steps) {
    const { optimizer, stepSize } = settings;
    const last = stretches.at(-1);
    if (last?.optimizer === optimizer && last.stepSize === stepSize)
      stretches[stretches.length - 1] = { ...last, steps: last.steps + 1 };
    else stretches.push({ steps: 1, optimizer, stepSize });
  }
  return stretches;
}

const checksOf = ({ cases }: Snapshot): Check[] =>
  cases.flatMap(({ problem, terms, estimate }, i) => {
    const which = cases.length > 1 ? `, Experiment ${i + 1}` : '';
    const check = (name: string, key: string, value: number): Check => ({
      name: name + which,
      value,
      numpy: `shown[${i}]["${key}"]`,
      node: `shown[${i}].${key}`,
    });
    return [
      check('ln p(x)', 'evidence', problem.logEvidence),
      check('ELBO', 'elbo', terms.elbo),
      check('gap', 'gap', terms.klToPosterior),
      check('estimate of the ELBO', 'estimate', estimate.value),
    ];
  });

const numpyCase = ({ problem: { model, x }, state: { q, moments } }: Case): string => `    dict(
        W=${array(model.W)},
        b=${vector(model.b)},
        gamma=${model.gamma},
        x=${vector(x)},
        mean=${vector(q.mean)},
        log_scale=${vector(logScales(q))},  # ln L_ii
        lower=${isFull(q) ? array(q.lower) : `np.zeros((${q.mean.length}, ${q.mean.length}))`},
        adam=${moments.steps > 0 ? `(${vector(moments.first)}, ${vector(moments.second)}, ${moments.steps})` : 'None'},
    ),`;

const numpy = (from: Snapshot, { settings }: Snapshot, stretches: readonly Stretch[]): string => `
seed = ${settings.seed}
samples = ${settings.samples}
full = ${settings.family === 'full' ? 'True' : 'False'}  # may q tilt, or are its coordinates independent?
likelihood, prior, entropy = ${TERMS[settings.objective].join(', ')}  # which terms the objective has: ${settings.objective}
steps_before = ${from.cases[0]?.state.step ?? 0}

# How many steps, and how: optimizer and step size.
stretches = [
${stretches.map(({ steps, optimizer, stepSize }) => `    (${steps}, "${optimizer}", ${stepSize}),`).join('\n')}
]

# Each model x = W z + b + gamma * noise, its observation, and the q = N(mean, L L^T) of the beginning.
problems = [
${from.cases.map(numpyCase).join('\n')}
]


${noiseNumpy(STEPS)}


${SGVB}

shown = [run(**problem) for problem in problems]
`;

const nodeCase = ({ problem: { model, x }, state: { q, step, moments } }: Case): string => `  {
    model: { W: ${matrix(model.W)}, b: ${list(model.b)}, gamma: ${model.gamma} },
    x: ${list(x)},
    state: {
      q: { mean: ${list(q.mean)}, ${isFull(q) ? `logDiagonal: ${list(q.logDiagonal)}, lower: ${matrix(q.lower)}` : `logSigma: ${list(q.logSigma)}`} },
      step: ${step},
      moments: { first: ${list(moments.first)}, second: ${list(moments.second)}, steps: ${moments.steps} },
    },
  },`;

const node = (from: Snapshot, { settings }: Snapshot, stretches: readonly Stretch[]): string => `
const { linearGaussian } = await load('linearGaussian');

const [seed, samples, objective] = [${settings.seed}, ${settings.samples}, '${settings.objective}'];
const stretches = [
${stretches.map(({ steps, optimizer, stepSize }) => `  { steps: ${steps}, optimizer: '${optimizer}', stepSize: ${stepSize} },`).join('\n')}
];
const problems = [
${from.cases.map(nodeCase).join('\n')}
];

const shown = problems.map(({ model, x, state }) => {
  for (const stretch of stretches) {
    const run = linearGaussian.run({ model, x, state, samples, seed, objective, ...stretch });
    state = run.points.at(-1);
  }
  const eps = linearGaussian.noise(seed, state.step, samples, state.q.mean.length);
  const { elbo, klToPosterior: gap } = linearGaussian.terms(model, x, state.q);
  const { value: estimate } = linearGaussian.elboEstimate(model, x, state.q, eps);
  return { evidence: linearGaussian.logEvidence(model, x), elbo, gap, estimate };
});
`;
