// The kernel stops the program at each call that matters, so nothing it does passes by unseen, whichever library makes it.
#define _GNU_SOURCE
#include "CProgramHarness.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "calls.h"

static int let_calls_be_traced(void) {
    struct sock_filter filter[2 * watched_calls + 2];
    unsigned short length = 0;
    filter[length++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (int index = 0; index < watched_calls; index++) {
        filter[length++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)watched_call(index), 0, 1);
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
    // The first terminal that a session opens becomes its own.
    int terminal = program->terminal ? open(program->terminal, O_RDWR) : -1;
    for (int number = 0; number < 3; number++) dup2(program->terminal ? terminal : program->descriptors[number], number);
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
    /// How many calls there were that are called like the one to be struck.
    long namesakes;
    /// Whether it has begun to exit: what its other threads would still do is not done any more.
    int is_ending;
    /// Whether the call was met at which it is killed: until then no thread of it gets away by an exit.
    int is_doomed;
};

/// Whether a thread is one of the program, and not of a process that it has started.
static int is_own(const struct run *run, pid_t thread) { return syscall(SYS_tgkill, run->program, thread, 0) == 0; }

/// Kills the program. A thread of another process that stands at a call goes on.
static void end(struct run *run, pid_t thread) {
    run->is_doomed = 1;
    int is_others = !is_own(run, thread);
    kill(run->program, SIGKILL);
    if (is_others) ptrace(PTRACE_CONT, thread, 0, 0);
}

/// A thread stands at a call: lets it pass, or does to it what is due.
static void meet(struct run *run, pid_t thread) {
    registers at;
    struct met_call call;
    const struct ph_fault *fault = run->fault;
    if (run->is_ending || !get_registers(thread, &at) ||
        !look_at(thread, run->program, is_own(run, thread), &at, run->what->root, &call)) {
        ptrace(PTRACE_CONT, thread, 0, 0);
        return;
    }
    if (call.effect == ENDS) {
        if (run->is_doomed) return;
        run->is_ending = 1;
        ptrace(PTRACE_CONT, thread, 0, 0);
        return;
    }
    run->outcome->calls++;
    int is_due = strcmp(fault->call, call.text) == 0 && ++run->namesakes == fault->at;
    if (is_due) run->outcome->met = 1;
    fprintf(run->log, "%s%s\n", is_due ? "> " : "", call.text);
    int error = call.is_connection ? fault->connection_error : fault->file_error;
    switch (is_due || (fault->manner == PH_DISK_FULL && run->outcome->met) ? fault->manner : -1) {
    case PH_KILL_BEFORE: end(run, thread); return;
    case PH_KILL_HALFWAY:
        if (call.effect == WRITES) halve(thread, &at);
        run->is_doomed = 1;
        ptrace(PTRACE_SYSCALL, thread, 0, 0);
        return;
    case PH_DISK_FULL:
        if (!takes_space(&call)) break;
        // fall through
    case PH_REFUSE: refuse(thread, &at, error); break;
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
            end(run, thread);
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
