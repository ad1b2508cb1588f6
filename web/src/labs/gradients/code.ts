// What every estimator says here, as code: the same samples, made from the seed, and each formula as the course has it. No DOM.
import { noiseNumpy } from '../../shell/take/noise.ts';
import { type Check, list, nodeScript, numpyScript, vector } from '../../shell/take/script.ts';
import type { Position, Scripts } from '../../shell/takeaway.ts';
import { controlOf, estimatorOf, type Id } from './estimators.ts';
import type { Snapshot } from './model.ts';
import { targetNumpy } from './targets-numpy.ts';

/** The core's stream of these samples. */
const SAMPLES = 0x62620001;

export function scripts({ history, index }: Position<Snapshot>): Scripts {
  const s = history[index] as Snapshot;
  const { n, seed, constant } = s.settings;
  const subject = {
    lab: 'Gradient estimators',
    t: s.t,
    about: [
      `The mean of each estimator's gradients of the ELBO over the ${n} samples on the stage, seed ${seed}.`,
      `q is the one on the stage, and given; constant added to ln p: ${constant}.`,
    ],
  };
  const checks = s.rows.flatMap(({ id, mean }) =>
    Array.from(
      mean,
      (value, p): Check => ({
        name: `${NAMES[id]}, ${s.problem.parameters[p]}`,
        value,
        numpy: `shown["${id}"][${p}]`,
        node: `shown.${id}[${p}]`,
      }),
    ),
  );
  return { numpy: numpyScript(subject, numpy(s), checks), node: nodeScript(subject, node(s), checks) };
}

/** As scripts and files call them, in every language. */
export const NAMES: Readonly<Record<Id, string>> = {
  kl: 'reparam., exact KL',
  path: 'reparameterized',
  stl: 'sticking the landing',
  score: 'score function',
  cv: 'with control variate',
};

const numpy = (s: Snapshot): string => `
seed = ${s.settings.seed}
step = ${s.t}
samples = ${s.settings.n}
constant = ${s.settings.constant}  # added to ln p(x, z)


# ln p(x, z)
${targetNumpy(s.problem.target)}


${noiseNumpy(SAMPLES)}


${'logits' in s.q ? categorical(s.q.logits) : gaussian(s.q.mean, s.q.logSigma)}

log_ratio = log_joint(z) + constant - log_q

shown = {}
${s.rows.map(({ id }) => estimator(s, id)).join('\n')}
`;

const categorical = (logits: Float64Array): string =>
  `
# q(z = k), and the states that the samples fall into
logits = ${vector(logits)}
log_pi = logits - logits.max() - np.log(np.exp(logits - logits.max()).sum())
pi = np.exp(log_pi)
z = np.minimum(np.searchsorted(np.cumsum(pi), uniforms(step, samples), side="right"), len(pi) - 1)
log_q = log_pi[z]
score = np.eye(len(pi))[z] - pi  # d ln q(z) / d logits, a row a sample
`.trim();

const gaussian = (mean: Float64Array, logSigma: Float64Array): string =>
  `
# q = N(mean, diag(sigma^2)), and z = mean + sigma eps
mean = ${vector(mean)}
sigma = np.exp(${vector(logSigma)})
eps = normals(step, samples, len(mean))
z = mean + sigma * eps
log_q = -0.5 * (eps**2).sum(axis=1) - np.log(sigma).sum() - 0.5 * len(mean) * np.log(2 * np.pi)
score = np.hstack([eps / sigma, eps**2 - 1])  # d ln q(z) / d (mean, ln sigma), a row a sample
`.trim();

/** What each adds to \`shown\`. */
function estimator(s: Snapshot, id: Id): string {
  const title = `\n# ${NAMES[id]}`;
  switch (id) {
    case 'path':
      return `${title}: z moves with q, and so does ln q
pull = gradient(z)
shown["path"] = np.hstack([pull, pull * sigma * eps + 1]).mean(axis=0)`;
    case 'stl':
      return `${title}: of ln q only what depends on z, which vanishes where q is the posterior
pull = gradient(z) + eps / sigma
shown["stl"] = np.hstack([pull, pull * sigma * eps]).mean(axis=0)`;
    case 'kl':
      return `${title}: only the likelihood is sampled
pull = likelihood_gradient(z)
kl_gradient = np.r_[(mean - prior_mean) / prior_sigma**2, (sigma / prior_sigma) ** 2 - 1]
shown["kl"] = np.hstack([pull, pull * sigma * eps]).mean(axis=0) - kl_gradient`;
    case 'score':
      return `${title}: needs no gradient of ln p
shown["score"] = (score * log_ratio[:, None]).mean(axis=0)`;
    case 'cv':
      return `${title}: the score has mean 0, so any multiple a of it may be added
${coefficient(s)}
shown["cv"] = (score * (log_ratio[:, None] + a)).mean(axis=0)`;
  }
}

/** Of each sample from the others, so that the mean stays what it is. */
function coefficient({ settings: { variate, a } }: Snapshot): string {
  if (variate === 'typed') return `a = ${a}`;
  if (variate === 'minus_elbo')
    return 'a = -((log_ratio.sum() - log_ratio) / (samples - 1))[:, None]  # minus the mean of the others';
  const sums = variate === 'common' ? '.sum(axis=1, keepdims=True)' : '';
  return `raw = score * log_ratio[:, None]
x, y = raw - raw.mean(axis=0), score - score.mean(axis=0)
share = samples / (samples - 1)
covariance = ((x * y).sum(axis=0) - share * x * y)${sums}  # without the sample itself
variance = ((y**2).sum(axis=0) - share * y**2)${sums}
square = ((score**2).sum(axis=0) - score**2)${sums}
flat = ~(variance > 1e-12 * square)  # the others' scores are all the same
a = np.where(flat, 0, -covariance / np.where(flat, 1, variance))`;
}

const node = (s: Snapshot): string => {
  const { variate, a, n, seed, constant } = s.settings;
  const q =
    'logits' in s.q
      ? `{ logits: ${list(s.q.logits)} }`
      : `{ mean: ${list(s.q.mean)}, logSigma: ${list(s.q.logSigma)} }`;
  const one = ({ id }: { readonly id: Id }) => {
    const control = controlOf(id, variate, a);
    const more = control ? `, ${JSON.stringify(control)}` : '';
    return `  ${id}: bbvi.estimate(target, q, eps, '${estimatorOf(id).estimator}'${more}).mean,`;
  };
  return `
const { bbvi } = await load('bbvi');

const target = ${JSON.stringify({ ...s.problem.target, logConstant: constant })};
const q = ${q};
const eps = bbvi.noise(q, ${seed}, ${s.t}, ${n});
const shown = {
${s.rows.map(one).join('\n')}
};
`;
};
