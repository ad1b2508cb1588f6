/// The contest as every native contestant reads it: see bench/problem.mjs, which writes it.
#pragma once

#include <cstddef>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace bench {

struct Problem {
  std::size_t N, D, K;
  std::vector<double> X, weights, means, covariances;  ///< row-major
};

inline std::vector<double> numbers(std::ifstream& file, std::size_t count) {
  std::vector<double> v(count);
  file.read(reinterpret_cast<char*>(v.data()), static_cast<std::streamsize>(count * sizeof(double)));
  return v;
}

inline Problem read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<double> sizes = numbers(file, 3);
  Problem p{static_cast<std::size_t>(sizes[0]),
            static_cast<std::size_t>(sizes[1]),
            static_cast<std::size_t>(sizes[2]),
            {},
            {},
            {},
            {}};
  p.weights = numbers(file, p.K);
  p.means = numbers(file, p.K * p.D);
  p.covariances = numbers(file, p.K * p.D * p.D);
  p.X = numbers(file, p.N * p.D);
  return p;
}

struct Answer {
  double seconds, log_likelihood;
};

/// Of processor time, as in bench/problem.mjs.
template <class Work>
double seconds(Work work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// For each number of iterations on a line of standard input, the answer on one of standard output.
template <class Run>
void serve(Run run) {
  std::cout << "ready\n" << std::flush;
  for (int iterations = 0; std::cin >> iterations;) {
    const Answer answer = run(iterations);
    std::printf("%.9g %.17g\n", answer.seconds, answer.log_likelihood);
    std::fflush(stdout);
  }
}

}  // namespace bench
