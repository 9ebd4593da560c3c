# SPDX-License-Identifier: GPL-2.0-only
#
# The one entry point.  Each folder says in its build.mk what it builds;
# everything built goes below build/.
#
#   make                    the command and the hosted library
#   make demo [TREE=DIR]    convert, build and run the samples; or convert a tree
#   make install            below PREFIX (/usr/local), in front of it DESTDIR;
#                           and uninstall: see packaging/build.mk
#   make deb                Debian's packages
#   make clean              remove what was built; distclean: and fetched
#
# Tests
#   make test               everything that is tested; check is the same
#   make test-long          what takes longer: mutants, models, packages
#   make tests              build them all, run none: see tests/build.mk
#   make test-tsan          the hosted kernel and the shim under a race detector
#   make test-kernel        the shim in a real kernel, in one boot
#   make test-kernel-all    the shim in all kernels, on all IOMMUs
#   make test-vfio          VFIO converted, in real kernels; and test-vdpa
#   make check-model        are the protocols of queues and per-CPU locks right?
#   make mutants            does check see broken conversions?
#   make mutate-hosted      are the tests of the hosted kernel worth anything?
#   make mutate-dma         and those of the DMA API?
#
# Measurements
#   make bench              all of these
#   make bench-tree         a whole kernel, against spatch and grep
#   make bench-hostile      files that nobody would write: is any slow?
#   make bench-hosted       the hosted kernel, and what its sanitizer costs
#   make bench-fq           flush queues beside those of Linux 6.1
#   make study              flush queues compared by simulation: CSV, plots
#
# What is needed
#   make deps               what demo and test do first: packages, greatest.h;
#                           with APT=no no target installs or fetches anything
#   make kernels            Debian kernels to build for and to boot;
#                           KERNELS="6.1 ..." for some of them
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
# Whoever says -j, or is called by a make, has that.  Only the environment tells
# while this is read.
ifeq ($(filter -j% --jobserver%,$(shell echo "$$MAKEFLAGS")),)
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

.PHONY: all help demo test check test-long deps clean distclean
all:

# The comment on top.
help:
	@sed -n '/^#   make/,/^$$/s/^# \{0,1\}//p' Makefile

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

# One recipe compiles everything; a folder sets CPPFLAGS for its own objects.
compile = $(Q)mkdir -p $(@D) && \
	$(CC) $(CFLAGS) $(CPPFLAGS) -MMD -MP -c -o $@ $<
$(O)/%.o: %.c $(FLAGS) | $(DEPS)
	$(call say,CC,$@)
	$(compile)

# And one links: a program's prerequisites are its objects and libraries.  Who
# has the hosted kernel has its libraries too.
link = $(Q)mkdir -p $(@D) && $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(LDLIBS) \
	$(if $(filter $(HOSTED),$^),$(HOSTED_LDLIBS))

check: test

# What was fetched stays.
clean:
	$(Q)[ ! -d $(B) ] || find $(B) -mindepth 1 -maxdepth 1 ! -name deps \
		! -name kernels ! -name 'linux-source-*' -exec rm -rf {} +
distclean:
	$(Q)rm -rf $(B)

# Of objects only: kernels and packages that are fetched or built below build/
# have files that are called *.d, and tens of thousands of others.
-include $(shell find $(addprefix $(O)/,tools shim samples demo nosan \
	tests bench) -name '*.d' -type f 2>/dev/null)
