#include "LineEditing.h"

#include <ctype.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <editline/readline.h>

static char **completions;
static size_t completion_count;

/* Names have spaces in them, so the longest end of the text that begins a name is what is completed. */
static char *next_completion(const char *text, int state) {
  static size_t name;
  static const char *start;
  if (state == 0) {
    start = NULL;
    name = 0;
    for (const char *from = text; *from && !start; from++) {
      if (isspace((unsigned char)*from) || (from != text && !isspace((unsigned char)from[-1]))) continue;
      for (size_t i = 0; i < completion_count && !start; i++)
        if (strncmp(completions[i], from, strlen(from)) == 0) start = from;
    }
  }
  if (!start) return NULL;
  size_t before = (size_t)(start - text), length = strlen(start);
  while (name < completion_count) {
    const char *candidate = completions[name++];
    if (strncmp(candidate, start, length) != 0) continue;
    char *result = malloc(before + strlen(candidate) + 1);
    if (!result) return NULL;
    memcpy(result, text, before);
    strcpy(result + before, candidate);
    return result;
  }
  return NULL;
}

/* libedit quotes the spaces of what its own completion finds, but not of what is found here. */
static char **matching_completions(const char *text, int start, int end) {
  (void)start, (void)end;
  rl_attempted_completion_over = 1;
  return rl_completion_matches(text, next_completion);
}

void line_editing_complete(const char *const *names, size_t count) {
  for (size_t i = 0; i < completion_count; i++) free(completions[i]);
  free(completions);
  completions = calloc(count ? count : 1, sizeof *completions);
  completion_count = 0;
  for (size_t i = 0; completions && i < count; i++) {
    char *copy = strdup(names[i]);
    if (copy) completions[completion_count++] = copy;
  }
}

char *line_editing_read(const char *prompt) {
  static int is_ready;
  if (!is_ready) {
    setlocale(LC_CTYPE, "");
    rl_readline_name = "mizan";
    rl_initialize();
    using_history();
    stifle_history(1000);
    rl_basic_word_break_characters = "\t\n()[]{},+*/=<>\"";
    rl_attempted_completion_function = matching_completions;
    rl_completion_append_character = 0;
    is_ready = 1;
  }
  char *line = readline(prompt);
  if (line && line[strspn(line, " \t")]) add_history(line);
  return line;
}
