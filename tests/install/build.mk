# SPDX-License-Identifier: GPL-2.0-only
#
# What `make install` leaves, used where no source tree is; the completion of
# the shell; and check as a CHECK= program of kbuild.

INSTALL_TESTS := $(addprefix $(O)/tests/install/,installed completion kbuild packages)
TESTS += $(INSTALL_TESTS)
$(INSTALL_TESTS): %: %.o $(O)/tests/harness.o
	$(call say,LD,$@)
	$(link)
$(O)/tests/install/kbuild: | $(KERNEL_DIR)/6.1/done

# This build's make and compiler, as the tests call them.
$(INSTALL_TESTS:=.o): CPPFLAGS += -DKERNEL='"$(KERNEL_DIR)/6.1"' -DO='"$(O)"' \
	-DMAKE='"env -u MAKEFLAGS -u MAKELEVEL make -s SAN=$(SAN) TSAN=$(TSAN) CC=$(CC) CFLAGS_EXTRA=$(CFLAGS_EXTRA)"' \
	-DCC='"$(CC) $(CFLAGS)"'
