/// JavaScript <-> Eigen. The only file that knows how values cross the boundary.
///
/// A JS matrix is { rows, cols, data: Float64Array }, row-major; labels are an Int32Array. Everything is copied,
/// both ways: a view into wasm memory dies when the heap grows or the matrix is freed. The facade (wasm/api) has
/// already checked types and integers, which Embind would coerce silently; what remains here is one length check,
/// since a wrong length would be memory corruption and not a wrong number.
#pragma once

#include <emscripten/bind.h>

#include <array>
#include <exception>
#include <initializer_list>
#include <new>
#include <string>
#include <vector>

#include "lvm/errors.hpp"
#include "lvm/types.hpp"

namespace lvm::wasm {

using emscripten::EM_VAL;
using emscripten::val;

// Kept whole: inlined into each of the many functions that cross the boundary, they would be a third of the module.
#define LVM_OUTLINED [[gnu::noinline]] inline

// crossing.cpp
extern "C" {
EM_VAL js_get(EM_VAL object, const char* name);
double js_get_number(EM_VAL object, const char* name);
void js_put(EM_VAL object, const char* name, EM_VAL value);
void js_put_number(EM_VAL object, const char* name, double value);
void js_push(EM_VAL array, EM_VAL value);
int js_shape(EM_VAL matrix, int* rows_cols);
void js_matrix_in(double* to, EM_VAL matrix);
void js_doubles_in(double* to, EM_VAL array);
void js_integers_in(int* to, EM_VAL array);
EM_VAL js_doubles_out(const double* from, int size);
EM_VAL js_integers_out(const int* from, int size);
}

LVM_OUTLINED val get(const val& js, const char* name) { return val::take_ownership(js_get(js.as_handle(), name)); }
LVM_OUTLINED double get_number(const val& js, const char* name) { return js_get_number(js.as_handle(), name); }
LVM_OUTLINED int get_int(const val& js, const char* name) { return static_cast<int>(get_number(js, name)); }
LVM_OUTLINED unsigned get_unsigned(const val& js, const char* name) {
  return static_cast<unsigned>(get_number(js, name));
}

LVM_OUTLINED Matrix to_matrix(const val& js) {
  std::array<int, 2> rows_cols{};
  const int length = js_shape(js.as_handle(), rows_cols.data());
  Matrix m(rows_cols[0], rows_cols[1]);
  require(length == m.size(), "data", "has a length that belies its shape");
  js_matrix_in(m.data(), js.as_handle());
  return m;
}

LVM_OUTLINED Vector to_vector(const val& js) {
  Vector v(get_int(js, "length"));
  js_doubles_in(v.data(), js.as_handle());
  return v;
}

LVM_OUTLINED Labels to_labels(const val& js) {
  Labels z(get_unsigned(js, "length"));
  js_integers_in(z.data(), js.as_handle());
  return z;
}

LVM_OUTLINED val doubles_to_js(const double* from, std::size_t size) {
  return val::take_ownership(js_doubles_out(from, static_cast<int>(size)));
}

LVM_OUTLINED val to_js(const Vector& v) { return doubles_to_js(v.data(), static_cast<std::size_t>(v.size())); }

LVM_OUTLINED val to_js(const Labels& z) {
  return val::take_ownership(js_integers_out(z.data(), static_cast<int>(z.size())));
}

/// js[name] = value.
LVM_OUTLINED void put(val& js, const char* name, const val& value) { js_put(js.as_handle(), name, value.as_handle()); }
LVM_OUTLINED void put(val& js, const char* name, double value) { js_put_number(js.as_handle(), name, value); }

LVM_OUTLINED val to_js(const Matrix& m) {
  val js = val::object();
  put(js, "rows", static_cast<double>(m.rows()));
  put(js, "cols", static_cast<double>(m.cols()));
  put(js, "data", doubles_to_js(m.data(), static_cast<std::size_t>(m.size())));
  return js;
}

/// Several matrices as one array, since every array that crosses takes as long as hundreds of numbers in it: how many there are, rows
/// and columns of each, then what is in them.
class Packed {
 public:
  explicit Packed(const val& js) : numbers_(to_vector(js)), from_(1 + 2 * count()) {}

  /// For so many of them, with so many numbers.
  Packed(Index matrices, Index numbers) : numbers_(1 + 2 * matrices + numbers), from_(1 + 2 * matrices) {
    numbers_[0] = static_cast<double>(matrices);
  }

  Index count() const { return static_cast<Index>(numbers_[0]); }

  /// The next one, where it lies.
  Eigen::Map<const Matrix> take() {
    const Index rows = static_cast<Index>(numbers_[shape_++]), cols = static_cast<Index>(numbers_[shape_++]);
    require(rows * cols <= numbers_.size() - from_, "data", "has a length that belies its shape");
    from_ += rows * cols;
    return {numbers_.data() + from_ - rows * cols, rows, cols};
  }

  template <class Any>
  void add(const Any& matrix) {
    numbers_[shape_++] = static_cast<double>(matrix.rows());
    numbers_[shape_++] = static_cast<double>(matrix.cols());
    Eigen::Map<Matrix>(numbers_.data() + from_, matrix.rows(), matrix.cols()) = matrix;
    from_ += matrix.size();
  }

  val js() const { return to_js(numbers_); }

 private:
  Vector numbers_;
  Index shape_ = 1, from_;
};

LVM_OUTLINED bool has(const val& js, const char* name) { return !get(js, name).isUndefined(); }
LVM_OUTLINED Matrix get_matrix(const val& js, const char* name) { return to_matrix(get(js, name)); }
LVM_OUTLINED Vector get_vector(const val& js, const char* name) { return to_vector(get(js, name)); }

LVM_OUTLINED void put(val& js, const char* name, const Vector& value) { put(js, name, to_js(value)); }
LVM_OUTLINED void put(val& js, const char* name, const Matrix& value) { put(js, name, to_js(value)); }
LVM_OUTLINED void push(val& array, const val& value) { js_push(array.as_handle(), value.as_handle()); }

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
