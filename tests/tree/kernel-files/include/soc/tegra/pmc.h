/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SOC_TEGRA_PMC_H
#define _SOC_TEGRA_PMC_H

/* Nothing of it is used here. */

#endif
