# SPDX-License-Identifier: GPL-2.0-only
#
# The command on a real tree, Linux 6.1 as Debian ships it.  One copy serves
# all flavours of the build; nothing writes to it.

LINUX_TAR := /usr/src/linux-source-6.1.tar.xz

# The folder gets its name when all of it is there.
$(LINUX).done: $(LINUX_TAR)
	$(call say,UNPACK,$(LINUX))
	$(Q)rm -rf $(LINUX) $(LINUX).part
	$(Q)mkdir -p $(LINUX).part
	$(Q)tar -xJf $< -C $(LINUX).part --strip-components=1
	$(Q)mv $(LINUX).part $(LINUX)
	$(Q)touch $@

# A file of it may be gone, and still be named by a .d file, when it is unpacked
# anew.
$(LINUX)/%: | $(LINUX).done ;

$(LINUX_TAR): | $(TEST_DEPS)
	$(Q)[ -f $@ ] || { echo '$@ is missing: apt-get install linux-source-6.1' >&2; exit 1; }

TREE_TESTS := $(addprefix $(O)/tests/tree/,linux levels checkpatch coccicheck)
TESTS += $(TREE_TESTS)
$(TREE_TESTS): %: %.o $(O)/tests/harness.o $(O)/tests/csv.o \
		$(O)/tests/linux-release.o | $(LINUX).done
	$(call say,LD,$@)
	$(link)

$(TREE_TESTS:=.o): CPPFLAGS += -DLINUX='"$(LINUX)"'
$(O)/tests/tree/checkpatch: $(O)/tests/tree/users.o

include tests/tree/compiles.mk
include tests/tree/kernel-files.mk
