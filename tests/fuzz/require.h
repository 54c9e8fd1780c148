// What holds for any input of a fuzzer; an input for which it does not is kept.
#pragma once

#include <cstdlib>

inline void require(bool holds) {
  if (!holds) std::abort();
}
