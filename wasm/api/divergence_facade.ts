import type { DivergenceModule } from '../dist/divergence.mjs';
import type { Core } from './core.ts';
import type { Divergence } from './divergence.ts';
import { divergenceFitFacade } from './divergence_fit_facade.ts';
import { requireMemory } from './limits.ts';
import type { LabelsLike, Matrix, MatrixLike, VectorLike } from './types.ts';
import { finite, integer, labels, matrix, vector } from './validate.ts';

function toDistribution(value: VectorLike, name: string): Float64Array {
  const given = vector(value, name);
  requireMemory(name, { rows: given.length, features: 1, components: 0 });
  return given;
}

function toTable(value: MatrixLike, name: string): Matrix {
  const given = matrix(value, name);
  requireMemory(name, { rows: given.rows, features: given.cols, components: 0 });
  return given;
}

function toOutcomes(value: LabelsLike): Int32Array {
  const given = labels(value, 'data');
  requireMemory('data', { rows: given.length, features: 1, components: 0 });
  return given;
}

/** `Divergence` on a WebAssembly instance. Documentation of the functions: the interface. */
export function divergenceFacade(core: Core<DivergenceModule>): Divergence {
  return {
    entropy(p) {
      const distribution = toDistribution(p, 'p');
      return core.call('p', (raw) => raw.divergenceEntropy(distribution));
    },

    crossEntropy(p, q) {
      const [of, code] = [toDistribution(p, 'p'), toDistribution(q, 'q')];
      return core.call('p', (raw) => raw.divergenceCrossEntropy(of, code));
    },

    kl(p, q) {
      const [of, from] = [toDistribution(p, 'p'), toDistribution(q, 'q')];
      return core.call('p', (raw) => raw.divergenceKl(of, from));
    },

    chainRule(P, Q) {
      const [of, from] = [toTable(P, 'P'), toTable(Q, 'Q')];
      return core.call('P', (raw) => raw.divergenceChainRule(of, from));
    },

    jointConvexity(p1, q1, p2, q2, lambda) {
      const [a, b] = [toDistribution(p1, 'p1'), toDistribution(q1, 'q1')];
      const [c, d] = [toDistribution(p2, 'p2'), toDistribution(q2, 'q2')];
      const share = finite(lambda, 'lambda');
      return core.call('p1', (raw) => raw.divergenceJointConvexity(a, b, c, d, share));
    },

    empiricalDistribution(data, outcomes) {
      const seen = toOutcomes(data);
      const count = integer(outcomes, 'outcomes', 1);
      requireMemory('outcomes', { rows: count, features: 1, components: 0 });
      return core.call('data', (raw) => raw.divergenceEmpiricalDistribution(seen, count));
    },

    empiricalFit(data, q) {
      const [seen, model] = [toOutcomes(data), toDistribution(q, 'q')];
      return core.call('data', (raw) => raw.divergenceEmpiricalFit(seen, model));
    },

    gaussianKl(meanQ, covarianceQ, meanP, covarianceP) {
      if (typeof meanQ === 'number') {
        const [centerQ, varianceQ] = [meanQ, finite(covarianceQ, 'varianceQ')];
        const [centerP, varianceP] = [finite(meanP, 'meanP'), finite(covarianceP, 'varianceP')];
        return core.call('meanQ', (raw) => raw.divergenceGaussianKl(centerQ, varianceQ, centerP, varianceP));
      }
      const centerQ = vector(meanQ, 'meanQ');
      const spreadQ = toTable(covarianceQ as MatrixLike, 'covarianceQ');
      const centerP = vector(meanP, 'meanP');
      const spreadP = toTable(covarianceP as MatrixLike, 'covarianceP');
      return core.call('covarianceQ', (raw) =>
        raw.divergenceGaussianKlMultivariate(centerQ, spreadQ, centerP, spreadP),
      );
    },

    gaussianKlToStandardNormal(mean, logSigma) {
      const [center, scale] = [vector(mean, 'mean'), vector(logSigma, 'logSigma')];
      return core.call('mean', (raw) => raw.divergenceGaussianKlToStandardNormal(center, scale));
    },

    gaussianEntropy(covariance) {
      if (typeof covariance === 'number') {
        return core.call('variance', (raw) => raw.divergenceGaussianEntropy(covariance));
      }
      const spread = toTable(covariance, 'covariance');
      return core.call('covariance', (raw) => raw.divergenceGaussianEntropyMultivariate(spread));
    },

    gaussianEntropyDiagonal(logSigma) {
      const scale = vector(logSigma, 'logSigma');
      return core.call('logSigma', (raw) => raw.divergenceGaussianEntropyDiagonal(scale));
    },

    ...divergenceFitFacade(core),
  };
}
