// The run as code: EM for a mixture of regressions in NumPy as a course writes it, and with this package in Node. No DOM.
import {
  commonNumpy,
  nodePhases,
  numpyRules,
  numpySteps,
  type Route,
  type Seeded,
  scriptsOf,
} from '../../em/scripts.ts';
import { array, list, matrix, vector } from '../../shell/take/script.ts';
import type { Position, Scripts } from '../../shell/takeaway.ts';
import type { Snapshot } from './model.ts';

/** Starts that the package has by name; the lab's other ones stand in the script as numbers. */
const STARTS: Readonly<Record<string, string>> = {
  random_lines: 'random lines',
  random_split: 'dealing the points into random groups',
};

export const scripts = (position: Position<Snapshot>): Scripts =>
  scriptsOf(
    { lab: 'EM for a mixture of linear regressions', fitted: 'the lines', starts: STARTS, numpy, node },
    position,
  );

const numpy = (route: Route<Snapshot>): string => {
  const { from } = route;
  return `
# The data: a row (1, x) and a response y for each example.
X = ${array(from.data.X)}
y = ${vector(from.data.y)}
labelled = ${array(from.data.labelled.X)}
labelled_y = ${vector(from.data.labelled.y)}
${numpyRules(from, 'variance')}

# Where this run begins: mixing weights, lines (intercept, slope), noise variances.
weights = ${vector(from.params.weights)}
W = ${array(from.params.W)}
variances = ${vector(from.params.variances)}
K = len(weights)


def log_joint(theta, examples=(X, y)):
    """ln pi_k + ln N(y_n; w_k . x_n, rho_k), one row an example."""
    X, y = examples
    columns = []
    for pi, w, rho in zip(*theta):
        with np.errstate(divide="ignore"):  # ln 0 = -inf: a line without weight
            log_pi = np.log(pi)
        columns.append(log_pi - 0.5 * ((y - X @ w) ** 2 / rho + np.log(2 * np.pi * rho)))
    return np.stack(columns, axis=1)


${commonNumpy('(labelled, labelled_y)')}


def m_step(R):
    """Every line by weighted least squares, its variance from the weighted residuals."""
    everything, responses = np.vstack([X, labelled]), np.r_[y, labelled_y]
    W, variances = [], []
    for r in all_responsibilities(R).T:
        if r.sum() == 0:  # nobody's line: that of all the points
            r = np.ones(len(r))
        root = np.sqrt(r / r.max())[:, None]
        w = np.linalg.lstsq(root * everything, root[:, 0] * responses, rcond=None)[0]
        W.append(w)
        variances.append(max(floor, (r * (responses - everything @ w) ** 2).sum() / r.sum()))
    return mixing_weights(R), np.array(W), np.array(variances)


theta = (weights, W, variances)
${numpySteps(route)}
`;
};

const node = ({ from, phases }: Route<Snapshot>, seeded: Seeded | undefined): string => `
const { linearMixture } = await load('linearMixture');

const X = ${matrix(from.data.X)};
const y = ${list(from.data.y)};
const labelled = {
  X: ${matrix(from.data.labelled.X)},
  y: ${list(from.data.labelled.y)},
  z: ${list(from.data.labelled.z)},
  alpha: ${from.alpha},
  weightsFrom: '${from.weightsFrom}',
};
const varianceFloor = ${from.floor};

let params = ${seeded ? `linearMixture.init({ X, y, k: ${from.params.weights.length}, init: '${seeded.init}', seed: ${seeded.seed}, varianceFloor })` : written(from)};
let { responsibilities } = linearMixture.eStep(params, X, y);
for (const phase of ${nodePhases(phases)}) {
  if (phase === 'E') responsibilities = linearMixture.eStep(params, X, y).responsibilities;
  else params = linearMixture.mStep(X, y, responsibilities, labelled, varianceFloor);
}
const shown = linearMixture.evaluate(params, X, y, responsibilities, labelled);
`;

const written = ({ params: { weights, W, variances } }: Snapshot): string => `{
  weights: ${list(weights)},
  W: ${matrix(W)},
  variances: ${list(variances)},
}`;
