/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A private folder for temporaries, gone when the program ends.
 */
#ifndef WORKSPACE_H
#define WORKSPACE_H

/* Make it below $TMPDIR; ends the program when it cannot. */
const char *workspace(void);
void workspace_remove(void);

#endif
