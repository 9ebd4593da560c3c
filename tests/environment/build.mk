# SPDX-License-Identifier: GPL-2.0-only
#
# What the environment tells a program on the hosted kernel.

ENVIRONMENT_TEST := $(O)/tests/environment/environment
TESTS += $(ENVIRONMENT_TEST)

$(O)/tests/environment/leak.o: CPPFLAGS = $(KERNEL_CPPFLAGS)
$(O)/tests/environment/leak: $(O)/tests/environment/leak.o $(HOSTED)
	$(call say,LD,$@)
	$(link)

$(O)/tests/environment/environment.o: CPPFLAGS += -DLEAK='"$(O)/tests/environment/leak"'
$(ENVIRONMENT_TEST): $(O)/tests/environment/environment.o $(O)/tests/harness.o \
		| $(O)/tests/environment/leak
	$(call say,LD,$@)
	$(link)
