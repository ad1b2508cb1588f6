import type { ModuleFactory } from '../api/module.ts';
import type { BbviModule } from './bbvi.mjs';
import type { DivergenceModule } from './divergence.mjs';
import type { GmmModule } from './gmm.mjs';
import type { LinearGaussianModule } from './linear_gaussian.mjs';
import type { LinearMixtureModule } from './linear_mixture.mjs';

/** What all the models export, whose names begin with theirs. */
export type CoreModule = BbviModule & DivergenceModule & GmmModule & LinearGaussianModule & LinearMixtureModule;

declare const createModule: ModuleFactory<CoreModule>;
export default createModule;
