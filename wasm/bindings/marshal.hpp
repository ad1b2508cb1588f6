/// JavaScript <-> Eigen. The only file that knows how values cross the boundary.
///
/// A JS matrix is { rows, cols, data: Float64Array }, row-major; labels are an Int32Array. Everything is copied,
/// both ways: a view into wasm memory dies when the heap grows or the matrix is freed. The facade (wasm/api) has
/// already checked types and integers, which Embind would coerce silently; what remains here is one length check,
/// since a wrong length would be memory corruption and not a wrong number.
#pragma once

#include <array>
#include <vector>

#include "js.hpp"
#include "lvm/errors.hpp"
#include "lvm/types.hpp"

namespace lvm::wasm {

// Kept whole: inlined into each of the many functions that cross the boundary, they would be a third of the module.
#define LVM_OUTLINED [[gnu::noinline]] inline

LVM_OUTLINED Js get(Js js, const char* name) noexcept { return {js_get(js.handle, name)}; }
LVM_OUTLINED bool has(Js js, const char* name) noexcept { return !get(js, name).is_undefined(); }
LVM_OUTLINED double get_number(Js js, const char* name) noexcept { return js_get_number(js.handle, name); }
LVM_OUTLINED int get_int(Js js, const char* name) noexcept { return static_cast<int>(get_number(js, name)); }
LVM_OUTLINED unsigned get_unsigned(Js js, const char* name) noexcept {
  return static_cast<unsigned>(get_number(js, name));
}

LVM_OUTLINED void read(Js js, Matrix& to) {
  std::array<int, 2> rows_cols{};
  const int length = js_shape(js.handle, rows_cols.data());
  to.resize(rows_cols[0], rows_cols[1]);
  require(length == to.size(), "data", "has a length that belies its shape");
  js_doubles_in(to.data(), js.handle);
}

LVM_OUTLINED void read(Js js, Vector& to) {
  to.resize(get_int(js, "length"));
  js_doubles_in(to.data(), js.handle);
}

LVM_OUTLINED void read(Js js, Labels& to) {
  to.resize(get_unsigned(js, "length"));
  js_integers_in(to.data(), js.handle);
}

/// to = js[name].
LVM_OUTLINED void read(Js js, const char* name, Matrix& to) { read(get(js, name), to); }
LVM_OUTLINED void read(Js js, const char* name, Vector& to) { read(get(js, name), to); }

// What core is called with: it lives as long as the call.
LVM_OUTLINED const Vector& to_vector(Js js) {
  Vector& v = keep<Vector>();
  read(js, v);
  return v;
}

LVM_OUTLINED const Labels& to_labels(Js js) {
  Labels& z = keep<Labels>();
  read(js, z);
  return z;
}

LVM_OUTLINED const Matrix& to_matrix(Js js) {
  Matrix& m = keep<Matrix>();
  read(js, m);
  return m;
}

LVM_OUTLINED Js to_js(const Vector& v) noexcept { return {js_doubles_out(v.data(), static_cast<int>(v.size()))}; }
LVM_OUTLINED Js to_js(const Labels& z) noexcept { return {js_integers_out(z.data(), static_cast<int>(z.size()))}; }
LVM_OUTLINED Js to_js(const Matrix& m) noexcept {
  return {js_matrix_out(m.data(), static_cast<int>(m.rows()), static_cast<int>(m.cols()))};
}

inline Js to_js(bool flag) noexcept {
  return {EM_VAL(flag ? emscripten::internal::_EMVAL_TRUE : emscripten::internal::_EMVAL_FALSE)};
}

/// js[name] = value.
LVM_OUTLINED void put(Js js, const char* name, Js value) noexcept { js_put(js.handle, name, value.handle); }
LVM_OUTLINED void put(Js js, const char* name, double value) noexcept { js_put_number(js.handle, name, value); }
LVM_OUTLINED void put(Js js, const char* name, const Vector& value) noexcept { put(js, name, to_js(value)); }
LVM_OUTLINED void put(Js js, const char* name, const Matrix& value) noexcept { put(js, name, to_js(value)); }
LVM_OUTLINED void put_text(Js js, const char* name, const char* value) noexcept { put(js, name, Js{js_text(value)}); }
LVM_OUTLINED void put_flag(Js js, const char* name, bool value) noexcept { put(js, name, to_js(value)); }

inline Js new_object() noexcept { return {js_object()}; }

/// The array of what write makes of each of the range; what one of them opens is closed before the next.
template <class Range, class Write>
Js to_array(const Range& range, Write write) {
  const Js array{js_array()};
  const int before = js_mark();
  for (const auto& each : range) {
    js_push(array.handle, write(each).handle);
    js_release(before);
  }
  return array;
}

/// A function of JavaScript that is told of each step and says whether to go on.
struct Listener {
  Js callback;

  bool operator()(int step, double objective) const { return js_goes_on(callback.handle, step, objective); }

  template <class Point>
  bool operator()(const Point& point) const {
    return js_goes_on(callback.handle, point.step, point.objective);
  }
};

/// It as the std::function that core calls; none if there is none.
template <class Progress>
LVM_OUTLINED const Progress& to_progress(Js callback) {
  return callback.is_undefined() ? keep<Progress>() : keep<Progress>(Listener{callback});
}

/// Several matrices as one array, since every array that crosses takes as long as hundreds of numbers in it: how many there are, rows
/// and columns of each, then what is in them.
class Packed {
 public:
  explicit Packed(Js js) : numbers_(to_vector(js)), from_(1 + 2 * count()) {}

  Index count() const { return static_cast<Index>(numbers_[0]); }

  /// The next one, where it lies.
  Eigen::Map<const Matrix> take() {
    const Index rows = static_cast<Index>(numbers_[shape_]), cols = static_cast<Index>(numbers_[shape_ + 1]);
    shape_ += 2;
    require(rows * cols <= numbers_.size() - from_, "data", "has a length that belies its shape");
    from_ += rows * cols;
    return {numbers_.data() + from_ - rows * cols, rows, cols};
  }

 private:
  const Vector& numbers_;
  Index shape_ = 1, from_;
};

/// The other way.
class Packing {
 public:
  /// For so many of them, with so many numbers.
  Packing(Index matrices, Index numbers) : numbers_(keep<Vector>(1 + 2 * matrices + numbers)), from_(1 + 2 * matrices) {
    numbers_[0] = static_cast<double>(matrices);
  }

  template <class Any>
  void add(const Any& matrix) {
    numbers_[shape_] = static_cast<double>(matrix.rows());
    numbers_[shape_ + 1] = static_cast<double>(matrix.cols());
    shape_ += 2;
    Eigen::Map<Matrix>(numbers_.data() + from_, matrix.rows(), matrix.cols()) = matrix;
    from_ += matrix.size();
  }

  Js js() const { return to_js(numbers_); }

 private:
  Vector& numbers_;
  Index shape_ = 1, from_;
};

/// The place of the word among the words, which are separated by spaces.
/// @throws InvalidArgument  if it is none of them; the facade lets no other word through
LVM_OUTLINED int place_of(Js word, const char* words) {
  const int place = js_place(word.handle, words);
  require(place >= 0, "word", "is not known");
  return place;
}

/// The member of Enum that the word names; the words in the order of the members.
template <class Enum>
Enum to_enum(Js word, const char* words) {
  return static_cast<Enum>(place_of(word, words));
}

}  // namespace lvm::wasm
