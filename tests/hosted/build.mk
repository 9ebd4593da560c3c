# SPDX-License-Identifier: GPL-2.0-only
#
# The hosted kernel, each primitive against its documentation: a program for
# each file.

include tests/ktest/ktest.mk

HOSTED_TESTS := $(patsubst %.c,$(O)/%,$(wildcard tests/hosted/*.c))
TESTS += $(HOSTED_TESTS)

$(O)/tests/hosted/%.o: CPPFLAGS = $(KERNEL_CPPFLAGS) -Itests/ktest
$(HOSTED_TESTS): %: %.o $(KTEST) $(O)/tests/ktest/plain.o $(HOSTED)
	$(call say,LD,$@)
	$(link)

# The same, and what of the shim runs on several CPUs, under a race detector.
.PHONY: test-tsan run-tsan
test-tsan:
	$(Q)$(MAKE) TSAN=1 run-tsan
run-tsan: $(HOSTED_TESTS) $(CONFORMANCE_TESTS) $(DMA_TESTS)
	$(Q)TSAN_OPTIONS=suppressions=tests/hosted/tsan-suppressions $(run_tests) $^
