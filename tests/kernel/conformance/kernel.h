/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CONFORMANCE_KERNEL_H
#define CONFORMANCE_KERNEL_H

/* Before the first case and after the last. */
int env_begin(void);
void env_end(void);

/* The log from inside: everything printed since log_clear() is looked through. */
void log_begin(void);
void log_end(void);
void log_clear(void);

/* The runner, ktest/main.c, which takes what its program's command line said. */
int ktest_main(int argc, char **argv);

#endif
