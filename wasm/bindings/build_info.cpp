#include "marshal.hpp"

namespace lvm::wasm {
namespace {

Js simd() {
#ifdef __wasm_simd128__
  return to_js(true);
#else
  return to_js(false);
#endif
}

Js version() { return {js_text(LVM_VERSION)}; }

}  // namespace

EMSCRIPTEN_BINDINGS(lvm_build_info) {
  emscripten::function("buildSimd", &guarded<&simd>::call);
  emscripten::function("buildVersion", &guarded<&version>::call);
}

}  // namespace lvm::wasm
