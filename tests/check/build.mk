# SPDX-License-Identifier: GPL-2.0-only
#
# check: what it has to find, and what it must not; as a command, and as the
# last step of convert.

check_tests := $(O)/tests/check/rules $(O)/tests/check/refused
TESTS += $(check_tests) $(O)/tests/check/converted
$(check_tests:=.o): CPPFLAGS = -D_GNU_SOURCE -Itests -I$(B)/deps \
	-DGREATEST_USE_LONGJMP=0
$(check_tests): %: %.o $(O)/tests/harness.o
	$(call say,LINK,$@)
	$(link)

check_parts := $(O)/tests/check/converted $(O)/tests/check/refusing
$(check_parts:=.o): CPPFLAGS = -D_GNU_SOURCE -Itests -I$(B)/deps -Itools
$(O)/tests/check/converted: $(filter-out $(O)/tools/main.o,$(TOOL_OBJS))
# The command, with another last step.
$(O)/tests/check/refusing: $(filter-out $(O)/tools/check/converted.o,$(TOOL_OBJS))
$(O)/tests/check/refused: | $(O)/tests/check/refusing
$(check_parts): %: %.o
	$(call say,LINK,$@)
	$(link) $(TOOL_LDLIBS)
