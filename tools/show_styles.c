// SPDX-License-Identifier: GPL-2.0-only
#include "commands.h"

static void field(const char *label, const char *text)
{
	printf("  %-12s %s\n", label, text);
}

enum exit_status command_styles(const struct options *options)
{
	const struct style_row *row;

	(void)options;
	for (row = style_table; row < style_table + STYLE_COUNT; row++) {
		printf("%s (%s)\n", row->name, row->from);
		field("deferred", row->deferred);
		field("synchronous", row->synchronous);
		field("finishing", row->finishing);
	}
	return EXIT_DONE;
}
