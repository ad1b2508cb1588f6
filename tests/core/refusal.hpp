/// Which argument a call refuses.
#pragma once

#include <string>

#include "lvm/errors.hpp"

/// The name that the InvalidArgument thrown by `call` carries, or "nothing".
template <class Call>
std::string refused_argument(Call call) {
  try {
    call();
  } catch (const lvm::InvalidArgument& error) {
    return error.argument();
  }
  return "nothing";
}
