// The run as code: EM for a Gaussian mixture in NumPy as a course writes it, and with this package in Node. No DOM.
import {
  commonNumpy,
  nodePhases,
  numpyRules,
  numpySteps,
  type Route,
  type Seeded,
  scriptsOf,
} from '../../em/scripts.ts';
import { array, list, matrix, rows, vector } from '../../shell/take/script.ts';
import type { Position, Scripts } from '../../shell/takeaway.ts';
import type { Snapshot } from './model.ts';

const STARTS: Readonly<Record<string, string>> = {
  random_split: 'dealing the points into random groups',
  'kmeans++': 'k-means++',
  labelled_means: 'the means of the labelled classes',
};

export const scripts = (position: Position<Snapshot>): Scripts =>
  scriptsOf(
    { lab: 'EM for a mixture of Gaussians', fitted: 'the parameters', starts: STARTS, numpy, node },
    position,
  );

const numpy = (route: Route<Snapshot>): string => {
  const { from } = route;
  return `
# The data: one row an example.
X = ${array(from.data.X)}
labelled = ${array(from.data.labelled.X)}
${numpyRules(from, 'eigenvalue of a covariance')}

# Where this run begins.
weights = ${vector(from.params.weights)}
means = ${array(from.params.means)}
covariances = np.array([
${from.params.covariances.map((covariance) => `${rows(covariance)},`).join('\n')}
], dtype=float)
K = len(weights)


def log_joint(theta, X=X):
    """ln pi_k + ln N(x_n; mu_k, Sigma_k), one row an example."""
    columns = []
    for pi, mu, Sigma in zip(*theta):
        L = np.linalg.cholesky(Sigma)
        u = np.linalg.solve(L, (X - mu).T)  # |u|^2 is the squared Mahalanobis distance
        log_det = 2 * np.log(np.diag(L)).sum()
        with np.errstate(divide="ignore"):  # ln 0 = -inf: a component without weight
            log_pi = np.log(pi)
        columns.append(log_pi - 0.5 * ((u**2).sum(axis=0) + log_det + len(mu) * np.log(2 * np.pi)))
    return np.stack(columns, axis=1)


${commonNumpy('labelled')}


def m_step(R):
    """Every component's weighted mean and covariance."""
    everything = np.vstack([X, labelled])
    means, covariances = [], []
    for r in all_responsibilities(R).T:
        if r.sum() == 0:  # nobody's component: that of all unlabelled points
            r = np.r_[np.ones(len(X)), np.zeros(len(labelled))]
        r = r / r.sum()
        mu = r @ everything
        mu = mu + r @ (everything - mu)  # twice, so that an offset of the data costs no digits
        D = everything - mu
        Sigma = (D * r[:, None]).T @ D
        if floor > 0:
            e, V = np.linalg.eigh(Sigma)
            if e.min() < floor:
                Sigma = (V * np.maximum(e, floor)) @ V.T
        means.append(mu)
        covariances.append(Sigma)
    return mixing_weights(R), np.array(means), np.array(covariances)


theta = (weights, means, covariances)
${numpySteps(route)}
`;
};

const node = ({ from, phases }: Route<Snapshot>, seeded: Seeded | undefined): string => `
const { gmm } = await load('gmm');

const X = ${matrix(from.data.X)};
const labelled = {
  X: ${matrix(from.data.labelled.X)},
  z: ${list(from.data.labelled.z)},
  alpha: ${from.alpha},
  weightsFrom: '${from.weightsFrom}',
};
const covarianceFloor = ${from.floor};

let params = ${seeded ? `gmm.init({ X, k: ${from.params.weights.length}, init: '${seeded.init}', seed: ${seeded.seed}, covarianceFloor, labelled })` : written(from)};
let { responsibilities } = gmm.eStep(params, X);
for (const phase of ${nodePhases(phases)}) {
  if (phase === 'E') responsibilities = gmm.eStep(params, X).responsibilities;
  else params = gmm.mStep(X, responsibilities, labelled, covarianceFloor);
}
const shown = gmm.evaluate(params, X, responsibilities, labelled);
`;

const written = ({ params: { weights, means, covariances } }: Snapshot): string => `{
  weights: ${list(weights)},
  means: ${matrix(means)},
  covariances: [
${covariances.map((covariance) => `${matrix(covariance)},`).join('\n')}
  ],
}`;
