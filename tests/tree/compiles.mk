# SPDX-License-Identifier: GPL-2.0-only
#
# Linux 6.1 configured, so that converted files can be compiled with the flags
# they have in a kernel.  One configuration for each architecture that files
# with calls need; like the source, one serves all flavours of the build.

CONFIGURED := $(B)/linux-6.1
ARCHS := arm64 arm x86_64
FACTS := tests/tree/iommu-api-sites-6.1.csv

$(ARCHS:%=$(CONFIGURED)-%/flags): $(CONFIGURED)-%/flags: $(LINUX).done \
		tests/tree/configure.sh $(FACTS) | $(TEST_DEPS)
	$(call say,CONFIG,$(@D))
	$(Q)tests/tree/configure.sh $(LINUX) $* $(@D) \
		$$(sed -n 's/^\([^,]*\.c\),.*/\1/p' $(FACTS) | sort -u)

comma := ,
TESTS += $(O)/tests/tree/compiles
$(O)/tests/tree/compiles: $(O)/tests/tree/compiles.o $(O)/tests/tree/users.o \
		$(O)/tests/harness.o $(O)/tests/csv.o \
		| $(ARCHS:%=$(CONFIGURED)-%/flags)
	$(call say,LD,$@)
	$(link)
$(O)/tests/tree/compiles.o: CPPFLAGS += -DCONFIGURED='"$(CONFIGURED)"' \
	-DARCHS='$(foreach a,$(ARCHS),"$a"$(comma))'
$(addprefix $(O)/tests/tree/,compiles.o users.o): CPPFLAGS += -DLINUX='"$(LINUX)"'
