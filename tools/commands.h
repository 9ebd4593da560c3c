/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The subcommands.  Each gets its options parsed and its operands left over.
 */
#ifndef COMMANDS_H
#define COMMANDS_H

#include "emit/ledger.h"
#include "styles.h"

struct options {
	enum style from, to;	/* STYLE_UNKNOWN: not given */
	enum style style;		/* of what is checked; STYLE_UNKNOWN: recognised */
	enum level level;
	enum format format;
	unsigned int jobs;
	unsigned int timeout;	/* seconds for each file */
	bool in_place;
	bool undo;
	bool force;
	bool no_batch;
	bool rename_collisions;
	bool shim;
	bool in_kbuild;		/* compiler flags were given, too */
	const char *series;	/* folder to write patches to, or NULL */
	const char *each;	/* command to run after each, or NULL */
	const char *report;	/* FILE.html to write, or NULL */
	char *line;		/* the command line as it was typed */
	char **paths;
	size_t path_count;
};

enum exit_status command_styles(const struct options *options);
enum exit_status command_scan(const struct options *options);
enum exit_status command_convert(const struct options *options);
enum exit_status command_check(const struct options *options);
enum exit_status command_verify(const struct options *options);
enum exit_status command_doctor(const struct options *options);

#endif
