// Does this compiler's WebAssembly backend get SIMD right? LLVM 14 turns "load a scalar, splat it" into a
// v128.load_splat that it believes free of side effects, and may sink it below a later store to the same address.
// One line for each case, "ok" or "not ok"; exit status 1 if any is wrong.
#include <wasm_simd128.h>

#include <Eigen/Dense>
#include <cstdio>

namespace {

__attribute__((noinline)) void intrinsic_splat(double* p, const double* y, double* out) {
  const v128_t x = wasm_f64x2_splat(*p);
  *p = y[0];
  wasm_v128_store(out, wasm_f64x2_add(x, wasm_v128_load(y + 2)));
}

__attribute__((noinline)) void intrinsic_load_splat(double* p, const double* y, double* out) {
  const v128_t x = wasm_v128_load64_splat(p);
  wasm_v128_store(p, wasm_v128_load(y));
  wasm_v128_store(out, wasm_f64x2_mul(x, wasm_v128_load(y + 2)));
}

__attribute__((noinline)) void plain_eigen(Eigen::Matrix4d& m, Eigen::Vector4d& v) {
  const double t = m(0, 0);
  m.col(0) = v;
  v *= t;
}

bool check(const char* name, double got, double want) {
  const bool ok = !(got < want) && !(got > want);
  std::printf("%s %s: got %g, want %g\n", ok ? "ok" : "not ok", name, got, want);
  return ok;
}

}  // namespace

int main() {
  const double y[4] = {10, 20, 30, 40};
  double p[2] = {3, 4};
  double out[2] = {0, 0};
  bool ok = true;

  intrinsic_splat(p, y, out);
  ok &= check("intrinsic splat", out[0], 33);

  p[0] = 3;
  intrinsic_load_splat(p, y, out);
  ok &= check("intrinsic load-splat", out[0], 90);

  Eigen::Matrix4d m = Eigen::Matrix4d::Identity() * 2;
  Eigen::Vector4d v(5, 6, 7, 8);
  plain_eigen(m, v);
  ok &= check("plain Eigen", v[0], 10);

  return ok ? 0 : 1;
}
