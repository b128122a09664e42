/* The common game as a loop in C, as quick as one can write it by hand without changing what is computed:
   about the limit of this machine on one core. exp is an inlined polynomial, so that it becomes vector code. */

#include <stdint.h>

#include "../limits/exponential.h"

#define MOST_DIVISIONS 4096

typedef struct {
    int64_t positions, divisions, rounds;
    double up, down, discount, precision, cost[2];
} game;

/* worths: [rounds + 1][positions][2] */
void solve(const game *g, double *worths) {
    const int64_t positions = g->positions, divisions = g->divisions, last = positions - 1;
    const double precision = g->precision, stay = 1.0 - g->up - g->down;
    static double terms[2][MOST_DIVISIONS];
    double accepted[MOST_DIVISIONS], worth[MOST_DIVISIONS];
    for (int64_t d = 0; d < divisions; d++) {
        terms[0][d] = (double)d / (double)(divisions - 1);
        terms[1][d] = 1.0 - terms[0][d];
    }
    double *end = worths + g->rounds * positions * 2;
    for (int64_t k = 0; k < positions; k++) {
        end[2 * k] = (double)k / (double)last;
        end[2 * k + 1] = 1.0 - end[2 * k];
    }
    for (int64_t t = g->rounds - 1; t >= 0; t--) {
        double *now = worths + t * positions * 2;
        const double *later = now + positions * 2;
        const int speaker = (int)(t % 2), listener = 1 - speaker;
        const double *mine = terms[speaker], *theirs = terms[listener];
        now[0] = 0.0, now[1] = 1.0, now[2 * last] = 1.0, now[2 * last + 1] = 0.0;
        for (int64_t k = 1; k < last; k++) {
            double on[2];
            for (int i = 0; i < 2; i++)
                on[i] = g->discount * (g->up * later[2 * (k + 1) + i] + g->down * later[2 * (k - 1) + i] +
                                       stay * later[2 * k + i]) - g->cost[i];
            const double own = on[speaker], other = on[listener];
            double best = own;
            for (int64_t d = 0; d < divisions; d++) {
                accepted[d] = 1.0 / (1.0 + exponential(precision * (other - theirs[d])));
                worth[d] = own + accepted[d] * (mine[d] - own);
                best = worth[d] > best ? worth[d] : best;
            }
            double hold = exponential(precision * (own - best));
            double total = hold, to_speaker = hold * own, to_listener = hold * other;
            for (int64_t d = 0; d < divisions; d++) {
                double weight = exponential(precision * (worth[d] - best));
                total += weight;
                to_speaker += weight * worth[d];
                to_listener += weight * (other + accepted[d] * (theirs[d] - other));
            }
            now[2 * k + speaker] = to_speaker / total;
            now[2 * k + listener] = to_listener / total;
        }
    }
}
