// The lines of the NumPy script that are the same in every run; they make noise by shell/take/noise.ts.

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
            g = gradient(normals(step, samples, m))
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
    estimate = log_likelihood(mean + normals(step, samples, m) @ L.T).mean() - kl_to_prior
    return dict(evidence=evidence, elbo=elbo, gap=evidence - elbo, estimate=estimate)
`.trim();
