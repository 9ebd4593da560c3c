// SPDX-License-Identifier: GPL-2.0-only
/*
 * The command line: which subcommand, with which options.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "compiler_flags.h"
#include "version.h"
#include "base/progress.h"
#include "report/report.h"

enum option_id {
	OPT_HELP = 'h',
	OPT_JOBS = 'j',
	OPT_TO = 256,
	OPT_FROM,
	OPT_LEVEL,
	OPT_FORMAT,
	OPT_IN_PLACE,
	OPT_UNDO,
	OPT_FORCE,
	OPT_SERIES,
	OPT_EACH,
	OPT_BATCH,
	OPT_NO_BATCH,
	OPT_COLLISIONS,
	OPT_SHIM,
	OPT_TIMEOUT,
	OPT_PROGRESS,
	OPT_REPORT,
	OPT_STYLE,
	OPT_COUNT,
};

#define BIT(id) (1u << ((id) - OPT_TO))
/* No option: what compiler_flags.h says. */
#define COMPILER_FLAGS BIT(OPT_COUNT)

/* Options that every command that reads a tree has. */
#define TREE_OPTIONS (BIT(OPT_FROM) | BIT(OPT_TO) | BIT(OPT_LEVEL) | \
		      BIT(OPT_FORMAT) | BIT(OPT_REPORT) | \
		      BIT(OPT_PROGRESS) | BIT(OPT_BATCH) | BIT(OPT_NO_BATCH))
#define CHECK_OPTIONS (BIT(OPT_STYLE) | BIT(OPT_FORMAT) | BIT(OPT_REPORT) | \
		       BIT(OPT_PROGRESS) | COMPILER_FLAGS)
#define CONVERT_OPTIONS (TREE_OPTIONS | BIT(OPT_IN_PLACE) | BIT(OPT_UNDO) | \
			 BIT(OPT_FORCE) | BIT(OPT_TIMEOUT) | \
			 BIT(OPT_COLLISIONS) | BIT(OPT_SHIM) | \
			 BIT(OPT_SERIES) | BIT(OPT_EACH))

#define VERIFY_OPTIONS (BIT(OPT_FROM) | BIT(OPT_TO) | BIT(OPT_FORMAT) | \
			BIT(OPT_REPORT) | BIT(OPT_PROGRESS))

static const struct option long_options[] = {
	{ "help", no_argument, NULL, OPT_HELP },
	{ "jobs", required_argument, NULL, OPT_JOBS },
	{ "to", required_argument, NULL, OPT_TO },
	{ "from", required_argument, NULL, OPT_FROM },
	{ "level", required_argument, NULL, OPT_LEVEL },
	{ "format", required_argument, NULL, OPT_FORMAT },
	{ "in-place", no_argument, NULL, OPT_IN_PLACE },
	{ "series", required_argument, NULL, OPT_SERIES },
	{ "each", required_argument, NULL, OPT_EACH },
	{ "undo", no_argument, NULL, OPT_UNDO },
	{ "batch", no_argument, NULL, OPT_BATCH },
	{ "no-batch", no_argument, NULL, OPT_NO_BATCH },
	{ "rename-collisions", no_argument, NULL, OPT_COLLISIONS },
	{ "shim", no_argument, NULL, OPT_SHIM },
	{ "force", no_argument, NULL, OPT_FORCE },
	{ "timeout", required_argument, NULL, OPT_TIMEOUT },
	{ "progress", required_argument, NULL, OPT_PROGRESS },
	{ "report", required_argument, NULL, OPT_REPORT },
	{ "style", required_argument, NULL, OPT_STYLE },
	{ 0 },
};

