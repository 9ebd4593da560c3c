# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# For tests that are shell scripts: cases, in greatest's words, for tests/run.sh.

passed=0 failed=0

# test_case NAME COMMAND...: passes if the command does; what a failing one said is
# shown.
test_case() {
	local name=$1 said
	shift
	if said=$("$@" 2>&1); then
		echo "PASS $name"
		passed=$((passed + 1))
	else
		echo "FAIL $name: $*"
		echo "$said"
		failed=$((failed + 1))
	fi
}

summary() {
	echo "Pass: $passed, fail: $failed, skip: 0."
}
