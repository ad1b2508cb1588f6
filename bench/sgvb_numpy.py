"""Steps of gradient ascent with NumPy, all samples of a step at once: see bench/sgvb_problem.mjs."""

import sys
import time

import numpy as np

STEP_SIZE = 1e-5
numbers = np.fromfile(sys.argv[1])
N, d, m = numbers[:3].astype(int)
gamma = numbers[3]
W, b, x = np.split(numbers[4:], np.cumsum([d * m, d]))
W = W.reshape(d, m)
rng = np.random.default_rng(1)


def run(steps):
    mean, rho = np.zeros(m), np.zeros(m)
    for _ in range(steps):
        sigma = np.exp(rho)
        eps = rng.standard_normal((N, m))
        z = mean + sigma * eps
        pull = (x - b - z @ W.T) @ W / gamma**2
        mean = mean + STEP_SIZE * (pull.mean(axis=0) - mean)
        rho = rho + STEP_SIZE * ((pull * eps).mean(axis=0) * sigma - sigma**2 + 1)
    return mean.sum()


print("ready", flush=True)
run(20)
for line in sys.stdin:
    start = time.process_time()
    result = run(int(line))
    print(f"{time.process_time() - start:.9g} {result:.17g}", flush=True)
