// SPDX-License-Identifier: GPL-2.0-only
/*
 * A few mutants of each kind, for every day.
 */
#include "suite.h"

int main(int argc, char **argv)
{
	return run_suite(SAMPLE, argc, argv);
}
