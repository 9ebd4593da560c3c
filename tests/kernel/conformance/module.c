// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs the suites when it is loaded.
 */
#include <linux/cpumask.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "kernel.h"

static char *suite = "";
module_param(suite, charp, 0444);
MODULE_PARM_DESC(suite, "only this one, STYLE/SUITE");

static int __init conformance_init(void)
{
	static char name[64];
	char *argv[] = { "conformance", "-v", "-s", name, NULL };
	int ret;

	/* Of "sync/queue" and "async/queue" only one; its name is one of C's. */
	snprintf(name, sizeof(name), "style %s", suite);
	strreplace(name, '-', '_');

	/* Queues that are per CPU are told apart by where a case runs. */
	set_cpus_allowed_ptr(current, cpumask_of(0));
	log_begin();
	ret = env_begin();
	if (!ret) {
		ktest_main(*suite ? 4 : 2, argv);
		env_end();
	}
	log_end();
	return ret;
}
module_init(conformance_init);

static void __exit conformance_exit(void)
{
}
module_exit(conformance_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("The shim's contract, looked at with a device");
