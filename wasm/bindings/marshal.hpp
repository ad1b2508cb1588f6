/// JavaScript <-> Eigen. The only file that knows how values cross the boundary.
///
/// A JS matrix is { rows, cols, data: Float64Array }, row-major; labels are an Int32Array. Everything is copied,
/// both ways: a view into wasm memory dies when the heap grows or the matrix is freed. The facade (wasm/api) has
/// already checked types and integers, which Embind would coerce silently; what remains here is one length check,
/// since a wrong length would be memory corruption and not a wrong number.
#pragma once

#include <emscripten/bind.h>

#include <new>
#include <string>

#include "lvm/errors.hpp"
#include "lvm/types.hpp"

namespace lvm::wasm {

using emscripten::typed_memory_view;
using emscripten::val;

template <class Container>
void copy_in(Container& to, const val& js) {
  require(js["length"].as<double>() == static_cast<double>(to.size()), "data", "has a length that belies its shape");
  val(typed_memory_view(static_cast<std::size_t>(to.size()), to.data())).template call<void>("set", js);
}

template <class Container>
val copy_out(const Container& from) {
  return val(typed_memory_view(static_cast<std::size_t>(from.size()), from.data())).template call<val>("slice");
}

inline Matrix to_matrix(const val& js) {
  Matrix m(js["rows"].as<int>(), js["cols"].as<int>());
  copy_in(m, js["data"]);
  return m;
}

inline Vector to_vector(const val& js) {
  Vector v(js["length"].as<int>());
  copy_in(v, js);
  return v;
}

inline Labels to_labels(const val& js) {
  Labels z(js["length"].as<std::size_t>());
  copy_in(z, js);
  return z;
}

inline val to_js(const Vector& v) { return copy_out(v); }
inline val to_js(const Labels& z) { return copy_out(z); }
inline val to_js(const Matrix& m) {
  val js = val::object();
  js.set("rows", static_cast<int>(m.rows()));
  js.set("cols", static_cast<int>(m.cols()));
  js.set("data", copy_out(m));
  return js;
}

/// What a C++ exception becomes in JavaScript: an Error with these own properties, which wasm/api/errors.ts turns
/// into the typed classes. Defined once in error.cpp, since EM_JS in a header is a duplicate symbol.
extern "C" void throw_js_error(const char* name, const char* message, const char* argument, int component);

/// guarded<&f>::call is f with C++ exceptions turned into JS Errors.
/// Without it JavaScript would see an opaque WebAssembly.Exception.
template <auto Function>
struct guarded;

template <class Result, class... Args, Result (*Function)(Args...)>
struct guarded<Function> {
  static Result call(Args... args) {
    std::string name, message, argument;
    int component = -1;
    try {
      return Function(args...);
    } catch (const InvalidArgument& e) {
      name = "InvalidArgument", message = e.what(), argument = e.argument();
    } catch (const NumericalError& e) {
      name = "NumericalError", message = e.what(), component = static_cast<int>(e.component());
    } catch (const std::bad_alloc&) {
      name = "OutOfMemory", message = "WebAssembly memory is exhausted";
    } catch (const std::exception& e) {
      name = "Error", message = e.what();
    }
    throw_js_error(name.c_str(), message.c_str(), argument.c_str(), component);
    __builtin_unreachable();
  }
};

}  // namespace lvm::wasm