static const struct {
	const char *option;
	unsigned int bit;
	const char *text;
} option_help[] = {
	{ "--to STYLE", BIT(OPT_TO), "the style that is converted to; scan says what a conversion would do" },
	{ "--from STYLE", BIT(OPT_FROM), "the style the source is in (default: recognised file by file)" },
	{ "--style STYLE", BIT(OPT_STYLE), "the style of what is checked (default: recognised file by file)" },
	{ "--level LEVEL", BIT(OPT_LEVEL), "signatures to write: 4.13, 4.15, 5.4, 6.3 or 6.16 (default: as they are)" },
	{ "--in-place", BIT(OPT_IN_PLACE), "edit the files, wholly or not at all; without it: a diff on stdout" },
	{ "--series DIR", BIT(OPT_SERIES), "write a patch series, ready to be mailed, to the new folder DIR" },
	{ "--each CMD", BIT(OPT_EACH), "with --series: run CMD after each patch, in a clone; stop where it fails" },
	{ "--batch", BIT(OPT_BATCH), "put flushes off where that is safe, which is the default" },
	{ "--no-batch", BIT(OPT_NO_BATCH), "leave every flush where it is" },
	{ "--rename-collisions", BIT(OPT_COLLISIONS), "rename what the tree has under a name of the target style" },
	{ "--shim", BIT(OPT_SHIM), "also include <iommu-shim/iommu.h>, for drivers that are built out of the tree" },
	{ "--undo", BIT(OPT_UNDO), "take back an --in-place run that was killed half way" },
	{ "--force", BIT(OPT_FORCE), "edit files with uncommitted changes, too" },
	{ "--format FORM", BIT(OPT_FORMAT), "text, csv, json or sarif; convert then prints the ledger, not the diff" },
	{ "--report FILE", BIT(OPT_REPORT), "also write what was found and done to FILE, as one HTML page" },
	{ "--timeout S", BIT(OPT_TIMEOUT), "seconds that spatch may take for one file (default 60, 0: any)" },
	{ "--progress WHEN", BIT(OPT_PROGRESS), "auto (on a terminal), always or never" },
	{ "-j, --jobs N", BIT(OPT_PROGRESS), "processes at a time (default: processors online)" },
};

static const struct command {
	const char *name;
	const char *operands;
	const char *summary;
	const char *help;
	unsigned int options;
	enum exit_status (*run)(const struct options *options);
} commands[] = {
	{
		"styles", "", "the styles of the IOMMU API, as a table",
		"Which functions a driver calls in each style, and who flushes the IOTLB.\n",
		0, command_styles,
	},
	{
		"scan", " [PATH...]", "every site of the API, classified",
		"List each place in the C files below PATH (default: this folder) where a name\n"
		"of the API stands: what kind of place it is, and with --to what would become\n"
		"of it.\n",
		TREE_OPTIONS, command_scan,
	},
	{
		"convert", " --to STYLE [PATH...]", "convert to another style",
		"Convert the C files below PATH (default: this folder) and prove that nothing\n"
		"was missed: the diff goes to stdout, the ledger to stderr.  Names in the diff\n"
		"are relative to this folder, or to the deepest one that holds all PATHs.\n"
		"\n"
		"  iommu-migrate convert --to sync drivers/vfio | less\n"
		"  iommu-migrate convert --to sync --in-place .\n",
		CONVERT_OPTIONS, command_convert,
	},
	{
		"check", " [PATH...]", "missing, late and misplaced flushes",
		"Walk every path through the functions of the C files below PATH (default: this\n"
		"folder) that use the API, and say where the IOTLB may still hold what somebody\n"
		"else has by then.  A comment /* iommu-migrate: RULE: reason */ on the line, or\n"
		"the one before, silences a finding.  Notes do not change the exit status; 3 says\n"
		"that some function could not be looked into.\n"
		"\n"
		"The compiler's flags are taken and mean nothing, so that kbuild can call it; it is\n"
		"quiet then where nothing is found, and a finding stops make:\n"
		"\n"
		"  make -k C=2 CHECK='iommu-migrate check'\n",
		CHECK_OPTIONS, command_check,
	},
	{
		"verify", " BEFORE AFTER [PATH...]", "was a conversion complete, and nothing else changed?",
		"Compare two versions, whoever made the second, a person or a program:\n"
		"\n"
		"  complete   every map and unmap of BEFORE is there in AFTER, with its\n"
		"             arguments, and is a call of the new style;\n"
		"  no more    nothing else differs, not even a comment: blanks may, gathers,\n"
		"             flushes, queued ranges and the braces that they need;\n"
		"  safe       every way on from a call that does not flush any more passes a\n"
		"             flush of its domain, and until then nothing is given back, nor\n"
		"             is anybody told of a new mapping.\n"
		"\n"
		"What breaks one of these is a finding, with the place in AFTER and the way\n"
		"there.  What cannot be told, such as a call of another file before the flush,\n"
		"is undecided: look at it.  Calls of a style that linux/iommu.h is given as\n"
		"inline functions are held against their names, and listed.\n"
		"\n"
		"BEFORE and AFTER are two files, two folders, or two git revisions; a revision\n"
		"and a folder of the working tree compare that folder with what it was.  PATHs\n"
		"limit it to what is below them.  The style is that of most calls that changed;\n"
		"where all of them could belong to several, say which with --to.\n"
		"\n"
		"  iommu-migrate verify linux.orig linux             two trees\n"
		"  iommu-migrate verify HEAD~1 HEAD -- drivers/vfio  the last commit\n"
		"  iommu-migrate verify --to sync HEAD .             what is not committed yet\n"
		"  git rebase -x 'iommu-migrate verify HEAD~1 HEAD' main   each patch\n",
		VERIFY_OPTIONS, command_verify,
	},
	{
		"doctor", "", "what is installed, what is missing, how to get it",
		"Check the programs and libraries that the other commands rely on.\n",
		0, command_doctor,
	},
};

