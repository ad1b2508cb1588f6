"""scikit-learn's own E- and M-step, without its initialization: see bench/problem.mjs for the protocol."""

import sys
import time

import numpy as np
from sklearn.mixture import GaussianMixture
from sklearn.mixture._gaussian_mixture import _compute_precision_cholesky

numbers = np.fromfile(sys.argv[1])
N, D, K = numbers[:3].astype(int)
weights, means, covariances, X = np.split(numbers[3:], np.cumsum([K, K * D, K * D * D]))
X = X.reshape(N, D)

print("ready", flush=True)
for line in sys.stdin:
    model = GaussianMixture(K, reg_covar=0.0)
    model.weights_, model.means_ = weights, means.reshape(K, D)
    model.covariances_ = covariances.reshape(K, D, D)
    model.precisions_cholesky_ = _compute_precision_cholesky(model.covariances_, "full")
    start = time.process_time()
    for _ in range(int(line)):
        mean_log_likelihood, log_responsibilities = model._e_step(X)
        model._m_step(X, log_responsibilities)
    seconds = time.process_time() - start
    print(f"{seconds:.9g} {mean_log_likelihood * N:.17g}", flush=True)
