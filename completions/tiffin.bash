# Completion for bash: tiffin itself knows the words.

# Sets `words` to what has been typed, the last one being completed. Bash cuts words at @, = and : too; what had no
# blank before it belongs to the word before.
_tiffin_words() {
    local rest=${COMP_LINE-} word trimmed i
    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        trimmed=${rest#"${rest%%[![:space:]]*}"}
        if ((i > 0)) && [[ -n $rest && $rest == "$trimmed" ]]; then
            words[-1]+=$word
        else
            words+=("$word")
        fi
        rest=${trimmed#"$word"}
    done
}

# Sets `plain` to the word $1 without its quotes, and `quote` to the one that is still open.
_tiffin_unquote() {
    local i character
    plain='' quote=''
    for ((i = 0; i < ${#1}; i++)); do
        character=${1:i:1}
        if [[ $character == '\' && $quote != "'" ]]; then
            i=$((i + 1))
            plain+=${1:i:1}
        elif [[ -z $quote && $character == [\"\'] ]]; then
            quote=$character
        elif [[ $character == "$quote" ]]; then
            quote=''
        else
            plain+=$character
        fi
    done
}

_tiffin() {
    local words typed=() word plain quote line before='' character
    COMPREPLY=()
    _tiffin_words
    for word in "${words[@]:1}"; do
        _tiffin_unquote "$word"
        typed+=("$plain")
    done
    # What bash leaves as it is: all before the last @, and all up to the last = or colon.
    if [[ -z $quote ]]; then
        for character in @ = :; do
            if [[ $COMP_WORDBREAKS == *"$character"* && $plain == *"$character"* ]]; then
                line=${plain%"$character"*}
                if [[ $character != @ ]]; then line+=$character; fi
                if ((${#line} > ${#before})); then before=$line; fi
            fi
        done
    fi
    while IFS=$'\t' read -r line _; do
        case $line in
            :file) compopt -o default 2>/dev/null; return ;;
            :folder) compopt -o dirnames -o default 2>/dev/null; return ;;
        esac
        line=${line:${#before}}
        if [[ -z $quote ]]; then printf -v line %q "$line"; fi
        COMPREPLY+=("$line")
    done < <(tiffin __complete "${typed[@]}" 2>/dev/null)
}
complete -F _tiffin tiffin
