// The types of Embind that the bindings use. Its library registers two dozen, strings and views of memory among them, whose code in
// JavaScript was a third of the glue; defining what the library's only object defines keeps that object out.
#include <emscripten.h>
#include <emscripten/bind.h>

#include <cstring>
#include <typeinfo>

using namespace emscripten;

extern "C" {

/// For the message about a type that is not registered, which JavaScript frees.
EMSCRIPTEN_KEEPALIVE const char* __getTypeName(const std::type_info* type) { return strdup(type->name()); }

EMSCRIPTEN_KEEPALIVE __attribute__((constructor)) void __embind_register_native_and_builtin_types() {
  internal::_embind_register_float(internal::TypeID<double>::get(), "double", sizeof(double));
  internal::_embind_register_emval(internal::TypeID<val>::get(), "emscripten::val");
}
}
