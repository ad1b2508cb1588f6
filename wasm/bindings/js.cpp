#include "js.hpp"

#include <exception>
#include <new>

#include "lvm/errors.hpp"

namespace lvm::wasm {

void end_call(const Kept* before, int mark) noexcept {
  while (kept != before) {
    Kept* const last = kept;
    kept = last->before;
    last->destroy(last);
  }
  js_release(mark);
}

EM_VAL current_error() noexcept {
  try {
    throw;
  } catch (const InvalidArgument& error) {
    return js_error("InvalidArgument", error.what(), error.argument().c_str(), -1);
  } catch (const NumericalError& error) {
    return js_error("NumericalError", error.what(), "", static_cast<int>(error.component()));
  } catch (const std::bad_alloc&) {
    return js_error("OutOfMemory", "WebAssembly memory is exhausted", "", -1);
  } catch (const std::exception& error) {
    return js_error("Error", error.what(), "", -1);
  } catch (...) {
    return js_error("Error", "unknown", "", -1);
  }
}

}  // namespace lvm::wasm
