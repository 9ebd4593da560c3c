# SPDX-License-Identifier: GPL-2.0-only
#
# check: what it has to find, and what it must not.

check_tests := $(O)/tests/check/rules
TESTS += $(check_tests) $(O)/tests/check/converted
$(check_tests:=.o): CPPFLAGS = -D_GNU_SOURCE -Itests -I$(B)/deps
$(check_tests): %: %.o $(O)/tests/harness.o
	$(call say,LINK,$@)
	$(link)

$(O)/tests/check/converted.o: CPPFLAGS = -D_GNU_SOURCE -Itests -I$(B)/deps \
	-Itools
$(O)/tests/check/converted: $(O)/tests/check/converted.o \
		$(filter-out $(O)/tools/main.o,$(TOOL_OBJS))
	$(call say,LINK,$@)
	$(link) -L$(LLVM)/lib -lclang -lgit2 -ljansson -lpcre2-8 -lpthread
