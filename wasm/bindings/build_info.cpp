#include "marshal.hpp"

namespace lvm::wasm {
namespace {

bool simd() {
#ifdef __wasm_simd128__
  return true;
#else
  return false;
#endif
}

std::string version() { return LVM_VERSION; }

}  // namespace

EMSCRIPTEN_BINDINGS(lvm_build_info) {
  emscripten::function("buildSimd", &simd);
  emscripten::function("buildVersion", &version);
}

}  // namespace lvm::wasm
