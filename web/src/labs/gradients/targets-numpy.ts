// Each target as NumPy: log_joint(z) for rows of z, gradient(z) of it, and of the likelihood alone where the prior is Gaussian.
import type { BbviTarget } from '../../../../wasm/api/bbvi_target.ts';
import { array, rows, vector } from '../../shell/take/script.ts';

type Target = Exclude<BbviTarget, string>;

const LOG_NORMAL = `
def log_normal(r, sigma):
    return -0.5 * (r / sigma) ** 2 - np.log(sigma) - 0.5 * np.log(2 * np.pi)
`.trim();

export function targetNumpy(target: Target): string {
  switch (target.name) {
    case 'gaussian_mean': {
      const { x = 1.5, noiseSigma = 1, priorMean = 0, priorSigma = 1 } = target;
      return `${LOG_NORMAL}


x, noise_sigma = ${x}, ${noiseSigma}  # x | z ~ N(z, noise_sigma^2)
prior_mean, prior_sigma = ${priorMean}, ${priorSigma}  # z ~ N(prior_mean, prior_sigma^2)


def log_joint(z):
    return (log_normal(z - prior_mean, prior_sigma) + log_normal(x - z, noise_sigma))[:, 0]


def likelihood_gradient(z):
    return (x - z) / noise_sigma**2


def gradient(z):
    return likelihood_gradient(z) - (z - prior_mean) / prior_sigma**2`;
    }
    case 'linear_gaussian':
      return `${LOG_NORMAL}


W = ${array(matrixOf(target.W))}
b, gamma = ${vector(numbersOf(target.b))}, ${target.gamma}  # x | z ~ N(W z + b, gamma^2 I)
x = ${vector(numbersOf(target.x))}
prior_mean, prior_sigma = 0, 1  # z ~ N(0, I)


def log_joint(z):
    return log_normal(z, 1).sum(axis=1) + log_normal(x - b - z @ W.T, gamma).sum(axis=1)


def likelihood_gradient(z):
    return (x - b - z @ W.T) @ W / gamma**2


def gradient(z):
    return likelihood_gradient(z) - z`;
    case 'banana':
      return `${LOG_NORMAL}


curvature, width = ${target.curvature ?? 1}, ${target.sigma ?? 0.5}  # z_2 | z_1 ~ N(curvature (z_1^2 - 1), width^2)


def log_joint(z):
    return log_normal(z[:, 0], 1) + log_normal(z[:, 1] - curvature * (z[:, 0] ** 2 - 1), width)


def gradient(z):
    pull = (z[:, 1] - curvature * (z[:, 0] ** 2 - 1)) / width**2
    return np.stack([2 * curvature * z[:, 0] * pull - z[:, 0], -pull], axis=1)`;
    case 'funnel':
      return `${LOG_NORMAL}


width = ${target.sigma ?? 1.5}  # z_1 ~ N(0, width^2), z_2 | z_1 ~ N(0, exp(z_1))


def log_joint(z):
    return log_normal(z[:, 0], width) + log_normal(z[:, 1], np.exp(z[:, 0] / 2))


def gradient(z):
    pull = z[:, 1] * np.exp(-z[:, 0])
    return np.stack([0.5 * (pull * z[:, 1] - 1) - z[:, 0] / width**2, -pull], axis=1)`;
    case 'mixture':
      return `weights = ${vector(numbersOf(target.weights))}
means = np.array(${rows(matrixOf(target.means))}, dtype=float)
sigmas = ${vector(numbersOf(target.sigmas))}


def log_components(z):
    squares = ((z[:, None, :] - means) ** 2).sum(axis=2) / sigmas**2
    return np.log(weights) - z.shape[1] * (np.log(sigmas) + 0.5 * np.log(2 * np.pi)) - 0.5 * squares


def log_joint(z):
    a = log_components(z)
    top = a.max(axis=1)
    return top + np.log(np.exp(a - top[:, None]).sum(axis=1))


def gradient(z):
    shares = np.exp(log_components(z) - log_joint(z)[:, None])
    return ((means - z[:, None, :]) * (shares / sigmas**2)[:, :, None]).sum(axis=1)`;
    case 'discrete':
      return `log_weights = ${vector(numbersOf(target.logWeights))}


def log_joint(z):
    return log_weights[z]`;
  }
}

type Numbers = Extract<Target, { name: 'discrete' }>['logWeights'];
type Matrix = Extract<Target, { name: 'mixture' }>['means'];

const numbersOf = (values: Numbers): number[] => Array.from(values);

function matrixOf(matrix: Matrix) {
  if ('rows' in matrix) return matrix;
  const list = matrix.map((row) => Array.from(row));
  return { rows: list.length, cols: list[0]?.length ?? 0, data: list.flat() };
}
