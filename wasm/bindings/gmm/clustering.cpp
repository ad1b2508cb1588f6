#include "lvm/clustering.hpp"

#include "marshal.hpp"

namespace lvm::wasm {
namespace {

Js hard_assignments(Js R) { return to_js(clustering::hard_assignments(to_matrix(R))); }

double adjusted_rand_index(Js a, Js b) { return clustering::adjusted_rand_index(to_labels(a), to_labels(b)); }

}  // namespace

EMSCRIPTEN_BINDINGS(lvm_clustering) {
  emscripten::function("clusteringHardAssignments", &guarded<&hard_assignments>::call);
  emscripten::function("clusteringAdjustedRandIndex", &guarded<&adjusted_rand_index>::call);
}

}  // namespace lvm::wasm
