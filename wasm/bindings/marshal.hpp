/// JavaScript <-> Eigen. The only file that knows how values cross the boundary.
///
/// A JS matrix is { rows, cols, data: Float64Array }, row-major; labels are an Int32Array. Everything is copied,
/// both ways: a view into wasm memory dies when the heap grows or the matrix is freed. The facade (wasm/api) has
/// already checked types and integers, which Embind would coerce silently; what remains here is one length check,
/// since a wrong length would be memory corruption and not a wrong number.
#pragma once

#include <emscripten/bind.h>

#include <initializer_list>
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

/// js[name], and js[name] = value. Plain functions, since val's own are compiled anew for every length of a name.
inline val get(const val& js, const char* name) { return js[name]; }
inline bool has(const val& js, const char* name) { return !get(js, name).isUndefined(); }
inline double get_number(const val& js, const char* name) { return get(js, name).as<double>(); }
inline unsigned get_unsigned(const val& js, const char* name) { return get(js, name).as<unsigned>(); }
inline Matrix get_matrix(const val& js, const char* name) { return to_matrix(get(js, name)); }
inline Vector get_vector(const val& js, const char* name) { return to_vector(get(js, name)); }

inline void put(val& js, const char* name, const val& value) { js.set(name, value); }
inline void put(val& js, const char* name, double value) { put(js, name, val(value)); }
inline void put(val& js, const char* name, const Vector& value) { put(js, name, to_js(value)); }
inline void put(val& js, const char* name, const Matrix& value) { put(js, name, to_js(value)); }
inline void put(val& js, const char* name, const Eigen::MatrixXd& value) { put(js, name, to_js(Matrix(value))); }
inline void push(val& array, const val& value) { array.call<void>("push", value); }

/// The member of Enum whose word it is; the words in the order of the members. The facade lets no other word through.
template <class Enum>
Enum to_enum(const val& js, std::initializer_list<const char*> words) {
  const std::string word = js.as<std::string>();
  int index = 0;
  for (const char* known : words) {
    if (word == known) return static_cast<Enum>(index);
    ++index;
  }
  throw InvalidArgument(word, "is not known");
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
