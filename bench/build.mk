# SPDX-License-Identifier: GPL-2.0-only
#
#   make bench-tree      the whole of Linux 6.1, against spatch and grep

.PHONY: bench-tree
bench-tree: all $(LINUX).done
	$(Q)bench/tree.sh $(O)/iommu-migrate $(LINUX) $(O)/bench
