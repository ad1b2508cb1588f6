#include <emscripten.h>

// The strings live in the frame that throws, so they are read before the Error leaves it.
EM_JS(void, throw_js_error, (const char* name, const char* message, const char* argument, int component), {
  const error = new Error(UTF8ToString(message));
  error.name = UTF8ToString(name);
  error.fromCore = true;
  error.argument = UTF8ToString(argument);
  error.component = component;
  throw error;
});
