# SPDX-License-Identifier: GPL-2.0-only
#
# What the command hands to others: findings and the ledger as SARIF.

report_tests := $(O)/tests/report/findings
TESTS += $(report_tests)
$(report_tests:=.o) $(O)/tests/report/schema.o: \
	CPPFLAGS = -D_GNU_SOURCE -Itests -I$(B)/deps -Itools
$(O)/tests/report/findings: %: %.o $(O)/tests/report/schema.o \
		$(O)/tests/harness.o \
		$(patsubst %,$(O)/tools/%.o,base/util styles emit/encode \
		  emit/finding emit/ledger emit/sarif scan/lex scan/source)
	$(call say,LINK,$@)
	$(link) -L$(LLVM)/lib -lclang -ljansson
