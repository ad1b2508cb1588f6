#include "lvm/gmm_dataset.hpp"

#include <algorithm>

#include "lvm/errors.hpp"

namespace lvm::gmm {
Dataset::Dataset(const Matrix& X) : rows_(X.rows()), cols_(X.cols()) {
  require_finite(X, "X");
  data_.resize(static_cast<std::size_t>(tiles() * kTile * cols_));
  double* to = data_.data();
  for (Index start = 0; start < rows_; start += kTile) {
    const Index count = std::min(kTile, rows_ - start);
    for (Index d = 0; d < cols_; ++d, to += kTile) {
      for (Index i = 0; i < count; ++i) to[i] = X(start + i, d);
      std::fill(to + count, to + kTile, to[count - 1]);
    }
  }
}

Dataset::Tile Dataset::tile(Index t) const noexcept {
  const Index start = t * kTile, count = std::min(kTile, rows_ - start);
  return {data_.data() + start * cols_, count, (count + 3) / 4 * 4};
}

Matrix Dataset::matrix() const {
  Matrix X(rows_, cols_);
  for (Index t = 0; t < tiles(); ++t) {
    const auto [data, count, padded] = tile(t);
    for (Index i = 0; i < count; ++i) {
      for (Index d = 0; d < cols_; ++d) X(t * kTile + i, d) = data[d * kTile + i];
    }
  }
  return X;
}

}  // namespace lvm::gmm
