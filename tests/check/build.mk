# SPDX-License-Identifier: GPL-2.0-only
#
# check: what it has to find, and what it must not.

check_tests := $(O)/tests/check/rules
TESTS += $(check_tests)
$(check_tests:=.o): CPPFLAGS = -D_GNU_SOURCE -Itests -I$(B)/deps
$(check_tests): %: %.o $(O)/tests/harness.o
	$(call say,LINK,$@)
	$(link)
