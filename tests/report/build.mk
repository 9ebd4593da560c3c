# SPDX-License-Identifier: GPL-2.0-only
#
# What the command hands to others: findings and the ledger as SARIF, the page of
# --report, the bar on a terminal.

report_tests := $(addprefix $(O)/tests/report/,findings page)
TESTS += $(report_tests) $(O)/tests/report/progress
$(report_tests:=.o) $(addprefix $(O)/tests/report/,schema.o browser.o progress.o): \
	CPPFLAGS = -D_GNU_SOURCE -Itests -I$(B)/deps -Itools
$(report_tests): %: %.o $(O)/tests/harness.o \
		$(filter-out $(O)/tools/%main.o,$(TOOL_OBJS))
	$(call say,LINK,$@)
	$(link) -L$(LLVM)/lib -lclang -lgit2 -ljansson -lpthread
$(O)/tests/report/findings: $(O)/tests/report/schema.o
$(O)/tests/report/page: $(O)/tests/report/browser.o
$(O)/tests/report/progress: %: %.o $(O)/tests/harness.o
	$(call say,LINK,$@)
	$(link) -lutil
