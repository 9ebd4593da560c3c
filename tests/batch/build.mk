# SPDX-License-Identifier: GPL-2.0-only
#
# Which unmaps may share a flush: small functions, each with what has to become
# of it.

TESTS += $(O)/tests/batch/corpus
$(O)/tests/batch/corpus: $(O)/tests/batch/corpus.o $(O)/tests/harness.o
	$(call say,LD,$@)
	$(link)
