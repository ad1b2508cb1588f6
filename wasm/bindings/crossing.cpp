// What js.hpp declares, in JavaScript, one call each: through Embind's own val, a property takes half a dozen of them.
#include <emscripten.h>
#include <emscripten/val.h>

using emscripten::EM_VAL;

// Emval.held: the handles that calls hold, in the order in which they came.
EM_JS(int, js_mark, (), { return (Emval.held || (Emval.held = [])).length; });

EM_JS(void, js_release, (int mark), {
  while (Emval.held.length > mark) __emval_decref(Emval.held.pop());
});

EM_JS(EM_VAL, js_hold, (EM_VAL value), {
  Emval.held.push(value);
  return value;
});

// Nothing in C++ cleans up after what throws while a result is written, so that is thrown once it is written.
EM_JS(EM_VAL, js_own, (EM_VAL value), {
  const failed = Emval.failed;
  if (failed) {
    Emval.failed = undefined;
    throw failed;
  }
  return Emval.toHandle(Emval.toValue(value));
});

// The strings are the exception's, so they are read while it lives.
EM_JS(EM_VAL, js_error, (const char* name, const char* message, const char* argument, int component), {
  const error = new Error(UTF8ToString(message));
  error.name = UTF8ToString(name);
  error.fromCore = true;
  error.argument = UTF8ToString(argument);
  error.component = component;
  return Emval.toHandle(error);
});

EM_JS(void, js_throw, (EM_VAL error), {
  const thrown = Emval.toValue(error);
  __emval_decref(error);
  throw thrown;
});

// For the others here: a name by the address of its literal, so that it is decoded once.
EM_JS(const char*, js_name, (const char* name), {
  const known = Emval.names || (Emval.names = {});
  return known[name] || (known[name] = UTF8ToString(name));
});

EM_JS(EM_VAL, js_object, (), { return js_hold(Emval.toHandle({})); });

EM_JS(EM_VAL, js_array, (), { return js_hold(Emval.toHandle([])); });

EM_JS(EM_VAL, js_text, (const char* text), { return js_hold(Emval.toHandle(js_name(text))); });

EM_JS(EM_VAL, js_get, (EM_VAL object, const char* name),
      { return js_hold(Emval.toHandle(Emval.toValue(object)[js_name(name)])); });

EM_JS(EM_VAL, js_at, (EM_VAL array, int index), { return js_hold(Emval.toHandle(Emval.toValue(array)[index])); });

EM_JS(double, js_get_number, (EM_VAL object, const char* name), { return Emval.toValue(object)[js_name(name)]; });

EM_JS(int, js_place, (EM_VAL word, const char* words),
      { return js_name(words).split(' ').indexOf(Emval.toValue(word)); });

EM_JS(int, js_shape, (EM_VAL matrix, int* rows_cols), {
  const {rows, cols, data} = Emval.toValue(matrix);
  HEAP32[rows_cols >> 2] = rows;
  HEAP32[(rows_cols >> 2) + 1] = cols;
  return data.length;
});

// An array, or a matrix.
EM_JS(void, js_doubles_in, (double* to, EM_VAL array), {
  const from = Emval.toValue(array);
  HEAPF64.set(from.data || from, to >> 3);
});

EM_JS(void, js_integers_in, (int* to, EM_VAL array), { HEAP32.set(Emval.toValue(array), to >> 2); });

EM_JS(void, js_put, (EM_VAL object, const char* name, EM_VAL value),
      { Emval.toValue(object)[js_name(name)] = Emval.toValue(value); });

EM_JS(void, js_put_number, (EM_VAL object, const char* name, double value),
      { Emval.toValue(object)[js_name(name)] = value; });

EM_JS(void, js_push, (EM_VAL array, EM_VAL value), { Emval.toValue(array).push(Emval.toValue(value)); });

EM_JS(EM_VAL, js_doubles_out, (const double* from, int size), {
  try {
    return js_hold(Emval.toHandle(HEAPF64.slice(from >> 3, (from >> 3) + size)));
  } catch (error) {
    Emval.failed = error;
    return Emval.toHandle(undefined);
  }
});

EM_JS(EM_VAL, js_integers_out, (const int* from, int size), {
  try {
    return js_hold(Emval.toHandle(HEAP32.slice(from >> 2, (from >> 2) + size)));
  } catch (error) {
    Emval.failed = error;
    return Emval.toHandle(undefined);
  }
});

EM_JS(EM_VAL, js_matrix_out, (const double* from, int rows, int cols), {
  const data = Emval.toValue(js_doubles_out(from, rows * cols));
  return js_hold(Emval.toHandle({rows, cols, data}));
});

EM_JS(bool, js_goes_on, (EM_VAL callback, double step, double objective),
      { return !!Emval.toValue(callback)(step, objective); });
