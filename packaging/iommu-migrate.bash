# bash completion for iommu-migrate                        -*- shell-script -*-
# SPDX-License-Identifier: GPL-2.0-only
#
# Commands, options and styles are asked of the command itself, so that what is
# offered is what this version of it takes.

# _iommu_migrate_words PROGRAM WHAT [COMMAND]: what it says of itself, as words.
_iommu_migrate_words()
{
	case $2 in
	commands) "$1" --help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p' ;;
	options) "$1" "$3" --help | sed -n \
		's/^  \(-[a-z], \)\{0,1\}\(--[a-z][a-z-]*\).*/\2/p' ;;
	styles) "$1" styles | sed -n 's/^\([a-z]*\) (.*/\1/p' ;;
	esac 2>/dev/null
}

_iommu_migrate()
{
	local program=$1 word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]}
	local option=${COMP_WORDS[COMP_CWORD - 1]} words

	COMPREPLY=()
	if [ "$COMP_CWORD" = 1 ]; then
		words="$(_iommu_migrate_words "$program" commands) --help --version"
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
		return
	fi
	# "--to=sy" comes as three words.
	if [ "$word" = = ]; then
		word=
	elif [ "$option" = = ]; then
		option=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	case $option in
	--to | --from | --style)
		words=$(_iommu_migrate_words "$program" styles) ;;
	--level)
		words="4.13 4.15 5.4 6.3 6.16" ;;
	--format)
		words="text csv json sarif" ;;
	--progress)
		words="auto always never" ;;
	--series)
		mapfile -t COMPREPLY < <(compgen -d -- "$word")
		return ;;
	--each)
		mapfile -t COMPREPLY < <(compgen -c -- "$word")
		return ;;
	-j | --jobs | --timeout | --report)
		return ;; # a number; a file
	*)
		# A path, unless it begins like an option: see complete below.
		[[ $word = -* ]] || return
		words="$(_iommu_migrate_words "$program" options "$command") --help" ;;
	esac
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -o default -F _iommu_migrate iommu-migrate
