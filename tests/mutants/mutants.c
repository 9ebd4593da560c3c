// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every mutant there is: of the corpus, of a real tree, and by hand.
 */
#include "suite.h"

int main(int argc, char **argv)
{
	return run_suite(WHOLE, argc, argv);
}
