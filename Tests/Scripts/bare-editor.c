// The least that a program on libedit can be: the scale for the speed of tween's editing.
#include <histedit.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

static wchar_t *prompt(EditLine *editor) {
    (void)editor;
    return L"flash 720P first,last? > ";
}

int main(int count, char **words) {
    (void)count;
    setlocale(LC_ALL, "C.UTF-8");
    EditLine *editor = el_init(words[0], stdin, stdout, stderr);
    if (editor == NULL) return EXIT_FAILURE;
    el_wset(editor, EL_EDITOR, L"emacs");
    el_wset(editor, EL_PROMPT, prompt);
    int length;
    while (el_wgets(editor, &length) != NULL && length > 0) continue;
    el_end(editor);
    return EXIT_SUCCESS;
}
