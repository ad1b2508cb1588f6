// Eigen's matrices begin at multiples of 16 bytes, malloc's blocks at multiples of 8. Eigen would align each by hand, in so many
// places that it was a fifteenth of the code.
#include <malloc.h>

#include <cstddef>

extern "C" void* malloc(std::size_t size) { return memalign(16, size); }
