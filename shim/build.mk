# SPDX-License-Identifier: GPL-2.0-only
#
# The hosted kernel and the shim.  Everything that is kernel code is compiled
# without the system's headers; the units of shim/hosted/posix are not.
#
# A call in tail position stays a call, so that whoever made it stands in the
# stacks of reports.

KERNEL_CPPFLAGS := -nostdinc -D__KERNEL__ -Iinclude/hosted -Iinclude \
	-fno-optimize-sibling-calls

HOSTED := $(O)/libiommu-hosted.a
HOSTED_CPPFLAGS := $(KERNEL_CPPFLAGS) -Ishim/hosted
HOSTED_OBJS := $(patsubst %.c,$(O)/%.o,$(wildcard shim/hosted/*/*.c))
POSIX_OBJS := $(filter $(O)/shim/hosted/posix/%,$(HOSTED_OBJS))

SHIM := $(O)/libiommu-shim.a
SHIM_OBJS := $(patsubst %.c,$(O)/%.o,$(wildcard shim/core/*.c))

# What a program on the hosted kernel is linked with, in this order.
HOSTED_LIBS := $(SHIM) $(HOSTED)
HOSTED_LDLIBS := -lunwind -ldw -lurcu-bp

$(HOSTED_OBJS): CPPFLAGS = $(HOSTED_CPPFLAGS)
# The kernel builds its callbacks with unused parameters, too.
$(SHIM_OBJS): CPPFLAGS = $(KERNEL_CPPFLAGS) -Ishim/core -Wno-unused-parameter
$(POSIX_OBJS): CPPFLAGS =

# An archive is made anew, so that the object of a removed file leaves it; and
# appended to, as files of two folders may have one name.
define archive
$(call say,AR,$@)
$(Q)mkdir -p $(@D) && rm -f $@ && ar qcs $@ $^
endef

$(HOSTED): $(HOSTED_OBJS)
	$(archive)
$(SHIM): $(SHIM_OBJS)
	$(archive)

all: $(HOSTED_LIBS)
