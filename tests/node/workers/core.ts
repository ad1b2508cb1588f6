// The worker of the package, from its source: what elbo-lab/worker is in Node.
import '../../../wasm/api/worker.node.ts';
