# SPDX-License-Identifier: GPL-2.0-only
#
# The runner of tests that are kernel code; included by the suites that use it.

$(O)/tests/ktest/%.o: CPPFLAGS = $(KERNEL_CPPFLAGS)
$(O)/tests/ktest/main.o: CPPFLAGS = -I$(B)/deps
$(O)/tests/ktest/main.o: | $(GREATEST)

KTEST := $(O)/tests/ktest/main.o $(O)/tests/ktest/ktest.o \
	$(O)/tests/ktest/hosted.o
