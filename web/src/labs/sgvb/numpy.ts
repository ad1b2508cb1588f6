// The lines of the NumPy script that are the same in every run.

/** The core's noise: the same bits, but for the last one of a logarithm or a cosine. */
export const NOISE = `
def noise(step, m):
    """Standard normals for one step, a row a sample.

    A counter-based generator: Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011), then Box-Muller. Nothing is
    advanced, so the noise of step 100 can be had without that of the 99 before it.
    """
    word = 0xFFFFFFFF
    i = np.arange((samples * m + 1) // 2, dtype=np.uint64)
    c = [i, np.full_like(i, step), np.zeros_like(i), np.zeros_like(i)]
    key = [seed, 0x73670001]
    for _ in range(10):
        p, q = c[0] * np.uint64(0xD2511F53), c[2] * np.uint64(0xCD9E8D57)
        c = [
            (q >> np.uint64(32)) ^ c[1] ^ np.uint64(key[0]),
            q & np.uint64(word),
            (p >> np.uint64(32)) ^ c[3] ^ np.uint64(key[1]),
            p & np.uint64(word),
        ]
        key = [(key[0] + 0x9E3779B9) & word, (key[1] + 0xBB67AE85) & word]

    def uniform(low, high):
        bits = (high << np.uint64(32) | low) >> np.uint64(12)
        return (bits.astype(float) + 0.5) * 2.0**-52

    radius = np.sqrt(-2 * np.log(uniform(c[0], c[1])))
    angle = 2 * np.pi * uniform(c[2], c[3])
    pairs = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return pairs.ravel()[: samples * m].reshape(samples, m)
`.trim();

export const SGVB = `
def run(W, b, gamma, x, mean, log_scale, lower, adam):
    """All the steps, and what the page shows of the q that they lead to."""
    m = len(mean)
    below = np.tril_indices(m, -1)  # the entries of L that a tilted q has beside its diagonal

    def log_normal(r, covariance):
        L = np.linalg.cholesky(covariance)
        u = np.linalg.solve(L, r)
        return -0.5 * (u @ u + len(r) * np.log(2 * np.pi)) - np.log(np.diag(L)).sum()

    def gradient(eps):
        """Of the objective, by reparameterization: z = mean + L eps."""
        scale = np.exp(log_scale)
        L = np.diag(scale) + lower
        z = mean + eps @ L.T
        pull = (x - b - z @ W.T) @ W / gamma**2  # d ln p(x | z) / d z, a row a sample
        by_L = pull.T @ eps / len(eps)
        return np.r_[
            likelihood * pull.mean(axis=0) - prior * mean,
            likelihood * np.diag(by_L) * scale - prior * scale**2 + entropy,
            (likelihood * by_L - prior * lower)[below] if full else [],
        ]

    step = steps_before
    for count, optimizer, size in stretches:
        for _ in range(count):
            g = gradient(noise(step, m))
            if optimizer == "adam":  # Kingma and Ba 2015, algorithm 1
                first, second, taken = adam or (np.zeros(len(g)), np.zeros(len(g)), 0)
                taken += 1
                first = 0.9 * first + 0.1 * g
                second = 0.999 * second + 0.001 * g**2
                adam = (first, second, taken)
                change = size * (first / (1 - 0.9**taken)) / (np.sqrt(second / (1 - 0.999**taken)) + 1e-8)
            elif optimizer == "robbins_monro":
                adam, change = None, size / (1 + step / 100) ** 0.75 * g
            else:
                adam, change = None, size * g
            mean = mean + change[:m]
            log_scale = log_scale + change[m : 2 * m]
            lower = lower.copy()
            if full:
                lower[below] += change[2 * m :]
            step += 1

    L = np.diag(np.exp(log_scale)) + lower
    kl_to_prior = 0.5 * ((L**2).sum() + mean @ mean - m) - log_scale.sum()

    def log_likelihood(z):
        r = (x - b - z @ W.T) / gamma
        return -0.5 * (r**2).sum(axis=-1) - len(x) * (np.log(gamma) + 0.5 * np.log(2 * np.pi))

    # E_q ln p(x | z) is its value at the mean, less what the spread of z costs.
    elbo = log_likelihood(mean) - 0.5 * ((W @ L) ** 2).sum() / gamma**2 - kl_to_prior
    evidence = log_normal(x - b, W @ W.T + gamma**2 * np.eye(len(x)))
    estimate = log_likelihood(mean + noise(step, m) @ L.T).mean() - kl_to_prior
    return dict(evidence=evidence, elbo=elbo, gap=evidence - elbo, estimate=estimate)
`.trim();
