#pragma once

#include <stdbool.h>

/// Which cells of a block hold the right half of a wide character. Rows are counted from anywhere; those above the first are not known.
typedef struct {
    bool *cells;
    int rows, columns;
} Halves;

/// Forgets all, for rows of so many cells.
void halves_begin(Halves *halves, int columns);
void halves_end(Halves *halves);

/// A character of so many cells is written. Without memory it is not noted.
void halves_put(Halves *halves, int row, int column, int width);

/// Whether a character that stands there begins in the cell before.
bool halves_at(const Halves *halves, int row, int column);

/// The row is cleared from this cell on.
void halves_clear(Halves *halves, int row, int column);

/// So are all rows below this one.
void halves_clear_below(Halves *halves, int row);
