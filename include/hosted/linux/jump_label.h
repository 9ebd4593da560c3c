/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_JUMP_LABEL_H
#define _LINUX_JUMP_LABEL_H

#include <linux/compiler.h>
#include <linux/types.h>

/* A branch that is decided once: here a variable that is read. */
struct static_key {
	bool enabled;
};

struct static_key_true {
	struct static_key key;
};

struct static_key_false {
	struct static_key key;
};

#define DEFINE_STATIC_KEY_TRUE(name) \
	struct static_key_true name = { { true } }
#define DEFINE_STATIC_KEY_FALSE(name) \
	struct static_key_false name = { { false } }
#define static_branch_likely(x) likely(READ_ONCE((x)->key.enabled))
#define static_branch_unlikely(x) unlikely(READ_ONCE((x)->key.enabled))
#define static_branch_enable(x) WRITE_ONCE((x)->key.enabled, true)
#define static_branch_disable(x) WRITE_ONCE((x)->key.enabled, false)

#endif
