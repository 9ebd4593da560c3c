# SPDX-License-Identifier: GPL-2.0-only
#
# What `make install` and Debian's packages leave, used where no source tree is;
# the completion of the shell; who needs which package; and check as a CHECK=
# program of kbuild.

INSTALL_TESTS := $(addprefix $(O)/tests/install/,installed completion kbuild packages)
DEB_TEST := $(O)/tests/install/deb
TESTS += $(INSTALL_TESTS)
TESTS_LONG += $(DEB_TEST)
$(INSTALL_TESTS) $(DEB_TEST): %: %.o $(O)/tests/harness.o
	$(call say,LD,$@)
	$(link)

$(O)/tests/install/installed $(DEB_TEST): $(O)/tests/install/outside.o
$(O)/tests/install/kbuild $(DEB_TEST): | $(KERNEL_DIR)/6.1/done
$(DEB_TEST): | $(B)/deps/deb.done

# This build's make and compiler, as the tests call them.
$(O)/tests/install/%.o: CPPFLAGS += -DKERNEL='"$(KERNEL_DIR)/6.1"' -DO='"$(O)"' \
	-DMAKE='"env -u MAKEFLAGS -u MAKELEVEL make -s SAN=$(SAN) TSAN=$(TSAN) CC=$(CC) CFLAGS_EXTRA=$(CFLAGS_EXTRA)"' \
	-DCC='"$(CC) $(CFLAGS)"'
