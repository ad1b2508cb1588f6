import {
  type LinearGaussianExample,
  type LinearGaussianFit,
  type LinearGaussianTracePoint,
  type Lvm,
  load,
  type VariationalGaussian,
} from '../api/index.node.ts';
import type { ExperimentRequest } from './lgm_experiment_options.ts';
import { align, digits, toRows } from './text.ts';

/** One of the two models, and how far SGVB came. */
interface Experiment {
  readonly name: string;
  readonly example: LinearGaussianExample;
  readonly fit: LinearGaussianFit;
  readonly before: LinearGaussianTracePoint;
  readonly after: LinearGaussianTracePoint;
  /** The best q of the family, its bound and what it leaves open. */
  readonly optimum: { readonly q: VariationalGaussian; readonly elbo: number; readonly gap: number };
}

/** CS229 PS3 Q3(d) and (e): both shipped models, the report as text or JSON. */
export async function runExperiment(request: ExperimentRequest): Promise<string> {
  const lab = await load();
  const { experiment1, experiment2 } = lab.linearGaussian;
  const experiments = [
    experiment(lab, '1: W nearly orthogonal', experiment1(), request),
    experiment(lab, '2: W strongly correlated', experiment2(), request),
  ];
  const { version } = lab.build.info();
  return request.json ? toJson(version, request, experiments) : toText(request, experiments);
}

function experiment(
  lab: Lvm,
  name: string,
  example: LinearGaussianExample,
  { json: _, ...options }: ExperimentRequest,
): Experiment {
  const { model, x } = example;
  const fit = lab.linearGaussian.fit({ ...options, model, x });
  const [before, after] = [fit.trace[0], fit.trace.at(-1)];
  if (before === undefined || after === undefined) throw new Error('fit returned no trace');
  const full = options.family === 'full';
  const q = full ? lab.linearGaussian.fullOptimum(model, x) : lab.linearGaussian.optimum(model, x);
  const { elbo, klToPosterior: gap } = lab.linearGaussian.terms(model, x, q);
  return { name, example, fit, before, after, optimum: { q, elbo, gap } };
}

const plain = (q: VariationalGaussian) =>
  'logSigma' in q
    ? { mean: Array.from(q.mean), logSigma: Array.from(q.logSigma) }
    : { mean: Array.from(q.mean), logDiagonal: Array.from(q.logDiagonal), lower: toRows(q.lower) };

function toJson(version: string, request: ExperimentRequest, experiments: readonly Experiment[]): string {
  const { json: _, ...options } = request;
  const point = (at: LinearGaussianTracePoint) => ({ ...at, q: plain(at.q) });
  const document = {
    elboLab: version,
    command: 'lgm experiment',
    options,
    experiments: experiments.map(({ name, example: { model, x }, fit, before, after, optimum }) => ({
      name,
      model: { W: toRows(model.W), b: Array.from(model.b), gamma: model.gamma },
      x: Array.from(x),
      logEvidence: fit.logEvidence,
      before: point(before),
      after: point(after),
      optimum: { ...optimum, q: plain(optimum.q) },
      trace: fit.trace.map(point),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function toText(request: ExperimentRequest, experiments: readonly Experiment[]): string {
  const { steps, stepSize, samples, evaluationSamples, family, seed } = request;
  const optimizer = request.optimizer.replaceAll('_', ' ');
  const dropped = request.objective === 'elbo' ? '' : `; objective ${request.objective}, which is no bound`;
  const about = [
    'SGVB in two linear Gaussian models of equal evidence (CS229 F20 PS3 Q3)',
    `${optimizer}, ${steps} steps of ${stepSize}, ${samples} samples per gradient, ${family} q${dropped}`,
    `estimates are means over ${evaluationSamples} samples, +- one standard error; nats; seed ${seed}`,
  ];
  const row = (title: string, value: (experiment: Experiment) => string) => [
    title,
    ...experiments.map(value),
  ];
  const estimate = ({ estimate: { value, standardError } }: LinearGaussianTracePoint) =>
    `${value.toFixed(4)} +- ${digits(standardError, 2)}`;
  const rows = [
    row('model', ({ name }) => name),
    row('log evidence ln p(x)', ({ fit }) => fit.logEvidence.toFixed(4)),
    row('ELBO before, estimated', ({ before }) => estimate(before)),
    row('ELBO before, exact', ({ before }) => before.elbo.toFixed(4)),
    row('ELBO after, estimated', ({ after }) => estimate(after)),
    row('ELBO after, exact', ({ after }) => after.elbo.toFixed(4)),
    row('gap after', ({ after }) => after.gap.toFixed(4)),
    row(`best ELBO of a ${family} q`, ({ optimum }) => optimum.elbo.toFixed(4)),
    row('irreducible gap', ({ optimum }) => optimum.gap.toFixed(4)),
  ];
  return `${about.join('\n')}\n\n${align(rows, ['left'])}\n`;
}
