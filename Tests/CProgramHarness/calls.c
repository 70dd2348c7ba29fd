// The calls here are Linux's own.
#define _GNU_SOURCE
#include "calls.h"

#include <ctype.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/// Where a call says what it is about.
enum place { NOWHERE, AT_DESCRIPTOR, AT_PATH, AT_FOLDER_AND_PATH, AT_OUTPUT_OF_COPY };

static const struct call {
    long number;
    const char *name;
    enum place place;
    enum effect effect;
} calls[] = {
    {SYS_write, "write", AT_DESCRIPTOR, WRITES},
    {SYS_pwrite64, "pwrite", AT_DESCRIPTOR, WRITES},
    {SYS_writev, "writev", AT_DESCRIPTOR, WRITES},
    {SYS_pwritev, "pwritev", AT_DESCRIPTOR, WRITES},
    {SYS_pwritev2, "pwritev2", AT_DESCRIPTOR, WRITES},
    {SYS_sendfile, "sendfile", AT_DESCRIPTOR, SENDS_MESSAGE},
    {SYS_copy_file_range, "copy_file_range", AT_OUTPUT_OF_COPY, SENDS_MESSAGE},
    {SYS_splice, "splice", AT_OUTPUT_OF_COPY, SENDS_MESSAGE},
    {SYS_sendto, "sendto", AT_DESCRIPTOR, WRITES},
    {SYS_sendmsg, "sendmsg", AT_DESCRIPTOR, SENDS_MESSAGE},
    {SYS_sendmmsg, "sendmmsg", AT_DESCRIPTOR, SENDS_MESSAGE},
    {SYS_connect, "connect", AT_DESCRIPTOR, CONNECTS},
    {SYS_fsync, "fsync", AT_DESCRIPTOR, SETTLES},
    {SYS_fdatasync, "fdatasync", AT_DESCRIPTOR, SETTLES},
    {SYS_ftruncate, "ftruncate", AT_DESCRIPTOR, SETTLES},
    {SYS_fallocate, "fallocate", AT_DESCRIPTOR, SENDS_MESSAGE},
    {SYS_truncate, "truncate", AT_PATH, SETTLES},
    {SYS_openat, "open", AT_FOLDER_AND_PATH, OPENS},
    {SYS_mkdirat, "mkdir", AT_FOLDER_AND_PATH, ADDS_NAME},
    {SYS_unlinkat, "unlink", AT_FOLDER_AND_PATH, SETTLES},
    {SYS_renameat2, "rename", AT_FOLDER_AND_PATH, ADDS_NAME},
    {SYS_linkat, "link", AT_FOLDER_AND_PATH, ADDS_NAME},
    {SYS_symlinkat, "symlink", AT_PATH, ADDS_NAME},
    {SYS_exit_group, "exit", NOWHERE, ENDS},
#ifdef SYS_renameat
    {SYS_renameat, "rename", AT_FOLDER_AND_PATH, ADDS_NAME},
#endif
#ifdef SYS_open  // Older systems have these besides.
    {SYS_open, "open", AT_PATH, OPENS},
    {SYS_creat, "creat", AT_PATH, CREATES},
    {SYS_mkdir, "mkdir", AT_PATH, ADDS_NAME},
    {SYS_unlink, "unlink", AT_PATH, SETTLES},
    {SYS_rename, "rename", AT_PATH, ADDS_NAME},
    {SYS_link, "link", AT_PATH, ADDS_NAME},
#endif
};
enum { CALL_COUNT = sizeof calls / sizeof *calls };

const int watched_calls = CALL_COUNT;
long watched_call(int index) { return calls[index].number; }

// MARK: What is done to a call

void refuse(pid_t thread, registers *at, int error) {
    set_result(at, -error);
    set_registers(thread, at);
#if defined(__aarch64__)
    int none = -1;
    struct iovec number = {&none, sizeof none};
    ptrace(PTRACE_SETREGSET, thread, NT_ARM_SYSTEM_CALL, &number);
#endif
}

static int copy(pid_t thread, unsigned long from, void *to, size_t size) {
    struct iovec here = {to, size}, there = {(void *)from, size};
    return process_vm_readv(thread, &here, 1, &there, 1, 0) == (ssize_t)size;
}

void halve(pid_t thread, registers *at) {
    long number = number_of(at);
    if (number == SYS_write || number == SYS_pwrite64 || number == SYS_sendto) {
        set_third(at, argument(at, 2) / 2);
    } else {  // Of several pieces half of the first.
        struct iovec piece;
        if (!copy(thread, argument(at, 1), &piece, sizeof piece)) return;
        ptrace(PTRACE_POKEDATA, thread, argument(at, 1) + offsetof(struct iovec, iov_len), piece.iov_len / 2);
        set_third(at, 1);
    }
    set_registers(thread, at);
}

// MARK: What a call is about

/// Reads a path page by page, since nothing may lie behind its last.
static void copy_path(pid_t thread, unsigned long from, char *path) {
    const unsigned long page = 4096;
    size_t length = 0;
    while (length < PATH_MAX - 1) {
        size_t piece = page - (from + length) % page;
        if (piece > PATH_MAX - 1 - length) piece = PATH_MAX - 1 - length;
        if (!copy(thread, from + length, path + length, piece)) break;
        if (memchr(path + length, 0, piece)) return;
        length += piece;
    }
    path[length] = 0;
}

