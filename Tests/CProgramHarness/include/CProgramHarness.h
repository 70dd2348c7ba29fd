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
