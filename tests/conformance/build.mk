# SPDX-License-Identifier: GPL-2.0-only
#
# The shim's contract: a program for each suite and style that has the calls.

include tests/ktest/ktest.mk

CONFORMANCE := implicit/synchronous \
	sync/synchronous sync/deferred \
	explicit/synchronous explicit/deferred explicit/queue explicit/inflight \
	explicit/batch explicit/flush-queue \
	async/synchronous async/deferred async/batch \
	fast/synchronous fast/deferred fast/queue fast/inflight fast/batch \
	gather/synchronous gather/batch \
	nosync/synchronous nosync/batch

$(O)/tests/conformance/native.o: CPPFLAGS = $(KERNEL_CPPFLAGS) -Ishim/core -Wno-unused-parameter
$(O)/tests/conformance/other.o: CPPFLAGS = $(KERNEL_CPPFLAGS) \
	-DIOMMU_SHIM_STYLE=explicit

CONFORMANCE_TESTS := $(CONFORMANCE:%=$(O)/tests/conformance/%)
TESTS += $(CONFORMANCE_TESTS)

# $(eval $(call conformance_style,STYLE)): the same files once more.
define conformance_style
$(O)/tests/conformance/$(1)/%.o: CPPFLAGS = $$(KERNEL_CPPFLAGS) \
	-Itests/ktest -Itests/conformance -Ishim/core \
	-DIOMMU_SHIM_STYLE=$(1)
$(O)/tests/conformance/$(1)/%.o: tests/conformance/%.c $$(FLAGS) | $$(DEPS)
	$$(call say,CC,$$@)
	$$(Q)mkdir -p $$(@D)
	$$(Q)$$(CC) $$(CFLAGS) $$(CPPFLAGS) -MMD -MP -c -o $$@ $$<
$(filter $(O)/tests/conformance/$(1)/%,$(CONFORMANCE_TESTS)): %: %.o \
		$(O)/tests/conformance/$(1)/env.o \
		$(O)/tests/conformance/$(1)/hosted.o \
		$(O)/tests/conformance/native.o $(O)/tests/conformance/other.o \
		$(KTEST) $(HOSTED_LIBS)
	$$(call say,LD,$$@)
	$$(link)
endef
$(foreach style,implicit sync explicit async fast gather nosync, \
	$(eval $(call conformance_style,$(style))))

# What the header gives a unit, and what it refuses: asked of the compiler.
TESTS += $(O)/tests/conformance/header
$(O)/tests/conformance/header.o: CPPFLAGS = -I$(B)/deps \
	-DCOMPILE='"$(CC) -std=gnu11 -Wall -Wextra -Werror -fsyntax-only \
	-x c $(KERNEL_CPPFLAGS)"'
$(O)/tests/conformance/header.o: | $(GREATEST)
$(O)/tests/conformance/header: $(O)/tests/conformance/header.o
	$(call say,LD,$@)
	$(link)