/* What a shell takes as it is. */
#define WORD_BYTES "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" \
	"0123456789_-.,:/=+@%^"

static const char exit_help[] =
	"Exit status: 0 done, nothing open; 1 findings; 2 usage or environment;\n"
	"3 done in part, the ledger has open sites.\n";

static void print_help(FILE *to)
{
	size_t i;

	fputs("usage: iommu-migrate COMMAND [OPTION...] [PATH...]\n"
	      "\n"
	      "Move Linux drivers from one style of the IOMMU API to another.\n\n",
	      to);
	for (i = 0; i < ARRAY_SIZE(commands); i++)
		fprintf(to, "  %-9s %s\n", commands[i].name,
			commands[i].summary);
	fprintf(to, "\n"
		"iommu-migrate COMMAND --help says more; iommu-migrate --version, which this is.\n"
		"To begin with, this lists what a driver has of the API, and changes nothing:\n"
		"\n"
		"  iommu-migrate scan FOLDER\n"
		"\n%s", exit_help);
}

static void print_command_help(const struct command *command)
{
	size_t i;

	printf("usage: iommu-migrate %s%s%s\n\n%s", command->name,
	       command->options ? " [OPTION...]" : "", command->operands,
	       command->help);
	if (command->options)
		putchar('\n');
	for (i = 0; i < ARRAY_SIZE(option_help); i++)
		if (command->options & option_help[i].bit)
			printf("  %-19s %s\n", option_help[i].option,
			       option_help[i].text);
	printf("\n%s", exit_help);
}

_Noreturn static void usage_error(const char *command)
{
	fprintf(stderr, "Try 'iommu-migrate %s%s--help'.\n",
		command ? command : "", command ? " " : "");
	exit(EXIT_USAGE);
}

static unsigned int parse_number(const char *option, const char *text,
				 unsigned int least, unsigned int most)
{
	char *end;
	unsigned long n;

	errno = 0;
	n = strtoul(text, &end, 10);
	if (end == text || *end || errno || *text == '-' || n < least ||
	    n > most)
		die("%s %s: a number from %u to %u is wanted", option, text,
		    least, most);
	return n;
}

static enum style parse_style(const char *option, const char *text)
{
	enum style style = style_by_name(text);

	if (style == STYLE_UNKNOWN)
		die("%s %s: no such style; iommu-migrate styles lists them",
		    option, text);
	return style;
}

