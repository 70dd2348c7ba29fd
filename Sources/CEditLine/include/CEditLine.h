#pragma once

/// Fixed-arity doors to what Swift cannot call itself: libedit's variadic setters (only the wide ones: the narrow prompt
/// setter crashes in the C locale), and signal handlers, which must not run Swift code.

#include <histedit.h>
#include <stdbool.h>
#include <wchar.h>

// MARK: Setting up

/// Makes the calling thread read and write UTF-8 whatever the process's locale is; false if the system has no C.UTF-8.
bool ce_use_utf8_on_this_thread(void);

/// Whether the terminal database knows `name`. Prints nothing, unlike el_init.
bool ce_terminal_is_known(const char *_Nonnull name);

/// How many cells a character takes, as libedit counts them: 0 for what libedit cannot place.
int ce_cell_width(wchar_t character);

/// An editor with emacs's keys on open descriptors, all output going through `stream`. Null if there is no memory.
EditLine *_Nullable ce_open(const char *_Nonnull program, FILE *_Nonnull stream, int input, int output);

/// Ends an editor without the input flush of el_end; the caller restores the terminal's modes itself.
void ce_close(EditLine *_Nonnull editor);

/// Takes what is printed.
typedef void (*ce_keeper)(void *_Nonnull context, const char *_Nonnull bytes, size_t count);

/// A stream for this thread that hands what is flushed to `keep`. libedit flushes after every character; keys that come at once are to be drawn at
/// once. Null if there is none to be had.
FILE *_Nullable ce_open_stream(void *_Nonnull context, ce_keeper _Nonnull keep);

/// From now on, with the cursor in the first column, each row of this thread's stream ends with a line break of its own after so many columns.
/// With 0 the terminal goes on to the next row by itself, as at first.
void ce_end_rows(FILE *_Nonnull stream, int columns);

/// A block begins in this row: what was written through this thread's stream before is not drawn over any more.
void ce_begin_block(void);

/// Whether the screen was cleared through this thread's stream since this was asked last.
bool ce_has_cleared_screen(void);

// MARK: Callbacks

typedef int (*ce_reader)(EditLine *_Nonnull editor, wchar_t *_Nonnull character);
typedef wchar_t *_Nonnull (*ce_prompt)(EditLine *_Nonnull editor);
typedef unsigned char (*ce_command)(EditLine *_Nonnull editor, wint_t key);

/// Steps through a history: `step` is H_FIRST (the newest), H_NEXT (an older one), H_PREV or H_LAST.
/// What it returns stays valid until the next call; null is the end.
typedef const wchar_t *_Nullable (*ce_history)(void *_Nullable context, int step);

void ce_set_context(EditLine *_Nonnull editor, void *_Nullable context);
void *_Nullable ce_context(EditLine *_Nonnull editor);
void ce_set_reader(EditLine *_Nonnull editor, ce_reader _Nonnull reader);

/// `mark` encloses parts that take no room. A part sticks to the character after it, so the last one needs such a character.
void ce_set_prompt(EditLine *_Nonnull editor, ce_prompt _Nonnull prompt, wchar_t mark);
void ce_set_right_prompt(EditLine *_Nonnull editor, ce_prompt _Nonnull prompt);

/// Serves history from the caller's own store; there is one for each thread.
void ce_set_history(EditLine *_Nonnull editor, ce_history _Nonnull history, void *_Nullable context);

/// `name` is kept, not copied: it must live as long as the editor.
int ce_add_command(EditLine *_Nonnull editor, const wchar_t *_Nonnull name, ce_command _Nonnull command);

/// Binds a key or sequence, in the alternate map (vi's command mode) if so asked.
int ce_bind(EditLine *_Nonnull editor, bool alternate, const wchar_t *_Nonnull key, const wchar_t *_Nonnull command);
int ce_unbind(EditLine *_Nonnull editor, const wchar_t *_Nonnull key);

// MARK: While editing

/// Whether vi's key map is in use.
bool ce_is_vi(EditLine *_Nonnull editor);

/// Turns editing on, whatever `.editrc` says: without it our private keys would become text.
void ce_keep_editing(EditLine *_Nonnull editor);

/// Whether what follows a change in a row may be shifted, or is always drawn anew. At first it may be; then each call has to change it.
void ce_allow_shifts(EditLine *_Nonnull editor, bool isAllowed);

/// While a line is edited, ^C ^Z ^\ ^S ^Q come as keys, and a pasted `\r\n` as it is.
void ce_take_control_keys(EditLine *_Nonnull editor);

/// Raw mode for editing, or the mode that commands run in.
void ce_set_raw(EditLine *_Nonnull editor, bool raw);

/// Draws prompt and line from the cursor's place on, as if nothing of them were on the screen.
void ce_draw_afresh(EditLine *_Nonnull editor);

/// Replaces the whole line. `length` and `cursor` count characters. Nothing is drawn, and the kill buffer stays. -1 without memory.
int ce_replace_line(EditLine *_Nonnull editor, const wchar_t *_Nonnull text, int length, int cursor);

// MARK: Signals

/// From now on, arrival of `signal` writes its number, one byte, to `descriptor` (which must not block). System calls are restarted.
/// With `respectIgnored`, a signal that was ignored when the program started stays so. -1 if it cannot be caught, or four watch it already.
int ce_watch_signal(int signal, int descriptor, bool respectIgnored);

/// Stops writing to `descriptor`; the last one to stop brings the former handling back.
void ce_unwatch_signal(int signal, int descriptor);

/// Writing to a closed pipe, or past the largest file that this process may write, gives an error from now on, and does not end the program.
/// Children are not touched by it.
void ce_survive_failing_writes(void);

/// Signals that mean nothing to us and would end the program (SIGUSR1, SIGALRM, SIGIO …) do nothing from now on. Children are not touched by it.
void ce_survive_stray_signals(void);

/// Stops this job as ^Z would, whoever catches that signal, and returns when it goes on.
void ce_stop_job(void);
