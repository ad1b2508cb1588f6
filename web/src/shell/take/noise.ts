// The core's noise for NumPy scripts: the same bits, but for the last one of a logarithm or a cosine. Needs `seed`.

/** @param stream which of the core's purposes the noise is for, as its C++ names them */
export const noiseNumpy = (stream: number): string =>
  `
def uniforms(step, count):
    """Numbers between 0 and 1 for one step, by a counter-based generator: Philox4x32-10 (Salmon, Moraes, Dror and
    Shaw 2011). Nothing is advanced, so the noise of step 100 can be had without that of the 99 before it.
    """
    word = 0xFFFFFFFF
    i = np.arange((count + 1) // 2, dtype=np.uint64)
    c = [i, np.full_like(i, step), np.zeros_like(i), np.zeros_like(i)]
    key = [seed, 0x${stream.toString(16)}]
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

    return np.stack([uniform(c[0], c[1]), uniform(c[2], c[3])], axis=1).ravel()[:count]


def normals(step, rows, cols):
    """Standard normals from pairs of these, by Box and Muller."""
    u = uniforms(step, 2 * ((rows * cols + 1) // 2)).reshape(-1, 2)
    radius, angle = np.sqrt(-2 * np.log(u[:, 0])), 2 * np.pi * u[:, 1]
    pairs = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return pairs.ravel()[: rows * cols].reshape(rows, cols)
`.trim();
