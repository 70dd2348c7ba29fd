#define _GNU_SOURCE
#include "CEditLine.h"

#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>

// libedit has the terminal go on to the next row by itself. A terminal notes that the rows belong together, and what it makes of them at another
// width then depends on how each came to be. So the stream follows the cursor's column and ends each row before the terminal does.

typedef struct {
    void *context;
    ce_keeper keep;
    int columns;  // 0: rows are the terminal's affair
    int column, saved;
    enum { text, escape, control } state;
    int number;
    bool isInCharacter;
    mbstate_t decoding;
} Rows;

static _Thread_local Rows *rows_of_this_thread;

static int at_most(int value, int limit) { return value < limit ? value : limit; }

static void follow_control(Rows *rows, char final) {
    int last = rows->columns - 1, count = rows->number > 0 ? rows->number : 1;
    int column = at_most(rows->column, last);
    switch (final) {
    case 'A': case 'B': rows->column = column; break;
    case 'C': rows->column = at_most(column + count, last); break;
    case 'D': rows->column = column > count ? column - count : 0; break;
    case 'G': rows->column = at_most(count - 1, last); break;
    case 'H': rows->column = 0; break;
    default: break;
    }
}

/// Follows a character of so many cells; true if the row has to be ended before it.
static bool place(Rows *rows, int width) {
    bool isFull = rows->column + width > rows->columns;
    rows->column = (isFull ? 0 : rows->column) + width;
    return isFull;
}

/// Follows one byte; true if the row has to be ended before the character that the byte completes.
static bool follow(Rows *rows, unsigned char byte) {
    if (rows->state == escape) {
        rows->state = byte == '[' ? control : text;
        rows->number = 0;
        if (byte == '7') rows->saved = rows->column;
        if (byte == '8') rows->column = rows->saved;
        return false;
    }
    if (rows->state == control) {
        if (byte >= '0' && byte <= '9') rows->number = at_most(rows->number, 9999) * 10 + byte - '0';
        if (byte < 0x40) return false;
        rows->state = text;
        follow_control(rows, (char)byte);
        return false;
    }
    if (byte >= ' ' && byte < 0x7F && !rows->isInCharacter) return place(rows, 1);
    wchar_t character;
    size_t length = mbrtowc(&character, (const char *)&byte, 1, &rows->decoding);
    rows->isInCharacter = length == (size_t)-2;
    if (rows->isInCharacter) return false;
    if (length == (size_t)-1) {
        memset(&rows->decoding, 0, sizeof rows->decoding);
        return false;
    }
    switch (character) {
    case 0x1B: rows->state = escape; return false;
    case '\r': case '\n': rows->column = 0; return false;
    case '\b': rows->column = rows->column > 0 ? at_most(rows->column, rows->columns) - 1 : 0; return false;
    default: return place(rows, ce_cell_width(character));
    }
}

static ssize_t write_rows(void *cookie, const char *bytes, size_t count) {
    Rows *rows = cookie;
    if (rows->columns == 0) {
        rows->keep(rows->context, bytes, count);
        return (ssize_t)count;
    }
    // Before each byte stands at most one break, so that it at most triples.
    char *ended = malloc(count * 3);
    if (ended == NULL) return 0;
    size_t length = 0, character = 0;
    for (size_t i = 0; i < count; i++) {
        if (((unsigned char)bytes[i] & 0xC0) != 0x80) character = length;
        if (follow(rows, (unsigned char)bytes[i])) {
            memmove(ended + character + 2, ended + character, length - character);
            memcpy(ended + character, "\r\n", 2);
            length += 2;
        }
        ended[length++] = bytes[i];
    }
    rows->keep(rows->context, ended, length);
    free(ended);
    return (ssize_t)count;
}

static int close_rows(void *cookie) {
    Rows *rows = cookie;
    if (rows_of_this_thread == rows) rows_of_this_thread = NULL;
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
    rows_of_this_thread->column = 0;
}
