# Completion for fish: tiffin itself knows the words.
function __tiffin_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in (tiffin __complete $words[2..-1] 2>/dev/null)
        switch $line
            case ':file'
                __fish_complete_path (commandline -ct)
            case ':folder'
                __fish_complete_directories (commandline -ct)
            case '*'
                printf '%s\n' $line
        end
    end
end
complete -c tiffin -f -a '(__tiffin_complete)'
