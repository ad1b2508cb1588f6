// What marshal.hpp does in JavaScript, one call each: through Embind's own val, a property takes half a dozen of them.
#include <emscripten.h>
#include <emscripten/val.h>

using emscripten::EM_VAL;

EM_JS(EM_VAL, js_get, (EM_VAL object, const char* name),
      { return Emval.toHandle(Emval.toValue(object)[UTF8ToString(name)]); });

EM_JS(double, js_get_number, (EM_VAL object, const char* name), { return Emval.toValue(object)[UTF8ToString(name)]; });

EM_JS(void, js_put, (EM_VAL object, const char* name, EM_VAL value),
      { Emval.toValue(object)[UTF8ToString(name)] = Emval.toValue(value); });

EM_JS(void, js_put_number, (EM_VAL object, const char* name, double value),
      { Emval.toValue(object)[UTF8ToString(name)] = value; });

EM_JS(void, js_push, (EM_VAL array, EM_VAL value), { Emval.toValue(array).push(Emval.toValue(value)); });

EM_JS(int, js_shape, (EM_VAL matrix, int* rows_cols), {
  const {rows, cols, data} = Emval.toValue(matrix);
  HEAP32[rows_cols >> 2] = rows;
  HEAP32[(rows_cols >> 2) + 1] = cols;
  return data.length;
});

EM_JS(void, js_matrix_in, (double* to, EM_VAL matrix), { HEAPF64.set(Emval.toValue(matrix).data, to >> 3); });

EM_JS(void, js_doubles_in, (double* to, EM_VAL array), { HEAPF64.set(Emval.toValue(array), to >> 3); });

EM_JS(void, js_integers_in, (int* to, EM_VAL array), { HEAP32.set(Emval.toValue(array), to >> 2); });

EM_JS(EM_VAL, js_doubles_out, (const double* from, int size),
      { return Emval.toHandle(HEAPF64.slice(from >> 3, (from >> 3) + size)); });

EM_JS(EM_VAL, js_integers_out, (const int* from, int size),
      { return Emval.toHandle(HEAP32.slice(from >> 2, (from >> 2) + size)); });
