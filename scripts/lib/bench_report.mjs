// What `npm run bench` found, in words and against what was asked for.

const COLUMNS = {
  wasm: 'ELBO Lab, WebAssembly in Node',
  native: 'the same source, native SSE2',
  javascript: 'plain JavaScript, tuned',
  sklearn: 'scikit-learn',
  armadillo: 'Armadillo, gmm_full',
  tfjs: 'TensorFlow.js, wasm backend, float32',
  tfjs_tuned: 'the same, as two matrix products',
  numpy: 'NumPy',
};
const SUITES = {
  gmm: ['wasm', 'native', 'javascript', 'sklearn', 'armadillo', 'tfjs', 'tfjs_tuned'],
  sgvb: ['wasm', 'native', 'javascript', 'numpy'],
};

/** How many times as long as ours others must take; the sizes decide which row is meant. */
const ASKED = [
  { other: 'sklearn', factor: 20, when: ({ n, d }) => d === 2 && n <= 100_000 },
  { other: 'sklearn', factor: 18, when: ({ n, d }) => d === 2 && n > 100_000 },
  { other: 'sklearn', factor: 4, when: ({ n, d }) => d === 16 && n >= 100_000 },
  { other: 'javascript', factor: 6, when: ({ n, d }) => d === 2 && n < 10_000 },
  { other: 'javascript', factor: 9, when: ({ n, d }) => d === 2 && n >= 10_000 },
  { other: 'javascript', factor: 8, when: ({ m }) => m === 64 },
  { other: 'armadillo', factor: 12, when: ({ n, d }) => d === 2 && n >= 10_000 },
  { other: 'tfjs', factor: 18, when: ({ d }) => d === 2 },
  { other: 'numpy', factor: 100, when: ({ N }) => N === 1 },
  { other: 'numpy', factor: 15, when: ({ m }) => m === 8 },
  { other: 'numpy', factor: 6, when: ({ m, N }) => m === 2 && N === 100 },
  { other: 'numpy', factor: 1.3, when: ({ m }) => m === 64 },
  { other: 'native', factor: 1 / 1.3, when: () => true },
];
/** How much of what is asked for a check demands: the machines that run a short one are shared, and it has few rounds. */
const SLACK = { long: 0.85, short: 0.7 };

const grouped = (count) => count.toLocaleString('en').replaceAll(',', ' ');
const sizesOf = ({ suite, n, d, k, m, N }) =>
  suite === 'gmm' ? `n = ${grouped(n)}, d = ${d}, k = ${k}` : `m = d = ${m}, ${grouped(N)} samples`;
const digits = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** Nanoseconds per point and component, or microseconds per step. */
const shown = ({ suite, ns, n, k }, name) => ns[name] / (suite === 'gmm' ? n * k : 1000);

/** Rows of one suite: the time, and the ratio to ours. */
export function table(results) {
  const cell = (result, name) => {
    const { ns, ratio, refused } = result;
    if (name in refused) return `refused: log-likelihood off by ${refused[name].toExponential(1)}`;
    if (ns[name] === undefined) return '–';
    const time = digits(shown(result, name));
    return name === 'wasm' ? `**${time}**` : `${time} (${digits(ratio[name])}x)`;
  };
  const names = SUITES[results[0].suite];
  return [
    `| | ${names.map((name) => COLUMNS[name]).join(' | ')} |`,
    `|---|${names.map(() => '---|').join('')}`,
    ...results.map(
      (result) => `| ${sizesOf(result)} | ${names.map((name) => cell(result, name)).join(' | ')} |`,
    ),
  ].join('\n');
}

function ratios(results) {
  return results.flatMap((result) =>
    ASKED.filter(({ other, when }) => when(result) && result.ns[other] !== undefined).map(
      ({ other, factor }) => {
        const reached = result.ratio[other];
        const verdict =
          reached >= factor ? 'reached' : reached >= SLACK.long * factor ? 'within 15 %' : 'missed';
        return { row: sizesOf(result), other, factor, reached, verdict };
      },
    ),
  );
}

/** A line for each ratio that is missed by more than 15 %, or by more than 30 % where the check is short. */
export function missed(results, short = false) {
  return ratios(results)
    .filter(({ reached, factor }) => reached < (short ? SLACK.short : SLACK.long) * factor)
    .map(
      ({ row, other, factor, reached }) =>
        `${row}: ${COLUMNS[other]} ${digits(reached)}x of ${digits(factor)}x`,
    );
}

/** @returns the page docs/benchmarks.md */
export function report(results, costs, versions) {
  const of = (suite) => table(results.filter((result) => result.suite === suite));
  const verdicts = ratios(results).map(
    (r) => `| ${COLUMNS[r.other]}, ${r.row} | ${digits(r.reached)} | ${digits(r.factor)} | ${r.verdict} |`,
  );
  const waits = costs.map(({ what, ms, asked }) => `| ${what} | ${digits(ms)} ms | ${asked} ms |`);
  return `# Benchmarks

Written by \`npm run bench\`; \`npm run bench -- --check\` fails when a ratio below is missed by more than 15 %, twice in
succession. With \`--small\` it takes small sizes, the native build and plain JavaScript only, and allows 30 %.

All in one run on one thread: the contestants take turns, and processor time is what is counted. Shown are the medians of the rounds, and
in brackets how many times as long as ours, the median of the rounds' ratios. Ours is the package as installed, called through its facade;
what a call costs beside its iterations is not counted, as it is not for the others.

## EM for a Gaussian mixture

One full EM iteration (E-step, M-step, log-likelihood; full covariances, double precision), in nanoseconds per point and component. A
contestant whose log-likelihood differs from ours by more than a relative 1e-9 is refused. scikit-learn runs its own E- and M-step without its
initialization. TensorFlow.js counts in float32, where adding up a million points loses a relative 1e-4 of a log-likelihood; its bound is
1e-3. It has no mixture of its own, so bench/gmm_tfjs.mjs writes one in its operations, twice: first one operation for each thing in the
formulas, which is what is asked about below; then as fast as we can, for a log density is linear in (1, x, xxᵀ), a table that is made
once and not counted, which is no longer accurate where groups are narrow and far from each other.

${of('gmm')}

## A step of SGVB

One step of gradient ascent for the linear Gaussian model and the factorized family, noise included, in microseconds. Each contestant
draws noise in its own way, NumPy by its generator's standard_normal and plain JavaScript by Box and Muller from Math.random; ours are
the bits that a seed names, on every platform. So the results agree in distribution only, and are not compared.

${of('sgvb')}

## Against what was asked for

| ratio | reached | asked for | |
|---|---|---|---|
${verdicts.join('\n')}

## What a caller waits for

| | measured | at most |
|---|---|---|
${waits.join('\n')}

Machine and versions: ${versions.join('; ')}.
`;
}
