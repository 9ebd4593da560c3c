# SPDX-License-Identifier: GPL-2.0-only
#
# verify: what the command converts passes, what is sabotaged afterwards does
# not.

verify_tests := $(addprefix $(O)/tests/verify/,linux small sides interface)
TESTS += $(verify_tests)
$(verify_tests): %: %.o $(O)/tests/harness.o $(O)/tests/csv.o
	$(call say,LD,$@)
	$(link)

$(O)/tests/verify/linux: | $(B)/linux-source-6.1.done
$(O)/tests/verify/linux.o: CPPFLAGS += -DLINUX='"$(B)/linux-source-6.1"'
