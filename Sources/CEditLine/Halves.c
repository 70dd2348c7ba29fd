#include "Halves.h"

#include <stdlib.h>
#include <string.h>

// No screen has more rows, and no block more than the screen.
enum { row_limit = 4096, step = 8 };

static bool *cell(const Halves *halves, int row, int column) {
    bool isKnown = row >= 0 && row < halves->rows && column >= 0 && column < halves->columns;
    return isKnown ? halves->cells + (size_t)row * (size_t)halves->columns + column : NULL;
}

void halves_begin(Halves *halves, int columns) {
    halves_end(halves);
    halves->columns = columns;
}

void halves_end(Halves *halves) {
    free(halves->cells);
    *halves = (Halves){0};
}

static bool make_room(Halves *halves, int row) {
    if (row < halves->rows) return true;
    if (row >= row_limit || halves->columns <= 0) return false;
    size_t old = (size_t)halves->rows * (size_t)halves->columns;
    size_t new = (size_t)(row + step) * (size_t)halves->columns;
    bool *cells = realloc(halves->cells, new * sizeof *cells);
    if (cells == NULL) return false;
    memset(cells + old, 0, (new - old) * sizeof *cells);
    halves->cells = cells;
    halves->rows = row + step;
    return true;
}

void halves_put(Halves *halves, int row, int column, int width) {
    // Where nothing is noted no half is; most lines never need room.
    if (width > 1 && !make_room(halves, row)) return;
    for (int i = 0; i < width; i++) {
        bool *place = cell(halves, row, column + i);
        if (place != NULL) *place = i > 0;
    }
}

bool halves_at(const Halves *halves, int row, int column) {
    const bool *place = cell(halves, row, column);
    return place != NULL && *place;
}

void halves_clear(Halves *halves, int row, int column) {
    bool *place = cell(halves, row, column);
    if (place != NULL) memset(place, 0, (size_t)(halves->columns - column) * sizeof *place);
}

void halves_clear_below(Halves *halves, int row) {
    for (int below = row + 1; below < halves->rows; below++) halves_clear(halves, below, 0);
}
