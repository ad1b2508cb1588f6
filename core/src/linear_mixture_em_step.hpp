// EM for a mixture of lines in one pass over the data, without responsibilities; linear_mixture.hpp is the definition, and this
// agrees with it to 1e-12 of the result. Internal: all arguments are taken as checked.
#pragma once

#include <optional>
#include <vector>

#include "kernels/linear_mixture_pass.hpp"

namespace lvm::linear_mixture {

/// X and y as they came and in tiles.
class Examples {
 public:
  /// @throws InvalidArgument  as log_joint
  Examples(const Matrix& X, const Vector& y);

  const Matrix& X() const { return X_; }
  const Vector& y() const { return y_; }
  const gmm::Dataset& tiles() const { return tiles_; }

 private:
  const Matrix& X_;
  const Vector& y_;
  gmm::Dataset tiles_;
};

using mixture::Expectation;

/// @throws as e_step
Expectation expect(const Examples& data, const Params& params);

/// @param expectation  of data under params
/// @throws as m_step
Params maximize(const Examples& data, const Params& params, const Expectation& expectation, const Labelled& labelled,
                double variance_floor);

/// Solves A v = v for packed positive definite A by Cholesky's L L^T, which takes A's place.
/// @return false where A is too near to singular
bool solve(double* A, double* v, Index D);

/// The parameters that maximize the bound, or nothing where the sums do not determine them well enough.
///
/// @param sums  of each line as kernel::sums_of says, about those of W; labelled examples come in addition
/// @param W     K x D
/// @param N     how many examples were summed
std::optional<Params> from_sums(std::vector<double> sums, const Matrix& W, Index N, const Labelled& labelled,
                                double variance_floor);

/// KL(gamma || gamma'), the gap that a step from before to after leaves.
double kl_of_posteriors(const Examples& data, const Params& before, const Params& after);

}  // namespace lvm::linear_mixture
