// The calls here are Linux's own: the kernel stops the program at each call that matters, so nothing it does passes by unseen.
#define _GNU_SOURCE
#include "CProgramHarness.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

/// Where a call says what it is about.
enum place { NOWHERE, AT_DESCRIPTOR, AT_PATH, AT_FOLDER_AND_PATH, AT_OUTPUT_OF_COPY };
/// What a call does.
enum effect { WRITES, SENDS_MESSAGE, ADDS_NAME, OPENS, CREATES, SETTLES, CONNECTS, ENDS };

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

// MARK: The registers of a thread that stands at a call

#if defined(__x86_64__)
typedef struct user_regs_struct registers;
static long number_of(const registers *at) { return (long)at->orig_rax; }
static unsigned long argument(const registers *at, int index) {
    const unsigned long all[] = {at->rdi, at->rsi, at->rdx, at->r10, at->r8, at->r9};
    return all[index];
}
static void set_third(registers *at, unsigned long value) { at->rdx = value; }
static void set_result(registers *at, long value) {
    at->orig_rax = (unsigned long)-1;
    at->rax = (unsigned long)value;
}
#elif defined(__aarch64__)
typedef struct user_regs_struct registers;
static long number_of(const registers *at) { return (long)at->regs[8]; }
static unsigned long argument(const registers *at, int index) { return at->regs[index]; }
static void set_third(registers *at, unsigned long value) { at->regs[2] = value; }
static void set_result(registers *at, long value) { at->regs[0] = (unsigned long)value; }
#else
#error "the registers of this processor are not known here"
#endif

static int get(pid_t thread, registers *at) {
    struct iovec all = {at, sizeof *at};
    return ptrace(PTRACE_GETREGSET, thread, NT_PRSTATUS, &all) == 0;
}

static void set(pid_t thread, registers *at) {
    struct iovec all = {at, sizeof *at};
    ptrace(PTRACE_SETREGSET, thread, NT_PRSTATUS, &all);
}

/// Has the call not take place, and return an error.
static void refuse(pid_t thread, registers *at, int error) {
    set_result(at, -error);
    set(thread, at);
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

/// Has the call write half of what it was to write.
static void halve(pid_t thread, registers *at) {
    long number = number_of(at);
    if (number == SYS_write || number == SYS_pwrite64 || number == SYS_sendto) {
        set_third(at, argument(at, 2) / 2);
    } else {  // Of several pieces half of the first.
        struct iovec piece;
        if (!copy(thread, argument(at, 1), &piece, sizeof piece)) return;
        ptrace(PTRACE_POKEDATA, thread, argument(at, 1) + offsetof(struct iovec, iov_len), piece.iov_len / 2);
        set_third(at, 1);
    }
    set(thread, at);
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

/// Whether the call concerns the disk or the network: a file below the root, a connection, or what is printed.
static int matters(pid_t thread, const struct call *call, const registers *at, const char *object, const char *root) {
    if (call->effect == CONNECTS) {
        sa_family_t family = AF_UNSPEC;
        return copy(thread, argument(at, 1), &family, sizeof family) && (family == AF_INET || family == AF_INET6);
    }
    if (is_socket(object)) return 1;
    if (is_pipe(object)) return call->effect == WRITES && (argument(at, 0) == 1 || argument(at, 0) == 2);
    if (strncmp(object, root, strlen(root)) != 0) return 0;
    if (call->effect != OPENS) return 1;
    // Opening what is there changes nothing, unless it is emptied.
    unsigned long flags = argument(at, call->place == AT_PATH ? 1 : 2);
    return flags & O_TRUNC || (flags & O_CREAT && access(object, F_OK) != 0);
}

/// How a call is called: the same in each run, whatever numbers and folders the system has given out.
static void describe(const struct call *call, const registers *at, const char *object, const char *root, char *text, size_t size) {
    size_t length = strlen(root);
    if (is_socket(object))
        snprintf(text, size, "%s a connection", call->name);
    else if (is_pipe(object))
        snprintf(text, size, "%s to %s", call->name, argument(at, 0) == 1 ? "output" : "diagnostics");
    else
        snprintf(text, size, "%s %s", call->name, object + (strncmp(object, root, length) == 0 && object[length] == '/' ? length + 1 : 0));
}

/// Whether a full disk refuses it: what is there can still be synced, cut and removed.
static int takes_space(const struct call *call, const char *object) {
    return !is_socket(object) && !is_pipe(object) && call->effect != SETTLES && call->effect != CONNECTS;
}

// MARK: The program

static int let_calls_be_traced(void) {
    struct sock_filter filter[2 * CALL_COUNT + 2] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr))};
    unsigned short length = 1;
    for (int index = 0; index < CALL_COUNT; index++) {
        filter[length++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)calls[index].number, 0, 1);
        filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    }
    filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog program = {length, filter};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static void become(const struct ph_program *program) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
    setsid();
    for (int number = 0; number < 3; number++) dup2(program->descriptors[number], number);
    close_range(3, ~0u, 0);
    alarm((unsigned)program->patience);
    if (chdir(program->folder) != 0 || ptrace(PTRACE_TRACEME, 0, 0, 0) != 0 || !let_calls_be_traced()) _exit(126);
    execve(program->path, program->arguments, program->environment);
    _exit(127);
}

