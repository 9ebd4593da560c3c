# SPDX-License-Identifier: GPL-2.0-only
#
# The one entry point.  Each folder says in its build.mk what it builds;
# everything built goes below build/.
#
#   make                 the command and the hosted library
#   make demo [TREE=DIR] convert, build and run the samples; or convert a tree
#   make test            everything that is tested
#   make mutate-hosted   are the tests of the hosted kernel worth anything?
#   make mutate-dma      and those of the DMA API?
#   make bench-hosted    its speed, and what the sanitizer costs
#   make bench-hostile   files that nobody would write: is any slow?
#   make bench-fq        flush queues beside those of Linux 6.1
#   make study           flush queues compared by simulation: CSV, plots
#   make check-model     are the protocols of range and flush queues right? (Spin)
#   make test-tsan       the hosted kernel and the shim under a race detector
#   make kernels [KERNELS="6.1 ..."]  Debian kernels to build for and to boot
#   make deps            what demo and test do first: packages, greatest.h;
#                        with APT=no no target installs or fetches anything
#
# V=1 shows commands, SAN=1 builds with ASan and UBSan, TSAN=1 with TSan,
# CC=clang with clang.

V ?= 0
SAN ?= 0
TSAN ?= 0
SHELL := /bin/bash
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
ifeq ($(filter -j%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 2)
endif

Q := $(if $(filter 1,$(V)),,@)
say = $(if $(filter 1,$(V)),,@printf '  %-7s %s\n' '$(1)' '$(2)')

ifeq ($(origin CC),default)
CC := gcc
endif
B := build
O := $(B)$(if $(filter 1,$(SAN)),/san)$(if $(filter 1,$(TSAN)),/tsan)$(if $(findstring clang,$(CC)),/clang)

OPT ?= -O2
WARN := -Wall -Wextra
CFLAGS := -std=gnu11 $(OPT) -g $(WARN) $(CFLAGS_EXTRA)
ifeq ($(SAN),1)
CFLAGS += -fsanitize=address,undefined -fno-sanitize-recover=all \
	  -fno-omit-frame-pointer
endif
ifeq ($(TSAN),1)
# gcc says so by itself.
CFLAGS += -fsanitize=thread -D__SANITIZE_THREAD__=1
endif

# Objects depend on the flags they were built with: $(O)/flags changes only
# when the compiler or its flags do.
FLAGS := $(O)/flags
$(shell mkdir -p $(O); \
	[ "$$(cat $(FLAGS) 2>/dev/null)" = '$(CC) $(CFLAGS)' ] || \
	echo '$(CC) $(CFLAGS)' > $(FLAGS))

.PHONY: all demo test test-long deps clean
all:

# What has to be installed: to build, and, with GREATEST, to test.
DEPS := $(B)/deps/build.done $(if $(findstring clang,$(CC)),$(B)/deps/clang.done)
TEST_DEPS := $(B)/deps/test.done
GREATEST := $(B)/deps/greatest.h

include packaging/build.mk
include tools/build.mk
include shim/build.mk
include shim/dma/build.mk
include samples/build.mk
include tests/build.mk
include bench/build.mk

# Nothing can be compiled before its libraries are there.  Order-only: a newer
# stamp does not rebuild anything.
deps: $(DEPS) $(TEST_DEPS)
export APT
$(B)/deps/%.done: scripts/deps.sh
	$(Q)scripts/deps.sh $(@D) $*
# apt runs once at a time.
$(addprefix $(B)/deps/,clang.done deb.done): | $(B)/deps/build.done
$(TEST_DEPS): | $(DEPS)
$(GREATEST): | $(TEST_DEPS)

# One rule compiles everything; a folder sets CPPFLAGS for its own objects.
$(O)/%.o: %.c $(FLAGS) | $(DEPS)
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(CPPFLAGS) -MMD -MP -c -o $@ $<

# And one links: a program's prerequisites are its objects and libraries.  Who
# has the hosted kernel has its libraries too.
link = $(Q)mkdir -p $(@D) && $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(LDLIBS) \
	$(if $(filter $(HOSTED),$^),$(HOSTED_LDLIBS))

clean:
	$(Q)rm -rf $(B)

# The unpacked kernel has 80,000 files, and folders that are called *.d.
-include $(shell find $(O) -path '$(B)/linux-*' -prune -o -name '*.d' -print 2>/dev/null)
