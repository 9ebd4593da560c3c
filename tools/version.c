// SPDX-License-Identifier: GPL-2.0-only
#include "version.h"

#ifdef COMMIT
const char version[] = VERSION " (" COMMIT ")";
#else
const char version[] = VERSION;
#endif
