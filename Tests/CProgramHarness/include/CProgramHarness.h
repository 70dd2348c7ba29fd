#pragma once
#include <sys/types.h>

/// Opens a terminal of so many rows and columns; its other end's path goes into `name`, of 128 bytes. Negative on failure.
int ph_open_terminal(int rows, int columns, char *name);

/// Gives a terminal another size, of which its foreground job is told. Negative on failure.
int ph_resize_terminal(int terminal, int rows, int columns);

/// Makes a pipe whose ends no child inherits by accident. Negative on failure.
int ph_open_pipe(int ends[2]);

/// Starts a program in a session of its own, in a folder, with nothing open but its three standard descriptors.
///
/// They are `descriptors`, or the terminal at the path `terminal`, which becomes the session's own; one of the two is NULL.
/// Returns 0 or an error number.
int ph_spawn(pid_t *pid, const char *path, char *const arguments[], char *const environment[], const char *folder, const char *terminal,
             const int *descriptors);

/// What is done to a call.
enum ph_manner {
    /// The program is killed before it; or when half of what was to be written is, and right after it if it writes nothing.
    PH_KILL_BEFORE, PH_KILL_HALFWAY,
    /// It does not take place, and fails.
    PH_REFUSE,
    /// The same, if it needs space on the disk, and so does every later one that does.
    PH_DISK_FULL,
};

struct ph_fault {
    enum ph_manner manner;
    /// The line of the log that the call has.
    const char *call;
    /// Its number among those that have the same, from 1; 0 for no call.
    long at;
    /// What a file, and what a connection says when it fails.
    int file_error, connection_error;
};

struct ph_program {
    const char *path;
    char *const *arguments;
    char *const *environment;
    const char *folder;
    /// The path of a terminal, which becomes its session's own; NULL for three descriptors.
    const char *terminal;
    int descriptors[3];
    /// Calls on files count if the path begins with this.
    const char *root;
    /// Seconds after which it is ended by SIGALRM.
    long patience;
};

struct ph_outcome {
    /// The exit code, or 128 and the signal.
    int code;
    /// How many calls there were that write, sync, name or remove a file below the root, connect, send or print.
    long calls;
    /// Whether the fault was met.
    int met;
    /// A line for each call, as the same call has it in each run: its name, its path below the root or what it goes to, and whether a process
    /// makes it that the program has started. That which was met has "> " before it. Calls that a thread would make while another one ends
    /// the program are not made, and not here. The caller frees it.
    char *log;
};

/// Runs a program to its end, and that of all it has started, with a fault in one of their system calls. Returns 0 or an error number.
///
/// The program is traced by the calling thread, which must have no other children. It sees every call of every thread, whatever library
/// makes it. What is killed is the program; what it has started goes on, and is waited for.
int ph_run_with_fault(const struct ph_program *program, const struct ph_fault *fault, struct ph_outcome *outcome);
