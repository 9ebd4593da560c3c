// SPDX-License-Identifier: GPL-2.0-only
/*
 * Description: what README shows of the command is what the command prints.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "greatest.h"
#include "harness.h"

/* An indented block of README that begins with "$ COMMAND". */
struct block {
	char *command;
	char *output;
};

static bool next_block(const char **at, struct block *block)
{
	static const char prompt[] = "    $ ";
	const char *line = strstr(*at, prompt), *end;
	char *to;

	if (!line)
		return false;
	line += strlen(prompt);
	end = strchr(line, '\n');
	block->command = text("%.*s", (int)(end - line), line);
	line = end + 1;
	to = block->output = zeroed(strlen(line) + 1, 1);
	while (!strncmp(line, "    ", 4)) {
		end = strchr(line, '\n') + 1;
		to = mempcpy(to, line + 4, end - line - 4);
		line = end;
	}
	*at = line;
	return true;
}

/* The command is called by its name there, and found here in build/. */
static struct run run_block(const char *command)
{
	char *line = text("iommu-migrate() { %s \"$@\"; }; { %s; } 2>&1",
			  tool(), command);

	return RUN(in_source(LINUX), "bash", "-c", line);
}

TEST readme_shows_what_is_printed(void)
{
	const char *at = get("README.md").data;
	struct block block;
	size_t blocks = 0;

	while (next_block(&at, &block)) {
		ASSERT_STR_EQ(block.output, run_block(block.command).out.data);
		blocks++;
	}
	ASSERT_EQ_FMT((size_t)3, blocks, "%zu");
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_TEST(readme_shows_what_is_printed);
	GREATEST_MAIN_END();
}