/// What is known while a program runs.
struct run {
    pid_t program;
    const struct ph_program *what;
    const struct ph_fault *fault;
    FILE *log;
    struct ph_outcome *outcome;
    /// How many calls there were of the kind that is to be struck.
    long candidates;
    /// Whether it has begun to exit: what its other threads would still do is not done any more.
    int is_ending;
    /// Whether the call was met at which it is killed: until then no thread of it gets away by an exit.
    int is_doomed;
};

/// Whether a thread is one of the program, and not of a process that it has started.
static int is_own(const struct run *run, pid_t thread) { return syscall(SYS_tgkill, run->program, thread, 0) == 0; }

/// A thread stands at a call: lets it pass, or does to it what is due.
static void meet(struct run *run, pid_t thread) {
    registers at;
    char object[PATH_MAX], text[PATH_MAX + 32];
    const struct ph_fault *fault = run->fault;
    const struct call *call = !run->is_ending && is_own(run, thread) && get(thread, &at) ? call_of(thread, &at, object) : NULL;
    if (call && call->effect == ENDS) {
        if (run->is_doomed) return;
        run->is_ending = 1;
    }
    if (!call || call->effect == ENDS || !matters(thread, call, &at, object, run->what->root)) {
        ptrace(PTRACE_CONT, thread, 0, 0);
        return;
    }
    run->outcome->calls++;
    describe(call, &at, object, run->what->root, text, sizeof text);
    int is_candidate = !fault->call || strcmp(fault->call, text) == 0;
    int is_due = is_candidate && ++run->candidates == fault->at;
    fprintf(run->log, "%s%s\n", is_due ? "> " : "", text);
    int error = is_socket(object) ? fault->connection_error : fault->file_error;
    switch (is_due || (fault->manner == PH_DISK_FULL && run->outcome->met) ? fault->manner : -1) {
    case PH_KILL_BEFORE:
        run->outcome->met = run->is_doomed = 1;
        kill(run->program, SIGKILL);
        return;
    case PH_KILL_HALFWAY:
        if (call->effect == WRITES) halve(thread, &at);
        // fall through
    case PH_KILL_AFTER:
        run->outcome->met = run->is_doomed = 1;
        ptrace(PTRACE_SYSCALL, thread, 0, 0);
        return;
    case PH_DISK_FULL:
        run->outcome->met = 1;
        if (!takes_space(call, object)) break;
        // fall through
    case PH_REFUSE:
        run->outcome->met = 1;
        refuse(thread, &at, error);
        break;
    }
    ptrace(PTRACE_CONT, thread, 0, 0);
}

static void follow(struct run *run) {
    int status;
    // Only what this thread has started, so that several may follow a program each.
    for (pid_t thread; (thread = waitpid(-1, &status, __WALL | __WNOTHREAD)) > 0 || errno == EINTR;) {
        if (thread < 0) continue;
        if (!WIFSTOPPED(status)) {
            if (thread != run->program) continue;
            run->outcome->code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            continue;
        }
        int signal = WSTOPSIG(status), event = status >> 16;
        if (event == PTRACE_EVENT_SECCOMP)
            meet(run, thread);
        else if (signal == (SIGTRAP | 0x80))  // The call is done that was to be the last one.
            kill(run->program, SIGKILL);
        else  // A new thread begins with SIGSTOP; other signals are the program's own.
            ptrace(PTRACE_CONT, thread, 0, event || signal == SIGSTOP ? 0 : signal);
    }
}

int ph_run_with_fault(const struct ph_program *program, const struct ph_fault *fault, struct ph_outcome *outcome) {
    *outcome = (struct ph_outcome){.code = -1};
    size_t length;
    struct run run = {.what = program, .fault = fault, .outcome = outcome, .log = open_memstream(&outcome->log, &length)};
    if (!run.log) return errno;
    run.program = fork();
    if (run.program == 0) become(program);
    int status, code = run.program < 0 ? errno : 0;
    if (!code && waitpid(run.program, &status, __WALL) < 0) code = errno;
    if (!code && !WIFSTOPPED(status)) code = EPERM;
    const long options = PTRACE_O_EXITKILL | PTRACE_O_TRACESECCOMP | PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC | PTRACE_O_TRACECLONE |
                         PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK;
    if (!code && ptrace(PTRACE_SETOPTIONS, run.program, 0, options) != 0) {
        code = errno;
        kill(run.program, SIGKILL);
    }
    if (!code) ptrace(PTRACE_CONT, run.program, 0, 0);
    if (!code) follow(&run);
    fclose(run.log);
    return code;
}
