// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "trees.h"

#include <stdlib.h>
#include <string.h>

void sign_as(const char *name, const char *email)
{
	char *home = scratch();
	char *config = "[init]\n\tdefaultBranch = main\n";

	if (name)
		config = text("%s[user]\n\tname = %s\n", config, name);
	if (email)
		config = text("%s[user]\n\temail = %s\n", config, email);
	put(text("%s/.gitconfig", home), config);
	setenv("HOME", home, 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	unsetenv("XDG_CONFIG_HOME");
}

char *small_tree(void)
{
	char *tree = text("%s/tree", scratch());

	put(text("%s/MAINTAINERS", tree), MAINTAINERS_FOO MAINTAINERS_REST);
	put(text("%s/include/linux/iommu.h", tree), HEADER);
	put(text("%s/drivers/foo/foo.c", tree), DRIVER);
	return tree;
}

struct run must(struct run r, const char *file, int line)
{
	if (r.status)
		broken("%s:%d: git: %s", file, line, r.err.data);
	return r;
}

void commit(const char *tree, const char *subject)
{
	GIT(tree, "add", "--all");
	GIT(tree, "-c", "user.name=A", "-c", "user.email=a@example.org",
	    "commit", "--quiet", "--allow-empty", "-m", subject);
}

char *git_tree(void)
{
	char *tree = small_tree();

	GIT(tree, "init", "--quiet");
	commit(tree, "Everything");
	return tree;
}

char **patches_of(const char *tree)
{
	char *dir = text("%s/../series", tree), **names = list(dir), **all;
	size_t count = 0, i;

	while (names[count])
		count++;
	all = zeroed(count + 1, sizeof(*all));
	for (i = 0, count = 0; names[i]; i++)
		if (strncmp(names[i], "0000-", 5) &&
		    strstr(names[i], ".patch"))
			all[count++] = text("%s/%s", dir, names[i]);
	return all;
}

char *header_of(const char *mail, const char *name)
{
	char *head = text("\n%s: ", name), *end, *value, *to, *from;

	end = strstr(mail, "\n\n");
	value = strcasestr(mail, head);
	if (!value || value > end)
		return NULL;
	value += strlen(head);
	for (from = to = value = text("%s", value); *from; from++) {
		if (*from == '\n' && from[1] != ' ')
			break;
		if (*from == '\n')
			while (from[1] == ' ' && from[2] == ' ')
				from++;
		else
			*to++ = *from;
	}
	*to = '\0';
	return value;
}
