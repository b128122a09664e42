/* What the machine could do at most: exponentials from the first cache, and numbers from memory. */

#include <stdint.h>

#include "exponential.h"

/* The same exponentials, over and over. */
void exponentials(const double *x, double *out, int64_t count, int64_t times) {
    for (int64_t t = 0; t < times; t++) {
        for (int64_t k = 0; k < count; k++) out[k] = exponential(x[k]);
        /* Without this a compiler may see that once would do. */
        __asm__ volatile("" : : "r"(out) : "memory");
    }
}

/* Two arrays read, one written. */
void triad(double *a, const double *b, const double *c, int64_t count) {
    for (int64_t k = 0; k < count; k++) a[k] = b[k] + 0.4 * c[k];
}
