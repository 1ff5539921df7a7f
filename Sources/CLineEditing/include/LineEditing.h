/* Lines from a terminal, with history and completion: a few functions of libedit, whose own interface is global variables. */
#pragma once
#include <stddef.h>

/* The next line without its end, to be freed; NULL at the end of input. Lines that say something are kept for the arrow keys. */
char *_Nullable line_editing_read(const char *_Nonnull prompt);

/* The names that the tab key completes, copied. */
void line_editing_complete(const char *_Nonnull const *_Nonnull names, size_t count);
