# SPDX-License-Identifier: GPL-2.0-only
#
# The command.  libclang has no pkg-config file; Debian keeps each LLVM in a
# folder of its own.  Asked when it is needed: `make deps` may just have run.

TOOL := $(O)/iommu-migrate
TOOL_OBJS := $(patsubst %.c,$(O)/%.o,$(wildcard tools/*.c tools/*/*.c))
TOOL_LDLIBS = -L$(LLVM)/lib -lclang -lgit2 -ljansson -lpcre2-8 -lpthread

LLVM = $(patsubst %/include/clang-c/Index.h,%,$(lastword $(sort \
	$(wildcard /usr/lib/llvm-*/include/clang-c/Index.h))))

$(TOOL_OBJS): CPPFLAGS = -D_GNU_SOURCE -Itools -isystem $(LLVM)/include

# What an object is told stands in a file that it depends on, and that changes
# only when what is told does.  $(call told,FILE,TEXT)
told = $(shell echo '$(2)' | cmp -s - $(O)/$(1) || \
	echo '$(2)' > $(O)/$(1))

# What a report says it was made by.
COMMIT := $(if $(wildcard .git),$(shell git describe --always --dirty 2>/dev/null))
$(call told,version,$(COMMIT))
$(O)/tools/version.o: $(O)/version
$(O)/tools/version.o: CPPFLAGS += $(if $(COMMIT),-DCOMMIT='"$(COMMIT)"')

# Where the semantic patches are, when they are not where the command stands:
# see packaging/build.mk.
$(call told,datadir,$(datadir))
$(O)/tools/rewrite/spatch.o: $(O)/datadir
$(O)/tools/rewrite/spatch.o: CPPFLAGS += -DDATADIR='"$(datadir)/iommu-migrate"'

# The report's page is part of the program; a browser lets only what has these
# hashes work in it.
page_sha256 = $(shell perl -MDigest::SHA=sha256_base64 -0777 -ne \
	'print sha256_base64($$_)' tools/report/$(1))
$(O)/tools/report/page.o: $(addprefix tools/report/page.,html css js)
$(O)/tools/report/page.o: CPPFLAGS += \
	-DPAGE_CSS_SHA256='"$(call page_sha256,page.css)"' \
	-DPAGE_JS_SHA256='"$(call page_sha256,page.js)"'

$(TOOL): $(TOOL_OBJS)
	$(call say,LINK,$@)
	$(link) $(TOOL_LDLIBS)

all: $(TOOL)
