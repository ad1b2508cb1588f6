import type { LinearGaussianModule } from '../dist/linear_gaussian.mjs';
import type { Core } from './core.ts';
import { requireMemory } from './limits.ts';
import type { LinearGaussian, LinearGaussianModelLike } from './linear_gaussian.ts';
import { toFamily, toModel, toObjective, toSamples } from './linear_gaussian_arguments.ts';
import { sgvbFacade } from './sgvb_facade.ts';
import type { MatrixLike, VectorLike } from './types.ts';
import { finite, matrix, vector, word } from './validate.ts';
import type { BoundObjective, SameFamily, VariationalGaussianLike } from './variational.ts';

/** `LinearGaussian` on a WebAssembly instance. Documentation of the functions: the interface. */
export function linearGaussianFacade(core: Core<LinearGaussianModule>): LinearGaussian {
  return {
    marginal(model) {
      const theta = toModel(model);
      const d = theta.W.rows;
      requireMemory('W', { rows: d, features: d + theta.W.cols, components: 0 });
      return core.call('W', (raw) => raw.linearGaussianMarginal(theta));
    },

    logEvidence(model, x) {
      const [theta, point] = [toModel(model), vector(x, 'x')];
      return core.call('W', (raw) => raw.linearGaussianLogEvidence(theta, point));
    },

    posterior(model, x) {
      const [theta, point] = [toModel(model), vector(x, 'x')];
      return core.call('W', (raw) => raw.linearGaussianPosterior(theta, point));
    },

    logPrior(Z) {
      const points = toSamples(Z, 'Z');
      return core.call('Z', (raw) => raw.linearGaussianLogPrior(points));
    },

    logLikelihood(model, x, Z) {
      const [theta, point] = [toModel(model), vector(x, 'x')];
      const points = toSamples(Z, 'Z', theta.W.rows);
      return core.call('Z', (raw) => raw.linearGaussianLogLikelihood(theta, point, points));
    },

    logJoint(model, x, Z) {
      const [theta, point] = [toModel(model), vector(x, 'x')];
      const points = toSamples(Z, 'Z', theta.W.rows);
      return core.call('Z', (raw) => raw.linearGaussianLogJoint(theta, point, points));
    },

    elbo(model, x, q) {
      const [theta, point, family] = [toModel(model), vector(x, 'x'), toFamily(q)];
      return core.call('W', (raw) => raw.linearGaussianElbo(theta, point, family));
    },

    terms(model, x, q) {
      const [theta, point, family] = [toModel(model), vector(x, 'x'), toFamily(q)];
      return core.call('W', (raw) => raw.linearGaussianTerms(theta, point, family));
    },

    objective(model, x, q, objective) {
      const [theta, point, family] = [toModel(model), vector(x, 'x'), toFamily(q)];
      const what = toObjective(objective);
      return core.call('W', (raw) => raw.linearGaussianObjective(theta, point, family, what));
    },

    elboEstimate(model, x, q, eps, form) {
      const [theta, point, family] = [toModel(model), vector(x, 'x'), toFamily(q)];
      const noise = toSamples(eps, 'eps', theta.W.rows);
      const kind = word(form ?? 'reconstruction', 'form', ['energy', 'reconstruction', 'evidence']);
      return core.call('eps', (raw) => raw.linearGaussianElboEstimate(theta, point, family, noise, kind));
    },

    gradient<Q extends VariationalGaussianLike>(
      model: LinearGaussianModelLike,
      x: VectorLike,
      q: Q,
      objective?: BoundObjective,
    ) {
      const [theta, point, family] = [toModel(model), vector(x, 'x'), toFamily(q)];
      const what = toObjective(objective);
      const result = core.call('W', (raw) => raw.linearGaussianGradient(theta, point, family, what));
      return result as SameFamily<Q>;
    },

    gradientEstimate<Q extends VariationalGaussianLike>(
      model: LinearGaussianModelLike,
      x: VectorLike,
      q: Q,
      eps: MatrixLike,
      objective?: BoundObjective,
    ) {
      const [theta, point, family] = [toModel(model), vector(x, 'x'), toFamily(q)];
      const noise = toSamples(eps, 'eps', theta.W.rows);
      const what = toObjective(objective);
      const result = core.call('eps', (raw) =>
        raw.linearGaussianGradientEstimate(theta, point, family, noise, what),
      );
      return result as SameFamily<Q>;
    },

    samples(model, x, q, eps) {
      const [theta, point, family] = [toModel(model), vector(x, 'x'), toFamily(q)];
      const noise = toSamples(eps, 'eps', theta.W.rows);
      return core.call('eps', (raw) => raw.linearGaussianSamples(theta, point, family, noise));
    },

    optimum(model, x) {
      const [theta, point] = [toModel(model), vector(x, 'x')];
      return core.call('W', (raw) => raw.linearGaussianOptimum(theta, point));
    },

    fullOptimum(model, x) {
      const [theta, point] = [toModel(model), vector(x, 'x')];
      return core.call('W', (raw) => raw.linearGaussianFullOptimum(theta, point));
    },

    irreducibleGap(model) {
      const theta = toModel(model);
      return core.call('W', (raw) => raw.linearGaussianIrreducibleGap(theta));
    },

    fullFrom(mean, L) {
      const [center, factor] = [vector(mean, 'mean'), matrix(L, 'L')];
      requireMemory('L', { rows: factor.rows, features: factor.cols, components: 0 });
      return core.call('L', (raw) => raw.linearGaussianFullFrom(center, factor));
    },

    experiment1: () => core.call('model', (raw) => raw.linearGaussianExperiment1()),

    experiment2: () => core.call('model', (raw) => raw.linearGaussianExperiment2()),

    angle(radians) {
      const angle = finite(radians, 'radians');
      return core.call('radians', (raw) => raw.linearGaussianAngle(angle));
    },

    ...sgvbFacade(core),
  };
}
