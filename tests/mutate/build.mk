# SPDX-License-Identifier: GPL-2.0-only
#
# make mutate-hosted: are the tests of the hosted kernel worth anything?  It
# takes minutes, so it is no part of `make test`.

.PHONY: mutate-hosted
mutate-hosted: $(GREATEST)
	$(Q)tests/mutate/mutate.sh tests/mutate/hosted $(B)/mutate \
		$(patsubst %.c,$(B)/%,$(wildcard tests/hosted/*.c))