static void name_descriptor(pid_t thread, int descriptor, char *name) {
    char link[64];
    if (descriptor == AT_FDCWD)
        snprintf(link, sizeof link, "/proc/%d/cwd", thread);
    else
        snprintf(link, sizeof link, "/proc/%d/fd/%d", thread, descriptor);
    ssize_t length = readlink(link, name, PATH_MAX - 1);
    name[length > 0 ? length : 0] = 0;
}

static void name_path(pid_t thread, int folder, unsigned long from, char *name) {
    char path[PATH_MAX];
    copy_path(thread, from, path);
    *name = 0;
    if (*path != '/') {
        name_descriptor(thread, folder, name);
        strncat(name, "/", PATH_MAX - 1 - strlen(name));
    }
    strncat(name, path, PATH_MAX - 1 - strlen(name));
}

static const struct call *call_of(pid_t thread, const registers *at, char *object) {
    const struct call *call = calls;
    while (call < calls + CALL_COUNT && call->number != number_of(at)) call++;
    if (call == calls + CALL_COUNT) return NULL;
    switch (call->place) {
    case NOWHERE: *object = 0; break;
    case AT_DESCRIPTOR: name_descriptor(thread, (int)argument(at, 0), object); break;
    case AT_OUTPUT_OF_COPY: name_descriptor(thread, (int)argument(at, 2), object); break;
    case AT_PATH: name_path(thread, AT_FDCWD, argument(at, call->number == SYS_symlinkat ? 2 : 0), object); break;
    case AT_FOLDER_AND_PATH: name_path(thread, (int)argument(at, 0), argument(at, 1), object); break;
    }
    return call;
}

static int is_socket(const char *object) { return strncmp(object, "socket:", 7) == 0; }
static int is_pipe(const char *object) { return strncmp(object, "pipe:", 5) == 0; }

/// Whether the call concerns the disk or the network: a file below the root, a connection, or what the program itself prints.
static int matters(pid_t thread, int is_own, const struct call *call, const registers *at, const char *object, const char *root) {
    if (call->effect == CONNECTS) {
        sa_family_t family = AF_UNSPEC;
        return copy(thread, argument(at, 1), &family, sizeof family) && (family == AF_INET || family == AF_INET6);
    }
    if (is_socket(object)) return 1;
    if (is_pipe(object)) return is_own && call->effect == WRITES && (argument(at, 0) == 1 || argument(at, 0) == 2);
    if (strncmp(object, root, strlen(root)) != 0) return 0;
    if (call->effect != OPENS) return 1;
    // Opening what is there changes nothing, unless it is emptied.
    unsigned long flags = argument(at, call->place == AT_PATH ? 1 : 2);
    return flags & O_TRUNC || (flags & O_CREAT && access(object, F_OK) != 0);
}

/// Takes the place of what differs from run to run: the number of the program, and words that were drawn by lot, which are eight letters
/// and digits or more behind a dot or an underscore.
static void write_name(FILE *text, const char *name, pid_t program) {
    enum { SHORTEST_DRAWN_WORD = 8 };
    for (char before = '/'; *name; before = *name++) {
        size_t length = 0, digits = strspn(name, "0123456789");
        while (isalnum((unsigned char)name[length])) length++;
        int is_drawn = (before == '.' || before == '_') && length >= SHORTEST_DRAWN_WORD;
        int is_program = digits && !isdigit((unsigned char)before) && strtol(name, NULL, 10) == program;
        if (!is_drawn && !is_program) {
            fputc(*name, text);
            continue;
        }
        fputc('*', text);
        name += (is_drawn ? length : digits) - 1;
    }
}

static void describe(struct met_call *met, const struct call *call, const registers *at, pid_t program, int is_own, const char *object,
                     const char *root) {
    FILE *text = fmemopen(met->text, sizeof met->text, "w");
    if (!text) return;
    fprintf(text, "%s ", call->name);
    size_t length = strlen(root);
    if (met->is_connection)
        fputs("a connection", text);
    else if (met->is_output)
        fputs(argument(at, 0) == 1 ? "to output" : "to diagnostics", text);
    else
        write_name(text, strcmp(object, root) == 0 ? "." : object[length] == '/' ? object + length + 1 : object, program);
    if (!is_own) fputs(" by a child", text);
    fclose(text);
}

int look_at(pid_t thread, pid_t program, int is_own, const registers *at, const char *root, struct met_call *met) {
    char object[PATH_MAX];
    const struct call *call = call_of(thread, at, object);
    if (!call) return 0;
    *met = (struct met_call){.effect = call->effect, .is_connection = is_socket(object), .is_output = is_pipe(object)};
    if (call->effect == ENDS) return is_own;
    if (!matters(thread, is_own, call, at, object, root)) return 0;
    describe(met, call, at, program, is_own, object, root);
    return 1;
}

int takes_space(const struct met_call *call) {
    return !call->is_connection && !call->is_output && call->effect != SETTLES && call->effect != CONNECTS;
}
