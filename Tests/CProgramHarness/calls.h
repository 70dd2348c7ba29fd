#pragma once
#include <limits.h>
#include <sys/types.h>

#include "registers.h"

/// What a call does.
enum effect { WRITES, SENDS_MESSAGE, ADDS_NAME, OPENS, CREATES, SETTLES, CONNECTS, ENDS };

/// A call at which a thread stands.
struct met_call {
    enum effect effect;
    /// Its name, and what it is about: the same in each run, whatever numbers, names and folders were given out in it.
    char text[PATH_MAX + 64];
    /// Whether it is about a connection, or about what is printed; else it is about a file.
    int is_connection, is_output;
};

/// How many calls stop a thread, and the number of each.
extern const int watched_calls;
long watched_call(int index);

/// What a thread stands at; false if that concerns neither a file below the root, nor a connection, nor what the program prints, nor its
/// end.
///
/// - Parameter is_own: whether the thread is the program's own, and not that of a process which it has started.
int look_at(pid_t thread, pid_t program, int is_own, const registers *at, const char *root, struct met_call *call);

/// Whether a full disk refuses it: what is there can still be synced, cut and removed.
int takes_space(const struct met_call *call);

/// Has the call write half of what it was to write.
void halve(pid_t thread, registers *at);

/// Has the call not take place, and return an error.
void refuse(pid_t thread, registers *at, int error);
