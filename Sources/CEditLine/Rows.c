#define _GNU_SOURCE
#include "CEditLine.h"
#include "Halves.h"

#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>

// libedit has the terminal go on to the next row by itself. A terminal notes that the rows belong together, and what it makes of them at another
// width then depends on how each came to be. So the stream follows the cursor's column and ends each row before the terminal does.
//
// Going up, libedit keeps the column, and goes a few cells to the right by writing what stands there anew. Where the column is inside a wide
// character it leaves that one out, and takes the cursor for being behind it. So the stream takes it there.

typedef struct {
    void *context;
    ce_keeper keep;
    int columns;  // 0: rows are the terminal's affair
    int row, column;
    int savedRow, savedColumn;
    bool hasGoneUp;
    Halves halves;
    enum { text, escape, control } state;
    int number;
    bool isInCharacter;
    bool isCleared;
    mbstate_t decoding;
} Rows;

static _Thread_local Rows *rows_of_this_thread;

/// What has to be done before a character.
typedef enum { nothing, end_row, step_right } Need;

static const char *const step = "\x1B[C";

static int at_most(int value, int limit) { return value < limit ? value : limit; }

static void go_up(Rows *rows, int count) {
    rows->row -= count;
    rows->column = at_most(rows->column, rows->columns - 1);
    rows->hasGoneUp = true;
}

static void follow_control(Rows *rows, char final) {
    int last = rows->columns - 1, count = rows->number > 0 ? rows->number : 1;
    int column = at_most(rows->column, last);
    if (final != 'm') rows->hasGoneUp = false;
    switch (final) {
    case 'A': go_up(rows, count); break;
    case 'B':
        rows->row += count;
        rows->column = column;
        break;
    case 'C': rows->column = at_most(column + count, last); break;
    case 'D': rows->column = column > count ? column - count : 0; break;
    case 'G': rows->column = at_most(count - 1, last); break;
    case 'H':  // only to clear the screen
        rows->row = rows->column = 0;
        rows->isCleared = true;
        break;
    case 'J': halves_clear_below(&rows->halves, rows->row);  // and the rest of this one
    case 'K': halves_clear(&rows->halves, rows->row, column); break;
    default: break;
    }
}

/// Whether the cursor is where libedit does not take it to be.
static bool leave_half(Rows *rows) {
    bool isInside = rows->hasGoneUp && halves_at(&rows->halves, rows->row, rows->column);
    rows->hasGoneUp = false;
    if (isInside) rows->column++;
    return isInside;
}

/// Follows a character of so many cells.
static Need place(Rows *rows, int width) {
    if (width == 0) return nothing;
    Need need = leave_half(rows) ? step_right : nothing;
    if (rows->column + width > rows->columns) {
        rows->row++;
        rows->column = 0;
        need = end_row;
    }
    halves_put(&rows->halves, rows->row, rows->column, width);
    rows->column += width;
    return need;
}

static void follow_escape(Rows *rows, unsigned char byte) {
    rows->state = byte == '[' ? control : text;
    rows->number = 0;
    switch (byte) {
    case '7': rows->savedRow = rows->row, rows->savedColumn = rows->column; break;
    case '8': rows->row = rows->savedRow, rows->column = rows->savedColumn, rows->hasGoneUp = false; break;
    case 'M': go_up(rows, 1); break;
    default: break;
    }
}

/// Follows one byte; what has to be done before the character that the byte completes.
static Need follow(Rows *rows, unsigned char byte) {
    if (rows->state == escape) {
        follow_escape(rows, byte);
        return nothing;
    }
    if (rows->state == control) {
        if (byte >= '0' && byte <= '9') rows->number = at_most(rows->number, 9999) * 10 + byte - '0';
        if (byte < 0x40) return nothing;
        rows->state = text;
        follow_control(rows, (char)byte);
        return nothing;
    }
    if (byte >= ' ' && byte < 0x7F && !rows->isInCharacter) return place(rows, 1);
    wchar_t character;
    size_t length = mbrtowc(&character, (const char *)&byte, 1, &rows->decoding);
    rows->isInCharacter = length == (size_t)-2;
    if (rows->isInCharacter) return nothing;
    if (length == (size_t)-1) {
        memset(&rows->decoding, 0, sizeof rows->decoding);
        return nothing;
    }
    switch (character) {
    case 0x1B: rows->state = escape; return nothing;
    case '\n': rows->row++;  // and to its beginning
    case '\r': rows->column = 0; break;
    case '\b': rows->column = rows->column > 0 ? at_most(rows->column, rows->columns) - 1 : 0; break;
    default: return place(rows, ce_cell_width(character));
    }
    rows->hasGoneUp = false;
    return nothing;
}

static ssize_t write_rows(void *cookie, const char *bytes, size_t count) {
    Rows *rows = cookie;
    if (rows->columns == 0) {
        rows->keep(rows->context, bytes, count);
        return (ssize_t)count;
    }
    // Before each byte stands at most one break or one step, and one behind the last.
    char *ended = malloc(count * 4 + 4);
    if (ended == NULL) return 0;
    size_t length = 0, character = 0;
    for (size_t i = 0; i < count; i++) {
        if (((unsigned char)bytes[i] & 0xC0) != 0x80) character = length;
        Need need = follow(rows, (unsigned char)bytes[i]);
        if (need != nothing) {
            const char *inserted = need == end_row ? "\r\n" : step;
            size_t extra = strlen(inserted);
            memmove(ended + character + extra, ended + character, length - character);
            memcpy(ended + character, inserted, extra);
            length += extra;
        }
        ended[length++] = bytes[i];
    }
    // Of a right half alone libedit has nothing to write.
    if (leave_half(rows)) {
        memcpy(ended + length, step, strlen(step));
        length += strlen(step);
    }
    rows->keep(rows->context, ended, length);
    free(ended);
    return (ssize_t)count;
}

static int close_rows(void *cookie) {
    Rows *rows = cookie;
    if (rows_of_this_thread == rows) rows_of_this_thread = NULL;
    halves_end(&rows->halves);
    free(rows);
    return 0;
}

FILE *ce_open_stream(void *context, ce_keeper keep) {
    Rows *rows = calloc(1, sizeof *rows);
    if (rows == NULL) return NULL;
    rows->context = context;
    rows->keep = keep;
    cookie_io_functions_t functions = {.write = write_rows, .close = close_rows};
    FILE *stream = fopencookie(rows, "w", functions);
    if (stream == NULL) {
        free(rows);
        return NULL;
    }
    setvbuf(stream, NULL, _IOFBF, 1 << 15);
    __fsetlocking(stream, FSETLOCKING_BYCALLER);  // libedit prints character by character, all on this thread
    rows_of_this_thread = rows;
    return stream;
}

void ce_end_rows(FILE *stream, int columns) {
    if (rows_of_this_thread == NULL || rows_of_this_thread->columns == columns) return;
    fflush(stream);
    rows_of_this_thread->columns = columns;
    rows_of_this_thread->row = rows_of_this_thread->column = 0;
    rows_of_this_thread->hasGoneUp = false;
    halves_begin(&rows_of_this_thread->halves, columns);
}

void ce_begin_block(void) {
    if (rows_of_this_thread == NULL) return;
    rows_of_this_thread->row = 0;
    halves_begin(&rows_of_this_thread->halves, rows_of_this_thread->columns);
}

bool ce_has_cleared_screen(void) {
    if (rows_of_this_thread == NULL || !rows_of_this_thread->isCleared) return false;
    rows_of_this_thread->isCleared = false;
    return true;
}
