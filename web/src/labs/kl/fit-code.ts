// The two fits as code: integrals on a fine grid in NumPy, which for smooth densities is as exact as doubles are. No DOM.
import type { AlphaPathPoint } from '../../../../wasm/api/divergence_fit.ts';
import { list, vector } from '../../shell/take/script.ts';
import type { Part } from './code.ts';
import type { FitSnapshot } from './fit.ts';

const mixture = ({ p }: FitSnapshot): string => `
# The mixture p, and a Gaussian q given by its mean and rho = ln sigma.
weights = ${vector(p.weights)}
means = ${vector(p.means)}
sigmas = ${vector(p.sigmas)}


def log_components(x):
    """ln pi_k + ln N(x; mu_k, sigma_k^2), a row a component."""
    with np.errstate(divide="ignore"):  # ln 0 = -inf
        log_pi = np.log(weights)
    u = (x - means[:, None]) / sigmas[:, None]
    return (log_pi - np.log(sigmas) - 0.5 * np.log(2 * np.pi))[:, None] - 0.5 * u**2


def log_p(x):
    a = log_components(x)
    top = a.max(axis=0)
    return top + np.log(np.exp(a - top).sum(axis=0))
`;

const nodeMixture = ({ p }: FitSnapshot): string => `
const { divergence } = await load('divergence');

const p = {
  weights: ${list(p.weights)},
  means: ${list(p.means)},
  sigmas: ${list(p.sigmas)},
};`;

const DIRECTIONS = `
def inclusive(mean, rho):
    """KL(p || q) and its gradient: q sees of p mean and variance only."""
    m = weights @ means
    spread = weights @ (sigmas**2 + (means - m) ** 2) + (m - mean) ** 2  # E_p (x - mean)^2
    precision = np.exp(-2 * rho)
    value = minus_entropy + 0.5 * np.log(2 * np.pi) + rho + 0.5 * precision * spread
    return value, np.array([precision * (mean - m), 1 - precision * spread])


def exclusive(mean, rho):
    """KL(q || p) and its gradient, by z = mean + sigma eps."""
    sigma = np.exp(rho)
    z = mean + sigma * eps
    shares = np.exp(log_components(z) - log_p(z))
    score = (shares * (means[:, None] - z) / sigmas[:, None] ** 2).sum(axis=0)  # d ln p / d z
    value = -rho - 0.5 * np.log(2 * np.pi) - 0.5 - phi @ log_p(z)
    return value, np.array([-(phi @ score), -1 - sigma * (phi @ (score * eps))])


# A standard normal on a grid: sums with these weights are expectations.
eps = np.linspace(-12, 12, 24001)
phi = np.exp(-0.5 * eps**2) / np.sqrt(2 * np.pi) * (eps[1] - eps[0])
# E_p ln p, over each component's own grid.
minus_entropy = sum(pi * (phi @ log_p(mu + s * eps)) for pi, mu, s in zip(weights, means, sigmas) if pi > 0)


def descend(f, q):
    for count, size in stretches:
        for _ in range(count):
            value, gradient = f(*q)
            if fixed_sigma:
                gradient[1] = 0
            if np.hypot(*gradient) < 1e-3:
                break  # it has arrived
            with np.errstate(all="ignore"):
                ahead = q - size * gradient
                if not np.isfinite(f(*ahead)[0]):
                    break  # a step too large: it stays at the last good place
            q = ahead
    return f(*q)[0]
`.trim();

/** Gradient descent in both directions from one start. */
export function descentCode(s: FitSnapshot, history: readonly FitSnapshot[]): Part {
  const stretches: { count: number; size: number }[] = [];
  for (const { made, stepSize = 0 } of history) {
    if (made !== 'step') continue;
    const last = stretches.at(-1);
    if (last?.size === stepSize) ++last.count;
    else stretches.push({ count: 1, size: stepSize });
  }
  const { start, fixedSigma } = s;
  return {
    about: [
      'One Gaussian fitted to a mixture by KL(p || q) and by KL(q || p), downhill from the same start.',
      fixedSigma ? 'The width of q is fixed.' : 'Mean and width of q are fitted.',
    ],
    numpy: `${mixture(s)}

start = np.array([${start.mean}, ${start.logSigma}])  # mean, rho
fixed_sigma = ${fixedSigma ? 'True' : 'False'}
# How many steps, and of which size.
stretches = [
${stretches.map(({ count, size }) => `    (${count}, ${size}),`).join('\n')}
]


${DIRECTIONS}
`,
    node: `${nodeMixture(s)}
const stretches = [
${stretches.map(({ count, size }) => `  { maxSteps: ${count}, stepSize: ${size} },`).join('\n')}
];

function descend(direction) {
  let q = { mean: ${start.mean}, logSigma: ${start.logSigma} };
  for (const stretch of stretches)
    q = divergence.fit({ direction, p, start: q, tolerance: 1e-3, fixedSigma: ${fixedSigma}, ...stretch }).q;
  return divergence.evaluate(direction, p, q).value;
}`,
    checks: [
      {
        name: 'KL(p || q)',
        value: s.inclusive.value,
        numpy: 'descend(inclusive, start)',
        node: "descend('inclusive')",
      },
      {
        name: 'KL(q || p)',
        value: s.exclusive.value,
        numpy: 'descend(exclusive, start)',
        node: "descend('exclusive')",
      },
    ],
  };
}

/** One place on the walk along alpha; the search that led there is the core's. */
export function alphaCode(s: FitSnapshot, { alpha, q, value }: AlphaPathPoint): Part {
  return {
    about: [
      `The alpha divergence at alpha = ${alpha}, of the q that is best there; q itself is given.`,
      'D_alpha(p || q) = (1 - integral of p^alpha q^(1 - alpha)) / (alpha (1 - alpha)): 0 gives KL(q || p), 1 gives KL(p || q).',
    ],
    numpy: `${mixture(s)}

alpha = ${alpha}
mean, rho = ${q.mean}, ${q.logSigma}

reach = 12 * max(sigmas.max(), np.exp(rho))
x = np.linspace(min(means.min(), mean) - reach, max(means.max(), mean) + reach, 400001)
lp = log_p(x)
lq = -rho - 0.5 * np.log(2 * np.pi) - 0.5 * ((x - mean) / np.exp(rho)) ** 2
dx = x[1] - x[0]
if alpha == 0:
    divergence = (np.exp(lq) * (lq - lp)).sum() * dx
elif alpha == 1:
    divergence = (np.exp(lp) * (lp - lq)).sum() * dx
else:
    divergence = (1 - np.exp(alpha * lp + (1 - alpha) * lq).sum() * dx) / (alpha * (1 - alpha))
`,
    node: `${nodeMixture(s)}
const q = { mean: ${q.mean}, logSigma: ${q.logSigma} };`,
    checks: [
      {
        name: 'divergence',
        value,
        numpy: 'divergence',
        node: `divergence.alphaDivergence(p, q, ${alpha}).value`,
      },
    ],
  };
}
