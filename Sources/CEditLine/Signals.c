#define _GNU_SOURCE
#include "CEditLine.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

enum { signals = 65, watchers = 4 };

// A descriptor plus one, so that zero is an empty place. Handlers read it; only holders of the lock write it.
static _Atomic int places[signals][watchers];
static struct sigaction former[signals];
static int watching[signals];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void write_number(int signal) {
    int kept = errno;
    unsigned char byte = (unsigned char)signal;
    // The last to come is told first: the editor, before the program can act on a signal and ask for a line, which is not to hear of it again.
    for (int i = watchers - 1; i >= 0; i--) {
        int place = atomic_load(&places[signal][i]);
        if (place > 0 && write(place - 1, &byte, 1) < 0) continue;  // a full pipe wakes its reader all the same
    }
    errno = kept;
}

static int catch(int signal, bool respectIgnored) {
    if (sigaction(signal, NULL, &former[signal]) != 0) return -1;
    if (respectIgnored && former[signal].sa_handler == SIG_IGN) return 0;
    struct sigaction action = {.sa_handler = write_number, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    return sigaction(signal, &action, NULL);
}

int ce_watch_signal(int signal, int descriptor, bool respectIgnored) {
    if (signal <= 0 || signal >= signals) return -1;
    int result = -1;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < watchers && result != 0; i++) {
        if (atomic_load(&places[signal][i]) != 0) continue;
        atomic_store(&places[signal][i], descriptor + 1);
        result = watching[signal] > 0 ? 0 : catch(signal, respectIgnored);
        if (result == 0) watching[signal]++;
        else atomic_store(&places[signal][i], 0);
        break;
    }
    pthread_mutex_unlock(&lock);
    return result;
}

void ce_unwatch_signal(int signal, int descriptor) {
    if (signal <= 0 || signal >= signals) return;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < watchers; i++) {
        if (atomic_load(&places[signal][i]) != descriptor + 1) continue;
        atomic_store(&places[signal][i], 0);
        if (--watching[signal] == 0) sigaction(signal, &former[signal], NULL);
        break;
    }
    pthread_mutex_unlock(&lock);
}

static void do_nothing(int signal) { (void)signal; }

static void survive(int signal) {
    // A handler, not SIG_IGN: that one would be inherited by every child.
    struct sigaction action = {.sa_handler = do_nothing, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, NULL);
}

void ce_survive_failing_writes(void) {
    survive(SIGPIPE);
    survive(SIGXFSZ);
}

static void survive_unless_handled(int signal) {
    struct sigaction found;
    if (sigaction(signal, NULL, &found) == 0 && found.sa_handler == SIG_DFL) survive(signal);
}

void ce_survive_stray_signals(void) {
    static const int stray[] = {SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGSTKFLT};
    for (size_t i = 0; i < sizeof stray / sizeof *stray; i++) survive_unless_handled(stray[i]);
    for (int i = SIGRTMIN; i <= SIGRTMAX; i++) survive_unless_handled(i);
}

void ce_stop_job(void) {
    struct sigaction kept, ignore = {.sa_handler = SIG_IGN}, standard = {.sa_handler = SIG_DFL};
    sigaction(SIGTSTP, &ignore, &kept);
    kill(0, SIGTSTP);  // the rest of the job: a shell waits until all of it has stopped
    sigaction(SIGTSTP, &standard, NULL);
    // Threads that Swift's pool starts block all signals, and so do those that they start.
    sigset_t stop, mask;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    pthread_sigmask(SIG_UNBLOCK, &stop, &mask);
    raise(SIGTSTP);  // ourselves, on this thread, so that nothing below runs before we go on
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGTSTP, &kept, NULL);
}
