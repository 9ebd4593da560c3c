# SPDX-License-Identifier: GPL-2.0-only
#
# What the command hands to others: findings and the ledger as SARIF, the page of
# --report; and the bar that it shows meanwhile.

report_tests := $(addprefix $(O)/tests/report/,findings page file progress)
TESTS += $(report_tests)
$(report_tests:=.o) $(O)/tests/report/schema.o $(O)/tests/report/browser.o: \
	CPPFLAGS = -D_GNU_SOURCE -Itests -I$(B)/deps -Itools
$(report_tests): %: %.o $(O)/tests/harness.o
	$(call say,LINK,$@)
	$(link) $(TOOL_LDLIBS) -lutil

# These two call what prints, too.
$(O)/tests/report/findings: $(O)/tests/report/schema.o
$(O)/tests/report/page: $(O)/tests/report/browser.o
$(O)/tests/report/findings $(O)/tests/report/page: \
	$(filter-out %/tools/main.o,$(TOOL_OBJS))
$(O)/tests/report/progress: $(addprefix $(O)/tools/base/,progress.o util.o)
