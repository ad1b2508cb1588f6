export const ROOT_HELP = `elbo-lab: latent-variable inference in WebAssembly, the core of ELBO Lab without the page

Usage
  elbo-lab <model> <command> [options]

Models
  gmm          Gaussian mixtures by expectation-maximization, with or without labelled examples
  lgm          the linear Gaussian model, by stochastic gradient variational Bayes
  lm           mixtures of linear regressions by expectation-maximization

Options
  -h, --help   this text; also after a model or a command
  --version    the version

Exit codes
  0 success    1 an error in the data or the numerics    2 a command line that cannot be understood
`;

export const GMM_HELP = `elbo-lab gmm: Gaussian mixtures by expectation-maximization

Usage
  elbo-lab gmm <command> [options]

Commands
  fit          fit a mixture to the rows of a CSV file

elbo-lab gmm fit --help tells the options.
`;

export const GMM_FIT_HELP = `elbo-lab gmm fit: fit a Gaussian mixture to the rows of a CSV file by EM

Usage
  elbo-lab gmm fit --k <n> [options] <file.csv | ->

The first line of the file names the columns. The data are the columns x_1, x_2, ... (or, where no column has such
a name, all numeric ones). A column z holds labels: integers from 0, or words; empty or -1 is unlabelled. Rows with
a label are the labelled examples, each counting alpha; the others are the unlabelled ones. "-" reads from stdin.

Model
  --k <n>                  number of components (required)
  --alpha <a>              weight of each labelled example, >= 0 (default 1)
  --weights-from <which>   mixing weights from "all" examples as in CS229 (default) or the "unlabelled" as in NTU HW3
  --covariance-floor <v>   smallest variance allowed in any direction, >= 0 (default 0: none, collapse is an error)

Run
  --init <start>           random_split (default), kmeans++ or labelled_means
  --seed <n>               of the random start, 0 to 4294967295 (default 0)
  --restarts <n>           best of n runs with successive seeds (default 1)
  --tolerance <t>          stop when the objective changes by less, in nats, > 0 (default 0.001)
  --max-iterations <n>     1 to 1000000 (default 1000)

Data
  --columns <a,b,...>      the data columns
  --label <name>           the label column (default z where there is one; "none" ignores labels)

Output
  --json                   one JSON document with options, parameters and the trace of every half-step
  -h, --help               this text

Example
  elbo-lab gmm fit --k 4 --alpha 20 data.csv
`;
