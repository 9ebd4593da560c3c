# SPDX-License-Identifier: GPL-2.0-only
#
# A suite is a folder with a build.mk that adds its programs to TESTS (part of
# `make test`) or TESTS_LONG.  A program is one greatest runner; it is started
# in the top folder and finds what it needs through the environment:
#
#   IOMMU_MIGRATE   the command under test
#   TEST_BUILD      where it may write, below build/

TESTS :=
TESTS_LONG :=

# A real tree; see tests/tree/build.mk.
LINUX := $(B)/linux-source-6.1
# Real kernels; see tests/kernel/build.mk.
KERNEL_DIR := $(B)/kernels

include $(wildcard tests/*/build.mk)

# A failing test returns; without longjmp() the compiler sees where to.
$(O)/tests/%.o: CPPFLAGS = -Itests -I$(B)/deps -DGREATEST_USE_LONGJMP=0
$(TESTS:=.o) $(TESTS_LONG:=.o): | $(GREATEST)

run_tests = IOMMU_MIGRATE=$(O)/iommu-migrate TEST_BUILD=$(O)/tests tests/run.sh

# All programs, for whoever wants to run one: see run_tests.
.PHONY: tests
tests: all $(TESTS) $(TESTS_LONG)

test: all $(TESTS)
	$(Q)$(run_tests) $(TESTS)

test-long: all $(TESTS_LONG)
	$(if $(TESTS_LONG),$(Q)$(run_tests) $(TESTS_LONG))
