# SPDX-License-Identifier: GPL-2.0-only
#
#   make install         below PREFIX, /usr/local where nothing else is said
#   make uninstall       what install with the same variables has put there
#
# DESTDIR is put in front of every path and known to none of the files.  The
# folders have GNU's names, and each may be given.

PREFIX ?= /usr/local
prefix = $(PREFIX)
exec_prefix = $(prefix)
bindir = $(exec_prefix)/bin
libdir = $(exec_prefix)/lib
includedir = $(prefix)/include
datarootdir = $(prefix)/share
datadir = $(datarootdir)
mandir = $(datarootdir)/man
docdir = $(datarootdir)/doc/iommu-migrate
pkgconfigdir = $(libdir)/pkgconfig
bashcompletiondir = $(datarootdir)/bash-completion/completions
# DKMS looks for the sources of modules here.
usrsrcdir = $(prefix)/src

INSTALL ?= install
RELEASE := $(shell sed -n 's/^\#define VERSION "\(.*\)"/\1/p' tools/version.h)

# What is installed: MODE:FILE:AS, for install and for uninstall.
#
# $(call into,DIR,FILES): under the names they have
# $(call below,DIR,TOP,FILES): under their paths below TOP
mode = $(if $(filter %.sh,$(1)),755,644)
into = $(foreach f,$(2),$(call mode,$(f)):$(f):$(1)/$(notdir $(f)))
below = $(foreach f,$(3),$(call mode,$(f)):$(f):$(1)/$(f:$(2)/%=%))
files = $(shell find $(1) -type f -name '$(2)' 2>/dev/null | sort)

MAN_PAGES := $(wildcard docs/man/*.[1-9])
# PAGE:LINK, for each further name that a page has.
MAN_LINKS := $(shell docs/man/links.sh | tr ' ' ':')

INSTALLED_TOOL = \
	755:$(TOOL):$(bindir)/iommu-migrate \
	644:packaging/iommu-migrate.bash:$(bashcompletiondir)/iommu-migrate \
	$(call below,$(datadir)/iommu-migrate,.,$(call files,semantic-patches,*.cocci)) \
	$(foreach s,1 2 3 4 5 6 7 8 9,$(call into,$(mandir)/man$(s),\
		$(filter %.$(s),$(MAN_PAGES))))

# The folder holds what stands in include/ here, and nothing else: with -I it
# gives a module <iommu-shim/...>, and none of the headers of user space.
INSTALLED_DEV = \
	$(call below,$(includedir)/iommu-shim,include,$(call files,include,*.h)) \
	$(call into,$(libdir),$(HOSTED_LIBS) $(DMA)) \
	$(call into,$(pkgconfigdir),$(PC_FILES))

# The module for DKMS, as it lies here and with dkms.conf on top.
DKMS_FOLDER = $(usrsrcdir)/iommu-shim-$(RELEASE)
DKMS_CONF := $(patsubst shim/kernel/%,$(O)/packaging/%,$(wildcard shim/kernel/dkms.conf))
INSTALLED_MODULE = \
	$(call into,$(DKMS_FOLDER),$(DKMS_CONF)) \
	$(call below,$(DKMS_FOLDER),.,$(wildcard shim/core/*.[ch] include/iommu-shim/*.h) \
		$(filter-out %/dkms.conf,$(call files,shim/kernel,*)))

INSTALLED = $(INSTALLED_TOOL) $(INSTALLED_DEV) $(INSTALLED_MODULE)
# Folders that are ours alone.
INSTALLED_FOLDERS = $(datadir)/iommu-migrate $(includedir)/iommu-shim $(DKMS_FOLDER)

# pkg-config's files say what this build compiles and links with; a prefix that
# pkg-config is told to move moves the folders below it.
PC_FILES := $(addprefix $(O)/packaging/,iommu-hosted.pc iommu-dma.pc iommu-shim.pc)
hosted_cflags = $(patsubst -Iinclude%,-I$${includedir}/iommu-shim%,$(KERNEL_CPPFLAGS))
below_prefix = $(patsubst $(prefix)/%,$${prefix}/%,$(1))

define fill_in
$(Q)mkdir -p $(@D)
$(Q)sed -e 's|@VERSION@|$(RELEASE)|' -e 's|@prefix@|$(prefix)|' \
	-e 's|@libdir@|$(call below_prefix,$(libdir))|' \
	-e 's|@includedir@|$(call below_prefix,$(includedir))|' \
	-e 's|@cflags@|$(hosted_cflags)|' \
	-e 's|@ldlibs@|$(HOSTED_LDLIBS)|' $< > $@
endef
$(PC_FILES): $(O)/packaging/%: packaging/%.in FORCE
	$(fill_in)
$(DKMS_CONF): shim/kernel/dkms.conf FORCE
	$(fill_in)

.PHONY: install uninstall FORCE
install: all $(PC_FILES) $(DKMS_CONF)
	$(call say,INSTALL,$(DESTDIR)$(prefix))
	$(Q)for f in $(INSTALLED); do \
		IFS=: read -r mode from to <<<"$$f"; \
		$(INSTALL) -D -m "$$mode" "$$from" '$(DESTDIR)'"$$to" || exit; \
	done
	$(Q)for l in $(MAN_LINKS); do \
		ln -sf "$${l%:*}" '$(DESTDIR)$(mandir)'/man"$${l##*.}/$${l#*:}" || exit; \
	done

# Folders that others have something in stay.
uninstall:
	$(call say,REMOVE,$(DESTDIR)$(prefix))
	$(Q)for f in $(INSTALLED); do rm -f '$(DESTDIR)'"$${f##*:}" || exit; done
	$(Q)for l in $(MAN_LINKS); do \
		rm -f '$(DESTDIR)$(mandir)'/man"$${l##*.}/$${l#*:}" || exit; done
	$(Q)for d in $(INSTALLED_FOLDERS); do [ ! -d '$(DESTDIR)'"$$d" ] || \
		find '$(DESTDIR)'"$$d" -depth -type d -empty -delete || exit; done

# make deb: Debian's packages, in $(O)/deb.
.PHONY: deb
deb: | $(B)/deps/deb.done
	$(Q)packaging/deb.sh $(O)/deb
