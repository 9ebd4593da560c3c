# SPDX-License-Identifier: GPL-2.0-only
#
# The command.  libclang has no pkg-config file; Debian keeps each LLVM in a
# folder of its own.  Asked when it is needed: `make deps` may just have run.

TOOL := $(O)/iommu-migrate
TOOL_OBJS := $(patsubst %.c,$(O)/%.o,$(wildcard tools/*.c tools/*/*.c))

LLVM = $(patsubst %/include/clang-c/Index.h,%,$(lastword $(sort \
	$(wildcard /usr/lib/llvm-*/include/clang-c/Index.h))))
PREFIX ?= /usr/local

$(TOOL_OBJS): CPPFLAGS = -D_GNU_SOURCE -Itools -isystem $(LLVM)/include \
	-DDATADIR='"$(PREFIX)/share/iommu-migrate"'

$(TOOL): $(TOOL_OBJS)
	$(call say,LINK,$@)
	$(link) -L$(LLVM)/lib -lclang -lgit2 -ljansson -lpcre2-8 -lpthread

all: $(TOOL)
