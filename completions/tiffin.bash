# Completion for bash: tiffin itself knows the words.
_tiffin() {
    local line words=() candidates=()
    COMPREPLY=()
    words=("${COMP_WORDS[@]:1:COMP_CWORD}")
    while IFS=$'\t' read -r line _; do
        case $line in
            :file) compopt -o default 2>/dev/null; return ;;
            :folder) compopt -o dirnames -o default 2>/dev/null; return ;;
        esac
        candidates+=("$(printf '%q' "$line")")
    done < <(tiffin __complete "${words[@]}" 2>/dev/null)
    COMPREPLY=("${candidates[@]}")
}
complete -F _tiffin tiffin
