#define _GNU_SOURCE
#include "CEditLine.h"

#include <locale.h>
#include <pthread.h>
#include <stdlib.h>

// libtinfo's own; <term.h> would bring hundreds of macros with it.
int tgetent(char *buffer, const char *name);

bool ce_use_utf8_on_this_thread(void) {
    locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    return locale != (locale_t)0 && uselocale(locale) != (locale_t)0;
}

// libtinfo has one current terminal for all threads, and frees those of before: two threads that look one up at once crash or find nothing.
static pthread_mutex_t terminal_lock = PTHREAD_MUTEX_INITIALIZER;

bool ce_terminal_is_known(const char *name) {
    char unused[4096];
    pthread_mutex_lock(&terminal_lock);
    int found = tgetent(unused, name);
    pthread_mutex_unlock(&terminal_lock);
    return found == 1;
}

int ce_cell_width(wchar_t character) {
    int width = wcwidth(character);
    return width < 0 ? 0 : width;
}

EditLine *ce_open(const char *program, FILE *stream, int input, int output) {
    pthread_mutex_lock(&terminal_lock);
    EditLine *editor = el_init_fd(program, stream, stream, stream, input, output, output);
    pthread_mutex_unlock(&terminal_lock);
    // libedit itself begins as vi.
    if (editor != NULL) el_wset(editor, EL_EDITOR, L"emacs");
    return editor;
}

void ce_close(EditLine *editor) {
    // With editing off, el_end leaves the terminal alone. Otherwise it would throw away what was typed ahead.
    el_wset(editor, EL_EDITMODE, 0);
    el_end(editor);
}

void ce_set_context(EditLine *editor, void *context) { el_wset(editor, EL_CLIENTDATA, context); }

void *ce_context(EditLine *editor) {
    void *context = NULL;
    el_wget(editor, EL_CLIENTDATA, &context);
    return context;
}

void ce_set_reader(EditLine *editor, ce_reader reader) { el_wset(editor, EL_GETCFN, reader); }

void ce_set_prompt(EditLine *editor, ce_prompt prompt, wchar_t mark) { el_wset(editor, EL_PROMPT_ESC, prompt, (int)mark); }

void ce_set_right_prompt(EditLine *editor, ce_prompt prompt) { el_wset(editor, EL_RPROMPT, prompt); }

// libedit calls its history through a variadic pointer and hands it one pointer back: this is what stands there.
static _Thread_local ce_history history_of_this_thread;

static int step_history(void *context, HistEventW *event, int step, ...) {
    const wchar_t *entry = history_of_this_thread(context, step);
    event->num = 0;
    event->str = entry;
    return entry == NULL ? -1 : 0;
}

void ce_set_history(EditLine *editor, ce_history history, void *context) {
    history_of_this_thread = history;
    el_wset(editor, EL_HIST, step_history, context);
}

int ce_add_command(EditLine *editor, const wchar_t *name, ce_command command) {
    return el_wset(editor, EL_ADDFN, name, L"", command);
}

int ce_bind(EditLine *editor, bool alternate, const wchar_t *key, const wchar_t *command) {
    if (alternate) return el_wset(editor, EL_BIND, L"-a", key, command, NULL);
    return el_wset(editor, EL_BIND, key, command, NULL);
}

int ce_unbind(EditLine *editor, const wchar_t *key) { return el_wset(editor, EL_BIND, L"-r", key, NULL); }

bool ce_is_vi(EditLine *editor) {
    const wchar_t *name = NULL;
    return el_wget(editor, EL_EDITOR, &name) == 0 && name != NULL && name[0] == L'v';
}

// What libedit has of the terminal's commands to shift the rest of a row; the first characters of those that it may not use now.
enum { shifts = 6 };
static const char *const shift_names[shifts] = {"ic", "IC", "im", "dc", "DC", "dm"};
static _Thread_local char kept_starts[shifts];

void ce_allow_shifts(EditLine *editor, bool isAllowed) {
    // Setting them to nothing and back would use up libedit's room for such texts, past whose end it writes. It takes one with a zero at its start
    // for none, once it has looked at them all anew: as it does when one is set, be it to what it is.
    for (size_t i = 0; i < shifts; i++) {
        char *text = NULL;
        if (el_wget(editor, EL_GETTC, shift_names[i], &text) != 0 || text == NULL) continue;
        if (!isAllowed && text[0] != '\0') kept_starts[i] = text[0];
        text[0] = isAllowed ? kept_starts[i] : '\0';
    }
    char *bell = NULL;
    wchar_t same[32];
    if (el_wget(editor, EL_GETTC, "bl", &bell) != 0 || bell == NULL || mbstowcs(same, bell, 32) >= 32) wcscpy(same, L"");
    el_wset(editor, EL_SETTC, L"bl", same, NULL);
}

void ce_keep_editing(EditLine *editor) { el_wset(editor, EL_EDITMODE, 1); }

void ce_take_control_keys(EditLine *editor) { el_wset(editor, EL_SETTY, L"-d", L"-isig", L"-ixon", L"-icrnl", L"-inlcr", NULL); }

void ce_set_raw(EditLine *editor, bool raw) { el_wset(editor, EL_PREP_TERM, raw ? 1 : 0); }

void ce_draw_afresh(EditLine *editor) { el_wset(editor, EL_REFRESH); }

int ce_replace_line(EditLine *editor, const wchar_t *text, int length, int cursor) {
    // libedit hands out its own line, const only by declaration; el_wreplacestr refuses an empty text.
    LineInfoW *line = (LineInfoW *)el_wline(editor);
    line->cursor = line->lastchar = line->buffer;
    *(wchar_t *)line->buffer = L'\0';
    if (length > 0 && el_winsertstr(editor, text) != 0) return -1;
    el_cursor(editor, cursor - length);
    return 0;
}
