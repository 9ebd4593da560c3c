# SPDX-License-Identifier: GPL-2.0-only
#
# Batches with something broken in them: does `check` see it?

mutants := $(O)/tests/mutants/mutants
mutants_objs := $(patsubst %,$(O)/tests/mutants/%.o,mutants set operators place)
TESTS += $(mutants)
$(mutants_objs): CPPFLAGS = -D_GNU_SOURCE -Itests -Itests/mutants -I$(B)/deps \
	-Itools -DGREATEST_USE_LONGJMP=0 -DLINUX='"$(LINUX)"'
$(mutants): $(mutants_objs) $(O)/tests/harness.o $(O)/tests/csv.o \
		$(filter-out $(O)/tools/main.o,$(TOOL_OBJS)) | $(LINUX).done
	$(call say,LINK,$@)
	$(link) -L$(LLVM)/lib -lclang -lgit2 -ljansson -lpcre2-8 -lpthread

# The table alone.
.PHONY: mutants
mutants: $(mutants)
	$(Q)IOMMU_MIGRATE=$(TOOL) TEST_BUILD=$(O)/tests $(mutants) | sed '/^$$/q'
