// What scripts of every lab of EM have alike: the half-steps that lead to a position, and from where; E, the bound, the rules.
import { type Check, list, nodeScript, numpyScript, type Subject } from '../shell/take/script.ts';
import type { Position, Scripts } from '../shell/takeaway.ts';
import type { EmSnapshot } from './snapshot.ts';

export interface Route<S> {
  /** The start of the run, or what was last changed by hand. */
  readonly from: S;
  readonly here: S;
  /** "EMEM" */
  readonly phases: string;
  /** Are the responsibilities at the beginning those of the parameters there? Then M can come first. */
  readonly owned: boolean;
  /** Is the bound known from these half-steps alone? */
  readonly bounded: boolean;
}

function routeTo<S extends EmSnapshot>(history: readonly S[], index: number): Route<S> {
  const here = history[index] as S;
  const begins = history.findLastIndex(({ made }, i) => i <= index && made !== 'E' && made !== 'M');
  const from = history[begins] as S;
  const phases = history
    .slice(begins + 1, index + 1)
    .map(({ made }) => made)
    .join('');
  const owned = from.phase === 'E';
  return { from, here, phases, owned, bounded: owned || phases !== '' };
}

/** What the page shows: the objective, and its bound where there is one. */
function checksOf({ here, bounded }: Route<EmSnapshot>): Check[] {
  const { objective, bound } = here.evaluation;
  return [
    { name: 'objective', value: objective, numpy: 'objective(theta)', node: 'shown.objective' },
    ...(bounded ? [{ name: 'bound', value: bound, numpy: 'bound(theta, R)', node: 'shown.bound' }] : []),
  ];
}

/** The rules of this run in words, for the head of a script. */
const rulesOf = ({ alpha, weightsFrom, floor, data }: EmSnapshot): string =>
  data.labelled.z.length === 0
    ? `No example is labelled; floor ${floor}.`
    : `Labelled examples: ${data.labelled.z.length}, each with weight alpha = ${alpha}; mixing weights from ${weightsFrom === 'all' ? 'all points' : 'unlabelled points only'}; floor ${floor}.`;

/** A start as the package makes it by name; other ones stand in the script as numbers. */
export interface Seeded {
  readonly init: string;
  readonly seed: number;
}

/** What a lab's scripts are made of. */
interface ScriptParts<S> {
  /** "EM for a mixture of Gaussians" */
  readonly lab: string;
  /** "the parameters" */
  readonly fitted: string;
  /** Starts that the package has by name, in words. */
  readonly starts: Readonly<Record<string, string>>;
  numpy(route: Route<S>): string;
  node(route: Route<S>, seeded: Seeded | undefined): string;
}

export function scriptsOf<S extends EmSnapshot>(
  { lab, fitted, starts, numpy, node }: ScriptParts<S>,
  { history, index, values }: Position<S>,
): Scripts {
  const route = routeTo(history, index);
  const { here, from } = route;
  const begins = from.made === 'start';
  const name = starts[String(values.init)];
  const seeded = begins && name ? { init: String(values.init), seed: Number(values.seed) } : undefined;
  const start = seeded
    ? `${name}, seed ${seeded.seed}`
    : `${fitted} ${begins ? 'that the page began with' : `after the last change by hand, at t = ${from.t}`}`;
  const subject: Subject = { lab, t: here.t, about: [`Start: ${start}.`, rulesOf(here)] };
  const checks = checksOf(route);
  return {
    numpy: numpyScript(subject, numpy(route), checks),
    node: nodeScript(subject, node(route, seeded), checks),
  };
}

/** Half-steps as Python writes them: long runs by repetition. */
const numpyPhases = (phases: string): string => {
  const lead = phases.startsWith('M') ? 'M' : '';
  const rest = phases.slice(lead.length);
  const pairs = Math.floor(rest.length / 2);
  if (pairs < 4) return `"${phases}"`;
  const tail = rest.length % 2 === 1 ? ' + "E"' : '';
  return `${lead ? '"M" + ' : ''}"EM" * ${pairs}${tail}`;
};

export const nodePhases = (phases: string): string =>
  numpyPhases(phases)
    .replace(/"EM" \* (\d+)/, "'EM'.repeat($1)")
    .replaceAll('"', "'");

/** Labels and rules, after the labelled examples themselves. */
export const numpyRules = ({ data, alpha, weightsFrom, floor }: EmSnapshot, floored: string): string =>
  `labelled_z = np.array(${list(data.labelled.z)}, dtype=int)
alpha = ${alpha}  # weight of a labelled example
weights_from_all = ${weightsFrom === 'all' ? 'True' : 'False'}  # do labelled examples count for the mixing weights?
floor = ${floor}  # smallest ${floored}`;

/** The half-steps, from theta to theta. */
export const numpySteps = ({ phases, owned }: Route<unknown>): string =>
  `${owned ? 'R = e_step(theta)\n' : ''}for phase in ${numpyPhases(phases)}:
    if phase == "E":
        R = e_step(theta)
    else:
        theta = m_step(R)`;

/**
 * What is alike in every mixture, given log_joint(theta, examples): E, the bound, what labels and rules decide.
 *
 * @param labelled the labelled examples as log_joint takes them
 */
export const commonNumpy = (labelled: string): string =>
  `
def log_sum_exp(a):
    """ln sum_k exp(a_nk), without overflow."""
    top = a.max(axis=1)
    return top + np.log(np.exp(a - top[:, None]).sum(axis=1))


def e_step(theta):
    """R_nk = p(z_n = k | example n): who owns each example."""
    a = log_joint(theta)
    return np.exp(a - log_sum_exp(a)[:, None])


def supervised(theta):
    """alpha times sum_n ln p(example n, its label): what the labelled examples add."""
    if alpha == 0 or len(labelled_z) == 0:
        return 0.0
    weights = theta[0] if weights_from_all else np.ones(K)
    a = log_joint((weights, *theta[1:]), ${labelled})
    return alpha * a[np.arange(len(labelled_z)), labelled_z].sum()


def objective(theta):
    """What EM maximizes; without labels the log-likelihood sum_n ln p(example n)."""
    return log_sum_exp(log_joint(theta)).sum() + supervised(theta)


def bound(theta, R):
    """ELBO: sum_nk R_nk (ln p(example n, z_n = k) - ln R_nk), and the labels' part."""
    some = R > 0  # 0 ln 0 = 0
    return (R[some] * (log_joint(theta)[some] - np.log(R[some]))).sum() + supervised(theta)


def all_responsibilities(R):
    """Labelled examples below the others, each a row alpha * onehot(label)."""
    return np.vstack([R, alpha * np.eye(K)[labelled_z]])


def mixing_weights(R):
    counts = (all_responsibilities(R) if weights_from_all else R).sum(axis=0)
    return counts / counts.sum()
`.trim();
