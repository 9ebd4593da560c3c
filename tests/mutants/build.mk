# SPDX-License-Identifier: GPL-2.0-only
#
# Batches with something broken in them: does `check` see it?

mutants := $(O)/tests/mutants/mutants
mutants_sample := $(O)/tests/mutants/sample
mutants_objs := $(patsubst %,$(O)/tests/mutants/%.o,suite judge expected set \
	operators place)
TESTS += $(mutants_sample)
TESTS_LONG += $(mutants)
$(mutants_objs) $(mutants:=.o) $(mutants_sample:=.o): CPPFLAGS = \
	-D_GNU_SOURCE -Itests -Itests/mutants -I$(B)/deps -Itools \
	-DGREATEST_USE_LONGJMP=0 -DLINUX='"$(LINUX)"'
$(mutants_objs): | $(GREATEST)
$(mutants) $(mutants_sample): %: %.o $(mutants_objs) $(O)/tests/harness.o \
		$(O)/tests/csv.o $(filter-out $(O)/tools/main.o,$(TOOL_OBJS))
	$(call say,LINK,$@)
	$(link) $(TOOL_LDLIBS)
$(mutants): | $(LINUX).done

# The table alone.
.PHONY: mutants
mutants: $(mutants)
	$(Q)IOMMU_MIGRATE=$(TOOL) TEST_BUILD=$(O)/tests $(mutants) | sed '/^$$/q'
