/// Where EM for a Gaussian mixture starts. The start decides which local optimum EM reaches.
#pragma once

#include <cstdint>

#include "lvm/gmm.hpp"

namespace lvm::gmm {

/// CS229's starter: split X at random into K groups of nearly equal size; mu_k and Sigma_k are the mean and
/// (1/n) covariance of group k, pi_k = 1/K.
///
/// @param X  N x D
/// @param K  1 .. N
/// @throws InvalidArgument  if K is out of range or X is not finite
Params init_random_split(const Matrix& X, Index K, std::uint32_t seed, double covariance_floor = 0.0);

/// k-means++ (Arthur and Vassilvitskii 2007): means are examples, each drawn with probability proportional to its squared distance to
/// the nearest mean so far. pi_k = 1/K; every Sigma_k is the covariance of X times K^(-2/D), an ellipsoid of
/// 1/K of the data's volume.
/// @throws as init_random_split
Params init_kmeans_plus_plus(const Matrix& X, Index K, std::uint32_t seed, double covariance_floor = 0.0);

/// Means of the labelled classes; a class without labels is seeded from X as k-means++ does, given the other
/// means. pi and Sigma as init_kmeans_plus_plus.
/// @throws as init_random_split; InvalidArgument if there is no labelled example or a label is outside 0 .. K-1
Params init_labelled_means(const Matrix& X, const Labelled& labelled, Index K, std::uint32_t seed,
                           double covariance_floor = 0.0);

}  // namespace lvm::gmm
