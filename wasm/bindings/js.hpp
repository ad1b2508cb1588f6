/// JavaScript values in C++, and how long what a call opens lives: until the call ends, however it ends. So values and arguments are
/// plain handles and references, and a function that passes them on cleans nothing up: such code was a seventh of the module.
#pragma once

#include <emscripten/bind.h>

#include <type_traits>
#include <utility>

namespace lvm::wasm {

using emscripten::EM_VAL;

/// A JavaScript value, held by the call that opened it.
struct Js {
  EM_VAL handle;

  bool is_undefined() const noexcept { return handle == EM_VAL(emscripten::internal::_EMVAL_UNDEFINED); }
};

// crossing.cpp. What makes a value makes the call hold it. None throws where the facade has checked the arguments, but js_goes_on,
// which asks a function of the caller; js_own throws what js_doubles_out or js_integers_out could not.
extern "C" {
int js_mark() noexcept;
void js_release(int mark) noexcept;
void js_hold(EM_VAL value) noexcept;
EM_VAL js_own(EM_VAL value);
EM_VAL js_error(const char* name, const char* message, const char* argument, int component) noexcept;
[[noreturn]] void js_throw(EM_VAL error);

EM_VAL js_object() noexcept;
EM_VAL js_array() noexcept;
EM_VAL js_text(const char* text) noexcept;
EM_VAL js_get(EM_VAL object, const char* name) noexcept;
EM_VAL js_at(EM_VAL array, int index) noexcept;
double js_get_number(EM_VAL object, const char* name) noexcept;
int js_place(EM_VAL word, const char* words) noexcept;
int js_shape(EM_VAL matrix, int* rows_cols) noexcept;
void js_doubles_in(double* to, EM_VAL array) noexcept;
void js_integers_in(int* to, EM_VAL array) noexcept;
void js_put(EM_VAL object, const char* name, EM_VAL value) noexcept;
void js_put_number(EM_VAL object, const char* name, double value) noexcept;
void js_push(EM_VAL array, EM_VAL value) noexcept;
EM_VAL js_doubles_out(const double* from, int size) noexcept;
EM_VAL js_integers_out(const int* from, int size) noexcept;
EM_VAL js_matrix_out(const double* from, int rows, int cols) noexcept;
bool js_goes_on(EM_VAL callback, double step, double objective);
}

/// What a call keeps beside handles. No virtual destructor, whose type information would be a long name for each type.
struct Kept {
  Kept* before;
  void (*destroy)(Kept*);
};

/// The newest of all that is kept; a callback may call the module again, so calls are nested.
inline Kept* kept = nullptr;

template <class T>
struct KeptAs : Kept {
  template <class... Args>
  explicit KeptAs(Args&&... args) : Kept{kept, &destroy_it}, value{std::forward<Args>(args)...} {
    kept = this;
  }

  static void destroy_it(Kept* node) { delete static_cast<KeptAs*>(node); }

  T value;
};

/// A T that lives until the call ends.
template <class T, class... Args>
T& keep(Args&&... args) {
  return (new KeptAs<T>(std::forward<Args>(args)...))->value;
}

/// Ends what began when the newest that is kept was `before` and the call held so many values.
void end_call(const Kept* before, int mark) noexcept;

/// The time in which a call holds and keeps things. In registers: what has a place on the stack would leave it behind with each Error,
/// since nobody but JavaScript catches those.
class Scope {
 public:
  Scope() noexcept = default;
  ~Scope() { end_call(before_, mark_); }
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

 private:
  const Kept* before_ = kept;
  int mark_ = js_mark();
};

/// The exception that is being handled, as the Error that JavaScript shall see.
EM_VAL current_error() noexcept;

inline void hold(Js js) noexcept { js_hold(js.handle); }
inline void hold(double) noexcept {}
inline Js own(Js js) { return {js_own(js.handle)}; }
inline double own(double number) { return number; }

/// function(args...), with C++ exceptions turned into JS Errors. Once for all functions of a signature.
template <class Result, class... Args>
auto answer(Result (*function)(Args...), Args... args) {
  EM_VAL error;
  try {
    const Scope scope;
    (hold(args), ...);
    return own(function(args...));
  } catch (...) {
    error = current_error();
  }
  // The C++ exception has been freed by now: a JS Error passes through no more than this frame.
  js_throw(error);
}

/// How it crosses: numbers as doubles, also whole ones and truth values, so that few signatures serve all functions.
template <class T>
using Wire = std::conditional_t<std::is_same_v<T, Js>, Js, double>;

/// guarded<&f>::call is f as Embind can export it. Without it JavaScript would see an opaque WebAssembly.Exception.
template <auto Function>
struct guarded;

#ifdef LVM_EMBIND_3_1_6

/// What is to be answered, so that Embind takes the Invoker below, which spares each function one that calls answer.
template <class Result>
struct Answer {
  Result value;
};

template <class Result>
Result own(Answer<Result> answer) {
  return own(answer.value);
}

template <class Result, class... Args, Result (*Function)(Args...)>
struct guarded<Function> {
  static Answer<Result> call(Wire<Args>... args) { return {Function(static_cast<Args>(args)...)}; }
};

#else

template <class Result, class... Args, Result (*Function)(Args...)>
struct guarded<Function> {
  static Result plain(Wire<Args>... args) { return Function(static_cast<Args>(args)...); }
  static Result call(Wire<Args>... args) { return answer(&plain, args...); }
};

#endif

}  // namespace lvm::wasm

/// For Embind a Js is what its val is, but for who lets go of it.
template <>
struct emscripten::internal::TypeID<lvm::wasm::Js> : TypeID<emscripten::val> {};

template <>
struct emscripten::internal::BindingType<lvm::wasm::Js> {
  using WireType = EM_VAL;
  static WireType toWireType(lvm::wasm::Js js, auto...) { return js.handle; }
  static lvm::wasm::Js fromWireType(WireType handle) { return {handle}; }
};

#ifdef LVM_EMBIND_3_1_6

template <class Result>
struct emscripten::internal::TypeID<lvm::wasm::Answer<Result>> : TypeID<Result> {};

template <class Result, class... Args>
struct emscripten::internal::Invoker<lvm::wasm::Answer<Result>, Args...> {
  static Result invoke(lvm::wasm::Answer<Result> (*function)(Args...), Args... args) {
    return lvm::wasm::answer(function, args...);
  }
};

#endif
