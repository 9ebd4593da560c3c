// SPDX-License-Identifier: GPL-2.0-only
/*
 * The environment of tests that need none.
 */
#include "ktest.h"

const struct ktest_env ktest_envs[] = {
	{ .name = "hosted" },
	{ 0 },
};
