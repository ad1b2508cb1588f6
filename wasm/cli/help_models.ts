export const LGM_HELP = `elbo-lab lgm: the linear Gaussian model, by stochastic gradient variational Bayes (SGVB)

Usage
  elbo-lab lgm <command> [options]

Commands
  experiment   the bound before and after SGVB, in two models of equal evidence

elbo-lab lgm experiment --help tells the options.
`;

export const LGM_EXPERIMENT_HELP = `elbo-lab lgm experiment: SGVB in two linear Gaussian models of equal evidence

Usage
  elbo-lab lgm experiment [options]

CS229 (Fall 2020) PS3 Q3(d) and (e). In model 1 the columns of W are nearly orthogonal, in model 2 strongly
correlated; ln p(x) is the same. For both: log evidence, the ELBO before and after SGVB with standard errors and
exactly, and the best that a q of this family can reach. The models come with elbo-lab; no file is read.

SGVB
  --steps <n>              1 to 1000000 (default 1000)
  --step-size <a>          > 0 (default 0.001)
  --samples <n>            of each gradient estimate (default 10)
  --optimizer <name>       gradient_ascent (default, as CS229), adam or robbins_monro (a step size that falls)
  --family <name>          factorized (default) or full, whose gap can be closed
  --objective <name>       elbo (default); no bounds: without_entropy, without_prior_kl, kl_only
  --seed <n>               of all noise, 0 to 4294967295 (default 0)

Output
  --evaluation-samples <n> of each ELBO estimate (default 10000)
  --trace-every <n>        steps between two entries of the trace in the JSON document (default 10)
  --json                   one JSON document with options, models, parameters and the trace
  -h, --help               this text

Example
  elbo-lab lgm experiment --optimizer adam --step-size 0.01
`;

export const LM_HELP = `elbo-lab lm: mixtures of linear regressions by expectation-maximization

Usage
  elbo-lab lm <command> [options]

Commands
  fit          fit lines to the rows of a CSV file

elbo-lab lm fit --help tells the options.
`;

export const LM_FIT_HELP = `elbo-lab lm fit: fit a mixture of linear regressions to the rows of a CSV file by EM

Usage
  elbo-lab lm fit --k <n> [options] <file.csv | ->

The first line of the file names the columns. The response is column y; the data are the columns x_1, x_2, ... (or,
where no column has such a name, all other numeric ones). A column z holds labels, the line of a row: integers from 0,
or words; empty or -1 is unlabelled. Rows with a label are the labelled examples, each counting alpha. "-" reads from
stdin.

Model
  --k <n>                  number of lines (required)
  --intercept <when>       "yes", "no", or "auto": yes unless a data column is constant (default auto)
  --alpha <a>              weight of each labelled example, >= 0 (default 1)
  --weights-from <which>   mixing weights from "all" examples (default) or the "unlabelled" as in NTU HW3
  --variance-floor <v>     smallest noise variance allowed, >= 0 (default 0: none, collapse is an error)

Run
  --init <start>           random_lines (default) or random_split
  --seed <n>               of the random start, 0 to 4294967295 (default 0)
  --restarts <n>           best of n runs with successive seeds (default 1)
  --tolerance <t>          stop when the objective changes by less, in nats, > 0 (default 0.001)
  --max-iterations <n>     1 to 1000000 (default 1000)

Data
  --response <name>        the response column (default y)
  --columns <a,b,...>      the data columns
  --label <name>           the label column (default z where there is one; "none" ignores labels)

Output
  --json                   one JSON document with options, parameters and the trace of every half-step
  -h, --help               this text

Example
  elbo-lab lm fit --k 3 --restarts 10 data.csv
`;
