/// One Gaussian q fitted to a one-dimensional Gaussian mixture p by inclusive or by exclusive KL divergence.
///
///   inclusive  D_KL(p || q): q must cover all of p; one optimum, the moments of p
///   exclusive  D_KL(q || p): q must avoid where p is small; as many optima as p has separate modes, or more
///
/// Notation: p = sum_k pi_k N(mu_k, sigma_k^2), q = N(mean, sigma^2) with rho = log_sigma = ln sigma.
/// Expectations under q, and under each component of p, are integrals over the standardized axis eps of that Gaussian,
/// cut at |eps| = 10 (what lies outside weighs exp(-50)), by composite Gauss-Legendre quadrature: the panels shrink
/// towards each component on its own scale, and halve until refining no longer matters. Error below 1e-8 of
/// max(1, divergence) for sigmas that differ by up to 1e6, usually below 1e-11; shifting and scaling x changes nothing
/// but the units.
/// References: homework 4 (002) Problem 6.3; Bishop, Pattern Recognition and Machine Learning (2006), section 10.1.2.
#pragma once

#include <vector>

#include "lvm/types.hpp"

namespace lvm::divergence {

struct Mixture {
  Vector weights;  ///< pi, K, on the simplex
  Vector means;    ///< mu, K
  Vector sigmas;   ///< standard deviations, K, > 0
};

struct Gaussian {
  double mean;
  double log_sigma;  ///< rho = ln sigma, |rho| <= 300
};

enum class Direction { inclusive, exclusive };

struct Gradient {
  double mean;
  double log_sigma;
};

struct Evaluation {
  double value;       ///< the divergence, nats, >= 0
  Gradient gradient;  ///< with respect to q
};

/// ln p(x) at each x, nats.
/// @throws InvalidArgument  if p is not a mixture or x is not finite
Vector log_density(const Mixture& p, const Vector& x);

/// The Gaussian with mean and variance of p, the only optimum of the inclusive divergence. For a given sigma the best
/// mean is the same.
/// @throws InvalidArgument  if p is not a mixture
/// @throws NumericalError   if its variance is beyond the range of log_sigma
Gaussian inclusive_fit(const Mixture& p);

/// The divergence between p and q in the given direction, with its gradient.
///
/// @throws InvalidArgument  if p is not a mixture or q is out of range
/// @throws NumericalError   if the divergence exceeds the range of doubles
Evaluation evaluate(Direction direction, const Mixture& p, const Gaussian& q);

/// One step of gradient descent: q - step_size * gradient, in (mean, log_sigma).
///
/// @param fixed_sigma  whether log_sigma stays
Gaussian step(const Gaussian& q, const Gradient& gradient, double step_size, bool fixed_sigma = false);

struct DescentOptions {
  double step_size = 0.1;   ///< > 0; large ones leap over barriers between optima, or diverge
  int max_steps = 1000;     ///< >= 0
  double tolerance = 1e-6;  ///< stop when the length of the gradient is below it, > 0
  bool fixed_sigma = false;
};

enum class Stop { converged, max_steps, diverged };

struct DescentPoint {
  Gaussian q;
  Evaluation at;
};

struct Descent {
  Stop stop;                        ///< diverged: the next step leaves the range of Gaussian or of doubles
  std::vector<DescentPoint> trace;  ///< the start and every step; the last is where it stopped
};

/// Gradient descent from `start`.
/// @throws as evaluate at the start; InvalidArgument if an option is out of range
Descent fit(Direction direction, const Mixture& p, const Gaussian& start, const DescentOptions& options = {});

/// The divergence over a grid.
///
/// @param means       M
/// @param log_sigmas  S
/// @return            M x S, nats; +infinity where it exceeds the range of doubles
/// @throws InvalidArgument  if p is not a mixture or a grid value is out of range
Matrix landscape(Direction direction, const Mixture& p, const Vector& means, const Vector& log_sigmas);

/// Every pair of a mean and a log_sigma, the mean changing slowest (the order of landscape).
/// @throws InvalidArgument  if means or log_sigmas is empty or not finite
std::vector<Gaussian> grid(const Vector& means, const Vector& log_sigmas);

struct Optimum {
  Gaussian q;
  double value;  ///< the divergence, nats
};

struct Optima {
  std::vector<Optimum> optima;  ///< different local minima, best first
  std::vector<int> reached;     ///< for each start, its index in optima; -1 where descent diverged or ended on a saddle
};

/// The local minima that gradient descent finds, and which start leads to which: the basins of the landscape for this
/// step size. Where descent comes close (a gradient below 1e-3) Newton's method finishes, to full precision.
///
/// @param starts  at least one; a start whose divergence is out of range reaches nothing
/// @throws as fit
Optima local_optima(Direction direction, const Mixture& p, const std::vector<Gaussian>& starts,
                    const DescentOptions& options = {});

}  // namespace lvm::divergence
