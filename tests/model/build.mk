# SPDX-License-Identifier: GPL-2.0-only
#
# The models beside the code they are of, by Spin: all states of each, and its
# mutants.

.PHONY: check-model
check-model: | $(TEST_DEPS)
	$(Q)tests/model/check.sh $(O)/tests/model
test-long: check-model
