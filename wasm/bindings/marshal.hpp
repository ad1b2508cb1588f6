/// JavaScript <-> Eigen. The only file that knows how values cross the boundary.
///
/// A JS matrix is { rows, cols, data: Float64Array }, row-major; labels are an Int32Array. Everything is copied,
/// both ways: a view into wasm memory dies when the heap grows or the matrix is freed. The facade (wasm/api) has
/// already checked types and integers, which Embind would coerce silently; what remains here is one length check,
/// since a wrong length would be memory corruption and not a wrong number.
#pragma once

#include <emscripten/bind.h>

#include <exception>
#include <initializer_list>
#include <new>
#include <string>
#include <vector>

#include "lvm/errors.hpp"
#include "lvm/types.hpp"

namespace lvm::wasm {

using emscripten::typed_memory_view;
using emscripten::val;

// Kept whole: inlined into each of the many functions that cross the boundary, they would be a third of the module.
#define LVM_OUTLINED [[gnu::noinline]] inline

template <class Container>
[[gnu::noinline]] void copy_in(Container& to, const val& js) {
  require(js["length"].as<double>() == static_cast<double>(to.size()), "data", "has a length that belies its shape");
  val(typed_memory_view(static_cast<std::size_t>(to.size()), to.data())).template call<void>("set", js);
}

template <class Container>
[[gnu::noinline]] val copy_out(const Container& from) {
  return val(typed_memory_view(static_cast<std::size_t>(from.size()), from.data())).template call<val>("slice");
}

LVM_OUTLINED Matrix to_matrix(const val& js) {
  Matrix m(js["rows"].as<int>(), js["cols"].as<int>());
  copy_in(m, js["data"]);
  return m;
}

LVM_OUTLINED Vector to_vector(const val& js) {
  Vector v(js["length"].as<int>());
  copy_in(v, js);
  return v;
}

LVM_OUTLINED Labels to_labels(const val& js) {
  Labels z(js["length"].as<std::size_t>());
  copy_in(z, js);
  return z;
}

LVM_OUTLINED val to_js(const Vector& v) { return copy_out(v); }

LVM_OUTLINED val to_js(const Labels& z) { return copy_out(z); }

LVM_OUTLINED val to_js(const Matrix& m) {
  val js = val::object();
  js.set("rows", static_cast<int>(m.rows()));
  js.set("cols", static_cast<int>(m.cols()));
  js.set("data", copy_out(m));
  return js;
}

/// Several matrices as one array, since every array that crosses takes as long as hundreds of numbers in it: how many there are, rows
/// and columns of each, then what is in them.
LVM_OUTLINED std::vector<Matrix> to_matrices(const val& js) {
  const Vector packed = to_vector(js);
  const double *shape = packed.data(), *const end = shape + packed.size();
  const auto next = [&shape] { return static_cast<Index>(*shape++); };
  std::vector<Matrix> matrices(static_cast<std::size_t>(next()));
  const double* from = shape + 2 * matrices.size();
  for (Matrix& matrix : matrices) {
    const Index rows = next(), cols = next();
    require(rows * cols <= end - from, "data", "has a length that belies its shape");
    matrix = Eigen::Map<const Matrix>(from, rows, cols);
    from += rows * cols;
  }
  return matrices;
}

LVM_OUTLINED val to_js(const std::vector<Matrix>& matrices) {
  std::vector<double> packed{static_cast<double>(matrices.size())};
  for (const Matrix& matrix : matrices) {
    packed.push_back(static_cast<double>(matrix.rows()));
    packed.push_back(static_cast<double>(matrix.cols()));
  }
  for (const Matrix& matrix : matrices) packed.insert(packed.end(), matrix.data(), matrix.data() + matrix.size());
  return copy_out(packed);
}

LVM_OUTLINED val get(const val& js, const char* name) { return js[name]; }
LVM_OUTLINED bool has(const val& js, const char* name) { return !get(js, name).isUndefined(); }
LVM_OUTLINED double get_number(const val& js, const char* name) { return get(js, name).as<double>(); }
LVM_OUTLINED unsigned get_unsigned(const val& js, const char* name) { return get(js, name).as<unsigned>(); }
LVM_OUTLINED Matrix get_matrix(const val& js, const char* name) { return to_matrix(get(js, name)); }
LVM_OUTLINED Vector get_vector(const val& js, const char* name) { return to_vector(get(js, name)); }

/// js[name] = value.
LVM_OUTLINED void put(val& js, const char* name, const val& value) { js.set(name, value); }
LVM_OUTLINED void put(val& js, const char* name, double value) { put(js, name, val(value)); }
LVM_OUTLINED void put(val& js, const char* name, const Vector& value) { put(js, name, to_js(value)); }
LVM_OUTLINED void put(val& js, const char* name, const Matrix& value) { put(js, name, to_js(value)); }
LVM_OUTLINED void put(val& js, const char* name, const Eigen::MatrixXd& value) { put(js, name, to_js(Matrix(value))); }
LVM_OUTLINED void push(val& array, const val& value) { array.call<void>("push", value); }

/// The place of the word among the words.
/// @throws InvalidArgument  if it is none of them; the facade lets no other word through
LVM_OUTLINED int place_of(const val& word, std::initializer_list<const char*> words) {
  const std::string given = word.as<std::string>();
  int index = 0;
  for (const char* known : words) {
    if (given == known) return index;
    ++index;
  }
  throw InvalidArgument(given, "is not known");
}

/// The member of Enum that the word names; the words in the order of the members.
template <class Enum>
Enum to_enum(const val& word, std::initializer_list<const char*> words) {
  return static_cast<Enum>(place_of(word, words));
}

/// What a C++ exception says, as JavaScript shall hear it.
struct Failure {
  std::string name, message, argument;
  int component = -1;
};

LVM_OUTLINED Failure to_failure(const std::exception& error) {
  if (const auto* e = dynamic_cast<const InvalidArgument*>(&error)) {
    return {"InvalidArgument", e->what(), e->argument(), -1};
  }
  if (const auto* e = dynamic_cast<const NumericalError*>(&error)) {
    return {"NumericalError", e->what(), "", static_cast<int>(e->component())};
  }
  if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr) {
    return {"OutOfMemory", "WebAssembly memory is exhausted", "", -1};
  }
  return {"Error", error.what(), "", -1};
}

/// Throws an Error with these own properties, which wasm/api/errors.ts turns into the typed classes. Defined once in
/// error.cpp, since EM_JS in a header is a duplicate symbol.
extern "C" void throw_js_error(const char* name, const char* message, const char* argument, int component);

/// guarded<&f>::call is f with C++ exceptions turned into JS Errors.
/// Without it JavaScript would see an opaque WebAssembly.Exception.
template <auto Function>
struct guarded;

template <class Result, class... Args, Result (*Function)(Args...)>
struct guarded<Function> {
  static Result call(Args... args) {
    Failure failure;
    try {
      return Function(args...);
    } catch (const std::exception& error) {
      failure = to_failure(error);
    }
    // The C++ exception has been freed by now: a JS Error passes through no more than this frame.
    throw_js_error(failure.name.c_str(), failure.message.c_str(), failure.argument.c_str(), failure.component);
    __builtin_unreachable();
  }
};

}  // namespace lvm::wasm
