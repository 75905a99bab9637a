/* How fast can end states of x³ + 3x² be counted into an image, by hand and for this f alone?

   As many orbits side by side as fill the vector registers a few times; the same arithmetic in the same order
   as the program's, so that the images are the same. Compiled without contraction of a·b + c for that. */

#include <stdint.h>

#define LANES 32

/* counts: columns × (rows + 2); the first and the last row are for what lies below and above. */
void count_end_states(int64_t orbits, const double *rates, const int64_t *columns, double start,
                      int64_t steps, double low, double per_unit, int64_t rows, uint32_t *counts)
{
    for (int64_t first = 0; first < orbits; first += LANES) {
        int count = orbits - first < LANES ? (int)(orbits - first) : LANES;
        double x[LANES], rate[LANES];
        int32_t place[LANES];
        uint32_t *column[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            int64_t number = first + (lane < count ? lane : count - 1);
            x[lane] = start;
            rate[lane] = rates[number];
            column[lane] = counts + columns[number] * (rows + 2);
        }
        for (int64_t step = 0; step < steps; step++) {
            for (int lane = 0; lane < LANES; lane++) {
                x[lane] = x[lane] - rate[lane] * ((3.0 * x[lane] + 6.0) * x[lane] + 0.0);
                double row = (x[lane] - low) * per_unit;
                row = row > -1.0 ? row : -1.0;
                row = row < (double)rows ? row : (double)rows;
                place[lane] = (int32_t)(row + 1.0);
            }
            for (int lane = 0; lane < count; lane++)
                column[lane][place[lane]]++;
        }
    }
}