static void parse_option(int id, const char *arg, struct options *options)
{
	switch (id) {
	case OPT_JOBS:
		options->jobs = parse_number("-j", arg, 1, 1024);
		break;
	case OPT_TO:
		options->to = parse_style("--to", arg);
		break;
	case OPT_FROM:
		options->from = parse_style("--from", arg);
		break;
	case OPT_STYLE:
		options->style = parse_style("--style", arg);
		break;
	case OPT_LEVEL:
		options->level = level_by_name(arg);
		if (options->level == LEVEL_UNKNOWN)
			die("--level %s: 4.13, 4.15, 5.4, 6.3 and 6.16 are known",
			    arg);
		break;
	case OPT_FORMAT:
		options->format = format_by_name(arg);
		if (options->format == FORMAT_UNKNOWN)
			die("--format %s: text, csv, json and sarif are known", arg);
		break;
	case OPT_TIMEOUT:
		options->timeout = parse_number("--timeout", arg, 0, 1000000);
		break;
	case OPT_PROGRESS:
		if (!progress_set(arg))
			die("--progress %s: auto, always and never are known",
			    arg);
		break;
	case OPT_REPORT:
		options->report = arg;
		break;
	case OPT_IN_PLACE:
		options->in_place = true;
		break;
	case OPT_UNDO:
		options->undo = true;
		break;
	case OPT_BATCH:
	case OPT_NO_BATCH:
		options->no_batch = id == OPT_NO_BATCH;
		break;
	case OPT_COLLISIONS:
		options->rename_collisions = true;
		break;
	case OPT_SHIM:
		options->shim = true;
		break;
	case OPT_SERIES:
		options->series = arg;
		break;
	case OPT_EACH:
		options->each = arg;
		break;
	case OPT_FORCE:
		options->force = true;
		break;
	}
}

static void parse(const struct command *command, int argc, char **argv,
		  struct options *options)
{
	int id;

	while ((id = getopt_long(argc, argv, "hj:", long_options, NULL)) != -1) {
		if (id == OPT_HELP) {
			print_command_help(command);
			exit(EXIT_DONE);
		}
		if (id == '?')
			usage_error(command->name);
		if ((id == OPT_JOBS && !command->options) ||
		    (id >= OPT_TO && !(command->options & BIT(id)))) {
			warn("%s has no option %s", command->name,
			     argv[optind - 1]);
			usage_error(command->name);
		}
		parse_option(id, optarg, options);
	}
	if (options->report)
		report_check(options->report);
	options->paths = argv + optind;
	options->path_count = argc - optind;
	if (options->path_count && !*command->operands) {
		warn("%s takes no operands: %s", command->name, argv[optind]);
		usage_error(command->name);
	}
}

/* As it would have to be typed; to be freed. */
static char *command_line(char **argv)
{
	struct buf line = { 0 };

	buf_printf(&line, "iommu-migrate");
	while (*++argv) {
		const char *at = *argv;

		if (*at && !at[strspn(at, WORD_BYTES)]) {
			buf_printf(&line, " %s", at);
			continue;
		}
		buf_printf(&line, " '");
		for (; *at; at++)
			buf_printf(&line, *at == '\'' ? "'\\''" : "%c", *at);
		buf_printf(&line, "'");
	}
	return line.data;
}

static const struct command *find_command(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(commands); i++)
		if (!strcmp(name, commands[i].name))
			return &commands[i];
	return NULL;
}

static void refuse_command(const char *name)
{
	struct buf known = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(commands); i++)
		buf_printf(&known, "%s%s", !i ? "" :
			   i + 1 < ARRAY_SIZE(commands) ? ", " : " and ",
			   commands[i].name);
	warn("%s: no such command; there are %s", name, known.data);
	buf_free(&known);
}

/* A reader that went away, or a full disk, must not pass for success. */
static enum exit_status flush_stdout(enum exit_status status)
{
	if (fflush(stdout) || ferror(stdout)) {
		warn("standard output:");
		return EXIT_USAGE;
	}
	return status;
}

int main(int argc, char **argv)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	struct options options = {
		.from = STYLE_UNKNOWN, .to = STYLE_UNKNOWN, .style = STYLE_UNKNOWN,
		.timeout = 60,
		.jobs = processors > 0 ? processors : 1,
	};
	const struct command *command;
	enum exit_status status;

	if (argc < 2) {
		print_help(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
		print_help(stdout);
		return flush_stdout(EXIT_DONE);
	}
	if (!strcmp(argv[1], "--version")) {
		printf("iommu-migrate %s\n", version);
		return flush_stdout(EXIT_DONE);
	}
	command = find_command(argv[1]);
	if (!command) {
		refuse_command(argv[1]);
		usage_error(NULL);
	}
	options.line = command_line(argv);
	/* getopt's messages begin with argv[0]. */
	argv[1] = argv[0];
	argc--;
	argv++;
	if (command->options & COMPILER_FLAGS)
		options.in_kbuild = compiler_flags_drop(&argc, argv);
	parse(command, argc, argv, &options);
	status = flush_stdout(command->run(&options));
	free(options.line);
	return status;
}
