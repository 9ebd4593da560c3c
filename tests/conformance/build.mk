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

# $(eval $(call conformance_style,STYLE,DIR,CPPFLAGS,LIBS)): the same files once more,
# below DIR.
CONFORMANCE_STYLES := implicit sync explicit async fast gather nosync
define conformance_style
$(2)/tests/conformance/$(1)/%.o: CPPFLAGS = $(3) \
	-Itests/ktest -Itests/conformance -Ishim/core \
	-DIOMMU_SHIM_STYLE=$(1)
$(2)/tests/conformance/$(1)/%.o: tests/conformance/%.c $$(FLAGS) | $$(DEPS)
	$$(call say,CC,$$@)
	$$(compile)
$(filter $(2)/tests/conformance/$(1)/%,$(CONFORMANCE:%=$(2)/tests/conformance/%)): %: %.o \
		$(2)/tests/conformance/$(1)/env.o \
		$(2)/tests/conformance/$(1)/hosted.o \
		$(2)/tests/conformance/native.o \
		$(2)/tests/conformance/other.o $(KTEST) $(4)
	$$(call say,LD,$$@)
	$$(link)
endef
$(foreach style,$(CONFORMANCE_STYLES),$(eval $(call conformance_style,$(style),$(O),\
	$(KERNEL_CPPFLAGS),$(HOSTED_LIBS))))

# What the header gives a unit, and what it refuses: asked of the compiler.
TESTS += $(O)/tests/conformance/header
$(O)/tests/conformance/header.o: CPPFLAGS = -I$(B)/deps \
	-DCOMPILE='"$(CC) -std=gnu11 -Wall -Wextra -Werror -fsyntax-only \
	-x c $(KERNEL_CPPFLAGS)"'
$(O)/tests/conformance/header.o: | $(GREATEST)
$(O)/tests/conformance/header: $(O)/tests/conformance/header.o
	$(call say,LD,$@)
	$(link)

# Flush queues without a style: the policy alone, and many threads; the long
# program differs in the number of calls only.
FQ_TESTS := $(addprefix $(O)/tests/conformance/,fq-policy fq-stress fq-study)
FQ_STRESS_LONG := $(O)/tests/conformance/fq-stress-long
TESTS += $(FQ_TESTS)
TESTS_LONG += $(FQ_STRESS_LONG)
CONFORMANCE_TESTS += $(FQ_TESTS)
FQ_CPPFLAGS := $(KERNEL_CPPFLAGS) -Itests/ktest -Ishim/core -Ibench
$(FQ_TESTS:=.o): CPPFLAGS = $(FQ_CPPFLAGS)
$(FQ_STRESS_LONG).o: CPPFLAGS = $(FQ_CPPFLAGS) -DSTRESS_CALLS=100000000
$(FQ_STRESS_LONG).o: tests/conformance/fq-stress.c $(FLAGS) | $(DEPS)
	$(call say,CC,$@)
	$(compile)
$(O)/tests/conformance/fq-study: $(O)/bench/study-sim.o
$(FQ_TESTS) $(FQ_STRESS_LONG): %: %.o $(KTEST) $(O)/tests/ktest/plain.o \
		$(HOSTED_LIBS)
	$(call say,LD,$@)
	$(link)
