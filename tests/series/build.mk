# SPDX-License-Identifier: GPL-2.0-only
#
# convert --series: on the real tree, on small trees with all that can be in the
# way, and the interface for each generation of <linux/iommu.h>.

SERIES_TESTS := $(addprefix $(O)/tests/series/,linux mails interface refused)
TESTS += $(SERIES_TESTS)
$(SERIES_TESTS): %: %.o $(O)/tests/series/trees.o $(O)/tests/harness.o \
		 $(O)/tests/csv.o
	$(call say,LD,$@)
	$(link)

$(SERIES_TESTS:=.o): CPPFLAGS += -DLINUX='"$(B)/linux-source-6.1"'
$(O)/tests/series/linux $(O)/tests/series/interface: | $(B)/linux-source-6.1.done
