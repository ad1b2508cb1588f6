/// Comparing an assignment with the truth; independent of the model that made it.
#pragma once

#include "lvm/types.hpp"

namespace lvm::clustering {

/// The component with the largest responsibility for each example; ties go to the lower index.
/// @param R  N x K
/// @return   N labels in 0 .. K-1
Labels hard_assignments(const Matrix& R);

/// Adjusted Rand index (Hubert and Arabie 1985): 1 for equal partitions up to renaming, 0 expected by chance, may be negative.
///
/// Pairs where either label is negative (unlabelled) are left out. 1 if both partitions are trivial in the same way.
/// @throws InvalidArgument  if the lengths differ or fewer than one example is labelled in both
double adjusted_rand_index(const Labels& a, const Labels& b);

}  // namespace lvm::clustering
