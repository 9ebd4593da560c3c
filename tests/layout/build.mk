# SPDX-License-Identifier: GPL-2.0-only
#
# The layout of converted files, on texts, without spatch.

layout_tests := $(O)/tests/layout/layout $(O)/tests/layout/verify
TESTS += $(layout_tests)
$(layout_tests:=.o): CPPFLAGS = -D_GNU_SOURCE -Itests -I$(B)/deps -Itools
$(layout_tests): %: %.o $(patsubst %,$(O)/tools/%.o,scan/lex scan/source \
		 base/util rewrite/layout rewrite/lines rewrite/match rewrite/place \
		 rewrite/verify)
	$(call say,LINK,$@)
	$(link) -L$(LLVM)/lib -lclang
