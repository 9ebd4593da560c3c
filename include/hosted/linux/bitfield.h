/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_BITFIELD_H
#define _LINUX_BITFIELD_H

#include <asm/byteorder.h>
#include <linux/build_bug.h>
#include <linux/types.h>

/* A field is a mask of bits that follow each other. */
#define __bf_shf(mask) __builtin_ctzll(mask)

#define FIELD_MAX(mask) ((typeof(mask))((mask) >> __bf_shf(mask)))
#define FIELD_FIT(mask, val) \
	(!(((typeof(mask))(val) << __bf_shf(mask)) & ~(mask)))
#define FIELD_PREP(mask, val) \
	(((typeof(mask))(val) << __bf_shf(mask)) & (mask))
#define FIELD_GET(mask, reg) ((typeof(mask))(((reg) & (mask)) >> __bf_shf(mask)))

/* The same for one width, at run time. */
#define __HOSTED_BITFIELD(bits)						\
static inline u##bits u##bits##_encode_bits(u##bits v, u##bits field)	\
{									\
	return (u##bits)(v << __bf_shf(field)) & field;			\
}									\
static inline u##bits u##bits##_replace_bits(u##bits old, u##bits val,	\
					     u##bits field)		\
{									\
	return (old & ~field) | u##bits##_encode_bits(val, field);	\
}									\
static inline u##bits u##bits##_get_bits(u##bits v, u##bits field)	\
{									\
	return (v & field) >> __bf_shf(field);				\
}
__HOSTED_BITFIELD(8)
__HOSTED_BITFIELD(16)
__HOSTED_BITFIELD(32)
__HOSTED_BITFIELD(64)

#endif
