/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rules, a row each.
 */
#ifndef CHECK_RULES_H
#define CHECK_RULES_H

#include "emit/finding.h"

extern const struct rule rule_missing_flush;
extern const struct rule rule_release_before_flush;
extern const struct rule rule_release_before_unmap;
extern const struct rule rule_wrong_domain;
extern const struct rule rule_gather_not_initialised;
extern const struct rule rule_mixed_styles;
extern const struct rule rule_size_ignored;
extern const struct rule rule_flush_in_loop;
extern const struct rule rule_no_longer_flushes;
extern const struct rule rule_bad_silence;

/* The rule of that id, which @len bytes spell; or NULL. */
const struct rule *rule_by_id(const char *id, size_t len);

#endif
