// The part on screen as code, in nats whatever the unit there: discrete divergences here, the two fits in fit-code.ts. No DOM.
import { type Check, list, nodeScript, numpyScript, vector } from '../../shell/take/script.ts';
import type { Position, Scripts } from '../../shell/takeaway.ts';
import type { CodesSnapshot } from './codes.ts';
import type { ConvexSnapshot } from './convex.ts';
import { alphaCode, descentCode } from './fit-code.ts';
import type { LikelihoodSnapshot } from './likelihood.ts';
import { ofPane, type Snapshot } from './model.ts';

/** What a part adds to the scripts. */
export interface Part {
  readonly about: readonly string[];
  readonly numpy: string;
  readonly node: string;
  readonly checks: readonly Check[];
}

export function scripts({ history, index }: Position<Snapshot>): Scripts {
  const here = history[index] as Snapshot;
  const { about, numpy, node, checks } = partOf(here, history.slice(0, index + 1));
  const subject = { lab: 'Kullback-Leibler divergence', t: here.t, about };
  return { numpy: numpyScript(subject, numpy, checks), node: nodeScript(subject, node, checks) };
}

function partOf(s: Snapshot, history: readonly Snapshot[]): Part {
  switch (s.pane) {
    case 'codes':
      return codes(s);
    case 'convex':
      return convex(s);
    case 'likelihood':
      return likelihood(s);
    case 'fit':
      return s.alpha ? alphaCode(s, s.alpha) : descentCode(s, ofPane(history, 'fit'));
  }
}

const DISCRETE = `
def entropy(p):
    """H(p) = -sum p ln p, with 0 ln 0 = 0."""
    some = p > 0
    return -(p[some] * np.log(p[some])).sum()


def cross_entropy(p, q):
    """H(p, q) = -sum p ln q: what a symbol of p costs in the code made for q."""
    some = p > 0
    if (q[some] == 0).any():
        return np.inf  # p sends what q has no word for
    return -(p[some] * np.log(q[some])).sum()


def kl(p, q):
    """KL(p || q) = H(p, q) - H(p), as one sum, so that no digits are lost."""
    some = p > 0
    if (q[some] == 0).any():
        return np.inf
    return (p[some] * np.log(p[some] / q[some])).sum()
`.trim();

const NODE = `const { divergence } = await load('divergence');`;

function codes({ p, q, costs, message, mean, t }: CodesSnapshot): Part {
  const sent = message && mean !== undefined ? Array.from(message.slice(0, t)) : undefined;
  return {
    about: sent ? [`The symbols sent so far are in it; they were drawn from p.`] : [],
    numpy: `
p = ${vector(p)}
q = ${vector(q)}
${sent ? `sent = np.array(${list(sent)})  # symbols, counted from 0\n` : ''}

${DISCRETE}
${sent ? '\n\nwith np.errstate(divide="ignore"):  # a symbol without a word costs infinitely much\n    average = -np.log(q[sent]).mean()\n' : ''}`,
    node: `
${NODE}

const p = ${list(p)};
const q = ${list(q)};
${sent ? `const sent = ${list(sent)};\n` : ''}`,
    checks: [
      { name: 'H(p)', value: costs.entropy, numpy: 'entropy(p)', node: 'divergence.entropy(p)' },
      {
        name: 'H(p, q)',
        value: costs.cross,
        numpy: 'cross_entropy(p, q)',
        node: 'divergence.crossEntropy(p, q)',
      },
      { name: 'KL(p || q)', value: costs.kl, numpy: 'kl(p, q)', node: 'divergence.kl(p, q)' },
      { name: 'KL(q || p)', value: costs.reverse, numpy: 'kl(q, p)', node: 'divergence.kl(q, p)' },
      ...(sent && mean !== undefined
        ? [
            {
              name: 'average cost',
              value: mean,
              numpy: 'average',
              node: '-divergence.empiricalFit(sent, q).meanLogLikelihood',
            },
          ]
        : []),
    ],
  };
}

function convex({ pairs: [a, b], here }: ConvexSnapshot): Part {
  return {
    about: ['Two pairs of distributions, mixed with the same lambda.'],
    numpy: `
p1, q1 = ${vector(a.p)}, ${vector(a.q)}
p2, q2 = ${vector(b.p)}, ${vector(b.q)}
lam = ${here.lambda}


${DISCRETE}


def share(weight, value):
    return weight * value if weight > 0 else 0.0  # nothing of infinity is nothing


kl_of_mixture = kl(lam * p1 + (1 - lam) * p2, lam * q1 + (1 - lam) * q2)
mixture_of_kls = share(lam, kl(p1, q1)) + share(1 - lam, kl(p2, q2))
`,
    node: `
${NODE}

const [p1, q1] = [${list(a.p)}, ${list(a.q)}];
const [p2, q2] = [${list(b.p)}, ${list(b.q)}];
const shown = divergence.jointConvexity(p1, q1, p2, q2, ${here.lambda});
`,
    checks: [
      {
        name: 'KL of the mixtures',
        value: here.klOfMixture,
        numpy: 'kl_of_mixture',
        node: 'shown.klOfMixture',
      },
      {
        name: 'mean of the two KL',
        value: here.mixtureOfKls,
        numpy: 'mixture_of_kls',
        node: 'shown.mixtureOfKls',
      },
    ],
  };
}

function likelihood({ counts, here }: LikelihoodSnapshot): Part {
  return {
    about: ['A binomial model of three trials, and how often each number of successes occurred.'],
    numpy: `
counts = ${vector(counts)}
theta = ${here.theta}
data = counts / counts.sum()
successes = np.arange(4)
model = np.array([1, 3, 3, 1]) * theta**successes * (1 - theta) ** (3 - successes)


${DISCRETE}
`,
    node: `
${NODE}

const counts = ${list(counts)};
const theta = ${here.theta};
const data = counts.flatMap((count, x) => Array(count).fill(x));
const model = [1, 3, 3, 1].map((ways, x) => ways * theta ** x * (1 - theta) ** (3 - x));
const shown = divergence.empiricalFit(data, model);
`,
    checks: [
      { name: 'KL(data || model)', value: here.kl, numpy: 'kl(data, model)', node: 'shown.kl' },
      {
        name: 'mean log-likelihood',
        value: here.meanLogLikelihood,
        numpy: '-cross_entropy(data, model)',
        node: 'shown.meanLogLikelihood',
      },
    ],
  };
}
