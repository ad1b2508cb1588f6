#include "lvm/gmm_dataset.hpp"

#include <algorithm>

#include "lvm/errors.hpp"

namespace lvm::gmm {
Dataset::Dataset(const MatrixRef& X) : rows_(X.rows()), cols_(X.cols()) {
  require_finite(X, "X");
  data_.reserve(static_cast<std::size_t>(tiles() * kTile * cols_));
  for (Index start = 0; start < rows_; start += kTile) {
    const Index count = std::min(kTile, rows_ - start);
    for (Index d = 0; d < cols_; ++d) {
      for (Index i = 0; i < kTile; ++i) data_.push_back(X(start + std::min(i, count - 1), d));
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
