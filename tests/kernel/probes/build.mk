# SPDX-License-Identifier: GPL-2.0-only
#
# What the shim's probes make of headers that are broken on purpose.

PROBES_TEST := $(O)/tests/kernel/probes/probes
ifeq ($(O),$(B))
TESTS += $(PROBES_TEST)
endif

$(PROBES_TEST).o: CPPFLAGS = -D_GNU_SOURCE -Itests -I$(B)/deps \
	-DGREATEST_USE_LONGJMP=0 -DKERNEL='"$(KERNEL_DIR)/6.1"'
$(PROBES_TEST).o: | $(GREATEST)
$(PROBES_TEST): $(PROBES_TEST).o $(O)/tests/harness.o | $(KERNEL_DIR)/6.1/done
	$(call say,LD,$@)
	$(link)
