#define _GNU_SOURCE
#include "Outlet.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// libedit flushes after every character. What it flushes is kept here, so that keys that come at once are drawn at once.
struct ce_outlet {
    int descriptor;
    size_t count;
    char bytes[1 << 15];
};

static void write_all(int descriptor, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(descriptor, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;  // a terminal that is gone shows nothing; its reader learns of it
        bytes += written;
        count -= (size_t)written;
    }
}

void ce_let_out(ce_outlet *outlet) {
    write_all(outlet->descriptor, outlet->bytes, outlet->count);
    outlet->count = 0;
}

void outlet_keep(ce_outlet *outlet, const char *bytes, size_t count) {
    if (count > sizeof outlet->bytes - outlet->count) ce_let_out(outlet);
    if (count > sizeof outlet->bytes) {
        write_all(outlet->descriptor, bytes, count);
    } else {
        memcpy(outlet->bytes + outlet->count, bytes, count);
        outlet->count += count;
    }
}

ce_outlet *outlet_open(int descriptor) {
    ce_outlet *outlet = malloc(sizeof *outlet);
    if (outlet == NULL) return NULL;
    outlet->count = 0;
    outlet->descriptor = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    if (outlet->descriptor >= 0) return outlet;
    free(outlet);
    return NULL;
}

void outlet_close(ce_outlet *outlet) {
    ce_let_out(outlet);
    close(outlet->descriptor);
    free(outlet);
}
