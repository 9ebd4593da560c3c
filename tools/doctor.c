// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is installed, what is missing, and the command that installs it.
 */
#include "commands.h"

#include <clang-c/Index.h>
#include <git2.h>
#include <glob.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "rewrite/spatch.h"
#include "base/workspace.h"

/* One of each folder of semantic patches. */
static const char *const scripts[] = {
	"rename/implicit-to-sync", "planned/names", "collision/rename",
	"signature/add-gfp",
};

/*
 * What only some jobs need: a program, or the pattern of a path, and Debian's
 * package.  %s in both is the release of the running kernel.
 */
#define JOB(name) { name, NULL }
static const struct part {
	const char *what;
	const char *package;
} parts[] = {
	JOB("patch series and the review of revisions"),
	{ "git", "git" },
	JOB("modules out of the tree"),
	{ "make", "make" },
	{ "gcc", "gcc" },
	{ "/lib/modules/%s/build/Makefile", "linux-headers-%s" },
	{ "dkms", "dkms" },
	JOB("semantic patches by themselves, modes org and report"),
	{ "/usr/lib/{,*/}libpython3.[0-9]*.so", "libpython3-dev" },
	JOB("drivers on the hosted kernel"),
	{ "pkg-config", "pkg-config" },
	{ "/usr/include/{,*/}libunwind.h", "libunwind-dev" },
	{ "/usr/include/{,*/}elfutils/libdw.h", "libdw-dev" },
	{ "/usr/include/{,*/}urcu.h", "liburcu-dev" },
	JOB("tests and benchmarks of iommu-migrate itself, all by make deps"),
	{ "clang", "clang" },
	{ "/usr/src/linux-source-6.1.tar.xz", "linux-source-6.1" },
	{ "flex", "flex" },
	{ "bison", "bison" },
	{ "bc", "bc" },
	{ "patch", "patch" },
	{ "qemu-system-x86_64", "qemu-system-x86" },
	{ "qemu-system-aarch64", "qemu-system-arm" },
	{ "aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu" },
	{ "busybox", "busybox-static" },
	{ "cpio", "cpio" },
	{ "hyperfine", "hyperfine" },
	{ "gnuplot", "gnuplot-nox" },
	{ "spin", "spin" },
	{ "mandoc", "mandoc" },
	{ "chromium", "chromium" },
	{ "chromedriver", "chromium-driver" },
	JOB(NULL)
};

static void row(const char *state, const char *what, const char *detail)
{
	printf("  %-8s %-20s %s\n", state, what, detail);
}

/* Words, as many in a line as fit; @names is cut up. */
static void row_of_names(char *names)
{
	const int indent = printf("  %-8s", "ok");
	int width = indent;
	char *rest, *name;

	for (name = strtok_r(names, " ", &rest); name;
	     name = strtok_r(NULL, " ", &rest)) {
		if (width + 1 + strlen(name) > 80)
			width = printf("\n%*s", indent, "") - 1;
		width += printf(" %s", name);
	}
	putchar('\n');
}

/* Administrators' programs are not in everybody's PATH. */
static bool is_program(const char *name)
{
	const char *path = getenv("PATH");
	char *copy, *dir, *rest = NULL, *file;
	bool found = false;

	copy = xasprintf("%s:/usr/sbin:/sbin", path ? path : "");
	for (dir = strtok_r(copy, ":", &rest); dir && !found;
	     dir = strtok_r(NULL, ":", &rest)) {
		file = xasprintf("%s/%s", dir, name);
		found = access(file, X_OK) == 0;
		free(file);
	}
	free(copy);
	return found;
}

static bool is_path(const char *pattern)
{
	glob_t found;
	bool any = glob(pattern, GLOB_BRACE, NULL, &found) == 0;

	globfree(&found);
	return any;
}

/* To be freed: @text with the kernel's release in the place of %s. */
static char *of_release(const char *text)
{
	const char *mark = strstr(text, "%s");
	struct utsname kernel;

	if (!mark || uname(&kernel))
		return xstrdup(text);
	return xasprintf("%.*s%s%s", (int)(mark - text), text, kernel.release,
			 mark + 2);
}

static bool is_there(const struct part *part)
{
	char *what = of_release(part->what);
	bool there = *what == '/' ? is_path(what) : is_program(what);

	free(what);
	return there;
}

/*
 * What is there of a job by name, and each that is absent with what installs
 * it; @missing gets those of a package that every Debian has.
 */
static void job_rows(const struct part *part, struct buf *missing)
{
	struct buf there = { 0 };

	for (; part->package; part++) {
		char *package = of_release(part->package), *how;
		const char *name = *part->what == '/' ? package : part->what;

		if (is_there(part)) {
			buf_printf(&there, " %s", name);
		} else {
			how = xasprintf("apt-get install %s", package);
			row("absent", name, how);
			free(how);
			if (!strcmp(package, part->package))
				buf_printf(missing, " %s", package);
		}
		free(package);
	}
	if (there.len)
		row_of_names(there.data);
	buf_free(&there);
}

/* What every conversion needs; false if something is missing. */
static bool needed_rows(void)
{
	char version[32], *why = spatch_version(workspace(), version), *path;
	CXString clang = clang_getClangVersion();
	bool there = !why;
	size_t i;

	row(why ? "MISSING" : "ok", "spatch", why ? why : version);
	free(why);
	row("ok", "libclang", clang_getCString(clang));
	clang_disposeString(clang);
	row("ok", "libgit2", LIBGIT2_VERSION);
	row("ok", "jansson", jansson_version_str());
	for (i = 0; i < ARRAY_SIZE(scripts); i++) {
		path = semantic_patch(scripts[i]);
		row(path ? "ok" : "MISSING", "semantic patch",
		    path ? path : scripts[i]);
		there &= path != NULL;
		free(path);
	}
	return there;
}

enum exit_status command_doctor(const struct options *options)
{
	struct buf missing = { 0 };
	bool there;
	size_t i;

	(void)options;
	puts("Needed for everything");
	there = needed_rows();
	for (i = 0; parts[i].what; i++) {
		if (parts[i].package)
			continue;
		printf("For %s\n", parts[i].what);
		job_rows(&parts[i] + 1, &missing);
	}
	if (missing.len)
		printf("To have all that is absent, as root:\n"
		       "  apt-get install --no-install-recommends%s\n",
		       missing.data);
	buf_free(&missing);
	puts(there ? "All that a conversion needs is there." :
	     "A conversion cannot run: install what is MISSING above.");
	return there ? EXIT_DONE : EXIT_USAGE;
}
