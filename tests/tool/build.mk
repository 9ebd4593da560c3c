# SPDX-License-Identifier: GPL-2.0-only
#
# The command: what it says about small files, about bad input and bad helpers,
# and what it leaves behind when it is interrupted.

tool_tests := classes ledger
tool_tests := $(tool_tests:%=$(O)/tests/tool/%)
TESTS += $(tool_tests)
$(tool_tests): %: %.o $(O)/tests/harness.o $(O)/tests/csv.o
	$(call say,LD,$@)
	$(link)
