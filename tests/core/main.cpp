// The runner takes seconds to compile, so it is a file of its own.
#if __has_include(<catch2/catch_session.hpp>)
#include <catch2/catch_session.hpp>
#else
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#endif

#if defined(__EMSCRIPTEN__) && __EMSCRIPTEN_major__ == 3 && __EMSCRIPTEN_minor__ == 1 && __EMSCRIPTEN_tiny__ == 6
// Debian 12 with LLVM 19: clang emits main(argc, argv) as __main_argc_argv, which this Emscripten does not know;
// the program would exit with status 0 without having run a single test. So the symbol's name is given.
extern "C" int run_tests(int argc, char* argv[]) __asm__("main");
int run_tests(int argc, char* argv[])
#else
int main(int argc, char* argv[])
#endif
{
  return Catch::Session().run(argc, argv);
}
