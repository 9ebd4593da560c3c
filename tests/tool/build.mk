# SPDX-License-Identifier: GPL-2.0-only
#
# The command: what it says about small files, about bad input and bad helpers,
# and what it leaves behind when it is interrupted.

tool_tests := classes styles ledger bad-input interrupted hostile
tool_tests := $(tool_tests:%=$(O)/tests/tool/%)
TESTS += $(tool_tests)
$(tool_tests): %: %.o $(O)/tests/harness.o $(O)/tests/csv.o
	$(call say,LD,$@)
	$(link)
$(O)/tests/tool/hostile: $(O)/tests/tool/shapes.o

# Preloaded into the command under test; never with a sanitizer of its own.
$(O)/tests/tool/interrupted: $(O)/tests/tool/faults.so
$(O)/tests/tool/faults.so: tests/tool/faults.c $(FLAGS)
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) -std=gnu11 $(OPT) -g $(WARN) -shared -fPIC -o $@ $<
